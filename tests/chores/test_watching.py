from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from assistant.chores.equipment import Equipment
from assistant.chores.watching import follow_changes, look_at_watches
from assistant.lookup.recorded import Recorded
from assistant.remedies.change import Action, RecordChange
from assistant.store.request import ChangeRequest, NewRequest
from assistant.understanding.question import Question

NOON = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
SPF = RecordChange(
    action=Action.REPLACE,
    name="bakkerij.example",
    type="TXT",
    before="v=spf1 -all",
    after="v=spf1 mx -all",
)
ALIAS = RecordChange(
    action=Action.ADD,
    name="k2._domainkey.bakkerij.example",
    type="CNAME",
    after="Dkim2.Mcsv.example.",
)
OLD = RecordChange(
    action=Action.REMOVE, name="oud.example", type="TXT", before="v=spf1 ~all"
)
BEFORE = "records: [{name: bakkerij.example, type: TXT, value: v=spf1 -all}]"
CHANGED = """records:
  - {name: bakkerij.example, type: TXT, value: "v=spf1  mx -all"}
  - {name: k2._domainkey.bakkerij.example, type: CNAME, value: dkim2.mcsv.example}
"""
SILENT = "rcodes: [{name: bakkerij.example, rcode: TIMEOUT}]"


def after(**passed: float) -> datetime:
    return NOON + timedelta(**passed)


def in_world(equipment: Equipment, zone: str) -> Equipment:
    """The same equipment, where the DNS is as a zone says."""
    dns = Recorded.from_zone(zone)
    return replace(equipment, desk=replace(equipment.desk, open_dns=lambda _: dns))


def conversation(equipment: Equipment) -> str:
    question = Question(text="hallo", asked_at=NOON)
    asked = equipment.store.ask(
        conversation=None, turn="t1", question=question, now=NOON
    )
    return asked.conversation


def watch(equipment: Equipment, *records: RecordChange) -> str:
    place = conversation(equipment)
    equipment.store.watches.watch(
        place,
        "bakkerij.example",
        records,
        language="nl",
        now=NOON,
        address="piet@bakkerij.example",
    )
    return place


def done(equipment: Equipment) -> ChangeRequest:
    place = conversation(equipment)
    asked = NewRequest(
        conversation=place,
        domain="bakkerij.example",
        name="Piet",
        address="piet@bakkerij.example",
        consent="Ja",
        records=(SPF,),
        language="nl",
    )
    request = equipment.store.requests.ask(asked, NOON)
    finished = equipment.store.requests.done(request.id, "anna", NOON, "per telefoon")
    assert finished is not None
    return finished.request


def said(equipment: Equipment, place: str) -> list[str]:
    thread = equipment.store.messages.thread(place, after(days=30), staff=True)
    return [one.message.text for one in thread if one.message]


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


def test_a_change_that_never_comes_is_told_to_staff_alone(equipment: Equipment) -> None:
    place = watch(equipment, SPF)

    look_at_watches(in_world(equipment, BEFORE), after(days=14))
    look_at_watches(in_world(equipment, BEFORE), after(days=15))

    (note,) = said(equipment, place)
    assert "v=spf1 mx -all" in note
    assert equipment.store.messages.thread(place, after(days=15))[1:] == ()
    assert equipment.store.mails.of(place) == ()


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
    assert len(said(equipment, place)) == 1


def test_a_request_that_is_done_is_examined_by_itself(equipment: Equipment) -> None:
    request = done(equipment)
    world = in_world(equipment, CHANGED)

    begun = (follow_changes(world, NOON), follow_changes(world, NOON))
    look_at_watches(world, NOON)

    examined = equipment.store.requests.request(request.id)
    assert begun == (1, 0)
    assert examined is not None
    assert (examined.examined, examined.examined_at) == ("good", NOON)
    assert len(said(equipment, request.conversation)) == 1


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
