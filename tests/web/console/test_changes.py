from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from assistant.desk import Desk
from assistant.store.request import ChangeRequest, RequestState
from assistant.store.turns import Store
from tests.consoling import requested, waiting
from tests.entering import send, token


@pytest.fixture
def request_(store: Store, demo_desk: Desk) -> ChangeRequest:
    conversation = waiting(store, demo_desk, "Mailchimp, bakkerij.example, spam")
    return requested(store, conversation)


def page_of(request_: ChangeRequest) -> str:
    return f"/console/changes/{request_.id}"


def decided(
    staff: FlaskClient, store: Store, request_: ChangeRequest, **form: str
) -> ChangeRequest:
    place = page_of(request_)
    send(staff, place, see=place, **form)
    found = store.requests.request(request_.id)
    assert found is not None
    return found


def deeds(app: Flask) -> list[tuple[str, str]]:
    lines = app.extensions["signin"].log.latest()
    return [(one.name, one.deed) for one in lines if one.deed.startswith("request_")]


def late(
    bobs: FlaskClient, request_: ChangeRequest, key: str, **form: str
) -> TestResponse:
    """What a colleague reads whose page stood open meanwhile."""
    form["csrf_token"] = key
    return bobs.post(page_of(request_), data=form, follow_redirects=True)


def told(store: Store, conversation: str) -> list[str]:
    thread = store.messages.thread(conversation, datetime.now(UTC))
    return [one.message.text for one in thread if one.message]


def test_the_records_stand_there_in_every_form(
    staff: FlaskClient, request_: ChangeRequest
) -> None:
    page = staff.get(f"/console/changes/{request_.id}").text

    assert "_dmarc.bakkerij.example. 3600 IN TXT" in page
    assert "update add _dmarc.bakkerij.example." in page
    assert "TransIP" in page
    assert "Anna Bakker" in page


def test_done_wants_a_reason_while_nobody_confirmed(
    staff: FlaskClient, store: Store, app: Flask, request_: ChangeRequest
) -> None:
    place = page_of(request_)

    page = send(staff, place, see=place, act="done", reason="  ")

    found = store.requests.request(request_.id)
    assert found is not None
    assert found.state is RequestState.ASKED
    assert (page.status_code, deeds(app)) == (422, [])
    assert 'id="done-reason" name="reason" rows="3" aria-invalid="true"' in page.text
    assert "Vul eerst een reden in." in page.text


def test_done_after_a_call_back_needs_no_reason(
    staff: FlaskClient, store: Store, request_: ChangeRequest
) -> None:
    confirmed = decided(staff, store, request_, act="confirm")
    done = decided(staff, store, request_, act="done")

    assert confirmed.confirmed_by == "staff:anna"
    assert done.state is RequestState.DONE


def test_refused_wants_a_reason_and_a_sentence_for_the_customer(
    staff: FlaskClient, store: Store, request_: ChangeRequest
) -> None:
    place = page_of(request_)

    bare = send(staff, place, see=place, act="refuse", told="Wij doen dit niet.")
    mute = send(staff, place, see=place, act="refuse", reason="niet van hem", told=" ")

    found = store.requests.request(request_.id)
    assert found is not None
    assert found.state is RequestState.ASKED
    assert "Wij doen dit niet." in bare.text
    assert "Vul eerst in wat de klant leest." in mute.text
    assert "niet van hem" in mute.text


def test_a_refusal_is_told_to_the_customer_and_its_reason_to_colleagues(
    staff: FlaskClient, store: Store, request_: ChangeRequest
) -> None:
    refused = decided(
        staff,
        store,
        request_,
        act="refuse",
        reason="niet de eigenaar",
        told="Wij doen dit niet.",
    )

    assert (refused.state, refused.reason) == (RequestState.REFUSED, "niet de eigenaar")
    assert told(store, request_.conversation) == ["Wij doen dit niet."]


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("nl", "Wij hebben de wijziging voor bakkerij.example niet uitgevoerd."),
        ("en", "We did not make the change for bakkerij.example."),
    ],
)
def test_the_sentence_lies_ready_in_the_customers_own_language(
    staff: FlaskClient, store: Store, demo_desk: Desk, language: str, sentence: str
) -> None:
    conversation = waiting(store, demo_desk, "Mailchimp, bakkerij.example, spam")
    made = requested(store, conversation, language)

    assert sentence in staff.get(page_of(made)).text


def test_who_decides_second_is_told_who_was_first(
    staff: FlaskClient,
    bobs: FlaskClient,
    store: Store,
    app: Flask,
    request_: ChangeRequest,
) -> None:
    key = token(bobs.get(page_of(request_)))
    decided(staff, store, request_, act="refuse", reason="niet van hem", told="Nee.")

    done = late(bobs, request_, key, act="done", reason="")
    refused = late(bobs, request_, key, act="refuse", reason="ook nee", told="Echt.")
    called = late(bobs, request_, key, act="confirm")

    found = store.requests.request(request_.id)
    assert found is not None
    assert (found.state, found.reason) == (RequestState.REFUSED, "niet van hem")
    for page in (done, refused, called):
        assert "Dit was al besloten: geweigerd door anna" in page.text
    assert told(store, request_.conversation) == ["Nee."]
    assert deeds(app) == [("anna", "request_refuse")]


def test_who_calls_back_second_is_told_that_it_was_confirmed(
    staff: FlaskClient,
    bobs: FlaskClient,
    store: Store,
    app: Flask,
    request_: ChangeRequest,
) -> None:
    key = token(bobs.get(page_of(request_)))
    decided(staff, store, request_, act="confirm")

    again = late(bobs, request_, key, act="confirm")

    assert "Dit was al bevestigd: anna" in again.text
    assert deeds(app) == [("anna", "request_confirm")]


def test_by_which_way_it_was_confirmed_is_told_in_words(
    staff: FlaskClient, store: Store, request_: ChangeRequest
) -> None:
    store.requests.confirm(request_.id, "mail", datetime.now(UTC))

    assert "met de link in de mail" in staff.get(page_of(request_)).text


def test_an_act_that_is_none_is_refused(
    staff: FlaskClient, request_: ChangeRequest
) -> None:
    place = page_of(request_)

    assert send(staff, place, see=place, act="burn").status_code == 400


def test_what_is_open_stands_in_the_list(
    staff: FlaskClient, request_: ChangeRequest
) -> None:
    page = staff.get("/console/changes").text

    assert f"/console/changes/{request_.id}" in page
    assert "niet bevestigd" in page


def test_what_was_decided_lately_stands_beneath_with_by_whom_and_what_was_seen(
    staff: FlaskClient, store: Store, demo_desk: Desk, request_: ChangeRequest
) -> None:
    now = datetime.now(UTC)
    other = requested(store, waiting(store, demo_desk, "hallo"))
    old = requested(store, waiting(store, demo_desk, "dag"))
    store.requests.refuse(old.id, "x", now - timedelta(weeks=5), "nee")
    store.requests.done(request_.id, "x", now, "teruggebeld")
    store.requests.examined(request_.id, "not_cured", now)
    decided(staff, store, other, act="refuse", reason="nee", told="Nee.")

    page = staff.get("/console/changes").text

    assert "Er wacht geen wijziging." in page
    assert "Besloten in de laatste 4 weken (2)" in page
    assert page_of(request_) in page
    assert page_of(other) in page
    assert page_of(old) not in page
    assert "door anna" in page
    assert "staat er, en is nog niet in orde" in page
