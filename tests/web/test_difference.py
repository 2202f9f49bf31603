from __future__ import annotations

from assistant.web.difference import Run, difference


def test_only_the_words_that_differ_are_marked() -> None:
    before, after = difference("v=spf1 mx -all", "v=spf1 mx a -all")

    assert "".join(run.text for run in before) == "v=spf1 mx -all"
    assert [run.text.strip() for run in after if run.changed] == ["a"]


def test_the_whole_text_stays_on_both_sides() -> None:
    before, after = difference("a  b", "c\td")

    assert "".join(run.text for run in before) == "a  b"
    assert "".join(run.text for run in after) == "c\td"


def test_endless_records_are_not_compared() -> None:
    before, after = difference("x " * 3000, "y " * 3000)

    assert before == (Run(text="x " * 3000, changed=False),)
    assert after == (Run(text="y " * 3000, changed=False),)
