"""Printing Markdown and facts so that a terminal shows them and obeys nothing."""

from __future__ import annotations

import sys

import click

CONTROLS = {
    code: None for code in (*range(32), *range(127, 160)) if code not in (9, 10)
}


def safe(text: str) -> str:
    """The text without control characters: an answer of a stranger may hold escapes."""
    return text.translate(CONTROLS)


def show(markdown: str) -> None:
    """Print a reply; headings and code stand out on a terminal, not in a pipe."""
    styled = sys.stdout.isatty()
    for line in safe(markdown).splitlines():
        click.echo(_styled(line) if styled else line)


def _styled(line: str) -> str:
    if line.startswith("#"):
        return click.style(line.lstrip("# "), bold=True)
    if line.startswith(("    ", "`")):
        return click.style(line, fg="cyan")
    return line
