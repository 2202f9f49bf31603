from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from assistant.chores.equipment import Equipment
from assistant.chores.unread import mail_unread
from assistant.chores.watching import follow_changes, look_at_watches
from assistant.lookup.recorded import Recorded
from assistant.remedies.change import Action, RecordChange
from assistant.store.case import Owner
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
BESIDE = """records:
  - {name: bakkerij.example, type: TXT, value: "v=spf1 mx -all"}
  - {name: bakkerij.example, type: TXT, value: "v=spf1 -all"}
"""
SILENT = "rcodes: [{name: bakkerij.example, rcode: TIMEOUT}]"


def after(**passed: float) -> datetime:
    return NOON + timedelta(**passed)


def in_world(equipment: Equipment, zone: str) -> Equipment:
    """The same equipment, where the DNS is as a zone says."""
    dns = Recorded.from_zone(zone)
    return replace(equipment, desk=replace(equipment.desk, open_dns=lambda _: dns))


def conversation(equipment: Equipment, turn: str = "t1") -> str:
    question = Question(text="hallo", asked_at=NOON)
    asked = equipment.store.ask(
        conversation=None, turn=turn, question=question, now=NOON
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


def done(equipment: Equipment, turn: str = "t1", language: str = "nl") -> ChangeRequest:
    place = conversation(equipment, turn)
    return made(equipment, place, language)


def asked_in(place: str, language: str = "nl") -> NewRequest:
    return NewRequest(
        conversation=place,
        domain="bakkerij.example",
        name="Piet",
        address="piet@bakkerij.example",
        consent="Ja",
        records=(SPF,),
        language=language,
    )


def made(equipment: Equipment, place: str, language: str = "nl") -> ChangeRequest:
    asked = asked_in(place, language)
    request = equipment.store.requests.ask(asked, NOON)
    finished = equipment.store.requests.done(request.id, "anna", NOON, "per telefoon")
    assert finished is not None
    return finished.request


def ask_again(equipment: Equipment, first: ChangeRequest) -> ChangeRequest:
    return made(equipment, first.conversation)


def outcome(equipment: Equipment, request: ChangeRequest) -> str | None:
    found = equipment.store.requests.request(request.id)
    assert found is not None
    return found.examined


def heard(equipment: Equipment, place: str) -> list[str]:
    thread = equipment.store.messages.thread(place, after(days=30))
    return [one.message.text for one in thread if one.message]


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
    world = in_world(equipment, BEFORE)
    follow_changes(world, NOON)

    for minutes in (0, 5, 10, 20):
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


def test_what_could_not_be_asked_is_never_taken_for_seen(equipment: Equipment) -> None:
    gone = replace(SPF, action=Action.REMOVE, before="v=spf1 -all", after=None)
    watch(equipment, gone)

    assert look_at_watches(in_world(equipment, SILENT), NOON) == 0


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


def test_what_went_by_mail_is_not_mailed_once_more_as_unread(
    equipment: Equipment,
) -> None:
    request = done(equipment)
    place = request.conversation
    equipment.store.cases.contact(place, "piet@bakkerij.example", confirmed=True)
    follow_changes(equipment, NOON)
    look_at_watches(in_world(equipment, CHANGED), NOON)

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
        request.id, "anna", NOON, "niet van hem", "Wij doen dit niet."
    )

    mail_unread(equipment, after(hours=1))

    (mail,) = equipment.store.mails.of(place)
    assert "Wij doen dit niet." in mail.body
    assert "niet van hem" not in mail.body
