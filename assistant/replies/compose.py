"""From what was found out to what is said: which texts, in which order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from assistant.checks.evidence import Evidence
from assistant.diagnosis.finding import Diagnosis
from assistant.dialogue.conversation import Exchange
from assistant.dialogue.moves import (
    Ask,
    Close,
    Decline,
    Examine,
    Explain,
    HandOver,
    Move,
)
from assistant.knowledge.shelf import Shelf
from assistant.remedies.change import Prescription
from assistant.replies import asked
from assistant.replies.case import Case
from assistant.replies.examined import choices, examined
from assistant.replies.publish import explained_records, reassured
from assistant.replies.reply import Chip, Reply
from assistant.replies.texts import Texts
from assistant.replies.voice import Voice
from assistant.understanding.question import Problem, Understanding


def compose(
    understanding: Understanding,
    move: Move,
    evidence: Evidence | None,
    diagnosis: Diagnosis | None,
    prescription: Prescription | None,
    shelf: Shelf,
    texts: Texts,
    *,
    earlier: Exchange | None = None,
) -> Reply:
    """Say what this turn has to say.

    Every sentence comes from templates/replies or from a guide, every fact from
    what was measured. An `Examine` that was decided but not carried out (as in
    `ask --batch`) tells what would be looked at. *earlier* is the last look at the
    same domain, with which this one is compared.
    """
    voice = Voice(texts, shelf, understanding.known)
    if isinstance(move, Examine) and evidence is not None and diagnosis is not None:
        wants = understanding.problem is Problem.CHANGE_REQUEST
        case = Case(
            evidence,
            diagnosis,
            prescription,
            voice,
            change_asked=wants,
            earlier=earlier,
        )
        reply = Reply(
            language=voice.language, parts=examined(case), choices=choices(case)
        )
    else:
        reply = _without_a_look(understanding, move, voice, earlier, diagnosis)
    return replace(reply, chips=tuple(_chips(understanding, voice)))


def _without_a_look(
    understanding: Understanding,
    move: Move,
    voice: Voice,
    earlier: Exchange | None,
    diagnosis: Diagnosis | None,
) -> Reply:
    match move:
        case Ask():
            return asked.ask(understanding, move, voice)
        case Explain():
            records = explained_records(earlier, voice) if earlier else None
            told = asked.explain(understanding, move, voice)
            if move.reassures and earlier:
                return reassured(earlier, voice)
            return records if move.records and records else told
        case HandOver():
            return asked.hand_over(understanding, move, voice, diagnosis)
        case Close() | Decline():
            return asked.farewell(understanding, move, voice)
        case Examine():
            return asked.would_examine(move, voice, again=earlier is not None)


def _chips(understanding: Understanding, voice: Voice) -> Iterator[Chip]:
    known = understanding.known
    for service in known.services:
        yield Chip(slot="service", label=voice.name_of(service), value=service)
    if known.domain:
        yield Chip(slot="domain", label=known.domain, value=known.domain)
    problem = known.problem.value if known.problem else ""
    if voice.texts.has_word("problems", problem, voice.language):
        label = voice.word("problems", problem)
        yield Chip(slot="problem", label=label, value=problem)
