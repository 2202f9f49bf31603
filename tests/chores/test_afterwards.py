from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from assistant.chores.afterwards import Judged, judge
from assistant.chores.equipment import Equipment
from assistant.desk import Look
from assistant.diagnosis.codes import Code
from assistant.dialogue.conversation import Conversation
from assistant.remedies.change import Action, RecordChange
from assistant.turn import Turn
from assistant.understanding.question import Question
from tests.chores.changed import published
from tests.chores.conftest import NOON

BAKER = "Mijn nieuwsbrieven van Mailchimp komen in de spam, bakkerij.example"
INSTALLER = "Facturen uit WeFact komen niet aan bij klanten, installateur.example"
BARBER = "Ook mijn gewone mail wordt geweigerd, Mailchimp, kapper.example"
STORIES = (
    BAKER,
    INSTALLER,
    BARBER,
    "Ik heb de CNAME van Mailchimp toegevoegd maar het werkt niet, fiets.example",
    "Nieuwsbrief van mailchimp wordt overal geweigerd, praktijk.example",
    "Mails uit mailchimp komen nergens aan, schilder.example",
    "Facturen via boekhouden nl komen niet aan, ons domein is stichting.example",
    "Nieuwsbrieven met acymailing komen in spam terecht, webshop.example",
)


def told(equipment: Equipment, text: str) -> Turn:
    question = Question(text=text, asked_at=NOON, language="nl")
    return asyncio.run(equipment.desk.take(question, Conversation(id="c")))


def look(equipment: Equipment, turn: Turn) -> Look:
    assert turn.diagnosis is not None
    subject = replace(turn.diagnosis.subject, message=None, fresh=True)
    return asyncio.run(equipment.desk.look(subject))


def judged(
    equipment: Equipment,
    turn: Turn,
    records: tuple[RecordChange, ...],
    *,
    beside: bool = False,
) -> Judged:
    changed = published(equipment, records, beside=beside)
    return judge(look(changed, turn), turn, records, beside=beside)


def asked(turn: Turn) -> tuple[RecordChange, ...]:
    assert turn.prescription is not None
    return turn.prescription.changes


@pytest.mark.parametrize("story", STORIES)
def test_what_was_advised_and_done_is_found_good(
    equipment: Equipment, story: str
) -> None:
    turn = told(equipment, story)

    found = judged(equipment, turn, asked(turn))

    assert (found.outcome, found.wrong) == ("good", ())


def test_what_changed_nothing_is_not_cured(equipment: Equipment) -> None:
    turn = told(equipment, BAKER)

    found = judge(look(equipment, turn), turn, asked(turn))

    assert found.outcome == "not_cured"
    assert [one.code for one in found.wrong] == [
        Code.DKIM_NOT_PUBLISHED,
        Code.DMARC_MISSING,
    ]


def test_a_record_beside_the_old_one_made_it_worse(equipment: Equipment) -> None:
    turn = told(equipment, INSTALLER)

    found = judged(equipment, turn, asked(turn), beside=True)

    assert found.outcome == "worse"
    assert found.wrong[0].code is Code.SPF_TWO_RECORDS


def test_two_records_that_stayed_two_are_not_cured(equipment: Equipment) -> None:
    turn = told(equipment, BARBER)
    replaced = tuple(one for one in asked(turn) if one.action is Action.REPLACE)
    changed = published(equipment, replaced)

    found = judge(look(changed, turn), turn, asked(turn), beside=True)

    assert found.outcome == "not_cured"
    assert [one.code for one in found.wrong] == [Code.SPF_TWO_RECORDS]


def test_where_nothing_was_seen_before_only_what_was_changed_is_judged(
    equipment: Equipment,
) -> None:
    turn = told(equipment, BAKER)
    policy = tuple(one for one in asked(turn) if one.name.startswith("_dmarc."))
    changed = published(equipment, policy)

    found = judge(look(changed, turn), None, policy)

    assert found.outcome == "good"
    assert [one.code for one in found.left] == [Code.DKIM_NOT_PUBLISHED]
