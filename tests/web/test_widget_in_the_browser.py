"""The chat on somebody else's page: another origin, under a strict policy."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import cast

import pytest
from flask import Flask
from playwright.sync_api import Frame, Page, expect

from assistant.desk import Desk
from assistant.knowledge.shelf import Shelf
from assistant.settings import Settings
from assistant.store.turns import Store
from assistant.web.app import create_app
from tests.browser import PATIENCE_MS, Browser, served
from tests.telling import TellingDesk

pytestmark = pytest.mark.enable_socket

PAGE = """<!doctype html><html lang="{language}"><title>Onze hosting</title>
<h1>Onze hosting</h1><button id="own">Een knop van de site zelf</button>
<script src="{chat}/widget.js" defer></script></html>"""
POLICY = "default-src 'none'; script-src {chat}; frame-src {chat}"
ASKED = "mailchimp komt in de spam, bakkerij.example"


def site_around(chat: str, language: str = "nl") -> Flask:
    """A page of a site that is not ours, as strict as a site can be."""
    site = Flask("site")

    @site.get("/")
    def page() -> tuple[str, dict[str, str]]:
        policy = {"Content-Security-Policy": POLICY.format(chat=chat)}
        return PAGE.format(chat=chat, language=language), policy

    return site


class Place:
    """Two origins: the site's page, and the chat that it shows."""

    def __init__(self) -> None:
        self.sites: list[str] = []


@pytest.fixture
def chat(settings: Settings, shelf: Shelf, store: Store) -> Iterator[tuple[str, Place]]:
    place = Place()
    ours = replace(shelf.helpdesk, embed_sites=cast("tuple[str, ...]", place.sites))
    desk = TellingDesk(replace(shelf, helpdesk=ours))
    desk.go_on.set()
    app = create_app(settings, desk=cast("Desk", desk), store=store)
    with served(app) as address:
        yield address, place


@pytest.fixture
def site(chat: tuple[str, Place]) -> Iterator[str]:
    address, place = chat
    with served(site_around(address)) as here:
        # Another name of loopback, so that it is another site for cookies too.
        around = here.replace("127.0.0.1", "localhost")
        place.sites.append(around)
        yield around


def opened(page: Page) -> Frame:
    """Press the launcher, and give the frame once it speaks."""
    page.get_by_role("button", name="Hulp bij e-mail").click()
    for _ in range(100):
        frame = next((one for one in page.frames if "site=" in one.url), None)
        if frame is not None:
            frame.locator("#text").wait_for()
            return frame
        page.wait_for_timeout(50)
    raise AssertionError(page.frames)


def ask(frame: Frame, text: str) -> None:
    """Ask inside the frame, and wait for the answer."""
    answers = frame.locator(".sheet").count()
    frame.fill("#text", text)
    frame.click(".send")
    frame.locator(".sheet").nth(answers).wait_for()


def test_on_another_site_it_opens_asks_and_closes(browser: Browser, site: str) -> None:
    def story(page: Page) -> None:
        page.goto(site)
        frame = opened(page)
        expect(frame.locator("#text")).to_be_focused(timeout=PATIENCE_MS)
        assert frame.evaluate("document.documentElement.lang") == "nl"

        ask(frame, ASKED)
        ask(frame, "en nu?")
        assert frame.locator(".turn").count() == 2

        frame.locator("#text").press("Escape")
        page.get_by_role("button", name="Hulp bij e-mail").wait_for()
        launcher = page.get_by_role("button", name="Hulp bij e-mail")
        assert launcher.get_attribute("aria-expanded") == "false"
        assert launcher.evaluate("one => one.getRootNode().activeElement === one")

    browser.visit(story, locale="nl")


def test_it_comes_back_with_what_was_said(browser: Browser, site: str) -> None:
    def story(page: Page) -> None:
        page.goto(site)
        ask(opened(page), ASKED)

        page.goto(site)

        assert opened(page).locator(".turn").count() == 1
        cookies = page.context.cookies()
        assert [one["name"] for one in cookies] == ["bezorgd-framed"]

    browser.visit(story, locale="nl")


@pytest.mark.soak
def test_without_any_cookie_the_talk_goes_on(browser: Browser, site: str) -> None:
    def story(page: Page) -> None:
        page.goto(site)
        frame = opened(page)
        ask(frame, ASKED)
        page.context.clear_cookies()

        ask(frame, "en nu?")

        assert frame.locator(".turn").count() == 2
        page.context.clear_cookies()
        frame.locator(".choices .primary").click()
        frame.locator(".turn").nth(2).wait_for()

    browser.visit(story, locale="nl")


@pytest.mark.soak
def test_a_window_of_its_own_goes_on_with_the_talk(browser: Browser, site: str) -> None:
    def story(page: Page) -> None:
        page.goto(site)
        frame = opened(page)
        ask(frame, ASKED)

        with page.expect_popup() as window:
            frame.locator("#window").click()
        own = window.value
        own.get_by_role("button", name="Open mijn gesprek").click()
        own.locator(".turn").wait_for()

        assert ASKED in own.locator(".question").inner_text()

    browser.visit(story, locale="nl")


def test_a_site_that_is_not_ours_shows_a_link_instead(
    browser: Browser, chat: tuple[str, Place]
) -> None:
    address, _ = chat

    def story(page: Page, around: str) -> None:
        page.clock.install()
        page.goto(around)
        page.get_by_role("button", name="Hulp bij e-mail").click()
        page.clock.fast_forward(9000)

        link = page.get_by_role("link", name="Hulp bij e-mail")
        link.wait_for()
        assert link.get_attribute("href") == f"{address}/?lang=nl"
        assert page.locator("iframe").count() == 0
        page.click("#own")

    with served(site_around(address)) as around:
        strange = around.replace("127.0.0.1", "localhost")
        browser.visit(lambda page: story(page, strange), locale="nl")


def test_a_word_from_elsewhere_moves_nothing(browser: Browser, site: str) -> None:
    def story(page: Page) -> None:
        page.goto(site)
        frame = opened(page)
        page.evaluate("postMessage('bezorgd:close', '*')")
        page.wait_for_timeout(200)

        assert frame.locator("#text").is_visible()

    browser.visit(story, locale="nl")


def test_it_speaks_the_language_of_the_page(
    browser: Browser, chat: tuple[str, Place]
) -> None:
    address, place = chat

    def story(page: Page, around: str) -> None:
        page.goto(around)

        assert page.get_by_role("button", name="Help with mail").is_visible()

    with served(site_around(address, "en-GB")) as around:
        place.sites.append(around)
        browser.visit(lambda page: story(page, around), locale="nl")
