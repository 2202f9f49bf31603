"""A domain that is told when asked for does not make us forget what was pasted."""

from __future__ import annotations

from assistant.knowledge.match import Matcher
from assistant.knowledge.shelf import Shelf
from assistant.replies.texts import Texts
from assistant.turn import Turn
from tests.stage import Scene, asked, desk_of

REFUSED = "550 5.7.26 This mail is unauthenticated, which poses a risk to Gmail users"


def last(shelf: Shelf, matcher: Matcher, texts: Texts, *said: str) -> Turn:
    scene = Scene("told", {"demo": True, "language": "nl", "ask": list(said)})
    return asked(scene, desk_of(scene, shelf, matcher, texts))[-1]


def test_the_refusal_is_judged_once_the_domain_is_told(
    shelf: Shelf, matcher: Matcher, texts: Texts
) -> None:
    turn = last(shelf, matcher, texts, REFUSED, "bakkerij.example")

    assert turn.diagnosis is not None
    assert "refused-unproven" in {str(one.code) for one in turn.diagnosis.findings}


def test_a_domain_told_later_is_about_nothing_that_was_pasted(
    shelf: Shelf, matcher: Matcher, texts: Texts
) -> None:
    turn = last(shelf, matcher, texts, REFUSED, "dank u", "kijk bakkerij.example na")

    assert turn.evidence is not None
    assert turn.evidence.message is None
