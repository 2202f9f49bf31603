"""A guide with one thing more, as a whole file for the operator's layer.

An operator's file takes the place of the shipped one of the same name, so a
proposal is the file that holds today with one thing added, its comments and all.
It starts from what lies in the layer now: of two proposals for one sheet both stay.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import yaml

from assistant import places
from assistant.knowledge.foreign import owner, widened
from assistant.knowledge.parse import LANGUAGES
from assistant.knowledge.seen_here import OWN, SERVER
from assistant.store.lesson import Sighting
from assistant.understanding.free_mail import FREE_MAIL_DOMAINS
from assistant.web.console.inserting import added, listed, quoted
from assistant.web.reception import reception

FOLDERS = ("services", "topics")


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A file for the layer: where it goes, what lies there now, what would."""

    label: str  # "services/wefact.yaml"
    before: str | None  # None where the layer has no such file
    content: str

    @property
    def name(self) -> str:
        """The file's own name."""
        return self.label.rpartition("/")[2]


def with_alias(service: str, alias: str) -> Proposal | None:
    """The sheet of a service that knows it by one name more; None without a sheet."""
    label = f"services/{service}.yaml"
    text = sheet(label)
    if text is None:
        return None
    names = _read(text).get("names")
    held = names.get("aliases") if isinstance(names, dict) else None
    known = isinstance(held, list) and alias in held
    more = text if known else added(text, "names", "aliases", quoted(alias))
    return proposed(label, more)


def with_example(topic: str, language: str, example: str) -> Proposal | None:
    """A topic's page with one question more by which it is found."""
    label = f"topics/{topic}.{language}.md"
    text = sheet(label)
    if text is None or "\nexamples:\n" not in text:
        return None
    line = f"\nexamples:\n  - {quoted(example)}\n"
    return proposed(label, text.replace("\nexamples:\n", line, 1))


def with_section(guide: str, language: str, section: str) -> Proposal | None:
    """The page of *guide* ("services/wefact") with a part more at its end.

    None where nobody wrote such a page: one that is composed of facts changes
    with those.
    """
    label = f"{guide}.{language}.md"
    text = sheet(label) if guide.partition("/")[0] in FOLDERS else None
    if text is None:
        return None
    return proposed(label, f"{text.rstrip()}\n\n{section.strip()}\n")


def with_sighting(seen: Sighting) -> Proposal | None:
    """The sheet of a service with what headers showed, and how often and when."""
    label = f"services/{seen.service}.yaml"
    text = sheet(label)
    if text is None:
        return None
    fact = (
        f"{{kind: {seen.kind}, value: {quoted(kept_as(seen))}, "
        f"date: {seen.last_at:%Y-%m-%d}, count: {seen.customers}}}"
    )
    return proposed(label, listed(text, "seen_here", fact))


def kept_as(seen: Sighting) -> str:
    """The name that would be kept: a server's domain, where that is the service's."""
    guides = reception().desk.shelf
    service = guides.services.get(seen.service)
    if service is None or seen.kind != SERVER or seen.value == OWN:
        return seen.value
    wide = widened(seen.value, service)
    foreign = owner(seen.kind, wide, seen.service, guides, FREE_MAIL_DOMAINS)
    return seen.value if foreign else wide


def proposed(label: str, content: str) -> Proposal:
    """A proposal that takes the place of what lies in the layer now."""
    return Proposal(label=label, before=laid(label), content=content)


def sheet(label: str) -> str | None:
    """The file that holds: the operator's, else the one that ships."""
    own = laid(label)
    shipped = places.knowledge() / label
    if own is not None or not shipped.is_file():
        return own
    return shipped.read_text(encoding="utf-8")


def laid(label: str) -> str | None:
    """What lies in the operator's layer under this name; None for nothing."""
    home = reception().settings.home
    path = None if home is None else Path(home / label)
    return path.read_text(encoding="utf-8") if path and path.is_file() else None


def laid_facts(service: str) -> frozenset[tuple[str, str]]:
    """What was seen here as the layer's sheet has it, loaded or not: kind, value."""
    facts = _read(laid(f"services/{service}.yaml") or "").get("seen_here")
    return frozenset(
        (str(one.get("kind")), str(one.get("value")))
        for one in (facts if isinstance(facts, list) else ())
        if isinstance(one, dict)
    )


def written_pages() -> tuple[str, ...]:
    """The guides of which somebody wrote the pages: "topics/ID", "services/ID"."""
    home = reception().settings.home
    folders = (places.knowledge(), *((home,) if home else ()))
    found = {
        f"{kind}/{path.name.partition('.')[0]}"
        for folder in folders
        for kind in FOLDERS
        for path in (folder / kind).glob(f"*.{LANGUAGES[0]}.md")
    }
    return tuple(sorted(found))


def _read(text: str) -> dict[str, object]:
    try:
        held = yaml.safe_load(text)
    except yaml.YAMLError:
        return {}
    return held if isinstance(held, dict) else {}
