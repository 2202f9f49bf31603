"""A support engineer's morning, played in Chromium with the keyboard alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from axe_playwright_python.sync_playwright import (  # type: ignore[import-untyped] # ships no types
    Axe,
)
from flask import Flask
from playwright.sync_api import Page, expect

from assistant.desk import Desk
from assistant.store.case import Owner, Writer
from assistant.store.request import RequestState
from assistant.store.turns import Store
from assistant.web.signin.sessions import NAME
from tests.browser import Browser, served
from tests.consoling import HEADER, SignedIn, requested, waiting
from tests.entering import PASSWORD, Colleague

pytestmark = pytest.mark.enable_socket

WIDE = {"width": 1440, "height": 900}
PHONE = {"width": 360, "height": 780}


@dataclass(frozen=True, slots=True)
class Morning:
    """What lies ready at nine o'clock."""

    base: str
    refused: str
    spam: str
    lost: str
    request: str


@pytest.fixture
def morning(app: Flask, store: Store, demo_desk: Desk) -> Iterator[Morning]:
    refused = waiting(
        store,
        demo_desk,
        "facturen uit WeFact worden geweigerd, installateur.example",
        minutes=12,
    )
    spam = waiting(
        store,
        demo_desk,
        "Mijn nieuwsbrieven van Mailchimp komen in de spam, bakkerij.example",
        minutes=25,
    )
    lost = waiting(store, demo_desk, "de boekhouder zegt dat het aan jullie ligt")
    request = requested(store, spam).id
    with served(app) as base:
        yield Morning(base, refused, spam, lost, request)


def sign_in(page: Page, base: str, who: Colleague) -> None:
    page.goto(f"{base}/console/")
    page.locator("[name=address]").focus()
    page.keyboard.type(who.address)
    page.keyboard.press("Tab")
    page.locator("[name=password]").focus()
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.locator("[name=code]").wait_for()
    page.locator("[name=code]").focus()
    page.keyboard.type(who.code(later=1))
    page.keyboard.press("Enter")
    page.locator(".queue").wait_for()


def come_back(page: Page, base: str, signed_in: SignedIn) -> None:
    """Open the console in a browser that is signed in already."""
    value = signed_in.cookies[0]
    page.context.add_cookies([{"name": NAME, "value": value, "url": base}])
    page.goto(f"{base}/console/")
    page.locator(".queue").wait_for()


def chord(page: Page, key: str) -> None:
    page.wait_for_load_state("load")  # the page's script is there from then on
    page.keyboard.press(f"Alt+Shift+{key}")


def told(page: Page, text: str) -> None:
    """Wait until the page says so."""
    page.locator(".flash, .notice").filter(has_text=text).wait_for()


def press(page: Page, name: str) -> None:
    """Press a button as a keyboard does."""
    button = page.get_by_role("button", name=name, exact=True)
    button.focus()
    page.keyboard.press("Enter")


def test_the_morning_of_a_support_engineer(
    morning: Morning, browser: Browser, store: Store, anna: Colleague
) -> None:
    def played(page: Page) -> str:
        sign_in(page, morning.base, anna)
        take_the_first(page)
        answer_from_canned(page)
        note_and_give_back(page)
        decide_the_request(page, morning)
        return take_the_phone(page)

    verdict = browser.visit(played, viewport=WIDE, locale="nl-NL")

    thread = store.messages.thread(morning.refused, datetime.now(UTC), staff=True)
    wrote = [one.message.writer for one in thread if one.message]
    case = store.cases.case(morning.refused)
    done = store.requests.request(morning.request)
    assert wrote == [Writer.STAFF, Writer.NOTE]
    assert case is not None
    assert case.owner is Owner.BOT
    assert done is not None
    assert done.state is RequestState.DONE
    assert "gecontroleerd" in verdict


def take_the_first(page: Page) -> None:
    chord(page, "KeyJ")
    page.keyboard.press("Enter")
    page.locator(".talk").wait_for()
    chord(page, "KeyT")
    told(page, "U hebt dit gesprek.")


def answer_from_canned(page: Page) -> None:
    page.locator("#canned-find").evaluate("e => e.closest('details').open = true")
    page.locator("#canned-find").focus()
    page.keyboard.type("header")
    expect(page.locator(".canned li button").first).to_have_attribute(
        "value", "ask-header"
    )
    page.locator(".canned li button").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("[data-reply]")).to_have_value(re.compile("header"))
    chord(page, "KeyR")
    page.keyboard.press("Control+Enter")
    told(page, "Verstuurd.")


def note_and_give_back(page: Page) -> None:
    chord(page, "KeyR")
    page.keyboard.type("oude crm kan weg")
    chord(page, "KeyN")
    told(page, "Genoteerd.")
    chord(page, "KeyT")
    told(page, "De assistent gaat verder.")


def decide_the_request(page: Page, morning: Morning) -> None:
    page.goto(f"{morning.base}/console/changes")
    chord(page, "KeyJ")
    page.keyboard.press("Enter")
    page.locator("#reason").wait_for()
    press(page, "Gedaan")
    told(page, "Vul eerst een reden in.")
    press(page, "Ik heb teruggebeld en het klopt")
    told(page, "Bevestigd.")
    press(page, "Gedaan")
    told(page, "Genoteerd als gedaan.")


def take_the_phone(page: Page) -> str:
    chord(page, "KeyM")
    page.locator(".put").wait_for()
    chord(page, "KeyR")
    page.keyboard.insert_text(HEADER)
    press(page, "Meet")
    page.locator(".timeline").wait_for()
    return page.locator(".case h2").first.inner_text()


PAGES = (
    "/console/",
    "/console/c/{spam}",
    "/console/changes/{request}",
    "/console/learning",
    "/console/figures",
    "/console/administration",
)
MORE = (
    "/console/?q=bakkerij",
    "/console/c/{lost}",
    "/console/changes",
    "/console/bench",
)


@pytest.mark.parametrize(
    ("window", "places"),
    [
        (WIDE, PAGES),
        pytest.param(PHONE, (*PAGES, *MORE), marks=pytest.mark.soak),
        pytest.param(WIDE, MORE, marks=pytest.mark.soak),
    ],
    ids=["wide", "phone", "rest"],
)
def test_every_page_can_be_used_by_everybody(
    morning: Morning,
    browser: Browser,
    signed_in: SignedIn,
    window: dict[str, int],
    places: tuple[str, ...],
) -> None:
    def looked(page: Page) -> list[str]:
        come_back(page, morning.base, signed_in)
        found = []
        for place in places:
            page.goto(morning.base + place.format_map(_facts(morning)))
            found += [f"{place}: {one}" for one in violations(page)]
        page.goto(f"{morning.base}/console/bench")
        page.fill("#text", HEADER)
        page.click(".put .primary")
        page.locator(".timeline").wait_for()
        page.locator("details").evaluate_all("all => all.forEach(e => e.open = true)")
        found += [f"bench: {one}" for one in violations(page)]
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= window["width"]
        return found

    assert browser.visit(looked, viewport=window, locale="nl-NL") == []


def _facts(morning: Morning) -> dict[str, str]:
    return {"spam": morning.spam, "lost": morning.lost, "request": morning.request}


def violations(page: Page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [
        f"{one['id']}: {node['html'][:160]}" for one in found for node in one["nodes"]
    ]


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
        page.locator("#single-keys").check()
        page.locator("#keys .button").click()
        page.keyboard.press("m")
        page.locator(".put").wait_for()
        return before, page.url

    before, after = browser.visit(pressed, viewport=WIDE, locale="nl-NL")

    assert before.endswith("/console/")
    assert after.endswith("/console/bench")
