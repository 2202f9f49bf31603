"""A whole `bezorgd serve` under test: parent, server and chores, as an operator's."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.cookiejar import CookieJar
from pathlib import Path

WITHIN_S = 60.0


@dataclass(frozen=True, slots=True)
class Serving:
    """A running parent, and where its pages are."""

    parent: subprocess.Popen[str]
    address: str
    printed: tuple[str, ...]

    def children(self) -> tuple[int, ...]:
        """The processes right under the parent."""
        listed = Path(f"/proc/{self.parent.pid}/task/{self.parent.pid}/children")
        return tuple(int(one) for one in listed.read_text(encoding="ascii").split())

    def stop(self, number: int = signal.SIGTERM) -> int:
        """Tell the parent to end, and give its status."""
        self.parent.send_signal(number)
        return self.parent.wait(30)


@contextmanager
def serving(
    data: Path, *before: str, cwd: Path | None = None, told: int | None = None
) -> Iterator[Serving]:
    """Serve at a free port until the test is over.

    Args:
        data: Where the program keeps its things.
        before: The program to run; this checkout's when nothing is told.
        cwd: Where it is started.
        told: The open file that its log goes to; that of the tests unless told.
    """
    port = free_port()
    program = before or (sys.executable, "-m", "assistant")
    parent = subprocess.Popen(  # noqa: S603 - our own words
        [*program, "serve", "--port", str(port)],
        stdout=subprocess.PIPE,
        stderr=told,
        text=True,
        cwd=cwd,
        env={"BEZORGD_WORKERS": "1", **os.environ, "BEZORGD_DATA": str(data)},
    )
    try:
        yield Serving(parent, f"http://127.0.0.1:{port}", _until_address(parent))
    finally:
        parent.terminate()
        parent.wait(30)
        if parent.stdout is not None:
            parent.stdout.close()


def _until_address(parent: subprocess.Popen[str]) -> tuple[str, ...]:
    printed: list[str] = []
    for line in parent.stdout or ():
        printed.append(line.rstrip())
        if line.startswith("http://"):
            return tuple(printed)
    raise AssertionError(printed)


def free_port() -> int:
    """A port that nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def gone(process: int) -> bool:
    """Whether a process has ended, even if nobody took note yet."""
    try:
        stat = Path(f"/proc/{process}/stat").read_text(encoding="ascii")
    except FileNotFoundError:
        return True
    return stat.rpartition(")")[2].split()[0] == "Z"


def becomes(is_so: Callable[[], bool], within_s: float) -> bool:
    """Wait until something is so, and tell whether it came to be."""
    last = time.monotonic() + within_s
    while time.monotonic() < last:
        if is_so():
            return True
        time.sleep(0.05)
    return is_so()


@dataclass(frozen=True, slots=True)
class Visitor:
    """A browser without a script: it keeps its cookie and follows a 303."""

    address: str
    opener: urllib.request.OpenerDirector

    @classmethod
    def at(cls, address: str) -> Visitor:
        """A visitor who never was here."""
        cookies = urllib.request.HTTPCookieProcessor(CookieJar())
        direct = urllib.request.ProxyHandler({})
        return cls(address, urllib.request.build_opener(cookies, direct))

    def see(self) -> str:
        """Look at the page."""
        with self.opener.open(self.address, timeout=WITHIN_S) as answer:
            page: bytes = answer.read()
        return page.decode("utf-8")

    def say(self, text: str) -> str:
        """Send the form, and read the page that comes."""
        turn = re.search(r'name="turn" value="([^"]+)"', self.see())
        assert turn is not None
        form = urllib.parse.urlencode({"turn": turn[1], "text": text}).encode("ascii")
        with self.opener.open(self.address, form, timeout=WITHIN_S) as answer:
            page: bytes = answer.read()
        return page.decode("utf-8")
