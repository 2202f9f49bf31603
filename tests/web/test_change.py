from __future__ import annotations

import re
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier

import pytest
from flask import Flask
from flask.testing import FlaskClient

from assistant.desk import Desk
from assistant.settings import Settings
from assistant.store.case import Owner
from assistant.store.request import ChangeRequest, RequestState
from assistant.store.turns import Store
from assistant.web.app import create_app
from assistant.web.customer import signed, vouched_domain
from assistant.web.offer import contact
from assistant.web.reception import COOKIE
from tests.web.conftest import OurOwnPage

SECRET = "z" * 40
FORM = {"name": "Bakker Jansen", "address": "jansen@mail.example", "consent": "yes"}
POSTMASTER = "postmaster@bakkerij.example"


@pytest.fixture
def app(settings: Settings, store: Store, demo_desk: Desk) -> Flask:
    told = replace(
        settings,
        mail_server="127.0.0.1:25",
        address="https://chat.helpdesk.example",
        customer_secret=SECRET,
    )
    app = create_app(told, desk=demo_desk, store=store)
    app.test_client_class = OurOwnPage
    return app


@pytest.fixture
def baker(app: Flask) -> FlaskClient:
    """A baker who was told which records to add, and asks us to."""
    client = app.test_client()
    client.post("/", data={"text": "mailchimp komt in de spam, bakkerij.example"})
    client.post("/", data={"text": "kunt u dit voor mij aanpassen?"})
    return client


def only(store: Store) -> ChangeRequest:
    (request,) = store.requests.open()
    return request


def link(store: Store) -> str:
    """Where the link in the mail leads, on this site."""
    (mail,) = store.mails.of(only(store).conversation)
    found = re.search(r"https://chat\.helpdesk\.example(/confirm/\S+)", mail.body)
    assert found is not None
    return found[1]


def test_the_form_shows_exactly_what_is_asked(baker: FlaskClient) -> None:
    page = baker.get("/").text

    assert "precies deze 3 regels bij bakkerij.example" in page
    assert "k2._domainkey.bakkerij.example" in page
    assert POSTMASTER in page


def test_a_request_bears_who_asks_and_the_proven_records(
    baker: FlaskClient, store: Store
) -> None:
    baker.post("/change", data={**FORM, "mailbox": POSTMASTER})

    request = only(store)
    assert (request.name, request.address) == ("Bakker Jansen", "jansen@mail.example")
    assert request.domain == "bakkerij.example"
    assert [one.name for one in request.records] == [
        "k2._domainkey.bakkerij.example",
        "k3._domainkey.bakkerij.example",
        "_dmarc.bakkerij.example",
    ]
    case = store.cases.case(request.conversation)
    assert case is not None
    assert case.owner is Owner.NOBODY


def test_the_same_form_twice_at_once_is_one_request(
    baker: FlaskClient, app: Flask, store: Store
) -> None:
    cookie = baker.get_cookie(COOKIE)
    assert cookie is not None
    together = Barrier(2)

    def press() -> None:
        other = app.test_client()
        other.set_cookie(COOKIE, cookie.value)
        together.wait()
        other.post("/change", data={**FORM, "mailbox": POSTMASTER})

    with ThreadPoolExecutor(2) as pressing:
        for done in [pressing.submit(press) for _ in range(2)]:
            done.result()

    assert len(store.requests.of(only(store).conversation)) == 1
    assert len(store.mails.of(only(store).conversation)) == 1


def test_it_is_not_confirmed_until_the_link_is_pressed(
    baker: FlaskClient, store: Store, app: Flask
) -> None:
    baker.post("/change", data={**FORM, "mailbox": POSTMASTER})
    assert "Niet bevestigd" in baker.get("/").text
    postmaster = app.test_client()

    seen = postmaster.get(link(store))
    assert only(store).state is RequestState.ASKED
    assert "k2._domainkey.bakkerij.example" in seen.text
    pressed = postmaster.post(link(store))

    assert "Bevestigd, dank u" in pressed.text
    assert only(store).confirmed_by == "mail"
    assert "is bevestigd" in baker.get("/").text


def test_the_link_goes_where_the_reader_cannot_choose(
    baker: FlaskClient, store: Store
) -> None:
    baker.post("/change", data={**FORM, "mailbox": "dief@elders.example"})

    assert store.mails.of(only(store).conversation) == ()
    assert "Een medewerker neemt contact met u op" in baker.get("/").text


def test_the_link_does_not_trust_the_host_of_who_asks(
    baker: FlaskClient, store: Store
) -> None:
    form = {**FORM, "mailbox": POSTMASTER}
    evil = {"Host": "elders.example", "Origin": "http://elders.example"}
    baker.set_cookie("bezorgd", cookie_of(baker), domain="elders.example")

    baker.post("/change", data=form, headers=evil)

    (mail,) = store.mails.of(only(store).conversation)
    assert "elders.example" not in mail.body


def cookie_of(client: FlaskClient) -> str:
    cookie = client.get_cookie("bezorgd")
    assert cookie is not None
    return cookie.value


def test_who_signed_in_at_the_customer_area_needs_no_link(
    baker: FlaskClient, store: Store
) -> None:
    expires = str(int(time.time()) + 600)
    token = f"bakkerij.example.{expires}.{signed('bakkerij.example', expires, SECRET)}"

    baker.post(f"/change?customer={token}", data=FORM)

    assert only(store).confirmed_by == "token"


def test_a_token_of_another_domain_or_time_counts_for_nothing(app: Flask) -> None:
    good = signed("bakkerij.example", "2000", SECRET)

    with app.app_context():
        assert vouched_domain(f"bakkerij.example.2000.{good}", 1000) == (
            "bakkerij.example"
        )
        assert vouched_domain(f"kapper.example.2000.{good}", 1000) == ""
        assert vouched_domain(f"bakkerij.example.2000.{good}", 2001) == ""
        assert vouched_domain(f"bakkerij.example.2001.{good}", 1000) == ""
        assert vouched_domain("bakkerij.example", 1000) == ""


@pytest.mark.parametrize(
    ("lacks", "told"),
    [
        ({"name": ""}, "Vul uw naam in"),
        ({"address": "jansen"}, "Dit lijkt geen e-mailadres"),
        ({"consent": ""}, "Zonder uw toestemming veranderen wij niets"),
    ],
)
def test_what_is_missing_is_said_and_the_rest_is_kept(
    baker: FlaskClient, store: Store, lacks: dict[str, str], told: str
) -> None:
    page = baker.post("/change", data={**FORM, **lacks}).text

    assert told in page
    assert ('value="Bakker Jansen"' in page) is ("name" not in lacks)
    assert store.requests.open() == ()


def test_who_asks_for_a_change_is_promised_a_time(
    baker: FlaskClient, store: Store
) -> None:
    baker.post("/change", data={**FORM, "mailbox": POSTMASTER})

    case = store.cases.case(only(store).conversation)
    assert case is not None
    assert case.due_at is not None
    assert case.counts_from is not None


def test_the_same_request_twice_is_one(baker: FlaskClient, store: Store) -> None:
    for _ in range(2):
        baker.post("/change", data={**FORM, "mailbox": POSTMASTER})

    assert len(store.requests.open()) == 1


def test_without_a_proven_change_there_is_nothing_to_ask(
    app: Flask, store: Store
) -> None:
    stranger = app.test_client()
    stranger.post("/", data={"text": "wat is een cname"})

    stranger.post("/change", data=FORM)

    assert store.requests.open() == ()


@pytest.mark.parametrize(
    ("soa", "mailbox"),
    [
        ("ns1.a.example hostmaster.a.example 1 2 3 4 5", "hostmaster@a.example"),
        ("ns1.a.example jan\\.de\\.boer.a.example 1 2 3", "jan.de.boer@a.example"),
        ("ns1.a.example", "@"),
    ],
)
def test_the_contact_in_the_soa_record_is_a_mailbox(soa: str, mailbox: str) -> None:
    assert contact(soa) == mailbox
