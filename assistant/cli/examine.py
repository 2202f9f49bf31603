"""`bezorgd examine`: what does the DNS say, what is wrong, what cures it?"""

from __future__ import annotations

import asyncio
import json
import time
from dataclasses import replace
from datetime import datetime
from ipaddress import ip_address
from pathlib import Path

import click

from assistant.cli import figures, terminal
from assistant.cli.ask import known
from assistant.cli.options import load_settings, open_resolver, shared_options
from assistant.desk import Desk, Look
from assistant.dialogue.moves import Examine
from assistant.errors import BadNameError, UnusableInputError
from assistant.lookup.name import require_public
from assistant.replies.case import Case
from assistant.replies.compose import compose
from assistant.replies.forms import FORMS, in_form
from assistant.replies.plain import markdown
from assistant.replies.voice import Voice
from assistant.understanding.question import (
    Known,
    Problem,
    Question,
    Subject,
    Understanding,
)
from assistant.wiring import open_desk


@click.command("examine")
@click.argument("domain")
@click.option("--ip", metavar="ADDRESS", help="Decide SPF for this sending address.")
@click.option("--sender", metavar="ADDRESS", help="The envelope sender with --ip.")
@click.option(
    "--form",
    type=click.Choice(tuple(FORMS)),
    help="Print only the records to publish, in this form.",
)
@shared_options
def command(
    domain: str,
    *,
    ip: str | None,
    sender: str | None,
    form: str | None,
    as_json: bool,
    language: str | None,
    services: tuple[str, ...],
    zone: Path | None,
    nameserver: str | None,
    deadline: float | None,
    now: datetime,
) -> None:
    """Tell what the DNS says of DOMAIN, what is wrong and what cures it."""
    settings = load_settings()
    desk = open_desk(settings, open_resolver(zone, nameserver, deadline, settings))
    subject = Subject(
        domain=_domain(domain),
        services=known(services, desk),
        ip=_address(ip),
        sender=sender,
    )
    started, cpu = time.perf_counter(), time.process_time()
    look = asyncio.run(desk.look(subject))
    elapsed_ms = (time.perf_counter() - started) * 1000
    cpu_ms = (time.process_time() - cpu) * 1000
    if form is not None:
        click.echo(_in_form(desk, subject, look, language or "nl", form))
    elif as_json:
        told = figures.of_look(look, elapsed_ms, cpu_ms)
        click.echo(json.dumps(told, ensure_ascii=False))
    else:
        terminal.show(_reply(desk, subject, look, language or "nl", now))


def _in_form(desk: Desk, subject: Subject, look: Look, language: str, form: str) -> str:
    known = Known(language=language, services=subject.services, domain=subject.domain)
    voice = Voice(desk.texts, desk.shelf, known)
    return in_form(form, Case(look.evidence, look.diagnosis, look.prescription, voice))


def _domain(text: str) -> str:
    try:
        return require_public(text)
    except BadNameError as wrong:
        raise UnusableInputError(
            f"DOMAIN {wrong.text[:80]!r} ({wrong.reason}): expected a public domain"
        ) from wrong


def _address(text: str | None) -> str | None:
    if text is None:
        return None
    try:
        return str(ip_address(text))
    except ValueError as wrong:
        raise UnusableInputError(
            f"--ip {text[:80]!r}: expected an IP address"
        ) from wrong


def _reply(
    desk: Desk, subject: Subject, look: Look, language: str, now: datetime
) -> str:
    problem = Problem.SETUP_QUESTION
    understanding = Understanding(
        question=Question(text=subject.domain, asked_at=now, language=language),
        known=Known(
            language=language, services=subject.services, domain=subject.domain
        ),
        problem=problem,
        services=subject.services,
        subject=subject,
    )
    reply = compose(
        understanding,
        Examine(subject=subject),
        look.evidence,
        look.diagnosis,
        look.prescription,
        desk.shelf,
        desk.texts,
    )
    return markdown(replace(reply, choices=(), chips=()))
