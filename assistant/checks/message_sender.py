"""Which of the services on the shelf sent a message."""

from __future__ import annotations

from assistant.knowledge.guide import Service
from assistant.knowledge.shelf import Shelf
from assistant.mail.headers.message import Message
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
