"""What troubles the customer: a table of rules over concepts, first one wins.

The order is the knowledge. What he asks us to do comes before what he tells, a
symptom before a question about settings, and what has nothing to do with mail
comes last, so that a rude or rambling message about spam is still about spam.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from assistant.understanding.concepts import Reading, read_concepts
from assistant.understanding.question import Problem

SHORT = 5  # words; so short a text needs no verb to be a question
_TROUBLE = ("SPAM", "REJECT", "SENDER", "BEHALF")
_QUESTION_STARTS = frozenset(
    {
        "is", "zijn", "staat", "staan", "are", "has", "have", "moet", "moeten", "mag",
        "should", "must", "does",
    }
)  # fmt: skip
_STANDS = frozenset({"staat", "staan", "hebben", "heb"})
_HOW_FIRST = frozenset({"hoe", "waar", "how", "where"})
_DONE_FIRST = frozenset(
    {
        "aangepast", "gedaan", "gewijzigd", "toegevoegd", "ingesteld", "ingevuld",
        "changed", "added", "done", "updated",
    }
)  # fmt: skip
_NO_CONCEPTS = frozenset({"record", "records", "zone", "value", "values"})
_DONE_WORDS = frozenset({"done", "gedaan", "klaar", "aangepast", "ready", "finished"})
_BESIDE_DONE = frozenset(
    {"ok", "oke", "okay", "ja", "yes", "al", "nu", "all", "is", "alles", "dat", "het"}
)
TROUBLES = frozenset(
    {
        Problem.SPAM, Problem.REJECTED, Problem.NOT_SENT, Problem.NOT_RECEIVED,
        Problem.SENDER_SHOWN_WRONG,
    }
)  # fmt: skip
_BESIDES = frozenset({"ook", "also", "daarnaast", "bovendien", "verder", "tevens"})
_SECOND = re.compile(
    r" (?:(?:en|maar|and|but) (?:\S+ ){0,2}(?:ook|also)|daarnaast|bovendien|verder"
    r"|tevens|also)(?= )(?! niet| not| geen| in (?:de )?(?:spam|junk|ongewenste))"
)
_MAIL_MATTERS = (
    "SPAM", "REJECT", "MAIL", "SEND", "SENDER", "DNS", "AUTH", "HEADER", "SMTP",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Rule:
    """A problem, how sure it is (0 to 100), and when it is the one."""

    problem: Problem
    score: int
    when: Callable[[Reading], bool]


def problem_of(reading: Reading) -> tuple[Problem, int]:
    """Tell which problem the reading tells of, and how surely."""
    for rule in RULES:
        if rule.when(reading):
            return rule.problem, rule.score
    return Problem.UNCLEAR, 0


def first_told(reading: Reading) -> tuple[Problem, int]:
    """The problem; of two troubles told one after the other, the first."""
    whole, sure = problem_of(reading)
    if whole not in TROUBLES or _BESIDES.isdisjoint(reading.words):
        return whole, sure
    text = " ".join(reading.words)
    parted = _SECOND.search(text)
    if parted is None:
        return whole, sure
    words = text[: parted.start()].split()
    before = read_concepts(words, named=reading.named, placed=reading.placed)
    first, how_sure = problem_of(before)
    return (first, how_sure) if first in TROUBLES else (whole, sure)


def _short(r: Reading) -> bool:
    return len(r.words) <= SHORT


def _matters(r: Reading) -> bool:
    return r.named or r.placed or r.has(*_MAIL_MATTERS)


def _symptom(r: Reading) -> bool:
    silent = r.has("ARRIVE", "SEND") and r.has("NOT", "FAIL")
    return r.has("REJECT", "SPAM") or silent


def _abuse(r: Reading) -> bool:
    return r.has("ABUSE") and not (_symptom(r) or r.named or r.placed)


def _thanks(r: Reading) -> bool:
    if _symptom(r) or (r.has("HOW", "CHANGE", "STILL", "PERSON") and not _short(r)):
        return False
    if r.has("THANKS"):
        return not r.has("DONE", "LOOK") and not (r.has("HOW") and _matters(r))
    if r.has("BYE") and r.has("FAREWELL") and not _matters(r):
        return True
    if r.has("WORKS") and not (r.has("NOT", "FAIL", "DONE") or r.named):
        return len(r.words) <= 2 * SHORT
    closing = r.has("BYE", "WORKS") and not r.has("NOT", "FAIL", "DONE")
    return closing and not r.named and r.content <= 1 and len(r.words) <= SHORT + 1


def _incoming(r: Reading) -> bool:
    if r.has("RECEIVING") and not (r.named or r.has("FORM", "SENDER", "REJECT")):
        return True
    if r.has("UNWANTED") and not (r.has("CUSTOMERS") or r.named or r.placed):
        return True
    if r.has("NOT_GETTING") and not (r.named or r.has("FORM", "CUSTOMERS", "REJECT")):
        return True
    return r.has("INCOMING") and not (
        r.has("CUSTOMERS", "REJECT") or r.named or r.placed
    )


def _elsewhere(r: Reading) -> bool:
    sent = r.named and r.has("MAIL", "SENDER") and r.has("SEND", "ARRIVE", "NOT")
    mail = sent or _symptom(r) or r.has("AUTH", "DNS", "HEADER", "SMTP", "SENDER")
    mail = mail or (r.placed and r.has("SEND", "MAIL", "ARRIVE"))
    return r.has("OUT") and not mail and not r.has("DONE")


def _change(r: Reading) -> bool:
    if not r.has("CHANGE") or r.has("OUT"):
        return False
    if r.words[0] in _HOW_FIRST:
        return False
    if _symptom(r) and not r.has("FIRM", "DNS", "AUTH"):
        return False  # "kunt u dat oplossen" below a trouble asks for help with it
    about = _matters(r) or r.content <= 1 or r.has("FOR_ME")
    return about and not (r.has("LOOK") and not r.has("EDIT", "FIRM"))


def _recheck(r: Reading) -> bool:
    if r.has("AGAIN") and (r.has("LOOK", "CHECK", "DONE")):
        return True
    told_done = not (r.named or r.has("HOW")) or r.has("STILL", "NOT")
    if r.words[:1] and r.words[0] in _DONE_FIRST and told_done:
        return True
    seen_to = r.has("DONE") and r.has("LOOK")
    if r.has("UNVERIFIED") and r.named and not (r.has("STILL") or seen_to):
        return False
    asks = r.words[0] in _QUESTION_STARTS if r.words else False
    if r.has("DONE") and not asks and not r.has("HOW") and not r.has("SENDER"):
        return (
            _short(r) or r.has("CHECK", "LOOK", "DNS", "AUTH", "STILL", "WORKS")
            or (r.content <= 1 and not _symptom(r))
        )  # fmt: skip
    if r.has("NOW") and not r.has("THANKS", "NOT", "SPAM", "REJECT"):
        return True
    told = _symptom(r) and not (_short(r) and r.words[0] in {"nog", "still"})
    return r.has("STILL") and not told and not r.named


def _done_alone(r: Reading) -> bool:
    words = frozenset(r.words)
    return bool(words & _DONE_WORDS) and words <= _DONE_WORDS | _BESIDE_DONE


def _header(r: Reading) -> bool:
    source = {"source", "bron"}.intersection(r.words) and r.has("MAIL", "HOW")
    web = r.has("SITE") and not r.has("MAIL")
    told = r.has("SPAM", "REJECT") or (_symptom(r) and not r.has("HOW"))
    return bool(r.has("HEADER") or source) and not (told or web)


def _concept(r: Reading) -> bool:
    if r.has("JARGON") and r.has("WHATIS", "EXPLAIN") and _short(r):
        return True
    if r.words and r.words[0] in _NO_CONCEPTS and len(r.words) == 1:
        return False
    subject = r.has("AUTH", "DNS") and not r.named and not r.placed
    baffled = r.has("BAFFLED") and not r.has("HOW")
    if subject and (baffled or (r.has("AUTH") and r.has("SAME"))):
        return True
    if r.has("EXPLAIN") and not r.named and not (r.has("SPAM") and r.has("OURS")):
        return subject or r.has("SPAM", "MAIL")
    if r.has("WHATIS") and subject:
        return not (_symptom(r) or r.has("EDIT"))
    return subject and len(r.words) == 1


def _smtp(r: Reading) -> bool:
    trouble = r.has("FAIL", "REJECT", "ACCEPT", "SPAM", "AUTH")
    return r.has("SMTP") and not (trouble or (r.has("ARRIVE") and r.has("NOT")))


def _not_accepted(r: Reading) -> bool:
    return r.has("ACCEPT") and r.has("MAIL", "SMTP") and not r.has("PANEL", "DNS")


def _sender(r: Reading) -> bool:
    if r.has("SPAM", "REJECT") or (r.has("ARRIVE") and r.has("NOT")):
        return False
    if r.has("SHOWN"):
        return True
    return (r.has("SENDER") and r.has("WRONG", "BEHALF", "NOT")) or (
        r.has("BEHALF") and not r.has("SETUP", "HOW", "AUTH") and r.has("MAIL", "WRONG")
    )


def _not_sent(r: Reading) -> bool:
    return r.has("SEND") and r.has("NOT", "FAIL")


def _not_received(r: Reading) -> bool:
    if r.has("NOTICE") and r.has("SETUP", "AUTH", "DNS", "SEND"):
        return False
    return (
        r.has("ARRIVE")
        and r.has("NOT")
        and (_matters(r) or r.has("CUSTOMERS", "LANDS", "READER"))
    )


def _setup(r: Reading) -> bool:
    settings = r.has("SETUP", "AUTH", "DNS")
    if r.named and (settings or r.has("EDIT", "HOW", "CHECK", "LOOK", "BEHALF")):
        return True
    if r.placed and (settings or r.has("CHECK", "LOOK")):
        return True
    if r.has("SETUP") and r.has("PROGRAM", "DOMAIN") and not r.has("DNS"):
        return True
    if r.has("SENDER_RULES") or (r.named and r.has("A_DOMAIN")):
        return True
    return _asks_of_records(r)


def _asks_of_records(r: Reading) -> bool:
    """Whether he asks how his own records stand, with no domain named."""
    ours = r.has("OURS") and not r.has("HOW", "WHATIS")
    if r.has("DNS") and ours and r.has("CHECK"):
        return True
    if not r.has("AUTH"):
        return False
    failed = r.has("RESULT", "FAIL") and not r.has("WHATIS")
    stands = r.words[0] in _STANDS or r.has("CHECK", "LOOK")
    return failed or stands or (ours and not r.has("EDIT"))


def _dns(r: Reading) -> bool:
    return (
        r.has("DNS", "AUTH")
        or (r.has("PANEL") and r.has("HOW", "EDIT"))
        or (r.has("SETUP", "EDIT") and r.has("HOW") and r.has("MAIL"))
    )


def _off_topic(r: Reading) -> bool:
    words = len(r.words) > SHORT and not r.has("NOT", "FAIL")
    foreign = r.content > (0 if words else 1) or (r.has("SITE") and not r.has("MAIL"))
    if r.has("FORGOTTEN") and not r.has(*_TROUBLE):
        return True
    if r.named and r.has("SITE") and not r.has(*_MAIL_MATTERS, "SETUP", "ARRIVE"):
        return not r.has("BEHALF", "NOT", "PROGRAM")
    billing = r.has("SITE") and not r.named and not r.has("SETUP", "DNS", "AUTH")
    return not r.placed and not r.named and (
        billing or (foreign and not _matters(r))
    )  # fmt: skip


RULES = (
    Rule(Problem.ABUSE, 95, _abuse),
    Rule(Problem.THANKS, 95, _thanks),
    Rule(Problem.HANDOVER, 95, lambda r: r.has("PERSON")),
    Rule(Problem.OUT_OF_SCOPE, 85, _incoming),
    Rule(Problem.OUT_OF_SCOPE, 80, _elsewhere),
    Rule(Problem.RECHECK, 95, _done_alone),
    Rule(Problem.RECHECK, 90, _recheck),
    Rule(Problem.CHANGE_REQUEST, 90, _change),
    Rule(Problem.HEADER_HOW, 90, _header),
    Rule(Problem.EXPLAIN_CONCEPT, 90, _concept),
    Rule(Problem.SMTP_HOW, 90, _smtp),
    Rule(Problem.NOT_SENT, 90, lambda r: r.has("GETS_SENT") and r.has("NOT")),
    Rule(Problem.NOT_SENT, 90, lambda r: r.has("LOGIN")),
    Rule(Problem.REJECTED, 95, lambda r: r.has("REJECT")),
    Rule(Problem.REJECTED, 85, _not_accepted),
    Rule(Problem.SENDER_SHOWN_WRONG, 90, _sender),
    Rule(Problem.SPAM, 95, lambda r: r.has("SPAM")),
    Rule(Problem.NOT_RECEIVED, 90, _not_received),
    Rule(Problem.NOT_RECEIVED, 80, lambda r: r.has("LOST") and _matters(r)),
    Rule(Problem.NOT_SENT, 85, _not_sent),
    Rule(Problem.NOT_SENT, 80, lambda r: r.has("SMTP") and r.has("FAIL")),
    Rule(Problem.SETUP_QUESTION, 85, _setup),
    Rule(Problem.DNS_HOW, 80, _dns),
    Rule(Problem.SENDER_SHOWN_WRONG, 70, lambda r: r.has("FOREIGN")),
    Rule(Problem.OUT_OF_SCOPE, 60, _off_topic),
)
