"""Files that came along: kept once, for as long as what was pasted."""

from __future__ import annotations

from datetime import timedelta

from assistant.store.files import File
from assistant.store.turns import Store
from tests.store.asking import NOON, ask

LATER = NOON + timedelta(days=20)


def file(talk: str, entry: str = "t1") -> File:
    return File(
        entry=entry,
        conversation=talk,
        name="scherm van jan@klant.example.png",
        kind="image/png",
        at=NOON,
        width=2,
        height=1,
    )


def test_a_file_is_kept_once_with_nobodys_address_in_its_name(store: Store) -> None:
    talk = ask(store)

    assert store.files.keep(file(talk), b"drawn")
    assert not store.files.keep(file(talk), b"another")

    found = store.files.picture("t1")
    assert found is not None
    assert found[1] == b"drawn"
    assert "jan@" not in found[0].name


def test_a_conversation_that_is_gone_gets_no_file(store: Store) -> None:
    assert not store.files.keep(file("nobody"), b"drawn")


def test_a_file_goes_with_its_conversation(store: Store) -> None:
    talk = ask(store)
    store.files.keep(file(talk), b"drawn")

    store.keeping.forget(talk, NOON)

    assert store.files.picture("t1") is None


def test_when_its_days_are_over_only_its_place_is_known(store: Store) -> None:
    talk = ask(store)
    store.files.keep(file(talk), b"drawn")

    store.keeping.drop_raws(LATER, 14)

    assert store.files.picture("t1") is None
    kept = store.files.of(talk)["t1"]
    assert (kept.name, kept.gone_at) == ("", LATER)


def test_a_name_alone_is_no_picture(store: Store) -> None:
    talk = ask(store)
    store.files.keep(file(talk))

    assert store.files.picture("t1") is None
    assert store.files.of(talk)["t1"].picture
