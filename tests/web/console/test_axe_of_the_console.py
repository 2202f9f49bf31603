"""Every page of the console before axe-core: no violation (WCAG 2.2 AA).

The pages of the sign-in pass before it in tests/web/signin.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import (  # type: ignore[import-untyped] # ships no types
    Axe,
)
from flask import Flask
from playwright.sync_api import Page

from assistant.desk import Desk
from assistant.store.turns import Store
from tests.browser import Browser
from tests.consoling import HEADER, SignedIn
from tests.morning import Morning, begun, come_back

pytestmark = pytest.mark.enable_socket

WIDE = {"width": 1440, "height": 900}
PHONE = {"width": 360, "height": 780}
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OPEN_ALL = "document.querySelectorAll('details').forEach(one => { one.open = true })"
SAMPLE = ("/console/c/{spam}", "/console/administration")
PAGES = (
    "/console/",
    "/console/?view=open&service=mailchimp",
    "/console/?q=bakkerij",
    "/console/c/{spam}",
    "/console/c/{lost}",
    "/console/changes",
    "/console/changes/{request}",
    "/console/bench",
    "/console/learning",
    "/console/figures",
    "/console/administration",
    "/console/account",
    "/console/staff",
    "/console/log",
    "/console/nowhere",
    "/shared/nothing",
)


@pytest.fixture
def morning(app: Flask, store: Store, demo_desk: Desk) -> Iterator[Morning]:
    with begun(app, store, demo_desk) as laid:
        yield laid


def barriers(page: Page, state: str, width: int) -> list[str]:
    """What axe finds of what the page shows now, with everything unfolded."""
    page.wait_for_load_state()  # with its colours, on a busy machine too
    page.evaluate(OPEN_ALL)
    options: dict[str, Any] = {"runOnly": {"type": "tag", "values": TAGS}}
    found = Axe().run(page, options=options).response["violations"]
    told = [
        f"{one['id']} in {state}: {node['html'][:160]}"
        for one in found
        for node in one["nodes"]
    ]
    wide = page.evaluate("document.documentElement.scrollWidth")
    return [*told, f"{state} is {wide} wide"] if wide > width else told


def on_the_bench(page: Page, base: str, width: int) -> list[str]:
    """What the bench shows of a header, of a domain with a wish, and as a link."""
    page.goto(f"{base}/console/bench")
    page.fill("#text", HEADER)
    page.click(".put .primary")
    page.locator(".bench.answered").wait_for()
    found = barriers(page, "a header on the bench", width)
    page.locator(".again").evaluate("one => { one.open = true }")
    page.fill("#text", "bakkerij.example mailchimp")
    page.fill("#wished", "_dmarc TXT v=DMARC1; p=none")
    page.click(".put .primary")
    page.locator(".bench.answered .simulated").wait_for(state="attached")
    found += barriers(page, "a wish on the bench", width)
    page.locator(".who").evaluate("one => { one.open = false }")
    page.locator(".take-along").evaluate("one => { one.open = true }")
    page.click("[action$='/share'] button")
    page.locator("[data-value]").wait_for()
    found += barriers(page, "a link to share", width)
    page.goto(page.locator("[data-value]").inner_text())
    return found + barriers(page, "what a link shows", width)


def looked(
    page: Page, morning: Morning, signed_in: SignedIn, places: tuple[str, ...]
) -> list[str]:
    """Everything in the way, on every one of these pages."""
    size = page.viewport_size
    assert size is not None
    come_back(page, morning.base, signed_in)
    found: list[str] = []
    for place in places:
        page.goto(morning.base + place.format_map(morning.facts))
        found += barriers(page, place, size["width"])
    if places is PAGES:
        found += on_the_bench(page, morning.base, size["width"])
    return found


def test_the_fullest_pages_have_no_barrier(
    morning: Morning, browser: Browser, signed_in: SignedIn
) -> None:
    found = browser.visit(
        lambda page: looked(page, morning, signed_in, SAMPLE),
        viewport=WIDE,
        locale="nl-NL",
    )

    assert sorted(set(found)) == []


@pytest.mark.soak
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("window", [WIDE, PHONE], ids=["wide", "phone"])
@pytest.mark.parametrize("locale", ["nl-NL", "en-GB"])
def test_no_page_has_a_barrier(
    morning: Morning,
    browser: Browser,
    signed_in: SignedIn,
    scheme: str,
    window: dict[str, int],
    locale: str,
) -> None:
    found = browser.visit(
        lambda page: looked(page, morning, signed_in, PAGES),
        viewport=window,
        locale=locale,
        color_scheme=scheme,
    )

    assert sorted(set(found)) == []
