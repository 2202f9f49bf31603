"""One item more in a sheet, with everything else as its author wrote it."""

from __future__ import annotations

import pytest
import yaml
from flask import Flask

from assistant import places
from assistant.web.console.inserting import added, listed, quoted
from assistant.web.console.proposing import sheet, with_alias

EVERY = sorted(one.stem for one in (places.knowledge() / "services").glob("*.yaml"))
NAME = 'nog: een "naam]'


@pytest.mark.parametrize(
    "services",
    [EVERY[::12], pytest.param(EVERY, marks=pytest.mark.soak)],
    ids=["some", "all"],
)
def test_a_service_can_be_given_a_name_and_stays_as_it_was(
    app: Flask, services: list[str]
) -> None:
    with app.app_context():
        for service in services:
            before = yaml.safe_load(sheet(f"services/{service}.yaml") or "")
            made = with_alias(service, NAME)
            assert made is not None
            after = yaml.safe_load(made.content)
            after["names"]["aliases"].remove(NAME)
            before.setdefault("names", {}).setdefault("aliases", [])
            assert after == before, service


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("id: x\n", [NAME]),
        ("id: x\nnames: {}\n", [NAME]),
        ("id: x\nnames:\n", [NAME]),
        ("id: x\nnames: {misspellings: [a, 'b]']}\n", [NAME]),
        ("id: x\nnames:\n  misspellings: [a]\n", [NAME]),
        ('id: x\nnames:\n  aliases: [a, "b]"]  # not ]\n', ["a", "b]", NAME]),
        ("id: x\nnames:\n  aliases:\n    - a  # first\n    - b\n", [NAME, "a", "b"]),
        ("id: x\nnames:\n  aliases: [\n    a,\n  ]\n", ["a", NAME]),
        ("id: x\nnames:\n  aliases: unknown\n", [NAME]),
    ],
)
def test_a_list_may_be_written_in_every_way(text: str, names: list[str]) -> None:
    after = yaml.safe_load(added(text, "names", "aliases", quoted(NAME)))

    assert after["names"]["aliases"] == names
    assert after["id"] == "x"


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("id: x\n", [{"a": 2}]),
        ("id: x\nseen_here:\n  - {a: 1}\n", [{"a": 2}, {"a": 1}]),
        ("id: x\nseen_here: [{a: 1}]\n", [{"a": 1}, {"a": 2}]),
        ("seen_here:\nid: x\n", [{"a": 2}]),
    ],
)
def test_a_list_at_the_top_grows_likewise(
    text: str, facts: list[dict[str, int]]
) -> None:
    after = yaml.safe_load(listed(text, "seen_here", "{a: 2}"))

    assert after == {"id": "x", "seen_here": facts}
