"""Whether the words around an ordinary word make it the name of a program.

"Wij gebruiken Exact" and "facturen van Yuki" name one, "exact dezelfde fout" does
not. What counts is the word before, the word after, where the clause ends, and a
capital in the middle of a sentence that has few others.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from assistant.knowledge.ordinary import (
    ABLE_WORDS,
    ACTING_WORDS,
    ADDRESS_WORDS,
    AFTER_NAMES,
    ARRIVED_WORDS,
    ARTICLES,
    ASKING_WORDS,
    BEING_WORDS,
    CALLED_AFTER,
    CALLED_BEFORE,
    COMPARED_AFTER,
    DOMAIN_WORDS,
    FILLED_WORDS,
    FREE_BRANDS,
    LEADING_WORDS,
    MAILBOX_WORDS,
    MAILING_WORDS,
    MOVED_WORDS,
    NAMING_WORDS,
    OF_WORDS,
    OWN_WORDS,
    PROGRAM_WORDS,
    PROVEN_WORDS,
    READING_WORDS,
    RECORD_WORDS,
    SENT_WORDS,
    SETTING_WORDS,
    TOPIC_WORDS,
    TRADE_HEADS,
    TRADE_WORDS,
    USING_WORDS,
)
from assistant.knowledge.words import Token

LETTERS = 3  # of a name in capitals
SHORT = 4  # words; so short a text is an answer or a few keywords
MOVED_REACH = 7  # words between "overgestapt" and what he went over to
MOST_CAPITALS = 0.4  # of the words; with more of them a capital says nothing
BEFORE_ITS_DOMAIN = frozenset(
    {"met", "with", "voor", "for", "op", "on", "eigen", "own", "custom"}
)
ACTING_BESIDE = frozenset({"custom", "eigen", "own", "sending", "mail"})
_ENDS = frozenset(".,;:!?()\n-/")


def named(
    text: str, words: Sequence[Token], first: int, last: int, *, reads: bool
) -> bool:
    """Whether the words from *first* to before *last* are a name here.

    Of a mailbox, which *reads* mail as well, what it says is said by a reader's.
    """
    if last < len(words) and words[last].text in COMPARED_AFTER:
        return False  # "exact dezelfde instellingen"
    if _by_trade(text, words, first, last, reads=reads):
        return True
    if reads:
        return _is_own_mailbox(words, first, last)
    return (
        _comes_from(words, first)
        or _is_set_up(text, words, first, last)
        or _used(text, words, first, last)
        or _stands_out(text, words, first, last)
        or _is_keyword(words, first, last)
    )


def _is_own_mailbox(words: Sequence[Token], first: int, last: int) -> bool:
    """Whether it is his: "onze proton mailbox", "icloud met mijn eigen domein"."""
    if words[first].text in FREE_BRANDS:
        return False
    before = words[first - 1].text if first else ""
    after = [word.text for word in words[last : last + 4]]
    if before in OWN_WORDS and after[:1] and after[0] in MAILBOX_WORDS:
        return True
    near = {word.text for word in words[max(0, first - MOVED_REACH) : first]}
    if before in {"naar", "to"} and not MOVED_WORDS.isdisjoint(near):
        return not MAILBOX_WORDS.isdisjoint(near)  # "moved our mailboxes to proton"
    led = after[:1] and after[0] in BEFORE_ITS_DOMAIN
    return bool(led) and not DOMAIN_WORDS.isdisjoint(after)


def _by_trade(
    text: str, words: Sequence[Token], first: int, last: int, *, reads: bool
) -> bool:
    """Whether it stands beside what such a program sends: "exact facturen"."""
    before = words[first - 1].text if first else ""
    goes_on = last < len(words) and _ENDS.isdisjoint(
        text[words[last - 1].end : words[last].start]
    )
    after = words[last].text if goes_on else ""
    acts = after in ACTING_WORDS and before not in ARTICLES and not reads
    leads = before in NAMING_WORDS and not (reads and before in READING_WORDS)
    if leads or after in BEING_WORDS or acts:
        return any(is_trade(word.text) for word in (*words[:first], *words[last:]))
    return is_trade(after) or is_trade(before)


def _comes_from(words: Sequence[Token], first: int) -> bool:
    """Whether what is sent comes from it: "de facturatie van yuki"."""
    if first < 2:  # noqa: PLR2004 - two words lead to it
        return False
    if (
        words[first - 1].text in {"voor", "for"}
        and words[first].text not in TRADE_WORDS
    ):
        return any(word.text in PROVEN_WORDS for word in words[:first])
    if words[first - 1].text not in OF_WORDS:
        return False
    led = words[first - 2].text
    if led in RECORD_WORDS or led in ARRIVED_WORDS:
        return True  # "de spf van octopus", "er komt niks aan van exact"
    return is_trade(led) or led in SENT_WORDS or led in ADDRESS_WORDS


def _is_set_up(text: str, words: Sequence[Token], first: int, last: int) -> bool:
    """Whether it is proven, set up or asked about as only a program is."""
    before = words[first - 1].text if first else ""
    after = words[last].text if last < len(words) else ""
    rest = {word.text for word in words[last:]}
    if after in CALLED_AFTER:
        return True  # "mark-i heet het programma"
    if after in ACTING_WORDS and before not in ARTICLES:
        told = PROVEN_WORDS | SENT_WORDS  # "exact vraagt om een cname"
        return not rest.isdisjoint(told)
    if not first and _is_headed(text, words, last):
        return True  # "yuki: facturen mailen uit eigen naam"
    if not first:  # "resend domain verification", "yuki kan niet mailen"
        doing = after in ABLE_WORDS and not rest.isdisjoint(MAILING_WORDS)
        led = {word.text for word in words[last : last + 3]}
        proven = after in ACTING_BESIDE and not led.isdisjoint(PROVEN_WORDS)
        return after in PROVEN_WORDS or proven or doing
    if before in ASKING_WORDS:  # "sinds we kit gebruiken", "heeft front nodig"
        sets = first > 1 and words[first - 2].text in SETTING_WORDS
        return after in USING_WORDS or (sets and after in {"in", "aan", ""})
    beside = RECORD_WORDS | {"cnames", "sending"}  # "voor yuki cnames toevoegen"
    return before in {"voor", "for", "with"} and after in beside


def _is_headed(text: str, words: Sequence[Token], last: int) -> bool:
    """Whether it heads the text, with a colon behind it."""
    behind = text[words[last - 1].end :].lstrip(" ")
    return last < len(words) and behind.startswith((":", "+"))


def _used(text: str, words: Sequence[Token], first: int, last: int) -> bool:
    """Whether it is said to be used, and the clause goes on without it."""
    if not first or not _clause_ends(text, words, last):
        return False
    before = words[first - 1].text
    if before in ARTICLES and first > 1:
        before = words[first - 2].text  # "gebruiken de newsletter plugin"
    if before in LEADING_WORDS:
        return True
    if first > 1 and before == "in" and words[first - 2].text in FILLED_WORDS:
        return True  # "welke server moet ik invullen in rompslomp"
    near = {word.text for word in words[max(0, first - MOVED_REACH) : first]}
    if before in {"naar", "to", "op"}:
        return not MOVED_WORDS.isdisjoint(near)
    if before in {"is", "heet", "called"} or before in PROGRAM_WORDS:
        return not PROGRAM_WORDS.isdisjoint(near)
    return False


def _clause_ends(text: str, words: Sequence[Token], last: int) -> bool:
    if last >= len(words):
        return True
    between = text[words[last - 1].end : words[last].start]
    return words[last].text in AFTER_NAMES or not _ENDS.isdisjoint(between)


def _stands_out(text: str, words: Sequence[Token], first: int, last: int) -> bool:
    """Whether it has a capital that no beginning of a sentence gives it."""
    if not first or not text[words[first].start].isupper():
        return False
    name = text[words[first].start : words[last - 1].end]
    if len(name) >= LETTERS and name.isupper() and not text.isupper():  # "SES"
        return True
    before = words[first - 1]
    between = text[before.end : words[first].start]
    if not _ENDS.isdisjoint(between) or before.text in CALLED_BEFORE:
        return False
    if text[before.start].isupper() and first > 1:
        return False  # part of a longer name: "De Bonte Kit"
    if last < len(words) and text[words[last].start].isupper():
        return False
    capitals = sum(text[word.start].isupper() for word in words)
    return capitals <= max(MOST_CAPITALS * len(words), 2)


def _is_keyword(words: Sequence[Token], first: int, last: int) -> bool:
    """Whether the text is hardly more than the name: "yuki", "dkim exact"."""
    if len(words) - (last - first) >= SHORT:
        return False
    rest = [word.text for word in (*words[:first], *words[last:])]
    return all(one in TOPIC_WORDS or one in NAMING_WORDS for one in rest)


@lru_cache(maxsize=16384)
def is_trade(word: str) -> bool:
    """Whether the word, or its head as a compound, is what such a program sends."""
    return word in TRADE_WORDS or word.endswith(TRADE_HEADS)
