"""Every scene ends as its author, who knows the trade, says that it must."""

from __future__ import annotations

from typing import Any

import pytest

from assistant.cli.figures import move_name, of_prescription
from assistant.desk import Look
from assistant.knowledge.match import Matcher
from assistant.knowledge.shelf import Shelf
from assistant.replies.plain import markdown
from assistant.replies.texts import Texts
from tests.stage import Scene, asked, desk_of, examined, look_of, scenes

SCENES = scenes()


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.name)
def test_the_scene_ends_as_it_must(
    scene: Scene, shelf: Shelf, matcher: Matcher, texts: Texts
) -> None:
    desk = desk_of(scene, shelf, matcher, texts)

    if "examine" in scene.body:
        _check_look(scene.expect, examined(scene, desk))
        return
    turn = asked(scene, desk)[-1]

    _check_turn(scene.expect, move_name(turn.move), markdown(turn.reply))
    look = look_of(turn)
    if look is not None:
        _check_look(scene.expect, look)


def _check_turn(expect: dict[str, Any], move: str, reply: str) -> None:
    assert move == expect.get("move", move)
    for words in expect.get("says", []):
        assert words in reply
    for words in expect.get("never_says", []):
        assert words not in reply


def _check_look(expect: dict[str, Any], look: Look) -> None:
    found = {str(finding.code) for finding in look.diagnosis.findings}
    cause = look.diagnosis.cause
    told = of_prescription(look.prescription)
    if "cause" in expect:
        assert (str(cause.code) if cause else None) == expect["cause"]
    assert set(expect.get("codes", [])) <= found
    assert not set(expect.get("not_codes", [])) & found
    if "changes" in expect:
        keys = ("action", "name", "type", "after")
        changes = [{key: one[key] for key in keys} for one in told["changes"]]
        wanted = [{"after": None, **one} for one in expect["changes"]]
        assert changes == wanted
    if "proof" in expect:
        assert told["proof"]["outcome"] == expect["proof"]
    assert set(expect.get("cured", [])) <= set(told["proof"]["cured"])
    assert told["proof"]["caused"] == [] or told["changes"] == []
    _check_more(expect, told)
    kinds = [way["kind"] for way in told["alternatives"]]
    assert set(expect.get("ways", [])) <= set(kinds)
    if "first_way" in expect:
        assert kinds[0] == expect["first_way"]
    if "own_smtp" in expect:
        own = next(way for way in told["alternatives"] if way["kind"] == "own_smtp")
        assert {key: own[key] for key in expect["own_smtp"]} == expect["own_smtp"]


def _check_more(expect: dict[str, Any], told: dict[str, Any]) -> None:
    if "asks" in expect:
        assert [one["term"] for one in told["questions"]][:1] == expect["asks"]
    if "dropped" in expect:
        dropped = {one["term"]: one["why"] for one in told["dropped"]}
        assert dropped == expect["dropped"]
    if "lookups" in expect:
        assert told["lookups"] == expect["lookups"]
    if "unknowns" in expect:
        assert [one["name"] for one in told["unknowns"]] == expect["unknowns"]
    if "extras" in expect:
        assert {one["kind"]: _lines(one) for one in told["extras"]} == expect["extras"]


def _lines(extra: dict[str, Any]) -> list[str]:
    known = [f"{one['name']} {one['type']} {one['after']}" for one in extra["changes"]]
    return [*known, *(f"{one['name']} {one['type']} ?" for one in extra["unknowns"])]
