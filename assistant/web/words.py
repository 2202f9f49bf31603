"""The page's own words: buttons, labels and notices, one file a language.

What a reply says stands in templates/replies; here is only what surrounds it.
To add a language, lay a file beside the others in translations/.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import yaml
from werkzeug.datastructures import LanguageAccept

from assistant.errors import TextError

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # C where it was built
FOLDER = Path(__file__).resolve().parent / "translations"


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Every word of the page in one language; an unknown one is an error."""

    language: str
    texts: Mapping[str, str]

    def __call__(self, name: str, /, **facts: object) -> str:
        """Give one text, with its facts filled in."""
        if name not in self.texts:
            raise TextError(f"no word {name!r} in {self.language}")
        return self.texts[name].format(**facts) if facts else self.texts[name]

    def has(self, name: str) -> bool:
        """Whether there is such a text."""
        return name in self.texts

    def day(self, moment: date) -> str:
        """A day of the year as people say it: "25 november"."""
        return f"{moment.day} {self('months').split()[moment.month - 1]}"

    def weekday(self, moment: date) -> str:
        """The day of the week: "maandag"."""
        return self("weekdays").split()[moment.weekday()]

    def span(self, seconds: int) -> str:
        """A time to live as people say it: "1 uur", "5 minuten"."""
        for unit, length in (("day", 86_400), ("hour", 3600), ("minute", 60)):
            if seconds >= length and seconds % length == 0:
                count = seconds // length
                return self(unit if count == 1 else unit + "s", count=count)
        return self("seconds", count=seconds)


@cache
def load(folder: Path = FOLDER) -> Mapping[str, Words]:
    """Read every language, once; all of them must know the same words.

    Raises:
        TextError: When a language lacks a word that another has.
    """
    found = {
        file.stem: Words(language=file.stem, texts=_read(file))
        for file in sorted(folder.glob("*.yaml"))
    }
    every = {name for words in found.values() for name in words.texts}
    for words in found.values():
        if missing := sorted(every - set(words.texts)):
            raise TextError(f"translations/{words.language}.yaml lacks {missing}")
    return found


def _read(file: Path) -> Mapping[str, str]:
    texts: Mapping[str, str] = yaml.load(file.read_text("utf-8"), Loader=_LOADER)  # noqa: S506 - a safe loader, in C
    return texts


def choose(
    languages: Iterable[str],
    *,
    asked: str | None,
    spoken: str | None,
    accepted: LanguageAccept,
) -> str:
    """The language of a page.

    What the reader pressed goes first, then the one the conversation is in,
    then what the browser asks for, then the helpdesk's own.
    """
    offered = tuple(languages)
    # Not best_match(): it takes "nl" over an "en-GB" that is wished for more.
    wished = (tag.partition("-")[0].lower() for tag in accepted.values())
    for wish in (asked, spoken, *wished):
        if wish in offered:
            return wish
    return offered[0]
