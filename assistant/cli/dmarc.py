"""`bezorgd dmarc`: which DMARC record speaks for a domain, by both ways."""

from __future__ import annotations

import asyncio
import json
from datetime import datetime
from pathlib import Path

import click

from assistant.cli.options import load_settings, open_resolver, shared_options
from assistant.cli.terminal import safe
from assistant.errors import BadNameError, UnusableInputError
from assistant.lookup.name import require_public
from assistant.lookup.recorder import Recorder
from assistant.mail.dmarc.discover import Discovery, Found, discover


@click.command("dmarc")
@click.argument("domain")
@shared_options
def command(
    domain: str,
    *,
    as_json: bool,
    language: str | None,
    services: tuple[str, ...],
    zone: Path | None,
    nameserver: str | None,
    deadline: float | None,
    now: datetime,
) -> None:
    """Find the DMARC record for DOMAIN by tree walk and by public suffix list."""
    try:
        name = require_public(domain)
    except BadNameError as wrong:
        raise UnusableInputError(
            f"DOMAIN {wrong.text[:80]!r}: expected a public name ({wrong.reason})"
        ) from wrong
    choose = open_resolver(zone, nameserver, deadline, load_settings())
    found = asyncio.run(discover(name, Recorder(choose(name))))
    if as_json:
        told = {"walk": _facts(found.walk), "psl": _facts(found.psl)}
        click.echo(json.dumps(told))
    else:
        click.echo(safe(_text(found)))


def _facts(found: Found) -> dict[str, str | None]:
    # What is several or broken is no record: nothing is in force then.
    sound = found.record is not None
    return {
        "record": found.text if sound else None,
        "found_at": found.found_at if sound else None,
        "organizational_domain": found.organizational_domain,
        "policy": found.policy,
    }


def _text(found: Discovery) -> str:
    ways = (("tree walk (RFC 9989)", found.walk), ("suffix list (RFC 7489)", found.psl))
    blocks = [_block(title, way) for title, way in ways]
    if _facts(found.walk) != _facts(found.psl):
        blocks.append("The two ways differ; receivers use either.")
    return "\n\n".join(blocks)


def _block(title: str, way: Found) -> str:
    policy = way.policy or "none known"
    if way.effective not in {None, way.policy}:
        policy = f"{policy}, {way.effective} while in test mode"
    lines = [
        title,
        f"  record        {way.text or 'none'}",
        f"  found at      {way.found_at or '-'}",
        f"  organization  {way.organizational_domain or '-'}",
        f"  policy        {policy}",
    ]
    if way.problem is not None:
        lines.append(f"  problem       {way.problem}{f': {way.why}' * bool(way.why)}")
    lines.extend(f"                {text}" for text in way.several)
    return "\n".join(lines)
