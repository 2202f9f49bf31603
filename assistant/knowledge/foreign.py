"""Whose a name is: what one service is said to use may be somebody else's.

Anybody can paste a header, and much of what stands in an honest one belongs to
the reader's provider. A name of another guide, of a mailbox provider or of the
helpdesk itself is never taken for a fact of the service that is asked about.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from urllib.parse import urlsplit

from assistant.knowledge.guide import Helpdesk, Host, Service
from assistant.knowledge.seen_here import OWN, SELECTOR
from assistant.knowledge.shelf import Shelf
from assistant.lookup.name import registered_domain

SUFFIX = "a public suffix"
FREE = "a provider of mailboxes"


def owner(
    kind: str, value: str, service: str, shelf: Shelf, free: Collection[str] = ()
) -> str | None:
    """Tell whose *value* is, other than of *service*; None where it may be its own.

    Args:
        kind: One of seen_here.py.
        value: What a header shows, or what a sheet says was seen.
        service: The id of the service that is said to use it.
        shelf: Every guide.
        free: Domains of free and provider mailboxes.
    """
    if kind == SELECTOR or value == OWN:
        return None
    top = registered_domain(value)
    if top is None:
        return SUFFIX
    if {value, top} & set(free):
        return FREE
    for whose, name in _names(service, shelf):
        if _one_house(value, name):
            return whose
    return None


def widened(host: str, service: Service) -> str:
    """The name under which a server is kept: its domain where that is the service's.

    A host that nothing ties to the service stays itself: the domain above it may
    be of a company that has servers for thousands.
    """
    top = registered_domain(host)
    if top is None or not any(_below(name, top) for name in own_names(service)):
        return host
    return top


def own_names(service: Service) -> tuple[str, ...]:
    """Every name by which a service is known in the DNS and in headers."""
    prints, spf = service.fingerprints, service.spf
    site = _site(service.homepage)
    return (
        *prints.received_hosts,
        *prints.return_paths,
        *prints.dkim_domains,
        *prints.from_domains,
        *prints.message_id_domains,
        *prints.mx_suffixes,
        *service.mailbox_domains,
        *spf.candidates,
        *spf.seen,
        *spf.by_region.values(),
        *((spf.include,) if spf.include else ()),
        *((site,) if site else ()),
    )


def _names(service: str, shelf: Shelf) -> Iterator[tuple[str, str]]:
    """Everybody else's names, each with who it is."""
    for one in shelf.services.values():
        if one.id != service:
            yield from ((one.id, name) for name in own_names(one))
    for host in shelf.hosts.values():
        yield from ((host.id, name) for name in _of_host(host))
    yield from (("the helpdesk", name) for name in _of_helpdesk(shelf.helpdesk))


def _of_host(host: Host) -> Iterator[str]:
    yield from filter(None, (registered_domain(one) for one in host.nameservers))
    yield from filter(None, (_site(host.panel),))


def _of_helpdesk(desk: Helpdesk) -> Iterator[str]:
    yield from (one.host for one in desk.servers)
    yield from (*desk.mx_suffixes, *desk.nameservers)
    yield from filter(None, (desk.spf_include,))


def _site(address: str) -> str | None:
    host = urlsplit(address).hostname
    return registered_domain(host) if host else None


def _one_house(value: str, name: str) -> bool:
    return _below(value, name) or _below(name, value)


def _below(name: str, top: str) -> bool:
    return name == top or name.endswith(f".{top}")
