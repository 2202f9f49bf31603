from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from assistant.store.staff_log import Deed
from assistant.web.signin.entrance import Entrance
from assistant.web.signin.guard import inside
from tests.entering import (
    PASSWORD,
    Colleague,
    come_in,
    send,
    show_password,
)

WRONG = "horen niet bij elkaar"


def behind(app: Flask) -> Entrance:
    found = app.extensions["signin"]
    assert isinstance(found, Entrance)
    return found


def test_a_guarded_page_asks_who_you_are_first(client: FlaskClient) -> None:
    page = client.get("/console/desk?view=mine")

    assert page.status_code == 302
    assert page.location == "/console/sign-in?next=/console/desk?view%3Dmine"


def test_both_steps_lead_to_the_page_that_was_asked_for(
    client: FlaskClient, anna: Colleague
) -> None:
    send(
        client,
        "/console/sign-in",
        address=anna.address,
        password=PASSWORD,
        next="/console/desk?view=mine",
    )
    page = send(client, "/console/sign-in/code", code=anna.code())

    assert page.location == "/console/desk?view=mine"
    assert client.get(page.location).text == "hello anna@desk.example"


def test_a_password_alone_opens_nothing(client: FlaskClient, anna: Colleague) -> None:
    page = show_password(client, anna.address)

    assert page.location == "/console/sign-in/code"
    assert client.get("/console/desk").status_code == 302


def test_a_code_without_a_password_opens_nothing(
    client: FlaskClient, anna: Colleague
) -> None:
    assert client.get("/console/sign-in/code").location == "/console/sign-in"


@pytest.mark.parametrize(
    ("address", "password"),
    [
        ("anna@desk.example", "not her password"),
        ("anna@desk.example", ""),
        ("anna@desk.example", "a" * 5000),
        ("nobody@desk.example", PASSWORD),
        ("no address at all", PASSWORD),
        ("anna@desk.example\0", PASSWORD),
        ("", ""),
    ],
)
def test_whatever_is_wrong_the_words_are_the_same(
    client: FlaskClient, anna: Colleague, address: str, password: str
) -> None:
    page = show_password(client, address, password)

    assert page.status_code == 400
    assert WRONG in page.text


def test_an_account_that_is_off_is_told_the_same(
    app: Flask, client: FlaskClient, bob: Colleague
) -> None:
    behind(app).staff.put_off(bob.id)

    page = show_password(client, bob.address)

    assert (page.status_code, WRONG in page.text) == (400, True)


def test_an_address_is_known_in_capitals_too(
    client: FlaskClient, anna: Colleague
) -> None:
    page = show_password(client, " Anna@Desk.Example ")

    assert page.location == "/console/sign-in/code"


def test_a_wrong_code_opens_nothing(client: FlaskClient, anna: Colleague) -> None:
    show_password(client, anna.address)
    page = send(client, "/console/sign-in/code", code="000000")

    assert page.status_code == 400
    assert client.get("/console/desk").status_code == 302


def test_a_code_is_taken_once(app: Flask, anna: Colleague) -> None:
    first, second = app.test_client(), app.test_client()
    seen = anna.code()
    show_password(first, anna.address)
    send(first, "/console/sign-in/code", code=seen)

    show_password(second, anna.address)
    page = send(second, "/console/sign-in/code", code=seen)

    assert page.status_code == 400


def test_a_recovery_code_opens_the_door_once(app: Flask, anna: Colleague) -> None:
    first, second = app.test_client(), app.test_client()
    typed = anna.recovery_codes[3].replace("-", " ").upper()
    show_password(first, anna.address)
    page = send(first, "/console/sign-in/recovery", code=typed)
    assert first.get("/console/desk").status_code == 200
    assert "nog 9 herstelcodes" in first.get(page.location).text

    show_password(second, anna.address)
    page = send(second, "/console/sign-in/recovery", code=anna.recovery_codes[3])

    assert page.status_code == 400


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example/console",
        "//evil.example/console",
        "/\\evil.example/console",
        "/chat",
        "/consoles",
        "javascript:alert(1)",
        "/console/\n/evil",
        "/console/" + "a" * 2000,
    ],
)
def test_a_sign_in_leads_nowhere_else(elsewhere: str) -> None:
    assert inside(elsewhere) == ""


def test_without_a_page_to_go_to_it_leads_home(
    client: FlaskClient, anna: Colleague
) -> None:
    page = come_in(client, anna)

    assert client.get(page.location).status_code == 200


def test_a_form_that_was_open_too_long_is_kept_but_for_the_password(
    client: FlaskClient, anna: Colleague
) -> None:
    page = client.post(
        "/console/sign-in", data={"address": anna.address, "password": PASSWORD}
    )

    assert page.status_code == 400
    assert "te lang open" in page.text
    assert anna.address in page.text
    assert PASSWORD not in page.text


def test_who_is_in_is_not_asked_again(client: FlaskClient, anna: Colleague) -> None:
    come_in(client, anna)

    page = client.get("/console/sign-in?next=/console/desk")

    assert page.location == "/console/desk"


def test_the_trail_tells_who_came_in_and_who_did_not(
    app: Flask, client: FlaskClient, anna: Colleague
) -> None:
    show_password(client, "nobody@desk.example")
    show_password(client, anna.address, "wrong")
    come_in(client, anna)

    lines = behind(app).log.latest()

    assert [(line.deed, line.name, line.network) for line in lines] == [
        (Deed.SIGNED_IN, "anna", "198.51.100.7"),
        (Deed.WRONG_PASSWORD, "anna", "198.51.100.7"),
        (Deed.WRONG_PASSWORD, None, "198.51.100.7"),
    ]


def test_what_was_typed_in_vain_is_not_kept(
    app: Flask, client: FlaskClient, anna: Colleague
) -> None:
    show_password(client, "my secret@password.example")

    assert [line.about for line in behind(app).log.latest()] == [""]


def test_the_pages_speak_english_too(client: FlaskClient) -> None:
    page = client.get("/console/sign-in?lang=en")

    assert "<h1>Sign in</h1>" in page.text
    assert "<h1>Sign in</h1>" in client.get("/console/sign-in").text
