"""What is learned at the desk, and its numbers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from assistant.dialogue.moves import HandOver
from assistant.remedies.change import Action, RecordChange
from assistant.store.case import Rating
from assistant.store.lesson import LessonKind, LessonState
from assistant.store.turns import Store
from assistant.understanding.question import Problem
from tests.store.asking import LATEST, NOON, after, answered, ask, finish

SPF = RecordChange(
    action=Action.ADD, name="bakkerij.example", type="TXT", after="v=spf1 mx -all"
)


def test_the_last_word_of_a_customer_counts(store: Store) -> None:
    conversation = ask(store)
    finish(store, "t1", answered())

    store.learning.rate("t1", Rating.NOT_SOLVED, "nog steeds", NOON)
    store.learning.rate("t1", Rating.SOLVED, "", after(60))

    case = store.cases.case(conversation)
    (feedback,) = store.learning.feedback(conversation)
    assert feedback.rating is Rating.SOLVED
    assert case is not None
    assert case.rating is Rating.SOLVED


def test_only_an_answered_turn_can_be_rated(store: Store) -> None:
    ask(store)

    assert not store.learning.rate("t1", Rating.SOLVED, "", NOON)
    assert not store.learning.rate("none", Rating.SOLVED, "", NOON)


def test_what_did_not_help_is_a_lesson(store: Store) -> None:
    ask(store)
    finish(store, "t1", answered())
    store.learning.rate("t1", Rating.NOT_SOLVED, "ik gebruik Laposta", NOON)
    store.learning.rate("t1", Rating.NOT_SOLVED, "nee, MailerLite", NOON)

    (lesson,) = store.learning.lessons()

    assert (lesson.kind, lesson.line) == (LessonKind.NOT_SOLVED, "nee, MailerLite")
    assert (lesson.text, lesson.service) == (
        "mijn nieuwsbrief komt in de spam",
        "mailchimp",
    )


def test_what_was_not_understood_is_a_lesson_until_it_is_decided(store: Store) -> None:
    ask(store)
    unclear = replace(answered().understanding, problem=Problem.UNCLEAR)
    finish(store, "t1", replace(answered(), understanding=unclear))
    (lesson,) = store.learning.lessons()

    assert lesson.kind is LessonKind.NOT_UNDERSTOOD
    ids = (lesson.id, "none")
    assert store.learning.decide(ids, LessonState.DISMISSED, "anna", NOON) == 1
    assert store.learning.decide(ids, LessonState.PROPOSED, "bob", NOON) == 0

    assert store.learning.lessons() == ()
    (done,) = store.learning.lessons(LessonState.DISMISSED)
    assert done.decided_by == "anna"
    assert store.learning.lesson(lesson.id) == done
    assert store.learning.lesson("none") is None


def test_numbers_are_told_by_week(store: Store) -> None:
    first = ask(store, "t1")
    finish(store, "t1", answered(move=HandOver(reason="asked")))
    store.messages.reply(first, "anna", "Dag", seen=LATEST, now=after(60))
    store.cases.close(first, "anna", "spf-missing", "solved", after(3600))
    ask(store, "t2")
    finish(store, "t2", answered())

    empty, week = store.numbers.weeks(NOON, 2)

    assert (empty.monday, week.monday) == (date(2026, 2, 16), date(2026, 2, 23))
    assert (empty.conversations, week.conversations) == (0, 2)
    assert (week.handed_over, week.solved, week.alone) == (1, 1, 1)
    assert (week.first_answer_s, week.close_s) == (60.0, 3600.0)
    assert week.services == (("mailchimp", 2),)
    assert week.causes == (("spf-missing", 1),)


def test_numbers_stay_when_conversations_go(store: Store) -> None:
    for number in range(3):
        ask(store, f"t{number}")
        finish(store, f"t{number}", answered())
    before = store.numbers.weeks(NOON, 1)

    store.sweep_old(NOON + timedelta(days=91), keep_days=90)

    assert store.numbers.weeks(NOON, 1) == before
