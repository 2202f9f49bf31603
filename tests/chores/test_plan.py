from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from assistant.chores.equipment import Equipment
from assistant.chores.plan import PLAN, SWEEP, Standing, told
from assistant.chores.queue import CHORES, run
from assistant.errors import UnusableInputError
from assistant.store.signs import Sign

NOON = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


def sign(name: str, *, ago_s: float, trouble: str = "") -> dict[str, Sign]:
    began = NOON - timedelta(seconds=ago_s)
    made = Sign(name=name, began_at=began, ended_at=began, number=0, trouble=trouble)
    return {name: made}


def standing(signs: dict[str, Sign], name: str) -> Standing:
    (found,) = (one for one in told(signs, NOON) if one.planned.name == name)
    return found.standing


def test_every_chore_has_its_time() -> None:
    assert {one.name for one in PLAN} == {SWEEP, *CHORES}


@pytest.mark.parametrize(
    ("name", "ago_s", "found"),
    [
        ("send-mails", 60, Standing.WELL),
        ("send-mails", 301, Standing.LATE),
        ("keep-no-longer", 3_600, Standing.WELL),
        ("keep-no-longer", 7_201, Standing.LATE),
        ("sweep", 301, Standing.LATE),
    ],
)
def test_who_shows_no_life_in_time_is_late(
    name: str, ago_s: float, found: Standing
) -> None:
    assert standing(sign(name, ago_s=ago_s), name) is found


def test_who_never_ran_is_not_late_yet() -> None:
    assert standing({}, "keep-no-longer") is Standing.NEVER


def test_who_failed_says_so() -> None:
    failed = sign("send-mails", ago_s=9, trouble="OSError: away")

    assert standing(failed, "send-mails") is Standing.FAILED


def test_a_chore_that_was_done_is_noted(equipment: Equipment) -> None:
    run(equipment, "mail-unread", lambda _equipment, _now: 3)

    noted = equipment.store.signs.all()["mail-unread"]
    assert (noted.number, noted.trouble) == (3, "")
    assert noted.ended_at is not None


def test_a_chore_that_broke_is_noted_and_still_breaks(equipment: Equipment) -> None:
    def broken(_equipment: Equipment, _now: datetime) -> int:
        raise UnusableInputError("no such file")

    with pytest.raises(UnusableInputError):
        run(equipment, "keep-no-longer", broken)

    noted = equipment.store.signs.all()["keep-no-longer"]
    assert noted.trouble == "UnusableInputError: no such file"


def test_the_answer_of_the_dns_is_noted(equipment: Equipment) -> None:
    run(equipment, "ask-dns", CHORES["ask-dns"])

    signs = equipment.store.signs.all()
    assert signs["ask-dns"].trouble == ""
    assert signs["dns"].ended_at is not None
