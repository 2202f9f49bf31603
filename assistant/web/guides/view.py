"""What a page shows of a guide: its parts, its records, where it was read and when."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from assistant.knowledge.guide import (
    Aligns,
    Host,
    Service,
    Source,
    Topic,
    WantedRecord,
)
from assistant.knowledge.parse import KINDS
from assistant.knowledge.review import day_of, last_seen
from assistant.knowledge.shelf import Shelf
from assistant.knowledge.verified import Verified
from assistant.web.guides.sections import Section, cut
from assistant.web.words import Words

FOLDERS = ("services", "hosts", "topics")
BESIDE_A_SERVICE = ("edit-your-dns", "what-is-alignment", "send-through-own-server")
BESIDE_A_HOST = ("edit-your-dns", "which-record-does-what", "dns-how-long")
SHOWN_NAMES = 6

Guide = Service | Host | Topic


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A guide as others point to it."""

    kind: str
    id: str
    title: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A record that a service asks for; `value` is empty where an account tells."""

    purpose: str
    type: str
    host: str
    value: str
    shape: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One guide, ready to be drawn."""

    kind: str
    id: str
    title: str
    label: str
    sections: tuple[Section, ...]
    drawing: str | None = None
    lines: tuple[Line, ...] = ()
    names: tuple[str, ...] = ()
    beside: tuple[Link, ...] = ()
    confused: tuple[Link, ...] = ()
    sources: tuple[Source, ...] = ()
    confidence: str = ""
    read_in: str = ""
    verified_on: str = ""
    reviewed_on: str = ""


@dataclass(frozen=True, slots=True)
class Reader:
    """Makes pages of the guides, in one language."""

    shelf: Shelf
    verified: Verified
    words: Words

    def page(self, kind: str, id_: str) -> Page:
        """Make the page of one guide.

        Raises:
            KeyError: No guide of this kind has this id.
        """
        guide = self._folder(kind)[id_]
        if isinstance(guide, Service):
            return self._service(guide)
        if isinstance(guide, Host):
            return self._host(guide)
        return self._topic(guide)

    def link(self, kind: str, id_: str) -> Link:
        """Make the link to one guide."""
        guide = self._folder(kind)[id_]
        title, label = self._title(guide), self._label(guide)
        return Link(kind=kind, id=id_, title=title, label=label)

    def index(self) -> tuple[tuple[str, tuple[Link, ...]], ...]:
        """Give every guide, by heading, in the order of their names."""
        topics = self._sorted("topics", self.shelf.topics)
        hosts = self._sorted("hosts", self.shelf.hosts)
        kinds = []
        for kind in KINDS:
            of_kind = {
                id_: one for id_, one in self.shelf.services.items() if one.kind == kind
            }
            if of_kind:
                kinds.append((f"kind_{kind}", self._sorted("services", of_kind)))
        return (("topics", topics), ("hosts", hosts), *kinds)

    def _folder(self, kind: str) -> Mapping[str, Guide]:
        folders: Mapping[str, Mapping[str, Guide]] = {
            "services": self.shelf.services,
            "hosts": self.shelf.hosts,
            "topics": self.shelf.topics,
        }
        return folders[kind]

    def _sorted(self, kind: str, guides: Mapping[str, Guide]) -> tuple[Link, ...]:
        links = [self.link(kind, id_) for id_ in guides]
        return tuple(sorted(links, key=lambda one: one.title.casefold()))

    def _title(self, guide: Guide) -> str:
        if isinstance(guide, Topic):
            return guide.titles[self.words.language]
        return guide.name

    def _label(self, guide: Guide) -> str:
        if isinstance(guide, Service):
            return self.words(f"kind_{guide.kind}")
        return self.words("hosts_one" if isinstance(guide, Host) else "topics_one")

    def _service(self, one: Service) -> Page:
        through = (one.sends_through,) if one.sends_through else ()
        beside = [self.link("services", id_) for id_ in through]
        return Page(
            kind="services",
            id=one.id,
            title=self._own_title(one) or self.words("service_title", name=one.name),
            label=self._label(one),
            sections=cut(_without_title(one.guides[self.words.language])),
            lines=tuple(self._lines(one)),
            names=one.aliases[:SHOWN_NAMES],
            beside=(*beside, *self._topics(BESIDE_A_SERVICE)),
            confused=tuple(self.link("services", id_) for id_ in one.ambiguous_with),
            sources=one.sources,
            confidence=one.confidence.value,
            read_in=self._month(last_seen(one.sources)),
            verified_on=self._day(self.verified.days.get(f"services/{one.id}")),
        )

    def _host(self, one: Host) -> Page:
        return Page(
            kind="hosts",
            id=one.id,
            title=self.words("host_title", name=one.name),
            label=self._label(one),
            sections=cut(_without_title(one.guides[self.words.language])),
            beside=self._topics(BESIDE_A_HOST),
            sources=one.sources,
            confidence=one.confidence.value,
            read_in=self._month(last_seen(one.sources)),
            verified_on=self._day(self.verified.days.get(f"hosts/{one.id}")),
        )

    def _topic(self, one: Topic) -> Page:
        return Page(
            kind="topics",
            id=one.id,
            title=self._title(one),
            label=self._label(one),
            sections=cut(one.guides[self.words.language]),
            drawing=one.drawing,
            beside=self._topics(one.related),
            reviewed_on=self._day(day_of(one.reviewed)),
        )

    def _topics(self, ids: tuple[str, ...]) -> tuple[Link, ...]:
        return tuple(
            self.link("topics", one) for one in ids if one in self.shelf.topics
        )

    def _day(self, day: date | None) -> str:
        return f"{self.words.day(day)} {day.year}" if day else ""

    def _month(self, day: date | None) -> str:
        return self._day(day).partition(" ")[2]

    def _own_title(self, one: Service) -> str:
        first, _, _ = one.guides[self.words.language].partition("\n")
        return first.removeprefix("# ").strip() if first.startswith("# ") else ""

    def _lines(self, one: Service) -> Iterator[Line]:
        spf = one.spf
        if spf.include and spf.aligns not in {Aligns.NEVER, Aligns.UNKNOWN}:
            value = f"include:{spf.include}"
            yield self._line("spf", WantedRecord(
                type="TXT", host="@", value=value, per_account=False,
            ))  # fmt: skip
        for purpose, records in (
            ("dkim", one.dkim.records),
            ("return_path", one.return_path),
            ("verification", one.verification),
            ("tracking", one.tracking),
            ("delegation", one.delegation),
        ):
            for record in records:
                yield self._line(purpose, record)

    def _line(self, purpose: str, record: WantedRecord) -> Line:
        unknown = record.type == "unknown"
        return Line(
            purpose=self.words(f"purpose_{purpose}"),
            type=self.words("type_of_account") if unknown else record.type,
            host=record.host,
            value=record.value or "",
            shape=record.shape,
        )


def _without_title(guide: str) -> str:
    if guide.startswith("# "):
        return guide.partition("\n")[2].strip()
    return guide
