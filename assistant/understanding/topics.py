"""Which topic answers a question that a guide answers.

Where the problem itself names the guide, as with "where do I find the header", the
problem decides; what a record is, and how the DNS is edited, the words decide.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.knowledge.match import Hit
from assistant.knowledge.shelf import Shelf
from assistant.understanding.question import Problem

NEAR_TOPIC = 30  # a score (0 to 100) below says nothing
SURE_TOPIC = 60

TOPIC_OF_PROBLEM: Mapping[Problem, str] = {
    Problem.HEADER_HOW: "find-the-header",
    Problem.SMTP_HOW: "send-through-own-server",
    Problem.CHANGE_REQUEST: "we-change-your-dns",
}
DEFAULT_TOPIC: Mapping[Problem, str] = {
    Problem.EXPLAIN_CONCEPT: "which-record-does-what",
    Problem.DNS_HOW: "which-record-does-what",
}
_NEVER_BY_WORDS = frozenset({Problem.OUT_OF_SCOPE, Problem.ABUSE, Problem.THANKS})


def topic_for(problem: Problem, ranked: Sequence[Hit], shelf: Shelf) -> str | None:
    """Give the topic for *problem*, with the topics *ranked* by the words."""
    settled = TOPIC_OF_PROBLEM.get(problem)
    if settled in shelf.topics:
        return settled
    if problem in _NEVER_BY_WORDS:
        return None
    best = ranked[0] if ranked else None
    default = DEFAULT_TOPIC.get(problem)
    if best and best.score >= (NEAR_TOPIC if default else SURE_TOPIC):
        return best.id
    return default if default in shelf.topics else None
