from __future__ import annotations

import pytest

from assistant.diagnosis.codes import Code
from assistant.errors import UnusableInputError
from assistant.store.case import Owner
from assistant.store.queue import Wanted
from assistant.store.turns import Store
from assistant.understanding.question import Problem
from tests.store.asking import LATEST, NOON, QUESTION, after, finish
from tests.store.queueing import DOMAIN, shown, tell, turn


def test_who_waits_longer_comes_first(store: Store) -> None:
    later = tell(store, "t1", 600, turn())
    sooner = tell(store, "t2", 0, turn())
    with_bot = tell(store, "t3", 0, turn(person=False))

    assert shown(store) == [sooner, later, with_bot]


def test_what_is_worse_gets_a_head_start_and_no_more(store: Store) -> None:
    plain = tell(store, "t1", 0, turn())
    broken = tell(store, "t2", 7_000, turn(cause=Code.SPF_MISSING))
    late = tell(store, "t3", 7_300, turn(cause=Code.SPF_MISSING))

    assert shown(store) == [broken, plain, late]


def test_refused_mail_comes_before_mail_in_the_spam_folder(store: Store) -> None:
    spam = tell(store, "t1", 0, turn())
    refused = tell(store, "t2", 60, turn(problem=Problem.REJECTED))

    assert shown(store) == [refused, spam]


def test_waiting_counts_from_when_somebody_is_there(store: Store) -> None:
    night = tell(store, "t1", 0, turn(), counts=40_000)
    day = tell(store, "t2", 3_600, turn())

    assert shown(store) == [day, night]


def test_of_those_who_are_promised_the_same_time_the_first_comes_first(
    store: Store,
) -> None:
    made = [tell(store, f"t{n}", n * 60, turn(), due=40_000) for n in range(4)]
    without = tell(store, "t9", 600, turn())

    assert shown(store) == [*made, without]


def test_whose_person_owes_an_answer_comes_before_the_rest(store: Store) -> None:
    idle = tell(store, "t1", 0, turn())
    owed = tell(store, "t2", 0, turn())
    for one in (idle, owed):
        store.messages.reply(one, "anna", "Dag", seen=LATEST, now=after(10))
    store.ask(conversation=owed, turn="t9", question=QUESTION, now=after(20))
    waiting = tell(store, "t3", 500, turn())

    assert shown(store) == [waiting, owed, idle]


def test_each_filter_shows_its_own(store: Store) -> None:
    chimp = tell(store, "t1", 0, turn(cause=Code.SPF_MISSING))
    fact = tell(store, "t2", 1, turn(service="wefact", domain="fiets.example"))
    store.cases.take(fact, "anna", NOON)
    store.cases.assign(chimp, "bob", "anna", NOON)
    store.cases.tag(fact, ("storing",), "anna", NOON)

    assert shown(store, service="wefact") == [fact]
    assert shown(store, cause="spf-missing") == [chimp]
    assert shown(store, undecided=True) == [fact]
    assert shown(store, waiting=True) == [chimp]
    assert shown(store, mine="anna") == [fact]
    assert shown(store, mine="bob") == [chimp]
    assert shown(store, tag="storing") == [fact]
    assert shown(store, domain=DOMAIN) == [chimp]
    assert shown(store, owner=Owner.STAFF) == [fact]
    assert shown(store, language="en") == []
    assert shown(store, requests=True) == []


def test_a_closed_conversation_shows_only_when_asked_for(store: Store) -> None:
    closed = tell(store, "t1", 0, turn())
    store.cases.close(closed, "anna", None, "solved", NOON)

    assert shown(store) == []
    assert shown(store, closed=True) == [closed]
    assert shown(store, owner=Owner.CLOSED) == [closed]
    assert shown(store, text="nieuwsbrief") == [closed]


def test_of_those_that_are_closed_no_open_one_shows(store: Store) -> None:
    closed = tell(store, "t1", 0, turn())
    tell(store, "t2", 0, turn())
    store.cases.close(closed, "anna", None, "solved", NOON)

    assert shown(store, owner=Owner.CLOSED) == [closed]
    assert shown(store, owner=Owner.CLOSED, text="nieuwsbrief") == [closed]


def test_what_a_list_holds_is_counted_by_service_and_cause(store: Store) -> None:
    tell(store, "t1", 0, turn(cause=Code.SPF_MISSING))
    tell(store, "t2", 0, turn(service="wefact"))
    tell(store, "t3", 0, turn(person=False))

    waits = store.queue.kinds(Wanted(waiting=True))

    assert waits.services == (("mailchimp", 1), ("wefact", 1))
    assert dict(waits.causes) == {"spf-missing": 1, "": 1}


def test_the_tags_that_are_used_most_come_first(store: Store) -> None:
    for number, tags in enumerate((("vip",), ("vip", "storing"))):
        store.cases.tag(tell(store, f"t{number}", 0, turn()), tags, "anna", NOON)

    assert store.queue.tags(9) == ("vip", "storing")
    assert store.queue.tags(1) == ("vip",)


def test_open_cases_are_counted(store: Store) -> None:
    tell(store, "t1", 0, turn(cause=Code.SPF_MISSING))
    tell(store, "t2", 0, turn(service="wefact"))
    bot = tell(store, "t3", 0, turn(person=False))
    store.cases.take(bot, "anna", NOON)
    closed = tell(store, "t4", 0, turn())
    store.cases.close(closed, "anna", None, "solved", NOON)

    counts = store.queue.counts("anna")

    assert (counts.waiting, counts.mine, counts.requests) == (2, 1, 0)
    assert counts.undecided == 2
    assert dict(counts.owners) == {"nobody": 2, "staff": 1}
    assert counts.services == (("mailchimp", 2), ("wefact", 1))
    assert dict(counts.causes) == {"": 2, "spf-missing": 1}


@pytest.mark.parametrize("text", ["", "nieuwsbrief"])
def test_pages_follow_one_another_without_a_gap(store: Store, text: str) -> None:
    made = [tell(store, f"t{n}", n % 3, turn()) for n in range(7)]
    seen: list[str] = []
    place = None
    for _ in range(4):
        page = store.queue.page(Wanted(text=text), after=place, limit=2)
        seen += [one.conversation for one in page.cases]
        place = page.next

    assert place is None
    assert sorted(seen) == sorted(made)


@pytest.mark.parametrize("after_", ["x", "1", "a:b:c", "1:2", "1:2:3:4", ":::"])
def test_a_place_that_is_none_is_told(store: Store, after_: str) -> None:
    with pytest.raises(UnusableInputError, match="next"):
        store.queue.page(Wanted(), after=after_)


def test_earlier_conversations_of_a_domain_are_found(store: Store) -> None:
    first = tell(store, "t1", 0, turn())
    second = tell(store, "t2", 60, turn())
    tell(store, "t3", 90, turn(domain="fiets.example"))

    earlier = store.queue.of_domain(DOMAIN)

    assert [one.conversation for one in earlier] == [second, first]


def test_a_finished_turn_moves_nothing_that_waits(store: Store) -> None:
    waiting = tell(store, "t1", 0, turn())
    store.cases.give_back(waiting, None, after(5))
    store.ask(conversation=waiting, turn="t2", question=QUESTION, now=after(9))
    finish(store, "t2", turn(person=False))

    case = store.cases.case(waiting)
    assert case is not None
    assert case.owner is Owner.BOT


@pytest.mark.parametrize("text", ["", "nieuwsbrief"])
def test_a_list_is_counted_as_far_as_it_is_looked_at(store: Store, text: str) -> None:
    for number in range(3):
        tell(store, f"t{number}", number, turn())
    tell(store, "other", 9, turn("mijn facturen", service="wefact"))
    wanted = Wanted(service="mailchimp", text=text)

    assert store.queue.count(wanted) == 3
    assert store.queue.count(wanted, most=2) == 2
