"""Domains and addresses in the text, and whose they are.

A domain is the sender's unless it is a service's own, a free mail provider's, or
stands where a recipient stands ("naar info@klant.nl"). What was meant as a domain
and is none is kept apart, so that it can be asked for again kindly.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.errors import BadNameError
from assistant.knowledge.words import word_set
from assistant.lookup.name import require_public
from assistant.understanding.free_mail import FREE_MAIL_DOMAINS

SEARCHED_CHARACTERS = 4000
SHORT_CHARACTERS = 60  # so short a message is an answer, its dotted word a domain
LONGEST_KEPT = 80  # characters of a name that is none

_WORD = re.compile(r"[^\s<>()\[\]{},;\"\u201c\u201d'\u2018\u2019|!?]+")
_SCHEME = re.compile(r"^[a-z][a-z0-9+-]{1,10}:(?://)?", re.IGNORECASE)
_EDGE = ".:;,!?/\\*_~`…-"
_TO = word_set("naar aan to ontvanger recipient klant door by at richting tegen")
_THEIRS = word_set(
    "klant klanten ontvanger ontvangers lid leden abonnee abonnees customer customers"
    " client clients recipient recipients subscriber subscribers member members"
    " leverancier supplier gemeente"
)
_AS_SENDER = word_set(
    "van vanaf vanuit from als as met with using afzender sender verzender gebruik"
    " gebruiken use mijn my onze our ons adres address mailadres e-mailadres via is"
)
_THEIRS_REACH = 4  # words before an address that tell whose it is
_COMMA = re.compile(r"(?<=[a-z0-9-]{2}),(?=(?:nl|be|com|eu|net|org|example)\b)")
_FROM = word_set("van vanaf vanuit from voor for domein domain is")
_MEANT = word_set("domein domain domeinnaam website site is naam name")
_GLUED = re.compile(r"[a-z]{2}\.[A-Z][a-z]*$")
_NUMBERS = re.compile(r"^[\d.]+$")
_ADDRESS = re.compile(r"^\d{1,3}(?:\.\d{1,3}){3}$")
_BAD_ANSWERS = frozenset({"address", "reserved"})
_ALWAYS_MEANT = frozenset({"too-long", "label-too-long", "bad-idna"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Mentions:
    """What the text names: the sender's domains, his address, a name that is none."""

    domains: tuple[str, ...] = ()
    address: str | None = None
    free_address: bool = False  # a free provider's, and no domain of his own
    free_sender: bool = False  # said to be what he sends from
    bad_name: str | None = None
    spans: tuple[tuple[int, int], ...] = ()  # where they stood, to be left out


def find_mentions(
    text: str, *, is_services_own: Callable[[str], bool], asked_for_domain: bool
) -> Mentions:
    """Find domains and addresses in the customer's own words."""
    text = _COMMA.sub(".", text[:SEARCHED_CHARACTERS])
    domains: dict[str, None] = {}
    addresses: list[str] = []
    bad: str | None = None
    spans = []
    answer = asked_for_domain or len(text.strip()) <= SHORT_CHARACTERS
    before, ended, passed = "", 0, tuple[str, ...]()
    sends = False
    for match in _WORD.finditer(text):
        word = match.group().strip(_EDGE)
        # "Komt niet aan, bakkerij.nl": what a comma parts, does not belong together.
        joined = not text[ended : match.start()].strip(" \t\"'(<\u201c\u2018")
        leading = before if joined else ""
        passed = (*passed[-_THEIRS_REACH:], before) if joined else ()
        before = word.casefold()
        ended = match.start() + len(match.group().rstrip(_EDGE))
        if "." not in word and "@" not in word and before != "localhost":
            continue
        mailbox, at, host = word.rpartition("@")
        host = _host(host)
        if not at and (_GLUED.search(host) or not _may_be_domain(host)):
            continue
        spans.append(match.span())
        if leading in _TO or (at and _is_theirs(passed)):
            continue
        try:
            name = require_public(host).removeprefix("www.")
        except BadNameError as error:
            meant = answer or leading in _MEANT or leading in _FROM or bool(at)
            meant = meant or error.reason in _ALWAYS_MEANT
            if meant and _looks_meant(host, error.reason):
                bad = bad or host[:LONGEST_KEPT]
            continue
        if at:
            addresses.append(f"{mailbox.removeprefix('mailto:').casefold()}@{name}")
            said = not _AS_SENDER.isdisjoint(passed[-2:])
            sends = sends or (name in FREE_MAIL_DOMAINS and said)
        if name not in FREE_MAIL_DOMAINS and not is_services_own(name):
            domains.setdefault(name)
    if not domains and bad is None and asked_for_domain:
        bad = _single_word(text)
    own = [a for a in addresses if not is_services_own(a.rpartition("@")[2])]
    free = [a for a in addresses if a.rpartition("@")[2] in FREE_MAIL_DOMAINS]
    kept = next(iter(own or free), None)
    return Mentions(
        domains=tuple(domains),
        address=kept,
        free_address=not domains and bool(free),
        free_sender=sends and kept in free,
        bad_name=None if domains else bad,
        spans=tuple(spans),
    )


def _is_theirs(words: Sequence[str]) -> bool:
    """Whether the words before an address make it a reader's: "mijn klant is …"."""
    return any(
        word in _THEIRS and _FROM.isdisjoint(set(words[n + 1 :]) - {"is"})
        for n, word in enumerate(words)
    )


def _host(text: str) -> str:
    bare = _SCHEME.sub("", text)
    host = re.split(r"[/?#\\]", bare, maxsplit=1)[0]
    return re.sub(r":\d{1,5}$", "", host).rpartition("@")[2].strip(_EDGE)


def _may_be_domain(host: str) -> bool:
    if _ADDRESS.match(host) or host.casefold() == "localhost":
        return True
    return not _NUMBERS.match(host) and not host.startswith("_") and "._" not in host


def _looks_meant(host: str, reason: str) -> bool:
    """Tell a mistyped domain from an abbreviation or a missing space."""
    if reason in _BAD_ANSWERS:
        return True
    labels = host.split(".")
    return len(labels[0]) > 2 or len(host) > SHORT_CHARACTERS  # noqa: PLR2004 - "o.a.", "d.w.z."


def _single_word(text: str) -> str | None:
    """Give the only word of an answer, when it is long enough to be a name."""
    words = text.split()
    if len(words) == 1 and len(words[0]) > LONGEST_KEPT:
        return words[0][:LONGEST_KEPT]
    return None
