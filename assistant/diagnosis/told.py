"""What the rules about a message look at of an examination."""

from __future__ import annotations

from typing import Protocol

from assistant.checks.evidence import HELPDESK, ServerFacts
from assistant.checks.message import SERVICE_ADDRESS, MessageFacts
from assistant.knowledge.shelf import Shelf
from assistant.mail.dmarc.align import relaxed_by_suffix
from assistant.mail.headers.sender import below
from assistant.understanding.question import Subject


class Told(Protocol):
    """The part of Evidence that these rules look at."""

    @property
    def subject(self) -> Subject:
        """What was examined."""
        ...

    @property
    def servers(self) -> tuple[ServerFacts, ...]:
        """The customer's own mail servers, as far as they were looked at."""
        ...

    @property
    def message(self) -> MessageFacts | None:
        """The message, if there was one."""
        ...


def judgeable(evidence: Told) -> MessageFacts | None:
    """The message, unless it went out under somebody else's address."""
    facts = evidence.message
    if facts is None or facts.shown is None:
        return None
    return None if of_another(facts, evidence.subject.domain) else facts


def of_another(facts: MessageFacts, domain: str) -> bool:
    """Whether the reader saw an address that is not of the domain asked about."""
    if facts.shown is None:
        return False
    if facts.sender_case == SERVICE_ADDRESS:
        return True
    return not relaxed_by_suffix(facts.shown, domain)


def service_name(facts: MessageFacts, shelf: Shelf) -> str:
    """The name of the service that sent it, where one was recognised."""
    service = shelf.services.get(facts.service or "")
    return service.name if service else ""


def is_helpdesks(evidence: Told, ip: str | None, shelf: Shelf) -> bool:
    """Whether the server that sent it is one of the helpdesk's own.

    By its address where the servers were looked at, else by the name that it
    gave itself when it took the message in.
    """
    facts = evidence.message
    if facts is not None and facts.helpdesks:
        return True
    if ip and any(
        ip in server.addresses
        for server in evidence.servers
        if server.whose == HELPDESK
    ):
        return True
    ours = tuple(server.host for server in shelf.helpdesk.servers)
    if facts is None:
        return False
    entry, hops = facts.message.border, facts.message.hops
    sent_by = entry.sender if entry else None
    if facts.refusal is not None and hops:
        sent_by = hops[0].by  # what came back never reached another house
    return below(sent_by, ours)
