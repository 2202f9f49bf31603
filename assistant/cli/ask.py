"""`bezorgd ask`: what is this question about, and what is the reply?"""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from assistant.cli import figures, terminal
from assistant.cli.options import load_settings, open_resolver, shared_options
from assistant.desk import Desk
from assistant.dialogue.asking import as_left
from assistant.dialogue.conversation import Conversation, Exchange
from assistant.dialogue.decide import decide
from assistant.errors import UnusableInputError
from assistant.replies.compose import compose
from assistant.replies.plain import markdown
from assistant.turn import Turn
from assistant.understanding.question import Known, Question
from assistant.understanding.understand import understand
from assistant.wiring import open_desk

MOST_CONTEXT = 50  # earlier messages; a real conversation is shorter


@click.command("ask")
@click.argument("text", required=False)
@click.option("--batch", is_flag=True, help="One JSON question a line from stdin.")
@shared_options
def command(
    text: str | None,
    *,
    batch: bool,
    as_json: bool,
    language: str | None,
    services: tuple[str, ...],
    zone: Path | None,
    nameserver: str | None,
    deadline: float | None,
    now: datetime,
) -> None:
    """Tell what a question is about, and what the reply is."""
    if batch == (text is not None):
        raise UnusableInputError("expected TEXT, or --batch with questions on stdin")
    settings = load_settings()
    desk = open_desk(settings, open_resolver(zone, nameserver, deadline, settings))
    told = _told(desk, services, language)
    looks = not batch or bool(zone or nameserver)
    asker = Asker(desk, told, language, now, looks)
    if batch:
        for answer in asker.batch(sys.stdin.buffer):
            click.echo(json.dumps(answer, ensure_ascii=False))
        return
    question = (text or "").strip()
    if not question:
        raise UnusableInputError("TEXT is empty: expected a question")
    if len(question) > settings.max_characters:
        limit = settings.max_characters
        raise UnusableInputError(
            f"TEXT is too long: expected at most {limit} characters"
        )
    turn = asker.turns((question,))[-1]
    if as_json:
        click.echo(json.dumps(figures.of_turn(turn, None), ensure_ascii=False))
    else:
        terminal.show(markdown(turn.reply))


def _told(desk: Desk, services: tuple[str, ...], language: str | None) -> Conversation:
    start = Known(services=known(services, desk), language=language or "nl")
    return Conversation(id="terminal", known=start)


def known(services: tuple[str, ...], desk: Desk) -> tuple[str, ...]:
    """The ids given on the command line, all of them known.

    Raises:
        UnusableInputError: One of them is no service's id.
    """
    for one in services:
        if one not in desk.shelf.services:
            raise UnusableInputError(
                f"--service {one!r} is unknown: expected an id from knowledge/services"
            )
    return services


@dataclass(frozen=True, slots=True)
class Asker:
    """A desk and how it is asked from here."""

    desk: Desk
    told: Conversation
    language: str | None
    now: datetime
    looks: bool

    def turns(self, texts: tuple[str, ...]) -> list[Turn]:
        """Take messages of one conversation, in order."""
        conversation, turns = self.told, []
        for text in texts:
            question = Question(text=text, asked_at=self.now, language=self.language)
            turn = self._turn(question, conversation)
            conversation = extended(conversation, turn)
            turns.append(turn)
        return turns

    def batch(self, lines: Iterable[bytes]) -> Iterator[figures.Json]:
        """Answer one JSON object a line; a bad line gets an error in its place."""
        for line in lines:
            if line.strip():
                yield self._line(line)

    def _line(self, line: bytes) -> figures.Json:
        name = None
        try:
            asked = json.loads(line)
            if not isinstance(asked, dict):
                return {"id": None, "error": "expected a JSON object"}
            name = asked.get("id")
            return figures.of_turn(self.turns(_texts(asked))[-1], name)
        except UnusableInputError as wrong:
            return {"id": name, "error": str(wrong)}
        except (ValueError, RecursionError):
            return {"id": name, "error": "expected JSON in UTF-8"}

    def _turn(self, question: Question, conversation: Conversation) -> Turn:
        if self.looks:
            return asyncio.run(self.desk.take(question, conversation))
        desk = self.desk
        understanding = understand(
            question, conversation.known, desk.shelf, desk.matcher
        )
        move = decide(understanding, conversation)
        understanding = as_left(understanding, move, None, desk.shelf)
        reply = compose(
            understanding,
            move,
            None,
            None,
            None,
            desk.shelf,
            desk.texts,
            earlier=conversation.look_at(understanding.known.domain),
        )
        return Turn(
            question=question, understanding=understanding, move=move, reply=reply
        )


def extended(conversation: Conversation, turn: Turn) -> Conversation:
    """The conversation with one turn more."""
    exchange = Exchange(
        understanding=turn.understanding,
        move=turn.move,
        diagnosis=turn.diagnosis,
        prescription=turn.prescription,
    )
    return replace(
        conversation,
        known=turn.understanding.known,
        exchanges=(*conversation.exchanges, exchange),
    )


def _texts(asked: dict[str, Any]) -> tuple[str, ...]:
    context, text = asked.get("context") or [], asked.get("text")
    if not isinstance(text, str) or not text.strip():
        raise UnusableInputError("text: expected a question, found nothing")
    if not isinstance(context, list) or not all(isinstance(c, str) for c in context):
        raise UnusableInputError("context: expected a list of texts")
    return (*context[-MOST_CONTEXT:], text)
