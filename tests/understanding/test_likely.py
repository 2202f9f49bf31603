from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.errors import GuideError
from assistant.knowledge.shelf import Shelf
from assistant.knowledge.weights import Weights, read_weights, written
from assistant.understanding.concepts import read_concepts
from assistant.understanding.likely import Likely, likely, settle
from assistant.understanding.question import Problem, Understanding
from tests.labelled import FITTED, hash_of

Hear = Callable[..., Understanding]
WEIGHTS = Weights(limits={"least": 0.2, "strange": 0.15, "explained": 0.8})


def test_the_weights_are_fitted_to_the_messages_that_are_here(shelf: Shelf) -> None:
    assert shelf.weights.fitted_to == hash_of(FITTED), (
        "the seen messages changed: run tests/questions/fit.py"
    )


def test_weights_are_read_as_they_were_written() -> None:
    weights = Weights(
        fitted_to="abc",
        limits={"least": 0.7},
        names=("spam", "thanks"),
        start=(0.5, -0.25),
        of={"spam box": ((0, 1.5),), "~dank": ((0, -0.5), (1, 2.0))},
    )

    assert read_weights(written(weights), "weights.tsv") == weights


def test_a_broken_file_of_weights_is_refused_by_name() -> None:
    with pytest.raises(GuideError, match=r"weights\.tsv"):
        read_weights("fitted to\tabc\nproblems", "weights.tsv")


def test_without_weights_the_rules_decide_alone() -> None:
    reading = read_concepts(["hallo"], named=False, placed=False)

    assert likely(reading, Weights()) is None
    assert settle(Problem.SPAM, 95, None, Weights()) == (Problem.SPAM, 95)


def test_a_rule_gives_way_to_what_others_meant() -> None:
    opinion = Likely({Problem.SPAM: 0.95, Problem.REJECTED: 0.05})

    assert settle(Problem.REJECTED, 95, opinion, WEIGHTS)[0] is Problem.SPAM


def test_where_no_rule_speaks_what_others_meant_is_followed() -> None:
    opinion = Likely({Problem.SPAM: 0.9, Problem.UNCLEAR: 0.1})

    assert settle(Problem.UNCLEAR, 0, opinion, WEIGHTS) == (Problem.SPAM, 90)


def test_what_may_be_another_matter_is_asked_about_and_not_answered() -> None:
    opinion = Likely({Problem.SPAM: 0.75, Problem.OUT_OF_SCOPE: 0.25})

    assert settle(Problem.UNCLEAR, 0, opinion, WEIGHTS) == (Problem.UNCLEAR, 0)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("Recipients see a weird long address instead of ours", "sender_shown_wrong"),
        ("kan een collega van u mij helpen", "handover"),
        ("the recipient server does not accept our mail", "rejected"),
        ("hoe blokkeer ik een afzender", "out_of_scope"),
        ("volgens het programma is de mail verstuurd maar de klant heeft hem niet",
         "not_received"),
    ],
)  # fmt: skip
def test_what_no_rule_was_written_for_is_understood(
    text: str, problem: str, hear: Hear
) -> None:
    assert hear(text).problem == problem


@pytest.mark.parametrize(
    ("text", "services"),
    [
        ("wij gebruiken Exact", ("exact-online",)),
        ("met yuki", ("yuki",)),
        ("yuki", ("yuki",)),
        ("mijn boekhoudprogramma is exact", ("exact-online",)),
        ("we moved from mailchimp to kit and now all is spam", ("kit",)),
        ("overgegaan van SnelStart op Exact Online, nu spam", ("exact-online",)),
        (
            "mailchimp werd te duur dus nu mailerlite maar alles in spam",
            ("mailerlite",),
        ),
        ("orders komen van wordpress@bakkerij.example", ("wordpress",)),
        ("boekhouder zegt dat WeFact-facturen in de map liggen", ("wefact",)),
        ("vroeger met Exact gewerkt maar nu met SnelStart, spam", ("snelstart",)),
        ("klanten zien noreply@wefact.com als afzender", ("wefact",)),
        ("gmail zegt: blocked because unauthenticated", ()),
        ("we gebruiken exact dezelfde instellingen voor mail", ()),
        ("er staat Return to Sender in de mail", ()),
    ],
)
def test_the_service_that_sends_is_heard(
    text: str, services: tuple[str, ...], hear: Hear
) -> None:
    assert hear(text).known.services == services


def test_the_first_of_two_troubles_is_the_trouble(hear: Hear) -> None:
    heard = hear("de nieuwsbrief komt niet aan en ook belanden facturen in de spam")

    assert heard.problem is Problem.NOT_RECEIVED


def test_records_for_another_program_are_a_question_about_that_one(hear: Hear) -> None:
    before = hear("mailchimp komt in de spam, bakkerij.example").known

    heard = hear("en moneybird? moet daar ook iets voor in de dns", before)

    assert heard.known.services == ("moneybird",)


def test_a_site_that_tests_mail_is_nobodys_domain(hear: Hear) -> None:
    assert hear("internet.nl geeft onze mail een slecht cijfer").known.domain is None
