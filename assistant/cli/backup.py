"""`bezorgd backup FILE` and `bezorgd restore FILE`: both while serving."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import click

from assistant import answering
from assistant.chores.retention import noted_deletions
from assistant.cli.options import load_settings
from assistant.cli.person import conversations
from assistant.cli.trail import note
from assistant.errors import UnusableInputError
from assistant.store.backup import Copied
from assistant.store.staff_log import Deed

FILE = click.argument("file", metavar="FILE", type=click.Path(path_type=Path))


@click.command("backup")
@FILE
def backup(file: Path) -> None:
    """Write everything that is stored to FILE, as of this moment."""
    settings = load_settings()
    store = answering.open_store(settings)
    try:
        copied = store.backups.write(file, datetime.now(UTC))
    except FileExistsError as error:
        msg = f"{file}: expected a file that is not there yet"
        raise UnusableInputError(msg) from error
    finally:
        store.close()
    note(settings, Deed.BACKED_UP, file.name)
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
    note(settings, Deed.RESTORED, file.name)
    for line in _told(copied):
        click.echo(line)
    if copied.locked_s:
        click.echo(f"Nobody else could write for {copied.locked_s:.1f} s.", err=True)


def _told(copied: Copied) -> Iterator[str]:
    """Say what the restore did beside putting back."""
    carried = copied.carried
    again = f", {copied.deleted_again:,} deleted again" if copied.deleted_again else ""
    yield f"Restored {conversations(copied.conversations)}{again}."
    if not copied.whole:
        yield (
            "The backup is of an older release and does not tell where it ends: "
            "look whether everything is there."
        )
    yield "Everybody signs in again."
    yield (
        "What is known here to be revoked, used or sent since the backup stays so: "
        "accounts, passwords, recovery codes, shared links, mails and calls."
    )
    if carried.log_lines:
        yield f"Lines of the log since the backup, kept: {carried.log_lines:,}."
    if carried.given_up:
        yield (
            "Mails and calls given up, as nothing here told whether they went out: "
            f"{carried.given_up:,}."
        )
    if carried.links_ended:
        yield (
            "Shared links ended, as nothing here told whether they were revoked: "
            f"{carried.links_ended:,}."
        )
    if carried.unknown_accounts:
        yield (
            f"Accounts that were not known here: {carried.unknown_accounts:,}. Whoever "
            "was put off since the backup is to be put off again (bezorgd staff off)."
        )
