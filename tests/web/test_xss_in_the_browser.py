"""Hostile text in every place where a page can show one: nothing runs.

The browser's own policy would stop most of it; but a refusal of the policy is
told on the console, and there it counts as a failure too.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import cast

import pytest
from flask import Flask
from playwright.sync_api import Page

from assistant.desk import Desk
from assistant.knowledge.shelf import Shelf
from assistant.replies.reply import (
    Card,
    Cards,
    Chip,
    Choice,
    Contrast,
    Fold,
    Headline,
    Journey,
    JourneyLeg,
    ProofNote,
    Prose,
    Raw,
    Reply,
    Tile,
    Tiles,
    Tone,
    Tree,
    Twig,
)
from assistant.settings import Settings
from assistant.store.queue import Wanted
from assistant.store.turns import Store
from assistant.web.app import create_app
from tests.browser import Browser, served
from tests.telling import TellingDesk
from tests.web.payloads import PAYLOADS

pytestmark = pytest.mark.enable_socket

SAMPLE = PAYLOADS[::10]
MARKS = (
    "[...document.querySelectorAll('.log *')].flatMap(one => [...one.attributes])"
    ".filter(one => /^on/i.test(one.name) || /^javascript:/i.test(one.value)).length"
)
TAGS = "script, img, iframe, video, math, style, body, input[autofocus]"


def hostile(text: str) -> Reply:
    """A reply in which every fact is the same hostile text."""
    card = Card(
        action="replace",
        heading=text,
        type=text,
        name=text,
        fqdn=text,
        before=text,
        value=f"{text} anders",
    )
    leg = JourneyLeg(
        number=1, sender=text, by=text, ip=text, at=text, delay=text, marks=(text,)
    )
    return Reply(
        language="nl",
        parts=(
            Headline(text=text, tone=Tone.BAD),
            Prose(markdown=text),
            Tiles(tiles=(Tile(label=text, value=text, tone=Tone.GOOD),)),
            Cards(cards=(card,), name_label=text, value_label=text, today_label=text),
            ProofNote(outcome="proven", title=text, markdown=text),
            Fold(
                title=text,
                parts=(
                    Contrast(
                        shown_label=text,
                        shown=text,
                        checked_label=text,
                        checked=text,
                        same=False,
                    ),
                    Raw(label=text, text=text),
                    Journey(title=text, legs=(leg,)),
                    Tree(
                        title=text,
                        root=text,
                        root_label=text,
                        twigs=(Twig(depth=0, text=text, note=text, costs=1),),
                        counted=text,
                        spent=1,
                        most=10,
                        more=text,
                    ),
                ),
            ),
        ),
        choices=(Choice(label=text, says=text),),
        chips=(
            Chip(slot="domain", label=text, value=text),
            Chip(slot="service", label=text, value=text),
        ),
    )


@pytest.fixture
def desk(shelf: Shelf) -> TellingDesk:
    desk = TellingDesk(shelf)
    desk.go_on.set()
    return desk


@pytest.fixture
def site(settings: Settings, store: Store, desk: TellingDesk) -> Iterator[str]:
    app: Flask = create_app(
        settings, desk=cast("Desk", desk), store=store, posts="10000 per minute"
    )
    with served(app) as address:
        yield address


def send(page: Page, desk: TellingDesk, text: str) -> None:
    """Ask with a hostile text, and be answered with it everywhere."""
    desk.reply = hostile(text)
    page.request.post(
        page.url, form={"text": text}, headers={"Origin": page.url.rstrip("/")}
    )


def check(page: Page) -> None:
    """Nothing of it ran, and nothing of it became a part of the page."""
    page.reload()
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = 1)")
    assert page.evaluate("window.ran") is None
    assert page.evaluate(MARKS) == 0
    assert page.locator(".log").locator(TAGS).count() == 0


@pytest.mark.parametrize("payloads", [SAMPLE], ids=["sample"])
def test_nothing_hostile_runs(
    browser: Browser, site: str, desk: TellingDesk, payloads: tuple[str, ...]
) -> None:
    def story(page: Page) -> None:
        page.goto(f"{site}/")
        for text in payloads:
            send(page, desk, text)
        check(page)

    browser.visit(story, locale="nl")


@pytest.mark.soak
@pytest.mark.parametrize("start", range(0, len(PAYLOADS), 20))
def test_none_of_a_hundred_hostile_texts_runs(
    browser: Browser, site: str, desk: TellingDesk, start: int
) -> None:
    def story(page: Page) -> None:
        page.goto(f"{site}/")
        for text in PAYLOADS[start : start + 20]:
            send(page, desk, text)
        check(page)

    browser.visit(story, locale="nl")


def test_nothing_of_a_persons_or_a_customers_message_runs(
    browser: Browser, site: str, desk: TellingDesk, store: Store
) -> None:
    def story(page: Page) -> None:
        page.goto(f"{site}/")
        send(page, desk, "spam")
        (case,) = store.queue.page(Wanted()).cases
        then = datetime.now(UTC) - timedelta(minutes=1)
        for text in SAMPLE:
            store.messages.reply(
                case.conversation, "marieke", text, seen=10_000, now=then, anyway=True
            )
            send(page, desk, text)
        check(page)

    browser.visit(story, locale="nl")


@pytest.mark.soak
def test_with_the_script_nothing_hostile_runs_either(
    browser: Browser, site: str, desk: TellingDesk
) -> None:
    def story(page: Page) -> None:
        page.goto(f"{site}/")
        for count, text in enumerate(SAMPLE[:4]):
            desk.reply = hostile(text)
            page.fill("#text", text)
            page.click(".send")
            page.locator(".sheet").nth(count).wait_for()
        assert page.evaluate("window.ran") is None
        assert page.evaluate(MARKS) == 0

    browser.visit(story, locale="nl")


@pytest.mark.soak
def test_a_files_name_is_shown_and_not_read(browser: Browser, site: str) -> None:
    def story(page: Page) -> None:
        page.goto(f"{site}/")
        name = "<img src=x onerror=window.ran=1>.eml"
        page.set_input_files(
            "#file",
            {"name": name, "mimeType": "message/rfc822", "buffer": b"From: a@b.nl\n"},
        )
        page.locator("#chosen span").wait_for()
        assert page.locator("#chosen img").count() == 0
        page.click(".send")
        page.locator(".sheet").wait_for()

        assert page.evaluate("window.ran") is None

    browser.visit(story, locale="nl")


def test_there_are_a_hundred_of_them() -> None:
    assert len(set(PAYLOADS)) == 100
