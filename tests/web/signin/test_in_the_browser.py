"""Everything at the door with the keyboard alone, in a real browser."""

from __future__ import annotations

import re
import time
from datetime import UTC, datetime
from urllib.parse import urlsplit

import pyotp
import pytest
from axe_playwright_python.sync_playwright import (  # type: ignore[import-untyped] # axe has none
    Axe,
)
from flask import Flask
from playwright.sync_api import Page

from assistant.web.signin import starting
from tests.browser import Browser, served
from tests.entering import PASSWORD, STEP_S, Colleague
from tests.keyboard import press, send, type_in

pytestmark = pytest.mark.enable_socket


def judged(page: Page) -> None:
    """Nothing that shuts somebody out, and nothing wider than the window."""
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    for width in (1280, 360):
        page.set_viewport_size({"width": width, "height": 800})
        wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert wide <= 0, (width, page.url)


def titled(page: Page, text: str) -> None:
    assert page.inner_text("h1") == text
    judged(page)


@pytest.fixture
def invitation(app: Flask) -> str:
    with app.test_request_context():
        added = app.extensions["signin"].staff.add(
            address="carla@desk.example",
            name="Carla Jansen",
            role=None,
            now=datetime.now(UTC),
        )
        return urlsplit(starting.link(added.id)).path


LIGHT = pytest.param("light", marks=pytest.mark.soak)
DARK = pytest.param("dark", marks=pytest.mark.soak)


@pytest.mark.parametrize("scheme", [LIGHT, DARK])  # every morning begins like it
def test_a_colleague_comes_in_for_the_first_and_the_second_time(
    app: Flask, browser: Browser, invitation: str, scheme: str
) -> None:
    def live(page: Page) -> None:
        page.goto(at + invitation)
        titled(page, "Welkom, Carla Jansen")
        type_in(page, "#password", PASSWORD)
        send(page)

        titled(page, "Koppel uw telefoon")
        shown = page.inner_text("#key").replace("-", "")
        telephone = pyotp.TOTP(re.sub(r"\s", "", shown))
        type_in(page, "#code", "000000")
        send(page)
        judged(page)
        type_in(page, "#code", telephone.now())
        send(page)

        titled(page, "Bewaar uw herstelcodes")
        kept = page.locator(".codes code").all_inner_texts()
        press(page, ".primary")
        page.goto(f"{at}/console/account")
        titled(page, "Uw account")
        press(page, ".top-in form button")

        titled(page, "Inloggen")
        assert "U bent uitgelogd" in page.inner_text(".told")
        show_password(page)
        titled(page, "De code van uw telefoon")
        type_in(page, "#code", telephone.at(int(time.time()) + STEP_S))
        send(page)
        page.goto(f"{at}/console/desk")
        assert page.inner_text("body") == "hello carla@desk.example"
        page.goto(f"{at}/console/account")
        press(page, ".top-in form button")

        show_password(page)
        press(page, ".small a")
        titled(page, "Inloggen met een herstelcode")
        type_in(page, "#code", kept[0])
        send(page)
        titled(page, "Uw account")
        assert "U hebt nog 9 herstelcodes" in page.inner_text(".told")

    def show_password(page: Page) -> None:
        page.goto(f"{at}/console/sign-in")
        type_in(page, "#address", "carla@desk.example")
        type_in(page, "#password", PASSWORD)
        send(page)

    with served(app) as at:
        browser.visit(
            live,
            locale="nl-NL",
            color_scheme=scheme,
            viewport={"width": 360, "height": 800},
        )


@pytest.mark.parametrize("scheme", ["dark", LIGHT])
def test_an_administrator_looks_after_colleagues(
    app: Flask, browser: Browser, anna: Colleague, bob: Colleague, scheme: str
) -> None:
    def live(page: Page) -> None:
        page.goto(f"{at}/console/staff")
        titled(page, "Sign in")
        type_in(page, "#address", anna.address)
        type_in(page, "#password", "wrong password")
        send(page)
        judged(page)
        type_in(page, "#password", PASSWORD)
        send(page)
        type_in(page, "#code", anna.code())
        send(page)

        titled(page, "Staff")
        type_in(page, "#address", "dirk@desk.example")
        send(page)
        titled(page, "A link for dirk")
        assert "/console/welcome/" in page.input_value("#link")
        press(page, "main .button")
        press(page, f"form[action$='{bob.id}'] button[value=off]")
        assert "bob can no longer sign in" in page.inner_text(".told")
        judged(page)

        press(page, ".rooms a[href$='/log']")
        titled(page, "Log")
        assert "colleague invited" in page.inner_text("tbody")
        page.goto(f"{at}/console/welcome/nothing")
        titled(page, "This link no longer works")

    with served(app) as at:
        browser.visit(
            live,
            locale="en-GB",
            color_scheme=scheme,
            viewport={"width": 360, "height": 800},
        )


@pytest.mark.soak
def test_the_sign_in_page_can_be_read_in_the_dark(app: Flask, browser: Browser) -> None:
    def look(page: Page) -> None:
        page.goto(f"{at}/console/sign-in")
        titled(page, "Inloggen")
        press(page, ".languages a[lang=en]")
        titled(page, "Sign in")

    with served(app) as at:
        browser.visit(look, locale="nl-NL", color_scheme="dark")
