"""Every guide within reach: by id, and by the traces it leaves in the DNS."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from assistant.errors import GuideError
from assistant.knowledge.guide import Helpdesk, Host, Service, Topic
from assistant.knowledge.parse import LANGUAGES
from assistant.knowledge.sheet import Ledger
from assistant.knowledge.weights import Weights

Index = Mapping[str, Sequence[str]]
"""From a name in the DNS to the ids of the services that it tells of."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """The guides of one helpdesk, whole and consistent."""

    services: Mapping[str, Service]
    hosts: Mapping[str, Host]
    topics: Mapping[str, Topic]
    helpdesk: Helpdesk
    weights: Weights = field(default_factory=Weights)
    guide_weights: Weights = field(default_factory=Weights)
    _order: Mapping[str, int] = field(init=False, repr=False, compare=False)
    _including: Index = field(init=False, repr=False, compare=False)
    _seen: Index = field(init=False, repr=False, compare=False)
    _exchanges: Index = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Note which name leads to whom: one examination asks for many."""
        every = self.services.values()
        order = {one: place for place, one in enumerate(self.services)}
        for name, index in (
            ("_order", order),
            ("_including", _index(every, _includes)),
            ("_seen", _index(every, lambda one: one.spf.seen)),
            ("_exchanges", _index(every, lambda one: one.fingerprints.mx_suffixes)),
        ):
            object.__setattr__(self, name, index)

    def service(self, service: str) -> Service:
        """The service with this id.

        Raises:
            KeyError: No guide has this id.
        """
        return self.services[service]

    def topic(self, topic: str) -> Topic:
        """The topic with this id.

        Raises:
            KeyError: No guide has this id.
        """
        return self.topics[topic]

    def host_of(self, nameservers: Iterable[str]) -> Host | None:
        """The company whose name servers these are.

        None when nobody is recognised, and when they point at two companies, as
        in the middle of a move: then no panel can be named.
        """
        found = {
            host.id
            for name in nameservers
            if (host := self._host_of_one(name)) is not None
        }
        return self.hosts[found.pop()] if len(found) == 1 else None

    def by_include(self, host: str) -> tuple[Service, ...]:
        """The services that go by this include, advised or only seen.

        Of a service and the one whose servers carry its mail, the carrier counts:
        the include tells no more.
        """
        whole, *above = _suffixes(host)
        met = {*self._including.get(whole, ())}
        met.update(*(self._seen.get(one, ()) for one in (whole, *above)))
        found = {
            one: self.services[one] for one in sorted(met, key=self._order.__getitem__)
        }
        return tuple(one for one in found.values() if one.sends_through not in found)

    def by_mx(self, host: str) -> Service | None:
        """The mailbox provider to which mail is sent at this MX host."""
        owners = (self._exchanges.get(one) for one in _suffixes(host))
        return next((self.services[ids[0]] for ids in owners if ids), None)

    def by_dkim_target(self, host: str) -> tuple[Service, ...]:
        """The services to whose keys a CNAME with this target leads."""
        name = _plain(host)
        return tuple(
            service
            for service in self.services.values()
            if _longest(name, service.dkim.targets)
            or any(
                record.value == name and not record.per_account
                for record in service.dkim.records
            )
        )

    def _host_of_one(self, name: str) -> Host | None:
        best, found = 0, None
        for host in self.hosts.values():
            length = _longest(name, host.nameservers)
            if length > best:
                best, found = length, host
        return found


def _index(
    services: Iterable[Service], names: Callable[[Service], Iterable[str | None]]
) -> Index:
    index: dict[str, list[str]] = {}
    for service in services:
        for name in names(service):
            if name is not None:
                index.setdefault(name, []).append(service.id)
    return index


def _suffixes(host: str) -> tuple[str, ...]:
    """The name itself and all above it, the longest first."""
    labels = _plain(host).split(".")
    return tuple(".".join(labels[first:]) for first in range(len(labels)))


def _includes(service: Service) -> tuple[str | None, ...]:
    spf = service.spf
    return (spf.include, *spf.candidates, *spf.by_region.values())


def shelve(
    services: Iterable[Service],
    hosts: Iterable[Host],
    topics: Iterable[Topic],
    helpdesk: Helpdesk,
    ledger: Ledger,
) -> Shelf:
    """Put the guides on the shelf, or refuse them all with every mistake named.

    Raises:
        GuideError: A guide is half-written, or two contradict each other.
    """
    shelf = Shelf(
        services={each.id: each for each in services},
        hosts={each.id: each for each in hosts},
        topics={each.id: each for each in topics},
        helpdesk=helpdesk,
    )
    _check_references(shelf, ledger)
    _check_claims(ledger)
    _check_languages(shelf, ledger)
    if ledger.mistakes:
        raise GuideError(ledger.mistakes)
    return shelf


def _check_references(shelf: Shelf, ledger: Ledger) -> None:
    known: Mapping[str, Mapping[str, object]] = {
        "service": shelf.services,
        "topic": shelf.topics,
    }
    for place, kind, target in ledger.references:
        if target not in known[kind]:
            ledger.complain(place, repr(target), f"the id of a {kind}")


def _check_claims(ledger: Ledger) -> None:
    # One word for two services would leave the choice to chance. "mail chimp" and
    # "mail-chimp" are one word to a customer's ear, but e-boekhouden.nl and
    # boekhouden.nl are two, so only case and spaces are levelled.
    owners: dict[str, tuple[str, str]] = {}
    for place, word, owner in ledger.claims:
        first, taken_at = owners.setdefault(_levelled(word), (owner, place))
        if first != owner:
            found = f"{word!r}, a name of {first} too ({taken_at})"
            ledger.complain(place, found, "a name of one service only")


def _check_languages(shelf: Shelf, ledger: Ledger) -> None:
    for topic in shelf.topics.values():
        for language in LANGUAGES:
            if language not in topic.guides:
                page = f"topics/{topic.id}.{language}.md"
                ledger.complain(f"{page}:1", "no text", f"the topic {topic.id}")


def _levelled(word: str) -> str:
    return "".join(word.casefold().split())


def _plain(name: str) -> str:
    return name.lower().rstrip(".")


def _longest(name: str, suffixes: Iterable[str]) -> int:
    """Length of the longest suffix, at a dot, that *name* ends in; 0 for none."""
    name = _plain(name)
    return max(
        (
            len(suffix)
            for suffix in suffixes
            if name == suffix or name.endswith("." + suffix)
        ),
        default=0,
    )
