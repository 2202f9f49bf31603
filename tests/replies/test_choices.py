"""Every button says a sentence, and that sentence is understood as what it says."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from assistant.dialogue.conversation import Conversation, Exchange
from assistant.dialogue.decide import decide
from assistant.dialogue.moves import Close, Examine, Explain, HandOver, Move
from assistant.knowledge.match import Matcher
from assistant.knowledge.shelf import Shelf
from assistant.replies.texts import Texts
from assistant.replies.voice import Voice
from assistant.understanding.question import (
    Known,
    Problem,
    Question,
    Slot,
    Subject,
    Understanding,
)
from assistant.understanding.understand import understand

NOW = datetime(2026, 11, 25, tzinfo=UTC)
KNOWN = Known(services=("mailchimp",), domain="bakkerij.example", problem=Problem.SPAM)
SMTP = (Slot.SMTP_FIELD,)
PERMISSION = (Slot.PERMISSION,)

# The key of each choice, what it answers, and what it must be understood as.
MEANT: dict[str, tuple[tuple[Slot, ...], Problem, type[Move]]] = {
    "done": ((), Problem.RECHECK, Examine),
    "recheck": ((), Problem.RECHECK, Examine),
    "do-it": ((), Problem.CHANGE_REQUEST, HandOver),
    "yes-do-it": (PERMISSION, Problem.CHANGE_REQUEST, HandOver),
    "person": ((), Problem.HANDOVER, HandOver),
    "yes": (PERMISSION, Problem.UNCLEAR, HandOver),
    "no": (PERMISSION, Problem.UNCLEAR, Close),
    "smtp-yes": (SMTP, Problem.SPAM, Examine),
    "smtp-no": (SMTP, Problem.SPAM, Examine),
    "header-how": ((), Problem.HEADER_HOW, Explain),
    "how": ((), Problem.DNS_HOW, Explain),
    "examine": ((), Problem.UNCLEAR, Examine),
}

# What these say depends on what was asked before.
OF_THEIR_QUESTION = frozenset(
    {
        "used-yes", "used-no", "used-unsure", "look-after-all", "both", "all-of-them",
    }
)  # fmt: skip


def told_by(
    text: str, language: str, asked: tuple[Slot, ...], shelf: Shelf, matcher: Matcher
) -> tuple[Understanding, Move]:
    """What is understood of a button below the answer to a look."""
    known = Known(
        language=language,
        page=language,
        services=KNOWN.services,
        domain=KNOWN.domain,
        problem=KNOWN.problem,
        asked=asked,
    )
    question = Question(text=text, asked_at=NOW, language=language)
    look = Exchange(
        understanding=Understanding(
            question=question, known=known, problem=Problem.SPAM
        ),
        move=Examine(subject=Subject(domain="bakkerij.example")),
    )
    talk = Conversation(id="pressed", known=known, exchanges=(look,))
    understood = understand(question, known, shelf, matcher)
    return understood, decide(understood, talk)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_choice_has_a_meaning_here(language: str, texts: Texts) -> None:
    told = set(texts.names("words/choices", language))

    buttons = {key for key in told if not key.endswith("-says")}

    assert buttons - set(MEANT) <= OF_THEIR_QUESTION


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("key", MEANT)
def test_a_button_is_understood_as_what_it_says(
    key: str, language: str, shelf: Shelf, matcher: Matcher, texts: Texts
) -> None:
    asked, problem, move = MEANT[key]
    voice = Voice(texts, shelf, Known(language=language))
    says = (
        voice.word("choices", "examine", domain="bakkerij.example")
        if key == "examine"
        else voice.choice(key).says
    )

    understood, decided = told_by(says, language, asked, shelf, matcher)

    if key != "examine":
        assert understood.problem is problem, says
    assert isinstance(decided, move), (says, decided)


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize(
    "problem",
    ["spam", "rejected", "not_sent", "not_received", "sender_shown_wrong",
     "setup_question"],
)  # fmt: skip
def test_a_symptom_to_choose_is_understood_as_that_symptom(
    problem: str, language: str, shelf: Shelf, matcher: Matcher, texts: Texts
) -> None:
    says = texts.word("asked-problems", problem, language)
    question = Question(text=says, asked_at=NOW, language=language)

    understood = understand(question, Known(language=language), shelf, matcher)

    assert understood.problem == problem
    assert understood.known.language == language


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_topic_to_choose_leads_to_its_guide(
    language: str, shelf: Shelf, matcher: Matcher
) -> None:
    led = {}
    for topic in shelf.topics.values():
        question = Question(
            text=topic.titles[language], asked_at=NOW, language=language
        )
        understood = understand(question, Known(language=language), shelf, matcher)
        move = decide(understood, Conversation(id="new"))
        led[topic.id] = move.topic if isinstance(move, Explain) else move

    assert led == {one: one for one in shelf.topics}
