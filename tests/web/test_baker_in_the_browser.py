"""The baker's story, as he lives it: with a script and without, narrow and wide."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from assistant.desk import Desk
from assistant.settings import Settings
from assistant.store.turns import Store
from assistant.web.app import create_app
from tests.browser import PATIENCE_MS, Browser, served

pytestmark = pytest.mark.enable_socket

ASKED = {
    "nl": "mijn nieuwsbrieven van mailchimp komen in de spam, bakkerij.example",
    "en": "my mailchimp newsletters end up in spam, bakkerij.example",
}
NARROW, WIDE = {"width": 360, "height": 740}, {"width": 1280, "height": 900}
PLACES = {
    "nl-360": ("nl", NARROW),
    "nl-1280": ("nl", WIDE),
    "en-360": ("en", NARROW),
    "en-1280": ("en", WIDE),
}


def everywhere(ordinary: str) -> pytest.MarkDecorator:
    """One language and width in every run, the others in the soak."""
    soak = pytest.mark.soak
    places = [
        pytest.param(*place, id=name, marks=[] if name == ordinary else soak)
        for name, place in PLACES.items()
    ]
    return pytest.mark.parametrize(("language", "viewport"), places)


OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture
def site(settings: Settings, store: Store, demo_desk: Desk) -> Iterator[str]:
    app = create_app(settings, desk=demo_desk, store=store)
    with served(app) as address:
        yield address


def ask(page: Page, text: str) -> None:
    """Type a question, send it and wait for its answer."""
    answers = page.locator(".sheet").count()
    page.fill("#text", text)
    page.click(".send")
    page.locator(".sheet").nth(answers).wait_for()


def check_story(page: Page, language: str) -> None:
    """What the baker must be able to read, and where."""
    turn = page.locator(".turn")
    assert turn.count() == 1
    assert turn.get_attribute("lang") == language
    assert ASKED[language] in turn.locator(".question").inner_text()
    verdict = turn.locator("h2").first.inner_text()
    assert "Mailchimp" in verdict
    assert "bakkerij.example" in verdict
    names = turn.locator(".card .row:first-child code").all_inner_texts()
    assert names[:2] == ["k2._domainkey", "k3._domainkey"]
    records = turn.locator(".cards").inner_text()
    assert "dkim2.mcsv.net" in records
    assert "dkim3.mcsv.net" in records
    assert turn.locator(".proof.good").count() == 1
    assert turn.locator(".choices .primary").is_visible()
    assert page.evaluate(OVERFLOW) == 0


@everywhere("nl-360")
def test_with_a_script_he_reads_what_is_wrong_and_what_cures_it(
    browser: Browser, site: str, language: str, viewport: dict[str, int]
) -> None:
    def story(page: Page) -> None:
        page.goto(site)
        assert page.evaluate(OVERFLOW) == 0
        ask(page, ASKED[language])
        assert page.url == f"{site}/"
        check_story(page, language)

        page.reload()

        check_story(page, language)

    browser.visit(story, viewport=viewport, locale=language)


@everywhere("en-1280")
def test_without_a_script_he_reads_the_same(
    browser: Browser, site: str, language: str, viewport: dict[str, int]
) -> None:
    def story(page: Page) -> None:
        page.goto(site)
        ask(page, ASKED[language])
        assert "#turn-" in page.url
        check_story(page, language)

        page.reload()

        check_story(page, language)

    browser.visit(story, viewport=viewport, locale=language, java_script_enabled=False)


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_a_double_click_sends_once(
    browser: Browser, site: str, *, script: bool
) -> None:
    def story(page: Page) -> None:
        page.goto(site)
        page.fill("#text", ASKED["nl"])
        page.dblclick(".send")
        page.locator(".sheet").first.wait_for()
        page.goto(site)

        assert page.locator(".turn").count() == 1

    browser.visit(story, locale="nl", java_script_enabled=script)


def test_he_needs_no_mouse(browser: Browser, site: str) -> None:
    def story(page: Page) -> None:
        page.goto(site)
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")  # the skip link leads to the box
        page.keyboard.type("mailchimp komt in de spam,")
        page.keyboard.press("Shift+Enter")
        page.keyboard.type("bakkerij.example")
        page.keyboard.press("Enter")
        page.locator(".sheet").first.wait_for()
        assert focused(page) == "text"

        page.locator(".choices .primary").focus()
        page.keyboard.press("Enter")
        page.locator(".sheet").nth(1).wait_for()

        assert page.evaluate("document.activeElement.tagName") == "H2"
        assert page.locator(".choices").count() == 1

    browser.visit(story, locale="nl")


def test_the_steps_are_told_while_they_happen(browser: Browser, site: str) -> None:
    def story(page: Page) -> None:
        page.goto(site)
        page.evaluate(
            """() => {
              window.seen = new Set();
              new MutationObserver(() => {
                for (const step of document.querySelectorAll(".steps .done"))
                  window.seen.add(step.dataset.step);
              }).observe(document.body, {subtree: true, attributes: true});
            }"""
        )
        ask(page, ASKED["nl"])

        seen = page.evaluate("[...window.seen].sort()")
        assert seen == ["dkim", "dmarc", "mx", "spf", "zone"]

    browser.visit(story, locale="nl", reduced_motion="no-preference")


def test_a_value_is_copied_whole_and_said_to_be(browser: Browser, site: str) -> None:
    def story(page: Page) -> None:
        page.goto(site)
        ask(page, ASKED["nl"])
        page.locator(".card [data-copy]").first.click()
        page.locator(".copy.done").wait_for()

        assert page.evaluate("navigator.clipboard.readText()") == "k2._domainkey"
        expect(page.locator("#status")).to_have_text("Gekopieerd", timeout=PATIENCE_MS)

    clipboard = ["clipboard-read", "clipboard-write"]
    browser.visit(story, locale="nl", permissions=clipboard)


def test_a_lost_network_loses_no_text(browser: Browser, site: str) -> None:
    def story(page: Page) -> None:
        page.goto(site)
        page.route("**/", lambda route: route.abort())
        page.fill("#text", ASKED["nl"])
        page.click(".send")
        page.locator("#notice p").wait_for()
        assert page.input_value("#text") == ASKED["nl"]
        page.unroute("**/")

        page.click(".send")

        page.locator(".sheet").first.wait_for()
        check_story(page, "nl")

    browser.visit(story, locale="nl")


@pytest.mark.soak
def test_he_corrects_what_was_understood(browser: Browser, site: str) -> None:
    def story(page: Page) -> None:
        page.goto(site)
        ask(page, ASKED["nl"])
        page.locator(".chip").nth(1).locator("summary").click()
        field = page.locator(".chip input[name=value]").nth(1)
        assert field.input_value() == "bakkerij.example"
        field.fill("kapper.example")
        field.press("Enter")
        page.locator(".sheet").nth(1).wait_for()

        assert "kapper.example" in page.locator(".turn").nth(1).inner_text()

    browser.visit(story, locale="nl")


@pytest.mark.soak
def test_a_kind_notice_leaves_the_text_in_its_box(browser: Browser, site: str) -> None:
    def story(page: Page) -> None:
        page.goto(site)
        page.fill("#text", "lang " * 101)
        page.click(".send")
        page.locator("#notice p").wait_for()

        assert "505 tekens" in page.locator("#notice").inner_text()
        assert page.input_value("#text") == "lang " * 101
        assert page.locator(".turn").count() == 0

    browser.visit(story, locale="nl")


@pytest.mark.soak  # test_xss_in_the_browser.py types worse in every run
@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_nothing_that_is_typed_can_run(
    browser: Browser, site: str, *, script: bool
) -> None:
    def story(page: Page) -> None:
        page.on("dialog", lambda dialog: pytest.fail(dialog.message))
        page.goto(site)
        ask(page, "<img src=x onerror=alert(1)><script>alert(2)</script> spam")

        assert page.locator(".question img, .answer img").count() == 0
        assert "<script>" in page.locator(".question").inner_text()

    browser.visit(story, locale="nl", java_script_enabled=script)


@pytest.mark.parametrize(
    "scheme", ["light", pytest.param("dark", marks=pytest.mark.soak)]
)
def test_no_width_makes_it_scroll_sideways(
    browser: Browser, site: str, scheme: str
) -> None:
    def story(page: Page) -> None:
        page.goto(site)
        ask(page, ASKED["nl"])
        page.evaluate(
            "document.querySelectorAll('details').forEach(one => { one.open = true })"
        )

        for width in (320, 360, 768, 1920):
            page.set_viewport_size({"width": width, "height": 800})
            assert page.evaluate(OVERFLOW) == 0, width

    browser.visit(story, color_scheme=scheme, locale="nl")


def focused(page: Page) -> str:
    """The id of what has the focus."""
    return str(page.evaluate("document.activeElement.id"))
