"""Which of several programs named sends the mail in question; and when to ask."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from assistant.dialogue.asking import as_left
from assistant.dialogue.conversation import Conversation, Exchange
from assistant.dialogue.decide import decide
from assistant.dialogue.moves import Ask, Examine, Move
from assistant.knowledge.match import Matcher
from assistant.knowledge.shelf import Shelf
from assistant.understanding.between import chosen_between
from assistant.understanding.question import Known, Question, Slot
from assistant.understanding.understand import understand

WHEN = datetime(2026, 11, 26, 9, tzinfo=UTC)


def talk(
    texts: tuple[str, ...], shelf: Shelf, matcher: Matcher
) -> tuple[tuple[str, ...], Move]:
    """What is known to send after these messages, and the last move."""
    talk = Conversation(id="talk")
    for text in texts:
        question = Question(text=text, asked_at=WHEN)
        understood = understand(question, talk.known, shelf, matcher)
        move = decide(understood, talk)
        left = as_left(understood, move, None, shelf)
        exchange = Exchange(understanding=left, move=move)
        talk = replace(talk, known=left.known, exchanges=(*talk.exchanges, exchange))
    return talk.known.services, talk.exchanges[-1].move


@pytest.mark.parametrize(
    ("text", "sends"),
    [
        (
            (
                "facturen uit WeFact komen in de spam, bakkerij.example. Betalingen "
                "lopen via Mollie, die mails komen gewoon binnen"
            ),
            "wefact",
        ),
        (
            (
                "heb een shopify winkel maar de mailings doe ik met klaviyo, alles "
                "spam. bakkerij.example"
            ),
            "klaviyo",
        ),
        (
            (
                "Mailchimp heb ik nog maar daar doe ik niks meer mee. Met MailerLite "
                "komt het in de spam, bakkerij.example"
            ),
            "mailerlite",
        ),
        (
            (
                "Our newsletter goes out through Mailchimp and lands in junk. HubSpot, "
                "where the contacts are stored, doesn't send mail. bakery.example"
            ),
            "mailchimp",
        ),
        (
            (
                "Vorig jaar Tellow, nu Jortt, en nu zitten de rekeningen in de spam. "
                "bakkerij.example"
            ),
            "jortt",
        ),
        (
            (
                "de laposta regel heb ik eruit gehaald, en nu komt moneybird in de "
                "spam. bakkerij.example"
            ),
            "moneybird",
        ),
    ],
)
def test_what_is_told_of_a_program_settles_which_one_sends(
    text: str, sends: str, shelf: Shelf, matcher: Matcher
) -> None:
    services, move = talk((text,), shelf, matcher)

    assert services == (sends,)
    assert isinstance(move, Examine)


@pytest.mark.parametrize(
    "text",
    [
        "facturen uit WeFact en Mailchimp komen in de spam, bakkerij.example",
        "Mailchimp voor de nieuwsbrief, WeFact voor facturen: spam. bakkerij.example",
        "zowel mailchimp als wefact belandt in de spam bakkerij.example",
    ],
)
def test_where_both_send_none_is_left_out(
    text: str, shelf: Shelf, matcher: Matcher
) -> None:
    services, move = talk((text,), shelf, matcher)

    assert set(services) == {"mailchimp", "wefact"}
    assert isinstance(move, Examine)


UNTOLD = "mailchimp hier, en dan heb je wefact: mail in de spam, bakkerij.example"


def test_what_the_story_leaves_open_is_asked_before_a_look(
    shelf: Shelf, matcher: Matcher
) -> None:
    _, move = talk((UNTOLD,), shelf, matcher)

    assert isinstance(move, Ask)
    assert move.slot is Slot.SERVICE
    assert set(move.options) == {"mailchimp", "wefact"}


def test_it_is_asked_once_the_domain_is_known(shelf: Shelf, matcher: Matcher) -> None:
    first, _, domain = UNTOLD.rpartition(",")

    _, asked = talk((first,), shelf, matcher)
    _, then = talk((first, domain), shelf, matcher)

    assert isinstance(asked, Ask)
    assert asked.slot is Slot.DOMAIN
    assert isinstance(then, Ask)
    assert then.slot is Slot.SERVICE


@pytest.mark.parametrize(
    ("answer", "sends"),
    [
        ("WeFact", {"wefact"}),
        ("allebei", {"mailchimp", "wefact"}),
        ("Both of them", {"mailchimp", "wefact"}),
        ("de nieuwsbrief", {"mailchimp"}),
        ("mijn facturen", {"wefact"}),
        ("weet ik niet", {"mailchimp", "wefact"}),
        ("tja", {"mailchimp", "wefact"}),
    ],
)
def test_the_answer_is_looked_at_and_not_asked_again(
    answer: str, sends: set[str], shelf: Shelf, matcher: Matcher
) -> None:
    services, move = talk((UNTOLD, answer), shelf, matcher)

    assert set(services) == sends
    assert isinstance(move, Examine)
    assert set(move.subject.services) == sends


@pytest.mark.parametrize(
    ("text", "sends"),
    [
        ("waar haal ik de dkim van mailchimp vandaan", ("mailchimp",)),
        ("how do I remove the via mailchimp behind my name", ("mailchimp",)),
        ("please remove the old spf record of mailchimp", ()),
    ],
)
def test_what_is_to_go_is_the_record_and_not_any_mention(
    text: str, sends: tuple[str, ...], shelf: Shelf, matcher: Matcher
) -> None:
    assert talk((text,), shelf, matcher)[0] == sends


def test_all_of_them_can_be_chosen_however_many_there_are(
    shelf: Shelf, matcher: Matcher
) -> None:
    names = "brevo? laposta? klaviyo? wefact? moneybird? mailchimp? spotler?"
    _, move = talk((f"{names} mail in de spam, bakkerij.example",), shelf, matcher)

    assert isinstance(move, Ask)
    assert move.because == "several"
    assert len(move.options) == 4


def test_a_guide_that_has_gone_since_he_was_asked_harms_nothing(shelf: Shelf) -> None:
    known = Known(between=("gone", "mailchimp"), asked=(Slot.SERVICE,))

    chosen = chosen_between("de nieuwsbrief", known, shelf)

    assert chosen is not None
    assert chosen.services == ("mailchimp",)
