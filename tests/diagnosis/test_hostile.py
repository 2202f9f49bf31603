"""Messages that were spoiled on the way are judged too, and never make it raise."""

from __future__ import annotations

import asyncio
import random
from dataclasses import dataclass
from pathlib import Path

import pytest

from assistant.checks.evidence import ServerFacts
from assistant.checks.message import MessageFacts, examine_message
from assistant.cli.ticket import ticket
from assistant.diagnosis.catalogue import CATALOGUE
from assistant.diagnosis.cleared import cleared
from assistant.diagnosis.codes import Code
from assistant.diagnosis.diagnose import OF_THE_MESSAGE, rule
from assistant.knowledge.shelf import Shelf
from assistant.mail.headers.message import read
from assistant.replies.texts import Texts
from assistant.understanding.question import Subject

FOLDER = Path(__file__).parent.parent / "scenes" / "messages"
SAMPLES = sorted(path for path in FOLDER.iterdir() if path.suffix in {".eml", ".txt"})
CODES = tuple(code for code in Code if CATALOGUE[code].topic in OF_THE_MESSAGE)
SIGNS = b'()"\\;=<>@:\r\n\t .-\x00\xff'


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What the rules look at of an examination."""

    subject: Subject
    message: MessageFacts | None
    servers: tuple[ServerFacts, ...] = ()


def judged(raw: bytes, shelf: Shelf, texts: Texts) -> None:
    message = read(raw)
    facts = asyncio.run(examine_message(message, None, shelf))
    heard = Heard(subject=Subject(domain=facts.shown or "a.example"), message=facts)
    for code in CODES:
        for found in rule(code)(heard, shelf):  # type: ignore[arg-type] # enough of it
            assert set(found.details) == CATALOGUE[code].details
            told = texts.render("findings", str(code), "nl", **found.details)
            assert told.startswith("# ")
            cleared(facts, code)
    assert ticket(message, facts, "nl")


def spoiled(raw: bytes, chance: random.Random) -> bytes:
    now = bytearray(raw)
    for _ in range(chance.randint(1, 12)):
        place = chance.randrange(len(now) + 1)
        if chance.random() < 0.5:
            del now[place : place + chance.randint(1, 30)]
        else:
            now[place:place] = bytes(chance.choices(SIGNS, k=4))
    return bytes(now) + b"x"


@pytest.mark.no_cover
@pytest.mark.parametrize("seed", range(5))
def test_what_was_spoiled_is_judged_all_the_same(
    seed: int, shelf: Shelf, texts: Texts
) -> None:
    chance = random.Random(seed)  # noqa: S311 - no secret, only a repeatable chance
    for _ in range(40):
        judged(spoiled(chance.choice(SAMPLES).read_bytes(), chance), shelf, texts)


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(1_000, 1_100))
def test_ten_thousand_of_them_are_judged_too(
    seed: int, shelf: Shelf, texts: Texts
) -> None:
    chance = random.Random(seed)  # noqa: S311 - no secret, only a repeatable chance
    for _ in range(100):
        judged(spoiled(chance.choice(SAMPLES).read_bytes(), chance), shelf, texts)
