"""Several cures work on one draft, so that no record is written twice."""

from __future__ import annotations

from assistant.remedies.change import Action, RecordChange
from assistant.remedies.draft import Draft

PLACE = ("bakkerij.example", "TXT")


def draft(*records: str) -> Draft:
    return Draft(before={PLACE: records})


def test_a_new_record_is_added_beside_the_others() -> None:
    later = draft("x=1").put(*PLACE, ("x=1", "v=spf1 -all"))

    assert later.changes == (
        RecordChange(
            action=Action.ADD,
            name="bakkerij.example",
            type="TXT",
            after="v=spf1 -all",
        ),
    )


def test_a_changed_record_tells_its_old_text() -> None:
    later = draft("x=1", "v=spf1 a -all").swap(*PLACE, "v=spf1 a -all", "v=spf1 -all")

    (change,) = later.changes
    assert (change.action, change.before, change.after) == (
        Action.REPLACE,
        "v=spf1 a -all",
        "v=spf1 -all",
    )


def test_two_cures_of_one_record_are_one_change() -> None:
    first = draft("v=spf1 a -all").swap(*PLACE, "v=spf1 a -all", "v=spf1 a mx -all")

    second = first.swap(*PLACE, "v=spf1 a mx -all", "v=spf1 a mx b -all")

    assert [change.after for change in second.changes] == ["v=spf1 a mx b -all"]


def test_the_same_record_twice_is_removed_once() -> None:
    later = draft("v=DMARC1; p=none", "v=DMARC1; p=none").put(
        *PLACE, ("v=DMARC1; p=none",)
    )

    (change,) = later.changes
    assert (change.action, change.before) == (Action.REMOVE, "v=DMARC1; p=none")


def test_a_draft_that_changes_nothing_has_no_changes() -> None:
    assert draft("x=1").put(*PLACE, ("x=1",)).changes == ()


def test_two_equal_records_become_one_and_the_others_stay() -> None:
    later = draft("v=spf1 a a -all", "v=spf1 a a -all", "x=1").put(
        *PLACE, ("v=spf1 a -all", "x=1")
    )

    assert [(change.action, change.before) for change in later.changes] == [
        (Action.REPLACE, "v=spf1 a a -all"),
        (Action.REMOVE, "v=spf1 a a -all"),
    ]
