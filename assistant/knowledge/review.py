"""What a reader of all guides would remark: what is wrong, and what grows old.

What breaks a guide's form is refused when it is read; here is what only shows
when all lie on one table: links that lead nowhere, one question that two topics
claim, facts without a source, sources that nobody opened for years.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from assistant.knowledge.foreign import owner
from assistant.knowledge.guide import Confidence, Host, Service, Source, Topic
from assistant.knowledge.parse import LANGUAGES
from assistant.knowledge.shelf import Shelf

OLD_DAYS = 730
LEAST_EXAMPLES = 8  # of how people ask for a topic, a language

_LINK = re.compile(r"\]\(/guides/([a-z]+)/([a-z0-9-]+)[^)]*\)")
_LINK_LIKE = re.compile(r"\]\((?!https://|/guides[/)]|mailto:)([^)]*)\)")
_CLOSE_LIST = re.compile(r"(?m)^(?![-*] |\d+\. |\s|\|)\S.*\n(?=(?:[-*]|\d+\.) )")
_SHALLOW_LIST = re.compile(r"(?m)^ {1,3}(?:[-*]|\d+\.) ")
_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """One thing to say of a guide; a note is no mistake."""

    guide: str  # "services/mailchimp"
    said: str
    mistake: bool = False


def review(
    shelf: Shelf,
    today: date,
    old_days: int = OLD_DAYS,
    *,
    free: Collection[str] = (),
) -> tuple[Remark, ...]:
    """Read all guides side by side; mistakes first.

    Args:
        shelf: Every guide.
        today: The day of this look.
        old_days: When a source is old.
        free: Domains of free and provider mailboxes, which are no service's own.
    """
    remarks = [
        *_seen_here(shelf, today, free),
        *_languages(shelf),
        *_markdown(shelf),
        *_topics(shelf.topics.values(), today, old_days),
        *_sources(shelf, today, old_days),
    ]
    return tuple(sorted(remarks, key=lambda one: not one.mistake))


def last_seen(sources: Iterable[Source]) -> date | None:
    """Give the newest day on which a source was seen."""
    days = [day for one in sources if (day := day_of(one.seen)) is not None]
    return max(days, default=None)


def _seen_here(shelf: Shelf, today: date, free: Collection[str]) -> Iterator[Remark]:
    for service in shelf.services.values():
        for one in service.seen_here:
            guide, said = f"services/{service.id}", f"seen_here: {one.value!r}"
            whose = owner(one.kind, one.value, service.id, shelf, free)
            if whose is not None:
                yield Remark(guide=guide, said=f"{said} is of {whose}", mistake=True)
            if one.date > today:
                told = f"{said} was seen on {one.date}, which is yet to come"
                yield Remark(guide=guide, said=told, mistake=True)


def _languages(shelf: Shelf) -> Iterator[Remark]:
    for kind, one in _written(shelf):
        for language in LANGUAGES:
            if not one.guides.get(language):
                guide = f"{kind}/{one.id}"
                yield Remark(guide=guide, said=f"no text in {language}", mistake=True)


def _markdown(shelf: Shelf) -> Iterator[Remark]:
    known: Mapping[str, Mapping[str, object]] = {
        "services": shelf.services,
        "hosts": shelf.hosts,
        "topics": shelf.topics,
    }
    for guide, language, text in _texts(shelf):
        for kind, id_ in _LINK.findall(text):
            if id_ not in known.get(kind, {}):
                said = f"{language}: the link /guides/{kind}/{id_} leads nowhere"
                yield Remark(guide=guide, said=said, mistake=True)
        if _CLOSE_LIST.search(text):
            said = f"{language}: a list without an empty line before it"
            yield Remark(guide=guide, said=said, mistake=True)
        if _SHALLOW_LIST.search(text):
            said = f"{language}: a list within a list, not four spaces in"
            yield Remark(guide=guide, said=said, mistake=True)
        for target in _LINK_LIKE.findall(text):
            said = f"{language}: found the link {target!r}, expected https or /guides/"
            yield Remark(guide=guide, said=said, mistake=True)


def _texts(shelf: Shelf) -> Iterator[tuple[str, str, str]]:
    for kind, one in _written(shelf):
        for language, text in one.guides.items():
            yield f"{kind}/{one.id}", language, text


def _written(shelf: Shelf) -> Iterator[tuple[str, Service | Topic]]:
    yield from (("services", one) for one in shelf.services.values())
    yield from (("topics", one) for one in shelf.topics.values())


def _topics(topics: Iterable[Topic], today: date, old_days: int) -> Iterator[Remark]:
    asked: dict[tuple[str, str], str] = {}
    for topic in topics:
        guide = f"topics/{topic.id}"
        for language in LANGUAGES:
            examples = topic.examples.get(language, ())
            if len(examples) < LEAST_EXAMPLES:
                few = f"{len(examples)} examples, fewer than {LEAST_EXAMPLES}"
                said = f"{language}: {few}"
                yield Remark(guide=guide, said=said)
            for text in examples:
                first = asked.setdefault((language, text.casefold()), topic.id)
                if first != topic.id:
                    said = f"{language}: {text!r} is an example of {first} too"
                    yield Remark(guide=guide, said=said, mistake=True)
        read_on = day_of(topic.reviewed)
        if read_on is None:
            yield Remark(guide=guide, said="nobody says when it was reviewed")
        elif (today - read_on).days > old_days:
            yield Remark(guide=guide, said=f"last reviewed on {read_on}")
        if not topic.related:
            yield Remark(guide=guide, said="leads to no other topic")


def _sources(shelf: Shelf, today: date, old_days: int) -> Iterator[Remark]:
    founded: Iterable[tuple[str, Service | Host]] = (
        *(("services", one) for one in shelf.services.values()),
        *(("hosts", one) for one in shelf.hosts.values()),
    )
    for kind, one in founded:
        guide = f"{kind}/{one.id}"
        if not one.sources:
            thin = one.confidence is Confidence.THIN
            said = "no source" if thin else f"no source, and yet {one.confidence}"
            yield Remark(guide=guide, said=said, mistake=not thin)
            continue
        newest = last_seen(one.sources)
        if newest is None:
            yield Remark(guide=guide, said="no source says when it was seen")
        elif (today - newest).days > old_days:
            yield Remark(guide=guide, said=f"last seen in {newest:%Y-%m}")


def day_of(written: str) -> date | None:
    """Give the day of a date as guides write it; the first where it names none."""
    match = _DATE.fullmatch(written)
    if match is None:
        return None
    try:
        return date(int(match[1]), int(match[2] or 1), int(match[3] or 1))
    except ValueError:
        return None
