"""A message as a file, as it is chosen, dropped and pasted; and its way as drawn."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from assistant.desk import Desk
from assistant.settings import Settings
from assistant.store.turns import Store
from assistant.web.app import create_app
from tests.browser import PATIENCE_MS, Browser, served

pytestmark = pytest.mark.enable_socket

HEADER = """\
Received: from mail134.atl21.rsgsv.net (mail134.atl21.rsgsv.net [198.2.134.1])
 by mx.google.com with ESMTPS (TLS1.3); Tue, 03 Mar 2026 01:06:14 -0800
Received: from een-hele-lange-naam-van-een-server.intern.webhotel.example ([10.0.0.4])
 by relay.webhotel.example; Tue, 03 Mar 2026 08:00:10 +0000
Authentication-Results: mx.google.com; dkim=pass header.d=mailchimpapp.net
 header.s=k2; spf=pass smtp.mailfrom=b@mail1.mcsv.net; dmarc=fail (p=NONE)
 header.from=bakkerij.example
From: Bakkerij <info@bakkerij.example>
To: lezer@ontvanger.example
Subject: Nieuws
"""
NAME = "nieuwsbrief maart.eml"
NARROW, WIDE = {"width": 360, "height": 740}, {"width": 1280, "height": 900}
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
OPENED = "document.querySelectorAll('details').forEach(one => { one.open = true })"
DROPPED = """([name, text, type]) => {
  const held = new DataTransfer();
  held.items.add(new File([text], name, {type}));
  for (const kind of ["dragover", "drop"])
    document.body.dispatchEvent(
      new DragEvent(kind, {dataTransfer: held, bubbles: true, cancelable: true}));
}"""
PASTED = """([name, text, type]) => {
  const held = new DataTransfer();
  held.items.add(new File([text], name, {type}));
  document.getElementById("text").dispatchEvent(
    new ClipboardEvent("paste", {clipboardData: held, cancelable: true}));
}"""
WITH_OR_WITHOUT = pytest.mark.parametrize(
    "script",
    [True, pytest.param(False, marks=pytest.mark.soak)],
    ids=["script", "no-script"],
)


@pytest.fixture
def site(settings: Settings, store: Store, demo_desk: Desk) -> Iterator[str]:
    app = create_app(settings, desk=demo_desk, store=store)
    with served(app) as address:
        yield address


@pytest.fixture
def eml(tmp_path: Path) -> str:
    file = tmp_path / NAME
    file.write_text(HEADER)
    return str(file)


@WITH_OR_WITHOUT
@pytest.mark.parametrize(
    "viewport",
    [NARROW, pytest.param(WIDE, marks=pytest.mark.soak)],
    ids=["360", "1280"],
)
def test_a_chosen_file_is_answered_and_its_way_is_drawn(
    browser: Browser, site: str, eml: str, viewport: dict[str, int], *, script: bool
) -> None:
    def story(page: Page) -> None:
        page.goto(site)
        page.set_input_files("#file", eml)
        assert page.evaluate(OVERFLOW) == 0
        page.click(".send")
        page.locator(".sheet").first.wait_for()

        turn = page.locator(".turn")
        assert "bakkerij.example" in turn.locator("h2").first.inner_text()
        page.evaluate(OPENED)
        assert turn.locator(".journey:not(.tree) svg").is_visible()
        assert turn.locator(".journey:not(.tree) tbody tr").count() == 2
        assert page.evaluate(OVERFLOW) == 0

    window: dict[str, Any] = {"viewport": viewport, "locale": "nl"}
    browser.visit(story, java_script_enabled=script, **window)


@pytest.mark.soak
def test_a_screen_reader_finds_the_picture_by_its_name(
    browser: Browser, site: str, eml: str
) -> None:
    def story(page: Page) -> None:
        page.goto(site)
        page.set_input_files("#file", eml)
        page.click(".send")
        page.locator(".sheet").first.wait_for()
        page.evaluate(OPENED)

        way = "2 stappen, 1 uur 6 min onderweg"
        assert page.get_by_role("img", name=way).count() == 1
        assert page.get_by_role("region", name=way).get_by_role("table").is_visible()

    browser.visit(story, locale="nl")


@pytest.mark.parametrize("how", [DROPPED, PASTED], ids=["dropped", "pasted"])
def test_a_file_can_be_dropped_and_pasted(
    browser: Browser, site: str, how: str
) -> None:
    def story(page: Page) -> None:
        page.goto(site)
        page.evaluate(how, [NAME, HEADER, "message/rfc822"])
        assert page.locator("#chosen").inner_text() == NAME
        page.click(".send")
        page.locator(".sheet").first.wait_for()

        assert NAME in page.locator(".question").inner_text()
        assert not page.locator("#chosen").is_visible()
        assert page.evaluate("document.getElementById('file').files.length") == 0

    browser.visit(story, locale="nl")


@WITH_OR_WITHOUT
def test_a_picture_is_refused_where_he_looks(
    browser: Browser, site: str, eml: str, tmp_path: Path, *, script: bool
) -> None:
    photo = tmp_path / "foto.png"
    photo.write_bytes(b"\x89PNG\r\n\x1a\n")

    def story(page: Page) -> None:
        page.goto(site)
        page.set_input_files("#file", eml)
        page.click(".send")
        page.locator(".sheet").first.wait_for()
        page.set_input_files("#file", str(photo))
        page.fill("#text", "kijk eens")
        page.click(".send")
        page.locator("#notice p").wait_for()

        assert "Dit is een afbeelding" in page.locator("#notice").inner_text()
        expect(page.locator("#notice p")).to_be_in_viewport(
            ratio=1, timeout=PATIENCE_MS
        )
        assert page.input_value("#text") == "kijk eens"
        assert page.locator(".turn").count() == 1

    browser.visit(story, viewport=NARROW, locale="nl", java_script_enabled=script)


def test_a_file_that_is_too_large_is_not_even_sent(
    browser: Browser, site: str, tmp_path: Path
) -> None:
    large = tmp_path / "groot.eml"
    large.write_bytes(b"x" * (2 * 1024 * 1024 + 1))

    def story(page: Page) -> None:
        page.goto(site)
        page.set_input_files("#file", str(large))
        page.locator("#notice p").wait_for()

        assert "groter dan 2 MB" in page.locator("#notice").inner_text()
        assert not page.locator("#chosen").is_visible()

    browser.visit(story, locale="nl")


@pytest.mark.soak
def test_a_chosen_file_is_taken_back_by_keyboard(
    browser: Browser, site: str, eml: str
) -> None:
    def story(page: Page) -> None:
        page.goto(site)
        page.set_input_files("#file", eml)
        page.get_by_role("button", name="Haal het bestand weg").focus()
        page.keyboard.press("Enter")

        assert not page.locator("#chosen").is_visible()
        assert page.evaluate("document.activeElement.id") == "file"
        assert page.evaluate("document.activeElement.files.length") == 0

    browser.visit(story, locale="nl")


@WITH_OR_WITHOUT
@pytest.mark.parametrize("language", ["nl", pytest.param("en", marks=pytest.mark.soak)])
def test_the_control_is_reached_named_and_large_enough(
    browser: Browser, site: str, language: str, *, script: bool
) -> None:
    def story(page: Page) -> None:
        page.goto(site)
        page.focus("#text")
        page.keyboard.press("Tab")

        assert page.evaluate("document.activeElement.id") == "file"
        name = {"nl": "Bestand: een bericht", "en": "File: a message"}[language]
        assert page.get_by_label(name).count() == 1
        target = ".file .button" if script else "#file"
        size = page.locator(target).bounding_box()
        assert size is not None
        assert size["height"] >= 44
        assert size["width"] >= 44
        page.keyboard.press("Tab")
        assert "send" in page.evaluate("document.activeElement.className")

    browser.visit(story, locale=language, java_script_enabled=script)


@pytest.mark.parametrize(
    "scheme", ["dark", pytest.param("light", marks=pytest.mark.soak)]
)
def test_no_width_makes_a_file_scroll_sideways(
    browser: Browser, site: str, eml: str, scheme: str
) -> None:
    def story(page: Page) -> None:
        page.goto(site)
        page.set_input_files("#file", eml)
        page.click(".send")
        page.locator(".sheet").first.wait_for()
        page.set_input_files("#file", eml)
        page.evaluate(OPENED)

        for width in (320, 360, 768, 1920):
            page.set_viewport_size({"width": width, "height": 800})
            assert page.evaluate(OVERFLOW) == 0, width

    browser.visit(story, color_scheme=scheme, locale="nl")
