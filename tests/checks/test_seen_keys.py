"""What was learned at the desk, used: looked at, told as seen, never advised."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from assistant.checks.evidence import SelectorStatus
from assistant.diagnosis.codes import Code
from assistant.knowledge.guide import SeenHere
from assistant.knowledge.match import Matcher
from assistant.knowledge.seen_here import with_seen
from assistant.knowledge.shelf import Shelf
from assistant.replies.plain import markdown
from assistant.replies.texts import Texts
from assistant.turn import Turn
from tests.stage import Scene, asked, desk_of, scenes

KEY = {
    "name": "wf1._domainkey.timmer.example",
    "type": "TXT",
    "value": "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=",
}
MESSAGE = """Mijn facturen komen in de spam

Received: from out1.facturen.nl ([203.0.113.77]) by mx.lezer.nl with ESMTPS;
 Mon, 2 Mar 2026 10:00:09 +0000
Return-Path: <bounce@retour.facturen.nl>
From: Klant <info@timmer.example>
Subject: factuur

"""


def seen(kind: str, value: str, count: int = 3) -> SeenHere:
    return SeenHere(kind=kind, value=value, date=date(2026, 4, 2), count=count)


@pytest.fixture
def learned(shelf: Shelf) -> Shelf:
    """The shelf of a desk that saw WeFact sign with its customers' own domains."""
    facts = (
        seen("signer", "own"),
        seen("selector", "wf1", 4),
        seen("envelope", "retour.facturen.nl"),
    )
    known = shelf.service("wefact")
    prints = with_seen(known.fingerprints, facts)
    wefact = replace(known, seen_here=facts, fingerprints=prints)
    return replace(shelf, services={**shelf.services, "wefact": wefact})


def answer(
    shelf: Shelf, texts: Texts, *records: dict[str, str], text: str = ""
) -> Turn:
    (scene,) = (one for one in scenes() if one.name == "wefact-candidate-published")
    body = {**scene.body, "records": [*scene.body["records"], *records]}
    if text:
        body["ask"] = [text]
    played = Scene(scene.name, body)
    return asked(played, desk_of(played, shelf, Matcher(shelf), texts))[-1]


def test_what_was_seen_is_told_with_its_day_and_number(
    learned: Shelf, texts: Texts
) -> None:
    told = markdown(answer(learned, texts).reply)

    assert (
        "De DKIM-handtekening was van het eigen domein van de klant (gezien bij "
        "andere klanten hier, 2026-04-02, 3 keer)." in told
    )
    assert "`wf1` (gezien bij andere klanten hier, 2026-04-02, 4 keer)" in told
    assert "op die naam geen sleutel: `wf1._domainkey.timmer.example`" in told


def test_a_key_at_a_seen_name_is_found_and_nothing_is_advised(
    learned: Shelf, texts: Texts
) -> None:
    turn = answer(learned, texts, KEY)

    assert turn.evidence is not None
    assert turn.prescription is not None
    (fact,) = turn.evidence.dkim.seen
    assert (fact.status, fact.certain) == (SelectorStatus.FOUND, False)
    assert "een sleutel op die naam: `wf1._domainkey" in markdown(turn.reply)
    assert turn.prescription.changes == ()


def test_a_desk_that_saw_nothing_tells_nothing(shelf: Shelf, texts: Texts) -> None:
    told = markdown(answer(shelf, texts).reply)

    assert "maakt niet bekend" in told
    assert "bij andere klanten hier" not in told


def test_a_message_is_recognised_by_what_was_seen(
    learned: Shelf, shelf: Shelf, texts: Texts
) -> None:
    before = answer(shelf, texts, text=MESSAGE)
    turn = answer(learned, texts, text=MESSAGE)

    assert before.evidence is None or before.evidence.subject.services == ()
    assert turn.evidence is not None
    assert turn.evidence.message is not None
    assert turn.diagnosis is not None
    assert turn.evidence.message.service == "wefact"
    assert turn.evidence.message.recognised_by == ("return-path retour.facturen.nl",)
    codes = {one.code for one in turn.diagnosis.findings}
    assert Code.SERVICE_UNKNOWN_RECORDS in codes
    assert "gezien bij andere klanten hier" in markdown(turn.reply)


def test_a_name_that_could_not_be_asked_proves_nothing(
    learned: Shelf, texts: Texts
) -> None:
    (scene,) = (one for one in scenes() if one.name == "wefact-candidate-published")
    broken = [{"name": KEY["name"], "rcode": "SERVFAIL"}]
    played = Scene(scene.name, {**scene.body, "rcodes": broken})

    turn = asked(played, desk_of(played, learned, Matcher(learned), texts))[-1]

    assert turn.evidence is not None
    assert turn.evidence.dkim.seen[0].status is SelectorStatus.UNREACHABLE
    assert "op die naam" not in markdown(turn.reply)
