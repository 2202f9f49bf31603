"""A mail server on this machine that keeps what it is given, for a test."""

from __future__ import annotations

import asyncio
import base64
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default


@dataclass(slots=True)
class Letterbox:
    """What was handed in, and how it behaves.

    `refuses` is what it says of a recipient, if anything; `bye` of QUIT, after
    which it hangs up. With `context` it can encrypt: `from_the_start`, or when asked.
    `password` is the one that it takes, also in the clear when it `signs_in`;
    `words` are the commands that it heard.
    """

    port: int = 0
    refuses: str = ""
    bye: str = "221 bye"
    context: ssl.SSLContext | None = None
    from_the_start: bool = False
    password: str = ""
    signs_in: bool = False
    letters: list[EmailMessage] = field(default_factory=list)
    words: list[str] = field(default_factory=list)

    @property
    def address(self) -> str:
        """Where it stands, as a setting has it."""
        return f"127.0.0.1:{self.port}"


@contextmanager
def letterbox(box: Letterbox | None = None) -> Iterator[Letterbox]:
    """Take mail in until the test is over."""
    box, ready = box or Letterbox(), threading.Event()
    loop = asyncio.new_event_loop()
    over: asyncio.Event | None = None

    async def serve() -> None:
        nonlocal over
        over = asyncio.Event()
        server = await asyncio.start_server(
            lambda reader, writer: _talk(box, reader, writer),
            "127.0.0.1",
            0,
            ssl=box.context if box.from_the_start else None,
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
    try:
        await _listen(box, reader, writer)
    except (ConnectionError, ssl.SSLError):
        return  # who does not trust us hangs up
    finally:
        writer.close()


async def _listen(
    box: Letterbox, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
) -> None:
    """Speak as much of RFC 5321 as one letter needs."""
    writer.write(b"220 letterbox.example\r\n")
    while line := await reader.readline():
        word = line[:4].upper()
        box.words.append(line.split()[0].decode("ascii").upper())
        if word == b"DATA":
            writer.write(b"354 go on\r\n")
            whole = await reader.readuntil(b"\r\n.\r\n")
            letter = message_from_bytes(whole[:-3], policy=default)
            assert isinstance(letter, EmailMessage)
            box.letters.append(letter)
        writer.write(f"{_answer(box, word, line)}\r\n".encode("ascii"))
        if word == b"STAR" and box.context is not None:
            await writer.start_tls(box.context)
        if word == b"QUIT":
            break


def _answer(box: Letterbox, word: bytes, line: bytes) -> str:
    if word == b"RCPT" and box.refuses:
        return box.refuses
    if word == b"EHLO" and box.context is not None:
        return "250-letterbox.example\r\n250-AUTH PLAIN\r\n250 STARTTLS"
    if word == b"EHLO" and box.signs_in:
        return "250-letterbox.example\r\n250 AUTH PLAIN"
    if word == b"AUTH":
        given = base64.b64decode(line.split()[2]).split(b"\0")
        right = given == [b"", b"desk", box.password.encode("ascii")]
        return "235 come in" if right else "535 no"
    if word == b"STAR":
        return "220 go on" if box.context is not None else "502 what"
    return box.bye if word == b"QUIT" else "250 ok"
