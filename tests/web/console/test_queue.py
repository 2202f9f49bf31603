from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from flask.testing import FlaskClient

from assistant.desk import Desk
from assistant.store.turns import Store
from tests.consoling import asked, requested, waiting
from tests.entering import Colleague


@pytest.fixture
def spam(store: Store, demo_desk: Desk) -> str:
    return waiting(store, demo_desk, "Mailchimp komt in de spam, bakkerij.example")


def lines(page: str) -> list[str]:
    return re.findall(r'href="/console/c/([\w-]+)[^"]*"[^>]* data-line', page)


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
