from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from assistant.understanding.question import Known, Problem, Slot, Understanding

Hear = Callable[..., Understanding]

HEADER = """Received: from mail9.mcsv.net (mail9.mcsv.net [198.2.128.9])
 by mx.google.com with ESMTPS id abc for <klant@gmail.com>;
 Tue, 3 Nov 2026 10:00:00 +0000
Return-Path: <bounce@mail9.mcsv.net>
From: Bakkerij <info@bakkerij.example>
To: klant@gmail.com
Subject: Nieuwsbrief
Date: Tue, 3 Nov 2026 10:00:00 +0000
"""


def test_the_bakers_story_is_enough_to_go_and_look(hear: Hear) -> None:
    heard = hear("mijn nieuwsbrieven van mailchimp komen in de spam, bakkerij.example")

    assert heard.subject is not None
    assert heard.subject.domain == "bakkerij.example"
    assert heard.subject.services == ("mailchimp",)
    assert heard.problem is Problem.SPAM


def test_a_domain_and_a_mail_problem_need_no_service_to_look(hear: Hear) -> None:
    heard = hear("onze mail van bakkerij.example komt in de spam")

    assert heard.subject is not None
    assert heard.subject.services == ()


def test_a_bare_domain_answers_the_open_question(hear: Hear) -> None:
    known = Known(
        services=("wefact",), problem=Problem.NOT_RECEIVED, asked=(Slot.DOMAIN,)
    )

    heard = hear("janssen.nl", known)

    assert heard.subject is not None
    assert heard.subject.services == ("wefact",)
    assert heard.subject.problem is Problem.NOT_RECEIVED


def test_a_bare_service_name_answers_the_open_question(hear: Hear) -> None:
    known = Known(domain="janssen.nl", problem=Problem.SPAM, asked=(Slot.SERVICE,))

    heard = hear("wefakt", known)

    assert heard.known.services == ("wefact",)
    assert heard.subject is not None


def test_a_yes_fills_the_smtp_field_only_when_it_was_asked(hear: Hear) -> None:
    known = Known(domain="janssen.nl", services=("wefact",), problem=Problem.SPAM)
    asked = Known(
        domain="janssen.nl",
        services=("wefact",),
        problem=Problem.SPAM,
        asked=(Slot.SMTP_FIELD,),
    )

    assert hear("ja dat heeft hij", asked).known.smtp_field is True
    assert hear("nee", asked).known.smtp_field is False
    assert hear("ja dat heeft hij", known).known.smtp_field is None


def test_the_smtp_answer_leads_to_another_look(hear: Hear) -> None:
    asked = Known(
        domain="janssen.nl",
        services=("wefact",),
        problem=Problem.SPAM,
        asked=(Slot.SMTP_FIELD,),
    )

    heard = hear("ja", asked)

    assert heard.subject is not None
    assert heard.subject.smtp_field is True


def test_what_was_changed_is_asked_past_the_cache(hear: Hear) -> None:
    known = Known(domain="bakkerij.example", problem=Problem.SPAM)

    heard = hear("ik heb het aangepast, en nu?", known)

    assert heard.subject is not None
    assert heard.subject.fresh


def test_thanks_do_not_wipe_out_the_problem(hear: Hear) -> None:
    heard = hear("bedankt!", Known(problem=Problem.SPAM, domain="bakkerij.example"))

    assert heard.problem is Problem.THANKS
    assert heard.known.problem is Problem.SPAM
    assert heard.subject is None


def test_another_service_takes_the_place_of_the_earlier_one(hear: Hear) -> None:
    heard = hear("nee, wij gebruiken wefact", Known(services=("mailchimp",)))

    assert heard.known.services == ("wefact",)


def test_also_adds_a_service(hear: Hear) -> None:
    heard = hear("en ook wefact komt in de spam", Known(services=("mailchimp",)))

    assert heard.known.services == ("wefact", "mailchimp")


def test_one_service_or_the_other_is_a_choice(hear: Hear) -> None:
    heard = hear("mailchimp of acymailing, het komt in de spam")

    assert heard.candidates == ("mailchimp", "acymailing")
    assert heard.known.services == ()


def test_boekhouden_without_an_ending_lies_between_two_names(hear: Hear) -> None:
    heard = hear("wij sturen facturen via boekhouden en die komen in de spam")

    assert set(heard.candidates) == {"boekhouden-nl", "e-boekhouden"}


@pytest.mark.parametrize(
    ("text", "service"),
    [
        ("van wefact naar mailchimp gegaan, nu komt alles in spam", "mailchimp"),
        ("naar wefact overgestapt van e-boekhouden, facturen in spam", "wefact"),
        ("in plaats van mailchimp nu acymailing, mailing in de spam", "acymailing"),
    ],
)
def test_the_service_left_behind_is_not_the_sender(
    text: str, service: str, hear: Hear
) -> None:
    assert hear(text).services == (service,)


@pytest.mark.parametrize(
    "text",
    [
        "bij outlook komt mijn mail in de spam",
        "mijn mail naar gmail komt in de spam",
        "klanten met office 365 krijgen mijn mail niet",
    ],
)
def test_a_readers_mail_program_sends_nothing(text: str, hear: Hear) -> None:
    assert hear(text).services == ()


def test_the_own_mailbox_sends(hear: Hear) -> None:
    assert hear("wij mailen via office 365 en dat komt in spam").services == (
        "microsoft-365",
    )


def test_a_mailbox_beside_a_newsletter_program_is_not_the_sender(hear: Hear) -> None:
    heard = hear("we hebben office 365, de mailchimp mails komen in de spam")

    assert heard.services == ("mailchimp",)


def test_a_free_address_is_kept_and_is_no_domain(hear: Hear) -> None:
    heard = hear("ik mail vanaf bakker@gmail.com en kom in de spam")

    assert heard.known.address == "bakker@gmail.com"
    assert heard.known.domain is None


def test_the_header_tells_the_domain(hear: Hear) -> None:
    heard = hear("dit is de header:\n\n" + HEADER)

    assert heard.message is not None
    assert heard.subject is not None
    assert heard.subject.domain == "bakkerij.example"
    assert heard.subject.message is heard.message


def test_words_beside_a_header_still_count(hear: Hear) -> None:
    heard = hear("Mijn nieuwsbrief via mailchimp komt in de spam:\n\n" + HEADER)

    assert heard.services == ("mailchimp",)
    assert heard.problem is Problem.SPAM


@pytest.mark.parametrize(
    ("text", "page", "language"),
    [
        ("my newsletter goes to spam", "nl", "en"),
        ("mijn nieuwsbrief komt in de spam", "en", "nl"),
        ("mailchimp spam", "en", "en"),
        ("mailchimp spam", "nl", "nl"),
    ],
)
def test_the_text_tells_its_language_and_else_the_page(
    text: str, page: str, language: str, hear: Hear
) -> None:
    assert hear(text, page=page).known.language == language


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "?", "😀😀😀", "\x00\x01\x02", "<script>alert(1)</script>", "@",
        "." * 900, "a." * 50_000, "@" * 100_000, "Received: x\n" * 8_000,
        "mailchimp " * 10_000,
    ],
)  # fmt: skip
def test_hostile_text_is_understood_as_nothing_much_and_soon(
    text: str, hear: Hear
) -> None:
    began = time.perf_counter()

    heard = hear(text)

    assert heard.known.domain is None
    assert time.perf_counter() - began < 20


def test_a_guide_is_named_for_what_a_guide_answers(hear: Hear) -> None:
    assert hear("waar vind ik de header in outlook?").topic == "find-the-header"
    assert hear("wat is spf?").topic == "what-is-spf"
