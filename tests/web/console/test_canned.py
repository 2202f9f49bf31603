from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from assistant.desk import Desk
from assistant.replies.case import Case
from assistant.replies.voice import Voice
from assistant.understanding.question import Known, Subject
from assistant.web.console.canned import (
    FACTS,
    facts_of,
    filled,
    find,
    mistakes,
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
    assert known == FACTS


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
    assert len(find(shelf(None), "nl")) == len(shelf(None)) // 2 - 1  # with us, or not


def test_the_operators_text_takes_the_place_of_ours(tmp_path: Path) -> None:
    folder = tmp_path / "replies" / "canned"
    folder.mkdir(parents=True)
    (folder / "solved.nl.md").write_text("# Klaar\nTot ziens.\n", encoding="utf-8")

    own = [one for one in shelf(tmp_path) if one.name == "solved"]

    assert {one.title for one in own} == {"Klaar", "Solved, we close"}


@pytest.mark.parametrize(
    "place",
    ["uw nummer", "spf-after", "spf.after|int", "naam\nvan klant", ""],
)
def test_whatever_stands_between_braces_is_a_place(place: str) -> None:
    assert open_places(f"Beste {{{{ {place} }}}},") == (place or "{{}}",)


def test_that_the_dns_is_with_us_is_only_said_where_it_is() -> None:
    def names(*, ours: bool | None) -> set[str]:
        return {one.name for one in find(shelf(None), "nl", ours=ours)}

    assert "shall-we-change" in names(ours=True)
    assert "shall-we-change" not in names(ours=False) | names(ours=None)
    assert "elsewhere" in names(ours=False) & names(ours=None)
    assert "elsewhere" not in names(ours=True)


def test_a_customer_gets_name_and_value_and_a_colleague_zone_lines(
    demo_desk: Desk,
) -> None:
    known = facts(demo_desk)

    assert "Naam:" in known["records"]
    assert "Waarde:" in known["records"]
    assert " IN TXT " in known["records.zone"]


def test_a_place_of_the_operators_own_that_nothing_fills_is_a_mistake(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "replies" / "canned"
    folder.mkdir(parents=True)
    (folder / "call.nl.md").write_text("# Bel\nBel {{ nummer }}, {{ domain }}.\n")

    assert mistakes(tmp_path) == (
        "replies/canned/call.nl.md: no case fills {{ nummer }}",
    )
