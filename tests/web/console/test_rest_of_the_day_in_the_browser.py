"""Every other task of the console with the keyboard alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from assistant.desk import Desk
from assistant.store.case import Owner
from assistant.store.request import RequestState
from assistant.store.turns import Store
from tests.browser import Browser
from tests.consoling import SignedIn
from tests.entering import Colleague
from tests.keyboard import choose, chord, open_up, press, send, tab_to, type_in
from tests.morning import Morning, begun, come_back, told

pytestmark = [pytest.mark.enable_socket, pytest.mark.soak]

WIDE = {"width": 1440, "height": 900}


@pytest.fixture
def morning(app: Flask, store: Store, demo_desk: Desk) -> Iterator[Morning]:
    with begun(app, store, demo_desk) as laid:
        yield laid


def test_lists_and_searches(
    morning: Morning, browser: Browser, signed_in: SignedIn
) -> None:
    def done(page: Page) -> list[str]:
        come_back(page, morning.base, signed_in)
        press(page, ".views a[href*='service=mailchimp']")
        open_up(page, ".keep-view summary")
        type_in(page, "#view-name", "Mailchimp")
        send(page)
        told(page, "De lijst staat bij uw eigen lijsten.")
        press(page, ".own-views .gone")
        told(page, "De lijst is weg.")
        chord(page, "Slash")
        page.keyboard.type("installateur")
        send(page)
        return page.locator("[data-line] strong").all_inner_texts()

    found = browser.visit(done, viewport=WIDE, locale="nl-NL")

    assert found == ["installateur.example"]


def test_what_is_done_in_a_conversation(
    morning: Morning,
    browser: Browser,
    signed_in: SignedIn,
    store: Store,
    bob: Colleague,
) -> None:
    def done(page: Page) -> None:
        come_back(page, morning.base, signed_in)
        chord(page, "KeyJ")
        send(page)
        chord(page, "KeyT", leaves=True)
        chord(page, "KeyR")
        page.keyboard.type("Dit ging te snel.")
        with page.expect_navigation():
            page.keyboard.press("Control+Enter")
        told(page, "Verstuurd.")
        chord(page, "KeyU", leaves=True)
        expect(page.locator("[data-reply]")).to_have_value("Dit ging te snel.")
        choose(page, "#assignee", "bob")
        press(page, "[action*='/label'] button")
        open_up(page, ".console .evidence summary, .case details summary")
        chord(page, "KeyX")
        choose(page, "#outcome", "Een ander")
        press(page, ".closing [value=close]")
        chord(page, "KeyT", leaves=True)
        told(page, "Het gesprek is weer open")

    browser.visit(done, viewport=WIDE, locale="nl-NL")

    case = store.cases.case(morning.refused)
    assert case is not None
    assert (case.owner, case.assignee) == (Owner.STAFF, bob.id)


def test_the_bench_with_a_wish_and_a_link_that_is_revoked(
    morning: Morning, browser: Browser, signed_in: SignedIn, store: Store
) -> None:
    def done(page: Page) -> int:
        come_back(page, morning.base, signed_in)
        chord(page, "KeyM", leaves=True)
        chord(page, "KeyR")
        page.keyboard.type("bakkerij.example mailchimp")
        open_up(page, ".put details summary")
        tab_to(page, "#wished")
        page.keyboard.type("_dmarc TXT v=DMARC1; p=none")
        press(page, ".put .primary")
        page.locator(".simulated").wait_for()
        choose(page, "#days", "7")
        press(page, "[action$='/share'] button")
        address = page.locator("[data-value]").inner_text()
        press(page, ".presses a[href$='/administration']")
        before = page.request.get(address).status
        press(page, "[action$='/administration/links'] button")
        told(page, "De link opent niets meer.")
        assert page.request.get(address).status == 404
        return before

    assert browser.visit(done, viewport=WIDE, locale="nl-NL") == 200
    assert store.links.links(datetime.now(UTC)) == ()


def test_a_change_is_refused_and_a_guide_improved(
    morning: Morning, browser: Browser, signed_in: SignedIn, store: Store
) -> None:
    def done(page: Page) -> str:
        come_back(page, morning.base, signed_in)
        press(page, ".bar nav a[href$='/changes']")
        chord(page, "KeyJ")
        send(page)
        open_up(page, "#decide summary")
        type_in(page, "#refuse-reason", "Niet de eigenaar")
        press(page, "[value=refuse]")
        told(page, "geweigerd")
        press(page, "main a[href$='/console/changes']")
        press(page, ".decided .line a")
        assert "geweigerd" in page.locator("h1").inner_text()
        press(page, ".bar nav a[href$='/learning']", back=True)
        type_in(page, ".lesson input[name=text]", "factuurduif")
        with page.expect_download() as download:
            tab_to(page, ".lesson [value=alias]")
            page.keyboard.press("Enter")
        return download.value.suggested_filename

    name = browser.visit(done, viewport=WIDE, locale="nl-NL")

    request = store.requests.request(morning.request)
    assert name.endswith(".yaml")
    assert request is not None
    assert request.state is RequestState.REFUSED


def test_numbers_health_and_the_log(
    morning: Morning, browser: Browser, signed_in: SignedIn
) -> None:
    def done(page: Page) -> str:
        come_back(page, morning.base, signed_in)
        press(page, ".bar nav a[href$='/figures']")
        with page.expect_download() as download:
            tab_to(page, "a[href*='/figures/'][href$='.csv']")
            page.keyboard.press("Enter")
        assert download.value.suggested_filename.endswith(".csv")
        press(page, ".bar nav a[href$='/administration']", back=True)
        press(page, "[action$='/administration/dns'] button")
        page.locator(".flash, .notice").wait_for()
        press(page, "main a[href$='/log']")
        return page.locator("h1").inner_text()

    assert re.match("Logboek", browser.visit(done, viewport=WIDE, locale="nl-NL"))
