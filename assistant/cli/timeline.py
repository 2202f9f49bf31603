"""The way of a message as lines, in the order in which it happened."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.cli.ticket_words import LABELS, said
from assistant.mail.headers.timeline import Leg, Timeline


def lines_of(way: Timeline, language: str | None) -> Iterator[str]:
    """One line a hop, the sender's first, with the time since the one before.

    A clock that is wrong is told as such, never hidden.
    """
    if not way.hops:
        return
    total = None if way.total_s is None or way.skewed else duration(way.total_s)
    one = way.hops == 1  # then no time passed between any two
    key = "hop" if one else "hops" if total is None else "took"
    told = said(LABELS, key, language, hops=way.hops, total=total)
    yield f"{said(LABELS, 'way', language) + ':':14}{told}"
    for index, leg in enumerate(way.legs):
        if way.hidden and index == len(way.legs) // 2:
            yield f"      {said(LABELS, 'more', language, hidden=way.hidden)}"
        yield _line(leg, way, language)


def duration(seconds: int) -> str:
    """Write seconds so that a person sees at once whether they are many."""
    sign, rest = "-" if seconds < 0 else "", abs(seconds)
    for size, unit in ((86_400, "d"), (3_600, "h"), (60, "m")):
        if rest >= size:
            whole, below = divmod(rest, size)
            smaller = {"d": (3_600, "h"), "h": (60, "m"), "m": (1, "s")}[unit]
            part = below // smaller[0]
            return f"{sign}{whole}{unit}{f'{part}{smaller[1]}' if part else ''}"
    return f"{sign}{rest}s"


def _line(leg: Leg, way: Timeline, language: str | None) -> str:
    delay = "" if leg.delay_s is None else duration(leg.delay_s)
    marks = [
        word
        for word, so in (
            ("TLS", leg.tls),
            ("IPv6", leg.ipv6),
            (said(LABELS, "inside", language), leg.inside),
            (said(LABELS, "clock", language), leg.skewed),
            (said(LABELS, "slow", language), leg.number == way.slowest),
        )
        if so
    ]
    told = f" ({', '.join(marks)})" if marks else ""
    ip = f" [{leg.ip}]" if leg.ip else ""
    at = f"{leg.at:%Y-%m-%d %H:%M:%S}Z" if leg.at else ""
    route = f"{leg.sender or '?'}{ip} → {leg.by or '?'}{told}"
    return f"{leg.number:4}  {at:20} {delay:>8}  {route}"
