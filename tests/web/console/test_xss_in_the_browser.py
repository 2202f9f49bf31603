"""Hostile text in every place where staff and readers of guides can meet it.

It comes in as words, header fields, DNS answers, names of files, of domains and of
people, and through the address of a page. Nothing of it may run, or become a part
of a page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from secrets import token_urlsafe

import pytest
import yaml
from playwright.sync_api import Page

from assistant import answering
from assistant.desk import Desk
from assistant.lookup.recorded import Recorded
from assistant.remedies.change import Action, RecordChange
from assistant.settings import Settings
from assistant.store.case import Rating
from assistant.store.files import File
from assistant.store.request import NewRequest
from assistant.store.turns import Store
from assistant.understanding.question import Question
from assistant.web.app import create_app
from assistant.web.signin.sessions import NAME
from tests.browser import Browser, served
from tests.consoling import SignedIn
from tests.web.payloads import PAYLOADS

pytestmark = pytest.mark.enable_socket

DOMAIN = "boos.example"
RAN = "window.ran"
MARKS = (
    "[...document.querySelectorAll('main *')].flatMap(one => [...one.attributes])"
    ".filter(one => /^on/i.test(one.name) || /^javascript:/i.test(one.value)).length"
)
STRANGERS = (
    "script, img:not(.picture img), iframe, video, math, style, body, input[autofocus]"
)
OPEN_ALL = "document.querySelectorAll('details').forEach(one => { one.open = true })"


def pieces(text: str) -> list[str]:
    """The strings of one TXT record; each takes 255 bytes, however many letters."""
    size = 60  # letters of at most four bytes
    return [text[n : n + size] for n in range(0, len(text), size)] or [""]


def zone(payload: str) -> Recorded:
    """A domain whose every answer is hostile."""
    texts = {
        DOMAIN: f"v=spf1 include:{payload} {payload} -all",
        f"_dmarc.{DOMAIN}": f"v=DMARC1; p={payload}; rua=mailto:{payload}",
        f"k2._domainkey.{DOMAIN}": f"v=DKIM1; p={payload}",
        f"k3._domainkey.{DOMAIN}": payload,
    }
    records = [
        {"name": name, "type": "TXT", "value": pieces(text)}
        for name, text in texts.items()
    ]
    soa = f"ns.{DOMAIN} post.{DOMAIN} 1 2 3 4 300"
    records.append({"name": DOMAIN, "type": "SOA", "value": soa})
    return Recorded.from_zone(yaml.safe_dump({"records": records}))


def header(payload: str) -> str:
    """A header whose every field is hostile."""
    flat = " ".join(payload.split())
    return "\n".join(
        (
            f"Received: from {flat} ({flat} [192.0.2.1]) by {flat} with ESMTP;",
            " Mon, 2 Mar 2026 10:00:09 +0000",
            f"Authentication-Results: {flat}; spf=pass smtp.mailfrom={flat};",
            f" dkim=fail ({flat}) header.d={flat}",
            f"DKIM-Signature: v=1; a=rsa-sha256; d={flat}; s={flat}; h=from; b=x",
            f'From: "{flat}" <info@{DOMAIN}>',
            f"Reply-To: {flat} <a@{flat}>",
            f"Subject: {flat}",
            f"X-Spam-Status: Yes, tests={flat}",
        )
    )


class Hostile:
    """A customer of whom nothing is meant well."""

    def __init__(self, store: Store, desk: Desk) -> None:
        self.store = store
        self.payload = ""
        self.desk = replace(desk, open_dns=lambda _: zone(self.payload))
        self.talk: str | None = None

    def asks(self, text: str) -> str:
        """Ask, be answered, and give the turn."""
        turn, now = token_urlsafe(9), datetime.now(UTC)
        asked = self.store.ask(
            conversation=self.talk,
            turn=turn,
            question=Question(text=text, asked_at=now, language="nl"),
            now=now,
        )
        self.talk = asked.conversation
        answering.answer(turn, self.desk, self.store, "test")
        return turn

    def does_it_all(self, payload: str) -> None:
        """Put one text wherever a customer can put one."""
        self.payload, now = payload, datetime.now(UTC)
        turn = self.asks(f"mailchimp komt in de spam, {DOMAIN} {payload}")
        self.asks(f"{payload}.example met {payload}@{DOMAIN}")
        letter = self.asks(f"{payload}\n\n{header(payload)}")
        assert self.talk is not None
        self.store.learning.rate(turn, Rating.NOT_MINE, payload, now)
        for entry, kind in ((turn, "message/rfc822"), (letter, "image/png")):
            self.store.files.keep(
                File(
                    entry=entry,
                    conversation=self.talk,
                    name=payload,
                    kind=kind,
                    at=now,
                ),
                None if kind == "message/rfc822" else payload.encode(),
            )
        self.wants(payload, now)

    def wants(self, payload: str, now: datetime) -> None:
        """Ask for a change of it too, and have it noted and laid ready."""
        assert self.talk is not None
        record = RecordChange(
            action=Action.REPLACE,
            name=payload,
            type="TXT",
            before=payload,
            after=f"{payload} anders",
        )
        request = NewRequest(
            conversation=self.talk,
            domain=payload,
            name=payload,
            address=payload,
            consent=payload,
            records=(record,),
            language="nl",
        )
        self.store.requests.ask(request, now)
        self.store.cases.tag(self.talk, (payload,), "anna", now)
        self.store.messages.note(self.talk, "anna", payload, now)


def check(page: Page, address: str) -> None:
    """Open a page and everything on it: nothing ran, nothing became markup."""
    page.goto(address)
    page.evaluate(OPEN_ALL)
    assert page.evaluate(RAN) is None, address
    assert page.evaluate(MARKS) == 0, address
    assert page.locator("main").locator(STRANGERS).count() == 0, address


def walked(page: Page, base: str, hostile: Hostile) -> None:
    """Every page of the console on which something of a customer stands."""
    (*_, last) = hostile.store.requests.open()
    for path in (
        "/console/",
        f"/console/c/{hostile.talk}",
        "/console/changes",
        f"/console/changes/{last.id}",
        "/console/learning",
        "/console/figures",
        "/console/administration",
    ):
        check(page, base + path)


def looked_for(page: Page, base: str, payloads: Sequence[str]) -> None:
    """What stands in an address comes back on a page as text."""
    for payload in payloads:
        for path in ("/console/?q=", "/console/bench?text=", "/guides?q="):
            check(page, base + path + page.evaluate("encodeURIComponent", payload))


def play(
    browser: Browser,
    hostile: Hostile,
    settings: Settings,
    signed_in: SignedIn,
    payloads: Sequence[str],
) -> None:
    """Let staff meet these texts."""
    app = create_app(settings, desk=hostile.desk, store=hostile.store)
    for payload in payloads:
        hostile.does_it_all(payload)

    def story(page: Page, base: str) -> None:
        cookie = {"name": NAME, "value": signed_in.cookies[0], "url": base}
        page.context.add_cookies([cookie])  # type: ignore[list-item] # its own dict
        walked(page, base, hostile)
        looked_for(page, base, payloads)

    with served(app) as base:
        browser.visit(lambda page: story(page, base), locale="nl-NL")


@pytest.fixture
def hostile(store: Store, demo_desk: Desk) -> Hostile:
    return Hostile(store, demo_desk)


def test_nothing_of_a_hostile_customer_runs_in_the_console_or_the_guides(
    browser: Browser, hostile: Hostile, settings: Settings, signed_in: SignedIn
) -> None:
    play(browser, hostile, settings, signed_in, PAYLOADS[::60])


@pytest.mark.soak
@pytest.mark.parametrize("start", range(0, len(PAYLOADS), 20))
def test_none_of_a_hundred_hostile_texts_runs_there(
    browser: Browser,
    hostile: Hostile,
    settings: Settings,
    signed_in: SignedIn,
    start: int,
) -> None:
    play(browser, hostile, settings, signed_in, PAYLOADS[start : start + 20])
