"""The DKIM records that a service wants, with what the customer's account showed.

What is the same for every customer stands in the guide. What differs per account
is filled in from what he pasted, and only where it can be true: a target lies
below a name that is known to be the service's, a key can be read. Anything else
that was pasted is refused here, and shown to a person.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache

from assistant.checks.evidence import SelectorFact
from assistant.knowledge.guide import Service, WantedRecord
from assistant.knowledge.shelf import Shelf
from assistant.lookup.name import registered_domain
from assistant.mail.dkim.key import parse_key
from assistant.mail.dmarc.record import is_dmarc
from assistant.mail.spf.record import is_spf
from assistant.understanding.account_values import APEX, AccountValue

KEYS = "_domainkey"
UNKNOWN = "unknown"  # the type of a record of which only the account tells it
_KEY = re.compile(r"(?:^|;)\s*p\s*=([^;]*)")
_PLACEHOLDER = re.compile(r"<[^>]*>|\u2026")


@dataclass(frozen=True, slots=True)
class Placed:
    """The records with what was pasted in its place, and what fits nowhere."""

    records: tuple[WantedRecord, ...]
    refused: tuple[AccountValue, ...] = ()


def dkim_wanted(
    service: Service, domain: str, values: Iterable[AccountValue]
) -> tuple[WantedRecord, ...]:
    """The DKIM records of *service*, filled in as far as the account told."""
    return placed(service, domain, values).records


def placed(service: Service, domain: str, values: Iterable[AccountValue]) -> Placed:
    """Put what was pasted where the service wants it."""
    given = [replace(one, name=_relative(one.name, domain)) for one in values]
    given = [one for one in given if KEYS in one.name.split(".")]
    if not given:
        return Placed(service.dkim.records)
    fitting = [one for one in given if _may_be(one, service)]
    refused = tuple(one for one in given if one not in fitting)
    records = list(service.dkim.records)
    for exactly in (True, False):
        for place, record in enumerate(records):
            match = next(
                (one for one in fitting if _fits(one, record, exactly=exactly)), None
            )
            if match is not None:
                fitting.remove(match)
                records[place] = WantedRecord(
                    type=match.type,
                    host=match.name,
                    value=match.value,
                    per_account=False,
                )
    return Placed(tuple(records), (*refused, *fitting))


def filled_in(
    service: Service,
    wanted: Iterable[WantedRecord],
    domain: str,
    values: Iterable[AccountValue],
) -> tuple[WantedRecord, ...]:
    """Other records of *service*, with what was pasted for exactly their name."""
    given = [replace(one, name=_relative(one.name, domain)) for one in values]
    fitting = [one for one in given if one.type == "TXT" or _may_be(one, service)]
    records = []
    for record in wanted:
        match = next((one for one in fitting if _fits(one, record, exactly=True)), None)
        records.append(
            replace(record, host=match.name, value=match.value, per_account=False)
            if match
            else record
        )
    return tuple(records)


def suffixes(service: Service) -> frozenset[str]:
    """The names below which this service's targets lie, as far as known."""
    shapes = (
        one.shape
        for one in (*service.dkim.records, *service.return_path, *service.tracking)
        if one.type in {"CNAME", UNKNOWN}
    )
    tails = {tail for shape in shapes if (tail := _tail(shape))}
    return frozenset(tails | set(service.dkim.targets))


def has_gap(text: str) -> bool:
    """Whether a part of it only the account knows."""
    return _PLACEHOLDER.search(text) is not None


def with_domain(shape: str, domain: str) -> str:
    """A value's shape, with the domain where the service puts it."""
    dashed = domain.replace(".", "-")
    return shape.replace("<domain with dashes>", dashed).replace("<domain>", domain)


def _tail(shape: str) -> str:
    """What is the same for every account at the end of a target."""
    last = _PLACEHOLDER.split(shape)[-1].lower().rstrip(".")
    name = last if last == shape else last.partition(".")[2]
    return name if registered_domain(name) else ""


def _may_be(value: AccountValue, service: Service) -> bool:
    if value.type == "TXT":
        return parse_key(value.value).usable
    return _is_below(value.value, suffixes(service))


def _is_below(name: str, tops: Iterable[str]) -> bool:
    return any(name == top or name.endswith(f".{top}") for top in tops)


def _fits(value: AccountValue, record: WantedRecord, *, exactly: bool) -> bool:
    if not record.per_account or record.type not in {value.type, UNKNOWN}:
        return False
    if value.type == "TXT" and KEYS not in value.name and not _shaped(value, record):
        return False
    return not exactly or _pattern(record.host).fullmatch(value.name) is not None


def _shaped(value: AccountValue, record: WantedRecord) -> bool:
    """Whether a text looks as the service's own do, and is no rule for mail."""
    rule = is_spf(value.value) or is_dmarc(value.value)
    shape = _pattern(record.shape) if record.shape else None
    return not rule and (shape is None or bool(shape.fullmatch(value.value.lower())))


@cache
def _pattern(host: str) -> re.Pattern[str]:
    parts = (re.escape(part.lower()) for part in _PLACEHOLDER.split(host))
    return re.compile(r"[a-z0-9._-]+".join(parts))


def _relative(name: str, domain: str) -> str:
    return APEX if name == domain else name.removesuffix(f".{domain}")


def key_of(text: str) -> str:
    """The key in a record, without blanks; nothing where there is none."""
    found = _KEY.search(text)
    return "".join(found.group(1).split()) if found else ""


def same_key(one: str, other: str) -> bool:
    """Whether two records hold the same key, whatever else they say."""
    return key_of(one) == key_of(other) != ""


def is_other_key(fact: SelectorFact) -> bool:
    """Whether a key stands at a name of which the account shows another."""
    if fact.type != "TXT" or fact.expected is None or not fact.keys:
        return False
    return not any(same_key(text, fact.expected) for text in fact.keys)


def owners_of_target(target: str, shelf: Shelf) -> tuple[Service, ...]:
    """The services to whose keys an alias with this target leads."""
    found = dict.fromkeys(one.id for one in shelf.by_dkim_target(target))
    found |= dict.fromkeys(
        one.id for one in shelf.services.values() if _is_below(target, suffixes(one))
    )
    return tuple(shelf.service(one) for one in found)


def taken_by(fact: SelectorFact, unused: Iterable[str], shelf: Shelf) -> Service | None:
    """The service whose key stands at a name that another one wants.

    None where it is nobody's that is known, or of one that is no longer in use.
    """
    if fact.target is None or fact.expected in {None, fact.target}:
        return None
    owners = owners_of_target(fact.target, shelf)
    if any(one.id == fact.service for one in owners):
        return None
    return next((one for one in owners if term_of(one) not in unused), None)


def term_of(service: Service) -> str:
    """How it is remembered that a service is, or is not, in use."""
    return f"service:{service.id}"


def unplaced(
    services: Iterable[Service], domain: str, values: tuple[AccountValue, ...]
) -> Iterator[AccountValue]:
    """What was pasted and belongs to none of *services*."""
    left = [placed(one, domain, values).refused for one in services]
    for value in values:
        own = replace(value, name=_relative(value.name, domain))
        if KEYS in own.name.split(".") and all(own in refused for refused in left):
            yield own
