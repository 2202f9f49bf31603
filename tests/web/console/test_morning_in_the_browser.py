"""A support engineer's morning, played in Chromium with the keyboard alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from assistant.desk import Desk
from assistant.store.case import Owner, Writer
from assistant.store.request import RequestState
from assistant.store.turns import Store
from tests.browser import Browser
from tests.consoling import HEADER, SignedIn, waiting
from tests.entering import PASSWORD, Colleague
from tests.keyboard import chord, press, send, tab_to, type_in
from tests.morning import Morning, begun, come_back, told

pytestmark = pytest.mark.enable_socket

WIDE = {"width": 1440, "height": 900}


@pytest.fixture
def morning(app: Flask, store: Store, demo_desk: Desk) -> Iterator[Morning]:
    with begun(app, store, demo_desk) as laid:
        yield laid


def sign_in(page: Page, base: str, who: Colleague) -> None:
    page.goto(f"{base}/console/")
    type_in(page, "[name=address]", who.address)
    type_in(page, "[name=password]", PASSWORD)
    send(page)
    type_in(page, "[name=code]", who.code(later=1))
    send(page)
    page.locator(".queue").wait_for()


def test_the_morning_of_a_support_engineer(
    morning: Morning, browser: Browser, store: Store, anna: Colleague
) -> None:
    def played(page: Page) -> str:
        sign_in(page, morning.base, anna)
        take_the_first(page, "installateur.example")
        answer_from_canned(page)
        note_and_give_back(page)
        take_the_first(page, "bakkerij.example")
        answer_from_the_case(page)
        take_the_first(page, "onbekend domein")
        close_the_last(page)
        decide_the_request(page)
        return take_the_phone(page)

    verdict = browser.visit(played, viewport=WIDE, locale="nl-NL")

    cases = [store.cases.case(one) for one in (morning.refused, morning.spam)]
    lost = store.cases.case(morning.lost)
    done = store.requests.request(morning.request)
    assert wrote(store, morning.refused) == [Writer.STAFF, Writer.NOTE]
    assert wrote(store, morning.spam) == [Writer.STAFF, Writer.NOTE]
    assert [one.owner for one in cases if one] == [Owner.BOT, Owner.STAFF]
    assert lost is not None
    assert (lost.owner, lost.outcome, lost.tags) == (
        Owner.CLOSED,
        "solved",
        ("boekhouder",),
    )
    assert done is not None
    assert done.state is RequestState.DONE
    assert "gecontroleerd" in verdict


def wrote(store: Store, conversation: str) -> list[Writer]:
    """Who wrote in a conversation beside customer and assistant."""
    thread = store.messages.thread(conversation, datetime.now(UTC), staff=True)
    return [one.message.writer for one in thread if one.message]


def take_the_first(page: Page, title: str) -> None:
    """Open the one on top of the queue, and take it over."""
    chord(page, "KeyW", leaves=True)
    chord(page, "KeyJ")
    send(page)
    expect(page.locator("h1")).to_contain_text(title)
    chord(page, "KeyT", leaves=True)
    told(page, "U hebt dit gesprek.")


def answer_from_canned(page: Page) -> None:
    chord(page, "KeyS")
    page.keyboard.type("header")
    expect(page.locator(".canned li button").first).to_have_attribute(
        "value", "ask-header"
    )
    press(page, ".canned li:first-child button")
    expect(page.locator("[data-reply]")).to_have_value(re.compile("header"))
    chord(page, "KeyR")
    with page.expect_navigation():
        page.keyboard.press("Control+Enter")
    told(page, "Verstuurd.")


def note_and_give_back(page: Page) -> None:
    chord(page, "KeyN")
    page.keyboard.type("oude crm kan weg")
    with page.expect_navigation():
        page.keyboard.press("Control+Enter")
    told(page, "Genoteerd.")
    chord(page, "KeyG", leaves=True)
    told(page, "De assistent gaat verder.")


def answer_from_the_case(page: Page) -> None:
    """Let the reply be composed, add a word, and send it."""
    chord(page, "KeyC", leaves=True)
    expect(page.locator("[data-reply]")).to_have_value(re.compile("dkim2.mcsv.net"))
    chord(page, "KeyR")
    page.keyboard.press("Control+End")
    page.keyboard.type("\nBel gerust.")
    press(page, ".reply [value=send]")
    told(page, "Verstuurd.")


def close_the_last(page: Page) -> None:
    """Give it a tag, and close it with its outcome."""
    chord(page, "KeyL")
    page.keyboard.type("boekhouder")
    send(page)
    chord(page, "KeyX")
    press(page, ".closing [value=close]")
    page.locator(".case-side").get_by_text("Afgesloten door").wait_for()


def decide_the_request(page: Page) -> None:
    press(page, ".bar nav a[href$='/console/changes']", back=True)
    chord(page, "KeyJ")
    send(page)
    press(page, "[value=done]")
    told(page, "Vul eerst een reden in.")
    press(page, "[value=confirm]")
    told(page, "Bevestigd.")
    press(page, "[value=done]")
    told(page, "Genoteerd als gedaan.")


def take_the_phone(page: Page) -> str:
    """Somebody reads a header out; what comes of it goes to his conversation."""
    chord(page, "KeyM", leaves=True)
    chord(page, "KeyR")
    page.keyboard.insert_text(HEADER)
    press(page, ".put .primary")
    page.locator(".timeline").wait_for()
    verdict = page.locator(".case h2").first.inner_text()
    press(page, ".take-along form:first-child button")
    told(page, "Toegevoegd als notitie.")
    return verdict


def test_what_comes_in_shows_by_itself(
    morning: Morning,
    browser: Browser,
    signed_in: SignedIn,
    store: Store,
    demo_desk: Desk,
) -> None:
    def watched(page: Page) -> int:
        come_back(page, morning.base, signed_in)
        before = page.locator("[data-line]").count()
        elsewhere.submit(waiting, store, demo_desk, "spam, webshop.example").result()
        page.locator("[data-line]").nth(before).wait_for()
        return page.locator("[data-line]").count() - before

    with ThreadPoolExecutor(max_workers=1) as elsewhere:
        assert browser.visit(watched, viewport=WIDE, locale="nl-NL") == 1


def test_single_keys_do_nothing_until_they_are_switched_on(
    morning: Morning, browser: Browser, signed_in: SignedIn
) -> None:
    def pressed(page: Page) -> tuple[str, str]:
        come_back(page, morning.base, signed_in)
        page.keyboard.press("m")
        before = page.url
        page.keyboard.press("Shift+?")
        tab_to(page, "#single-keys")
        page.keyboard.press("Space")
        tab_to(page, "#keys .button")
        page.keyboard.press("Enter")
        page.keyboard.press("m")
        page.locator(".put").wait_for()
        return before, page.url

    before, after = browser.visit(pressed, viewport=WIDE, locale="nl-NL")

    assert before.endswith("/console/")
    assert after.endswith("/console/bench")
