from __future__ import annotations

from assistant.knowledge.shelf import Shelf
from assistant.mail.headers.message import read
from assistant.mail.headers.timeline import timeline_of
from assistant.replies.texts import Texts
from assistant.replies.voice import Voice
from assistant.understanding.question import Known
from assistant.web.console.timeline import Picture, Row, picture

LATE = """\
Received: from b.example ([203.0.113.7]) by c.example with ESMTPS;
 Mon, 2 Mar 2026 11:00:00 +0000
Received: from a.example ([203.0.113.6]) by b.example with ESMTP;
 Mon, 2 Mar 2026 10:00:00 +0000
From: info@bakkerij.example

"""
BACKWARDS = LATE.replace("11:00:00", "09:59:00")
LOOP = (
    "".join(
        f"Received: from a{n}.example by b{n}.example; "
        f"Mon, 2 Mar 2026 10:{59 - n:02}:00 +0000\n"
        for n in range(58)
    )
    + "From: info@bakkerij.example\n\n"
)


def drawn(text: str, shelf: Shelf, texts: Texts) -> Picture:
    voice = Voice(texts, shelf, Known(language="en"))
    made = picture(timeline_of(read(text).hops), voice)
    assert made is not None
    return made


def hops(made: Picture) -> list[Row]:
    return [row for row in made.rows if row.tone != "gap"]


def test_the_bar_of_the_slow_hop_is_as_long_as_the_time_it_took(
    shelf: Shelf, texts: Texts
) -> None:
    rows = hops(drawn(LATE, shelf, texts))

    assert (rows[1].start, rows[1].width) == (0.0, 100.0)
    assert rows[1].tone == "slow"
    assert rows[1].delay == "1 h"


def test_a_clock_that_runs_wrong_is_drawn_back_and_told(
    shelf: Shelf, texts: Texts
) -> None:
    rows = hops(drawn(BACKWARDS, shelf, texts))

    assert rows[1].tone == "skewed"
    assert rows[1].warning
    assert rows[1].delay.startswith("\u2212")


def test_the_first_row_tells_who_handed_it_over(shelf: Shelf, texts: Texts) -> None:
    assert "← a.example" in hops(drawn(LATE, shelf, texts))[0].notes


def test_of_a_loop_the_middle_is_folded_and_counted(shelf: Shelf, texts: Texts) -> None:
    made = drawn(LOOP, shelf, texts)

    assert len(hops(made)) == 24
    assert [row.name for row in made.rows if row.tone == "gap"] == ["34 more steps"]


def test_no_bar_leaves_the_track(shelf: Shelf, texts: Texts) -> None:
    rows = hops(drawn(LOOP, shelf, texts))

    assert all(row.start >= 0 and row.start + row.width <= 100.01 for row in rows)


def test_a_long_name_keeps_its_end_and_tells_the_whole(
    shelf: Shelf, texts: Texts
) -> None:
    long = LATE.replace("c.example", f"{'x' * 60}.c.example")

    row = hops(drawn(long, shelf, texts))[1]

    assert row.name.startswith("…")
    assert row.name.endswith(".c.example")
    assert row.whole == f"{'x' * 60}.c.example"


def test_without_a_hop_there_is_no_picture(shelf: Shelf, texts: Texts) -> None:
    voice = Voice(texts, shelf, Known(language="nl"))

    assert picture(timeline_of(()), voice) is None
