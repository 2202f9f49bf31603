"""One recorded world: looks in it, and what is said of them."""

from __future__ import annotations

from datetime import UTC, datetime

from assistant.desk import Desk, Look
from assistant.dialogue.moves import Examine
from assistant.knowledge.match import Matcher
from assistant.knowledge.shelf import Shelf
from assistant.lookup.recorded import Recorded
from assistant.replies.compose import compose
from assistant.replies.reply import Reply
from assistant.replies.texts import Texts
from assistant.understanding.question import (
    Known,
    Problem,
    Question,
    Subject,
    Understanding,
)

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


class Played:
    """Looks, and composes what is said of it."""

    def __init__(
        self, shelf: Shelf, matcher: Matcher, texts: Texts, dns: Recorded
    ) -> None:
        self.shelf, self.texts, self.matcher, self.dns = shelf, texts, matcher, dns

    async def look(self, subject: Subject) -> Reply:
        """The reply of an ordinary look."""
        return self.say(subject, await self.desk.look(subject))

    @property
    def desk(self) -> Desk:
        """A desk in this world."""
        return Desk(self.shelf, self.matcher, self.texts, lambda _: self.dns)

    def say(
        self,
        subject: Subject,
        look: Look,
        language: str = "nl",
        problem: Problem = Problem.SPAM,
    ) -> Reply:
        """The reply to a look, which may have been changed by hand."""
        known = Known(
            language=language, services=subject.services, domain=subject.domain
        )
        understanding = Understanding(
            question=Question(text="…", asked_at=NOW), known=known, problem=problem
        )
        return compose(
            understanding,
            Examine(subject=subject),
            look.evidence,
            look.diagnosis,
            look.prescription,
            self.shelf,
            self.texts,
        )
