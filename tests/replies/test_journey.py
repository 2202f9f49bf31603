"""The way of a message, told and listed."""

from dataclasses import replace
from typing import get_args

import pytest

from assistant.cli.ticket_words import NOTES, words
from assistant.knowledge.shelf import Shelf
from assistant.mail.headers.message import read
from assistant.mail.headers.timeline import timeline_of
from assistant.replies import reply as values
from assistant.replies.journey import duration, journey
from assistant.replies.plain import markdown
from assistant.replies.reply import Fold, Journey, Part, Reply
from assistant.replies.texts import Texts
from assistant.replies.voice import Voice
from assistant.store.codec import codec
from assistant.understanding.question import Known

WAY = """\
Received: from relay.webhotel.example (unknown [IPv6:2001:db8::25])
 by mx.ontvanger.example with ESMTPS (TLS1.3); Tue, 03 Mar 2026 09:05:30 +0000
Received: from laptop (localhost [10.0.0.4]) by relay.webhotel.example with
 ESMTP id 1; Tue, 03 Mar 2026 08:00:10 +0000
From: Bakkerij <info@bakkerij.example>
"""
HOSTILE = """\
Received: from <script>alert(1)</script>.x (x [192.0.2.4]) by "><img/src=x>.example;
 Tue, 03 Mar 2026 08:00:14 +0000
Received: from `a`[b](javascript:c) ([192.0.2.5]) by ander|er.example;
 Tue, 03 Mar 9999 23:59:59 -2300
From: info@bakkerij.example
"""


@pytest.fixture
def voice(texts: Texts, shelf: Shelf) -> Voice:
    return Voice(texts, shelf, Known(language="nl"))


def way_of(text: str, voice: Voice) -> Journey:
    told = journey(timeline_of(read(text).hops), voice)
    assert told is not None
    return told


def test_a_leg_tells_from_whom_to_whom_when_and_how_long(voice: Voice) -> None:
    first, last = way_of(WAY, voice).legs

    assert (first.sender, first.ip, first.by) == (
        "laptop",
        "10.0.0.4",
        "relay.webhotel.example",
    )
    assert (first.delay, first.marks) == ("", ("intern",))
    assert last.at == "2026-03-03 10:05:30"
    assert (last.seconds, last.delay) == (3920, "1 uur 5 min")
    assert (last.tls, last.marks) == (True, ("TLS", "IPv6"))
    assert (last.slow, last.warning) == (True, "hier bleef het liggen")


def test_the_title_tells_the_whole_way_in_one_line(voice: Voice) -> None:
    assert way_of(WAY, voice).title == "2 stappen, 1 uur 5 min onderweg"


def test_a_clock_that_is_wrong_is_told_and_no_total_is(voice: Voice) -> None:
    early = WAY.replace("09:05:30", "07:59:50")

    told = way_of(early, voice)

    assert told.title == "2 stappen"
    assert told.legs[1].skewed
    assert told.legs[1].delay == "\u221220 s"
    assert told.legs[1].warning == "een klok loopt verkeerd"


def test_a_message_without_hops_has_no_way(voice: Voice) -> None:
    assert journey(timeline_of(read("From: a@bakkerij.example\n").hops), voice) is None


def test_of_a_loop_the_middle_is_left_out_and_said_to_be(voice: Voice) -> None:
    hop = "Received: from a.example by b.example; Tue, 03 Mar 2026 08:00:10 +0000\n"

    told = way_of(hop * 40 + "From: a@bakkerij.example\n", voice)

    assert len(told.legs) == 24
    assert (told.gap, told.gap_after) == ("nog 16 stappen", 12)


def test_english_has_its_own_words(texts: Texts, shelf: Shelf) -> None:
    told = way_of(WAY, Voice(texts, shelf, Known(language="en")))

    assert told.title == "2 steps, 1 h 5 min on the way"
    assert told.legs[1].warning == "it waited here"


@pytest.mark.parametrize(
    ("seconds", "told"),
    [
        (0, "0 s"),
        (59, "59 s"),
        (60, "1 min"),
        (3_605, "1 uur"),
        (90_000, "1 dag 1 uur"),
        (-200, "\u22123 min 20 s"),
    ],
)
def test_a_time_is_told_in_at_most_two_units(
    seconds: int, told: str, voice: Voice
) -> None:
    assert duration(seconds, voice) == told


def test_as_markdown_it_is_a_list(voice: Voice) -> None:
    told = markdown(Reply(language="nl", parts=(way_of(WAY, voice),)))

    assert told == (
        "**2 stappen, 1 uur 5 min onderweg**\n\n"
        "- 1 · laptop \\[10.0.0.4\\] \u2192 relay.webhotel.example (intern)\n"
        "- 2 · relay.webhotel.example \\[2001:db8::25\\] \u2192 mx.ontvanger.example"
        " (1 uur 5 min, TLS, IPv6, hier bleef het liggen)\n"
    )


def test_the_gap_stands_in_the_list(voice: Voice) -> None:
    way = replace(way_of(WAY, voice), gap="nog 3 stappen", gap_after=1)

    told = markdown(Reply(language="nl", parts=(way,)))

    assert "(intern)\n- nog 3 stappen\n- 2 ·" in told


def test_hostile_names_stay_text_in_markdown(voice: Voice) -> None:
    told = markdown(Reply(language="nl", parts=(way_of(HOSTILE, voice),)))

    assert "<" not in told
    assert "`" not in told.replace("\\`", "")
    assert "[b]" not in told


def test_a_name_that_never_ends_is_cut(voice: Voice) -> None:
    long = HOSTILE.replace("ander|er.example", "a" * 250 + ".example")

    assert max(len(leg.by) for leg in way_of(long, voice).legs) <= 120


def test_a_journey_comes_back_from_the_store_as_it_went(voice: Voice) -> None:
    reply = Reply(
        language="nl",
        parts=(way_of(WAY, voice), Fold(title="x", parts=(way_of(HOSTILE, voice),))),
    )

    assert codec(Reply).load(codec(Reply).dump(reply)) == reply


def test_every_part_but_a_fold_may_stand_in_a_fold() -> None:
    assert set(get_args(Part)) - set(get_args(values.Inner)) == {Fold}


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_note_on_a_message_has_a_sentence(language: str, texts: Texts) -> None:
    assert set(texts.names("words/notes", language)) == set(words(language)[NOTES])
    for code in words(language)[NOTES]:
        assert texts.word("notes", code, language).endswith(".")
