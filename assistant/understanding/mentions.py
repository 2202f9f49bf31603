"""Domains and addresses in the text, and whose they are.

A domain is the sender's unless it is a service's own, a free mail provider's, or
stands where a recipient stands ("naar info@klant.nl"). What was meant as a domain
and is none is kept apart, so that it can be asked for again kindly.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from assistant.errors import BadNameError
from assistant.knowledge.words import squeeze, word_set
from assistant.lookup.name import registered_domain, require_public
from assistant.understanding.free_mail import FREE_MAIL_DOMAINS

SEARCHED_CHARACTERS = 4000
SHORT_CHARACTERS = 60  # so short a message is an answer, its dotted word a domain
LONGEST_ABBREVIATED = 2  # letters before a dot: "o.a.", "bv."
MOST_NAMES = 60  # with a dot or an @; whoever pastes more, pastes a list
LONGEST_KEPT = 80  # characters of a name that is none

_WORD = re.compile(r"[^\s<>()\[\]{},;\"\u201c\u201d'\u2018\u2019|!?]+")
_SCHEME = re.compile(r"^[a-z][a-z0-9+-]{1,10}:(?://)?", re.IGNORECASE)
_TERM = re.compile(r"[+~?-]?(?:include|redirect|exists|exp|ptr|mx|a|rua|ruf)[:=]")
_QUOTES = " \t\n\"'(<\u201c\u2018"
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
_LOOKS_REACH = 6  # "kijk nog eens een keer naar"
_CLIENTS = word_set("klant client customer")
_FOR = word_set("voor for")
_COMMA = re.compile(r"(?<=[a-z0-9-]{2}),(?=(?:nl|be|com|eu|net|org|example)\b)")
_SAID = re.compile(
    r"(?i)(?:(?<=\bdomein)|(?<=\bdomain)|(?<=\bsite)|(?<=\bwebsite)|(?<=\badres))[=:](?=\S)"
)  # "domein=bakkerij.nl"
_LOOKS = word_set("kijk kijken kijkt kijkje gekeken look looking check checken")
_FROM = word_set("van vanaf vanuit from voor for domein domain is")
_MEANT = word_set("domein domain domeinnaam website site is naam name")
# What stands below a domain for its records: RFC 6376 §3.6.2.1, RFC 9989 §4.9.
_BELOW = re.compile(r"(?i)^(?:[a-z0-9-]+\._domainkey|_?dmarc|_?mta-sts|_smtp\._tls)\.")
_SAID_OWN = re.compile(
    r"\b(?:(?:re|are|m|am|zijn|zitten|write|mail) (?:at|by|bij|op)|next to"
    r"|(?:van|from) (?:info@|\S+@?) (?:naar|to)"
    r"|(?:koppel\w*|verbind\w*|connect\w*|gewijzigd|veranderd|overgestapt|gegaan"
    r"|changed|switched)(?: \S+){0,2} (?:aan|naar|to|op|met))$"
)
_GLUED = re.compile(r"[a-z]{2}\.[A-Z][a-z]*$")
_RECORDS_TO = re.compile(
    r"(?i)\b(?:records?|cnames?|txt|dkim|spf|dmarc|include|dns|mx|key|sleutel|regels?)\b"
    r"[^.!?]{0,40}\b(?:to|aan|op|naar)\s"
)
# What guides write where his own domain belongs.
_PLACEHOLDERS = re.compile(
    r"(?:^|\.)(?:my|your|uw|jouw)-?(?:own-?)?(?:domain|domein)(?:name|naam)?\.[a-z]{2,6}$"
)
# Sites that test what they are given: named, they are nobody's own.
_TESTERS = word_set(
    "internet.nl mail-tester.com mxtoolbox.com dmarcian.com learndmarc.com"
    " dkimvalidator.com easydmarc.com checktls.com hardenize.com"
    " dnschecker.org whatsmydns.net glockapps.com"
)
_NUMBERS = re.compile(r"^[\d.-]+$")
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
    foreign: tuple[str, ...] = ()  # a service's own
    bad_name: str | None = None
    spans: tuple[tuple[int, int], ...] = ()  # where they stood, to be left out


@dataclass(frozen=True, slots=True)
class _Word:
    """A word that may name a domain, and the words that lead to it."""

    text: str
    leading: str  # the word right before, when nothing parts them
    passed: tuple[str, ...]  # the words before, as far as they tell whose it is
    span: tuple[int, int]


@dataclass(slots=True)
class _Found:
    """What was found so far, word by word."""

    is_services_own: Callable[[str], bool]
    answers: bool  # so short, or asked for: a dotted word is meant as a domain
    gets_records: bool  # "add these records to bakery.com" is about the own domain
    domains: dict[str, None] = field(default_factory=dict)
    addresses: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)
    bad: str | None = None
    sends: bool = False
    spans: list[tuple[int, int]] = field(default_factory=list)

    def take(self, word: _Word) -> None:
        """Weigh one word."""
        mailbox, at, host = word.text.rpartition("@")
        host = _host(host)
        bare = at and not mailbox and host.casefold() in FREE_MAIL_DOMAINS
        if bare or (not at and (_GLUED.search(host) or not _may_be_domain(host))):
            return  # "bij niemand met een @live.nl"
        self.spans.append(word.span)
        looks = not (at or _LOOKS.isdisjoint(word.passed))
        told = (
            looks
            or _for_a_client(word)
            or _is_said_own(word.passed)
            or (self.gets_records and not at)
        )
        if word.leading in _TO and not told:
            return
        if word.leading and self.is_services_own(f"{word.leading}{host}".casefold()):
            return  # "factuur sturen.nl"
        if at and _is_theirs(word.passed[-_THEIRS_REACH - 1 :]):
            return
        try:
            name = _once(require_public(host).removeprefix("www."))
        except BadNameError as error:
            meant = self.answers or word.leading in _MEANT | _FROM or bool(at)
            meant = meant or error.reason in _ALWAYS_MEANT
            if meant and _looks_meant(host, error.reason):
                self.bad = self.bad or host[:LONGEST_KEPT]
            return
        if at:
            box = mailbox.removeprefix("mailto:").casefold()
            self.addresses.append(f"{box}@{name}")
            said = not _AS_SENDER.isdisjoint(word.passed[-2:])
            self.sends = self.sends or (name in FREE_MAIL_DOMAINS and said)
        if self.is_services_own(name):
            self.foreign.append(name)
        elif name not in FREE_MAIL_DOMAINS | _TESTERS and not _PLACEHOLDERS.search(
            name
        ):
            self.domains.setdefault(name)


def find_mentions(
    text: str, *, is_services_own: Callable[[str], bool], asked_for_domain: bool
) -> Mentions:
    """Find domains and addresses in the customer's own words."""
    text = _SAID.sub(" ", _COMMA.sub(".", text[:SEARCHED_CHARACTERS]))
    answers = asked_for_domain or len(text.strip()) <= SHORT_CHARACTERS
    found = _Found(is_services_own, answers, bool(_RECORDS_TO.search(text)))
    for word in islice(_dotted(text), MOST_NAMES):
        found.take(word)
    if not found.domains and found.bad is None and asked_for_domain:
        found.bad = _single_word(text)
    found.domains = _without_pieces(found.domains, text)
    hosts = {one: one.rpartition("@")[2] for one in found.addresses}
    own = [one for one, host in hosts.items() if not is_services_own(host)]
    free = [one for one, host in hosts.items() if host in FREE_MAIL_DOMAINS]
    kept = next((one for one in own if one not in free), next(iter(free), None))
    return Mentions(
        domains=tuple(found.domains),
        address=kept,
        free_address=not found.domains and bool(free),
        free_sender=found.sends and kept in free,
        foreign=tuple(found.foreign),
        bad_name=None if found.domains else found.bad,
        spans=tuple(found.spans),
    )


def _dotted(text: str) -> Iterator[_Word]:
    """The words with a dot or an @ in them, each with what leads to it."""
    before, ended, passed = "", 0, tuple[str, ...]()
    for match in _WORD.finditer(text):
        word = match.group().strip(_EDGE)
        # "Komt niet aan, bakkerij.nl": a comma parts what does not belong together.
        joined = not text[ended : match.start()].strip(_QUOTES)
        leading = before if joined else ""
        passed = (*passed[-_LOOKS_REACH:], before) if joined else ()
        before = word.casefold()
        ended = match.start() + len(match.group().rstrip(_EDGE))
        if _TERM.match(word):
            continue
        if "." in word or "@" in word or before == "localhost":
            yield _Word(word, leading, passed, match.span())


def _is_said_own(words: Sequence[str]) -> bool:
    """Whether the words before say that it is his: "we're at", "gewijzigd naar"."""
    before = " ".join(words)
    return bool(_SAID_OWN.search(before))


def _for_a_client(word: _Word) -> bool:
    """Whether it is the client for whom he does it: "voor een klant (bakkerij.nl)"."""
    return word.leading in _CLIENTS and not _FOR.isdisjoint(word.passed[-3:])


def _is_theirs(words: Sequence[str]) -> bool:
    """Whether the words before an address make it a reader's: "mijn klant is …"."""
    return any(
        word in _THEIRS and _FROM.isdisjoint(set(words[n + 1 :]) - {"is"})
        for n, word in enumerate(words)
    )


def _without_pieces(domains: dict[str, None], text: str) -> dict[str, None]:
    """Leave out the end of one that was dictated in words: "de kromme rijn punt nl".

    The words before it must spell the rest: who names a domain, and another that
    ends alike, has two.
    """
    folded = text.casefold()

    def is_piece(one: str, other: str) -> bool:
        if other == one or not other.endswith(one) or f".{one}" in other:
            return False
        before = squeeze(folded[: max(folded.find(one), 0)])
        return before.endswith(squeeze(other.removesuffix(one)))

    return {d: None for d in domains if not any(is_piece(d, o) for o in domains)}


def _once(name: str) -> str:
    """A panel that adds the domain by itself doubles it: "em.bakery.nl.bakery.nl"."""
    own = registered_domain(name)
    doubled = own and name.removesuffix("." + own).endswith(own)
    return own if own and doubled and name != own else name


def _host(text: str) -> str:
    bare = _BELOW.sub("", _SCHEME.sub("", text))
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
    return len(labels[0]) > LONGEST_ABBREVIATED or len(host) > SHORT_CHARACTERS


def _single_word(text: str) -> str | None:
    """Give the only word of an answer, when it is long enough to be a name."""
    words = text.split()
    if len(words) == 1 and len(words[0]) > LONGEST_KEPT:
        return words[0][:LONGEST_KEPT]
    return None
