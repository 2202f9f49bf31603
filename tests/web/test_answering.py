from __future__ import annotations

import logging
import threading

import pytest

from assistant.checks.progress import Progress, Step
from assistant.web.answering import Answering

SPF = Step(name="spf", done=True)


def test_who_joins_late_hears_every_step() -> None:
    go_on = threading.Event()

    def make(turn: str, progress: Progress) -> bool:
        progress(SPF)
        return go_on.wait(5)

    answering = Answering(make, hands=1, seats=1)
    first = answering.start("turn")
    joined = answering.start("turn")
    go_on.set()

    assert joined is first
    assert SPF in list(first.follow(5))
    assert [step for step in first.follow(5) if step] == [SPF]


def test_an_answer_that_fails_lets_everyone_go(
    caplog: pytest.LogCaptureFixture,
) -> None:
    def make(turn: str, progress: Progress) -> bool:
        raise ValueError("broken")

    with caplog.at_level(logging.ERROR):
        Answering(make, hands=1, seats=1).start("turn").wait(5)

    assert "turn turn was not answered" in caplog.text


def test_nobody_waits_longer_than_his_patience() -> None:
    go_on = threading.Event()

    def make(turn: str, progress: Progress) -> bool:
        return go_on.wait(5)

    work = Answering(make, hands=1, seats=1).start("turn")

    assert list(work.follow(0.05)) == [None]
    go_on.set()


def test_there_are_no_more_seats_than_were_given() -> None:
    def make(turn: str, progress: Progress) -> bool:
        return True

    answering = Answering(make, hands=1, seats=1)

    assert answering.take_seat()
    assert not answering.take_seat()
    answering.leave_seat()
    assert answering.take_seat()
