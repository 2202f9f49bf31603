"""Which topic answers a question that a guide answers.

Where the problem itself names the guide, as with "where do I find the header", the
problem decides; what a record is, and how the DNS is edited, the words decide.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.knowledge.match import Hit
from assistant.knowledge.shelf import Shelf
from assistant.understanding.concepts import Reading
from assistant.understanding.likely import Likely
from assistant.understanding.question import Problem

NEAR_TOPIC = 30  # a score (0 to 100) below says nothing
SURE_TOPIC = 60
CLEAR_TOPIC = 50  # of an explanation, and so far ahead of the next
AHEAD = 4

TOPIC_OF_PROBLEM: Mapping[Problem, str] = {
    Problem.HEADER_HOW: "find-the-header",
    Problem.SMTP_HOW: "send-through-own-server",
    Problem.CHANGE_REQUEST: "we-change-your-dns",
}
DEFAULT_TOPIC: Mapping[Problem, str] = {
    Problem.DNS_HOW: "edit-your-dns",
}
SURE_ENOUGH = 80  # so well told that no other desk is meant
# Guides about more than the records of a domain: asked for in words of their own.
WIDER_TOPICS = frozenset(
    {
        "block-lists", "bulk-sender-rules", "contact-forms", "forwarding",
        "microsoft-junk", "moving-hosts", "one-click-unsubscribe", "read-a-bounce",
        "read-the-header", "stay-safe", "what-is-alignment",
    }
)  # fmt: skip
_ALSO_ELSEWHERE = frozenset({"moving-hosts"})  # a move of the site is not for us
_ABOUT_DNS = frozenset({"edit-your-dns", "dns-how-long", "moving-hosts"})
_TIME = frozenset(
    {
        "lang", "long", "tijd", "time", "duurt", "take", "takes", "hoeveel", "uur",
        "uren", "uurtje", "hours", "48", "24", "wachten", "wait",
    }
)  # fmt: skip
_RECORDS = frozenset({"record", "records", "regel", "regels", "soort", "type"})
_HOW_TO = frozenset(
    {
        "we-change-your-dns",
        "edit-your-dns",
        "find-the-header",
        "send-through-own-server",
    }
)  # they tell how to do, and explain no notion
_KINDS = frozenset({"spf", "dkim", "dmarc"})
_WHICH = frozenset({"welk", "welke", "which"})
_NEVER_BY_WORDS = frozenset({Problem.OUT_OF_SCOPE, Problem.ABUSE, Problem.THANKS})


def topic_for(
    problem: Problem, ranked: Sequence[Hit], words: Sequence[str], shelf: Shelf
) -> str | None:
    """Give the topic for *problem*, with the topics *ranked* by the *words*."""
    settled = TOPIC_OF_PROBLEM.get(problem) or _told_apart(problem, ranked, words)
    if settled in shelf.topics:
        return settled
    if problem is Problem.EXPLAIN_CONCEPT:
        return _clear(ranked)
    if problem in _NEVER_BY_WORDS:
        return None
    best = ranked[0] if ranked else None
    default = DEFAULT_TOPIC.get(problem)
    if best and best.score >= (NEAR_TOPIC if default else SURE_TOPIC):
        return best.id
    return default if default in shelf.topics else None


def notions(ranked: Sequence[Hit]) -> list[Hit]:
    """Those of the *ranked* guides that explain, and do not tell how to do."""
    return [one for one in ranked if one.id not in _HOW_TO]


def _clear(ranked: Sequence[Hit]) -> str | None:
    """The guide that explains what is asked, if one stands out from the others.

    Where two are as near, he is asked which he means: a wrong explanation puts him
    on a wrong track.
    """
    best, *others = [*notions(ranked), None]
    if best is None or best.score < CLEAR_TOPIC:
        return None
    second = others[0].score if others and others[0] else 0
    return best.id if best.score - second >= AHEAD else None


def _told_apart(
    problem: Problem, ranked: Sequence[Hit], words: Sequence[str]
) -> str | None:
    """Settle what the words of a question alone leave near to each other.

    Who asks where or how to type a record wants no lesson on what it is, and who
    names several kinds of record wants to know them apart.
    """
    best = ranked[0].id if ranked else None
    if problem is Problem.DNS_HOW:
        if len(_TIME.intersection(words)) > 1:
            return "dns-how-long"
        if _WHICH.intersection(words) and _RECORDS.intersection(words):
            return "which-record-does-what"
        return None if best in _ABOUT_DNS else "edit-your-dns"
    if problem is Problem.EXPLAIN_CONCEPT and len(_KINDS.intersection(words)) > 1:
        return None if best in WIDER_TOPICS else "which-record-does-what"
    return None


def asks_for_guide(
    problem: Problem,
    ranked: Sequence[Hit],
    opinion: Likely | None,
    reading: Reading,
) -> bool:
    """Whether what seems unclear, or not for us, is what a guide of ours answers."""
    best = ranked[0] if ranked else None
    if best is None or best.id not in WIDER_TOPICS:
        return False
    if problem is Problem.OUT_OF_SCOPE:
        about_mail = reading.has("MAIL", "DNS") or best.id not in _ALSO_ELSEWHERE
        return best.score >= SURE_ENOUGH and about_mail
    if problem is not Problem.UNCLEAR:
        return False
    asks = opinion is not None and opinion.best is Problem.EXPLAIN_CONCEPT
    return best.score >= (SURE_TOPIC if asks else SURE_ENOUGH)
