"""Texts: every sentence of the product, loaded once and rendered strictly.

A text is templates/replies/KIND/NAME.LANG.md: Markdown with Jinja names. An
operator's layer holds the same folders and wins file by file. A file of kind
`words` holds short words instead, one "key: text" a line.

A text is rendered in one of two ways: `render` as Markdown, where every fact is
made harmless (quoting.py), or `plain`, for headlines, buttons, records and
letters, which no door reads as markup.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from jinja2 import StrictUndefined, Template, TemplateError, pass_context
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment

from assistant.errors import TextError
from assistant.replies.quoting import Safe, code, flat, prose

FOLDER = "replies"
WORDS = "words"

# A line that holds nothing but tags leaves no line behind; Jinja's own trimming
# would also eat the empty line after a paragraph that ends in a tag.
_LONE_TAGS = re.compile(r"^[ \t]*((?:\{%[^%]*%\})+)[ \t]*\n", re.MULTILINE)
_LAST_JOIN = {"nl": "en", "en": "and"}

Key = tuple[str, str, str]  # kind, name, language; of a word: "words/FILE", key


class Texts:
    """All texts in all languages."""

    def __init__(self, sources: Mapping[Key, str]) -> None:
        self._sources = dict(sources)
        self._markdown = _environment(prose, code)
        self._plain = _environment(_as_it_is, flat)
        self._ready: dict[tuple[Key, bool], Template] = {}
        spoken = {language for _, _, language in self._sources}
        self._languages = tuple(sorted(spoken))  # asked for with every word

    @classmethod
    def load(cls, root: Path, overlay: Path | None = None) -> Texts:
        """Read every text.

        Args:
            root: The folder templates/, which holds replies/.
            overlay: The operator's layer, which may hold replies/ too.

        Raises:
            TextError: There are no texts, or one of the operator's own cannot
                be read.
        """
        shipped = _read(root / FOLDER)
        if not shipped:
            raise TextError(f"no texts in {root / FOLDER}")
        own = _read(overlay / FOLDER) if overlay else {}
        texts = cls({**shipped, **own})
        for key in own:  # the shipped ones are tested; these meet us here first
            texts.template(key)
        return texts

    @property
    def languages(self) -> tuple[str, ...]:
        """Every language in which there is at least one text."""
        return self._languages

    def names(self, kind: str, language: str | None = None) -> tuple[str, ...]:
        """The names of one kind, in *language* or in any."""
        return tuple(
            sorted(
                {
                    name
                    for its_kind, name, its_language in self._sources
                    if its_kind == kind and language in {None, its_language}
                }
                or self._word_files(kind, language)
            )
        )

    @property
    def kinds(self) -> tuple[str, ...]:
        """Every kind of text, `words` among them."""
        return tuple(sorted({kind.partition("/")[0] for kind, _, _ in self._sources}))

    def render(self, kind: str, name: str, language: str, **facts: object) -> str:
        """One text as Markdown, with its facts made harmless.

        Raises:
            TextError: There is no such text, or it names a fact not given.
        """
        return self._rendered((kind, name, language), facts, plain=False)

    def plain(self, kind: str, name: str, language: str, **facts: object) -> str:
        """One text as plain characters, for what is never read as Markdown.

        Raises:
            TextError: There is no such text, or it names a fact not given.
        """
        return self._rendered((kind, name, language), facts, plain=True)

    def word(self, file: str, key: str, language: str, **facts: object) -> str:
        """One short word or line of words/FILE, as plain characters.

        Raises:
            TextError: There is no such word, or it names a fact not given.
        """
        return self.plain(f"{WORDS}/{file}", key, language, **facts)

    def has_word(self, file: str, key: str, language: str) -> bool:
        """Whether words/FILE knows *key*."""
        return (f"{WORDS}/{file}", key, language) in self._sources

    def template(self, key: Key, *, plain: bool = False) -> Template:
        """The compiled text, made at its first use.

        Raises:
            TextError: There is no such text, or its Jinja is broken.
        """
        ready = self._ready.get((key, plain))
        if ready is None:
            source = self._sources.get(key)
            if source is None:
                raise TextError(f"no text {_told(key)}")
            environment = self._plain if plain else self._markdown
            try:
                ready = environment.from_string(_LONE_TAGS.sub(r"\1", source))
            except TemplateError as error:
                raise TextError(f"text {_told(key)}: {error}") from error
            self._ready[key, plain] = ready
        return ready

    def source(self, kind: str, name: str, language: str) -> str:
        """The text as written.

        Raises:
            TextError: There is no such text.
        """
        try:
            return self._sources[kind, name, language]
        except KeyError:
            raise TextError(f"no text {_told((kind, name, language))}") from None

    def _word_files(self, kind: str, language: str | None) -> set[str]:
        if kind != WORDS:
            return set()
        return {
            its_kind.partition("/")[2]
            for its_kind, _, its_language in self._sources
            if its_kind.startswith(f"{WORDS}/") and language in {None, its_language}
        }

    def _rendered(self, key: Key, facts: Mapping[str, object], *, plain: bool) -> str:
        template = self.template(key, plain=plain)
        try:
            text = template.render({"language": key[2], **facts})
        except (TemplateError, TypeError, ValueError) as error:
            raise TextError(f"text {_told(key)}: {error}") from error
        return _tidy(text)


def _environment(
    finalize: Callable[[object], str], as_code: Callable[[object], str]
) -> ImmutableSandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment(
        undefined=StrictUndefined,
        autoescape=False,
        finalize=finalize,
    )

    @pass_context
    def listed(context: Context, facts: object) -> Safe:
        each = [finalize(fact) for fact in _one_or_more(facts)]
        return _listed(each, context["language"])

    @pass_context
    def codes(context: Context, facts: object) -> Safe:
        each = [as_code(fact) for fact in _one_or_more(facts)]
        return _listed(each, context["language"])

    environment.filters.update(code=as_code, codes=codes, listed=listed)
    return environment


def _one_or_more(facts: object) -> Iterable[object]:
    return facts if isinstance(facts, tuple | list) else (facts,)


def _listed(parts: list[str], language: str) -> Safe:
    shown = [part for part in parts if part]
    if len(shown) < 2:  # noqa: PLR2004 - nothing to join
        return Safe("".join(shown))
    return Safe(f"{', '.join(shown[:-1])} {_LAST_JOIN.get(language, '&')} {shown[-1]}")


def _as_it_is(fact: object) -> str:
    return fact if isinstance(fact, Safe) else flat(fact)


def _tidy(text: str) -> str:
    # An if that adds nothing leaves an empty line behind; Markdown needs one only.
    lines = [line.rstrip() for line in text.strip().splitlines()]
    return "\n".join(
        line for at, line in enumerate(lines) if line or (at and lines[at - 1])
    )


def _read(folder: Path) -> dict[Key, str]:
    sources: dict[Key, str] = {}
    for file in sorted(folder.glob("*/*.*.md")):
        name, _, language = file.name.removesuffix(".md").rpartition(".")
        try:
            text = file.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise TextError(f"{file} cannot be read: {error}") from error
        if file.parent.name == WORDS:
            sources.update(_words(name, language, text, file))
        else:
            sources[file.parent.name, name, language] = text
    return sources


def _words(name: str, language: str, text: str, file: Path) -> dict[Key, str]:
    words: dict[Key, str] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        key, colon, word = line.partition(": ")
        if not colon:
            raise TextError(f'{file}:{number}: expected "key: text"')
        words[f"{WORDS}/{name}", key.strip(), language] = word.strip()
    return words


def _told(key: Key) -> str:
    kind, name, language = key
    return f"{kind}/{name} in {language!r}"
