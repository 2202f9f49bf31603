"""What was typed is compared with what was advised, mistake by mistake."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from assistant.checks.evidence import Evidence
from assistant.checks.examine import examine
from assistant.knowledge.shelf import Shelf
from assistant.lookup.answer import Answer, Query, Status
from assistant.lookup.recorded import Recorded
from assistant.remedies.change import Action, Extra, Prescription, RecordChange
from assistant.remedies.recheck import State, recheck
from assistant.understanding.question import Subject

OLD, NEW = "v=spf1 a -all", "v=spf1 a mx -all"
SPF = RecordChange(
    action=Action.REPLACE, name="school.example", type="TXT", before=OLD, after=NEW
)
ALIAS = RecordChange(
    action=Action.ADD,
    name="k2._domainkey.school.example",
    type="CNAME",
    after="dkim2.mcsv.net",
)
GONE = RecordChange(action=Action.REMOVE, name="school.example", type="TXT", before=OLD)
KEY = "v=DKIM1; k=rsa; p=AAAA"

Sets = dict[tuple[str, str], tuple[str, ...]]


def evidence_with(shelf: Shelf, *answers: Answer) -> Evidence:
    subject = Subject(domain="school.example")
    seen = asyncio.run(examine(subject, Recorded({}), shelf))
    return replace(seen, transcript=answers)


def state(change: RecordChange, sets: Sets, shelf: Shelf) -> State:
    world: Sets = {("school.example", "SOA"): ("a. b. 1 2 3 4 5",), **sets}
    subject = Subject(domain="school.example", services=("mailchimp",))
    evidence = asyncio.run(examine(subject, Recorded(world), shelf))
    (checked,) = recheck([change], evidence)
    return checked.state


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        ((NEW,), State.RIGHT),
        ((NEW, "andere=1"), State.RIGHT),
        ((OLD,), State.OLD),
        ((NEW, OLD), State.BESIDE),
        ((f'"{NEW}"',), State.QUOTED),
        (("andere=1",), State.MISSING),
        (("v=spf1 a mx ~all",), State.OTHER),
    ],
)
def test_a_text_is_told_apart(
    texts: tuple[str, ...], expected: State, shelf: Shelf
) -> None:
    assert state(SPF, {("school.example", "TXT"): texts}, shelf) is expected


@pytest.mark.parametrize(
    ("sets", "expected"),
    [
        ({}, State.MISSING),
        (
            {("k2._domainkey.school.example", "CNAME"): ("dkim2.mcsv.net",)},
            State.RIGHT,
        ),
        (
            {
                ("k2._domainkey.school.example", "CNAME"): (
                    "dkim2.mcsv.net.school.example",
                )
            },
            State.APPENDED,
        ),
        (
            {("k2._domainkey.school.example", "CNAME"): ("dkim3.mcsv.net",)},
            State.OTHER,
        ),
        (
            {
                ("k2._domainkey.school.example.school.example", "CNAME"): (
                    "dkim2.mcsv.net",
                ),
                ("dkim2.mcsv.net", "TXT"): (KEY,),
            },
            State.DOUBLED,
        ),
    ],
)
def test_an_alias_is_told_apart(sets: Sets, expected: State, shelf: Shelf) -> None:
    assert state(ALIAS, sets, shelf) is expected


def test_a_record_at_another_name_is_looked_at_where_it_was_asked(
    shelf: Shelf,
) -> None:
    link = RecordChange(
        action=Action.ADD,
        name="em1.school.example",
        type="CNAME",
        after="u1.wl2.sendgrid.net",
    )
    asked = Query(name="em1.school.example", type="TXT")
    there = Answer(
        query=asked,
        status=Status.EMPTY,
        chain=("u1.wl2.sendgrid.net.school.example",),
    )

    (checked,) = recheck([link], evidence_with(shelf, there))

    assert checked.state is State.APPENDED


def test_what_was_not_asked_is_not_spoken_of(shelf: Shelf) -> None:
    link = RecordChange(
        action=Action.ADD, name="em1.school.example", type="CNAME", after="a.example"
    )

    assert recheck([link], evidence_with(shelf)) == ()


def test_a_proof_of_ownership_is_looked_at_again_a_name_for_links_is_not() -> None:
    code = RecordChange(
        action=Action.ADD, name="school.example", type="TXT", after="code=1"
    )
    given = Prescription(
        remedies=(),
        changes=(SPF,),
        extras=(
            Extra(kind="verification", service="brevo", changes=(code,)),
            Extra(kind="tracking", service="brevo", changes=(ALIAS,)),
        ),
    )

    assert given.asked == (SPF, code)


def test_a_record_that_should_go_is_still_there(shelf: Shelf) -> None:
    there: Sets = {("school.example", "TXT"): (OLD,)}

    assert state(GONE, there, shelf) is State.NOT_REMOVED


def test_a_record_that_should_go_is_gone(shelf: Shelf) -> None:
    there: Sets = {("school.example", "TXT"): (NEW,)}

    assert state(GONE, there, shelf) is State.RIGHT
