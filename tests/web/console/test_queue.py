from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from flask.testing import FlaskClient

from assistant.desk import Desk
from assistant.store.turns import Store
from assistant.web.console import lines as lines_module
from assistant.web.console.looking import RENEWS
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


def links(page: str, *parts: str) -> list[str]:
    """Where the queue's links lead that bear all of these."""
    found = re.findall(r'href="(/console/\?[^"]*)"', page.replace("&amp;", "&"))
    return [one for one in found if all(part in one for part in parts)]


def test_of_what_is_closed_only_that_is_shown(
    staff: FlaskClient, store: Store, demo_desk: Desk, spam: str
) -> None:
    closed = waiting(store, demo_desk, "WeFact wordt geweigerd, installateur.example")
    store.cases.close(closed, "anna", None, "solved", datetime.now(UTC))

    assert lines(staff.get("/console/?view=closed").text) == [closed]
    assert lines(staff.get("/console/?view=closed&q=bakkerij").text) == []


def test_label_and_language_narrow_the_queue(
    staff: FlaskClient, store: Store, anna: Colleague, spam: str
) -> None:
    store.cases.tag(spam, ("boekhouder",), anna.id, datetime.now(UTC))
    page = staff.get("/console/").text

    (tagged,) = links(page, "tag=boekhouder")
    (dutch,) = links(page, "spoken=nl")
    (english,) = links(page, "spoken=en")
    assert lines(staff.get(tagged).text) == lines(staff.get(dutch).text) == [spam]
    assert lines(staff.get(english).text) == []
    assert lines(staff.get("/console/?tag=anders").text) == []
    assert lines(staff.get("/console/?q=boekhouder").text) == [spam]


def test_a_tag_leads_to_its_list(
    staff: FlaskClient, store: Store, anna: Colleague, spam: str
) -> None:
    store.cases.tag(spam, ("boekhouder",), anna.id, datetime.now(UTC))

    page = staff.get(f"/console/c/{spam}").text

    assert links(page, "view=open", "tag=boekhouder")


def test_a_list_of_ones_own_keeps_label_and_language(
    staff: FlaskClient, store: Store, anna: Colleague, spam: str
) -> None:
    store.cases.tag(spam, ("vip",), anna.id, datetime.now(UTC))
    narrowed = "view=open&tag=vip&spoken=nl"

    answer = send(
        staff, f"/console/views?{narrowed}", see=f"/console/?{narrowed}", name="Vips"
    )

    page = staff.get("/console/").text
    assert answer.location.endswith(f"/console/?{narrowed}")
    assert own_lists(page) == [("Vips", "1")]
    assert links(page, narrowed)


def test_a_filter_keeps_the_present_view(
    staff: FlaskClient, store: Store, anna: Colleague, spam: str
) -> None:
    store.cases.assign(spam, anna.id, anna.id, datetime.now(UTC))

    page = staff.get("/console/?view=mine").text

    assert links(page, "view=mine", "service=mailchimp")
    assert links(page, "view=mine", "cause=dkim-not-published")


def test_a_search_offers_the_lists_to_look_in(staff: FlaskClient, spam: str) -> None:
    page = staff.get("/console/?q=bakkerij&service=mailchimp").text

    assert links(page, "view=mine", "q=bakkerij", "service=mailchimp")
    assert lines(staff.get("/console/?view=mine&q=bakkerij").text) == []


def test_another_language_keeps_the_place_in_the_queue(
    staff: FlaskClient, spam: str
) -> None:
    narrowed = "view=mine&service=mailchimp&tag=vip&spoken=nl&q=bak"

    page = staff.get(f"/console/?{narrowed}").text

    assert links(page, narrowed, "lang=en")
    assert "tag=vip" in staff.get(f"/console/c/{spam}?{narrowed}").text


def test_a_weekend_is_no_waiting(
    staff: FlaskClient, store: Store, demo_desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    waits = waiting(store, demo_desk, "Mailchimp komt in de spam, bakkerij.example")
    friday = datetime(2026, 11, 20, 15, 30, tzinfo=UTC)
    monday = datetime(2026, 11, 23, 8, 30, tzinfo=UTC)
    case = store.cases.case(waits)
    assert case is not None
    since_friday = replace(case, waiting_since=friday, counts_from=friday)
    until_monday = replace(case, waiting_since=friday, counts_from=monday)

    with staff.application.test_request_context():
        monkeypatch.setattr(lines_module, "datetime", At(monday))
        weekend = lines_module.waited(since_friday)
        monkeypatch.setattr(lines_module, "datetime", At(monday - timedelta(days=1)))
        closed = lines_module.waited(until_monday)

    assert (weekend, closed) == ("1 u", "vanaf opening")


class At:
    """A clock that stands still."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def now(self, _zone: object) -> datetime:
        """Always the same."""
        return self.moment


def test_what_was_searched_for_stands_in_the_log(staff: FlaskClient) -> None:
    staff.get("/console/?q=jan@bakkerij.example")
    staff.get("/console/?q=bakkerij", headers={RENEWS: "1"})

    log = staff.get("/console/log", headers={"Accept-Language": "nl"}).text
    assert log.count("gezocht</td>") == 1
    assert "jan@bakkerij.example" in log
