"""What an operator or a maker of texts asks: what is missing, and once more."""

from __future__ import annotations

import asyncio
import json
from datetime import datetime

import click

from assistant import answering, wiring
from assistant.cli.options import json_option, load_settings
from assistant.dialogue.conversation import Conversation
from assistant.errors import UnusableInputError
from assistant.lookup.recorded import Recorded
from assistant.replies.plain import markdown
from assistant.settings import Settings
from assistant.store.turns import Store
from assistant.turn import Turn

REMOVED = (
    "What was pasted with this question is no longer kept, so it could not be read "
    "again: a difference may come from that alone."
)
MAIN_LANGUAGE = "nl"  # the one that every text is written in first


@click.command("texts")
@click.option("--missing", "language", metavar="LANG", required=True)
def texts(language: str) -> None:
    """List what is not written in a language yet."""
    for name in missing_texts(load_settings(), language):
        click.echo(name)


def missing_texts(settings: Settings, language: str) -> tuple[str, ...]:
    """Name every text and guide that *language* lacks, as the file to write."""
    known, shelf = wiring.open_texts(settings), wiring.open_shelf(settings)
    replies = (
        f"templates/replies/{kind}/{name}.{language}.md"
        for kind in known.kinds
        for name in known.names(kind, MAIN_LANGUAGE)
        if name not in known.names(kind, language)
    )
    guides = (
        f"knowledge/{folder}/{guide.id}.{language}.md"
        for folder, guides in (
            ("services", shelf.services.values()),
            ("topics", shelf.topics.values()),
        )
        for guide in guides
        if guide.guides and language not in guide.guides
    )
    return (*replies, *guides)


@click.command("replay")
@click.argument("turn", metavar="TURN")
@json_option
def replay(turn: str, *, as_json: bool) -> None:
    """Take a stored turn again, with the answers that the DNS gave then."""
    settings = load_settings()
    store = answering.open_store(settings)
    try:
        stored = store.turn(turn)
        if stored is None:
            msg = f"{turn}: expected the id of an answered turn"
            raise UnusableInputError(msg)
        again = asyncio.run(take_again(settings, store, turn, stored))
        removed = removed_at(store, turn)
    finally:
        store.close()
    told = _differences(stored, again)
    if removed is not None:
        told["raw_removed_at"] = removed.isoformat(timespec="seconds")
    if as_json:
        click.echo(json.dumps(told, ensure_ascii=False))
        return
    click.echo(f"> {stored.question.text}\n\n{markdown(again.reply)}\n")
    for key, value in told.items():
        click.echo(f"{key:<9} {value}")
    if removed is not None:
        click.echo(REMOVED, err=True)


def removed_at(store: Store, turn: str) -> datetime | None:
    """When what was pasted with a question was deleted; None when it was not."""
    asked = store.question(turn)
    if asked is None:
        return None
    thread = store.thread(asked[0])
    return next((one.raw_removed_at for one in thread if one.id == turn), None)


async def take_again(settings: Settings, store: Store, turn: str, stored: Turn) -> Turn:
    """Answer the same question from the same answers of the DNS."""
    seen = () if stored.evidence is None else stored.evidence.transcript
    recorded = Recorded.from_transcript(seen)
    desk = wiring.open_desk(settings, lambda _domain: recorded)
    asked = store.question(turn)
    place = "" if asked is None else asked[0]
    earlier = store.conversation(place, before=turn) or Conversation(id=place)
    return await desk.take(stored.question, earlier)


def _differences(stored: Turn, again: Turn) -> dict[str, object]:
    return {
        "move": _move(again),
        "findings": _codes(again),
        "same": again == stored,
        "was": None if again == stored else f"{_move(stored)} {_codes(stored)}",
    }


def _move(turn: Turn) -> str:
    return type(turn.move).__name__.lower()


def _codes(turn: Turn) -> list[str]:
    found = () if turn.diagnosis is None else turn.diagnosis.findings
    return [str(one.code) for one in found]
