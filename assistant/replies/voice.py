"""One reply's voice: its language, and the texts and names it speaks with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from assistant.diagnosis.finding import Finding
from assistant.knowledge.shelf import Shelf
from assistant.replies.reply import Choice, Prose
from assistant.replies.texts import Texts
from assistant.understanding.question import Known


@dataclass(frozen=True, slots=True)
class Headed:
    """A text parted into its headline, without markup, and its paragraphs."""

    headline: str
    paragraphs: tuple[str, ...]

    def prose(self, start: int = 0, end: int | None = None) -> tuple[Prose, ...]:
        """Some of the paragraphs as one part, or nothing when there are none."""
        chosen = self.paragraphs[start:end]
        return (Prose(markdown="\n\n".join(chosen)),) if chosen else ()


@dataclass(frozen=True, slots=True)
class Voice:
    """What every part of a reply is said with."""

    texts: Texts
    shelf: Shelf
    known: Known

    @property
    def language(self) -> str:
        """The customer's language, or the helpdesk's own where we lack his."""
        spoken = (self.known.language, *self.shelf.helpdesk.languages)
        return next(one for one in spoken if one in self.texts.languages)

    def prose(self, kind: str, name: str, **facts: object) -> Prose:
        """One text as a part."""
        return Prose(markdown=self.texts.render(kind, name, self.language, **facts))

    def plain(self, kind: str, name: str, **facts: object) -> str:
        """One text without markup, such as a letter to copy."""
        return self.texts.plain(kind, name, self.language, **facts)

    def word(self, file: str, key: str, **facts: object) -> str:
        """A short word."""
        return self.texts.word(file, key, self.language, **facts)

    def headed(self, kind: str, name: str, **facts: object) -> Headed:
        """A text that starts with "# headline"."""
        headline = self.plain(kind, name, **facts).partition("\n")[0]
        body = self.texts.render(kind, name, self.language, **facts)
        return Headed(
            headline=headline.removeprefix("#").strip(),
            paragraphs=tuple(body.partition("\n")[2].strip().split("\n\n"))
            if body.partition("\n")[2].strip()
            else (),
        )

    def finding(self, finding: Finding) -> Headed:
        """The text of a finding."""
        return self.headed("findings", finding.code.value, **finding.details)

    def choice(self, key: str, *, primary: bool = False) -> Choice:
        """A button; it says its label, or the sentence KEY-says where there is one."""
        label = self.word("choices", key)
        longer = f"{key}-says"
        told = self.texts.has_word("choices", longer, self.language)
        says = self.word("choices", longer) if told else label
        return Choice(label=label, says=says, primary=primary)

    @property
    def person(self) -> Choice:
        """The way to a person, the same in every reply."""
        return self.choice("person")

    def name_of(self, service: str) -> str:
        """The name of a service as its maker spells it; the id of an unknown one."""
        known = self.shelf.services.get(service)
        return known.name if known else service

    def names_of(self, services: Iterable[str]) -> tuple[str, ...]:
        """The names of several services."""
        return tuple(self.name_of(one) for one in services)

    @property
    def service(self) -> str:
        """The name of the service that the talk is about, or nothing."""
        return self.name_of(self.known.services[0]) if self.known.services else ""

    def in_language(self, by_language: Mapping[str, str]) -> str:
        """The text in the customer's language, else in any that there is."""
        return by_language.get(self.language) or next(iter(by_language.values()), "")
