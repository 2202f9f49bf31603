"""What of a bench's answer can be taken along: as it was shown, without addresses.

The page carries it, sealed by us, in every language of the helpdesk: what is
attached or shared later is what was read, and nothing is measured a second time.
Nothing is stored before somebody says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from itsdangerous import BadSignature

from assistant.web.console import room
from assistant.web.console.retold import as_note, retold
from assistant.web.console.shown import Shown
from assistant.web.reception import reception
from assistant.web.words import Words

PURPOSE = "bench"
LONGEST = 40_000  # characters of an answer that is taken along, in one language
_MARK = "lang: "  # the first line of what a link shows


@dataclass(frozen=True, slots=True, kw_only=True)
class Takeaway:
    """An answer to be attached or shared, in every language.

    `open` tells that it may be shown outside: there is a verdict in it, and
    nothing of a message.
    """

    title: str
    contents: Mapping[str, str]
    measured_at: datetime
    open: bool

    def content(self, language: str) -> str:
        """The answer in a language, else in any that there is."""
        return self.contents.get(language) or next(iter(self.contents.values()), "")

    def shared(self, language: str) -> str:
        """What a link shows: the content, when it was measured, and its language."""
        words = room.console_words()[language]
        told = words("measured_on", at=dated(self.measured_at))
        return f"{_MARK}{language}\n\n{self.content(language)}\n*{told}*\n"

    def note(self, language: str) -> str:
        """The content as part of a note: its headings are a note's."""
        return as_note(self.content(language))


def takeaway_of(shown: Mapping[str, Shown], words: Mapping[str, Words]) -> Takeaway:
    """What can be taken along of an answer, laid out in every language."""
    first = next(iter(shown.values()))
    said = words[first.language]
    return Takeaway(
        title=first.title or said("answer"),
        contents={
            language: retold(one, words[language])[:LONGEST]
            for language, one in shown.items()
        },
        measured_at=first.measured_at,
        open=first.case is not None,
    )


def sealed(answer: Takeaway) -> str:
    """The answer as a form carries it."""
    told = [
        answer.title,
        dict(answer.contents),
        answer.measured_at.timestamp(),
        int(answer.open),
    ]
    return str(reception().sealer(PURPOSE).dumps(told))


def unsealed(given: str) -> Takeaway | None:
    """The answer that a form carried; None when we did not seal it."""
    try:
        title, contents, at_s, is_open = reception().sealer(PURPOSE).loads(given)
    except (BadSignature, TypeError, ValueError):
        return None
    return Takeaway(
        title=title,
        contents=contents,
        measured_at=datetime.fromtimestamp(at_s, UTC),
        open=bool(is_open),
    )


def parted(content: str) -> tuple[str, str]:
    """The language of what a link shows, and the text; older ones tell none."""
    first, _, rest = content.partition("\n\n")
    if first.startswith(_MARK):
        return first.removeprefix(_MARK), rest
    return "", content


def dated(moment: datetime) -> str:
    """A moment with its date: what is taken along is read on another day."""
    zone = ZoneInfo(reception().helpdesk.time_zone)
    return moment.astimezone(zone).strftime("%d-%m-%Y %H:%M")
