"""Many browsers at once, light enough to share two cores with the server.

One event loop holds them all, a connection each time they ask, in HTTP/1.0, so
that a stream is its own lines until it ends. They count what they see; the tests
and the benches say what they should have seen.
"""

from __future__ import annotations

import asyncio
import re
import secrets
import time
import urllib.parse
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from assistant.store.turns import Store
from assistant.turn import Turn
from assistant.understanding.question import Question
from assistant.web.reception import signer

PATIENCE_S = 60.0
AGAIN_S = 0.5  # after a connection that broke
ARRIVE_S = 10.0  # in which everybody comes in
LOOKS_A_PAGE = 4  # so often there is a look for news before the page again
CURSOR = re.compile(r'data-cursor="([0-9]+)"')
CSRF = re.compile(r'name="csrf_token" value="([^"]+)"')
SAID = re.compile(r'id="said-([A-Za-z0-9_-]+)"')


@dataclass(frozen=True, slots=True)
class Heard:
    """What came back, and after how many milliseconds; status 0 when it broke."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    text: str = ""
    took_ms: float = 0.0


@dataclass(slots=True)
class Place:
    """A server, and how long it let those wait who only looked."""

    port: int
    looks_ms: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)

    async def ask(
        self,
        path: str,
        cookie: str = "",
        form: Mapping[str, str] | None = None,
        accept: str = "text/html",
    ) -> Heard:
        """Ask once and read to the end; status 0 when the connection broke."""
        began = time.perf_counter()
        try:
            async with asyncio.timeout(PATIENCE_S):
                reader, writer = await self._send(path, cookie, form, accept)
                whole = await reader.read()
                writer.close()
        except (OSError, TimeoutError):
            return Heard(0)
        took_ms = (time.perf_counter() - began) * 1000
        head, _, body = whole.decode().partition("\r\n\r\n")
        first, *lines = head.split("\r\n")
        headers = dict(line.lower().split(": ", 1)[:2] for line in lines)
        kept = next((line[12:] for line in lines if line[:12] == "Set-Cookie: "), "")
        headers["set-cookie"] = kept.partition(";")[0]
        status = int(first.split()[1]) if first else 0
        return Heard(status, headers, body, took_ms)

    async def look(self, path: str, cookie: str = "") -> Heard:
        """Ask, and note how long it took."""
        heard = await self.ask(path, cookie)
        self.statuses[heard.status] += 1
        if heard.status:
            self.looks_ms.append(heard.took_ms)
        return heard

    async def lines(self, path: str, cookie: str) -> AsyncIterator[str]:
        """The lines of a stream until it ends or breaks."""
        with suppress(OSError):
            reader, writer = await self._send(path, cookie, None, "text/event-stream")
            status = (await reader.readline()).split()
            if status[1:2] != [b"200"]:
                writer.close()
                return
            try:
                while line := await reader.readline():
                    yield line.decode().rstrip()
            finally:
                writer.close()

    async def _send(
        self,
        path: str,
        cookie: str,
        form: Mapping[str, str] | None,
        accept: str,
    ) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        body = urllib.parse.urlencode(form or {}).encode()
        head = (
            f"{'GET' if form is None else 'POST'} {path} HTTP/1.0\r\n"
            f"Host: 127.0.0.1:{self.port}\r\nAccept: {accept}\r\n"
            f"Origin: http://127.0.0.1:{self.port}\r\n"
            + (f"Cookie: {cookie}\r\n" if cookie else "")
            + "Content-Type: application/x-www-form-urlencoded\r\n"
            f"Content-Length: {len(body)}\r\n\r\n"
        )
        writer.write(head.encode() + body)
        await writer.drain()
        return reader, writer

    def p95_ms(self) -> float:
        """So long did all but the slowest twentieth take at most."""
        taken = sorted(self.looks_ms)
        return taken[int(len(taken) * 0.95)] if taken else 0.0


@dataclass(slots=True)
class Customer:
    """Who has a conversation, and looks every few seconds for what is new."""

    talk: str
    cookie: str
    cursor: int = 0
    page: str = ""

    async def live(self, place: Place, every_s: float, over: asyncio.Event) -> None:
        """Come in, and then look for news as the page's script does.

        Now and then the page is loaded again.
        """
        place_in_line = secrets.randbelow(1000) / 1000
        await wait(ARRIVE_S * place_in_line, over)
        while not over.is_set():
            self._read(await place.look("/", self.cookie))
            for _ in range(LOOKS_A_PAGE):
                await wait(every_s, over)
                if not over.is_set():
                    await self.look(place)

    async def look(self, place: Place) -> None:
        """Look whether there is news."""
        self._read(await place.look(f"/news?after={self.cursor}", self.cookie))

    def _read(self, heard: Heard) -> None:
        if heard.status == 200 and (found := CURSOR.search(heard.text)):
            self.cursor, self.page = int(found[1]), heard.text


@dataclass(slots=True)
class Watcher:
    """A console that stays open: it counts every event that it is told."""

    cookie: str
    cursor: int
    told: Counter[int] = field(default_factory=Counter)
    opened: int = 0

    async def watch(self, place: Place, over: asyncio.Event) -> None:
        """Read the stream; come back with the last cursor whenever it ends."""
        while not over.is_set():
            last, path = self.cursor, f"/console/events?since={self.cursor}"
            async for line in place.lines(path, self.cookie):
                if line.startswith("retry:"):
                    self.opened += 1
                if line.startswith("id: "):
                    last = int(line[4:])
                if line.startswith("event: news"):
                    self.told[last] += 1
                    self.cursor = last
                if over.is_set():
                    return
            await wait(AGAIN_S, over)


async def wait(seconds: float, over: asyncio.Event) -> None:
    """Wait, but not past the end."""
    with suppress(TimeoutError):
        await asyncio.wait_for(over.wait(), seconds)


async def every(
    seconds: float, over: asyncio.Event, do: Callable[[int], Awaitable[None]]
) -> None:
    """Do something again and again, at a pace that a slow answer does not slow."""
    began, number = time.monotonic(), 0
    async with asyncio.TaskGroup() as doing:
        while not over.is_set():
            doing.create_task(_awaited(do(number)))
            number += 1
            await wait(began + number * seconds - time.monotonic(), over)


async def _awaited(doing: Awaitable[None]) -> None:
    await doing


def customers(store: Store, turn: Turn, secret: str, number: int) -> list[Customer]:
    """So many customers, each of whom was answered already and got this answer."""
    sealer, now = signer(secret), datetime.now(UTC)
    made = []
    for one in range(number):
        name = f"crowd-{one}-{now.timestamp():.0f}"
        question = Question(text=turn.question.text, asked_at=now, language="nl")
        asked = store.ask(conversation=None, turn=name, question=question, now=now)
        store.claim(name, worker="crowd", now=now)
        store.finish(name, "crowd", turn, now)
        cookie = f"bezorgd={sealer.dumps(asked.conversation)}"
        made.append(Customer(asked.conversation, cookie))
    return made


def memory_mb(parent: int) -> float:
    """The proportional memory of a process and all below it."""
    listed = Path(f"/proc/{parent}/task/{parent}/children")
    with suppress(OSError):
        below = sum(memory_mb(int(one)) for one in listed.read_text().split())
        held = Path(f"/proc/{parent}/smaps_rollup").read_text()
        found = re.search(r"^Pss:\s+(\d+)", held, re.MULTILINE)
        return below + (int(found[1]) / 1024 if found else 0.0)
    return 0.0
