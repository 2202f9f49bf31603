"""`bezorgd spf`: may this address send for this sender, and why?"""

from __future__ import annotations

import asyncio
import json
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

import click

from assistant.cli.options import load_settings, open_resolver, shared_options
from assistant.cli.terminal import safe
from assistant.lookup.recorder import Recorder
from assistant.mail.spf.budget import MAX_LOOKUPS, MAX_VOIDS
from assistant.mail.spf.evaluate import Outcome, check_host
from assistant.mail.spf.trace import Step

MATCHED = {True: "matches", False: "no match", None: ""}


@click.command("spf")
@click.argument("ip")
@click.argument("sender")
@click.option("--helo", default="unknown", metavar="NAME", help="The HELO name.")
@shared_options
def command(
    ip: str,
    sender: str,
    *,
    helo: str,
    as_json: bool,
    language: str | None,
    services: tuple[str, ...],
    zone: Path | None,
    nameserver: str | None,
    deadline: float | None,
    now: datetime,
) -> None:
    """Decide by SPF whether IP may send for SENDER; empty: for the HELO name."""
    bare = sender.strip().removeprefix("<").removesuffix(">")
    choose = open_resolver(zone, nameserver, deadline, load_settings())
    domain = (bare or helo).rpartition("@")[2].lower().removesuffix(".")
    outcome = asyncio.run(
        check_host(
            ip=ip,
            sender=bare,
            helo=helo,
            dns=Recorder(choose(domain)),
            now_s=int(now.timestamp()),
        )
    )
    click.echo(json.dumps(_facts(outcome)) if as_json else safe(_text(outcome)))


def _facts(outcome: Outcome) -> dict[str, object]:
    return {
        "result": outcome.verdict,
        "explanation": outcome.explanation,
        "lookups": outcome.lookups,
        "void": outcome.voids,
        "trace": [asdict(step) for step in outcome.trace],
    }


def _text(outcome: Outcome) -> str:
    spent = (
        f"{outcome.lookups} of {MAX_LOOKUPS} lookups, "
        f"{outcome.voids} of {MAX_VOIDS} void"
    )
    lines = [f"{outcome.verdict}: {outcome.reason}", f"{outcome.domain}: {spent}"]
    if outcome.explanation is not None:
        lines.append(f"explanation: {outcome.explanation}")
    return "\n".join([*lines, *(_line(step) for step in outcome.trace)])


def _line(step: Step) -> str:
    said = [MATCHED[step.matched], step.note, ", ".join(step.asked)]
    told = " · ".join(one for one in said if one)
    return f"{step.lookups:>4} {'  ' * step.depth}{step.term}  {told}".rstrip()
