from __future__ import annotations

import gzip
import json
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from assistant.dialogue.moves import HandOver
from assistant.errors import UnusableInputError
from assistant.store import backup, swapping
from assistant.store.case import Happening
from assistant.store.queue import Wanted
from assistant.store.turns import Store
from tests.postgres import Postgres
from tests.store.asking import LATEST, NOON, QUESTION, after, answered, ask, finish


@pytest.fixture
def talk(store: Store) -> str:
    """A conversation with some of everything."""
    conversation = ask(store)
    finish(store, "t1", answered(move=HandOver(reason="asked")))
    store.messages.reply(conversation, "anna", "Dag Piet", seen=LATEST, now=after(9))
    store.cases.tag(conversation, ("storing",), "anna", NOON)
    return conversation


def test_what_was_backed_up_comes_back(store: Store, talk: str, tmp_path: Path) -> None:
    before = store.messages.thread(talk, after(99), staff=True)
    case = store.cases.case(talk)
    store.backups.write(tmp_path / "b.gz", NOON)
    store.cases.close(talk, "anna", None, "solved", after(50))
    later = ask(store, "t9")

    copied = store.backups.restore(tmp_path / "b.gz")

    assert (copied.conversations, copied.deleted_again) == (1, 0)
    assert store.messages.thread(talk, after(99), staff=True) == before
    assert store.cases.case(talk) == case
    assert store.cases.case(later) is None


def test_what_is_restored_is_found_again(
    store: Store, talk: str, tmp_path: Path
) -> None:
    store.backups.write(tmp_path / "b.gz", NOON)
    store.backups.restore(tmp_path / "b.gz")

    found = store.queue.page(Wanted(text="nieuwsbrief piet"))

    assert [one.conversation for one in found.cases] == [talk]


def test_what_was_deleted_since_is_deleted_again(
    store: Store, talk: str, tmp_path: Path
) -> None:
    other = ask(store, "t9")
    store.backups.write(tmp_path / "b.gz", NOON)
    store.forget(talk)

    copied = store.backups.restore(tmp_path / "b.gz")

    assert (copied.conversations, copied.deleted_again) == (1, 1)
    assert store.cases.case(talk) is None
    assert store.cases.case(other) is not None


def test_what_a_lost_database_had_deleted_is_deleted_again(
    store: Store, talk: str, tmp_path: Path
) -> None:
    store.backups.write(tmp_path / "b.gz", NOON)

    copied = store.backups.restore(tmp_path / "b.gz", {talk: NOON.timestamp()})

    assert copied.deleted_again == 1
    assert store.cases.case(talk) is None


def test_a_restore_twice_is_a_restore(store: Store, talk: str, tmp_path: Path) -> None:
    store.backups.write(tmp_path / "b.gz", NOON)
    first = store.backups.restore(tmp_path / "b.gz")
    second = store.backups.restore(tmp_path / "b.gz")

    assert (second.conversations, second.rows) == (first.conversations, first.rows)
    assert store.cases.case(talk) is not None


def test_cursors_go_on_growing_after_a_restore(
    store: Store, talk: str, tmp_path: Path
) -> None:
    store.backups.write(tmp_path / "b.gz", NOON)
    for number in range(5):
        store.messages.note(talk, "anna", f"notitie {number}", NOON)
    seen = store.cases.latest()
    store.backups.restore(tmp_path / "b.gz")

    store.messages.note(talk, "anna", "en verder", NOON)

    assert [one.kind for one in store.cases.events(seen)] == [Happening.NOTED]


def test_a_backup_is_whole_while_others_write(store: Store, tmp_path: Path) -> None:
    conversation = ask(store, "t0")
    over = threading.Event()

    def write() -> None:
        for number in range(1, 400):
            if over.is_set():
                break
            ask(store, f"t{number}", conversation)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for number in range(3):
            store.backups.write(tmp_path / f"{number}.gz", NOON)
    finally:
        over.set()
        writer.join()
    store.backups.restore(tmp_path / "2.gz")

    positions = [one.position for one in store.thread(conversation)]
    assert positions == list(range(1, len(positions) + 1))


@pytest.fixture
def both(server: Postgres, tmp_path: Path) -> Iterator[tuple[Store, Store]]:
    small = Store.open(f"sqlite:///{tmp_path / 'small.sqlite3'}", tmp_path / "lock")
    name = server.make()
    large = Store.open(server.url(name), tmp_path / "lock")
    yield small, large
    small.close()
    large.close()
    server.drop(name)


def test_a_backup_is_the_way_from_sqlite_to_postgresql(
    both: tuple[Store, Store], tmp_path: Path
) -> None:
    small, large = both
    conversation = ask(small)
    finish(small, "t1", answered())
    small.backups.write(tmp_path / "b.gz", NOON)

    large.backups.restore(tmp_path / "b.gz")

    assert large.thread(conversation) == small.thread(conversation)
    assert large.cases.case(conversation) == small.cases.case(conversation)
    assert ask(large, "t2", conversation) == conversation


def test_a_backup_of_an_older_release_is_brought_up(
    store: Store, tmp_path: Path
) -> None:
    old = Path(__file__).parent / "data" / "release-0001.json"
    tables = json.loads(old.read_text(encoding="ascii"))
    lines = [{"backup": 1, "revision": "0001", "made_at": NOON.isoformat()}]
    for name in ("conversations", "turns"):
        lines += [{"in": name, "row": row} for row in tables[name]]
    with gzip.open(tmp_path / "old.gz", "wt", encoding="ascii") as file:
        file.writelines(json.dumps(line) + "\n" for line in lines)

    store.backups.restore(tmp_path / "old.gz")

    assert len(store.thread("of-an-older-release")) == 4
    assert store.cases.case("of-an-older-release") is not None


def test_a_backup_is_its_owners_alone(store: Store, tmp_path: Path) -> None:
    store.backups.write(tmp_path / "b.gz", NOON)

    assert (tmp_path / "b.gz").stat().st_mode & 0o777 == 0o600
    with pytest.raises(FileExistsError):
        store.backups.write(tmp_path / "b.gz", NOON)


@pytest.mark.parametrize(
    "content",
    [
        b"no backup",
        b"",
        gzip.compress(b""),
        gzip.compress(b"[]\n"),
        gzip.compress(b'{"backup": 7}\n'),
        gzip.compress(b'{"backup": 1, "revision": "9999"}\n'),
        gzip.compress(b'{"backup": 1, "revision": "0004"}\n{"in": "x", "row": {}}\n'),
        gzip.compress(b'{"backup": 1, "revision": "0004"}\n' * 400)[:-12],
    ],
    ids=[
        "text",
        "empty",
        "nothing",
        "list",
        "format",
        "newer",
        "unknown table",
        "cut off",
    ],
)
def test_what_is_no_backup_changes_nothing(
    store: Store, tmp_path: Path, content: bytes
) -> None:
    conversation = ask(store)
    (tmp_path / "b.gz").write_bytes(content)

    with pytest.raises(UnusableInputError):
        store.backups.restore(tmp_path / "b.gz")

    assert store.thread(conversation)[0].question == QUESTION


def test_what_is_deleted_while_a_restore_is_made_stays_deleted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Store.open(f"sqlite:///{tmp_path / 'one.sqlite3'}", tmp_path / "lock")
    gone, other = ask(store, "t1"), ask(store, "t9")
    store.backups.write(tmp_path / "b.gz", NOON)

    def meanwhile(*parts: Any) -> tuple[int, float]:  # noqa: ANN401 - as swap has them
        store.forget(gone)
        return swapping.swap(*parts)

    monkeypatch.setattr(backup, "swap", meanwhile)
    copied = store.backups.restore(tmp_path / "b.gz")

    assert copied.deleted_again == 1
    assert store.cases.case(gone) is None
    assert store.cases.case(other) is not None
    store.close()


def test_work_goes_on_while_a_restore_is_made(store: Store, tmp_path: Path) -> None:
    for number in range(300):
        ask(store, f"old-{number}")
    store.backups.write(tmp_path / "b.gz", NOON)
    over, slowest = threading.Event(), [0.0]

    def write() -> None:
        number = 0
        while not over.is_set():
            number += 1
            began = time.monotonic()
            ask(store, f"new-{number}")
            slowest[0] = max(slowest[0], time.monotonic() - began)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        copied = store.backups.restore(tmp_path / "b.gz")
    finally:
        over.set()
        writer.join()

    assert copied.conversations == 300
    assert slowest[0] < 5
    assert store.alive()
