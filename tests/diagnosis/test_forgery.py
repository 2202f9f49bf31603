"""A stranger under the customer's name is told apart from his own web form."""

from __future__ import annotations

import asyncio

import pytest

from assistant.checks.message import examine_message
from assistant.diagnosis.message_cause import cause_of
from assistant.knowledge.shelf import Shelf
from assistant.mail.headers.message import read

HEADER = (
    "Return-Path: <info@school.example>\n"
    "Received: from {helo} ({host} [203.0.113.99]) by mx1.ontvanger.example (Postfix)"
    " with {how} id 4; Mon, 2 Mar 2026 11:13:00 +0100\n"
    "Authentication-Results: mx1.ontvanger.example; spf={spf}"
    " smtp.mailfrom=school.example; dkim=none; dmarc=fail (p={p} dis=none)"
    " header.from=school.example\n"
    "From: De School <info@school.example>\n{more}"
    "To: piet@ontvanger.example\nSubject: Nota\nMessage-ID: <1@{number}>\n"
)
STRANGER = {
    "helo": "pc",
    "host": "unknown",
    "how": "SMTP",
    "spf": "fail",
    "p": "reject",
    "more": "Reply-To: x@elders.example\n",
    "number": "elders.example",
}


def cause(shelf: Shelf, **changed: str) -> str:
    text = HEADER.format(**{**STRANGER, **changed})
    return cause_of(asyncio.run(examine_message(read(text), None, shelf)))


def test_many_signs_together_are_a_forgery(shelf: Shelf) -> None:
    assert cause(shelf) == "forged"


@pytest.mark.parametrize(
    "changed",
    [
        {"more": "X-PHP-Originating-Script: 33:mail.php\n"},
        {"how": "ESMTPSA"},
        {
            "helo": "web.hoster.example",
            "host": "web.hoster.example",
            "how": "ESMTPS",
            "more": "",
            "number": "school.example",
        },
    ],
    ids=["a script of a website", "somebody who logged in", "one sign only"],
)
def test_what_may_be_the_customers_own_is_not(
    changed: dict[str, str], shelf: Shelf
) -> None:
    assert cause(shelf, **changed) == "spf_fail"
