from __future__ import annotations

import pytest

from assistant.knowledge.guide import Helpdesk, Service, Topic
from assistant.knowledge.match import Matcher
from assistant.knowledge.shelf import Shelf


def ids(matcher: Matcher, text: str) -> tuple[str, ...]:
    return tuple(hit.id for hit in matcher.services(text))


@pytest.mark.parametrize(
    ("text", "service"),
    [
        ("Mailchimp", "mailchimp"),
        ("mail chimp", "mailchimp"),
        ("MAIL-CHIMP!", "mailchimp"),
        ("mailchmip", "mailchimp"),
        ("mialchimp", "mailchimp"),
        ("mailsjimp", "mailchimp"),
        ("wefakt", "wefact"),
        ("we fact", "wefact"),
        ("acymaling", "acymailing"),
        ("boekhouden.nl", "boekhouden-nl"),
        ("boekhouden nl", "boekhouden-nl"),
        ("e-boekhouden", "e-boekhouden"),
        ("eboekhouden.nl", "e-boekhouden"),
        ("www.e-boekhouden.nl", "e-boekhouden"),
        ("https://mailchimp.com/help", "mailchimp"),
        ("factuur@wefact.nl", "wefact"),
    ],
)
def test_a_name_is_known_however_it_is_typed(
    text: str, service: str, matcher: Matcher
) -> None:
    assert ids(matcher, f"mijn {text} komt") == (service,)


@pytest.mark.parametrize(
    "text",
    [
        "boekhouden is lastig",
        "de mailing van gisteren",
        "betalen van de factuur op de markt",
        "dat is exact wat ik zocht",
        "mijn mail bij gmail of hotmail",
        "ons domein is mailchimpfans.nl",
        "factureren doe ik zelf",
        "we facturen elke maand",
    ],
)
def test_ordinary_words_name_no_service(text: str, matcher: Matcher) -> None:
    assert ids(matcher, text) == ()


def test_an_exact_spelling_is_taken_at_its_word(matcher: Matcher) -> None:
    hits = matcher.services("facturen van boekhouden.nl")

    assert [(hit.id, hit.exact) for hit in hits] == [("boekhouden-nl", True)]


def test_the_place_of_a_hit_is_where_it_stood(matcher: Matcher) -> None:
    text = "onze Mail Chimp mails"

    (hit,) = matcher.services(text)

    assert text[hit.start : hit.end] == "Mail Chimp"


def shelf_of(*services: Service, topics: tuple[Topic, ...] = ()) -> Shelf:
    return Shelf(
        services={service.id: service for service in services},
        hosts={},
        topics={topic.id: topic for topic in topics},
        helpdesk=Helpdesk(id="desk", name="Desk"),
    )


def test_what_lies_between_two_names_leaves_the_choice() -> None:
    matcher = Matcher(
        shelf_of(
            Service(id="mailgun", name="Mailgunner", kind="transactional"),
            Service(id="mailgum", name="Mailgummer", kind="newsletter"),
        )
    )

    assert set(ids(matcher, "mailgunmer")) == {"mailgun", "mailgum"}


def test_a_name_by_its_sound_is_known() -> None:
    matcher = Matcher(
        shelf_of(Service(id="mailerlite", name="MailerLite", kind="newsletter"))
    )

    assert ids(matcher, "met mailerlight") == ("mailerlite",)


EXACT = Service(
    id="exact-online",
    name="Exact Online",
    kind="invoicing",
    ambiguous_aliases=("exact",),
)


def test_an_ordinary_word_is_a_name_where_the_words_around_say_so() -> None:
    matcher = Matcher(shelf_of(EXACT))

    assert ids(matcher, "facturen uit exact komen in spam") == ("exact-online",)
    assert ids(matcher, "dat is exact wat ik bedoel met de factuur") == ()


def test_topics_are_ranked_by_what_their_phrases_share() -> None:
    matcher = Matcher(
        shelf_of(
            topics=(
                Topic(
                    id="header",
                    titles={"nl": "De header vinden"},
                    guides={},
                    examples={"nl": ("waar vind ik de header van een mail",)},
                ),
                Topic(id="spf", titles={"nl": "Wat is SPF"}, guides={}),
            )
        )
    )

    hits = matcher.topics("waar staat de header van mijn mail", "nl")

    assert hits[0].id == "header"
    assert hits[0].score > 50
    assert matcher.topics("appeltaart bakken", "nl") == ()
