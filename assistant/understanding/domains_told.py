"""Which domains a message tells of, in words, spelled out or in what was pasted.

A domain is told in many ways: typed, dictated ("bakkerij punt nl"), as the other
ending of the one named before ("the .com too"), or by the sender of a pasted
message.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from assistant.knowledge.match import Hit, Matcher
from assistant.knowledge.ordinary import ORDINARY_WORDS
from assistant.lookup.name import registered_domain
from assistant.mail.headers.message import Message
from assistant.understanding.free_mail import FREE_MAIL_DOMAINS
from assistant.understanding.mentions import Mentions, find_mentions
from assistant.understanding.question import Known, Slot
from assistant.understanding.refusals import OF_THE_SENDER

LONGEST_SCHEME = len("https://www.")

_ADDRESS = re.compile(r"\S+@\S+")
_ENDS = r"(nl|be|com|eu|net|org|de|fr|frl|amsterdam|info|shop|online)"
_DICTATED = re.compile(rf"(?i)(?<=[a-z0-9]) (?:punt|dot) {_ENDS}\b")
_HYPHEN = re.compile(
    rf"(?i)(?<=[a-z0-9]) (?:streepje|koppelteken|liggend streepje|hyphen|dash)"
    rf" (?=[a-z0-9-]+(?: (?:streepje|dash) [a-z0-9-]+){{0,3}}\.{_ENDS}\b)"
)
_OTHER_END = re.compile(
    rf"(?i)(?:^|\b(?:de|het|die|mijn|onze|the|our|my|voor|for|ook|also)\s+)\.{_ENDS}\b"
)


def typed(text: str) -> str:
    """Write dictated domains as they are typed: "bakkerij streepje jan punt nl"."""
    return _HYPHEN.sub("-", _DICTATED.sub(r".\1", text))


def mentions_in(
    story: str, message: Message | None, known: Known, matcher: Matcher
) -> Mentions:
    """Find what *story* and the pasted *message* name."""
    mentions = find_mentions(
        story,
        is_services_own=cache(lambda name: _is_a_services(name, matcher)),
        asked_for_domain=known.asked[-1:] == (Slot.DOMAIN,),
    )
    mentions = _with_other_end(story, mentions, known)
    if message is None:
        return mentions
    return _with_senders_domain(mentions, message, matcher)


def _with_other_end(story: str, mentions: Mentions, known: Known) -> Mentions:
    """Take "the .com" for the known domain under that end."""
    end = _OTHER_END.search(story)
    if end is None or known.domain is None or mentions.domains or mentions.bad_name:
        return mentions
    label = known.domain.partition(".")[0]
    if known.domain != registered_domain(known.domain):
        return mentions
    return replace(mentions, domains=(f"{label}.{end[1].casefold()}",))


def _is_a_services(domain: str, matcher: Matcher) -> bool:
    """Whether *domain* is a service's: listed, or its very name under another end."""
    if matcher.is_a_services_own(domain):
        return True
    label = (registered_domain(domain) or domain).partition(".")[0]
    if label in ORDINARY_WORDS:
        return False
    return any(
        hit.exact and (hit.start, hit.end) == (0, len(label))
        for hit in matcher.services(label)
    )


def _with_senders_domain(
    mentions: Mentions, message: Message, matcher: Matcher
) -> Mentions:
    """Take the domain of the message's own sender, unless the words named one."""
    domain = message.sender_domain
    if mentions.domains:
        return mentions
    if domain is None:
        return _with_refused_domain(mentions, message, matcher)
    if domain in FREE_MAIL_DOMAINS:
        address = message.analysed.from_address
        return replace(mentions, free_address=True, address=mentions.address or address)
    if matcher.is_a_services_own(domain):
        return replace(mentions, foreign=(*mentions.foreign, domain))
    return replace(mentions, domains=(domain,), bad_name=None)


def _with_refused_domain(
    mentions: Mentions, message: Message, matcher: Matcher
) -> Mentions:
    """Take the domain told in or behind a lone line of refusal; no address in it."""
    refusal = message.refusal
    if refusal is None or message.fields or mentions.address:
        return mentions
    if refusal.kind not in OF_THE_SENDER:  # it names a list, or the receiver
        return mentions
    told = find_mentions(
        _ADDRESS.sub(" ", refusal.text),
        is_services_own=cache(lambda name: _is_a_services(name, matcher)),
        asked_for_domain=False,
    )
    return replace(mentions, domains=told.domains[:1]) if told.domains else mentions


def in_a_path(hit: Hit, mentions: Mentions, text: str) -> bool:
    """Whether the hit stands behind the host of a web address: that names nobody."""
    return any(
        start <= hit.start < end
        and hit.start - start > LONGEST_SCHEME
        and text[hit.start - 1] != "@"
        for start, end in mentions.spans
    )
