"""What goes wrong around a question: no message is lost, and none doubled."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread
from typing import cast

import pytest
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Page
from werkzeug.serving import make_server

from assistant.desk import Desk
from assistant.settings import Settings
from assistant.store.queue import Wanted
from assistant.store.turns import Store
from assistant.web.app import create_app
from assistant.web.reception import COOKIE, signer
from tests.browser import Browser, served
from tests.serving import becomes, free_port
from tests.telling import TellingDesk

pytestmark = pytest.mark.enable_socket

ASKED = "mailchimp komt in de spam, bakkerij.example"
STREAM = {"Accept": "text/event-stream"}
RECONNECTS = 1_000
IN_ONE_TALK = 20


@pytest.fixture
def app(settings: Settings, desk: TellingDesk, store: Store) -> Flask:
    return create_app(
        settings, desk=cast("Desk", desk), store=store, posts="100000 per minute"
    )


@pytest.fixture
def site(app: Flask) -> Iterator[str]:
    with served(app) as address:
        yield address


def begin(page: Page, text: str) -> None:
    """Send a question whose answer is not there yet."""
    page.fill("#text", text)
    page.click(".send")
    page.locator("article .stop button").wait_for()


def answered(page: Page, count: int) -> None:
    """Wait for so many answers, and see that there are no more turns."""
    page.locator(".sheet").nth(count - 1).wait_for()
    assert page.locator(".turn").count() == count


def asked(store: Store) -> list[str]:
    """What was asked, in all conversations."""
    cases = store.queue.page(Wanted()).cases
    turns = [turn for one in cases for turn in store.thread(one.conversation)]
    return [turn.question.text for turn in turns]


def test_the_network_goes_in_the_middle_and_comes_back(
    browser: Browser, site: str, desk: TellingDesk, store: Store
) -> None:
    desk.go_on.clear()

    def story(page: Page) -> None:
        page.goto(site)
        begin(page, ASKED)
        page.context.set_offline(True)
        desk.go_on.set()
        page.wait_for_timeout(300)
        page.context.set_offline(False)
        answered(page, 1)

    browser.visit(story, locale="nl")
    assert asked(store) == [ASKED]
    assert desk.heard == [ASKED]


def test_a_reload_in_the_middle_waits_for_the_answer(
    browser: Browser, site: str, desk: TellingDesk
) -> None:
    desk.go_on.clear()

    def story(page: Page) -> None:
        page.goto(site)
        begin(page, ASKED)
        page.reload()
        page.locator(".meanwhile").wait_for()
        desk.go_on.set()
        answered(page, 1)

    browser.visit(story, locale="nl")
    assert desk.heard == [ASKED]


@pytest.mark.soak
def test_the_way_back_leads_to_all_that_was_said(browser: Browser, site: str) -> None:
    def story(page: Page) -> None:
        page.goto(site)
        page.fill("#text", ASKED)
        page.click(".send")
        answered(page, 1)
        page.click(".foot nav a[href*='privacy']")
        page.locator("main.reading").wait_for()

        page.go_back()

        answered(page, 1)

    browser.visit(story, locale="nl")


@pytest.mark.soak
def test_two_tabs_that_were_open_before_are_one_conversation(
    browser: Browser, site: str, store: Store
) -> None:
    def story(page: Page) -> None:
        other = page.context.new_page()
        page.goto(site)
        other.goto(site)
        for tab, text in ((page, "in de ene"), (other, "in de andere")):
            tab.fill("#text", text)
            tab.click(".send")
            tab.locator(".sheet").last.wait_for()

        page.reload()

        answered(page, 2)

    browser.visit(story, locale="nl")
    assert asked(store) == ["in de ene", "in de andere"]


@pytest.mark.soak
def test_a_tab_of_an_earlier_conversation_loses_no_text(
    browser: Browser, site: str, store: Store
) -> None:
    def story(page: Page) -> None:
        page.goto(site)
        page.fill("#text", "het eerste gesprek")
        page.click(".send")
        answered(page, 1)
        page.reload()
        other = page.context.new_page()
        other.goto(site)
        other.locator(".foot form .quiet").click()
        other.fill("#text", "het tweede gesprek")
        other.click(".send")
        other.locator(".sheet").wait_for()

        page.fill("#text", "nog iets")
        page.click(".send")
        page.locator("#notice p").wait_for()
        assert page.input_value("#text") == "nog iets"
        page.click(".send")
        answered(page, 2)

    browser.visit(story, locale="nl")
    assert sorted(asked(store)) == [
        "het eerste gesprek",
        "het tweede gesprek",
        "nog iets",
    ]


@contextmanager
def listening(app: Flask, port: int) -> Iterator[None]:
    """A server at one port, which ends with all that it holds."""
    server = make_server("127.0.0.1", port, app, threaded=True)
    thread = Thread(target=server.serve_forever, name="server")
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_the_server_goes_in_the_middle_and_comes_back(
    browser: Browser, app: Flask, desk: TellingDesk, store: Store, settings: Settings
) -> None:
    desk.go_on.clear()
    port = free_port()
    again = create_app(settings, desk=cast("Desk", desk), store=store)

    def story(page: Page) -> None:
        with listening(app, port):
            page.goto(f"http://127.0.0.1:{port}")
            begin(page, ASKED)
        desk.go_on.set()
        with listening(again, port):
            page.goto(f"http://127.0.0.1:{port}")
            answered(page, 1)

    browser.visit(story, locale="nl")
    assert asked(store) == [ASKED]


def test_a_check_is_stopped_by_a_press(
    browser: Browser, site: str, desk: TellingDesk
) -> None:
    desk.go_on.clear()

    def story(page: Page) -> None:
        page.goto(site)
        begin(page, ASKED)
        page.click("article .stop button")
        answered(page, 1)
        assert "Wij zijn gestopt" in page.locator(".sheet h2").inner_text()

    browser.visit(story, locale="nl")
    desk.go_on.set()


def test_a_persons_answer_appears_by_itself(
    browser: Browser, site: str, desk: TellingDesk, store: Store
) -> None:
    def story(page: Page) -> None:
        page.goto(site)
        page.fill("#text", ASKED)
        page.click(".send")
        answered(page, 1)
        (case,) = store.queue.page(Wanted()).cases
        now = case.last_at
        store.cases.hand_over(case.conversation, "asked-for", now)
        page.reload()
        store.messages.say(case.conversation, "Wij keken nog eens.", now)

        page.locator(".said.desk").wait_for()

        assert "Wij keken nog eens." in page.locator(".said.desk").inner_text()
        assert page.locator(".turn").count() == 2

    browser.visit(story, locale="nl")


@pytest.mark.soak
def test_a_thousand_broken_connections_lose_and_double_nothing(
    app: Flask, desk: TellingDesk, store: Store, settings: Settings
) -> None:
    talks: set[str] = set()
    client = app.test_client()
    for place in range(RECONNECTS):
        if place % IN_ONE_TALK == 0:
            client = app.test_client()
            client.environ_base["HTTP_ORIGIN"] = "http://localhost"
        broken(client, place)
        if place % 3 == 0:
            broken(client, place)  # the browser sends the same form once more
        cookie = client.get_cookie(COOKIE)
        assert cookie is not None
        talks.add(str(signer(settings.secret).loads(cookie.value)))

    assert becomes(lambda: all(done(store, one) for one in talks), 60)
    questions = [turn.question.text for one in talks for turn in store.thread(one)]
    assert sorted(questions) == sorted(f"vraag {one}" for one in range(RECONNECTS))
    assert sorted(desk.heard) == sorted(questions)


def broken(client: FlaskClient, place: int) -> None:
    """Ask, and break the connection after the first event."""
    form = {"text": f"vraag {place}", "turn": f"turn-number-{place}"}
    response = client.post("/", data=form, headers=STREAM)
    next(iter(response.response))
    response.close()


def done(store: Store, talk: str) -> bool:
    """Whether everything in it is answered."""
    return all(turn.state == "answered" for turn in store.thread(talk))
