from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from assistant.chores.equipment import Equipment
from assistant.chores.watching import look_at_watches
from assistant.remedies.change import Action
from tests.chores.watched import (
    ALIAS,
    BEFORE,
    CHANGED,
    NOON,
    OLD,
    SILENT,
    SPF,
    after,
    heard,
    in_world,
    said,
    watch,
)


def test_a_change_that_came_is_told_in_the_chat_and_by_mail(
    equipment: Equipment,
) -> None:
    place = watch(equipment, SPF, ALIAS, OLD)

    assert look_at_watches(in_world(equipment, CHANGED), NOON) == 1

    (text,) = said(equipment, place)
    (mail,) = equipment.store.mails.of(place)
    assert text.startswith("### De wijziging voor bakkerij.example staat er")
    assert mail.subject == "De wijziging voor bakkerij.example staat er"
    assert "TXT bakkerij.example: v=spf1 mx -all" in mail.body


def test_looking_twice_tells_once(equipment: Equipment) -> None:
    place = watch(equipment, SPF)
    world = in_world(equipment, CHANGED)

    look_at_watches(world, NOON)
    look_at_watches(world, after(days=1))

    assert len(said(equipment, place)) == 1
    assert len(equipment.store.mails.of(place)) == 1


def test_a_change_that_did_not_come_is_looked_for_later(equipment: Equipment) -> None:
    place = watch(equipment, SPF)

    assert look_at_watches(in_world(equipment, BEFORE), NOON) == 0
    assert look_at_watches(in_world(equipment, CHANGED), after(minutes=4)) == 0
    assert look_at_watches(in_world(equipment, CHANGED), after(minutes=5)) == 1

    assert len(said(equipment, place)) == 1


def test_what_could_not_be_asked_is_never_taken_for_seen(equipment: Equipment) -> None:
    gone = replace(SPF, action=Action.REMOVE, before="v=spf1 -all", after=None)
    watch(equipment, gone)

    assert look_at_watches(in_world(equipment, SILENT), NOON) == 0


@pytest.mark.parametrize(
    ("zone", "moment"), [(CHANGED, after()), (BEFORE, after(days=14))]
)
def test_who_dies_while_telling_it_leaves_it_to_the_next(
    equipment: Equipment, monkeypatch: pytest.MonkeyPatch, zone: str, moment: datetime
) -> None:
    place = watch(equipment, SPF)
    world = in_world(equipment, zone)

    def die(*_: object) -> None:
        raise SystemExit

    with monkeypatch.context() as patch:
        patch.setattr("assistant.store.messages.tell", die)
        with pytest.raises(SystemExit):
            look_at_watches(world, moment)
    lost = said(equipment, place)
    look_at_watches(world, moment + timedelta(hours=7))
    look_at_watches(world, moment + timedelta(hours=14))

    assert lost == []
    assert len(heard(equipment, place)) == 1


def test_an_address_that_nobody_confirmed_gets_one_mail(equipment: Equipment) -> None:
    place = watch(equipment, SPF)
    world = in_world(equipment, CHANGED)
    look_at_watches(world, NOON)
    again = equipment.store.watches.watch(
        place,
        "bakkerij.example",
        (SPF,),
        language="nl",
        now=after(days=1),
        address="piet@bakkerij.example",
    )

    look_at_watches(world, after(days=1))

    assert again is not None
    assert len(equipment.store.mails.of(place)) == 1
