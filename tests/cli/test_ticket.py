from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from assistant.checks.message import examine_message
from assistant.cli.ticket import ticket
from assistant.cli.ticket_words import CAUSES, LABELS, NOTES, REFUSALS, said, words
from assistant.cli.timeline import duration, lines_of
from assistant.diagnosis.codes import Code
from assistant.diagnosis.refused import KINDS
from assistant.knowledge.shelf import Shelf
from assistant.mail.headers.message import read
from assistant.mail.headers.timeline import timeline_of

FOLDER = Path(__file__).parent.parent / "scenes" / "messages"
HOP = "Received: from a{0}.example by b{0}.example; Mon, 2 Mar 2026 11:{1}:00 +0100\n"


def written(sample: str, shelf: Shelf, language: str | None = None) -> str:
    path = next(FOLDER.glob(f"{sample}.[et][mx]*"))
    message = read(path.read_bytes())
    facts = asyncio.run(examine_message(message, None, shelf))
    return ticket(message, facts, language)


def way(*minutes: int) -> str:
    text = "".join(HOP.format(number, m) for number, m in enumerate(minutes))
    return "\n".join(
        lines_of(timeline_of(read(text + "From: a@b.example\n").hops), "en")
    )


def test_the_cause_comes_first_in_the_readers_language(shelf: Shelf) -> None:
    dutch = written("mailchimp-not-aligned", shelf).splitlines()
    english = written("mailchimp-not-aligned", shelf, "en").splitlines()

    assert dutch[0] == english[0] == "headers: not_aligned_spf_and_dkim"
    assert dutch[1].startswith("Wat gecontroleerd is")
    assert english[1].startswith("What was checked")


def test_what_was_checked_stands_beside_what_is_shown(shelf: Shelf) -> None:
    text = written("mailchimp-not-aligned", shelf, "en")

    assert "SPF no (mail9.atl1.rsgsv.net / reader sees bakkerij.example)" in text


def test_the_field_on_which_it_rests_is_quoted(shelf: Shelf) -> None:
    text = written("mailchimp-not-aligned", shelf, "en")

    assert "it says:      Authentication-Results: mx.google.com; dkim=pass" in text


def test_what_is_missing_is_named_and_how_to_get_it(shelf: Shelf) -> None:
    text = written("copied-by-hand", shelf)

    assert "ontbreekt:    Received, Return-Path, Authentication-Results" in text
    assert "Origineel weergeven" in text


def test_a_refusal_tells_whose_list_and_for_how_long(shelf: Shelf) -> None:
    text = written("refused-kpn-list", shelf, "en")

    assert "refused:      blocklist kpn, temporary, kpn" in text


def test_a_filter_that_keeps_its_reasons_is_said_to(shelf: Shelf) -> None:
    text = written("filter-proofpoint-spam", shelf)

    assert "spam:         spam (rule spam, score 99), proofpoint" in text
    assert "zegt niet waarom: proofpoint" in text


def test_what_gmail_keeps_to_itself_is_said_too(shelf: Shelf) -> None:
    assert "zegt niet waarom: google" in written("mailchimp-not-aligned", shelf)


def test_arc_and_dkim2_are_explained_and_not_recommended(shelf: Shelf) -> None:
    assert "proves nothing" in written("arc-overrode-dmarc", shelf, "en")
    assert "not used for the verdict yet" in written("dkim2-signature", shelf, "en")


def test_a_clock_that_is_wrong_is_told() -> None:
    lines = way(10, 12).splitlines()

    assert lines[0] == "way:          2 hops"
    assert "-2m" in lines[2]
    assert "a clock is wrong" in lines[2]


def test_where_it_waited_is_told() -> None:
    text = way(50, 10)

    assert "2 hops, 40m on the way" in text
    assert "it waited here" in text


def test_of_a_loop_the_middle_is_left_out() -> None:
    lines = way(*[10] * 40).splitlines()

    assert len(lines) == 26
    assert lines[13].strip() == "… 16 more"


def test_a_way_without_hops_is_no_way() -> None:
    assert way() == ""


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (0, "0s"),
        (59, "59s"),
        (61, "1m1s"),
        (3_600, "1h"),
        (90_000, "1d1h"),
        (-5, "-5s"),
    ],
)
def test_a_time_is_read_at_a_glance(seconds: int, text: str) -> None:
    assert duration(seconds) == text


@pytest.mark.parametrize("table", [CAUSES, NOTES, LABELS])
def test_everything_is_said_in_both_languages(table: str) -> None:
    dutch, english = words("nl")[table], words("en")[table]

    assert set(dutch) == set(english)
    assert all([*dutch.values(), *english.values()])


def test_a_word_that_nobody_knows_is_shown_as_it_is() -> None:
    assert said(CAUSES, "unheard-of", "nl") == "unheard-of"


def test_a_summary_has_no_field_to_quote(shelf: Shelf) -> None:
    assert "er staat:" not in written("gmail-summary-only", shelf)


def test_who_sent_on_behalf_of_the_sender_is_shown(shelf: Shelf) -> None:
    text = "From: a@school.example\nSender: b@dienst.example\nTo: c@d.example\n"
    message = read(text)
    facts = asyncio.run(examine_message(message, None, shelf))

    assert "Sender:       b@dienst.example" in ticket(message, facts, "nl")


def test_a_refusal_is_told_by_its_meaning_where_the_contract_has_no_word(
    shelf: Shelf,
) -> None:
    lines = written("refused-ziggo-full", shelf).splitlines()

    assert lines[0] == "bounce: refused-full-mailbox"
    assert lines[1] == "De mailbox van de ontvanger is vol."


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_refusal_has_its_line(language: str) -> None:
    wanted = {str(code) for code in {*KINDS.values(), Code.REFUSED_OTHERWISE}}

    assert set(words(language)[REFUSALS]) == wanted
