from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from assistant.cli.main import main


def test_the_list_names_every_command_with_what_it_does() -> None:
    told = CliRunner().invoke(main, ["--help"]).stdout

    assert isinstance(main, click.Group)
    with click.Context(main) as context:
        for name in main.list_commands(context):
            assert main.get_command(context, name) is not None
            assert any(line.startswith(f"  {name} ") for line in told.splitlines())


def test_the_list_loads_no_command() -> None:
    told = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "assistant", "--help"],
        capture_output=True,
        text=True,
        check=True,
    )

    loaded = {line.rpartition("|")[2].strip() for line in told.stderr.splitlines()}
    assert not loaded & {"flask", "dns", "sqlalchemy", "assistant.desk"}


@pytest.mark.parametrize(
    ("command", "mode"),
    [("staff list", 0o700), ("init", 0o755)],
    ids=["what is stored is the owner's alone", "what others must read, they can"],
)
def test_what_a_command_writes_is_for_whom_it_is(
    tmp_path: Path, command: str, mode: int
) -> None:
    made, before = tmp_path / "made", os.umask(0o022)
    words = [*command.split(), *([str(made)] if command == "init" else [])]
    try:
        CliRunner(env={"BEZORGD_DATA": str(made)}).invoke(main, words)
        after = os.umask(0o022)
    finally:
        os.umask(before)

    assert made.stat().st_mode & 0o777 == mode
    assert after == 0o022
