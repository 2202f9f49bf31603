"""What strangers wrote that was not understood at first sight, by its kind."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.understanding.question import Problem, Understanding

Hear = Callable[..., Understanding]


@pytest.mark.parametrize(
    ("text", "services"),
    [
        ("mailchimp doet het prima maar exact facturen in spam", ("exact-online",)),
        ("we don't use mailchimp, we use mailerlite, help with dkim", ("mailerlite",)),
        ("strato mail, gmail weigert", ("strato-mail",)),
        ("resend says domain not verified", ("resend",)),
        ("hoe stel ik yuki in", ("yuki",)),
        (
            "is het goed dat mailchimp en wefact in de spf staan",
            ("mailchimp", "wefact"),
        ),
    ],
)
def test_of_the_programs_named_the_one_in_trouble_is_heard(
    text: str, services: tuple[str, ...], hear: Hear
) -> None:
    assert hear(text).known.services == services


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("mijn mailbox is gehackt", "stay-safe"),
        ("wat betekent compauth", "read-the-header"),
        ("wat is one-click unsubscribe", "one-click-unsubscribe"),
    ],
)
def test_what_a_guide_answers_is_explained_and_not_declined(
    text: str, topic: str, hear: Hear
) -> None:
    heard = hear(text)

    assert (heard.problem, heard.topic) == (Problem.EXPLAIN_CONCEPT, topic)


@pytest.mark.parametrize(
    ("text", "domain"),
    [
        ("het domein is bakkerij punt nl", "bakkerij.nl"),
        ("er staat em1.bakkerij.nl.bakkerij.nl, klopt dat", "bakkerij.nl"),
        ("kijk even naar winkel.bakkerij.nl", "winkel.bakkerij.nl"),
    ],
)
def test_a_domain_is_heard_however_it_is_told(
    text: str, domain: str, hear: Hear
) -> None:
    assert hear(text).known.domain == domain


def test_the_other_ending_is_the_same_name_under_that_end(hear: Hear) -> None:
    before = hear("mailchimp in spam, bakkerij.nl").known

    assert hear("and the .com please", before).known.domain == "bakkerij.com"
