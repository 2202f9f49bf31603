"""Over every scene that asks: no answer twice in a row, no third question."""

from __future__ import annotations

import itertools

import pytest

from assistant.dialogue.moves import Ask
from assistant.knowledge.match import Matcher
from assistant.knowledge.shelf import Shelf
from assistant.replies.plain import markdown
from assistant.replies.texts import Texts
from tests.stage import Scene, asked, desk_of, scenes

TALKS = [scene for scene in scenes() if len(scene.body.get("ask", ())) > 1]
STUBBORN = (
    "het werkt niet", "bakkerij.example mailchimp spam", "wat is een CNAME?",
    "doe het voor mij", "ok", "dank je", "wat kost dat", "wat is het weer",
    "weet ik niet", "Kijk opnieuw", "ik wil een medewerker", "bakkersjan@gmail.com",
    "hoe vind ik de header", "my mail is rejected", "en nu?", "hoe doe ik dat",
    "wefact spam advies.example", "jullie zijn klootzakken", "mailbox full", "?",
)  # fmt: skip


@pytest.mark.parametrize("scene", TALKS, ids=lambda scene: scene.name)
def test_no_scene_gives_the_same_answer_twice_in_a_row(
    scene: Scene, shelf: Shelf, matcher: Matcher, texts: Texts
) -> None:
    turns = asked(scene, desk_of(scene, shelf, matcher, texts))

    replies = [markdown(turn.reply) for turn in turns]

    assert all(one != other for one, other in itertools.pairwise(replies))


@pytest.mark.parametrize("text", STUBBORN)
def test_who_says_the_same_five_times_gets_no_answer_twice_in_a_row(
    text: str, shelf: Shelf, matcher: Matcher, texts: Texts
) -> None:
    body = {"ask": [text] * 5, "demo": True, "language": "nl", "expect": {}}
    scene = Scene("stubborn", body)

    turns = asked(scene, desk_of(scene, shelf, matcher, texts))

    replies = [markdown(turn.reply) for turn in turns]
    rows = "".join("?" if isinstance(turn.move, Ask) else "." for turn in turns)
    assert all(one != other for one, other in itertools.pairwise(replies))
    assert "???" not in rows
