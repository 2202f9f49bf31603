"""The mail servers that the customer could send through himself.

Sending through one's own server needs no change of the DNS, if that server is
already allowed to speak for the domain. That is measured here, per address.
"""

from __future__ import annotations

import asyncio
from dataclasses import replace

from assistant.checks.evidence import HELPDESK, MxFacts, ServerFacts
from assistant.knowledge.guide import Helpdesk
from assistant.knowledge.shelf import Shelf
from assistant.lookup.answer import Query, Status
from assistant.lookup.resolver import Resolver
from assistant.lookup.together import together
from assistant.mail.dkim.key import KeyState, parse_key
from assistant.mail.spf.evaluate import check_host
from assistant.mail.verdict import Verdict

DOMAIN = "domain"
"""Whose server it is when only its name, smtp. + domain, tells."""

WEBSITE = "website"
"""Whose server it is when extensions of the customer's own site send."""

MOST_ADDRESSES = 4  # each one costs an evaluation; a mail host has one or two


async def examine_servers(
    domain: str, mx: MxFacts, dns: Resolver, shelf: Shelf
) -> tuple[ServerFacts, ...]:
    """Measure the servers of whoever holds the mailbox; none when that is unknown."""
    if mx.mailbox == HELPDESK:
        return await _helpdesk(domain, dns, shelf.helpdesk)
    if mx.mailbox is None:
        return ()
    login = shelf.service(mx.mailbox).smtp_login
    if login is None:
        return ()
    # Microsoft and Google send from networks of their own, not from the host
    # that takes the mail in: their include decides (checks/paths.py), not this
    # host's address.
    facts = ServerFacts(
        host=login.host,
        whose=mx.mailbox,
        status=Status.FOUND,
        starttls_port=login.starttls_port,
        tls_port=login.tls_port,
    )
    return (facts,)


async def examine_website(domain: str, dns: Resolver) -> ServerFacts:
    """Measure the web server of the domain as a sender of its mail."""
    return await _server(domain, domain, WEBSITE, dns)


async def _helpdesk(
    domain: str, dns: Resolver, helpdesk: Helpdesk
) -> tuple[ServerFacts, ...]:
    hosts = [(server.host, HELPDESK, server) for server in helpdesk.servers]
    if helpdesk.smtp_of_domain and helpdesk.servers:
        hosts.append((f"smtp.{domain}", DOMAIN, helpdesk.servers[0]))
    async with asyncio.TaskGroup() as group:
        key = group.create_task(_signed(domain, helpdesk.dkim_selector, dns))
        facts = await together(
            _server(domain, host, whose, dns) for host, whose, _ in hosts
        )
    signed = key.result()
    return tuple(
        replace(
            fact,
            signed=signed,
            starttls_port=ports.starttls_port,
            tls_port=ports.tls_port,
        )
        for fact, (_, _, ports) in zip(facts, hosts, strict=True)
        if fact.whose == HELPDESK or fact.status is Status.FOUND
    )


async def _server(domain: str, host: str, whose: str, dns: Resolver) -> ServerFacts:
    answers = await together(
        dns.lookup(Query(name=host, type=kind)) for kind in ("A", "AAAA")
    )
    addresses = tuple(text for answer in answers for text in answer.text)
    outcomes = await together(
        check_host(ip=address, sender=f"postmaster@{domain}", helo=host, dns=dns)
        for address in addresses[:MOST_ADDRESSES]
    )
    status = Status.FOUND if addresses else answers[0].status
    return ServerFacts(
        host=host,
        whose=whose,
        status=status,
        addresses=addresses,
        spf=_worst([outcome.verdict for outcome in outcomes]),
    )


def _worst(verdicts: list[Verdict]) -> Verdict | None:
    failing = [verdict for verdict in verdicts if verdict is not Verdict.PASS]
    return next(iter(failing or verdicts), None)


async def _signed(domain: str, selector: str | None, dns: Resolver) -> bool | None:
    if selector is None:
        return None
    name = f"{selector}._domainkey.{domain}"
    answer = await dns.lookup(Query(name=name, type="TXT"))
    if not answer.known:
        return None
    usable = {KeyState.GOOD, KeyState.WEAK}
    return any(parse_key(text).state in usable for text in answer.text)
