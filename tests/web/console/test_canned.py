from __future__ import annotations

import asyncio
from pathlib import Path

from assistant.desk import Desk
from assistant.replies.case import Case
from assistant.replies.voice import Voice
from assistant.understanding.question import Known, Subject
from assistant.web.console.canned import (
    facts_of,
    filled,
    find,
    open_places,
    shelf,
)


def facts(desk: Desk) -> dict[str, str]:
    subject = Subject(domain="installateur.example", services=("wefact",))
    look = asyncio.run(desk.look(subject))
    known = Known(services=subject.services, domain=subject.domain)
    voice = Voice(desk.texts, desk.shelf, known)
    case = Case(look.evidence, look.diagnosis, look.prescription, voice)
    return facts_of(case, look)


def test_every_canned_reply_exists_in_every_language() -> None:
    texts = shelf(None)
    names = {
        language: {one.name for one in texts if one.language == language}
        for language in ("nl", "en")
    }

    assert names["nl"] == names["en"] != set()


def test_every_place_is_one_that_a_case_can_fill(demo_desk: Desk) -> None:
    known = set(facts(demo_desk))

    assert {place for one in shelf(None) for place in open_places(one.text)} <= known


def test_the_price_of_a_record_is_filled_in_before_and_after(demo_desk: Desk) -> None:
    text = filled("van {{ spf.before }} naar {{spf.after}}", facts(demo_desk))

    assert text == "van 11 naar 10"


def test_what_the_case_does_not_know_stays_open() -> None:
    assert open_places(filled("{{ klant }} en {{ domain }}", {"domain": "x"})) == (
        "klant",
    )


def test_a_word_finds_its_reply_though_letters_are_wrong() -> None:
    found = find(shelf(None), "nl", "hedder")

    assert [one.name for one in found][:1] == ["ask-header"]


def test_without_a_word_every_reply_is_shown() -> None:
    assert len(find(shelf(None), "nl")) == len(shelf(None)) // 2


def test_the_operators_text_takes_the_place_of_ours(tmp_path: Path) -> None:
    folder = tmp_path / "replies" / "canned"
    folder.mkdir(parents=True)
    (folder / "solved.nl.md").write_text("# Klaar\nTot ziens.\n", encoding="utf-8")

    own = [one for one in shelf(tmp_path) if one.name == "solved"]

    assert {one.title for one in own} == {"Klaar", "Solved, we close"}
