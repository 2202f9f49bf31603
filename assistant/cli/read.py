"""`bezorgd read`: what happened to this message?

Whatever stands in a message is hostile: it is shown without control characters,
and nothing in it is fetched. Only the names that the standards ask for are
looked up: keys, SPF and DMARC records.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import click

from assistant.checks.evidence import ServerFacts
from assistant.checks.message import MessageFacts, examine_message
from assistant.checks.stated import DkimResult, Results
from assistant.cli import figures, terminal
from assistant.cli.options import load_settings, open_resolver, shared_options
from assistant.cli.ticket import ticket
from assistant.diagnosis.catalogue import CATALOGUE
from assistant.diagnosis.codes import Code, Severity
from assistant.diagnosis.diagnose import CAUSES, OF_THE_MESSAGE, ORDER, rule
from assistant.diagnosis.finding import Finding
from assistant.diagnosis.message_cause import cause_of
from assistant.errors import UnusableInputError
from assistant.knowledge.shelf import Shelf
from assistant.lookup.answer import Query, Status
from assistant.lookup.name import registered_domain
from assistant.lookup.recorder import Recorder
from assistant.lookup.resolver import Resolver
from assistant.mail.headers.message import MOST_BYTES, Message, read
from assistant.replies.texts import Texts
from assistant.understanding.question import Subject
from assistant.wiring import open_shelf, open_texts

UNASKED_DEADLINE_S = 3.0  # where nobody said which DNS to ask, nobody waits long


@click.command("read")
@click.argument("file")
@shared_options
def command(
    file: str,
    *,
    as_json: bool,
    language: str | None,
    services: tuple[str, ...],
    zone: Path | None,
    nameserver: str | None,
    deadline: float | None,
    now: datetime,
) -> None:
    """Tell what happened to the message in FILE; `-` is standard input."""
    settings = load_settings()
    shelf = open_shelf(settings)
    raw = _content(file)
    registered_domain("example.org")  # loads the suffixes, as a part of starting
    started = time.perf_counter()
    message = read(raw)
    chosen = zone is not None or nameserver is not None
    limit = deadline if chosen or deadline else UNASKED_DEADLINE_S
    choose = open_resolver(zone, nameserver, limit, settings)
    shown = message.analysed.from_domain
    dns = Recorder(choose(shown)) if shown else None
    facts = asyncio.run(_examined(message, dns, shelf, chosen=chosen))
    if facts.service is None and services:
        facts = replace(facts, service=_known(services, shelf))
    findings = _findings(facts, shelf)
    elapsed_ms = (time.perf_counter() - started) * 1000
    if as_json:
        told = _figures(message, facts, findings, elapsed_ms)
        click.echo(json.dumps(told, ensure_ascii=False))
        return
    words = _words(findings, open_texts(settings), language)
    terminal.show("\n\n".join([ticket(message, facts, language), *words]))


def _content(file: str) -> bytes:
    if file == "-":
        return sys.stdin.buffer.read(MOST_BYTES + 1)
    with Path(file).open("rb") as stream:
        return stream.read(MOST_BYTES + 1)


async def _examined(
    message: Message, dns: Resolver | None, shelf: Shelf, *, chosen: bool
) -> MessageFacts:
    shown = message.analysed.from_domain
    if dns is not None and shown is not None and not chosen:
        # Nobody said where to ask. Without a network, or for a name that the
        # demo world has never heard of, nothing is verified and none told.
        answer = await dns.lookup(Query(name=shown, type="TXT"))
        gone = answer.status is Status.ABSENT
        if gone or not answer.known or not answer.recorded:
            dns = None
    return await examine_message(message, dns, shelf)


def _known(services: tuple[str, ...], shelf: Shelf) -> str:
    for one in services:
        if one not in shelf.services:
            raise UnusableInputError(
                f"--service {one!r} is unknown: expected an id from knowledge/services"
            )
    return services[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Heard:
    """The part of Evidence that a message by itself gives."""

    subject: Subject
    message: MessageFacts | None
    servers: tuple[ServerFacts, ...] = ()


def _findings(facts: MessageFacts, shelf: Shelf) -> tuple[Finding, ...]:
    heard = _Heard(subject=Subject(domain=facts.shown or ""), message=facts)
    codes = (code for code in Code if CATALOGUE[code].topic in OF_THE_MESSAGE)
    found = [
        finding
        for code in codes
        for finding in rule(code)(heard, shelf)  # type: ignore[arg-type] # enough of it
    ]
    return tuple(sorted(found, key=_weight))


def _weight(finding: Finding) -> tuple[int, int]:
    ranked = finding.code in CAUSES
    rank = CAUSES.index(finding.code) if ranked else len(CAUSES)
    return ORDER.index(finding.severity), rank


def _words(
    findings: tuple[Finding, ...], texts: Texts, language: str | None
) -> Iterator[str]:
    """The findings in words; beside a trouble, what is well needs one line."""
    troubled = any(one.severity is not Severity.OK for one in findings)
    for one in findings:
        told = texts.render("findings", str(one.code), language or "nl", **one.details)
        well = troubled and one.severity is Severity.OK
        yield told.partition("\n")[0] if well else told


def _figures(
    message: Message,
    facts: MessageFacts,
    findings: tuple[Finding, ...],
    elapsed_ms: float,
) -> figures.Json:
    about = facts.message
    return {
        "kind": str(message.kind),
        "from_domain": about.from_domain,
        "from_display": about.from_display,
        "envelope_domain": about.envelope_domain,
        "stated_by": about.stated_by,
        **_results(facts.stated),
        "verified": _results(facts.verified),
        "aligned": {"spf": facts.aligned_spf, "dkim": facts.aligned_dkim},
        "service": facts.service,
        "spam": {"verdict": about.spam.verdict, "why": list(about.spam.why)},
        "hops": len(about.hops),
        "cause": cause_of(facts),
        "findings": [figures.of_finding(one) for one in findings],
        "prescription": None,
        "elapsed_ms": round(elapsed_ms, 1),
    }


def _results(results: Results) -> figures.Json:
    spf, dmarc = results.spf, results.dmarc
    return {
        "spf": {"result": spf.result, "domain": spf.domain, "ip": spf.ip}
        if spf
        else None,
        "dkim": [_signature(one) for one in results.dkim],
        "dmarc": {
            "result": dmarc.result,
            "policy": dmarc.policy,
            "disposition": dmarc.disposition,
        }
        if dmarc
        else None,
    }


def _signature(one: DkimResult) -> figures.Json:
    return {
        "domain": one.domain,
        "selector": one.selector,
        "result": one.result,
        "reason": one.reason,
    }
