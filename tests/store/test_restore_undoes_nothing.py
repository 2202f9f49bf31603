"""A restore brings back what was stored, and nothing that was ended since."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.errors import UnusableInputError
from assistant.store.alerts import Call
from assistant.store.database import Database
from assistant.store.mails import Mail
from assistant.store.staff import Role, Staff, Standing
from assistant.store.staff_accounts import Account, Accounts
from assistant.store.staff_attempts import Attempts
from assistant.store.staff_log import StaffLog
from assistant.store.staff_visits import Visits
from assistant.store.turns import Store
from tests.store.asking import NOON, after, ask

LATER = after(3600)


@pytest.fixture
def database(url: str) -> Iterator[Database]:
    opened = Database(url)
    yield opened
    opened.close()


@pytest.fixture
def anna(database: Database) -> str:
    """An administrator with a password and three recovery codes."""
    staff = Staff(database)
    added = staff.add(address="anna@desk.example", name="", role=None, now=NOON)
    change(database, added.id, password="a hash", mf_recovery_codes=["1", "2", "3"])  # noqa: S106 - of nobody
    return added.id


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "kept.gz"


def account(database: Database, key: str) -> Account:
    found = Accounts(database).find_user(key=key)
    assert found is not None
    return found


def change(database: Database, key: str, **values: object) -> None:
    found = account(database, key)
    for name, value in values.items():
        setattr(found, name, value)
    Accounts(database).put(found)


def mail(key: str, conversation: str | None = None) -> Mail:
    return Mail(
        key=key,
        to="piet@bakkerij.example",
        subject="Dag",
        body="Dag",
        due_at=NOON,
        conversation=conversation,
    )


def share(store: Store) -> str:
    return store.links.share(
        "inhoud", title="Look", member="anna", now=NOON, expires=LATER
    )


def test_nobody_stays_signed_in(
    store: Store, database: Database, anna: str, file: Path
) -> None:
    visits, before = Visits(database), account(database, anna).fs_uniquifier
    key = visits.begin(anna, network="", browser="", now=NOON)
    store.sitting.be_present(ask(store), anna, NOON)
    Attempts(database).count("password", window_s=9_999, now=NOON)
    store.backups.write(file, NOON)
    visits.end_all(anna)

    store.backups.restore(file, now=LATER)

    assert not visits.goes_on(key, anna, after(1))
    assert account(database, anna).fs_uniquifier != before
    assert Attempts(database).left_s("password", NOON) == 0.0


def test_who_was_put_off_stays_off(
    store: Store, database: Database, anna: str, file: Path
) -> None:
    staff = Staff(database)
    bob = staff.add(address="bob@desk.example", name="", role=Role.ADMIN, now=NOON)
    change(database, bob.id, subject="https://login.example bob")
    store.backups.write(file, NOON)
    staff.put_off(bob.id)
    change(database, anna, subject="https://login.example bob")

    store.backups.restore(file, now=LATER)

    found = staff.find(id=bob.id)
    assert found is not None
    assert found.standing is Standing.OFF
    assert account(database, anna).password == "a hash"  # noqa: S105 - of nobody
    assert account(database, anna).subject == "https://login.example bob"


def test_a_used_recovery_code_stays_used(
    store: Store, database: Database, anna: str, file: Path
) -> None:
    store.backups.write(file, NOON)
    change(database, anna, mf_recovery_codes=["1", "3"])

    store.backups.restore(file, now=LATER)

    assert account(database, anna).mf_recovery_codes == ["1", "3"]


def test_a_password_that_was_taken_away_stays_away(
    store: Store, database: Database, anna: str, file: Path
) -> None:
    store.backups.write(file, NOON)
    Staff(database).reset(anna)

    store.backups.restore(file, now=LATER)

    assert account(database, anna).password is None


def test_a_revoked_link_stays_revoked_and_empty(store: Store, file: Path) -> None:
    revoked, other = share(store), share(store)
    (link,) = (one for one in store.links.links(NOON) if opens(store, revoked, one.id))
    store.backups.write(file, NOON)
    store.links.revoke(link.id, after(9))

    copied = store.backups.restore(file, now=after(60))

    assert store.links.shared(revoked, after(60)) is None
    assert store.links.shared(other, after(60)) is not None
    assert copied.carried.links_ended == 0


def opens(store: Store, token: str, link: str) -> bool:
    found = store.links.shared(token, NOON)
    return found is not None and found.link.id == link


def test_what_was_sent_or_given_up_is_not_due_again(store: Store, file: Path) -> None:
    for key in ("sent", "given up", "waits"):
        store.mails.promise(mail(key), NOON)
    store.calls.promise(Call(key="sent", body="{}", due_at=NOON), NOON)
    store.backups.write(file, NOON)
    by_key = {one.key: one for one in store.mails.due(NOON)}
    store.mails.sent(by_key["sent"].id, NOON)
    store.mails.failed(by_key["given up"], "gone", NOON, for_good=True)
    store.calls.sent(store.calls.due(NOON)[0].id, NOON)

    copied = store.backups.restore(file, now=LATER)

    assert [one.key for one in store.mails.due(LATER)] == ["waits"]
    assert store.calls.due(LATER) == ()
    assert copied.carried.given_up == 0


def test_what_was_promised_and_sent_since_is_not_promised_again(
    store: Store, file: Path
) -> None:
    conversation = ask(store)
    store.backups.write(file, NOON)
    store.mails.promise(mail("reply", conversation), NOON)
    store.mails.sent(store.mails.due(NOON)[0].id, NOON)

    store.backups.restore(file, now=LATER)

    assert not store.mails.promise(mail("reply", conversation), LATER)


def test_the_trail_since_the_backup_is_kept_once(
    store: Store, database: Database, file: Path
) -> None:
    trail = StaffLog(database)
    trail.audit(None, "before", "", NOON, "terminal")
    store.backups.write(file, NOON)
    trail.audit(None, "since", "", after(1), "terminal")

    first = store.backups.restore(file, now=LATER)
    store.backups.restore(file, now=LATER)
    trail.audit(None, "afterwards", "", LATER, "terminal")

    deeds = [one.deed for one in trail.latest()]
    assert deeds == ["afterwards", "since", "before"]
    assert first.carried.log_lines == 1


def test_where_nothing_is_known_nothing_is_sent_and_no_link_opens(
    store: Store, bare_url: str, database: Database, anna: str, file: Path
) -> None:
    store.mails.promise(mail("mail"), NOON)
    store.calls.promise(Call(key="call", body="{}", due_at=NOON), NOON)
    token = share(store)
    store.backups.write(file, NOON)
    new = Store.open(bare_url, file.with_name("lock"))

    copied = new.backups.restore(file, now=after(60))

    assert (new.mails.due(LATER), new.calls.due(LATER)) == ((), ())
    assert new.links.shared(token, after(60)) is None
    assert copied.carried.given_up == 2
    assert copied.carried.links_ended == 1
    assert copied.carried.unknown_accounts == 1
    new.close()


def lines_of(file: Path) -> list[str]:
    with gzip.open(file, "rt", encoding="ascii") as lines:
        return list(lines)


def rewrite(file: Path, lines: list[str]) -> None:
    with gzip.open(file, "wt", encoding="ascii") as kept:
        kept.writelines(lines)


def test_a_backup_ends_with_what_it_holds(store: Store, file: Path) -> None:
    ask(store)
    store.backups.write(file, NOON)

    end = json.loads(lines_of(file)[-1])["end"]

    assert (end["conversations"], end["turns"], end["staff"]) == (1, 1, 0)


@pytest.mark.parametrize("keep", [1, 2, -1])
def test_a_backup_that_was_cut_off_changes_nothing(
    store: Store, database: Database, anna: str, file: Path, keep: int
) -> None:
    ask(store)
    store.backups.write(file, NOON)
    rewrite(file, lines_of(file)[:keep])

    with pytest.raises(UnusableInputError, match="whole"):
        store.backups.restore(file)

    assert Staff(database).find(id=anna) is not None


def test_a_line_that_was_lost_or_added_is_noticed(store: Store, file: Path) -> None:
    ask(store)
    store.backups.write(file, NOON)
    lines = lines_of(file)

    for other in ([*lines[:-2], lines[-1]], [*lines, lines[1]]):
        rewrite(file, other)
        with pytest.raises(UnusableInputError, match="whole"):
            store.backups.restore(file)


def test_a_backup_without_an_end_is_read_and_says_so(store: Store, file: Path) -> None:
    ask(store)
    store.backups.write(file, NOON)
    lines = lines_of(file)[:-1]
    rewrite(file, [lines[0].replace('{"backup":2', '{"backup":1'), *lines[1:]])

    copied = store.backups.restore(file)

    assert (copied.conversations, copied.whole) == (1, False)
