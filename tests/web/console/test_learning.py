"""What the desk learns from: lessons that are alike, and proposals that fit."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from flask.testing import FlaskClient

from assistant.desk import Desk
from assistant.knowledge.match import Matcher
from assistant.knowledge.shelf import Shelf
from assistant.store.case import Rating
from assistant.store.lesson import Lesson, LessonKind, LessonState
from assistant.store.turns import Store
from assistant.web.console.likeness import grouped, masked, unknown_words, vocabulary
from tests.consoling import asked
from tests.entering import send, token

PLACE = "/console/learning"
BAKER = "Mailchimp komt in de spam, bakkerij.example"


def lesson(text: str) -> Lesson:
    return Lesson(
        id=text,
        conversation="c",
        turn="t",
        kind=LessonKind.NOT_UNDERSTOOD,
        text=text,
        line="",
        language="nl",
        at=datetime(2026, 3, 2, tzinfo=UTC),
    )


def unsolved(store: Store, desk: Desk, text: str = BAKER) -> str:
    """A question of which the answer did not help; gives the lesson."""
    conversation = asked(store, desk, text)
    turn = store.thread(conversation)[-1].id
    store.learning.rate(turn, Rating.NOT_SOLVED, "helpt niet", datetime.now(UTC))
    return store.learning.lessons()[0].id


def propose(staff: FlaskClient, one: str, **fields: str) -> tuple[int, str]:
    answer = send(staff, f"{PLACE}/{one}", see=PLACE, **fields)
    return answer.status_code, answer.text


def test_lessons_that_are_alike_stand_together() -> None:
    groups = grouped(
        lesson(text)
        for text in (
            "hoe zet ik mijn mail over",
            "hoe zet ik mijn mail over?",
            "wat kost dat",
        )
    )

    assert [len(group) for group in groups] == [2, 1]


def test_a_question_loses_what_leads_to_a_person(shelf: Shelf) -> None:
    text = "Bel 06-12345678 of jan@bakker.nl; mailchimp.com faalt op www.bakker.nl/x"

    assert masked(text, Matcher(shelf)) == "Bel … of …; mailchimp.com faalt op …"


def test_a_name_starts_from_the_words_that_no_guide_knows(shelf: Shelf) -> None:
    text = "Mijn facturen uit Factuurduif komen in de spam"

    found = unknown_words(text, Matcher(shelf), vocabulary(shelf))

    assert found == "Factuurduif"


def test_a_proposal_is_a_file_in_the_form_of_a_guide(
    staff: FlaskClient, store: Store, demo_desk: Desk
) -> None:
    one = unsolved(store, demo_desk)

    status, text = propose(
        staff, one, act="alias", target="mailchimp", text="meelchimp"
    )

    assert status == 200
    assert 'mailchimp.com, "meelchimp"]' in text
    assert store.learning.lessons() == ()
    assert store.learning.lessons(LessonState.PROPOSED)[0].id == one


def test_an_example_goes_to_the_page_in_the_language_of_the_question(
    staff: FlaskClient, store: Store, demo_desk: Desk
) -> None:
    one = unsolved(store, demo_desk)

    _, text = propose(
        staff, one, act="example", target="what-is-spf", text="wat is: spf"
    )

    assert 'examples:\n  - "wat is: spf"\n  - wat is spf\n' in text


def test_a_part_is_added_to_a_guide_as_it_was_typed(
    staff: FlaskClient, store: Store, demo_desk: Desk
) -> None:
    one = unsolved(store, demo_desk)

    status, text = propose(
        staff,
        one,
        act="section",
        target="services/wefact",
        text="**Zo.**\r\n\r\nEn zo.",
    )

    assert status == 200
    assert text.startswith("WeFact verstuurt facturen")
    assert text.endswith("\n\n**Zo.**\n\nEn zo.\n")


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        (
            {"act": "alias", "target": "wefact", "text": "mailchimp"},
            "a name of mailchimp too",
        ),
        (
            {"act": "section", "target": "topics/what-is-spf", "text": "[x](/niets)"},
            "found the link",
        ),
        ({"act": "alias", "target": "wefact", "text": "we fact"}, "Dit staat er al"),
        ({"act": "alias", "target": "wefact", "text": ""}, "Vul de tekst in"),
        ({"act": "example", "target": "", "text": "wat nu"}, "Vul de tekst in"),
        ({"act": "section", "target": "../x", "text": "wat nu"}, "Vul de tekst in"),
    ],
)
def test_what_does_not_fit_is_told_and_stays_to_be_learned(
    staff: FlaskClient,
    store: Store,
    demo_desk: Desk,
    fields: dict[str, str],
    why: str,
) -> None:
    one = unsolved(store, demo_desk)

    status, page = propose(staff, one, **fields)

    assert status == 422
    assert why in page
    assert fields["text"] in page
    assert [open_.id for open_ in store.learning.lessons()] == [one]


def test_who_decides_one_decides_all_that_are_alike(
    staff: FlaskClient, store: Store, demo_desk: Desk
) -> None:
    for _ in range(3):
        unsolved(store, demo_desk)
    page = staff.get(PLACE).text
    one = re.search(r'action="/console/learning/([^"]+)"', page)
    also = re.findall(r'name="also" value="([^"]+)"', page)
    assert one is not None

    form = {"act": "dismiss", "also": also[:2], "csrf_token": token(staff.get(PLACE))}
    staff.post(f"{PLACE}/{one[1]}", data=form)

    assert len(set(also)) == 2
    assert store.learning.lessons() == ()


def test_a_lesson_that_is_not_there_is_not_found(
    staff: FlaskClient, store: Store, demo_desk: Desk
) -> None:
    unsolved(store, demo_desk)

    status, _ = propose(staff, "nonexistent", act="dismiss")

    assert status == 404
    assert "nonexistent" not in staff.get("/console/log").text


def test_each_press_says_what_it_does(
    staff: FlaskClient, store: Store, demo_desk: Desk
) -> None:
    unsolved(store, demo_desk)

    page = staff.get(PLACE).text

    names = re.findall(
        r'<button class="(?:button|quiet)" name="act"[^>]*>([^<]+)', page
    )
    assert names == [
        "Download met deze naam",
        "Download met dit voorbeeld",
        "Download de gids",
        "Leg weg",
    ]
    assert 'value="bakkerij' not in page
