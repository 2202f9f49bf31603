"""The one door to the DNS: a protocol of one method."""

from __future__ import annotations

from typing import Protocol

from assistant.lookup.answer import Answer, Query


class Resolver(Protocol):
    """Whatever answers a question: the network, a recording, an overlay.

    Absence, failure and lateness are statuses of the answer, never exceptions.
    """

    async def lookup(self, query: Query) -> Answer:
        """Answer one question."""
        ...
