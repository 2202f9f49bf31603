from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.chores.equipment import Equipment
from assistant.chores.unread import mail_unread
from assistant.chores.watching import follow_changes, look_at_watches
from assistant.remedies.change import Action, RecordChange
from assistant.store.case import Owner
from tests.chores.changed import published
from tests.chores.watched import (
    BEFORE,
    BESIDE,
    CHANGED,
    NOON,
    SILENT,
    after,
    ask_again,
    asked_in,
    conversation,
    done,
    heard,
    in_world,
    outcome,
    said,
)
from tests.consoling import BAKER, asked


def test_a_change_that_stands_beside_the_old_one_is_not_told_as_done(
    equipment: Equipment,
) -> None:
    request = done(equipment)
    world = in_world(equipment, BESIDE)
    follow_changes(world, NOON)

    looked = look_at_watches(world, NOON)
    before = said(equipment, request.conversation)
    look_at_watches(world, after(minutes=5))
    look_at_watches(world, after(minutes=10))
    look_at_watches(world, after(minutes=30))

    told, note = said(equipment, request.conversation)
    case = equipment.store.cases.case(request.conversation)
    (mail,) = equipment.store.mails.of(request.conversation)
    assert (looked, before) == (0, [])
    assert told.startswith("### De wijziging voor bakkerij.example is nog niet goed")
    assert "De nieuwe regel staat naast de oude." in told
    assert "TXT bakkerij.example: v=spf1 -all" in note
    assert mail.subject == "De wijziging voor bakkerij.example is nog niet goed"
    assert outcome(equipment, request) == "not_cured"
    assert case is not None
    assert (case.owner, case.reason) == (Owner.NOBODY, "change-failed")


def test_what_was_mended_after_that_is_told_as_done(equipment: Equipment) -> None:
    request = done(equipment)
    follow_changes(equipment, NOON)
    look_at_watches(in_world(equipment, BESIDE), after(minutes=10))

    assert look_at_watches(in_world(equipment, CHANGED), after(hours=1)) == 1

    *_, told = said(equipment, request.conversation)
    assert told.startswith("### De wijziging voor bakkerij.example staat er")
    assert outcome(equipment, request) == "good"


def test_a_colleague_who_has_it_keeps_it_and_a_closed_one_waits_again(
    equipment: Equipment,
) -> None:
    cases = equipment.store.cases
    his, closed = done(equipment), done(equipment, "t2")
    cases.take(his.conversation, "anna", NOON)
    cases.close(closed.conversation, "anna", None, "by_us", NOON)
    follow_changes(equipment, NOON)

    look_at_watches(in_world(equipment, BESIDE), after(minutes=10))

    found = [cases.case(one.conversation) for one in (his, closed)]
    assert [one and one.owner for one in found] == [Owner.STAFF, Owner.NOBODY]
    assert found[1] is not None
    assert (found[1].closed_at, found[1].outcome) == (None, None)


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("nl", "### De wijziging voor bakkerij.example is ingevoerd"),
        ("en", "### The change for bakkerij.example was made"),
    ],
)
def test_what_is_not_to_be_seen_yet_is_told_once_in_the_customers_language(
    equipment: Equipment, language: str, told: str
) -> None:
    request = done(equipment, language=language)
    place = request.conversation
    equipment.store.cases.contact(place, "piet@bakkerij.example")
    world = in_world(equipment, BEFORE)
    follow_changes(world, after(minutes=1))

    for minutes in (1, 6, 11, 21):
        look_at_watches(world, after(minutes=minutes))

    (text,) = said(equipment, request.conversation)
    assert text.startswith(told)
    assert equipment.store.messages.unread(after(days=1), 0) == ()
    assert equipment.store.mails.of(request.conversation) == ()


def test_what_could_not_be_asked_is_told_to_nobody(equipment: Equipment) -> None:
    request = done(equipment)
    world = in_world(equipment, SILENT)
    follow_changes(world, NOON)

    look_at_watches(world, NOON)

    assert said(equipment, request.conversation) == []


def test_a_second_request_leaves_the_first_one_looked_for(
    equipment: Equipment,
) -> None:
    first = done(equipment)
    follow_changes(equipment, NOON)
    second = ask_again(equipment, first)

    begun = follow_changes(equipment, after(minutes=1))
    look_at_watches(in_world(equipment, CHANGED), after(minutes=2))

    assert begun == 1
    assert [outcome(equipment, one) for one in (first, second)] == ["good", "good"]


def test_what_is_looked_for_keeps_no_later_one_waiting(equipment: Equipment) -> None:
    for number in range(3):
        done(equipment, f"t{number}")
    store = equipment.store
    first = store.requests.to_follow(limit=2)
    for one in first:
        store.watches.watch(
            one.conversation,
            one.domain,
            one.records,
            language="nl",
            now=NOON,
            request=one.id,
        )

    (left,) = store.requests.to_follow(limit=2)

    assert left.id not in {one.id for one in first}


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("nl", "De wijziging voor bakkerij.example is niet goed gekomen"),
        ("en", "The change for bakkerij.example did not come right"),
    ],
)
def test_a_change_that_never_comes_is_told_and_goes_back_to_a_person(
    equipment: Equipment, language: str, told: str
) -> None:
    request = done(equipment, language=language)
    follow_changes(equipment, NOON)

    look_at_watches(in_world(equipment, BEFORE), after(days=14))
    look_at_watches(in_world(equipment, BEFORE), after(days=15))

    (text, note) = said(equipment, request.conversation)
    (mail,) = equipment.store.mails.of(request.conversation)
    case = equipment.store.cases.case(request.conversation)
    assert text.startswith(f"### {told}")
    assert "v=spf1 mx -all" in text
    assert mail.subject == told
    assert "De klant weet dit." in note
    assert outcome(equipment, request) == "not_yet"
    assert case is not None
    assert case.owner is Owner.NOBODY


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


def test_what_went_by_mail_is_not_mailed_once_more_as_unread(
    equipment: Equipment,
) -> None:
    request = done(equipment)
    place = request.conversation
    equipment.store.cases.contact(place, "piet@bakkerij.example", confirmed=True)
    follow_changes(equipment, NOON)
    look_at_watches(in_world(equipment, CHANGED), after(minutes=1))

    promised = mail_unread(equipment, after(hours=1))

    assert promised == 0
    assert len(equipment.store.mails.of(place)) == 1


def test_a_refusal_is_mailed_to_who_left_an_address_and_went(
    equipment: Equipment,
) -> None:
    place = conversation(equipment)
    request = equipment.store.requests.ask(asked_in(place), NOON)
    equipment.store.cases.contact(place, "piet@bakkerij.example", confirmed=True)
    equipment.store.requests.refuse(
        request.id, "anna", after(minutes=1), "niet van hem", "Wij doen dit niet."
    )

    mail_unread(equipment, after(hours=1))

    (mail,) = equipment.store.mails.of(place)
    assert "Wij doen dit niet." in mail.body
    assert "niet van hem" not in mail.body


def test_the_whole_domain_is_measured_and_told(equipment: Equipment) -> None:
    records, place = told_the_baker(equipment)
    follow_changes(equipment, NOON)

    look_at_watches(published(equipment, records), NOON)

    assert "Wij hebben alles opnieuw gemeten. Het is in orde." in last(equipment, place)


def test_what_is_wrong_is_told_with_its_name_to_customer_and_colleagues(
    equipment: Equipment,
) -> None:
    records, place = told_the_baker(equipment)
    follow_changes(equipment, NOON)
    second = RecordChange(
        action=Action.ADD,
        name="_dmarc.bakkerij.example",
        type="TXT",
        after="v=DMARC1; p=reject",
    )

    look_at_watches(published(equipment, (*records, second)), after(minutes=10))

    told, note = said(equipment, place)[-2:]
    headline = "- bakkerij.example heeft 2 DMARC-records"
    assert headline in told
    assert headline in note
    assert "naast de oude" not in told


def told_the_baker(equipment: Equipment) -> tuple[tuple[RecordChange, ...], str]:
    """The baker asks, is advised, asks for the change, and it is made."""
    store = equipment.store
    place = asked(store, equipment.desk, BAKER)
    (stored,) = store.thread(place)
    assert stored.turn is not None
    assert stored.turn.prescription is not None
    records = stored.turn.prescription.changes
    wish = replace(asked_in(place), records=records, turn=stored.id)
    request = store.requests.ask(wish, NOON)
    store.requests.done(request.id, "anna", NOON, "per telefoon")
    return records, place


def last(equipment: Equipment, place: str) -> str:
    return heard(equipment, place)[-1]
