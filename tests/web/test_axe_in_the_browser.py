"""Every state of the customer's pages before axe-core: no violation (WCAG 2.2 AA)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import (  # type: ignore[import-untyped] # it has none
    Axe,
)
from playwright.sync_api import Page

from assistant.desk import Desk
from assistant.settings import Settings
from assistant.store.turns import Store
from tests.browser import Browser, served
from tests.web import states
from tests.web.states import Walk, application

pytestmark = pytest.mark.enable_socket

OPEN_ALL = "document.querySelectorAll('details').forEach(one => { one.open = true })"
STILL = """() => {
  const still = new CSSStyleSheet();
  still.replaceSync("* { animation: none !important; transition: none !important }" +
    ".top, .box { position: static !important }"); // what they hide now is scrolled to
  document.adoptedStyleSheets = [still];
}"""
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def barriers(page: Page, state: str) -> list[str]:
    """What axe finds of what the page shows now."""
    page.evaluate(OPEN_ALL)
    page.evaluate(STILL)
    options: dict[str, Any] = {"runOnly": {"type": "tag", "values": TAGS}}
    found = Axe().run(page, options=options).response["violations"]
    return [
        f"{one['id']} in {state}: {node['target']} {node['failureSummary']}"
        for one in found
        for node in one["nodes"]
    ]


def sampled(walk: Walk) -> None:
    """Through the states in which most stands on the page."""
    walk.go("/")
    walk.look("beginning")
    walk.ask(walk.say("spam"))
    walk.ask(walk.say("change"))
    walk.page.locator("#change").wait_for()
    walk.look("an answer, and a change to be asked for")
    walk.go("/privacy")
    walk.look("privacy")


def check(
    walk: Callable[[Walk], None],
    browser: Browser,
    settings: Settings,
    desk: Desk,
    store: Store,
    language: str,
    scheme: str,
) -> set[str]:
    """Walk once, and give the states that were seen; none has a barrier."""
    found: list[str] = []
    seen: set[str] = set()
    app, held = application(settings, desk, store)

    def story(page: Page, address: str) -> None:
        def look(state: str) -> None:
            seen.add(state)
            found.extend(barriers(page, state))

        walk(Walk(page, address, language, look, store, held, settings.secret))

    with served(app) as address:
        browser.visit(
            lambda page: story(page, address),
            viewport={"width": 390, "height": 844},
            locale=language,
            color_scheme=scheme,
        )
    assert sorted(set(found)) == []
    return seen


def test_the_fullest_states_have_no_barrier(
    browser: Browser, settings: Settings, demo_desk: Desk, store: Store
) -> None:
    check(sampled, browser, settings, demo_desk, store, "nl", "light")


@pytest.mark.soak
@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_state_has_a_barrier(
    browser: Browser,
    settings: Settings,
    demo_desk: Desk,
    store: Store,
    language: str,
    scheme: str,
) -> None:
    seen = check(states.walked, browser, settings, demo_desk, store, language, scheme)

    assert len(seen) == 30
