"""A second look tells what is right now, what is still wrong and what was mistyped."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial

import yaml

from assistant.desk import Desk
from assistant.dialogue.conversation import Conversation, Exchange
from assistant.knowledge.match import Matcher
from assistant.knowledge.shelf import Shelf
from assistant.lookup.recorded import Recorded
from assistant.replies.plain import markdown
from assistant.replies.texts import Texts
from assistant.understanding.question import Question, Subject

Row = tuple[str, str, str]
NOW = datetime(2026, 11, 25, tzinfo=UTC)
KEY = (
    "v=DKIM1; k=rsa; p=MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAq2G+zEWLfal70oDf3DUg"
    "1Wr/3c5X6LotUmSWeXDaCRQt4XqXQNmj5aEKZr6ZIV8qWoajtdYgfCrfeoJsiWcJ52pSqo3ncOjZEdKPlz"
    "njcX72eqm3won8/zt+ktduAysY+ZRTa+w0HJIP4xY7+7GDjO9dJWqAHOGvqLtXmqLOnchm/HZOB+1R2BbV"
    "+/l7P+qhMPWgIx0+HVwdd4MeiruPfrjvqAG0esmT/eIS54Ri7YKDBlLbOYKQTW7B2gtl8QMhNv4zNZjZac"
    "kLfrV8LuKv3sZvJieglM7/Wz0g01vhg+9eHj3A7HeXEDwRbNesnvSvwhyd4qR6jZjqr7O5DTqyiwIDAQAB"
)
SOA = "ns.dns.example. hostmaster.school.example. 1 7200 3600 1209600 300"
ALWAYS: tuple[Row, ...] = (
    ("school.example", "SOA", SOA),
    ("school.example", "NS", "ns.dns.example"),
    ("school.example", "MX", "10 mx.helpdesk.example"),
    ("school.example", "TXT", "v=spf1 include:_spf.helpdesk.example -all"),
    ("_spf.helpdesk.example", "TXT", "v=spf1 ip4:192.0.2.25 -all"),
    ("dkim2.mcsv.net", "TXT", KEY),
    ("dkim3.mcsv.net", "TXT", KEY),
)
DMARC: Row = ("_dmarc.school.example", "TXT", "v=DMARC1; p=none")
K2: Row = ("k2._domainkey.school.example", "CNAME", "dkim2.mcsv.net")
K3: Row = ("k3._domainkey.school.example", "CNAME", "dkim3.mcsv.net")
K3_MISTYPED: Row = ("k3._domainkey.school.example", "CNAME", "dkim3.mcvs.net")


def looked_twice(
    first: tuple[Row, ...],
    second: tuple[Row, ...],
    *tools: object,
    says: str = "Ik heb het gedaan, controleer",
) -> str:
    """The second answer, after the DNS went from *first* to *second*."""
    shelf, matcher, texts = tools
    assert isinstance(shelf, Shelf)
    assert isinstance(matcher, Matcher)
    assert isinstance(texts, Texts)
    talk, reply = Conversation(id="twice"), ""
    for rows, text in (
        (first, "nieuwsbrief van mailchimp in de spam, school.example"),
        (second, says),
    ):
        records = [{"name": n, "type": t, "value": v} for n, t, v in (*ALWAYS, *rows)]
        dns = Recorded.from_zone(yaml.safe_dump({"records": records}))
        desk = Desk(shelf, matcher, texts, partial(_same, dns))
        question = Question(text=text, asked_at=NOW, language="nl")
        turn = asyncio.run(desk.take(question, talk))
        reply = markdown(turn.reply)
        exchange = Exchange(
            understanding=turn.understanding,
            move=turn.move,
            diagnosis=turn.diagnosis,
            prescription=turn.prescription,
        )
        talk = replace(
            talk,
            known=turn.understanding.known,
            exchanges=(*talk.exchanges, exchange),
        )
    return reply


def _same(dns: Recorded, subject: Subject) -> Recorded:
    del subject
    return dns


def test_what_is_solved_is_told_with_what_it_was(
    shelf: Shelf, matcher: Matcher, texts: Texts
) -> None:
    reply = looked_twice((DMARC,), (DMARC, K2, K3), shelf, matcher, texts)

    assert "Het is gelukt: school.example is nu in orde" in reply
    assert "opgelost: sleutel gevonden. Eerst: k2 en k3 niet gevonden." in reply


def test_what_is_right_and_what_is_still_wrong_stand_apart(
    shelf: Shelf, matcher: Matcher, texts: Texts
) -> None:
    reply = looked_twice((), (DMARC,), shelf, matcher, texts)

    assert "Een deel is nu goed, maar nog niet alles" in reply
    assert "**DMARC:** opgelost" in reply
    assert "nog steeds: k2 en k3 niet gevonden." in reply


def test_what_was_mistyped_stands_beside_what_it_should_be(
    shelf: Shelf, matcher: Matcher, texts: Texts
) -> None:
    reply = looked_twice((DMARC,), (DMARC, K2, K3_MISTYPED), shelf, matcher, texts)

    assert "`dkim3.mcvs.net`" in reply
    assert "Het hoort `dkim3.mcsv.net` te zijn" in reply
    assert "`k2._domainkey.school.example`: goed." in reply


def test_nothing_changed_is_told_with_where_to_look(
    shelf: Shelf, matcher: Matcher, texts: Texts
) -> None:
    reply = looked_twice((DMARC,), (DMARC,), shelf, matcher, texts)

    assert "Wij zien nog geen verandering bij school.example" in reply
    assert "`k2._domainkey.school.example`: hier staat nog niets." in reply


def test_what_was_well_and_is_well_asks_for_a_header(
    shelf: Shelf, matcher: Matcher, texts: Texts
) -> None:
    well = (DMARC, K2, K3)

    reply = looked_twice(well, well, shelf, matcher, texts, says="Kijk opnieuw")

    assert "Het staat nog steeds goed" in reply
    assert "Plak de e-mailkop" in reply
