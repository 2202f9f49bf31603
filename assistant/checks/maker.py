"""What a service's own domain shows, where no page tells what to publish.

It helps to recognise the service's servers in a header. It is never advised:
what a maker uses for its own mail says nothing of its customers' mail.
"""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlsplit

from assistant.checks.evidence import MakerFacts
from assistant.knowledge.guide import Aligns, Service
from assistant.lookup.answer import Query
from assistant.lookup.resolver import Resolver
from assistant.lookup.together import together
from assistant.mail.spf.record import is_spf


def is_thin(service: Service) -> bool:
    """Whether nothing is known that a customer of this service could publish."""
    nothing = not service.dkim.records and not service.return_path
    publishes = service.spf.include is not None or service.sends_from_website
    unknown = service.spf.aligns is Aligns.UNKNOWN and not sends_as_itself(service)
    return nothing and not publishes and unknown


def sends_as_itself(service: Service) -> bool:
    """Whether the reader sees the maker's own address, whatever the DNS says.

    Then the customer's domain plays no part in the verdict on that mail.
    """
    may_sign = bool(service.dkim.records) and service.dkim.aligns is not False
    may_align = service.spf.aligns in {Aligns.ALWAYS, Aligns.WITH_RETURN_PATH}
    return service.from_rewritten is True and not may_sign and not may_align


def uses_own_server(service: Service) -> bool:
    """Whether it only sends in the customer's name through his own mail server.

    Then nothing of the service stands in the DNS, and that server decides.
    """
    nothing = not service.dkim.records and not service.return_path
    publishes = service.spf.include is not None or service.sends_from_website
    asks_for_one = service.own_smtp.supported is True
    itself = sends_as_itself(service) or is_thin(service)
    return asks_for_one and nothing and not publishes and not itself


async def examine_makers(
    services: Iterable[Service], dns: Resolver
) -> tuple[MakerFacts, ...]:
    """Ask the makers' own SPF and MX of every service that is thin."""
    return await together(
        _maker(service.id, domain, dns)
        for service in services
        if is_thin(service) and (domain := maker_domain(service))
    )


def maker_domain(service: Service) -> str | None:
    """The domain of the maker's own site, without www."""
    host = urlsplit(service.homepage).hostname
    return host.removeprefix("www.") if host else None


async def _maker(service: str, domain: str, dns: Resolver) -> MakerFacts:
    texts, mx = await together(
        dns.lookup(Query(name=domain, type=kind)) for kind in ("TXT", "MX")
    )
    record = next((text for text in texts.text if is_spf(text)), None)
    hosts = tuple(text.partition(" ")[2] for text in mx.text)
    return MakerFacts(
        service=service,
        domain=domain,
        spf=record,
        mx=hosts,
        known=texts.known and mx.known and texts.recorded,
    )
