from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.understanding.question import Problem, Understanding

Hear = Callable[..., Understanding]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("het komt niet aan, ook niet in de spam", Problem.NOT_RECEIVED),
        ("het komt nu niet meer in de spam, bedankt", Problem.THANKS),
        ("komt niet in de inbox maar in de spam", Problem.SPAM),
        ("mijn mail wordt niet geweigerd maar komt in de spam", Problem.SPAM),
    ],
)
def test_a_problem_that_is_denied_is_not_the_problem(
    text: str, problem: Problem, hear: Hear
) -> None:
    assert hear(text).problem is problem


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("mijn mail word geweigert", Problem.REJECTED),
        ("nieuwsbreif komt in de spambox", Problem.SPAM),
        ("klant ontvange niks van mijn facturn", Problem.NOT_RECEIVED),
        ("kan geen mail verstruen", Problem.NOT_SENT),
        ("mijn spfrecord aanpassen hoe doe ik dat", Problem.DNS_HOW),
    ],
)
def test_typing_errors_and_compounds_are_heard(
    text: str, problem: Problem, hear: Hear
) -> None:
    assert hear(text).problem is problem


def test_a_rude_message_about_spam_is_about_spam(hear: Hear) -> None:
    heard = hear("die kut nieuwsbrief komt steeds in de spam, bakkerij.nl")

    assert heard.problem is Problem.SPAM


def test_spam_that_the_customer_himself_receives_is_another_matter(hear: Hear) -> None:
    assert hear("ik krijg heel veel spam").problem is Problem.OUT_OF_SCOPE
