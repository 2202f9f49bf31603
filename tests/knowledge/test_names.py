"""Names that lie close together, and names that are ordinary words."""

from __future__ import annotations

import pytest

from assistant.knowledge.match import Matcher
from assistant.knowledge.shelf import Shelf


def ids(matcher: Matcher, text: str) -> set[str]:
    return {hit.id for hit in matcher.services(text)}


def test_every_service_is_known_by_its_own_name(shelf: Shelf, matcher: Matcher) -> None:
    lost = [
        one.id
        for one in shelf.services.values()
        if one.id not in ids(matcher, f"facturen via {one.name} komen niet aan")
    ]

    assert lost == []


@pytest.mark.parametrize(
    ("typed", "service"),
    [
        ("mailerlite", "mailerlite"),
        ("mailerlight", "mailerlite"),
        ("mailgun", "mailgun"),
        ("mailjet", "mailjet"),
        ("mailpoet", "mailpoet"),
        ("mailchimp", "mailchimp"),
        ("mailcamp", "mailcamp"),
        ("mailblue", "mailblue"),
        ("mailcoach", "mailcoach"),
        ("acymailer", "acymailer"),
        ("acymailing", "acymailing"),
        ("informeronline", "informer"),
        ("boekhouden.nl", "boekhouden-nl"),
        ("e-boekhouden.nl", "e-boekhouden"),
        ("timechimp", "timechimp"),
        ("hostfact", "hostfact"),
        ("wefact", "wefact"),
        ("zoho campaigns", "zoho-campaigns"),
        ("zoho books", "zoho-books"),
        ("spotler sendpro", "flowmailer"),
        ("mailchimp transactional", "mandrill"),
        ("lightspeed", "lightspeed"),
        ("word press", "wordpress"),
    ],
)
def test_a_name_spelled_right_is_taken_at_its_word(
    typed: str, service: str, matcher: Matcher
) -> None:
    assert ids(matcher, f"de mail van {typed} komt in de spam") == {service}


@pytest.mark.parametrize(
    ("typed", "service"),
    [("mailgut", "mailgun"), ("mailjut", "mailjet"), ("flastmail", "fastmail")],
)
def test_a_typing_error_means_the_nearest_name(
    typed: str, service: str, matcher: Matcher
) -> None:
    assert ids(matcher, f"mijn {typed} doet het niet") == {service}


def test_what_lies_between_two_names_is_a_choice(matcher: Matcher) -> None:
    found = ids(matcher, "de nieuwsbrief van mailchamp mailing komt in de spam")

    assert found == {"mailcamp", "mailchimp"}


def test_a_brand_with_several_products_asks_which(matcher: Matcher) -> None:
    found = ids(matcher, "mijn zoho nieuwsbrief komt in de spam")

    assert found == {"zoho-books", "zoho-crm", "zoho-mail"}


@pytest.mark.parametrize(
    "text",
    [
        "the front page of my site",
        "een ehbo kit besteld",
        "one of my newsletters",
        "in constant contact with customers",
        "please resend the confirmation",
        "onze teamleider vraagt iets",
        "de intercom bij de deur",
        "een factuur sturen lukt niet",
        "kunt u mij informeren",
        "wat een rompslomp",
        "op mijn domein staat niets",
        "a mail in the spam folder",
        "Maria en Sandy krijgen niets",
        "mooie recente conferentie van de accountant",
        "I could not send it",
        "why does my mail get lost",
    ],
)
def test_an_ordinary_word_is_no_service(text: str, matcher: Matcher) -> None:
    assert ids(matcher, text) == set()


@pytest.mark.parametrize(
    ("text", "service"),
    [
        ("Front stuurt mail die in de spam komt", "front"),
        ("kit newsletters go to spam", "kit"),
        ("via Exact verstuur ik een factuur", "exact-online"),
        ("Constant Contact newsletter", "constant-contact"),
        ("resend api mails bounce", "resend"),
        ("intercom berichten komen niet aan", "intercom"),
        ("rompslomp facturen", "rompslomp"),
        ("TeamLeader offertes", "teamleader"),
    ],
)
def test_the_words_around_make_it_a_name(
    text: str, service: str, matcher: Matcher
) -> None:
    assert ids(matcher, text) == {service}
