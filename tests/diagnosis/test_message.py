"""The codes of a message, found in the samples of tests/scenes/messages."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant.checks.evidence import ServerFacts
from assistant.checks.message import MessageFacts, examine_message
from assistant.diagnosis.catalogue import CATALOGUE
from assistant.diagnosis.codes import Code
from assistant.diagnosis.diagnose import OF_THE_MESSAGE, rule
from assistant.diagnosis.finding import Finding
from assistant.knowledge.shelf import Shelf
from assistant.mail.headers.message import read
from assistant.understanding.question import Subject

FOLDER = Path(__file__).parent.parent / "scenes" / "messages"
SAMPLES = sorted(path for path in FOLDER.iterdir() if path.suffix in {".eml", ".txt"})
CODES = tuple(code for code in Code if CATALOGUE[code].topic in OF_THE_MESSAGE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What the rules look at of an examination."""

    subject: Subject
    message: MessageFacts | None
    servers: tuple[ServerFacts, ...] = ()


def findings(sample: str, shelf: Shelf, domain: str | None = None) -> list[Finding]:
    path = next(one for one in SAMPLES if one.stem == sample)
    facts = asyncio.run(examine_message(read(path.read_bytes()), None, shelf))
    heard = Heard(subject=Subject(domain=domain or facts.shown or ""), message=facts)
    return [
        found
        for code in CODES
        for found in rule(code)(heard, shelf)  # type: ignore[arg-type] # enough of it
    ]


def details_of(found: list[Finding], code: Code) -> Mapping[str, Any]:
    return next(one.details for one in found if one.code is code)


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_each_sample_yields_the_codes_of_its_story(sample: Path, shelf: Shelf) -> None:
    expected = yaml.safe_load(sample.with_suffix(".yaml").read_text(encoding="utf-8"))

    found = findings(sample.stem, shelf)

    assert set(expected.get("codes", [])) <= {str(one.code) for one in found}


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_a_finding_has_exactly_the_details_that_are_declared(
    sample: Path, shelf: Shelf
) -> None:
    for one in findings(sample.stem, shelf):
        assert set(one.details) == CATALOGUE[one.code].details


def test_a_pass_for_another_domain_is_told_beside_the_domain_shown(
    shelf: Shelf,
) -> None:
    found = findings("mailchimp-not-aligned", shelf)

    assert details_of(found, Code.MESSAGE_NOT_ALIGNED) == {
        "shown": "bakkerij.example",
        "checked_spf": "mail9.atl1.rsgsv.net",
        "checked_dkim": "mailchimpapp.net",
        "service": "Mailchimp",
    }


def test_a_changed_text_is_named_as_the_reason(shelf: Shelf) -> None:
    found = findings("body-changed", shelf)

    assert details_of(found, Code.MESSAGE_DKIM_FAILED) == {
        "shown": "school.example",
        "checked_dkim": "school.example",
        "selector": "mail",
        "reason": "body_changed",
    }


def test_mail_under_the_services_own_address_asks_for_no_dns(shelf: Shelf) -> None:
    found = findings("invoice-from-the-service", shelf, domain="garage.example")

    assert [one.code for one in found] == [Code.MESSAGE_SENDER_OF_SERVICE]
    assert found[0].details == {"shown": "boekhouden.nl", "service": "Boekhouden.nl"}


def test_mail_of_another_domain_is_never_taken_for_the_customers(
    shelf: Shelf,
) -> None:
    found = findings("microsoft-aligned", shelf, domain="bakkerij.example")

    assert [one.code for one in found] == [Code.MESSAGE_SENDER_OF_SERVICE]


def test_what_is_missing_is_named(shelf: Shelf) -> None:
    found = findings("copied-by-hand", shelf)

    assert found[0].details == {
        "missing": ("Received", "Return-Path", "Authentication-Results")
    }


def test_without_a_message_nothing_is_found(shelf: Shelf) -> None:
    nothing = Heard(subject=Subject(domain="bakkerij.example"), message=None)

    found = [
        one
        for code in CODES
        for one in rule(code)(nothing, shelf)  # type: ignore[arg-type] # enough of it
    ]

    assert found == []
