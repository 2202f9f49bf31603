from __future__ import annotations

from datetime import UTC, datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from assistant.desk import Desk
from assistant.store.turns import Store
from assistant.web.signin.entrance import entrance
from tests.consoling import BAKER, waiting
from tests.entering import Colleague, send


@pytest.fixture
def spam(store: Store, demo_desk: Desk) -> str:
    return waiting(store, demo_desk, BAKER)


def renewed(staff: FlaskClient, spam: str) -> TestResponse:
    """The page, fetched by the script of a page that is open already."""
    return staff.get(f"/console/c/{spam}", headers={"X-Renew": "1"})


def opened(app: Flask) -> int:
    """How often a conversation was read, as the trail tells."""
    with app.app_context():
        return len(entrance().log.latest(deeds=("opened",)))


def test_a_page_that_renews_itself_opens_nothing(
    app: Flask, staff: FlaskClient, store: Store, spam: str
) -> None:
    page = renewed(staff, spam)

    assert page.status_code == 200
    assert opened(app) == 0
    assert store.sitting.present(spam, datetime.now(UTC)) == ()


def test_who_goes_to_and_fro_reads_a_conversation_once(
    app: Flask, staff: FlaskClient, spam: str
) -> None:
    for _ in range(3):
        staff.get(f"/console/c/{spam}")

    assert opened(app) == 1


def test_a_renewal_leaves_what_a_colleague_types_as_it_is(
    staff: FlaskClient, bobs: FlaskClient, store: Store, bob: Colleague, spam: str
) -> None:
    send(bobs, f"/console/c/{spam}/draft", see=f"/console/c/{spam}", text="ik ook")

    renewed(bobs, spam)

    assert "bob typt" in renewed(staff, spam).text


def test_who_leaves_is_gone_at_once_and_keeps_what_he_typed(
    staff: FlaskClient, store: Store, anna: Colleague, spam: str
) -> None:
    place = f"/console/c/{spam}"

    send(staff, f"{place}/leave", see=place, text="half af")

    assert store.sitting.present(spam, datetime.now(UTC)) == ()
    assert store.sitting.draft(spam, anna.id) == "half af"


def test_who_leaves_without_a_word_keeps_his_draft(
    staff: FlaskClient, store: Store, anna: Colleague, spam: str
) -> None:
    place = f"/console/c/{spam}"
    store.sitting.keep_draft(spam, anna.id, "eerder getypt", datetime.now(UTC))

    send(staff, f"{place}/leave", see=place)

    assert store.sitting.draft(spam, anna.id) == "eerder getypt"


def test_a_page_leads_back_and_on_through_what_was_filtered(
    staff: FlaskClient, store: Store, demo_desk: Desk
) -> None:
    first, second, third = (
        waiting(store, demo_desk, BAKER, minutes=minutes) for minutes in (30, 20, 10)
    )

    page = staff.get(f"/console/c/{second}?view=open&service=mailchimp").text

    kept = "?view=open&amp;service=mailchimp"
    assert f'href="/console/{kept}"' in page
    assert f'href="/console/c/{first}{kept}" rel="prev"' in page
    assert f'href="/console/c/{third}{kept}" rel="next"' in page


def test_a_dutch_message_says_so_in_an_english_console(
    staff: FlaskClient, spam: str
) -> None:
    page = staff.get(f"/console/c/{spam}?lang=en").text

    assert '<p class="typed" lang="nl">' in page
