"""`bezorgd person export|delete ADDRESS`: what is kept of one person."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import click

from assistant import answering
from assistant.cli.options import load_settings
from assistant.cli.trail import note
from assistant.errors import UnusableInputError
from assistant.settings import Settings
from assistant.store.persons import Found
from assistant.store.staff_log import Deed
from assistant.store.turns import Store

ADDRESS = click.argument("address", metavar="ADDRESS")


@click.group("person")
def command() -> None:
    """Hand over or delete what is kept of one person."""


@command.command("export")
@ADDRESS
def export(address: str) -> None:
    """Print everything that is kept of the person with this mail address."""
    settings = load_settings()
    with _store(settings, address) as store:
        kept = store.persons.export(address.strip(), datetime.now(UTC))
        found = store.persons.find(address)
        _name_the_rest(found)
    note(settings, Deed.PERSON_EXPORTED, _about(found))
    click.echo(json.dumps(kept, ensure_ascii=False, indent=2))


@command.command("delete")
@ADDRESS
@click.option("--yes", is_flag=True, help="Do not ask.")
def delete(address: str, *, yes: bool) -> None:
    """Delete the conversations of the person with this mail address."""
    settings = load_settings()
    with _store(settings, address) as store:
        found = store.persons.find(address)
        if not yes and found.own:
            click.confirm(f"Delete {conversations(len(found.own))}?", abort=True)
        gone = store.persons.delete(address, datetime.now(UTC))
        _name_the_rest(found)
    note(settings, Deed.PERSON_DELETED, _about(found))
    click.echo(f"{conversations(gone)} deleted.")


@contextmanager
def _store(settings: Settings, address: str) -> Iterator[Store]:
    name, at, domain = address.strip().partition("@")
    if not (name and at and domain) or " " in address.strip():
        msg = f"{address!r}: expected a mail address"
        raise UnusableInputError(msg)
    store = answering.open_store(settings)
    try:
        yield store
    finally:
        store.close()


def _about(found: Found) -> str:
    """Name a person in the trail by his conversations; it outlives his address."""
    return " ".join(found.own)


def conversations(count: int) -> str:
    """Say how many."""
    return "1 conversation" if count == 1 else f"{count:,} conversations"


def _name_the_rest(found: Found) -> None:
    """Name, beside the result, whose conversations mention the address."""
    if found.mentioned:
        others = conversations(len(found.mentioned))
        click.echo(f"{others} of others mention it and stay:", err=True)
        for one in found.mentioned:
            click.echo(f"  {one}", err=True)
