"""A mail server on this machine that keeps what it is given, for a test."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default


@dataclass(slots=True)
class Letterbox:
    """What was handed in; `refuses` is what it says of a recipient, if anything."""

    port: int = 0
    refuses: str = ""
    letters: list[EmailMessage] = field(default_factory=list)

    @property
    def address(self) -> str:
        """Where it stands, as a setting has it."""
        return f"127.0.0.1:{self.port}"


@contextmanager
def letterbox() -> Iterator[Letterbox]:
    """Take mail in until the test is over."""
    box, ready = Letterbox(), threading.Event()
    loop = asyncio.new_event_loop()
    over: asyncio.Event | None = None

    async def serve() -> None:
        nonlocal over
        over = asyncio.Event()
        server = await asyncio.start_server(
            lambda reader, writer: _talk(box, reader, writer), "127.0.0.1", 0
        )
        box.port = server.sockets[0].getsockname()[1]
        ready.set()
        await over.wait()
        server.close()
        await server.wait_closed()

    keeper = threading.Thread(target=lambda: loop.run_until_complete(serve()))
    keeper.start()
    assert ready.wait(20)
    try:
        yield box
    finally:
        if over is not None:
            loop.call_soon_threadsafe(over.set)
        keeper.join()
        loop.close()


async def _talk(
    box: Letterbox, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
) -> None:
    """Speak as much of RFC 5321 as one letter needs."""
    writer.write(b"220 letterbox.example\r\n")
    while line := await reader.readline():
        word = line[:4].upper()
        if word == b"DATA":
            writer.write(b"354 go on\r\n")
            whole = await reader.readuntil(b"\r\n.\r\n")
            letter = message_from_bytes(whole[:-3], policy=default)
            assert isinstance(letter, EmailMessage)
            box.letters.append(letter)
        if word == b"RCPT" and box.refuses:
            writer.write(f"{box.refuses}\r\n".encode("ascii"))
            continue
        writer.write(b"221 bye\r\n" if word == b"QUIT" else b"250 ok\r\n")
        if word == b"QUIT":
            break
    writer.close()
    await writer.wait_closed()
