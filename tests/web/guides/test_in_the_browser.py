"""The guides on a phone, on a desk and on paper."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import (  # type: ignore[import-untyped] # axe has none
    Axe,
)
from flask import Flask
from playwright.sync_api import Page

from tests.browser import Browser, served

pytestmark = pytest.mark.enable_socket
PLACES = (
    "/guides?lang=nl",
    "/guides?q=dkim&lang=en",
    "/guides/services/brevo?lang=nl",
    "/guides/topics/read-a-bounce?lang=nl",
    "/guides/topics/what-is-alignment?lang=en",
    "/guides/hosts/transip?lang=nl",
)


@pytest.fixture(scope="module")
def address(library: Flask) -> Iterator[str]:
    with served(library) as address:
        yield address


def test_no_page_is_wider_than_a_phone(browser: Browser, address: str) -> None:
    def look(page: Page) -> list[str]:
        wide = []
        for place in PLACES:
            page.goto(address + place)
            if page.evaluate("document.documentElement.scrollWidth") > 320:
                wide.append(place)
        return wide

    assert browser.visit(look, viewport={"width": 320, "height": 640}) == []


@pytest.mark.parametrize(
    ("scheme", "places"),
    [
        ("light", ("/guides?q=dkim&lang=en", "/guides/services/brevo?lang=nl")),
        ("dark", ("/guides/topics/what-is-alignment?lang=en",)),
    ],
)
def test_nobody_is_shut_out(
    browser: Browser, address: str, scheme: str, places: tuple[str, ...]
) -> None:
    def look(page: Page) -> list[str]:
        faults = []
        for place in places:
            page.goto(address + place)
            told = Axe().run(page).response["violations"]
            faults += [f"{place}: {one['id']}" for one in told]
        return faults

    assert browser.visit(look, color_scheme=scheme, bypass_csp=True) == []


def test_a_search_works_without_a_script(browser: Browser, address: str) -> None:
    def look(page: Page) -> str:
        page.goto(address + "/guides?lang=nl")
        page.get_by_label("Programma, bedrijf of onderwerp").fill("mailchip")
        page.get_by_role("button", name="Zoek").click()
        page.get_by_role("link", name="Mailchimp Nieuwsbrieven").click()
        return str(page.get_by_role("heading", level=1).inner_text())

    assert browser.visit(look, java_script_enabled=False) == "Mailen met Mailchimp"


@pytest.mark.soak
def test_on_paper_stands_the_guide_and_nothing_to_press(
    browser: Browser, address: str
) -> None:
    def look(page: Page) -> tuple[bool, bool, bool, int]:
        page.goto(address + "/guides/services/mailchimp?lang=nl")
        page.emulate_media(media="print")
        return (
            page.get_by_role("heading", level=1).is_visible(),
            page.get_by_text("dkim2.mcsv.net").first.is_visible(),
            page.locator(".contents, .languages, .to-chat").first.is_visible(),
            len(page.pdf(format="A4")),
        )

    heading, record, buttons, size = browser.visit(look)

    assert (heading, record, buttons) == (True, True, False)
    assert size > 10_000
