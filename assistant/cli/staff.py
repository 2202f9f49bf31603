"""`bezorgd staff`: who may sign in to the console, from the terminal.

The first account is made here. A password is never an argument, since everybody
on a machine can read those: it is asked for without an echo, or chosen by the
colleague with a link that works once.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import click
from flask import Flask

from assistant import answering
from assistant.cli.options import json_option, load_settings
from assistant.errors import UnusableInputError
from assistant.settings import Settings
from assistant.store.staff import Listed, Role
from assistant.store.staff_log import Deed
from assistant.web.signin import credentials, door
from assistant.web.signin.entrance import Entrance, entrance
from assistant.web.signin.security import INVITATION

ROLES = tuple(role.value for role in Role)
HOURS = INVITATION // timedelta(hours=1)


@click.group("staff")
def staff() -> None:
    """Look after who may sign in to the console."""


@staff.command("add")
@click.argument("address", metavar="ADDRESS")
@click.option("--name", default="", help="What colleagues call this one.")
@click.option("--role", type=click.Choice(ROLES), help="The first is an admin.")
@click.option("--ask-password", is_flag=True, help="Ask for a password here.")
@click.option("--site", default="", metavar="URL", help="Where the console is.")
def add(
    address: str, name: str, role: str | None, site: str, *, ask_password: bool
) -> None:
    """Make an account, and print the link with which it is used first."""
    with _desk() as here:
        added = here.entrance.staff.add(
            address=address,
            name=name,
            role=None if role is None else Role(role),
            now=datetime.now(UTC),
        )
        here.note(Deed.STAFF_ADDED, added.address)
        click.echo(f"{added.address} is now {added.role}.")
        if ask_password:
            _ask_password(added.id)
        else:
            here.print_link(added.id, site)


@staff.command("list")
@json_option
def listing(*, as_json: bool) -> None:
    """Show who has an account, and how far it is."""
    with _desk() as here:
        rows = [_told(one) for one in here.entrance.staff.listed()]
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False))
        return
    for row in rows:
        last = row["signed_in"] or "never"
        click.echo(
            f"{row['address']:<32} {row['role']:<6} {row['standing']:<8} "
            f"{last:<20} {row['name']}"
        )


@staff.command("reset")
@click.argument("address", metavar="ADDRESS")
@click.option("--ask-password", is_flag=True, help="Ask for a password here.")
@click.option("--site", default="", metavar="URL", help="Where the console is.")
def reset(address: str, site: str, *, ask_password: bool) -> None:
    """Take password, codes and sessions away, and begin anew with a link."""
    with _desk() as here:
        found = here.find(address)
        here.entrance.staff.reset(found.member.id)
        here.note(Deed.STAFF_RESET, found.member.address)
        click.echo(f"{found.member.address} is signed out everywhere.")
        if ask_password:
            _ask_password(found.member.id)
        else:
            here.print_link(found.member.id, site)


@staff.command("off")
@click.argument("address", metavar="ADDRESS")
def off(address: str) -> None:
    """End an account; whoever is signed in with it is out at once."""
    with _desk() as here:
        found = here.find(address)
        here.entrance.staff.put_off(found.member.id)
        here.note(Deed.STAFF_OFF, found.member.address)
        click.echo(f"{found.member.address} is off, and signed out everywhere.")


@dataclass(frozen=True, slots=True)
class _Desk:
    """The sign-in, without its pages."""

    settings: Settings
    entrance: Entrance

    def find(self, address: str) -> Listed:
        found = self.entrance.staff.find(address=address)
        if found is None:
            msg = f"{address[:60]}: expected the address of an account"
            raise UnusableInputError(msg)
        return found

    def note(self, deed: Deed, about: str) -> None:
        self.entrance.log.audit(None, deed, about, datetime.now(UTC), "terminal")

    def print_link(self, member: str, site: str) -> None:
        account = self.entrance.accounts.find_user(key=member)
        if account is None:
            return
        site = site or self.settings.address or ""
        if not site and not self.settings.production:
            site = f"http://{self.settings.host}:{self.settings.port}"
        path = f"/console/welcome/{credentials.invitation(account)}"
        click.echo(f"A link that works once, for {HOURS} hours:")
        click.echo(f"{site.rstrip('/')}{path}")
        if not site:
            click.echo("Put the address of your site before it, or tell it as --site.")


@contextmanager
def _desk() -> Iterator[_Desk]:
    settings = load_settings()
    answering.open_store(settings).close()  # brings the tables up to date
    app = Flask("bezorgd")
    door.install(app, settings, app.name)
    with app.test_request_context():
        yield _Desk(settings, entrance())


def _ask_password(member: str) -> None:
    account = entrance().accounts.find_user(key=member)
    if account is None:
        return
    while True:
        password = click.prompt(
            f"Password, at least {credentials.LEAST_PASSWORD} characters",
            hide_input=True,
            confirmation_prompt=True,
            err=True,
        )
        weak = credentials.weakness(password, account)
        if weak is None:
            break
        words = entrance().words["en"]
        click.echo(words(weak, least=credentials.LEAST_PASSWORD), err=True)
    credentials.set_password(account, password)
    click.echo("The authenticator is linked at the first sign-in.")


def _told(one: Listed) -> dict[str, str | None]:
    last = one.signed_in_at
    return {
        "address": one.member.address,
        "name": one.member.name,
        "role": one.member.role,
        "standing": one.standing,
        "added": one.added_at.isoformat(timespec="seconds"),
        "signed_in": None if last is None else last.isoformat(timespec="seconds"),
    }
