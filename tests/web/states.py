"""Every state of the customer's pages, walked through as one story.

Whoever wants to look at them all hands in what to do at each: axe looks for
barriers, and a designer's eye at the pictures.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any, cast

from flask import Flask
from playwright.sync_api import Page

from assistant.checks.progress import Progress, Step, silent
from assistant.desk import Desk
from assistant.dialogue.conversation import Conversation
from assistant.settings import Settings
from assistant.store.request import ChangeRequest
from assistant.store.turns import Store
from assistant.turn import Turn
from assistant.understanding.question import Question
from assistant.web import back
from assistant.web.app import create_app
from tests.web.drawn_pictures import PNG

SITE = "https://www.bakkers.example"
SAYS = {
    "nl": {
        "spam": "mijn nieuwsbrieven van mailchimp komen in de spam, bakkerij.example",
        "which": "mijn facturen komen niet aan",
        "what": "wat is een cname?",
        "change": "kunt u dit voor mij aanpassen?",
        "costs": "facturen uit wefact worden geweigerd, installateur.example",
        "shown": "dit zie ik op mijn scherm",
        "reply": "Goedemorgen, dat *doen* wij. Ik heb de drie regels gezet.",
    },
    "en": {
        "spam": "my mailchimp newsletters end up in spam, bakkerij.example",
        "which": "my invoices do not arrive",
        "what": "what is a cname?",
        "change": "can you change this for me?",
        "costs": "invoices from wefact are refused, installateur.example",
        "shown": "this is what I see on my screen",
        "reply": "Good morning, we *do* that. I have set the three lines.",
    },
}
HEADER = """Received: from mail-a.mcsv.net (mail-a.mcsv.net [198.2.130.7]) by
 mx.google.com with ESMTPS; Wed, 25 Nov 2026 09:00:00 +0000
Authentication-Results: mx.google.com; spf=pass smtp.mailfrom=mcsv.net;
 dkim=pass header.d=mcsv.net; dmarc=fail header.from=bakkerij.example
From: Bakkerij <info@bakkerij.example>
Subject: Nieuwsbrief
Date: Wed, 25 Nov 2026 09:00:00 +0000"""


class Holding:
    """A desk that can be held in the middle of a check."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.go_on = threading.Event()
        self.go_on.set()

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever a desk has
        return getattr(self._desk, name)

    async def take(
        self,
        question: Question,
        conversation: Conversation,
        progress: Progress = silent,
    ) -> Turn:
        """Answer, but not before it may go on."""
        if not self.go_on.is_set():
            for name, done in (("zone", True), ("spf", True), ("dkim", False)):
                progress(Step(name=name, done=done))
            await asyncio.to_thread(self.go_on.wait, 20)
        return await self._desk.take(question, conversation, progress)


def application(settings: Settings, desk: Desk, store: Store) -> tuple[Flask, Holding]:
    """An application that can show every state."""
    ours = replace(desk.shelf.helpdesk, embed_sites=(SITE,), pictures=True)
    held = Holding(replace(desk, shelf=replace(desk.shelf, helpdesk=ours)))
    told = replace(
        settings,
        max_characters=5_000,
        mail_server="127.0.0.1:25",
        address="https://chat.helpdesk.example",
    )
    app = create_app(
        told, desk=cast("Desk", held), store=store, posts="1000 per minute"
    )
    return app, held


@dataclass
class Walk:
    """A reader who passes every state; `look` is told each by its name."""

    page: Page
    address: str
    language: str
    look: Callable[[str], None]
    store: Store
    desk: Holding
    secret: str

    def say(self, name: str) -> str:
        """What he says, in his language."""
        return SAYS[self.language][name]

    def ask(self, text: str) -> None:
        """Ask something and wait for its answer."""
        answers = self.page.locator(".sheet").count()
        self.page.fill("#text", text)
        self.page.click(".send")
        self.page.locator(".sheet").nth(answers).wait_for()

    def go(self, path: str) -> None:
        """Open another page of ours."""
        self.page.goto(self.address + path)

    def request(self) -> ChangeRequest:
        """The one change that he asked for."""
        (found,) = self.store.requests.open()
        return found


def walked(walk: Walk) -> None:
    """Through every state, as one conversation."""
    first(walk)
    checked(walk)
    asked_us(walk)
    with_person(walk)
    beside(walk)
    framed(walk)
    gone(walk)


def first(walk: Walk) -> None:
    """Before anything is measured."""
    walk.go("/")
    walk.look("beginning")
    walk.page.click(".send")
    walk.page.locator("#notice p").wait_for()
    walk.look("notice")
    walk.ask(walk.say("what"))
    walk.look("explanation")
    walk.ask(walk.say("which"))
    walk.look("question-back")


def checked(walk: Walk) -> None:
    """A check under way, stopped, done, judged; and one of a message."""
    walk.desk.go_on.clear()
    walk.page.fill("#text", walk.say("spam"))
    walk.page.click(".send")
    walk.page.locator(".turn .stop button").wait_for()
    walk.page.locator(".steps li:not([hidden])").nth(2).wait_for()
    walk.look("working")
    answers = walk.page.locator(".sheet").count()
    walk.page.locator(".turn .stop button").click()
    walk.page.locator(".sheet").nth(answers).wait_for()
    walk.desk.go_on.set()
    walk.look("stopped")
    walk.ask(walk.say("spam"))
    walk.look("answer")
    walk.page.locator(".rating button[value=not_solved]").last.click()
    walk.page.locator(".rating input[name=line]").wait_for()
    walk.look("rating-line")
    walk.page.fill(".rating input[name=line]", "de DNS heb ik niet zelf")
    walk.page.locator(".rating .button").last.click()
    walk.page.locator(".rating .line").wait_for()
    walk.look("rated")
    walk.ask(walk.say("costs"))
    walk.look("spf-tree")
    walk.ask(HEADER)
    walk.look("message")


def asked_us(walk: Walk) -> None:
    """A change that we are asked to make, and its confirmation."""
    walk.ask(walk.say("spam"))
    walk.ask(walk.say("change"))
    walk.page.locator("#change").wait_for()
    walk.look("change")
    walk.page.fill("#change-name", "Bakker Jansen")
    walk.page.fill("#change-address", "jansen@mail.example")
    walk.page.check("input[name=consent]")
    walk.page.click("#change .primary")
    walk.page.locator(".request").wait_for()
    walk.look("change-asked")
    asked = walk.request()
    mail = walk.store.mails.of(asked.conversation)[0]
    path = mail.body.partition("https://chat.helpdesk.example")[2].split()[0]
    walk.go(path)
    walk.look("confirm")
    walk.page.click("main .primary")
    walk.look("confirm-done")


def with_person(walk: Walk) -> None:
    """A person has it: what he writes, and a picture to him."""
    talk = walk.request().conversation
    walk.go("/")
    walk.page.set_input_files(
        "#file", {"name": "scherm.png", "mimeType": "image/png", "buffer": PNG}
    )
    walk.look("file-chosen")
    walk.page.fill("#text", walk.say("shown"))
    walk.page.click(".send")
    walk.page.locator(".picture img").wait_for()
    walk.look("picture")
    then = datetime.now(UTC) - timedelta(minutes=1)
    walk.store.messages.reply(talk, "marieke", walk.say("reply"), seen=10_000, now=then)
    walk.go("/")
    walk.page.locator(".said.staff").wait_for()
    walk.look("person")
    walk.page.emulate_media(media="print")
    walk.look("paper")
    walk.page.emulate_media(media="screen")


def beside(walk: Walk) -> None:
    """The pages beside the talk."""
    given = back.token(walk.secret, walk.request().conversation)
    for path in (f"back/{given}", "back/none", "privacy", "accessibility"):
        walk.go(f"/{path}")
        walk.look(path.replace(f"/{given}", "").replace("/", "-"))
    walk.go("/conversation")
    walk.look("conversation")
    walk.go("/nowhere")
    walk.look("nowhere")
    copied = walk.page.request.get(f"{walk.address}/conversation.html").text()
    walk.page.goto("about:blank")
    walk.page.set_content(copied)
    walk.look("archive")


def framed(walk: Walk) -> None:
    """As it stands in another site's page."""
    walk.go(f"/?site={SITE}&lang={walk.language}")
    walk.look("framed-beginning")
    walk.ask(walk.say("spam"))
    walk.look("framed")


def gone(walk: Walk) -> None:
    """The talk is deleted."""
    walk.go("/conversation")
    walk.page.locator(".sure summary").click()
    walk.look("delete")
    walk.page.click(".danger[type=submit], .sure .danger")
    walk.page.locator(".sorry").wait_for()
    walk.look("deleted")
