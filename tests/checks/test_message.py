"""Sample messages in tests/scenes/messages, each with what is to be seen in it.

A sample's YAML holds only the keys that its story is about.
"""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant.checks.message import MessageFacts, examine_message
from assistant.checks.stated import Results
from assistant.diagnosis.message_cause import cause_of
from assistant.knowledge.shelf import Shelf
from assistant.lookup.recorded import Recorded
from assistant.mail.headers.message import Message, read

FOLDER = Path(__file__).parent.parent / "scenes" / "messages"
SAMPLES = sorted(path for path in FOLDER.iterdir() if path.suffix in {".eml", ".txt"})


def told(message: Message, facts: MessageFacts) -> dict[str, Any]:
    about, refusal = facts.message, facts.refusal
    return {
        "kind": str(message.kind),
        "from_domain": about.from_domain,
        "from_display": about.from_display,
        "envelope_domain": about.envelope_domain,
        "stated_by": about.stated_by,
        **results(facts.stated),
        "aligned": {"spf": facts.aligned_spf, "dkim": facts.aligned_dkim},
        "service": facts.service,
        "sender_case": facts.sender_case,
        "spam": {"verdict": about.spam.verdict, "why": list(about.spam.why)},
        "hops": len(about.hops),
        "refusal": refusal.kind if refusal else None,
        "cause": cause_of(facts),
        "notes": list(facts.notes),
        "forged": about.forged_stamp,
        "filters": {"by": list(about.spam.by), "silent": list(about.spam.silent)},
        "refused": {
            "maker": refusal.maker,
            "listed_by": refusal.listed_by,
            "permanent": refusal.permanent,
        }
        if refusal
        else None,
        "arc": [
            {
                "instance": one.instance,
                "sealed_by": one.sealed_by,
                "chain": one.chain,
                "stated_by": one.stated_by,
                "whole": one.whole,
            }
            for one in about.arc
        ],
    }


def results(stated: Results) -> dict[str, Any]:
    spf, dmarc = stated.spf, stated.dmarc
    return {
        "spf": {"result": str(spf.result), "domain": spf.domain, "ip": spf.ip}
        if spf
        else None,
        "dkim": [
            {
                "domain": one.domain,
                "selector": one.selector,
                "result": str(one.result),
                "reason": one.reason,
            }
            for one in stated.dkim
        ],
        "dmarc": {
            "result": str(dmarc.result),
            "policy": dmarc.policy,
            "disposition": dmarc.disposition,
        }
        if dmarc
        else None,
    }


def expected_of(sample: Path) -> dict[str, Any]:
    text = sample.with_suffix(".yaml").read_text(encoding="utf-8")
    expected: dict[str, Any] = yaml.safe_load(text)
    return expected


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_each_sample_is_read_as_its_story_says(sample: Path, shelf: Shelf) -> None:
    expected = expected_of(sample)
    expected.pop("story")
    expected.pop("codes", None)
    verdict = expected.get("spam", {})

    message = read(sample.read_bytes())
    facts = asyncio.run(examine_message(message, None, shelf))
    found = told(message, facts)

    if "why" not in verdict:
        found["spam"].pop("why")
    assert {key: found[key] for key in expected} == expected


ASKED = (
    "Return-Path: <info@post.school.example>\n"
    "Received: from mail.school.example (mail.school.example [192.0.2.25]) by"
    " mx.ontvanger.example; Mon, 2 Mar 2026 11:12:08 +0100\n"
    "From: info@school.example\nSubject: x\n"
)
SPF = "  - {name: post.school.example, type: TXT, value: 'v=spf1 ip4:192.0.2.25 -all'}"


async def measured(text: str, zone: str, shelf: Shelf) -> MessageFacts:
    return await examine_message(read(text), Recorded.from_zone(zone), shelf)


async def test_what_nobody_stated_is_verified(shelf: Shelf) -> None:
    facts = await measured(ASKED, f"records:\n{SPF}\n", shelf)

    assert facts.stated == Results()
    assert facts.verified.spf is not None
    assert (facts.verified.spf.result, facts.verified.spf.ip) == ("pass", "192.0.2.25")
    assert (facts.aligned_spf, facts.aligned_dkim) == (True, False)
    assert cause_of(facts) == "ok"


async def test_a_strict_record_aligns_no_subdomain(shelf: Shelf) -> None:
    record = "v=DMARC1; p=reject; aspf=s"
    policy = f"  - {{name: _dmarc.school.example, type: TXT, value: '{record}'}}"

    facts = await measured(ASKED, f"records:\n{SPF}\n{policy}\n", shelf)

    assert facts.aligned_spf is False
    assert facts.verified.dmarc is not None
    assert facts.verified.dmarc.policy == "reject"


async def test_a_record_of_the_organization_aligns_its_subdomains(
    shelf: Shelf,
) -> None:
    record = "v=DMARC1; p=none"
    policy = f"  - {{name: _dmarc.school.example, type: TXT, value: '{record}'}}"

    facts = await measured(ASKED, f"records:\n{SPF}\n{policy}\n", shelf)

    assert facts.aligned_spf is True


async def test_what_could_not_be_asked_is_not_told(shelf: Shelf) -> None:
    broken = "{name: '*.example', rcode: SERVFAIL}"

    facts = await measured(ASKED, f"records: []\nrcodes:\n  - {broken}\n", shelf)

    assert facts.verified == Results()
    assert cause_of(facts) == "insufficient_data"


async def test_what_is_examined_carries_no_body(shelf: Shelf) -> None:
    facts = await examine_message(read(ASKED + "\nHallo\n"), None, shelf)

    assert facts.message.raw is None


async def test_from_is_taken_from_the_stamp_where_it_was_not_copied(
    shelf: Shelf,
) -> None:
    text = (
        "Authentication-Results: mx.google.com; spf=pass smtp.mailfrom=a.example;"
        " dmarc=fail (p=NONE dis=NONE) header.from=school.example\n"
    )

    facts = await examine_message(read(text), None, shelf)

    assert facts.shown == "school.example"
    assert facts.message.from_domain is None


LISTED = "554 5.7.1 Client host [{0}] blocked using bl.spamcop.net"
SERVER = "  - {name: smtp.helpdesk.example, type: A, value: 192.0.2.26}"


@pytest.mark.parametrize(
    ("ip", "ours"), [("192.0.2.26", True), ("198.51.100.7", False)]
)
async def test_a_refused_server_is_known_as_ours_by_its_address(
    ip: str, ours: bool, shelf: Shelf
) -> None:
    facts = await measured(LISTED.format(ip), f"records:\n{SERVER}\n", shelf)

    assert facts.helpdesks is ours


async def test_whose_a_refused_server_is_stays_open_where_nobody_could_be_asked(
    shelf: Shelf,
) -> None:
    broken = "{name: '*.example', rcode: SERVFAIL}"
    zone = f"records: []\nrcodes:\n  - {broken}\n"

    assert (await measured(LISTED.format("192.0.2.26"), zone, shelf)).helpdesks is None
