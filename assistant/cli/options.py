"""The options that the commands share, and how each is read.

A mistake in one is a `click.BadParameter`; main.py prints it as one line.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import UTC, datetime
from math import isnan
from pathlib import Path
from typing import Any, TypeVar

import click

from assistant.environment import server_address
from assistant.lookup.resolver import Resolver
from assistant.settings import Settings
from assistant.wiring import resolvers

F = TypeVar("F", bound=Callable[..., Any])

LANGUAGES = ("nl", "en")
LONGEST_DEADLINE_S = 600.0


def load_settings() -> Settings:
    """Read the settings of this terminal."""
    return Settings.from_environment(os.environ)


def open_resolver(
    zone: Path | None,
    nameserver: str | None,
    deadline: float | None,
    settings: Settings,
) -> Callable[[str], Resolver]:
    """Choose the DNS for a command: domain → the resolver of its own.

    Args:
        zone: Answers everything from this file and nothing else.
        nameserver: "address:port", asked instead of the system's.
        deadline: Seconds for all DNS work together.
        settings: Whose limits hold where an option is not given.
    """
    return resolvers(
        settings,
        zone=None if zone is None else read_zone(zone),
        nameserver=nameserver,
        deadline_s=deadline,
    )


def read_zone(path: Path) -> str:
    """Read a zone file's text."""
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        problem = f"{path}: expected UTF-8 text, byte {error.start} is not"
        raise click.BadParameter(problem, param_hint="--zone") from error


def _as_nameserver(
    context: click.Context, parameter: click.Parameter, value: str | None
) -> str | None:
    if value is None:
        return None
    try:
        return server_address(value)
    except ValueError as error:
        expected = f"{value!r}: expected ADDRESS:PORT, such as 127.0.0.1:5353"
        raise click.BadParameter(expected) from error


def _as_seconds(
    context: click.Context, parameter: click.Parameter, value: float | None
) -> float | None:
    if value is not None and isnan(value):  # no range refuses what compares to nothing
        raise click.BadParameter("nan: expected a number of seconds")
    return value


def _as_time(
    context: click.Context, parameter: click.Parameter, value: str | None
) -> datetime:
    if value is None:
        return datetime.now(UTC)
    try:
        moment = datetime.fromisoformat(value)
    except ValueError as error:
        expected = f"{value!r}: expected ISO 8601, such as 2026-03-01T12:00:00Z"
        raise click.BadParameter(expected) from error
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


json_option = click.option(
    "--json", "as_json", is_flag=True, help="Print one JSON object."
)
language_option = click.option(
    "--language", type=click.Choice(LANGUAGES), help="Language of the reply."
)
service_option = click.option(
    "--service", "services", multiple=True, metavar="ID", help="Sends the mail."
)
zone_option = click.option(
    "--zone",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Answer every DNS question from this file.",
)
nameserver_option = click.option(
    "--nameserver",
    metavar="HOST:PORT",
    callback=_as_nameserver,
    help="Ask this server instead of the system's.",
)
deadline_option = click.option(
    "--deadline",
    type=click.FloatRange(0.0, LONGEST_DEADLINE_S, min_open=True),
    metavar="SECONDS",
    callback=_as_seconds,
    help="For all DNS work together; 8 unless told.",
)
now_option = click.option(
    "--now", metavar="TIME", callback=_as_time, help="ISO 8601: the clock."
)


def dns_options(command: F) -> F:
    """Give a command `zone`, `nameserver` and `deadline`."""
    return zone_option(nameserver_option(deadline_option(command)))


def shared_options(command: F) -> F:
    """Give a command all seven.

    They arrive as as_json, language, services, zone, nameserver, deadline, now.
    """
    told = json_option(language_option(service_option(command)))
    return dns_options(now_option(told))
