from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from flask.testing import FlaskClient

from assistant.desk import Desk
from assistant.store.turns import Store
from tests.consoling import asked, requested, waiting
from tests.entering import Colleague, send

KEEP = "/console/views?view=open&service=mailchimp"


@pytest.fixture
def spam(store: Store, demo_desk: Desk) -> str:
    return waiting(store, demo_desk, "Mailchimp komt in de spam, bakkerij.example")


def lines(page: str) -> list[str]:
    return re.findall(r'href="/console/c/([\w-]+)[^"]*"[^>]* data-line', page)


def own_lists(page: str) -> list[tuple[str, str]]:
    return re.findall(
        r'<span>([^<]+)</span> <span class="number" data-count="own-[^"]+">(\d+)<', page
    )


def test_who_waits_stands_in_the_queue_with_what_is_known(
    staff: FlaskClient, spam: str
) -> None:
    page = staff.get("/console/").text

    assert lines(page) == [spam]
    assert "Mailchimp" in page
    assert "dkim-not-published" in page


def test_who_waits_for_nobody_stands_among_all_that_is_open(
    staff: FlaskClient, store: Store, demo_desk: Desk, spam: str
) -> None:
    alone = asked(store, demo_desk, "webshop.example komt in de spam")

    assert alone not in lines(staff.get("/console/").text)
    assert alone in lines(staff.get("/console/?view=open").text)


def test_a_domain_is_found(staff: FlaskClient, spam: str) -> None:
    assert lines(staff.get("/console/?q=bakkerij").text) == [spam]
    assert lines(staff.get("/console/?q=nergens").text) == []


def test_filters_narrow_the_queue(staff: FlaskClient, spam: str) -> None:
    found = staff.get("/console/?view=open&cause=dkim-not-published").text
    other = staff.get("/console/?view=open&service=laposta").text

    assert lines(found) == [spam]
    assert lines(other) == []


def test_mine_is_what_i_took(
    staff: FlaskClient, store: Store, anna: Colleague, spam: str
) -> None:
    before = lines(staff.get("/console/?view=mine").text)
    store.cases.assign(spam, anna.id, anna.id, datetime.now(UTC))
    after = lines(staff.get("/console/?view=mine").text)

    assert (before, after) == ([], [spam])


def test_a_request_to_change_is_counted_in_the_bar(
    staff: FlaskClient, store: Store, spam: str
) -> None:
    requested(store, spam)

    page = staff.get("/console/").text

    assert re.search(r'data-count="changes">1<', page)


def test_a_place_that_is_none_begins_at_the_front(
    staff: FlaskClient, spam: str
) -> None:
    assert lines(staff.get("/console/?after=onzin").text) == [spam]


def test_a_filter_is_kept_as_a_list_of_ones_own_with_its_count(
    staff: FlaskClient, bobs: FlaskClient, spam: str
) -> None:
    narrowed = "/console/?view=open&service=mailchimp"

    answer = send(staff, KEEP, see=narrowed, name="Mailchimp")

    page = staff.get("/console/").text
    assert answer.location.endswith("/console/?view=open&service=mailchimp")
    assert own_lists(page) == [("Mailchimp", "1")]
    assert own_lists(bobs.get("/console/").text) == []


def test_what_is_a_list_already_is_not_offered_again(
    staff: FlaskClient, spam: str
) -> None:
    narrowed = "/console/?view=open&service=mailchimp"
    before = staff.get(narrowed).text
    send(staff, KEEP, see=narrowed, name="Mailchimp")

    after = staff.get(narrowed).text

    assert "Bewaar als eigen lijst" in before
    assert "Bewaar als eigen lijst" not in after


def test_a_list_is_removed_and_its_conversations_stay(
    staff: FlaskClient, spam: str
) -> None:
    narrowed = "/console/?view=open&service=mailchimp"
    send(staff, KEEP, see=narrowed, name="Mailchimp")
    known = re.search(r'name="list" value="([^"]+)"', staff.get("/console/").text)
    assert known is not None

    send(staff, "/console/views/remove", see="/console/", list=known[1])

    page = staff.get("/console/").text
    assert own_lists(page) == []
    assert lines(page) == [spam]


def test_a_list_without_a_name_is_not_kept(staff: FlaskClient, spam: str) -> None:
    send(staff, KEEP, see="/console/?service=mailchimp", name="  ")

    page = staff.get("/console/").text
    assert "Geef de lijst een naam." in page
    assert own_lists(page) == []


def test_where_one_stands_in_the_queue_is_kept_by_an_act(
    staff: FlaskClient, spam: str
) -> None:
    here = f"/console/c/{spam}?view=open&service=mailchimp"

    answer = send(
        staff,
        f"/console/c/{spam}/own?view=open&service=mailchimp",
        see=here,
        act="take",
    )

    assert answer.location.endswith(here)
