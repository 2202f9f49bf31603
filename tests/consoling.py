"""Conversations for tests of the console, asked and answered by the real desk."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from secrets import token_urlsafe

from flask.testing import FlaskClient

from assistant import answering
from assistant.desk import Desk
from assistant.knowledge.hours import Promised
from assistant.remedies.change import Action, RecordChange
from assistant.store.request import ChangeRequest, NewRequest
from assistant.store.turns import Store
from assistant.understanding.question import Question
from tests.entering import Colleague, send

HEADER = """\
Received: from out.bulk.example ([203.0.113.77]) by mx.gmail.example with ESMTPS;
 Mon, 2 Mar 2026 10:00:09 +0000
Received: from app.bulk.example ([10.0.0.3]) by out.bulk.example with ESMTP;
 Mon, 2 Mar 2026 09:00:00 +0000
Authentication-Results: mx.gmail.example; spf=pass smtp.mailfrom=b.bulk.example;
 dkim=pass header.d=bulk.example; dmarc=fail (p=none) header.from=bakkerij.example
From: Bakkerij <info@bakkerij.example>
Subject: <script>alert(1)</script>

"""

BAKER = "Mijn nieuwsbrieven van Mailchimp komen in de spam, bakkerij.example"

RECORDS = (
    RecordChange(
        action=Action.ADD,
        name="_dmarc.bakkerij.example",
        type="TXT",
        after="v=DMARC1; p=none",
    ),
)


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A database with two colleagues, and the cookies of their browsers."""

    file: Path
    anna: Colleague
    bob: Colleague
    cookies: tuple[str, str]


def kept(staff: FlaskClient, text: str, wished: str = "") -> str:
    """What the bench's page carries of its answer."""
    page = send(staff, "/console/bench", text=text, wished=wished).text
    found = re.search(r'name="kept" value="([^"]+)"', page)
    assert found is not None
    return found[1]


def asked(store: Store, desk: Desk, *texts: str, ago: timedelta = timedelta()) -> str:
    """A customer asks, the assistant answers; gives the conversation."""
    conversation: str | None = None
    for text in texts:
        turn, at = token_urlsafe(9), datetime.now(UTC) - ago
        question = Question(text=text, asked_at=at, language="nl")
        stored = store.ask(
            conversation=conversation, turn=turn, question=question, now=at
        )
        conversation = stored.conversation
        if not stored.to_person:
            answering.answer(turn, desk, store, "test")
    assert conversation is not None
    return conversation


def waiting(
    store: Store,
    desk: Desk,
    *texts: str,
    minutes: int = 5,
    due: datetime | None = None,
) -> str:
    """The same, and then a person is waited for, who was promised by *due*."""
    conversation = asked(store, desk, *texts, ago=timedelta(minutes=minutes))
    since = datetime.now(UTC) - timedelta(minutes=minutes)
    promise = Promised(counts_from=since, due_at=due)
    store.cases.hand_over(conversation, "asked-for", since, promise)
    return conversation


def requested(store: Store, conversation: str, language: str = "nl") -> ChangeRequest:
    """The customer asks to have a record changed."""
    return store.requests.ask(
        NewRequest(
            conversation=conversation,
            domain="bakkerij.example",
            name="Anna Bakker",
            address="info@bakkerij.example",
            consent="Ja, pas het aan",
            records=RECORDS,
            language=language,
        ),
        datetime.now(UTC),
    )
