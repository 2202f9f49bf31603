from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from flask.testing import FlaskClient

from assistant.desk import Desk
from assistant.store.turns import Store
from tests.consoling import BAKER, HEADER, kept, waiting
from tests.entering import send


@pytest.fixture
def waiting_talk(store: Store, demo_desk: Desk) -> str:
    return waiting(store, demo_desk, BAKER)


def shared(
    staff: FlaskClient, text: str = "bakkerij.example mailchimp", **form: str
) -> str:
    page = send(
        staff,
        "/console/bench/share",
        see="/console/bench",
        kept=kept(staff, text, form.pop("wished", "")),
        days="7",
        **form,
    )
    found = re.search(r"http://localhost(/shared/[\w-]+)", page.text)
    assert found is not None
    return found[1]


def test_a_shared_answer_is_read_without_an_account_and_never_indexed(
    staff: FlaskClient, client: FlaskClient
) -> None:
    answer = client.get(shared(staff))

    assert "Mailchimp mag nog niet ondertekenen" in answer.text
    assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"


def test_a_shared_answer_shows_nobodys_address_and_no_header(
    staff: FlaskClient, client: FlaskClient
) -> None:
    header = HEADER.replace("Bakkerij <info@", "Piet <piet.jansen@")

    page = client.get(shared(staff, header)).text

    assert "bakkerij.example" in page
    assert "piet.jansen" not in page
    assert "Received" not in page


def test_a_shared_answer_is_wholly_in_the_language_that_was_chosen(
    staff: FlaskClient, client: FlaskClient
) -> None:
    place = shared(staff, language="en")

    page = client.get(place, headers={"Accept-Language": "nl"}).text

    assert '<html lang="en">' in page
    assert "Mailchimp may not yet sign for bakkerij.example" in page
    assert "mag nog niet" not in page


def test_a_shared_answer_tells_on_which_day_it_was_measured(
    staff: FlaskClient, client: FlaskClient
) -> None:
    page = client.get(shared(staff)).text

    assert re.search(r"Gemeten op \d\d-\d\d-\d{4} \d\d:\d\d", page)


def test_what_was_tried_out_is_shared_with_the_rest(
    staff: FlaskClient, client: FlaskClient
) -> None:
    page = client.get(shared(staff, wished="_dmarc TXT v=DMARC1; p=none")).text

    assert "Wat als: dit helpt" in page
    assert "_dmarc.bakkerij.example TXT v=DMARC1; p=none" in page


def test_what_we_did_not_show_is_not_shared(staff: FlaskClient, store: Store) -> None:
    answer = send(
        staff,
        "/console/bench/share",
        see="/console/bench",
        kept="WyJ4Il0.forged",
        days="7",
    )

    assert answer.status_code == 400
    assert store.links.links(datetime.now(UTC)) == ()


def test_a_revoked_link_opens_nothing(
    staff: FlaskClient, client: FlaskClient, store: Store
) -> None:
    place = shared(staff)
    (link,) = store.links.links(datetime.now(UTC))
    send(
        staff,
        "/console/administration/links",
        see="/console/administration",
        link=link.id,
    )

    assert client.get(place).status_code == 404


def test_a_link_that_was_guessed_looks_like_one_that_is_gone(
    client: FlaskClient,
) -> None:
    assert client.get("/shared/geraden").status_code == 404


def shared_for(staff: FlaskClient, conversation: str, kept_answer: str) -> str:
    page = send(
        staff,
        "/console/bench/share",
        see="/console/bench",
        kept=kept_answer,
        days="7",
        conversation=conversation,
    )
    found = re.search(r"http://localhost(/shared/[\w-]+)", page.text)
    assert found is not None, page.status
    return found[1]


def test_the_bench_that_was_opened_from_a_conversation_shares_for_it(
    staff: FlaskClient, waiting_talk: str
) -> None:
    page = send(
        staff,
        "/console/bench",
        text="bakkerij.example mailchimp",
        wished="",
        conversation=waiting_talk,
    ).text
    form = page[page.index('action="/console/bench/share"') :]
    form = form[: form.index("</form>")]

    assert f'name="conversation" value="{waiting_talk}"' in form


def test_a_shared_answer_goes_with_its_conversation(
    staff: FlaskClient, client: FlaskClient, store: Store, waiting_talk: str
) -> None:
    place = shared_for(staff, waiting_talk, kept(staff, "bakkerij.example mailchimp"))
    assert client.get(place).status_code == 200

    store.forget(waiting_talk)

    assert client.get(place).status_code == 404


def test_what_was_shared_goes_with_the_conversation_it_is_attached_to(
    staff: FlaskClient, client: FlaskClient, store: Store, waiting_talk: str
) -> None:
    answer = kept(staff, "bakkerij.example mailchimp")
    place = shared_for(staff, "", answer)
    send(
        staff,
        "/console/bench/attach",
        see="/console/bench",
        kept=answer,
        conversation=waiting_talk,
    )

    store.forget(waiting_talk)

    assert client.get(place).status_code == 404


def test_nothing_is_shared_for_a_conversation_that_is_gone(
    staff: FlaskClient, store: Store
) -> None:
    answer = send(
        staff,
        "/console/bench/share",
        see="/console/bench",
        kept=kept(staff, "bakkerij.example mailchimp"),
        days="7",
        conversation="gone",
    )

    assert answer.status_code == 400
    assert store.links.links(datetime.now(UTC)) == ()
