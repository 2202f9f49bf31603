"""What is said without a look: questions back, explanations and the end."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from assistant.dialogue.moves import (
    Ask,
    Close,
    Decline,
    Examine,
    Explain,
    HandOver,
    Move,
)
from assistant.knowledge.shelf import Shelf
from assistant.replies.compose import compose
from assistant.replies.plain import markdown
from assistant.replies.reply import Fold, Headline, Reply
from assistant.replies.texts import Texts
from assistant.understanding.question import (
    Known,
    Problem,
    Question,
    Slot,
    Subject,
    Understanding,
)

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
BAKER = Known(services=("mailchimp",), domain="bakkerij.example", problem=Problem.SPAM)


def understood(
    known: Known,
    problem: Problem = Problem.SPAM,
    bad_name: str | None = None,
) -> Understanding:
    return Understanding(
        question=Question(text="…", asked_at=NOW),
        known=known,
        problem=problem,
        bad_name=bad_name,
    )


@pytest.fixture
def said(shelf: Shelf, texts: Texts) -> "Said":
    return Said(shelf, texts)


class Said:
    """Composes with the shipped guides and texts."""

    def __init__(self, shelf: Shelf, texts: Texts) -> None:
        self.shelf, self.texts = shelf, texts

    def __call__(self, understanding: Understanding, move: Move) -> Reply:
        """The reply of one move."""
        return compose(understanding, move, None, None, None, self.shelf, self.texts)


def headline(reply: Reply) -> str:
    return next(part.text for part in reply.parts if isinstance(part, Headline))


def test_what_was_understood_is_shown_to_be_corrected(said: Said) -> None:
    reply = said(understood(BAKER), Ask(slot=Slot.RECIPIENT))

    assert [(chip.slot, chip.label) for chip in reply.chips] == [
        ("service", "Mailchimp"),
        ("domain", "bakkerij.example"),
        ("problem", "komt in de spam"),
    ]


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("slot", Slot)
def test_every_question_back_offers_a_person(
    slot: Slot, language: str, said: Said
) -> None:
    reply = said(understood(Known(language=language)), Ask(slot=slot))

    assert headline(reply)
    assert reply.choices[-1].label in {"Medewerker", "A person"}


def test_a_bad_name_is_shown_back_and_does_nothing(said: Said) -> None:
    understanding = understood(Known(), bad_name="<script>alert(1)</script>")

    reply = said(understanding, Ask(slot=Slot.DOMAIN, because="bad-domain"))

    assert headline(reply).startswith("<script>")  # plain text, never markup
    assert "<script>" not in markdown(reply)


def test_services_to_choose_from_bear_their_own_names(said: Said) -> None:
    move = Ask(slot=Slot.SERVICE, options=("boekhouden-nl", "e-boekhouden"))

    reply = said(understood(Known()), move)

    assert headline(reply) == "Welk van deze programma's verstuurt de mail?"
    assert [choice.says for choice in reply.choices[:2]] == [
        "Boekhouden.nl",
        "e-Boekhouden.nl",
    ]


def test_one_who_says_nothing_yet_is_greeted(said: Said, shelf: Shelf) -> None:
    move = Ask(slot=Slot.PROBLEM, options=("spam", "rejected"))

    reply = said(understood(Known(), Problem.UNCLEAR), move)

    assert headline(reply) == "Komt uw mail niet aan, of in de spam?"
    assert shelf.helpdesk.name in markdown(reply)
    assert reply.choices[0].says == "Mijn mail komt in de spam"


def test_a_topic_is_told_from_its_guide_with_a_next_step(
    said: Said, shelf: Shelf
) -> None:
    topic = next(iter(shelf.topics.values()))

    reply = said(understood(BAKER, Problem.EXPLAIN_CONCEPT), Explain(topic=topic.id))

    assert headline(reply) == topic.titles["nl"]
    assert "bakkerij.example" in markdown(reply)
    assert reply.choices[0].says == "Kijk bakkerij.example na"


def test_without_a_guide_a_look_and_a_person_are_offered(said: Said) -> None:
    reply = said(understood(Known()), Explain(topic="no-such-topic"))

    assert headline(reply) == "Daar hebben wij nog geen uitleg over"
    assert "mijnbedrijf.nl" in markdown(reply)


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize(
    "move",
    [
        HandOver(reason="asked-for"),
        HandOver(reason="not-understood"),
        HandOver(reason="change-request"),
        HandOver(reason="any-other"),
        Close(),
        Decline(),
        Decline(reason="abuse"),
        Examine(subject=Subject(domain="bakkerij.example")),
    ],
)
def test_every_end_is_said_in_both_languages(
    move: Move, language: str, said: Said
) -> None:
    reply = said(understood(Known(language=language)), move)

    assert reply.language == language
    assert len(markdown(reply)) > 60


def test_a_language_that_we_lack_is_answered_in_the_helpdesks_own(
    said: Said, shelf: Shelf
) -> None:
    reply = said(understood(Known(language="fr")), Close())

    assert reply.language == shelf.helpdesk.languages[0]


def test_a_services_guide_is_folded_below_a_topic(said: Said) -> None:
    move = Explain(topic="send-through-own-server", service="mailchimp")

    reply = said(understood(BAKER, Problem.SMTP_HOW), move)

    folded = [part.title for part in reply.parts if isinstance(part, Fold)]
    assert len(folded) == 1
    assert "Mailchimp" in folded[0]


def test_a_services_guide_is_the_answer_where_no_topic_is_meant(said: Said) -> None:
    reply = said(understood(BAKER), Explain(service="mailchimp"))

    assert "Mailchimp" in headline(reply)


def test_topics_to_choose_from_bear_their_titles(said: Said, shelf: Shelf) -> None:
    topic = next(iter(shelf.topics.values()))
    move = Ask(slot=Slot.PROBLEM, options=(topic.id,))

    reply = said(understood(BAKER, Problem.UNCLEAR), move)

    assert reply.choices[0].label == topic.titles["nl"]


def test_who_is_not_understood_gets_the_nearest_guides_as_links(
    said: Said, shelf: Shelf
) -> None:
    heard = replace(understood(BAKER, Problem.UNCLEAR), topics=("forwarding",))

    reply = markdown(said(heard, Ask(slot=Slot.PROBLEM, because="again")))

    title = shelf.topic("forwarding").titles["nl"]
    assert f"[{title}](/guides/topics/forwarding?lang=nl)" in reply
