from __future__ import annotations

from pathlib import Path

import pytest
from werkzeug.datastructures import LanguageAccept

from assistant.errors import TextError
from assistant.web import words

NONE = LanguageAccept([])


def test_every_language_has_the_same_words() -> None:
    loaded = words.load()

    assert set(loaded["nl"].texts) == set(loaded["en"].texts)


def test_a_missing_word_is_named_at_the_start(tmp_path: Path) -> None:
    (tmp_path / "nl.yaml").write_text("send: Verstuur\nname: Naam\n")
    (tmp_path / "en.yaml").write_text("send: Send\n")

    with pytest.raises(TextError, match=r"en\.yaml lacks \['name'\]"):
        words.load(tmp_path)


def test_an_unknown_word_is_an_error() -> None:
    with pytest.raises(TextError, match="no word 'nothing' in nl"):
        words.load()["nl"]("nothing")


def test_a_time_to_live_is_said_as_people_say_it() -> None:
    dutch, english = words.load()["nl"], words.load()["en"]

    assert dutch.span(3600) == "1 uur"
    assert english.span(300) == "5 minutes"
    assert english.span(86_400) == "1 day"
    assert dutch.span(90) == "90 seconden"


def test_pressed_goes_before_spoken_and_spoken_before_the_browser() -> None:
    dutch = LanguageAccept([("nl-BE", 1)])

    def choose(asked: str | None, spoken: str | None) -> str:
        return words.choose(("nl", "en"), asked=asked, spoken=spoken, accepted=dutch)

    assert choose("en", "nl") == "en"
    assert choose("xx", "en") == "en"
    assert choose(None, None) == "nl"


def test_without_any_wish_the_helpdesks_first_language_is_spoken() -> None:
    chosen = words.choose(("en", "nl"), asked=None, spoken=None, accepted=NONE)

    assert chosen == "en"
