"""Which guide answers: the phrases and the weights together, or he is asked."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.dialogue.conversation import Conversation
from assistant.dialogue.decide import decide
from assistant.dialogue.moves import Ask, Explain
from assistant.knowledge.shelf import Shelf
from assistant.knowledge.weights import Weights
from assistant.understanding.question import Problem, Slot, Understanding
from assistant.understanding.which_guide import nearest_guides, settle_guide
from tests.labelled import FITTED, hash_of

Hear = Callable[..., Understanding]
WEIGHTS = Weights(limits={"agreed": 0.3, "alone": 0.8})


def test_the_guides_weights_are_fitted_to_the_messages_too(shelf: Shelf) -> None:
    assert shelf.guide_weights.fitted_to == hash_of(FITTED), (
        "run tests/questions/fit.py"
    )
    assert set(shelf.guide_weights.names) <= set(shelf.topics)


@pytest.mark.parametrize(
    ("ruled", "told", "given"),
    [
        ("what-is-spf", {"what-is-spf": 0.4, "what-is-dkim": 0.3}, "what-is-spf"),
        ("what-is-spf", {"what-is-spf": 0.2, "what-is-dkim": 0.1}, None),
        ("what-is-spf", {"what-is-spf": 0.1, "what-is-dkim": 0.85}, "what-is-dkim"),
        ("what-is-spf", {"what-is-spf": 0.3, "what-is-dkim": 0.6}, None),
        (None, {"what-is-dkim": 0.85}, "what-is-dkim"),
        (None, {"what-is-dkim": 0.5}, None),
        ("our-own-guide", {"what-is-dkim": 0.95}, "our-own-guide"),
        ("what-is-spf", {}, "what-is-spf"),
    ],
)
def test_both_agree_or_one_is_nearly_sure(
    ruled: str | None, told: dict[str, float], given: str | None
) -> None:
    assert settle_guide(ruled, told, WEIGHTS) == given


def test_the_nearest_are_offered_likeliest_first_and_each_once() -> None:
    told = {"a": 0.5, "b": 0.3, "c": 0.1, "d": 0.01}

    assert nearest_guides("b", ("e", "a"), told) == ("a", "b", "c", "e")


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("wat is spf", "what-is-spf"),
        ("hoe zet ik een txt record in mijn dns", "edit-your-dns"),
        ("what does p=none in dmarc mean", "what-is-dmarc"),
        ("wat is het verschil tussen spf en dkim", "which-record-does-what"),
    ],
)
def test_a_plain_question_gets_its_guide(text: str, topic: str, hear: Hear) -> None:
    move = decide(hear(text), Conversation(id="asked"))

    assert isinstance(move, Explain)
    assert move.topic == topic


def test_between_two_guides_he_is_asked(hear: Hear) -> None:
    heard = hear("is dmarc verplicht")
    move = decide(heard, Conversation(id="asked"))

    assert heard.problem is Problem.EXPLAIN_CONCEPT
    assert isinstance(move, Ask)
    assert move.slot is Slot.PROBLEM
    assert "what-is-dmarc" in move.options
