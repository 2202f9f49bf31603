"""A pasted message is answered with its own words, and with what it is not."""

from __future__ import annotations

from assistant.knowledge.match import Matcher
from assistant.knowledge.shelf import Shelf
from assistant.replies.plain import markdown
from assistant.replies.reply import Headline, Prose, Raw
from assistant.replies.texts import Texts
from assistant.turn import Turn
from tests.stage import Scene, asked, desk_of

REFUSED = (
    "550 5.7.26 This mail is unauthenticated, which poses a security risk to the"
    " sender and Gmail users"
)
LISTED = "554 5.7.1 Client host [198.51.100.7] blocked using bl.spamcop.net"
HEADER = (
    "Return-Path: <info@kapper.example>\n"
    "Received: from smtp.helpdesk.example (smtp.helpdesk.example [192.0.2.26]) by"
    " mx1.ontvanger.example (Postfix) with ESMTPS id 4; Mon, 2 Mar 2026"
    " 11:13:00 +0100\n"
    "Authentication-Results: mx1.ontvanger.example; spf=pass"
    " smtp.mailfrom=info@kapper.example; dkim=pass header.d=kapper.example; dmarc=pass"
    " (p=none dis=none) header.from=kapper.example; x=y smtp.rcptto=jan@lezer.example\n"
    "X-Spam-Status: Yes, score=7.1 required=5.0 tests=[BAYES_99=3.5]\n"
    "From: Kapper <info@kapper.example>\nTo: jan@lezer.example\nSubject: <b>x</b>\n"
)


def last(
    shelf: Shelf, matcher: Matcher, texts: Texts, *said: str, language: str = "nl"
) -> Turn:
    body = {"demo": True, "language": language, "ask": list(said)}
    scene = Scene("a paste", body)
    return asked(scene, desk_of(scene, shelf, matcher, texts))[-1]


def test_a_refusal_is_told_before_anything_is_asked_back(
    shelf: Shelf, matcher: Matcher, texts: Texts
) -> None:
    parts = last(shelf, matcher, texts, REFUSED).reply.parts

    assert isinstance(parts[0], Headline)
    assert parts[0].text.startswith("Gmail weigerde de mail")
    assert any(isinstance(one, Raw) and REFUSED in one.text for one in parts)
    assert isinstance(parts[-1], Prose)


def test_the_lines_on_which_it_rests_stand_there_without_anybody_elses_address(
    shelf: Shelf, matcher: Matcher, texts: Texts
) -> None:
    reply = last(shelf, matcher, texts, HEADER).reply
    quoted = next(one.text for one in reply.parts if isinstance(one, Raw))

    assert "X-Spam-Status: Yes" in quoted
    assert "smtp.mailfrom=info@kapper.example" in quoted
    assert "jan@" not in quoted


def test_what_it_is_not_is_said_too(
    shelf: Shelf, matcher: Matcher, texts: Texts
) -> None:
    told = markdown(last(shelf, matcher, texts, HEADER).reply)

    assert "Aan de handtekening (DKIM) ligt het niet" in told
    assert "Aan de inhoud ligt het niet" not in told


def test_a_block_list_gives_no_records_and_names_who_can_do_it(
    shelf: Shelf, matcher: Matcher, texts: Texts
) -> None:
    told = markdown(last(shelf, matcher, texts, f"kapper.example: {LISTED}").reply)

    assert "SpamCop" in told
    assert "Meld het bij" in told
    assert "Pas deze" not in told


def test_the_words_behind_a_refusal_stay_the_customers_own(
    shelf: Shelf, matcher: Matcher, texts: Texts
) -> None:
    turn = last(shelf, matcher, texts, "535 5.7.8 auth failed als ik uit WeFact mail")

    assert turn.understanding.known.services == ("wefact",)
    assert "WeFact kan niet inloggen" in markdown(turn.reply)


def test_an_english_customer_reads_english(
    shelf: Shelf, matcher: Matcher, texts: Texts
) -> None:
    turn = last(
        shelf, matcher, texts, "my mail bounced: 552 5.2.2 over quota", language="en"
    )

    assert "The mailbox of the recipient is full" in markdown(turn.reply)
