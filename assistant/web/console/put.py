"""What lies on the bench: a domain, a service, an address, a record, a message.

What was typed may hold several of them, in a sentence or not; what it is, is
worked out here and told on the page.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from ipaddress import IPv6Address, ip_address

from assistant.desk import Desk
from assistant.knowledge.match import Matcher
from assistant.knowledge.words import word_set
from assistant.lookup.name import registered_domain, unicode_form
from assistant.mail.headers.story import split_story
from assistant.mail.spf.record import is_spf
from assistant.understanding.question import (
    Known,
    Question,
    Subject,
    Understanding,
)
from assistant.understanding.understand import understand
from assistant.web.console.wishing import unquoted

SEARCHED = 2_000  # characters of the story in which an address is looked for
_AROUND = "[](){}<>,;.'\"?!"
_SAID = re.compile(r"(?i)(?:ip|ipv4|ipv6|adres|address)[:=]")
_IS_ADDRESS = word_set(
    "ip ipv4 ipv6 ip-adres ipadres ip-address ip-nummer ipnummer adres address server"
)
_BETWEEN = word_set("is was nummer number")
_SMALL = word_set("van vanaf vanuit from via met with en and voor for mag may op at")


@dataclass(frozen=True, slots=True, kw_only=True)
class Put:
    """What was put on the bench, and what it was taken for.

    `record` is an SPF record that was pasted without its domain.
    """

    understood: Understanding
    subject: Subject | None
    ip: str | None
    record: str | None = None

    @property
    def only_ip(self) -> bool:
        """Whether it is an address and nothing else."""
        told = self.subject or self.understood.message or self.understood.services
        return self.ip is not None and not told


def put(text: str, desk: Desk, language: str, now: datetime) -> Put:
    """Work out what lies on the bench."""
    question = Question(text=text, asked_at=now, language=language)
    understood = understand(
        question, Known(language=language), desk.shelf, desk.matcher
    )
    known = replace(understood.known, language=language)
    understood = replace(understood, known=known)
    message = understood.message
    story = split_story(text)[0] if message else text
    domain = _domain(understood, story, desk.matcher)
    subject = understood.subject
    if domain is not None and (subject is None or subject.domain != domain):
        subject = Subject(domain=domain, services=known.services, message=message)
    ip = address_in(story, desk.matcher)
    if subject is not None and ip is not None:
        subject = replace(subject, ip=ip)
    record = None if subject or message else spf_in(text)
    return Put(understood=understood, subject=subject, ip=ip, record=record)


def _domain(understood: Understanding, story: str, matcher: Matcher) -> str | None:
    """The domain to look at; who calls about a message may have another one."""
    told, message = understood.known.domain, understood.message
    shown = message.analysed.from_domain if message else None
    if told is None or shown is None or told == shown:
        return told or shown
    services_own = (registered_domain(shown) or shown) in matcher.own_domains
    if not services_own and _only_in_address(told, story):
        return shown
    return told


def _only_in_address(domain: str, story: str) -> bool:
    names = "|".join(re.escape(one) for one in (domain, unicode_form(domain)))
    return re.search(rf"(?i)(?<![@\w.-])(?:www\.)?(?:{names})", story) is None


def spf_in(text: str) -> str | None:
    """The SPF record that a text is, and nothing else."""
    record = unquoted(" ".join(text.split()))
    return record if is_spf(record) else None


def address_in(text: str, matcher: Matcher) -> str | None:
    """The IP address that a text is about.

    A version or a time looks like one, so it counts where the text says that it is
    one, or holds besides nothing but domains and services.
    """
    words = text[:SEARCHED].split()
    for place, word in enumerate(words):
        address = _address(word)
        if address is None:
            continue
        rest = [*words[:place], *words[place + 1 :]]
        if _SAID.match(word) or _is_led(words[:place]) or _names_only(rest, matcher):
            return address
    return None


def _address(word: str) -> str | None:
    bare = _SAID.sub("", word.strip(_AROUND), count=1).strip(_AROUND)
    try:
        read = ip_address(re.split("[/%]", bare)[0])
    except ValueError:
        return None
    mapped = read.ipv4_mapped if isinstance(read, IPv6Address) else None
    return str(mapped or read)


def _is_led(before: Sequence[str]) -> bool:
    """Whether the words before it say that it is an address."""
    said = [word.casefold().strip(":=,") for word in before[-3:]]
    while said and said[-1] in _BETWEEN:
        said.pop()
    return bool(said) and said[-1] in _IS_ADDRESS


def _names_only(words: Sequence[str], matcher: Matcher) -> bool:
    text = " ".join(words)
    for hit in matcher.services(text):
        text = f"{text[: hit.start]}{' ' * (hit.end - hit.start)}{text[hit.end :]}"
    left = [word for word in text.split() if word.casefold() not in _SMALL]
    return all(re.search(r"[^\W\d]\.|\.[^\W\d]|@", word) for word in left)
