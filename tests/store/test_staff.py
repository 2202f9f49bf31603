from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import delete

from assistant.errors import StoreError, UnusableInputError
from assistant.store.database import Database
from assistant.store.staff import Member, Role, Staff, Standing
from assistant.store.staff_accounts import Account, Accounts
from assistant.store.staff_attempts import Attempts
from assistant.store.staff_log import StaffLog
from assistant.store.staff_tables import ATTEMPTS, LOG, STAFF, VISITS
from assistant.store.staff_visits import IDLE, LONGEST, Visits, visit_id

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.fixture
def database(url: str) -> Iterator[Database]:
    opened = Database(url)
    yield opened
    with opened.writing() as connection:
        for table in (LOG, ATTEMPTS, VISITS, STAFF):
            connection.execute(delete(table))
    opened.close()


@pytest.fixture
def staff(database: Database) -> Staff:
    return Staff(database)


@pytest.fixture
def anna(staff: Staff) -> Member:
    return staff.add(address="Anna@Desk.Example ", name="Anna", role=None, now=NOON)


@pytest.fixture
def bob(staff: Staff, anna: Member) -> Member:
    return staff.add(address="bob@desk.example", name="", role=None, now=NOON)


def account(database: Database, member: Member) -> Account:
    found = Accounts(database).find_user(key=member.id)
    assert found is not None
    return found


def at_once(what: Callable[[], object], times: int) -> list[BaseException | None]:
    """Do the same thing in many threads, and tell how each ended."""
    ends: list[BaseException | None] = []
    ready = threading.Barrier(times)

    def go() -> None:
        ready.wait()
        try:
            what()
        except (StoreError, UnusableInputError) as error:
            ends.append(error)
        else:
            ends.append(None)

    threads = [threading.Thread(target=go) for _ in range(times)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    return ends


def test_the_first_colleague_is_an_admin_and_the_next_an_agent(
    anna: Member, bob: Member
) -> None:
    assert (anna.role, bob.role) == (Role.ADMIN, Role.AGENT)


def test_an_address_is_kept_in_lower_case_and_names_who_has_no_name(
    anna: Member, bob: Member
) -> None:
    assert (anna.address, anna.name) == ("anna@desk.example", "Anna")
    assert (bob.address, bob.name) == ("bob@desk.example", "bob")


@pytest.mark.parametrize(
    "text", ["", "anna", "@desk.example", "a b@desk.example", "a@b\0", "a@" + "b" * 300]
)
def test_what_is_no_address_is_refused(staff: Staff, text: str) -> None:
    with pytest.raises(UnusableInputError, match="expected NAME@DOMAIN"):
        staff.add(address=text, name="", role=None, now=NOON)


def test_an_address_has_one_account(staff: Staff, anna: Member) -> None:
    with pytest.raises(UnusableInputError, match="there already"):
        staff.add(address="ANNA@desk.example", name="", role=None, now=NOON)


def test_a_name_is_one_printable_line(staff: Staff) -> None:
    added = staff.add(
        address="x@desk.example", name=" A\n\0B\u202e " + "c" * 300, role=None, now=NOON
    )

    assert added.name == "A B " + "c" * 96


def test_who_was_off_comes_back_with_nothing_of_before(
    database: Database, staff: Staff, bob: Member
) -> None:
    found = account(database, bob)
    found.password = "a hash"  # noqa: S105 - of nobody
    Accounts(database).put(found)
    staff.put_off(bob.id)

    again = staff.add(address=bob.address, name="Bob", role=Role.AGENT, now=NOON)

    assert again.id == bob.id
    assert account(database, bob).password is None
    assert account(database, bob).fs_uniquifier != found.fs_uniquifier


def test_the_list_tells_how_far_everybody_is(
    database: Database, staff: Staff, anna: Member, bob: Member
) -> None:
    found = account(database, anna)
    found.password, found.tf_totp_secret = "a hash", "a secret"
    Accounts(database).put(found)
    Accounts(database).signed_in(anna.id, NOON)

    told = [(one.member.name, one.standing, one.signed_in_at) for one in staff.listed()]

    assert told == [("Anna", Standing.READY, NOON), ("bob", Standing.INVITED, None)]


def test_the_last_admin_stays(staff: Staff, anna: Member, bob: Member) -> None:
    with pytest.raises(UnusableInputError, match="last admin"):
        staff.put_off(anna.id)
    with pytest.raises(UnusableInputError, match="last admin"):
        staff.assign(anna.id, Role.AGENT)
    staff.assign(bob.id, Role.ADMIN)
    staff.assign(anna.id, Role.AGENT)


def test_two_admins_cannot_put_each_other_off(
    staff: Staff, anna: Member, bob: Member
) -> None:
    staff.assign(bob.id, Role.ADMIN)
    both = iter((anna.id, bob.id))

    ends = at_once(lambda: staff.put_off(next(both)), 2)

    assert sorted(end is None for end in ends) == [False, True]


def test_what_another_changed_is_not_overwritten(
    database: Database, staff: Staff, bob: Member
) -> None:
    stale = account(database, bob)
    staff.put_off(bob.id)
    stale.signed_in_s = 5.0
    Accounts(database).put(stale)
    assert not account(database, bob).active

    stale.active = False
    stale.password = "a hash"  # noqa: S105 - of nobody
    with pytest.raises(StoreError, match="by another"):
        Accounts(database).put(stale)


def test_of_many_at_once_one_uses_a_recovery_code(
    database: Database, bob: Member
) -> None:
    accounts = Accounts(database)
    accounts.mf_set_recovery_codes(account(database, bob), ["one", "two"])

    def use() -> None:
        found = account(database, bob)
        if found.mf_recovery_codes != ["one", "two"]:
            message = "somebody was before"
            raise StoreError(message)
        accounts.mf_delete_recovery_code(found, 0)

    ends = at_once(use, 6)

    assert [end for end in ends if end is None] == [None]
    assert account(database, bob).mf_recovery_codes == ["two"]


def test_a_visit_goes_on_while_it_is_used(database: Database, bob: Member) -> None:
    visits = Visits(database)
    key = visits.begin(bob.id, network="192.0.2.1", browser="x", now=NOON)

    assert visits.goes_on(key, bob.id, NOON + IDLE - timedelta(minutes=1))
    assert visits.goes_on(key, bob.id, NOON + IDLE + timedelta(minutes=1))
    assert not visits.goes_on(key, bob.id, NOON + LONGEST + timedelta(minutes=1))


def test_a_visit_ends_when_nobody_is_there(database: Database, bob: Member) -> None:
    visits = Visits(database)
    key = visits.begin(bob.id, network="192.0.2.1", browser="x", now=NOON)

    assert not visits.goes_on(key, bob.id, NOON + IDLE + timedelta(minutes=1))


def test_a_visit_is_of_one_colleague(
    database: Database, anna: Member, bob: Member
) -> None:
    key = Visits(database).begin(bob.id, network="192.0.2.1", browser="x", now=NOON)

    assert not Visits(database).goes_on(key, anna.id, NOON)
    assert not Visits(database).end(anna.id, visit_id(key))


def test_the_key_of_a_visit_is_not_kept(database: Database, bob: Member) -> None:
    visits = Visits(database)
    key = visits.begin(bob.id, network="192.0.2.1", browser="b" * 900, now=NOON)

    ((shown),) = visits.of(bob.id, NOON)

    assert shown.id != key
    assert shown.id == visit_id(key)
    assert len(shown.browser) == 200


def test_putting_off_and_resetting_end_every_visit(
    database: Database, staff: Staff, bob: Member
) -> None:
    visits = Visits(database)
    for end in (staff.reset, staff.put_off):
        key = visits.begin(bob.id, network="192.0.2.1", browser="x", now=NOON)
        end(bob.id)
        assert not visits.goes_on(key, bob.id, NOON)


def test_attempts_at_once_are_all_counted(database: Database) -> None:
    attempts = Attempts(database)

    at_once(lambda: attempts.count("x", window_s=60, now=NOON), 8)

    assert attempts.count("x", window_s=60, now=NOON) == 9
    assert attempts.count("y", window_s=60, now=NOON) == 1


def test_a_counter_starts_anew_after_its_window(database: Database) -> None:
    attempts = Attempts(database)
    attempts.count("x", window_s=60, now=NOON)
    attempts.count("x", window_s=60, now=NOON + timedelta(seconds=50))

    assert attempts.left_s("x", NOON + timedelta(seconds=50)) == 10
    later = NOON + timedelta(seconds=61)
    assert attempts.count("x", window_s=60, now=later) == 1
    assert attempts.left_s("x", later) == 60


def test_what_was_right_is_given_back(database: Database) -> None:
    attempts = Attempts(database)
    for _ in range(3):
        attempts.count("x", window_s=60, now=NOON)
        attempts.give_back("x")
    attempts.give_back("x")

    assert attempts.count("x", window_s=60, now=NOON) == 1


def test_the_trail_is_read_from_its_end(
    database: Database, anna: Member, bob: Member
) -> None:
    log = StaffLog(database)
    log.audit(anna.id, "read", "conversation 1", NOON, "192.0.2.1")
    log.audit(bob.id, "replied", "conversation 1", NOON, "192.0.2.2")
    log.audit(None, "wrong-password", "", NOON, "192.0.2.3")
    log.audit("gone", "read", "a\0b" + "c" * 500, NOON)

    lines = log.latest()

    assert [(line.name, line.deed) for line in lines] == [
        (None, "read"),
        (None, "wrong-password"),
        ("bob", "replied"),
        ("Anna", "read"),
    ]
    assert lines[0].about == "a b" + "c" * 197
    assert [one.deed for one in log.latest(member=bob.id)] == ["replied"]
    assert [one.name for one in log.latest(deeds=("read",))] == [None, "Anna"]
    assert log.latest(before=lines[2].id) == lines[3:]
    assert log.latest(most=1) == lines[:1]


def test_the_trail_is_forgotten_after_a_while(database: Database) -> None:
    log = StaffLog(database)
    log.audit(None, "old", "", NOON - timedelta(days=400))
    log.audit(None, "new", "", NOON)

    assert log.forget(NOON - timedelta(days=365)) == 1
    assert [line.deed for line in log.latest()] == ["new"]
