from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient
from joserfc.jwk import OctKey, RSAKey

from assistant.errors import SettingsError
from assistant.settings import Settings
from assistant.web.signin import door
from assistant.web.signin.entrance import Entrance
from tests.entering import Colleague, send
from tests.vouching import CLIENT, SECRET, Vouching

pytestmark = pytest.mark.enable_socket

START = "/console/sign-in/provider"
FAILED, UNKNOWN = "lukte niet", "nog geen account"


def test_a_colleague_comes_in_by_way_of_the_provider_and_his_code(
    client: FlaskClient, provider: Vouching, anna: Colleague
) -> None:
    away = client.get(f"{START}?next=/console/desk")
    page = client.get(provider.agree(away.location))
    assert page.location == "/console/sign-in/code"
    assert client.get("/console/desk").status_code == 302

    page = send(client, "/console/sign-in/code", code=anna.code())

    assert page.location == "/console/desk"
    assert client.get("/console/desk").text == "hello anna@desk.example"


def test_a_second_proof_at_the_provider_is_enough(
    client: FlaskClient, provider: Vouching
) -> None:
    provider.claims["amr"] = ["pwd", "mfa"]

    page = client.get(provider.agree(client.get(START).location))

    assert page.location == "/console/"
    assert client.get("/console/desk").text == "hello anna@desk.example"


def test_who_has_nothing_but_the_provider_is_asked_for_nothing_else(
    app: Flask, client: FlaskClient, provider: Vouching
) -> None:
    app.extensions["signin"].staff.add(
        address="carla@desk.example", name="", role=None, now=datetime.now(UTC)
    )
    provider.claims.update(sub="carla", email="carla@desk.example", amr=["mfa"])
    client.get(provider.agree(client.get(START).location))

    page = client.get("/console/account").text

    assert "Waar u bent ingelogd" in page
    assert 'name="current"' not in page


def test_the_sign_in_page_offers_it(client: FlaskClient, provider: Vouching) -> None:
    page = client.get("/console/sign-in").text

    assert "Inloggen met 127.0.0.1" in page
    assert f'href="{START}"' in page


def test_without_a_provider_there_is_no_way_to_it(client: FlaskClient) -> None:
    assert "Inloggen met" not in client.get("/console/sign-in").text
    assert client.get(START).status_code == 404


def test_an_invited_colleague_needs_no_password(
    app: Flask, client: FlaskClient, provider: Vouching
) -> None:
    app.extensions["signin"].staff.add(
        address="carla@desk.example", name="", role=None, now=datetime.now(UTC)
    )
    provider.claims.update(sub="carla", email="Carla@Desk.Example")

    page = client.get(provider.agree(client.get(START).location))

    assert page.location == "/console/authenticator"


def test_once_known_the_providers_own_name_counts_and_not_the_address(
    app: Flask, provider: Vouching
) -> None:
    provider.claims["amr"] = ["mfa"]
    first, second, third = (app.test_client() for _ in range(3))
    first.get(provider.agree(first.get(START).location))

    provider.claims["email"] = "renamed@desk.example"
    second.get(provider.agree(second.get(START).location))
    provider.claims.update(sub="somebody-else", email="anna@desk.example")
    page = third.get(provider.agree(third.get(START).location))

    assert second.get("/console/desk").text == "hello anna@desk.example"
    assert UNKNOWN in page.text


@pytest.mark.parametrize(
    "claims",
    [
        {"email": "stranger@desk.example"},
        {"email_verified": False},
        {"email_verified": "true"},
        {"email": None},
    ],
)
def test_who_is_not_known_for_certain_does_not_come_in(
    client: FlaskClient, provider: Vouching, claims: dict[str, object]
) -> None:
    provider.claims.update(claims)

    page = client.get(provider.agree(client.get(START).location))

    assert (page.status_code, UNKNOWN in page.text) == (400, True)


def test_a_colleague_who_is_off_does_not_come_in(
    app: Flask, client: FlaskClient, provider: Vouching, bob: Colleague
) -> None:
    app.extensions["signin"].staff.put_off(bob.id)
    provider.claims.update(sub="bob", email=bob.address, amr=["mfa"])

    page = client.get(provider.agree(client.get(START).location))

    assert UNKNOWN in page.text


@pytest.mark.parametrize(
    "claims",
    [
        {"iss": "https://evil.example"},
        {"aud": "another-client"},
        {"aud": [CLIENT, "another"], "azp": "another"},
        {"nonce": "of another sign-in"},
        {"nonce": None},
        {"exp": 1_000_000_000},
        {"iat": "then"},
        {"sub": None},
    ],
)
def test_a_token_that_does_not_hold_opens_nothing(
    client: FlaskClient, provider: Vouching, claims: dict[str, object]
) -> None:
    provider.claims.update(claims)

    page = client.get(provider.agree(client.get(START).location))

    assert (page.status_code, FAILED in page.text) == (400, True)


def test_a_token_of_another_signer_opens_nothing(
    client: FlaskClient, provider: Vouching
) -> None:
    provider.signs_with = RSAKey.generate_key(2048, {"kid": "1"})

    page = client.get(provider.agree(client.get(START).location))

    assert FAILED in page.text


def test_a_token_signed_with_our_own_secret_opens_nothing(
    client: FlaskClient, provider: Vouching
) -> None:
    provider.discovered["id_token_signing_alg_values_supported"] = ["RS256", "HS256"]
    provider.header = {"alg": "HS256", "kid": "1"}
    provider.signs_with = OctKey.import_key(SECRET)

    page = client.get(provider.agree(client.get(START).location))

    assert FAILED in page.text


def test_an_answer_that_this_browser_did_not_ask_for_is_refused(
    app: Flask, client: FlaskClient, provider: Vouching
) -> None:
    theirs = provider.agree(app.test_client().get(START).location)
    client.get(START)

    page = client.get(theirs)

    assert (page.status_code, FAILED in page.text) == (400, True)


def test_an_answer_counts_once(client: FlaskClient, provider: Vouching) -> None:
    back = provider.agree(client.get(START).location)
    client.get(back)

    assert FAILED in client.get(back).text


@pytest.mark.parametrize(
    "discovered",
    [
        {"issuer": "https://evil.example"},
        {"token_endpoint": "http://evil.example/token"},
        {"authorization_endpoint": None},
    ],
)
def test_a_provider_that_calls_itself_otherwise_is_not_asked(
    client: FlaskClient, provider: Vouching, discovered: dict[str, object]
) -> None:
    provider.discovered.update(discovered)

    assert FAILED in client.get(START).text


def test_a_provider_that_is_away_leaves_the_password(
    app: Flask, client: FlaskClient, provider: Vouching, anna: Colleague
) -> None:
    here: Entrance = app.extensions["signin"]
    gone = replace(
        here.settings,
        oidc_issuer="http://127.0.0.1:9",
        oidc_client_id=CLIENT,
        oidc_client_secret=SECRET,
    )
    app.extensions["signin"] = replace(here, provider=door.provider_of(gone))

    page = client.get(START)

    assert (page.status_code, FAILED in page.text) == (400, True)
    assert 'id="password"' in page.text


def test_a_provider_is_told_whole_or_not_at_all() -> None:
    with pytest.raises(SettingsError, match="OIDC_CLIENT_ID and OIDC_CLIENT_SECRET"):
        Settings.from_environment({"BEZORGD_OIDC_ISSUER": "https://login.example"})
    with pytest.raises(SettingsError, match="https://HOST"):
        Settings.from_environment(
            {
                "BEZORGD_OIDC_ISSUER": "http://login.example",
                "BEZORGD_OIDC_CLIENT_ID": "x",
                "BEZORGD_OIDC_CLIENT_SECRET": "a secret of nobody",
            }
        )
