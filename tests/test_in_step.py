"""Each code has its rule, its texts, its cure and its scene, all of one name."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pytest

from assistant import places
from assistant.diagnosis.catalogue import CATALOGUE
from assistant.diagnosis.codes import Code
from assistant.diagnosis.diagnose import CAUSES, rule
from assistant.knowledge.match import Matcher
from assistant.knowledge.shelf import Shelf
from assistant.remedies.prescribe import ORDER, cure
from assistant.replies.texts import Texts
from tests.stage import asked, desk_of, examined, look_of, scenes

CURABLE = [code for code in Code if CATALOGUE[code].curable]
LANGUAGES = ("nl", "en")
Played = tuple[set[str], set[str]]


@pytest.fixture(scope="module")
def played(shelf: Shelf, matcher: Matcher, texts: Texts) -> Callable[[], Played]:
    """What the scenes lead to, played when the first test asks.

    test_scenes.py is where they are played for what they cover; to measure that
    here again would take twice the time.
    """
    return cache(lambda: _played(shelf, matcher, texts))


def _played(shelf: Shelf, matcher: Matcher, texts: Texts) -> Played:
    """The codes that scenes yield, and those that a proof in a scene cures."""
    found: set[str] = set()
    cured: set[str] = set()
    for scene in scenes():
        desk = desk_of(scene, shelf, matcher, texts)
        if "examine" in scene.body:
            looks = [examined(scene, desk)]
        else:
            looks = [look for turn in asked(scene, desk) if (look := look_of(turn))]
        for look in looks:
            found |= {str(one.code) for one in look.diagnosis.findings}
            proof = look.prescription.proof
            if proof is not None and proof.outcome == "proven" and not proof.caused:
                cured |= {str(code) for code in proof.cured}
    return found, cured


def test_every_code_stands_in_the_catalogue() -> None:
    assert set(CATALOGUE) == set(Code)


@pytest.mark.parametrize("code", Code)
def test_every_code_has_its_rule(code: Code) -> None:
    assert rule(code).__name__ == code.value.replace("-", "_")


@pytest.mark.parametrize("code", CURABLE)
def test_every_curable_code_has_its_cure(code: Code) -> None:
    assert cure(code).__name__ == code.value.replace("-", "_")
    assert code in ORDER


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", Code)
def test_every_code_has_its_text(code: Code, language: str) -> None:
    folder = places.templates() / "replies" / "findings"

    assert (folder / f"{code}.{language}.md").is_file()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", CURABLE)
def test_every_cure_has_its_text(code: Code, language: str) -> None:
    folder = places.templates() / "replies" / "remedies"

    assert (folder / f"{code}.{language}.md").is_file()


@pytest.mark.parametrize("kind", ["findings", "remedies"])
def test_no_text_is_left_without_its_code(kind: str) -> None:
    folder = places.templates() / "replies" / kind
    wanted = {f"{code}.{language}" for code in Code for language in LANGUAGES}

    assert {path.stem for path in folder.glob("*.md")} <= wanted


@pytest.mark.no_cover
@pytest.mark.parametrize("code", Code)
def test_every_code_has_a_scene(code: Code, played: Callable[[], Played]) -> None:
    assert code in played()[0]


@pytest.mark.no_cover
@pytest.mark.parametrize("code", CURABLE)
def test_every_cure_is_proven_in_a_scene(
    code: Code, played: Callable[[], Played]
) -> None:
    assert code in played()[1]


def test_every_trouble_is_ranked_as_a_cause() -> None:
    troubles = {
        code for code in Code if CATALOGUE[code].severity in {"error", "warning"}
    }

    assert troubles <= set(CAUSES)
