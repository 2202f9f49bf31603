"""Tags and who looks after a conversation, with two colleagues at once."""

from __future__ import annotations

from assistant.store.turns import Store
from tests.store.asking import NOON, ask


def kinds(store: Store) -> list[str]:
    return [one.kind.value for one in store.cases.events(0)]


def test_tags_and_an_assignment_are_kept(store: Store) -> None:
    conversation = ask(store)

    store.cases.tag(conversation, ("Storing", " storing ", "vip", ""), "anna", NOON)
    store.cases.assign(conversation, "bob", "anna", NOON)

    case = store.cases.case(conversation)
    assert case is not None
    assert (case.tags, case.assignee) == (("storing", "vip"), "bob")


def test_a_tag_that_a_colleague_set_meanwhile_stays(store: Store) -> None:
    conversation = ask(store)
    store.cases.tag(conversation, ("oud", "blijft"), "anna", NOON)
    store.cases.tag(conversation, ("oud", "blijft", "van bob"), "bob", NOON)

    was = ("oud", "blijft")
    store.cases.tag(conversation, ("blijft", "van anna"), "anna", NOON, was=was)

    case = store.cases.case(conversation)
    assert case is not None
    assert case.tags == ("blijft", "van anna", "van bob")


def test_labels_that_stay_the_same_are_no_event(store: Store) -> None:
    conversation = ask(store)
    store.cases.tag(conversation, ("vip",), "anna", NOON)
    store.cases.assign(conversation, "bob", "anna", NOON)
    before = kinds(store)

    assert not store.cases.tag(conversation, ("VIP",), "anna", NOON)
    assert not store.cases.tag(conversation, (), "anna", NOON, was=())
    assert not store.cases.assign(conversation, "bob", "anna", NOON)

    assert kinds(store) == before
