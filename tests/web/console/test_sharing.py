from __future__ import annotations

import re
from datetime import UTC, datetime

from flask.testing import FlaskClient

from assistant.store.turns import Store
from tests.consoling import HEADER, kept
from tests.entering import send


def shared(staff: FlaskClient, text: str = "bakkerij.example mailchimp") -> str:
    page = send(
        staff,
        "/console/bench/share",
        see="/console/bench",
        kept=kept(staff, text),
        days="7",
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
