"""A guide's text, cut where it has a heading of its own.

Guides are written to be told in a chat, with headings that run into the text
("**Where in X:** …"). On a page of its own they become real headings, which a
table of contents can lead to.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_HEADING = re.compile(r"^\*\*(?P<title>[^*\n]{2,70}?)(?P<end>[.:?]?)\*\*(?P<rest>.*)$")
_NO_ANCHOR = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A part of a page; the first has no title and no anchor."""

    title: str
    anchor: str
    markdown: str


def cut(markdown: str) -> tuple[Section, ...]:
    """Cut a guide at its run-in headings; what stands before them goes first."""
    parts: list[tuple[str, list[str]]] = [("", [])]
    inside_a_paragraph = False
    for line in markdown.splitlines():
        heading = None if inside_a_paragraph else _title(line)
        if heading is not None:
            title, rest = heading
            parts.append((title, [rest] if rest else []))
        else:
            parts[-1][1].append(line)
        inside_a_paragraph = bool(line.strip())
    sections = []
    for number, (title, lines) in enumerate(parts):
        text = "\n".join(lines).strip()
        if title or text:
            anchor = f"{number}-{_anchor(title)}" if title else ""
            sections.append(Section(title=title, anchor=anchor, markdown=text))
    return tuple(sections)


def _title(line: str) -> tuple[str, str] | None:
    match = _HEADING.match(line)
    if match is None:
        return None
    title, end, rest = match["title"], match["end"], match["rest"].strip()
    if rest and not end:
        return None  # bold words in a sentence
    return (title + "?" if end == "?" else title), _capital(rest)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _anchor(title: str) -> str:
    return _NO_ANCHOR.sub("-", title.casefold()).strip("-")[:40]
