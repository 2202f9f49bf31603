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
from assistant.diagnosis.message import cause_of
from assistant.knowledge.shelf import Shelf
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
