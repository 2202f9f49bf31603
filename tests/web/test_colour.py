from __future__ import annotations

import pytest

from assistant.web import colour


@pytest.mark.parametrize("accent", ["#ffee00", "#ffffff", "#000000", "#0b6b5d"])
def test_any_accent_can_be_read_on_both_papers(accent: str) -> None:
    light = colour.toward(accent, colour.PAPER)
    dark = colour.toward(accent, colour.NIGHT, lighter=True)

    assert colour.contrast(light, colour.PAPER) >= 4.5
    assert colour.contrast(dark, colour.NIGHT) >= 4.5
    assert colour.contrast(colour.on(light), light) >= 4.5
    assert colour.contrast(colour.on(dark), dark) >= 4.5


def test_an_accent_that_can_be_read_stays_as_it_was_chosen() -> None:
    assert colour.toward("#0b6b5d", colour.PAPER) == "#0b6b5d"


def test_what_is_no_colour_cannot_enter_the_stylesheet() -> None:
    assert "evil" not in colour.tokens("red;} body{background:url(//evil)")


def test_black_on_white_is_the_strongest_contrast() -> None:
    assert colour.contrast("#000000", "#ffffff") == pytest.approx(21)
