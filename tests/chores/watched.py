"""Changes that are looked for, and worlds in which they came, or did not."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from assistant.chores.equipment import Equipment
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
BESIDE = """records:
  - {name: bakkerij.example, type: TXT, value: "v=spf1 mx -all"}
  - {name: bakkerij.example, type: TXT, value: "v=spf1 -all"}
"""
SILENT = "rcodes: [{name: bakkerij.example, rcode: TIMEOUT}]"


def after(**passed: float) -> datetime:
    """So long after it began."""
    return NOON + timedelta(**passed)


def in_world(equipment: Equipment, zone: str) -> Equipment:
    """The same equipment, where the DNS is as a zone says."""
    dns = Recorded.from_zone(zone)
    return replace(equipment, desk=replace(equipment.desk, open_dns=lambda _: dns))


def conversation(equipment: Equipment, turn: str = "t1") -> str:
    """A customer asked something."""
    question = Question(text="hallo", asked_at=NOON)
    asked = equipment.store.ask(
        conversation=None, turn=turn, question=question, now=NOON
    )
    return asked.conversation


def watch(equipment: Equipment, *records: RecordChange) -> str:
    """Somebody waits for these records."""
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
    """A customer asked for a change, and a colleague made it."""
    place = conversation(equipment, turn)
    return made(equipment, place, language)


def asked_in(place: str, language: str = "nl") -> NewRequest:
    """What he asks for."""
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
    """He asks in this conversation, and it is made."""
    asked = asked_in(place, language)
    request = equipment.store.requests.ask(asked, NOON)
    finished = equipment.store.requests.done(request.id, "anna", NOON, "per telefoon")
    assert finished is not None
    return finished.request


def ask_again(equipment: Equipment, first: ChangeRequest) -> ChangeRequest:
    """The same customer asks for the same once more."""
    return made(equipment, first.conversation)


def outcome(equipment: Equipment, request: ChangeRequest) -> str | None:
    """What was seen of it."""
    found = equipment.store.requests.request(request.id)
    assert found is not None
    return found.examined


def heard(equipment: Equipment, place: str) -> list[str]:
    """What the customer reads."""
    thread = equipment.store.messages.thread(place, after(days=30))
    return [one.message.text for one in thread if one.message]


def said(equipment: Equipment, place: str) -> list[str]:
    """What the customer and colleagues read."""
    thread = equipment.store.messages.thread(place, after(days=30), staff=True)
    return [one.message.text for one in thread if one.message]
