"""The program `bezorgd`: its commands, and how any of them ends.

A command's file is imported when it is called, so that a question is answered
before a web server would have been loaded.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Mapping
from functools import partial
from importlib import import_module
from typing import Any, NoReturn

import click
from typing_extensions import override

import assistant
from assistant.errors import AssistantError

OWNERS_ALONE = 0o077
FOR_OTHERS = frozenset({"init", "knowledge"})
"""What writes files that others read: the operator's layer. All else is private."""

UNUSABLE = 2  # the exit status of input that cannot be worked with

_COMMANDS: Mapping[str, tuple[str, str, str]] = {
    "ask": ("ask", "command", "Tell what a question is about, and the reply."),
    "examine": ("examine", "command", "Tell what is wrong with a domain's DNS."),
    "read": ("read", "command", "Tell what happened to a message."),
    "spf": ("spf", "command", "Decide by SPF whether an address may send."),
    "dmarc": ("dmarc", "command", "Find the DMARC record for a domain."),
    "serve": ("serve", "command", "Serve the web application."),
    "init": ("init", "command", "Write the operator's layer to a folder."),
    "doctor": ("doctor", "command", "Look whether everything is in order here."),
    "staff": ("staff", "staff", "Look after who may sign in to the console."),
    "knowledge": ("knowledge", "knowledge", "Look after the guides."),
    "texts": ("operate", "texts", "List what is not written in a language yet."),
    "replay": ("operate", "replay", "Take a stored turn again."),
    "backup": ("backup", "backup", "Write everything that is stored to a file."),
    "restore": ("backup", "restore", "Put a backup in the place of what is stored."),
    "person": ("person", "command", "Hand over or delete what is kept of a person."),
}
"""Name → the file, what in it is the command, and what the list says of it."""


class Program(click.Group):
    """The commands by name; each mistake is one line and exit status 2."""

    @override
    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name the commands in the order of the manual."""
        return list(_COMMANDS)

    @override
    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the file of one command."""
        if cmd_name not in _COMMANDS:
            return None
        file, name, _ = _COMMANDS[cmd_name]
        found = getattr(import_module(f"assistant.cli.{file}"), name)
        return found if isinstance(found, click.Command) else None

    @override
    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find a command; what it writes is its owner's alone, whoever starts it."""
        found = super().resolve_command(ctx, args)
        if found[0] not in FOR_OTHERS:
            ctx.call_on_close(partial(os.umask, os.umask(OWNERS_ALONE)))
        return found

    @override
    def format_commands(
        self, ctx: click.Context, formatter: click.HelpFormatter
    ) -> None:
        """List the commands without importing any."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, told) for name, (*_, told) in _COMMANDS.items()])

    @override
    def invoke(self, ctx: click.Context) -> object:
        """Run a command; a reader who left is no mistake of ours."""
        try:
            outcome = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:
            _let_go_of_stdout()
            ctx.exit()
        return outcome

    @override
    def main(self, *args: Any, **extra: Any) -> NoReturn:
        """Run, and end with a status and at most one line."""
        extra["standalone_mode"] = False
        _never_choke(sys.stdout)
        _never_choke(sys.stderr)
        try:
            outcome = super().main(*args, **extra)
        except click.exceptions.NoArgsIsHelpError as error:
            click.echo(error.format_message())
            sys.exit(UNUSABLE)
        except click.ClickException as error:
            _refuse(" ".join(error.format_message().split()))
        except AssistantError as error:
            _refuse(str(error))
        except click.Abort:
            sys.exit(130)  # what a shell reports of an interrupted program
        except OSError as error:
            _refuse(f"{error.filename or 'input or output'}: {error.strerror}")
        sys.exit(outcome if isinstance(outcome, int) else 0)


def _refuse(line: str) -> NoReturn:
    click.echo(f"bezorgd: {line}", err=True)
    sys.exit(UNUSABLE)


def _never_choke(stream: object) -> None:
    # Arguments may hold bytes that are no text in this terminal's encoding.
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(errors="backslashreplace")


def _let_go_of_stdout() -> None:
    # The reader left. Python flushes once more at its end and would complain.
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())


@click.command(cls=Program)
@click.version_option(assistant.__version__, prog_name="bezorgd")
def main() -> None:
    """The helpdesk assistant that gets mail delivered."""
