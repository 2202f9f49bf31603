"""What happens to an open page of the console: nothing is missed, nothing lost."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from secrets import token_urlsafe
from typing import TypeVar

import pytest
from flask import Flask
from playwright.sync_api import Page, Request, Route, expect

from assistant.desk import Desk
from assistant.store.turns import Store
from assistant.understanding.question import Question
from tests.browser import Browser
from tests.consoling import SignedIn
from tests.entering import Colleague
from tests.keyboard import chord
from tests.morning import Morning, begun, come_back

pytestmark = pytest.mark.enable_socket

WIDE = {"width": 1440, "height": 900}
LAPTOP = {"width": 1280, "height": 800}

Result = TypeVar("Result")


@pytest.fixture
def morning(app: Flask, store: Store, demo_desk: Desk) -> Iterator[Morning]:
    with begun(app, store, demo_desk) as laid:
        yield laid


def elsewhere(act: Callable[[], Result]) -> Result:
    """Let something happen outside the browser's own thread."""
    with ThreadPoolExecutor(max_workers=1) as hands:
        return hands.submit(act).result()


def write(store: Store, conversation: str, text: str) -> None:
    """Let the customer write; a person has the conversation."""
    now = datetime.now(UTC)
    store.ask(
        conversation=conversation,
        turn=token_urlsafe(9),
        question=Question(text=text, asked_at=now, language="nl"),
        now=now,
    )


def listening(page: Page, base: str, place: str) -> None:
    """Open a page, and wait until it hears what happens."""
    with page.expect_request("**/console/events*"):
        page.goto(base + place)


def test_a_message_is_shown_though_something_else_happens_at_once(
    morning: Morning,
    browser: Browser,
    signed_in: SignedIn,
    store: Store,
    anna: Colleague,
) -> None:
    store.cases.take(morning.spam, anna.id, datetime.now(UTC))

    def watched(page: Page) -> None:
        come_back(page, morning.base, signed_in)
        listening(page, morning.base, f"/console/c/{morning.spam}")

        def both() -> None:
            write(store, morning.spam, "Bent u daar?")
            store.cases.tag(morning.lost, ("x",), anna.id, datetime.now(UTC))

        elsewhere(both)
        expect(page.locator(".thread")).to_contain_text("Bent u daar?")

    browser.visit(watched, viewport=WIDE, locale="nl-NL")


@pytest.mark.soak
def test_what_happens_while_a_second_window_is_drawn_is_shown_in_it(
    morning: Morning,
    browser: Browser,
    signed_in: SignedIn,
    store: Store,
    anna: Colleague,
) -> None:
    store.cases.take(morning.spam, anna.id, datetime.now(UTC))

    def watched(page: Page) -> None:
        come_back(page, morning.base, signed_in)
        listening(page, morning.base, "/console/")
        second = page.context.new_page()

        def meanwhile(route: Route) -> None:
            elsewhere(lambda: write(store, morning.spam, "In het gat"))
            page.wait_for_timeout(2_500)  # the first window hears it and passes it on
            route.continue_()

        second.route("**/console/hearing.js", meanwhile)
        second.goto(f"{morning.base}/console/c/{morning.spam}")
        expect(second.locator(".thread")).to_contain_text("In het gat")

    browser.visit(watched, viewport=WIDE, locale="nl-NL")


def test_half_a_letter_is_kept_by_whatever_way_one_leaves(
    morning: Morning, browser: Browser, signed_in: SignedIn
) -> None:
    def typed(page: Page) -> None:
        field, place = page.locator("#text"), f"/console/c/{morning.spam}"
        come_back(page, morning.base, signed_in)
        page.goto(morning.base + place)
        field.fill("half getypt")
        page.locator("[data-take]").click()
        page.locator(".flash").wait_for()
        expect(field).to_have_value("half getypt")
        field.fill("half getypt, en meer")
        page.locator(".bar-name").click()
        page.locator(".queue").wait_for()
        page.wait_for_timeout(500)  # the browser sends it behind the page that went
        page.goto(morning.base + place)
        expect(field).to_have_value("half getypt, en meer")

    browser.visit(typed, viewport=LAPTOP, locale="nl-NL")


@pytest.mark.soak
def test_a_letter_that_was_sent_is_no_draft_again(
    morning: Morning, browser: Browser, signed_in: SignedIn, store: Store
) -> None:
    def sent(page: Page) -> None:
        come_back(page, morning.base, signed_in)
        page.goto(f"{morning.base}/console/c/{morning.spam}")
        page.locator("#text").fill("Wij kijken ernaar.")
        page.locator("#text").press("Control+Enter")
        page.locator(".flash").wait_for()
        page.reload()
        expect(page.locator("#text")).to_have_value("")

    browser.visit(sent, viewport=LAPTOP, locale="nl-NL")


def test_a_page_grows_into_what_is_new_and_keeps_what_the_reader_did(
    morning: Morning,
    browser: Browser,
    signed_in: SignedIn,
    store: Store,
    bob: Colleague,
) -> None:
    def watched(page: Page) -> tuple[str, bool, bool]:
        come_back(page, morning.base, signed_in)
        listening(page, morning.base, f"/console/c/{morning.spam}")
        page.locator(".thread .more > summary").first.click()
        page.locator(".found summary").first.click()
        page.locator("#tags").fill("vip, bel")
        elsewhere(lambda: store.cases.take(morning.spam, bob.id, datetime.now(UTC)))
        page.locator("[data-take]").get_by_text("Neem over van bob").wait_for()
        expect(page.locator("[data-live=state]")).to_contain_text("bij een collega")
        return (
            page.locator("#tags").input_value(),
            page.locator("#tags").evaluate("one => one === document.activeElement"),
            page.locator(".thread .more[open]").count() == 1
            and page.locator(".found details[open]").count() == 1,
        )

    kept = browser.visit(watched, viewport=WIDE, locale="nl-NL")

    assert kept == ("vip, bel", True, True)


@pytest.mark.soak
def test_where_a_stream_was_refused_it_is_tried_again(
    morning: Morning, browser: Browser, signed_in: SignedIn
) -> None:
    def watched(page: Page) -> int:
        tries: list[Request] = []
        come_back(page, morning.base, signed_in)
        page.clock.install()
        page.on(
            "request", lambda one: tries.append(one) if "/events" in one.url else None
        )
        page.route(
            "**/console/events*", lambda route: route.fulfill(status=503), times=1
        )
        page.goto(f"{morning.base}/console/")
        for _ in range(12):
            page.clock.run_for(5_000)
            page.wait_for_timeout(100)
        return len(tries)

    assert browser.visit(watched, viewport=WIDE, locale="nl-NL") == 2


@pytest.mark.soak
def test_who_is_signed_out_is_told_so_and_asked_nothing_more(
    morning: Morning, browser: Browser, signed_in: SignedIn
) -> None:
    def watched(page: Page) -> None:
        come_back(page, morning.base, signed_in)
        page.goto(f"{morning.base}/console/c/{morning.spam}")
        page.context.clear_cookies()
        page.locator("#text").fill("nog net")
        page.locator("[data-signed-out]").wait_for()
        expect(page.locator("#text")).to_have_value("nog net")

    browser.visit(watched, viewport=LAPTOP, locale="nl-NL")


@pytest.mark.soak
def test_a_note_is_only_a_note_where_one_says_so(
    morning: Morning, browser: Browser, signed_in: SignedIn, store: Store
) -> None:
    def noted(page: Page) -> None:
        come_back(page, morning.base, signed_in)
        page.goto(f"{morning.base}/console/c/{morning.spam}")
        page.locator("#text").fill("Beste klant,")
        chord(page, "KeyN")
        label = page.locator("label[for=text]")
        expect(label).to_have_text(re.compile("Notitie voor collega's"))
        expect(page.locator(".reply [value=send]")).to_be_hidden()
        chord(page, "KeyN")
        expect(label).to_have_text(re.compile("Antwoord aan de klant"))
        expect(page.locator("#text")).to_have_value("Beste klant,")

    browser.visit(noted, viewport=LAPTOP, locale="nl-NL")


@pytest.mark.soak
def test_where_no_list_is_seen_the_keys_go_to_the_next_one(
    morning: Morning, browser: Browser, signed_in: SignedIn
) -> None:
    def walked(page: Page) -> tuple[str, str]:
        come_back(page, morning.base, signed_in)
        first = page.locator("[data-line]").first.get_attribute("href")
        page.goto(f"{morning.base}{first}")
        chord(page, "KeyJ", leaves=True)
        second = page.url
        chord(page, "KeyK", leaves=True)
        return second, page.url

    second, first = browser.visit(walked, viewport=LAPTOP, locale="nl-NL")

    assert second.rpartition("/")[2] != first.rpartition("/")[2]
