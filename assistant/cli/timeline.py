"""The hops of a message as lines, in the order in which they happened."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.mail.headers.received import Hop

MOST_SHOWN = 24  # lines; of more the first and the last half


def timeline(hops: Sequence[Hop]) -> Iterator[str]:
    """One line a hop, the sender's first, with the seconds since the one before.

    A clock that runs behind is told as such, never hidden.
    """
    if not hops:
        return
    way = list(reversed(hops))
    yield f"{'hops:':14}{len(way)}"
    before = None
    for number, hop in enumerate(way, start=1):
        hidden = MOST_SHOWN // 2 < number <= len(way) - MOST_SHOWN // 2
        if not hidden:
            delay = ""
            if before and hop.at:
                seconds = round((hop.at - before).total_seconds())
                delay = f"+{seconds}s" if seconds >= 0 else f"{seconds}s (clock)"
            yield f"{number:4}  {delay:>12}  {_hop(hop)}"
        elif number == MOST_SHOWN // 2 + 1:
            yield f"      … {len(way) - MOST_SHOWN} more"
        before = hop.at or before


def _hop(hop: Hop) -> str:
    sender = hop.sender or hop.helo or "?"
    ip = f" [{hop.ip}]" if hop.ip else ""
    secured = " TLS" if hop.tls else ""
    return f"{sender}{ip} → {hop.by or '?'}{secured}"
