"""What the pages of the sign-in share: their words, their frame, their form."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from flask import flash, get_flashed_messages, render_template, request, session
from markupsafe import Markup

from assistant.web.reception import reception
from assistant.web.signin import coming
from assistant.web.signin.entrance import entrance
from assistant.web.signin.guard import FIELD, account, csrf_token
from assistant.web.words import Words, choose


def say() -> Words:
    """The words of this page, in the reader's language."""
    known = entrance().words
    spoken = [one for one in reception().languages if one in known]
    asked = request.args.get("lang")
    chosen = choose(
        spoken or known,
        asked=asked,
        spoken=session.get("language"),
        accepted=request.accept_languages,
    )
    if asked == chosen and session.get("language") != chosen:
        session["language"] = chosen
    return known[chosen]


def show(template: str, **facts: object) -> str:
    """Render a page of the sign-in."""
    here = account()
    return render_template(
        f"signin/{template}.html",
        say=say(),
        token=token,
        when=when,
        console_home=coming.home,
        in_language=in_language,
        provider=provider,
        notices=get_flashed_messages(),
        me=None if here is None else here.member,
        **facts,
    )


def in_language(language: str) -> str:
    """This page in another language."""
    return "?" + urlencode({**request.args.to_dict(), "lang": language})


def token() -> Markup:
    """The field that every form has."""
    return Markup('<input type="hidden" name="{}" value="{}">').format(
        FIELD, csrf_token()
    )


def provider() -> str:
    """What the provider is called with which one can sign in; mostly nothing."""
    here = entrance().provider
    return "" if here is None else here.name


def tell(name: str, /, **facts: object) -> None:
    """Say something on the next page."""
    flash(say()(name, **facts))


def when(moment: datetime | None) -> str:
    """A moment as people write it, in the helpdesk's own time."""
    if moment is None:
        return say()("never")
    there = moment.astimezone(ZoneInfo(reception().helpdesk.time_zone))
    month = say()("months").split()[there.month - 1]
    return f"{there.day} {month} {there.year} {there:%H:%M}"


def minutes(seconds: float) -> int:
    """Whole minutes, rounded up."""
    return max(1, round(seconds + 30) // 60)
