"""The rules of the house that no tool knows."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from io import StringIO
from pathlib import Path
from token import COMMENT
from tokenize import generate_tokens as tokenize

import pytest

ROOT = Path(__file__).resolve().parents[1]
MODULES = sorted((ROOT / "assistant").rglob("*.py"))
ALL = [*MODULES, *sorted((ROOT / "tests").rglob("*.py")), ROOT / "wsgi.py"]
DOORS = [path for path in MODULES if path.name == "__init__.py"]
LOCKS = sorted((ROOT / "requirements").glob("*.lock"))
EXCEPTION = re.compile(r"# (noqa|type: ignore|pragma)")
WITH_REASON = re.compile(
    r"# (noqa: [A-Z0-9, ]+|type: ignore\[[a-z, -]+\]|pragma: no cover) *[-#] *\w"
)
FORBIDDEN = {"utils", "util", "helpers", "helper", "common", "manager", "service"}
FORBIDDEN |= {"services", "base", "misc", "core"}


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def test_a_file_fits_in_300_lines() -> None:
    assert {named(path): lines(path) for path in ALL if lines(path) > 300} == {}


def test_a_function_fits_on_a_screen() -> None:
    long = {
        f"{named(path)}: {one.name}": length
        for path in MODULES
        for one in functions(path)
        if (length := (one.end_lineno or one.lineno) - one.lineno + 1) > 40
    }

    assert long == {}


def test_a_name_says_what_is_inside() -> None:
    names = {
        part.removesuffix(".py")
        for path in ALL
        for part in path.relative_to(ROOT).parts
    }

    assert names & FORBIDDEN == set()


@pytest.mark.parametrize("path", DOORS, ids=named)
def test_a_door_bears_a_sign_and_no_code(path: Path) -> None:
    body = tree(path).body
    beyond = [
        node
        for node in body[1:]
        if not (isinstance(node, ast.Assign) and path.parent == ROOT / "assistant")
    ]

    assert ast.get_docstring(tree(path))
    assert beyond == []


def test_a_module_says_why_it_is_there() -> None:
    silent = [named(path) for path in MODULES if not ast.get_docstring(tree(path))]

    assert silent == []


def test_every_room_has_a_door() -> None:
    rooms = {path.parent for path in MODULES}

    assert {room for room in rooms if not (room / "__init__.py").exists()} == set()


@pytest.mark.parametrize("path", LOCKS, ids=named)
def test_a_lock_names_no_index_and_no_path(path: Path) -> None:
    text = path.read_text(encoding="utf-8")

    for word in ("://", "--index", "--extra-index", "--find-links", "file:", " @ "):
        assert word not in text


@pytest.mark.parametrize("path", LOCKS, ids=named)
def test_a_lock_gives_every_package_a_hash(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    packages = text.count("==")

    assert packages > 20
    assert packages <= text.count("--hash=sha256:")


def test_what_runs_is_locked_alike_in_both_locks() -> None:
    run, dev = (
        {line.split()[0] for line in path.read_text().splitlines() if "==" in line}
        for path in (ROOT / "requirements/run.lock", ROOT / "requirements/dev.lock")
    )

    assert run <= dev


def exceptions(path: Path) -> Iterator[str]:
    text = path.read_text(encoding="utf-8")
    if EXCEPTION.search(text):  # reading a file token by token takes its time
        for token in tokenize(StringIO(text).readline):
            if token.type == COMMENT and EXCEPTION.match(token.string):
                yield token.string


def test_an_exception_from_a_rule_names_it_and_gives_its_reason() -> None:
    bare = [
        f"{named(path)}: {one}"
        for path in ALL
        for one in exceptions(path)
        if not WITH_REASON.match(one)
    ]

    assert bare == []
