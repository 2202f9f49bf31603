"""From what the chat says to the page that says it at length."""

from __future__ import annotations

from flask import url_for

from assistant.dialogue.moves import Examine, Explain, Move
from assistant.web.reception import reception


def of_move(move: Move, language: str) -> str | None:
    """The address of the guide that a move answers from, or looks by.

    A topic goes before a service, as in the answer itself; None where neither
    has a page.
    """
    shelf = reception().desk.shelf
    topic = move.topic if isinstance(move, Explain) else None
    if topic in shelf.topics:
        return _address("topics", topic, language)
    named: tuple[str, ...] = ()
    if isinstance(move, Explain) and move.service is not None:
        named = (move.service,)
    elif isinstance(move, Examine):
        named = move.subject.services
    known = (of_service(one, language) for one in named)
    return next((one for one in known if one is not None), None)


def of_service(service: str, language: str) -> str | None:
    """The address of the page of a service; None where it has none."""
    known = service in reception().desk.shelf.services
    return _address("services", service, language) if known else None


def of_host(host: str, language: str) -> str | None:
    """The address of the page of a DNS host; None where it has none."""
    known = host in reception().desk.shelf.hosts
    return _address("hosts", host, language) if known else None


def _address(kind: str, guide: str | None, language: str) -> str:
    return url_for("guides.one", kind=kind, guide=guide, lang=language)
