"""Every state of the customer's pages before axe-core: no violation (WCAG 2.2 AA)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import (  # type: ignore[import-untyped] # it has none
    Axe,
)
from playwright.sync_api import Page

from assistant.desk import Desk
from assistant.settings import Settings
from assistant.store.turns import Store
from assistant.web.app import create_app
from tests.browser import Browser, served

pytestmark = pytest.mark.enable_socket

SAYS = {
    "nl": {
        "spam": "mijn nieuwsbrieven van mailchimp komen in de spam, bakkerij.example",
        "which": "mijn facturen komen niet aan",
        "what": "wat is een cname?",
        "change": "kunt u dit voor mij aanpassen?",
    },
    "en": {
        "spam": "my mailchimp newsletters end up in spam, bakkerij.example",
        "which": "my invoices do not arrive",
        "what": "what is a cname?",
        "change": "can you change this for me?",
    },
}
HEADER = """Received: from mail-a.mcsv.net (mail-a.mcsv.net [198.2.130.7]) by
 mx.google.com with ESMTPS; Wed, 25 Nov 2026 09:00:00 +0000
Authentication-Results: mx.google.com; spf=pass smtp.mailfrom=mcsv.net;
 dkim=pass header.d=mcsv.net; dmarc=fail header.from=bakkerij.example
From: Bakkerij <info@bakkerij.example>
Subject: Nieuwsbrief
Date: Wed, 25 Nov 2026 09:00:00 +0000"""
OPEN_ALL = "document.querySelectorAll('details').forEach(one => { one.open = true })"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@dataclass
class Walk:
    """A reader who passes every state, and axe behind his back."""

    page: Page
    address: str
    says: dict[str, str]
    seen: dict[str, list[str]]

    def look(self, state: str) -> None:
        """Let axe look at what the page shows now."""
        self.page.evaluate(OPEN_ALL)
        self.page.evaluate(
            """() => {
              const still = new CSSStyleSheet();
              still.replaceSync("* { animation: none !important;" +
                " transition: none !important }");
              document.adoptedStyleSheets = [still];
            }"""
        )
        options: dict[str, Any] = {"runOnly": {"type": "tag", "values": TAGS}}
        found = Axe().run(self.page, options=options).response["violations"]
        self.seen[state] = [
            f"{one['id']} in {state}: {node['target']} {node['failureSummary']}"
            for one in found
            for node in one["nodes"]
        ]

    def ask(self, text: str) -> None:
        """Ask something and wait for its answer."""
        answers = self.page.locator(".sheet").count()
        self.page.fill("#text", text)
        self.page.click(".send")
        self.page.locator(".sheet").nth(answers).wait_for()

    def go(self, path: str) -> None:
        """Open another page of ours."""
        self.page.goto(self.address + path)


@pytest.fixture
def site(settings: Settings, store: Store, demo_desk: Desk) -> Iterator[str]:
    told = replace(
        settings,
        max_characters=5_000,
        mail_server="127.0.0.1:25",
        address="https://chat.helpdesk.example",
    )
    app = create_app(told, desk=demo_desk, store=store, posts="1000 per minute")
    with served(app) as address:
        yield address


def walked(walk: Walk, store: Store) -> None:
    """Through every state of the chat, as one conversation."""
    walk.go("/")
    walk.look("the beginning")
    walk.page.click(".send")
    walk.page.locator("#notice p").wait_for()
    walk.look("a notice")
    walk.ask(walk.says["what"])
    walk.look("an explanation")
    walk.ask(walk.says["which"])
    walk.look("a question back")
    walk.ask(walk.says["spam"])
    walk.look("an answer with records")
    walk.page.locator(".rating button[value=not_solved]").last.click()
    walk.page.locator(".rating input[name=line]").wait_for()
    walk.look("a judgement with a line")
    walk.ask(HEADER)
    walk.look("a message's way")
    walk.ask(walk.says["spam"])
    walk.ask(walk.says["change"])
    walk.page.locator("#change").wait_for()
    walk.look("a change to be asked for")
    requested(walk)
    walk.look("a change that was asked for")
    answered(walk, store)
    walk.look("a person's answer")
    walk.page.emulate_media(media="print")
    walk.look("on paper")
    walk.page.emulate_media(media="screen")
    for path in ("privacy", "accessibility", "conversation", "nowhere"):
        walk.go(f"/{path}")
        walk.look(path)


def sampled(walk: Walk) -> None:
    """Through the states in which most stands on the page."""
    walk.go("/")
    walk.look("the beginning")
    walk.ask(walk.says["spam"])
    walk.ask(walk.says["change"])
    walk.page.locator("#change").wait_for()
    walk.look("an answer, and a change to be asked for")
    walk.go("/privacy")
    walk.look("privacy")


def requested(walk: Walk) -> None:
    """Fill the form in and send it."""
    walk.page.fill("#change-name", "Bakker Jansen")
    walk.page.fill("#change-address", "jansen@mail.example")
    walk.page.check("input[name=consent]")
    walk.page.click("#change .primary")
    walk.page.locator(".request").wait_for()


def answered(walk: Walk, store: Store) -> None:
    """A colleague answers, a minute ago so that it is shown."""
    (request,) = store.requests.open()
    then = datetime.now(UTC) - timedelta(minutes=1)
    store.messages.reply(
        request.conversation, "marieke", "Dat *doen* wij.", seen=10_000, now=then
    )
    walk.go("/")
    walk.page.locator(".said.staff").wait_for()


def check(
    browser: Browser, walk: Callable[[Page, dict[str, list[str]]], None], **window: str
) -> None:
    """Walk once, and find nothing."""
    seen: dict[str, list[str]] = {}
    narrow = {"width": 390, "height": 844}

    browser.visit(lambda page: walk(page, seen), viewport=narrow, **window)

    assert sorted({one for found in seen.values() for one in found}) == []


def test_the_fullest_states_have_no_barrier(browser: Browser, site: str) -> None:
    def story(page: Page, seen: dict[str, list[str]]) -> None:
        sampled(Walk(page, site, SAYS["nl"], seen))

    check(browser, story, locale="nl", color_scheme="light")


@pytest.mark.soak
@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_state_has_a_barrier(
    browser: Browser, site: str, store: Store, language: str, scheme: str
) -> None:
    def story(page: Page, seen: dict[str, list[str]]) -> None:
        walked(Walk(page, site, SAYS[language], seen), store)

    check(browser, story, locale=language, color_scheme=scheme)
