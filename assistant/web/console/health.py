"""How the parts do: store, answers, DNS, knowledge, and the chores' signs of life.

Nothing is asked of the world here: the DNS is known by its last answer, and a
chore by when it was at work last.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from assistant.chores.plan import DNS, Standing, told
from assistant.replies.reply import Tone
from assistant.web.console import room
from assistant.web.reception import reception

TONES = {
    Standing.WELL: Tone.GOOD,
    Standing.NEVER: Tone.PLAIN,
    Standing.LATE: Tone.BAD,
    Standing.FAILED: Tone.BAD,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """One part, and how it does."""

    name: str
    tone: Tone
    told: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Chore:
    """One chore, how it does, and when it was at work last."""

    name: str
    tone: Tone
    told: str
    last: datetime | None
    number: int
    trouble: str


def parts(now: datetime) -> Iterator[Health]:
    """The parts, each with what is known of it."""
    here, said = reception(), room.say()
    alive = here.store.alive()
    yield _part("store", said("store_well" if alive else "store_silent"), well=alive)
    yield _dns()
    left = len(here.store.unfinished(now))
    yield _part("answers", said("left_over", count=left), well=left == 0)
    yield _chores(now)
    later = len(here.store.requests.to_examine())
    yield _part("examine", said("to_examine", count=later), well=True)
    shelf = here.desk.shelf
    count = said("guides_count", services=len(shelf.services), hosts=len(shelf.hosts))
    yield _part("knowledge", count, well=bool(shelf.services))


def _chores(now: datetime) -> Health:
    """All chores together; where none ever ran, their process may not run at all."""
    said, tones = room.say(), [one.tone for one in chores(now)]
    if all(one is Tone.PLAIN for one in tones):
        name, word = said("part_chores"), said("chores_never")
        return Health(name=name, tone=Tone.CAUTION, told=word)
    late = tones.count(Tone.BAD)
    word = said("chores_late", count=late) if late else said("chores_well")
    return _part("chores", word, well=late == 0)


def chores(now: datetime) -> tuple[Chore, ...]:
    """Every chore by its last sign of life."""
    said, signs = room.say(), reception().store.signs.all()
    return tuple(
        Chore(
            name=said(f"chore_{one.planned.name}"),
            tone=TONES[one.standing],
            told=said(f"chore_is_{one.standing}"),
            last=one.sign.began_at if one.sign else None,
            number=one.sign.number if one.sign else 0,
            trouble=one.sign.trouble if one.sign else "",
        )
        for one in told(signs, now)
    )


def _dns() -> Health:
    said, sign = room.say(), reception().store.signs.all().get(DNS)
    if sign is None:
        return Health(name=said("part_dns"), tone=Tone.PLAIN, told=said("dns_unasked"))
    if sign.trouble:
        word = said("dns_was_silent", ago=room.ago(sign.began_at), reason=sign.trouble)
        return _part("dns", word, well=False)
    word = said("dns_answered", ago=room.ago(sign.began_at), ms=sign.number)
    return _part("dns", word, well=True)


def _part(name: str, word: str, *, well: bool) -> Health:
    tone = Tone.GOOD if well else Tone.BAD
    return Health(name=room.say()(f"part_{name}"), tone=tone, told=word)
