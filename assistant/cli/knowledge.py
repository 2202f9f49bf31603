"""`bezorgd knowledge`: are the guides whole, and are their facts still true?"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime

import click

from assistant import wiring
from assistant.checks.guides import Seen, Standing
from assistant.chores.verify import PER_SECOND, Report, keep
from assistant.chores.verify import verify as look
from assistant.cli.options import (
    json_option,
    load_settings,
    nameserver_option,
    now_option,
)
from assistant.cli.terminal import safe
from assistant.errors import GuideError, UnusableInputError
from assistant.knowledge.check import check as whole
from assistant.knowledge.review import OLD_DAYS, Remark
from assistant.knowledge.shelf import Shelf
from assistant.understanding.free_mail import FREE_MAIL_DOMAINS
from assistant.web.console import canned

FASTEST = 1000.0
_COLOURS = {
    Standing.STANDS: "green",
    Standing.CHANGED: "yellow",
    Standing.GONE: "red",
    Standing.NOT_ASKED: "cyan",
}
_ORDER = tuple(_COLOURS)


@click.group("knowledge")
def knowledge() -> None:
    """Look after the guides."""


@knowledge.command("check")
@click.option(
    "--older-than",
    type=click.IntRange(1, 36_500),
    default=OLD_DAYS,
    metavar="DAYS",
    help=f"Tell of guides whose sources are older; {OLD_DAYS} unless told.",
)
@click.option("--notes", is_flag=True, help="Print each note, not only their number.")
@now_option
def check(older_than: int, now: datetime, *, notes: bool) -> None:
    """Read every guide and text, the operator's layer on top."""
    settings = load_settings()
    shelf, texts = wiring.open_shelf(settings), wiring.open_texts(settings)
    remarks = whole(
        shelf, settings.home, now.date(), older_than, free=FREE_MAIL_DOMAINS
    )
    mistakes = [_line(one) for one in remarks if one.mistake]
    mistakes += canned.mistakes(settings.home)
    if mistakes:
        raise GuideError(mistakes)
    told = [_line(one) for one in remarks if not one.mistake]
    for line in told if notes else ():
        click.echo(safe(line))
    click.echo(
        f"{shelf.helpdesk.name}: {len(shelf.services)} services, "
        f"{len(shelf.hosts)} DNS hosts, {len(shelf.topics)} topics, "
        f"texts in {', '.join(texts.languages)}; {len(told)} notes"
        f"{'' if notes or not told else ' (--notes tells them)'}. All of it fits."
    )


@knowledge.command("verify")
@click.argument("ids", nargs=-1, metavar="[ID]...")
@click.option("--write", is_flag=True, help="Keep what was seen.")
@click.option("--all", "every", is_flag=True, help="Print what stands as well.")
@click.option(
    "--per-second",
    type=click.FloatRange(0.0, FASTEST, min_open=True),
    default=PER_SECOND,
    metavar="N",
    help=f"Questions to the DNS a second, at most; {PER_SECOND:.0f} unless told.",
)
@nameserver_option
@now_option
@json_option
def verify(
    ids: tuple[str, ...],
    nameserver: str | None,
    per_second: float,
    now: datetime,
    *,
    write: bool,
    every: bool,
    as_json: bool,
) -> None:
    """Ask the DNS whether the hosts that the guides name are as written."""
    settings, today = load_settings(), now.astimezone(UTC).date()
    _refuse_unknown(ids, wiring.open_shelf(settings))
    report = look(
        settings,
        today=today,
        only=ids,
        nameserver=nameserver,
        per_second=per_second,
        tell=_Progress().hear,
    )
    if write:
        keep(report, settings)
    if as_json:
        click.echo(json.dumps(_facts(report, today, wrote=write)))
        return
    for line in _table(report, every=every):
        click.echo(line)
    click.echo(_sum(report))
    click.echo(f"Written to {settings.data}." if write else "Nothing was written.")


class _Progress:
    """How far it is, on the error stream of a terminal and nowhere else."""

    def __init__(self) -> None:
        self._count = 0

    def hear(self, seen: Seen) -> None:
        self._count += 1
        if sys.stderr.isatty():
            line = safe(f"{self._count} · {seen.claim.guide} {seen.claim.host}")
            click.echo(f"\r{line[:78]:<78}", nl=False, err=True)


def _refuse_unknown(ids: tuple[str, ...], shelf: Shelf) -> None:
    for one in ids:
        if one not in shelf.services and one not in shelf.hosts:
            msg = f"{one}: expected the id of a service or a DNS host"
            raise UnusableInputError(msg)


def _line(remark: Remark) -> str:
    return f"{remark.guide}: {remark.said}"


def _table(report: Report, *, every: bool) -> Iterator[str]:
    shown = [one for one in report.seen if every or one.standing is not Standing.STANDS]
    shown.sort(key=lambda one: (-_ORDER.index(one.standing), one.claim.guide))
    if not shown:
        return
    widths = [
        max(map(len, column))
        for column in zip(*(_cells(one) for one in shown), strict=True)
    ]
    for one in shown:
        mark = click.style(f"{one.standing.value:<15}", fg=_COLOURS[one.standing])
        cells = _cells(one)
        told = "  ".join(
            f"{cell:<{width}}" for cell, width in zip(cells, widths, strict=True)
        )
        yield f"{mark}{told}".rstrip()


def _cells(seen: Seen) -> tuple[str, str, str, str]:
    claim = seen.claim
    return claim.guide, claim.fact, claim.host, safe(seen.told)[:70]


def _sum(report: Report) -> str:
    counts = Counter(one.standing for one in report.seen)
    told = ", ".join(f"{counts[one]} {one.value}" for one in _ORDER)
    networks = len(report.networks.entries)
    return (
        f"{len(report.seen)} claims: {told}. {report.questions} questions; "
        f"{networks} networks known."
    )


def _facts(report: Report, today: date, *, wrote: bool) -> dict[str, object]:
    return {
        "day": today.isoformat(),
        "claims": [
            {
                "guide": one.claim.guide,
                "fact": one.claim.fact,
                "host": one.claim.host,
                "standing": one.standing.value.replace(" ", "_"),
                "told": one.told,
            }
            for one in report.seen
        ],
        "questions": report.questions,
        "networks": len(report.networks.entries),
        "written": wrote,
    }
