from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from flask.testing import FlaskClient

from assistant.store.turns import Store
from tests.entering import send


def test_settings_are_shown_and_secrets_are_not(staff: FlaskClient) -> None:
    page = staff.get("/console/administration").text

    assert "keep_conversations_days" in page
    assert "xxxxxxxx" not in page
    assert "sqlite" not in page


def test_a_chore_that_is_late_is_told(staff: FlaskClient, store: Store) -> None:
    long_ago = datetime.now(UTC) - timedelta(hours=1)
    store.signs.ended("send-mails", long_ago, 0)
    store.signs.ended("sweep", datetime.now(UTC), 0)

    page = staff.get("/console/administration").text

    assert "1 te laat of mislukt" in page
    assert re.search(r'Mail versturen</th>.*?<span class="tag bad">te laat<', page)
    assert re.search(r'bleven liggen</th>.*?<span class="tag good">op tijd<', page)


def test_the_last_answer_of_the_dns_is_told(staff: FlaskClient) -> None:
    before = staff.get("/console/administration").text
    send(staff, "/console/administration/dns", see="/console/administration")

    after = staff.get("/console/administration").text

    assert "nog niet gevraagd" in before
    assert re.search(r"antwoordde (niet|in \d+ ms)", after)
