"""Questions to a provider of identities: by https alone, and its sheet not each time.

Whoever opens the way to the provider makes us ask where that is, without an
account. So what the provider tells of itself is kept for a while. A redirect is
followed only where nobody can listen in either.
"""

from __future__ import annotations

import json
import ssl
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.client import HTTPMessage
from typing import IO, Any
from urllib.error import URLError
from urllib.request import HTTPRedirectHandler, HTTPSHandler, Request, build_opener

from authlib.common.security import (  # type: ignore[import-untyped]  # ships no types
    is_secure_transport,
)
from typing_extensions import override

from assistant.web.signin.entrance import ProviderError

TIMEOUT_S = 5.0
MOST_BYTES = 1_000_000
KEPT_S = 600.0  # so long what a provider tells of itself is taken for true
FAILED_S = 10.0  # and so long, that it gave no answer

Told = Mapping[str, Any]


@dataclass(slots=True)
class Kept:
    """What a provider told of itself last; asked again when that is a while ago.

    That it gave no answer is kept for a moment too: else all who wait for one
    would ask in their turn, each for as long as it takes.
    """

    told: Told | ProviderError | None = None
    until_s: float = 0.0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def fresh(self, ask: Callable[[], Told]) -> Told:
        """What it told, asked for by one at a time.

        Raises:
            ProviderError: When it told nothing, a moment ago or now.
        """
        with self.lock:
            if self.told is None or time.monotonic() > self.until_s:
                try:
                    self.told, lasts_s = ask(), KEPT_S
                except ProviderError as error:
                    self.told, lasts_s = error, FAILED_S
                self.until_s = time.monotonic() + lasts_s
            if isinstance(self.told, ProviderError):
                raise ProviderError(str(self.told))
            return self.told


class _Safely(HTTPRedirectHandler):
    """Follows a redirect where nobody can listen in."""

    @override
    def redirect_request(
        self,
        req: Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: HTTPMessage,
        newurl: str,
    ) -> Request | None:
        if not is_secure_transport(newurl):
            fp.close()
            told = f"it leads to {newurl[:100]}, which is no https address"
            raise URLError(told)
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def fetch(request: Request) -> dict[str, Any]:
    """Fetch one JSON object, over a way that nobody can listen at.

    Raises:
        ProviderError: There is none.
    """
    if not is_secure_transport(request.full_url):
        msg = f"{request.full_url[:100]} is no https address"
        raise ProviderError(msg)
    trusted = HTTPSHandler(context=ssl.create_default_context())
    opener = build_opener(trusted, _Safely())
    try:
        with opener.open(request, timeout=TIMEOUT_S) as answer:
            found = json.loads(answer.read(MOST_BYTES))
    except (URLError, OSError, ValueError) as error:
        msg = f"{request.full_url[:100]} gave no answer: {error}"
        raise ProviderError(msg) from error
    if not isinstance(found, dict):
        msg = f"{request.full_url[:100]} gave no object"
        raise ProviderError(msg)
    return found
