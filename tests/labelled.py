"""The labelled messages of tests/questions, answered and held against their labels.

Every message is taken as `bezorgd ask --batch` takes it: the earlier messages of its
conversation first, in order, and nothing is examined.
"""

from __future__ import annotations

import hashlib
import itertools
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from assistant.dialogue.asking import as_left
from assistant.dialogue.conversation import Conversation, Exchange
from assistant.dialogue.decide import decide
from assistant.dialogue.moves import (
    Ask,
    Close,
    Decline,
    Examine,
    Explain,
    HandOver,
    Move,
)
from assistant.knowledge.match import Matcher
from assistant.knowledge.shelf import Shelf
from assistant.understanding.question import Question, Slot, Understanding
from assistant.understanding.understand import understand

QUESTIONS = Path(__file__).parent / "questions"
SEEN = (
    "seen", "later", "fresh", "rounds", "street", "street2", "street3", "street4",
    "strangers",
)  # fmt: skip
HANDS = tuple(f"strangers{n}" for n in range(2, 23))  # read and fitted, not all mended
FITTED = (*SEEN, *HANDS, "sayings")
MENDED = ("seen", "later", "fresh", "rounds")  # the rules were mended for these
UNSEEN = ("strangers_unseen",)
# Never read, but their sums were, while mending.
SPENT = ("unseen", "rounds_unseen", "street_unseen")
WHEN = datetime(2026, 11, 25, 12, tzinfo=UTC)
OFF_TOPIC = frozenset({"out_of_scope", "abuse", "thanks"})
MOVES: dict[type[Move], str] = {
    Ask: "ask", Examine: "examine", Explain: "explain", HandOver: "hand_over",
    Close: "close", Decline: "decline",
}  # fmt: skip
# What the answer to a refusal is about, where not about bounces at large.
REFUSED = {"login": "send-through-own-server", "blocklist": "block-lists"}
Row = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """One labelled message and what came out."""

    row: Row
    services: tuple[str, ...]
    problem: str
    domain: str | None
    move: str
    topic: str | None = None
    asks_for: str | None = None
    options: tuple[str, ...] = ()
    score: int = 0

    def right(self, key: str) -> bool:
        """Whether *key* came out as labelled; without a label it did."""
        if key == "services":
            wanted = right_services(self.row)
            return set(self.services) in [set(ids) for ids in wanted]
        if self.row.get(key) is None and key in {"move", "asks_for"}:
            return True
        return is_right(getattr(self, key), self.row[key])

    @property
    def labelled_move(self) -> frozenset[str]:
        """The moves that are right; none where the label does not tell."""
        return frozenset((self.row.get("move") or "").split("|")) - {""}

    @property
    def confidently_wrong(self) -> bool:
        """Whether it examines or explains, and services, topic or matter are wrong.

        Taken strictly: one of two senders left out, or a name not recognised, counts.
        """
        if self.move not in {"examine", "explain"}:
            return False
        return not self.right("services") or self._astray

    @property
    def on_another(self) -> bool:
        """Whether it examines or explains on another service, topic or matter.

        A sender that was missed is no other: what is said holds for the rest.
        """
        if self.move not in {"examine", "explain"}:
            return False
        return self.named_another or self._astray

    @property
    def _astray(self) -> bool:
        """Whether what it does, or explains, is not what was asked."""
        moves = self.labelled_move
        if moves:
            strayed = self.move not in moves and not moves & {"ask", "hand_over"}
            return strayed or (self.move == "explain" and not self._explains_right)
        return not self.right("problem")

    @property
    def _explains_right(self) -> bool:
        """Whether the guide is the labelled one; else by the problem."""
        topic = self.row.get("topic")
        if topic and self.topic:
            return is_right(self.topic, topic)
        return self.right("problem")

    @property
    def named_another(self) -> bool:
        """Whether it took a service for the sender that is not among the labelled."""
        wanted = {id_ for ids in right_services(self.row) for id_ in ids}
        return not set(self.services) <= wanted

    @property
    def answered_off_topic(self) -> bool:
        """Whether what is not for this desk was answered as if it were."""
        off = set(str(self.row["problem"]).split("|")) <= OFF_TOPIC
        return off and self.move in {"examine", "explain"}

    @property
    def offered(self) -> bool | None:
        """Whether the right one is among the options; None where none is."""
        if self.move != "ask" or not self.options:
            return None
        if self.asks_for == "service":
            wanted = [one for ids in right_services(self.row) for one in ids]
            return bool(set(wanted) & set(self.options)) if wanted else None
        if self.row.get("topic") and set(self.options) & set(TOPICS):
            told = {*self.row["topic"].split("|"), *str(self.row["problem"]).split("|")}
            return bool(told & set(self.options))
        problems = set(str(self.row["problem"]).split("|"))
        if problems & {"unclear", *OFF_TOPIC, "handover", "change_request", "recheck"}:
            return None
        topics = {TOPICS.get(one, one) for one in self.options}
        return bool(problems & topics)


# What a guide that is offered by name answers.
TOPICS = {
    "find-the-header": "header_how",
    "read-the-header": "explain_concept",
    "what-is-alignment": "explain_concept",
    "read-a-bounce": "rejected",
    "block-lists": "rejected",
    "microsoft-junk": "spam",
    "bulk-sender-rules": "setup_question",
    "one-click-unsubscribe": "explain_concept",
    "contact-forms": "not_received",
    "forwarding": "explain_concept",
    "moving-hosts": "dns_how",
    "stay-safe": "explain_concept",
    "free-mail-sender": "explain_concept",
    "dns-how-long": "dns_how",
    "we-change-your-dns": "change_request",
    "do-it": "change_request",
    "recheck": "recheck",
    "send-through-own-server": "smtp_how",
    "which-record-does-what": "explain_concept",
    "what-is-spf": "explain_concept",
    "what-is-dkim": "explain_concept",
    "what-is-dmarc": "explain_concept",
    "why-mail-lands-in-spam": "spam",
    "edit-your-dns": "dns_how",
    "how": "dns_how",
}


def rows(names: Iterable[str]) -> list[Row]:
    """The labelled messages of these files, in order."""
    return [
        json.loads(line)
        for name in names
        for line in path_of(name).read_text(encoding="utf-8").splitlines()
    ]


def path_of(name: str) -> Path:
    """Where a file of messages stands."""
    return QUESTIONS / f"{name}.jsonl"


def hash_of(names: Iterable[str]) -> str:
    """The SHA-256 of these files together."""
    whole = hashlib.sha256()
    for name in names:
        whole.update(path_of(name).read_bytes())
    return whole.hexdigest()


def answer(row: Row, shelf: Shelf, matcher: Matcher) -> Answered:
    """Take the message, after the earlier ones of its conversation."""
    conversation = Conversation(id="labelled")
    for text in row.get("context") or ():
        conversation = _after(text, conversation, shelf, matcher)
    last = _after(row["text"], conversation, shelf, matcher).exchanges[-1]
    understood, move = last.understanding, last.move
    asks = move if isinstance(move, Ask) else None
    slot = "permission" if asks and asks.slot is Slot.SMTP_FIELD else None
    return Answered(
        row=row,
        services=understood.known.services,
        problem=understood.problem.value,
        domain=understood.known.domain,
        move=MOVES[type(move)],
        topic=_topic_of(move),
        asks_for=(slot or asks.slot.value) if asks else None,
        options=asks.options if asks else (),
        score=understood.score,
    )


def _topic_of(move: Move) -> str | None:
    """The guide that is given; what a refusal means is the one about bounces."""
    if not isinstance(move, Explain):
        return None
    return REFUSED.get(move.refusal, "read-a-bounce") if move.refusal else move.topic


def _after(
    text: str, conversation: Conversation, shelf: Shelf, matcher: Matcher
) -> Conversation:
    question = Question(text=text, asked_at=WHEN)
    understood: Understanding = understand(question, conversation.known, shelf, matcher)
    move = decide(understood, conversation)
    left = as_left(understood, move, None, shelf)
    exchange = Exchange(understanding=left, move=move)
    return replace(
        conversation,
        known=left.known,
        exchanges=(*conversation.exchanges, exchange),
    )


def is_right(got: object, expected: object) -> bool:
    """Whether it is what was expected; some labels leave a choice: "a|b"."""
    if isinstance(expected, str) and "|" in expected:
        return got in expected.split("|")
    return got == expected


def right_services(row: Row) -> Sequence[Sequence[str]]:
    """The lists of services that are right; most labels leave no choice."""
    told: list[Any] = row["services"]
    if told and isinstance(told[0], list):
        return told
    return [list(ids) for ids in itertools.product(*(one.split("|") for one in told))]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What came out of a set, in shares of 1."""

    count: int
    services: float
    problem: float
    domain: float
    move: float
    confidently_wrong: float
    on_another: float
    answered_off_topic: int
    offered: float
    asked_with_options: int


def figures_of(answers: Sequence[Answered]) -> Figures:
    """Sum up a set."""
    count = len(answers)
    offers = [a.offered for a in answers if a.offered is not None]
    return Figures(
        count=count,
        services=sum(a.right("services") for a in answers) / count,
        problem=sum(a.right("problem") for a in answers) / count,
        domain=sum(a.right("domain") for a in answers) / count,
        move=sum(a.right("move") for a in answers) / count,
        confidently_wrong=sum(a.confidently_wrong for a in answers) / count,
        on_another=sum(a.on_another for a in answers) / count,
        answered_off_topic=sum(a.answered_off_topic for a in answers),
        offered=sum(offers) / len(offers) if offers else 1.0,
        asked_with_options=len(offers),
    )
