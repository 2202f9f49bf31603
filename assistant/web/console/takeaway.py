"""What of a bench's answer can be taken along: as it was shown, without addresses.

The page carries it, sealed by us: what is attached or shared later is what was
read, and nothing is measured a second time. Nothing is stored before somebody
says so.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime

from itsdangerous import BadSignature

from assistant.mail.headers.masking import masked_text
from assistant.replies.plain import markdown
from assistant.replies.reply import Headline, Part, Prose, Reply, Tiles
from assistant.web.console.casefile import CaseFile
from assistant.web.reception import reception

PURPOSE = "bench"
LONGEST = 40_000  # characters of an answer that is taken along
_HEADING = re.compile(r"^#{1,4} ", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Takeaway:
    """An answer to be attached or shared.

    `open` tells that it may be shown outside: there is a verdict in it, and
    nothing of a message.
    """

    title: str
    content: str
    measured_at: datetime
    open: bool

    @property
    def note(self) -> str:
        """The content as part of a note: its headings are a note's."""
        return _HEADING.sub("#### ", self.content)


def of_case(case: CaseFile, language: str) -> Takeaway:
    """A verdict with its measurements and records."""
    return Takeaway(
        title=case.domain,
        content=redacted(case, language)[:LONGEST],
        measured_at=case.measured_at,
        open=True,
    )


def of_reply(title: str, reply: Reply, now: datetime) -> Takeaway:
    """What a customer would be told, where no domain was looked at."""
    content = masked_text(markdown(reply))[:LONGEST]
    return Takeaway(title=title, content=content, measured_at=now, open=False)


def redacted(case: CaseFile, language: str) -> str:
    """Verdict, measurements and records, with the addresses of people masked."""
    told: list[Part] = [Headline(text=f"{case.domain}: {case.headline}")]
    told += [Prose(markdown=one) for one in case.paragraphs]
    told.append(Tiles(tiles=case.tiles.tiles))
    verdict = masked_text(markdown(Reply(language=language, parts=tuple(told))))
    # A record is what the reader must copy: an address in it is the domain's own.
    return f"{verdict}\n{markdown(Reply(language=language, parts=case.proposal))}"


def sealed(answer: Takeaway) -> str:
    """The answer as a form carries it."""
    told = [
        answer.title,
        answer.content,
        answer.measured_at.timestamp(),
        int(answer.open),
    ]
    return str(reception().sealer(PURPOSE).dumps(told))


def unsealed(given: str) -> Takeaway | None:
    """The answer that a form carried; None when we did not seal it."""
    try:
        title, content, at_s, is_open = reception().sealer(PURPOSE).loads(given)
    except (BadSignature, TypeError, ValueError):
        return None
    return Takeaway(
        title=title,
        content=content,
        measured_at=datetime.fromtimestamp(at_s, UTC),
        open=bool(is_open),
    )
