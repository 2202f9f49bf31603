from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from assistant.desk import Desk
from assistant.store.request import ChangeRequest, RequestState
from assistant.store.turns import Store
from tests.consoling import requested, waiting
from tests.entering import send


@pytest.fixture
def request_(store: Store, demo_desk: Desk) -> ChangeRequest:
    conversation = waiting(store, demo_desk, "Mailchimp, bakkerij.example, spam")
    return requested(store, conversation)


def decided(
    staff: FlaskClient, store: Store, request_: ChangeRequest, **form: str
) -> ChangeRequest:
    place = f"/console/changes/{request_.id}"
    send(staff, place, see=place, **form)
    found = store.requests.request(request_.id)
    assert found is not None
    return found


def test_the_records_stand_there_in_every_form(
    staff: FlaskClient, request_: ChangeRequest
) -> None:
    page = staff.get(f"/console/changes/{request_.id}").text

    assert "_dmarc.bakkerij.example. 3600 IN TXT" in page
    assert "update add _dmarc.bakkerij.example." in page
    assert "TransIP" in page
    assert "Anna Bakker" in page


def test_done_wants_a_reason_while_nobody_confirmed(
    staff: FlaskClient, store: Store, request_: ChangeRequest
) -> None:
    assert decided(staff, store, request_, act="done").state is RequestState.ASKED
    assert (
        "Vul eerst een reden in." in staff.get(f"/console/changes/{request_.id}").text
    )


def test_done_after_a_call_back_needs_no_reason(
    staff: FlaskClient, store: Store, request_: ChangeRequest
) -> None:
    confirmed = decided(staff, store, request_, act="confirm")
    done = decided(staff, store, request_, act="done")

    assert confirmed.confirmed_by == "staff:anna"
    assert done.state is RequestState.DONE


def test_refused_wants_a_reason_too(
    staff: FlaskClient, store: Store, request_: ChangeRequest
) -> None:
    bare = decided(staff, store, request_, act="refuse")
    told = decided(staff, store, request_, act="refuse", reason="niet de eigenaar")

    assert bare.state is RequestState.ASKED
    assert (told.state, told.reason) == (RequestState.REFUSED, "niet de eigenaar")


def test_what_is_open_stands_in_the_list(
    staff: FlaskClient, request_: ChangeRequest
) -> None:
    page = staff.get("/console/changes").text

    assert f"/console/changes/{request_.id}" in page
    assert "niet bevestigd" in page
