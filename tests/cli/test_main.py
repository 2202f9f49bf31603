from __future__ import annotations

import subprocess
import sys

import click
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
