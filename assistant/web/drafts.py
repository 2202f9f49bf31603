"""Pages that were drawn already, kept until something happens.

A page is the same as long as nothing happened in its conversation; only the ids
of its forms are new each time. What waits for something, or for somebody, is
drawn anew: it changes with the clock too.
"""

from __future__ import annotations

import re
import threading
from collections import OrderedDict

from flask import current_app

from assistant.web.reception import new_turn

MOST = 64  # pages of at most some hundred kilobytes
_FORM_ID = re.compile(r'name="turn" value="[A-Za-z0-9_-]*"')

Key = tuple[object, ...]


class Drafts:
    """The last pages that were drawn."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._lock = threading.Lock()
        self._pages: OrderedDict[Key, str] = OrderedDict()

    def find(self, key: Key) -> str | None:
        """A page with new ids in its forms; None when it was not drawn yet."""
        with self._lock:
            page = self._pages.get(key)
            if page is None:
                return None
            self._pages.move_to_end(key)
        return _FORM_ID.sub(lambda _: f'name="turn" value="{new_turn()}"', page)

    def keep(self, key: Key, page: str) -> None:
        """Keep a page in the place of the one that was asked for longest ago."""
        with self._lock:
            self._pages[key] = page
            while len(self._pages) > self._most:
                self._pages.popitem(last=False)


def drafts() -> Drafts:
    """The pages of the application that serves this request."""
    kept: Drafts = current_app.extensions.setdefault("drafts", Drafts())
    return kept
