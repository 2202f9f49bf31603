"""Whole conversations in the browser: each ends well, with two questions at most.

A conversation is a YAML file: what is said, pressed and filled in, and how it
ends: solved, a change that was asked for, or a person. Six are played in every
run of the tests, all of them in the soak.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from assistant.desk import Desk
from assistant.dialogue.moves import Ask
from assistant.settings import Settings
from assistant.store.case import Owner, Rating
from assistant.store.queue import Wanted
from assistant.store.turns import Store
from assistant.web.app import create_app
from tests.browser import Browser, served
from tests.stage import read

pytestmark = pytest.mark.enable_socket

FOLDER = Path(__file__).parent / "conversations"
STORIES = {path.stem: read(path) for path in sorted(FOLDER.glob("*.yaml"))}
MOST_QUESTIONS = 2


@pytest.fixture
def site(settings: Settings, store: Store, demo_desk: Desk) -> Iterator[str]:
    told = replace(
        settings, mail_server="127.0.0.1:25", address="https://chat.helpdesk.example"
    )
    app = create_app(told, desk=demo_desk, store=store, posts="1000 per minute")
    with served(app) as address:
        yield address


def say(page: Page, text: str) -> None:
    answers = page.locator(".sheet").count()
    page.fill("#text", text)
    page.click(".send")
    page.locator(".sheet").nth(answers).wait_for()


def press(page: Page, label: str) -> None:
    answers = page.locator(".sheet").count()
    page.locator(".choices").get_by_role("button", name=label, exact=True).click()
    page.locator(".sheet").nth(answers).wait_for()


def person(page: Page, _: object) -> None:
    answers = page.locator(".sheet").count()
    page.locator(".top .person button").click()
    page.locator(".sheet").nth(answers).wait_for()
    page.locator("#person[data-owner=nobody]").wait_for()


def rate(page: Page, rating: str) -> None:
    last = page.locator(".rating").last
    last.locator(f"button[value={rating}]").click()
    last.locator("button[value]").first.wait_for(state="detached")


def request(page: Page, name: str) -> None:
    page.fill("#change-name", name)
    page.fill("#change-address", "klant@mail.example")
    page.check("input[name=consent]")
    page.click("#change .primary")
    page.locator(".request.asked").wait_for()


def offline(page: Page, text: str) -> None:
    page.route("**/", lambda route: route.abort())
    page.fill("#text", text)
    page.click(".send")
    page.locator("#notice p").wait_for()
    assert page.input_value("#text") == text
    page.unroute("**/")
    page.click(".send")
    page.locator(".sheet").first.wait_for()


def reload(page: Page, _: object) -> None:
    turns = page.locator(".turn").count()
    page.reload()
    assert page.locator(".turn").count() == turns


def correct(page: Page, domain: str) -> None:
    answers = page.locator(".sheet").count()
    page.locator(".chip").nth(1).locator("summary").click()
    page.locator(".chip input[name=value]").nth(1).fill(domain)
    page.locator(".chip input[name=value]").nth(1).press("Enter")
    page.locator(".sheet").nth(answers).wait_for()


def empty(page: Page, _: object) -> None:
    page.click(".send")
    page.locator("#notice p").wait_for()


def hesitate(page: Page, _: object) -> None:
    """The browser itself holds a form back in which the consent is missing."""
    page.fill("#change-name", "Jansen")
    page.fill("#change-address", "klant@mail.example")
    page.click("#change .primary")
    assert page.locator(".request").count() == 0


STEPS: dict[str, Callable[[Page, Any], None]] = {
    "say": say,
    "press": press,
    "person": person,
    "rate": rate,
    "request": request,
    "offline": offline,
    "reload": reload,
    "correct": correct,
    "empty": empty,
    "hesitate": hesitate,
}


def played(browser: Browser, site: str, story: dict[str, Any]) -> None:
    """Play one conversation from its beginning to its end."""

    def play(page: Page) -> None:
        page.goto(site)
        for step in story["steps"]:
            ((name, what),) = step.items()
            STEPS[name](page, what)

    browser.visit(play, locale=story["language"])


def ending(store: Store) -> str:
    """How the one conversation that there is ended."""
    (case,) = store.queue.page(Wanted()).cases
    if store.requests.of(case.conversation):
        return "change"
    if case.owner is Owner.NOBODY:
        return "person"
    return "solved" if case.rating is Rating.SOLVED else "open"


def questions(store: Store) -> int:
    """How many questions the assistant put."""
    (case,) = store.queue.page(Wanted()).cases
    turns = store.thread(case.conversation)
    return sum(bool(one.turn and isinstance(one.turn.move, Ask)) for one in turns)


@pytest.mark.parametrize("name", [one for one in STORIES if "sample" in STORIES[one]])
def test_a_conversation_ends_well(
    browser: Browser, site: str, store: Store, name: str
) -> None:
    played(browser, site, STORIES[name])

    assert ending(store) == STORIES[name]["ends"]
    assert questions(store) <= MOST_QUESTIONS


@pytest.mark.soak
@pytest.mark.parametrize(
    "name", [one for one in STORIES if "sample" not in STORIES[one]]
)
def test_every_conversation_ends_well(
    browser: Browser, site: str, store: Store, name: str
) -> None:
    played(browser, site, STORIES[name])

    assert ending(store) == STORIES[name]["ends"]
    assert questions(store) <= MOST_QUESTIONS


def test_there_are_thirty_of_which_ten_go_wrong_on_the_way() -> None:
    assert len(STORIES) == 30
    assert sum(one.startswith("wrong-") for one in STORIES) == 10
