"""A refusal: the line with which a receiver sent a message back.

Receivers reuse codes and mistype them, so the words are read too, and the words
win where both speak.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.lookup.name import registered_domain
from assistant.mail.headers.makers import list_of, maker_of
from assistant.mail.headers.people import domain_of
from assistant.mail.headers.received import address
from assistant.mail.headers.refusal_words import kind_of

MOST_LINES = 2_000
MOST_TEXT = 1_500
MOST_GOING_ON = 8  # lines of one reply
MOST_TRIED = 40  # lines that may hold a reply
SHORT = 50  # characters; a shorter line was not cut by a copy
# RFC 5321 §4.2 and RFC 3463 §2: 550 5.7.26, 550-5.7.26, 550 #5.7.1, <550 5.1.1.
REPLY = re.compile(
    r"(?<![\d.])([45]\d\d)[ -]{1,2}#?(?:\(#?)?([245]\.\d{1,3}\.\d{1,3})(?![\d.])"
)
BARE = re.compile(
    r"(?:^|said: |[Rr]emote host: |smtp; ?)([45]\d\d)[ -](?=[A-Za-z<(\[])"
    r"|: (421|45[0-4]|53[0458]|55[0-4])[ -](?=[A-Za-z<(\[])"  # Exim, and logs
)
ALONE = re.compile(r"(?<![\d.])([45]\.\d\d?\.\d{1,3})(?![\d.])[ :-]{1,3}(?=[A-Za-z<])")
VAGUE = frozenset({"other", "content", "rate", "login"})
STATUS = re.compile(r"\b([45]\.[0-7]\.\d{1,3})\b")
CODE = re.compile(r"(?<![\d.])[45]\d\d(?:[ -]{1,2}#?\(?#?[245]\.\d{1,3}\.\d{1,3}| ?-)")
WORD = re.compile(r"[^\s\[\]()<>=;,\"']{3,60}")
# Whose mail it is about, in the words of those who name it.
ABOUT = re.compile(
    r"(?:email from|mail from domain|sending domain|domain of|administrator of"
    r"|sender domain|due to|from domain|spf for|dkim for)[: ]{1,3}\[?"
    r"([a-z0-9][a-z0-9-]{0,62}(?:\.[a-z0-9-]{1,63}){1,8})"
)
# What stands below a reply in a report, where no empty line parts them.
AFTER = re.compile(
    r"-{2,}|original message headers|reporting-mta:|final-recipient:|action:|status:"
    r"|giving up on|oorspronkelijke bericht",
    re.IGNORECASE,
)
LOGIN = frozenset({"535", "534", "538"})  # RFC 4954 §6
REPLIES = LOGIN | frozenset(
    ("421", "451", "452", "454", "530", "550", "551", "552", "553", "554")
)
# What a server or its log writes before the reply, and belongs to it.
LED = re.compile(
    r"<[^<>\s]{1,320}>:|\bhost \S|smtp error|remote (?:smtp|mail|host|server)"
    r"|\bsmtp;|diagnostic-code:",
    re.IGNORECASE,
)

# Where a customer goes on in his own words behind what he copied: servers speak
# English, and their Dutch has none of these.
OWN_WORDS = re.compile(
    r"(?<![\w@./:-])(?:ik|wij|mijn|onze|ons|wat|hoe|waarom|als|maar|graag|groet|groeten"
    r"|bedankt|krijg|verstuur|terwijl|omdat|kunt|kunnen|jullie|heb|hebben|dit|deze|naar"
    r"|uit|voor|wil|moet|dat|en|we zijn|krijgen|kreeg|kregen|versturen|verstuurd"
    r"|verzonden|komt|staat|bij|sinds|domein|geen|niks|van een|toen)(?![\w@/:-])"
    r"|(?<=[.!?)\"\u201d'\s] )(?:we |i |i'm|our |my |what (?:now|does|should|is|do)"
    r"|how (?:do|can)|can (?:you|i)|help|sent (?:via|with|from|by|through)|via |using "
    r"|(?:the |our )?(?:sender )?domain(?: is|:)|any (?:idea|help)|ideas?\b"
    r"|is (?:it|that|this)|mail |so (?:what|how)|why |please )"
    # his own address or domain as the last words
    r"|(?<=[.!?'\"\u201d\u2019,;] )(?:(?:adres|address|afzender|sender|site|website"
    r"|from):? )?[\w.+-]{0,64}@?[\w-]{2,63}(?:\.[\w-]{2,63}){1,4}[.!]?\s*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """A reply of a mail server; `code` is 550, `enhanced` is 5.7.26.

    `kind` is what it means: dmarc, spf, dkim, authentication, blocklist,
    content, reputation, reverse, mailbox, full, login, not_owner, relay, size,
    rate, account, greylisting, recipient, unreachable, sender_domain, format,
    encryption, loop, other. `maker` is who wrote it (gmail, postfix …),
    `listed_by` whose block list it names, `ip` the sending address and `about`
    the sender's domain that it speaks of; None where the words do not tell.
    """

    code: str | None = None
    enhanced: str | None = None
    text: str = ""
    kind: str = "other"
    permanent: bool = True
    maker: str | None = None
    listed_by: str | None = None
    ip: str | None = None
    about: str | None = None

    @property
    def sure(self) -> bool:
        """Whether it is one: a number alone may be a price.

        RFC 3463 §2 and RFC 5321 §4.2.3, or the words of known makers.
        """
        told = self.code in REPLIES and self.kind != "other"
        return bool(self.enhanced or self.maker or self.listed_by or told)


def find_refusal(lines: Iterable[str]) -> Refusal | None:
    """Find the first refusal in some lines, with the lines that go on with it.

    RFC 5321 §4.2.1: a reply of many lines repeats its code.
    """
    said: list[str] = []
    code = enhanced = None
    tries = Tries()
    for _, line in zip(range(MOST_LINES), lines, strict=False):
        text = line.strip()[:MOST_TEXT]
        begun = _begun(text, None if said else tries)
        if said and (not text or len(said) > MOST_GOING_ON or AFTER.match(text)):
            break
        if said or begun:
            said.append(text)
        if begun:
            code = code if enhanced or (code and not begun[1]) else begun[0]
            enhanced = enhanced or begun[1]
    if not said:
        return None
    whole = " ".join(said)[:MOST_TEXT]
    if not enhanced and (status := STATUS.search(whole)):
        enhanced = status.group(1)
    return _understood(whole, code, enhanced)


def told_refusal(lines: Sequence[str]) -> tuple[int, int, int, int] | None:
    """Find where a refusal stands in somebody's story.

    Returns:
        The first line, the place in it where the reply begins, the place in the
        last where it ends, and the line after that; None where none stands there.

    RFC 5321 §4.2.1: its further lines repeat the code; a copy wraps them.
    """
    tries = Tries()
    for first, whole in enumerate(lines[:MOST_LINES]):
        line = whole[:MOST_TEXT]
        begun = _begun(line.strip(), tries)
        if begun is None or not tries.another():
            continue
        last = first + 1
        while last < min(len(lines), first + MOST_GOING_ON) and _goes_on(lines, last):
            last += 1
        start = line.find(begun[0] or begun[1] or "")
        led = LED.search(line[:start])
        start = led.start() if led else start
        own = OWN_WORDS.search(line, start)
        stops = _quote_ends(line, start) or (own.start() if own else None)
        if stops:
            last = first + 1
        end = stops or min(len(lines[last - 1]), MOST_TEXT)
        said = [line[start:stops], *lines[first + 1 : last]]
        found = find_refusal(said)
        if found and found.sure:
            return first, start, end, last
    return None


def _quote_ends(line: str, start: int) -> int | None:
    """Where the quote ends in which the reply begins, if it begins in one."""
    for opens, closes in (('"', '"'), ("\u201c", "\u201d")):
        before = line[:start]
        inside = before.count(opens) % 2 if opens == closes else opens in before
        end = line.find(closes, start) if inside else -1
        if end >= 0:
            return end
    return None


@dataclass(slots=True)
class Tries:
    """How often it is still worth a closer look; a hostile text asks for it often."""

    left: int = MOST_TRIED

    def another(self) -> bool:
        """Take one more look, if one is left.

        RFC 5321 §4.2 knows no story with more replies in it than this.
        """
        self.left -= 1
        return self.left >= 0


def _begun(text: str, tries: Tries | None) -> tuple[str | None, str | None] | None:
    """Return the codes with which a reply begins in *text*, if one does."""
    if match := REPLY.search(text):
        return match.group(1), match.group(2)
    if match := BARE.search(text):
        return match.group(1) or match.group(2), None
    # A number of three parts alone is a version too, unless a server's words follow.
    match = ALONE.search(text) if tries is not None else None
    if match and tries is not None and tries.another():
        meant = kind_of(text[match.end() :].lower(), None)
        return None if meant in VAGUE else (None, match.group(1))
    return None


def _goes_on(lines: Sequence[str], index: int) -> bool:
    text = lines[index].strip()[:MOST_TEXT]
    if not text:
        return False
    if _begun(text, None) or text[0] in "<([" or "://" in text:
        return True
    # A long line that was cut goes on with a small letter; a question does not.
    before = lines[index - 1].rstrip()
    cut = len(before) > SHORT and not before.endswith((".", "!", "?"))
    return cut and text[0].islower() and not text.endswith("?")


def _understood(whole: str, code: str | None, enhanced: str | None) -> Refusal:
    low = whole.lower()
    # Between two lines of a reply its code comes again, also within a phrase.
    words = " ".join(CODE.sub(" ", low).split())
    kind = kind_of(words, enhanced)
    if code in LOGIN and kind in {"other", "content", "rate"}:
        kind = "login"
    return Refusal(
        code=code,
        enhanced=enhanced,
        text=whole,
        kind=kind,
        permanent=_is_permanent(code, enhanced),
        maker=maker_of(low),
        listed_by=list_of(low) if kind == "blocklist" else None,
        ip=_ip(whole),
        about=_about(words),
    )


def _is_permanent(code: str | None, enhanced: str | None) -> bool:
    # RFC 5321 §4.2.1: the first digit decides what the sender's server does. The
    # enhanced code is mistyped more often ("421 5.7.32" is Google's own).
    return not (code or enhanced or "5").startswith("4")


def _ip(text: str) -> str | None:
    """The address it speaks of; the receiver's own stands before "said"."""
    told = text.partition(" said: ")[2] or text
    found = (address(word) for word in WORD.findall(told) if word.count(".") > 2)  # noqa: PLR2004 - four numbers
    plain = next((ip for ip in found if ip), None)
    wide = (address(word) for word in WORD.findall(told) if word.count(":") > 1)
    return plain or next((ip for ip in wide if ip), None)


def _about(words: str) -> str | None:
    for match in ABOUT.finditer(words):
        domain = domain_of(match.group(1).removesuffix("'s").rstrip("."))
        if domain and registered_domain(domain):
            return domain
    return None
