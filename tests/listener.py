"""A web server on this machine that keeps what is posted to it, for a test."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from typing_extensions import override


@dataclass(frozen=True, slots=True)
class Posted:
    """One call, as it came in."""

    path: str
    headers: Mapping[str, str]
    body: bytes


@dataclass(slots=True)
class Listener:
    """What came in; `answers` is the status it gives, `moves_to` a redirect."""

    port: int = 0
    answers: int = 204
    moves_to: str = ""
    calls: list[Posted] = field(default_factory=list)

    @property
    def address(self) -> str:
        """Where it listens, as helpdesk.yaml has it."""
        return f"http://127.0.0.1:{self.port}/hook?from=bezorgd"


@contextmanager
def listening() -> Iterator[Listener]:
    """Listen until the test is over."""
    kept = Listener()

    class Answering(BaseHTTPRequestHandler):
        """Keeps a call and answers as it was told to."""

        def do_POST(self) -> None:
            """Take one call."""
            body = self.rfile.read(int(self.headers["Content-Length"]))
            kept.calls.append(Posted(self.path, dict(self.headers), body))
            self.send_response(kept.answers)
            if kept.moves_to:
                self.send_header("Location", kept.moves_to)
            self.end_headers()

        @override
        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answering)
    kept.port = server.server_port
    keeper = threading.Thread(target=server.serve_forever, args=(0.05,))
    keeper.start()
    try:
        yield kept
    finally:
        server.shutdown()
        keeper.join()
        server.server_close()
