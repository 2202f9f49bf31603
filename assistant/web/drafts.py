"""Pages that were drawn already, kept until something happens.

A page is the same as long as nothing happened in its conversation; only the ids
of its forms are new each time. What waits for an answer is drawn anew. No page is
kept for long: what a clock changes, and what was deleted, is gone soon. Pages are
drawn one after the other: a crowd that comes in at once would only draw them all
at the same time, each as slowly as all of them together.
"""

from __future__ import annotations

import base64
import os
import re
import threading
import time
from collections import OrderedDict
from dataclasses import dataclass

from flask import current_app

MOST_BYTES = 12_000_000  # in each worker
LONGEST_S = 300.0
ID_BYTES = 12  # 16 characters in base64, whatever stands beside it
_ID_LENGTH = 16
_FORM_ID = re.compile(rb'(?<=name="turn" value=")[A-Za-z0-9_-]*(?=")')

Key = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """A page without the ids of its forms, and until when it may be shown."""

    pieces: tuple[bytes, ...]
    until: float

    @property
    def size(self) -> int:
        """Its length, about."""
        return sum(map(len, self.pieces))

    def with_ids(self) -> bytes:
        """The page, each form with an id that nobody had."""
        count = len(self.pieces) - 1
        made = base64.urlsafe_b64encode(os.urandom(ID_BYTES * count))
        page = [self.pieces[0]]
        for at, piece in enumerate(self.pieces[1:]):
            page += (made[at * _ID_LENGTH : (at + 1) * _ID_LENGTH], piece)
        return b"".join(page)


class Drafts:
    """The last pages that were drawn."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self.pen = threading.Lock()  # held by who draws
        self._most_bytes = most_bytes
        self._held = 0
        self._lock = threading.Lock()
        self._pages: OrderedDict[Key, Draft] = OrderedDict()

    def find(self, key: Key) -> bytes | None:
        """A page with new ids in its forms; None when it was not drawn yet."""
        with self._lock:
            self._drop_old()
            draft = self._pages.get(key)
            if draft is None:
                return None
        return draft.with_ids()

    def keep(self, key: Key, page: str) -> None:
        """Keep a page, in the place of those that were drawn longest ago."""
        pieces = tuple(_FORM_ID.split(page.encode()))
        draft = Draft(pieces, time.monotonic() + LONGEST_S)
        with self._lock:
            self._drop_old()
            self._drop(key)
            self._pages[key] = draft
            self._held += draft.size
            while self._held > self._most_bytes:
                self._drop(next(iter(self._pages)))

    def _drop_old(self) -> None:
        # The first was drawn longest ago, and is the first whose time is over.
        now = time.monotonic()
        while self._pages and next(iter(self._pages.values())).until < now:
            self._drop(next(iter(self._pages)))

    def _drop(self, key: Key) -> None:
        old = self._pages.pop(key, None)
        self._held -= 0 if old is None else old.size


def drafts() -> Drafts:
    """The pages of the application that serves this request."""
    kept: Drafts = current_app.extensions.setdefault("drafts", Drafts())
    return kept
