"""A browser in a thread of its own, and a server for it to look at.

Playwright's plain API keeps an event loop in the thread that started it, which
breaks every asyncio test after it. So it lives elsewhere, and tests hand it what
to do.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from typing import Any, TypeVar

from flask import Flask
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Page, Playwright, sync_playwright
from werkzeug.serving import make_server

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PATIENCE_MS = 30_000  # the machine may be busy with other tests

Result = TypeVar("Result")


class Browser:
    """Chromium, headless; `visit` opens a fresh window and closes it again.

    Nothing moves in it unless a test asks for that: drawing what moves takes a
    quarter of the time, and few tests are about it.
    """

    def __init__(self) -> None:
        if not CHROMIUM.exists():
            message = f"no {CHROMIUM}; install it with: apt-get install chromium"
            raise RuntimeError(message)
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="browser")
        self._playwright, self._chromium = self._thread.submit(_start).result()

    def visit(self, what: Callable[[Page], Result], **window: Any) -> Result:  # noqa: ANN401 - Playwright's own many options
        """Do something on a page of a window with these options."""
        return self._thread.submit(self._visit, what, window).result()

    def close(self) -> None:
        """Stop Chromium and the thread."""
        self._thread.submit(self._chromium.close).result()
        self._thread.submit(self._playwright.stop).result()
        self._thread.shutdown()

    def _visit(self, what: Callable[[Page], Result], window: dict[str, Any]) -> Result:
        still = {"reduced_motion": "reduce"}
        context = self._chromium.new_context(**{**still, **window})
        context.set_default_timeout(PATIENCE_MS)
        errors: list[str] = []
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda line: _collect(errors, line.type, line.text))
        try:
            result = what(page)
            assert not errors, errors
        finally:
            context.close()
        return result


def _collect(errors: list[str], kind: str, text: str) -> None:
    """Keep what went wrong in the page; what a test breaks is its own doing.

    That is a lost network, and a frame where none may be.
    """
    broken = text.startswith(("Failed to load resource", "Framing '"))
    if kind == "error" and not broken:
        errors.append(text)


def _start() -> tuple[Playwright, Chromium]:
    playwright = sync_playwright().start()
    chromium = playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
    return playwright, chromium


@contextmanager
def served(app: Flask) -> Iterator[str]:
    """Serve an application on loopback; gives its address."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = Thread(target=server.serve_forever, name="server")
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
