"""Every host that the guides name, and what must be so of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlsplit

from assistant.knowledge.guide import Helpdesk, Host, Service, WantedRecord
from assistant.knowledge.sheet import is_name
from assistant.knowledge.shelf import Shelf


class Role(StrEnum):
    """What a host is in the facts, and so what must be there."""

    INCLUDE = "include"  # an SPF record that parses and costs what is said
    KEY = "key"  # the key to which a DKIM alias leads
    SERVER = "server"  # an address
    NAME = "name"  # the name exists
    SUFFIX = "suffix"  # it exists, or what it lies under does


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One host of one guide; `guide` is its folder and id, `fact` the key.

    `lookups` is what the guide says an include costs.
    """

    guide: str
    fact: str
    role: Role
    host: str
    lookups: int | None = None


def claims(shelf: Shelf, only: frozenset[str] = frozenset()) -> tuple[Claim, ...]:
    """Give what all guides claim, or those with the ids in *only*."""
    found = [
        claim
        for service in shelf.services.values()
        if not only or service.id in only
        for claim in _of_service(service)
    ]
    for host in shelf.hosts.values():
        if not only or host.id in only:
            found += _of_host(host)
    if not only and not shelf.helpdesk.demo:
        found += _of_helpdesk(shelf.helpdesk)
    return tuple(dict.fromkeys(one for one in found if is_name(one.host)))


def includes(service: Service) -> tuple[str, ...]:
    """Give the includes by which a service may be found, advised or only seen."""
    spf = service.spf
    named = (spf.include, *spf.by_region.values(), *spf.candidates)
    return tuple(dict.fromkeys(one for one in named if one))


def _of_service(service: Service) -> Iterator[Claim]:
    guide = f"services/{service.id}"
    spf, prints = service.spf, service.fingerprints
    for host in includes(service):
        stated = spf.lookups if host == spf.include else None
        yield Claim(
            guide=guide, fact="spf", role=Role.INCLUDE, host=host, lookups=stated
        )
    yield from _of_records(guide, "dkim", service.dkim.records, Role.KEY)
    for fact, records in (
        ("return_path", service.return_path),
        ("verification", service.verification),
        ("tracking", service.tracking),
        ("delegation", service.delegation),
    ):
        yield from _of_records(guide, fact, records, Role.NAME)
    if service.smtp_login is not None:
        host = service.smtp_login.host
        yield Claim(guide=guide, fact="smtp_login", role=Role.SERVER, host=host)
    if site := _site(service.homepage):
        yield Claim(guide=guide, fact="homepage", role=Role.SERVER, host=site)
    for fact, hosts in (
        ("targets", service.dkim.targets),
        ("seen", spf.seen),
        ("received_hosts", prints.received_hosts),
        ("return_paths", prints.return_paths),
        ("dkim_domains", prints.dkim_domains),
        ("from_domains", prints.from_domains),
        ("message_id_domains", prints.message_id_domains),
        ("mx_suffixes", prints.mx_suffixes),
        ("mailbox_domains", service.mailbox_domains),
    ):
        for host in hosts:
            yield Claim(guide=guide, fact=fact, role=Role.SUFFIX, host=host)


def _of_records(
    guide: str, fact: str, records: tuple[WantedRecord, ...], role: Role
) -> Iterator[Claim]:
    for record in records:
        if record.value is not None and record.type in {"CNAME", "NS"}:
            yield Claim(guide=guide, fact=fact, role=role, host=record.value)


def _of_host(host: Host) -> Iterator[Claim]:
    guide = f"hosts/{host.id}"
    for suffix in host.nameservers:
        yield Claim(guide=guide, fact="nameservers", role=Role.SUFFIX, host=suffix)
    if site := _site(host.panel):
        yield Claim(guide=guide, fact="panel", role=Role.SERVER, host=site)


def _of_helpdesk(helpdesk: Helpdesk) -> Iterator[Claim]:
    for server in helpdesk.servers:
        yield Claim(
            guide="helpdesk", fact="servers", role=Role.SERVER, host=server.host
        )
    if helpdesk.spf_include:
        host = helpdesk.spf_include
        yield Claim(guide="helpdesk", fact="spf_include", role=Role.INCLUDE, host=host)
    for suffix in (*helpdesk.nameservers, *helpdesk.mx_suffixes):
        yield Claim(guide="helpdesk", fact="suffixes", role=Role.SUFFIX, host=suffix)


def _site(address: str) -> str:
    return urlsplit(address).hostname or ""
