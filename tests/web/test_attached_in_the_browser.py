"""A real picture to a person: cleaned, and a browser still draws it, right side up."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import cast

import pytest
from playwright.sync_api import Page

from assistant.desk import Desk
from assistant.knowledge.shelf import Shelf
from assistant.settings import Settings
from assistant.store.queue import Wanted
from assistant.store.turns import Store
from assistant.web.app import create_app
from tests.browser import Browser, served
from tests.telling import TellingDesk
from tests.web.drawn_pictures import SECRET, chunk, jpeg

pytestmark = pytest.mark.enable_socket

DRAWN = """kind => {
  const canvas = document.createElement("canvas");
  canvas.width = 40; canvas.height = 20;
  const ink = canvas.getContext("2d");
  ink.fillStyle = "rgb(200, 30, 30)"; ink.fillRect(0, 0, 20, 20);
  ink.fillStyle = "rgb(30, 30, 200)"; ink.fillRect(20, 0, 20, 20);
  return canvas.toDataURL(kind).split(",")[1];
}"""
SIZE = (
    "async one => { await one.decode(); return [one.naturalWidth, one.naturalHeight] }"
)


@pytest.fixture
def site(settings: Settings, store: Store, shelf: Shelf) -> Iterator[str]:
    ours = replace(shelf.helpdesk, pictures=True)
    desk = TellingDesk(replace(shelf, helpdesk=ours))
    desk.go_on.set()
    app = create_app(settings, desk=cast("Desk", desk), store=store)
    with served(app) as address:
        yield address


def noted(kind: str, plain: bytes) -> bytes:
    """The same picture with what a camera or a program would note in it."""
    if kind == "image/jpeg":
        return jpeg(plain)
    if kind == "image/png":
        return plain[:33] + chunk(b"tEXt", b"Author\x00" + SECRET) + plain[33:]
    size = int.from_bytes(plain[4:8], "little") + 8 + len(SECRET) + len(SECRET) % 2
    told = b"EXIF" + len(SECRET).to_bytes(4, "little") + SECRET
    return b"RIFF" + size.to_bytes(4, "little") + plain[8:] + told + b"\0"


@pytest.mark.parametrize(
    ("kind", "size"),
    [
        ("image/jpeg", [20, 40]),
        pytest.param("image/png", [40, 20], marks=pytest.mark.soak),
        pytest.param("image/webp", [40, 20], marks=pytest.mark.soak),
    ],
)
def test_a_browser_draws_what_is_left_of_a_picture(
    browser: Browser, site: str, store: Store, kind: str, size: list[int]
) -> None:
    def story(page: Page) -> None:
        page.goto(site)
        page.fill("#text", "spam")
        page.click(".send")
        page.locator(".sheet").wait_for()
        (case,) = store.queue.page(Wanted()).cases
        store.cases.take(case.conversation, "marieke", datetime.now(UTC))
        page.reload()
        plain = base64.b64decode(page.evaluate(DRAWN, kind))
        given = {"name": "foto", "mimeType": kind, "buffer": noted(kind, plain)}
        page.set_input_files("#file", given)  # type: ignore[arg-type] # its own dict
        page.click(".send")
        shown = page.locator(".picture img")
        shown.wait_for()

        assert shown.evaluate(SIZE) == size
        sent = page.request.get(str(shown.evaluate("one => one.src"))).body()
        assert SECRET not in sent

    browser.visit(story, locale="nl")
