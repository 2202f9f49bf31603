from __future__ import annotations

import re
from datetime import UTC, datetime
from urllib.parse import urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient

from assistant.store.staff import Role
from assistant.store.staff_log import Deed
from assistant.web.signin import door
from tests.entering import Colleague, come_in, send, show_password


@pytest.mark.parametrize("path", ["/console/vault", "/console/staff", "/console/log"])
def test_what_is_for_administrators_is_not_for_agents(
    client: FlaskClient, bob: Colleague, path: str
) -> None:
    come_in(client, bob)

    assert client.get(path).status_code == 403


def test_an_agent_cannot_make_himself_administrator(
    app: Flask, client: FlaskClient, bob: Colleague
) -> None:
    come_in(client, bob)

    page = send(
        client,
        f"/console/staff/{bob.id}",
        see="/console/account",
        do="role",
        role="admin",
    )

    assert page.status_code == 403
    assert app.extensions["signin"].staff.find(id=bob.id).member.role is Role.AGENT


def test_an_administrator_invites_a_colleague(
    client: FlaskClient, anna: Colleague
) -> None:
    come_in(client, anna)

    page = send(
        client, "/console/staff", address="Dirk@Desk.Example", name="Dirk", role="agent"
    )

    link = re.search(r"http://localhost(/console/welcome/[^<]+)", page.text)
    assert link is not None
    assert "Welkom, Dirk" in client.get(urlsplit(link[0]).path).text


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("bob@desk.example", "al een account"),
        ("bob", "geen e-mailadres"),
        ("x@desk.example\0", "geen e-mailadres"),
    ],
)
def test_an_invitation_that_cannot_be_is_explained(
    client: FlaskClient, anna: Colleague, address: str, told: str
) -> None:
    come_in(client, anna)

    page = send(client, "/console/staff", address=address, name="", role="agent")

    assert (page.status_code, told in page.text) == (400, True)


def test_a_colleague_is_put_off_and_called_back(
    app: Flask, client: FlaskClient, anna: Colleague, bob: Colleague
) -> None:
    his = app.test_client()
    come_in(his, bob)
    come_in(client, anna)

    send(client, f"/console/staff/{bob.id}", see="/console/staff", do="off")
    assert his.get("/console/desk").status_code == 302
    assert show_password(his, bob.address).status_code == 400

    page = send(client, f"/console/staff/{bob.id}", see="/console/staff", do="reset")
    assert "/console/welcome/" in page.text


def test_another_role_holds_at_once(
    app: Flask, client: FlaskClient, anna: Colleague, bob: Colleague
) -> None:
    his = app.test_client()
    come_in(his, bob)
    come_in(client, anna)

    send(
        client,
        f"/console/staff/{bob.id}",
        see="/console/staff",
        do="role",
        role="admin",
    )

    assert his.get("/console/vault").status_code == 200


def test_nobody_changes_his_own_role(client: FlaskClient, anna: Colleague) -> None:
    come_in(client, anna)

    page = send(client, f"/console/staff/{anna.id}", see="/console/staff", do="off")

    assert page.status_code == 400
    assert client.get("/console/vault").status_code == 200


def test_the_log_tells_who_saw_what(
    client: FlaskClient, anna: Colleague, bob: Colleague
) -> None:
    come_in(client, anna)
    client.get("/console/vault")

    page = client.get("/console/log").text
    signs = client.get("/console/log?show=sign-ins").text
    his = client.get(f"/console/log?who={bob.id}").text

    assert "the vault" in page
    assert "the vault" not in signs
    assert "ingelogd" in signs
    assert "Er is nog niets" in his


def test_the_log_is_read_page_by_page(
    app: Flask, client: FlaskClient, anna: Colleague
) -> None:
    come_in(client, anna)
    with app.test_request_context():
        for number in range(120):
            app.extensions["signin"].log.audit(
                anna.id, "read", f"conversation {number}", datetime.now(UTC)
            )

    page = client.get("/console/log").text
    older = re.search(r'href="([^"]+before=\d+)"', page)

    assert older is not None
    assert "conversation 119" in page
    assert "conversation 19<" not in page
    assert "conversation 19<" in client.get(older[1]).text


def test_the_log_leads_to_the_conversation_that_was_read(
    app: Flask, client: FlaskClient, anna: Colleague
) -> None:
    come_in(client, anna)
    log = app.extensions["signin"].log
    log.audit(anna.id, "opened", "abcdefghijkl", datetime.now(UTC))

    page = client.get("/console/log").text

    assert '<a href="/console/c/abcdefghijkl">gesprek abcdef</a>' in page
    assert "gesprek gelezen" in page


@pytest.mark.parametrize("given", ["x", "-1", "9" * 40, "%00", "1'"])
def test_a_made_up_page_of_the_log_harms_nothing(
    client: FlaskClient, anna: Colleague, given: str
) -> None:
    come_in(client, anna)

    assert client.get(f"/console/log?before={given}&who={given}").status_code == 200


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_deed_has_its_words(language: str) -> None:
    say = door.spoken()[language]

    assert [deed for deed in Deed if not say.has(f"deed_{deed}")] == []
