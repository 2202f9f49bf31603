"""What every page of the console shares: its words, its language, its clock."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from zoneinfo import ZoneInfo

from flask import get_flashed_messages, render_template, request, session

from assistant.web import words
from assistant.web.reception import reception
from assistant.web.signin.guard import member
from assistant.web.words import Words

FOLDER = words.FOLDER / "console"
MINUTE_S, HOUR_S, DAY_S = 60, 3_600, 86_400
LONGEST_LINE = 500  # characters that an address may lay ready in a field
READ_IN = "bezorgd.language"  # of a request: every line of a list asks it
HOURS_TOLD = 48  # so many hours are told as hours, more as days


@cache
def console_words() -> Mapping[str, Words]:
    """The console's own words, in every language."""
    return words.load(FOLDER)


def spoken() -> tuple[str, ...]:
    """The languages that the helpdesk and the console both speak."""
    return tuple(one for one in reception().languages if one in console_words())


def language() -> str:
    """The language in which this member reads the console, worked out once a page."""
    known: str | None = request.environ.get(READ_IN)
    if known is None:
        known = request.environ[READ_IN] = _language()
    return known


def _language() -> str:
    asked = request.args.get("lang")
    chosen = words.choose(
        spoken(),
        asked=asked,
        spoken=session.get("language"),
        accepted=request.accept_languages,
    )
    if asked == chosen and session.get("language") != chosen:
        session["language"] = chosen
    return chosen


def say() -> Words:
    """The console's words in this member's language."""
    return console_words()[language()]


def page(template: str, **facts: object) -> str:
    """One page, with the console's words and those of the drawn parts."""
    read = language()
    return render_template(
        f"console/{template}",
        say=console_words()[read],
        words=reception().words[read],
        colleague=member(),
        clock=clock,
        ago=ago,
        span=span,
        **facts,
    )


def flashed() -> dict[str, str]:
    """What the act before this page has to tell, by its kind."""
    told = get_flashed_messages(with_categories=True)
    return {one[0]: one[1] for one in told if len(one) > 1}


def clock(moment: datetime) -> str:
    """A moment as the helpdesk's wall shows it; another day bears its date."""
    zone = ZoneInfo(reception().helpdesk.time_zone)
    there, now = moment.astimezone(zone), datetime.now(zone)
    if there.date() == now.date():
        return there.strftime("%H:%M:%S")
    return there.strftime("%d-%m-%Y %H:%M")


def ago(moment: datetime) -> str:
    """How long ago, in one unit."""
    return span(max(0, round((datetime.now(UTC) - moment).total_seconds())))


def span(seconds: float) -> str:
    """A time as a queue tells it: "12 min", "3 u", "2 d"."""
    said = say()
    if seconds < MINUTE_S:
        return said("just_now")
    if seconds < HOUR_S:
        return said("minutes_short", count=round(seconds / MINUTE_S))
    if seconds < HOURS_TOLD * HOUR_S:
        return said("hours_short", count=round(seconds / HOUR_S))
    return said("days_short", count=round(seconds / DAY_S))
