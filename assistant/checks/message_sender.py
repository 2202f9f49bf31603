"""Which of the services on the shelf sent a message."""

from __future__ import annotations

from assistant.knowledge.guide import Service
from assistant.knowledge.shelf import Shelf
from assistant.lookup.answer import Query
from assistant.lookup.resolver import Resolver
from assistant.lookup.together import together
from assistant.mail.headers.message import Message
from assistant.mail.headers.refusal import Refusal
from assistant.mail.headers.sender import Traces, recognise


def service_of(about: Message, shelf: Shelf) -> tuple[str | None, tuple[str, ...]]:
    """Name the service that the traces give away, and those traces."""
    found = recognise(about, (_traces(one) for one in shelf.services.values()))
    return (found[0].id, found[0].seen) if found else (None, ())


def _traces(service: Service) -> Traces:
    prints = service.fingerprints
    return Traces(
        id=service.id,
        received_hosts=prints.received_hosts,
        return_paths=prints.return_paths,
        dkim_domains=prints.dkim_domains,
        from_domains=prints.from_domains,
        message_id_domains=prints.message_id_domains,
        ip_ranges=prints.ip_ranges,
        headers=prints.headers,
    )


async def sent_by_helpdesk(
    about: Message, refusal: Refusal | None, dns: Resolver | None, shelf: Shelf
) -> bool | None:
    """Tell whether a server that somebody refuses is one of the helpdesk's own.

    Asked only where it matters: an address in a refusal, or on a filter's list.
    """
    entry = about.border
    ip = refusal.ip if refusal else None
    if ip is None and about.spam.listed and entry is not None:
        ip = entry.ip
    if ip is None or dns is None:
        return None
    answers = await together(
        dns.lookup(Query(name=server.host, type="AAAA" if ":" in ip else "A"))
        for server in shelf.helpdesk.servers
    )
    if any(ip in answer.text for answer in answers):
        return True
    return False if all(answer.known for answer in answers) else None
