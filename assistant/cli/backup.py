"""`bezorgd backup FILE` and `bezorgd restore FILE`: both while serving."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from assistant import answering
from assistant.chores.retention import noted_deletions
from assistant.cli.options import load_settings
from assistant.cli.person import conversations
from assistant.errors import UnusableInputError

FILE = click.argument("file", metavar="FILE", type=click.Path(path_type=Path))


@click.command("backup")
@FILE
def backup(file: Path) -> None:
    """Write everything that is stored to FILE, as of this moment."""
    store = answering.open_store(load_settings())
    try:
        copied = store.backups.write(file, datetime.now(UTC))
    except FileExistsError as error:
        msg = f"{file}: expected a file that is not there yet"
        raise UnusableInputError(msg) from error
    finally:
        store.close()
    size_kb = max(1, file.stat().st_size // 1000)
    click.echo(
        f"{file}: {conversations(copied.conversations)}, {copied.rows:,} rows, "
        f"{size_kb:,} kB. It holds what customers wrote: keep it as safe as that."
    )


@click.command("restore")
@FILE
@click.option("--yes", is_flag=True, help="Do not ask.")
def restore(file: Path, *, yes: bool) -> None:
    """Put the backup FILE in the place of everything that is stored now."""
    if not file.is_file():
        msg = f"{file}: expected a backup"
        raise UnusableInputError(msg)
    if not yes:
        click.confirm("Everything that is stored now is replaced. Go on?", abort=True)
    settings = load_settings()
    store = answering.open_store(settings)
    try:
        copied = store.backups.restore(file, noted_deletions(settings.data))
    finally:
        store.close()
    again = f", {copied.deleted_again:,} deleted again" if copied.deleted_again else ""
    click.echo(f"Restored {conversations(copied.conversations)}{again}.")
    if copied.locked_s:
        click.echo(f"Nobody else could write for {copied.locked_s:.1f} s.", err=True)
