from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from flask import Flask
from flask.testing import FlaskClient

from assistant.knowledge.guide import Helpdesk
from assistant.settings import Settings
from assistant.store.turns import Store
from assistant.web.console.administration import SHOWN, shown
from tests.entering import send


def test_settings_are_shown_and_secrets_are_not(staff: FlaskClient) -> None:
    page = staff.get("/console/administration").text

    assert "keep_conversations_days" in page
    assert "xxxxxxxx" not in page
    assert "sqlite" not in page


def test_no_colleague_ever_sees_a_password(app: Flask) -> None:
    settings = Settings(
        database="postgresql://desk:hunter2@10.0.0.1/desk",
        mail_server="mail.example:587",
        mail_user="desk",
        mail_password="hunter2",  # noqa: S106 - a test's own
        queue="redis://desk:hunter2@10.0.0.1:6379/0?password=hunter2",
        given_secret="hunter2",  # noqa: S106 - a test's own
    )

    with app.test_request_context("/console/administration"):
        told = {name: content for name, _, content in shown(settings, SHOWN)}

    assert told["queue"] == "redis://10.0.0.1:6379/0"
    assert told["mail_server"] == "mail.example:587"
    assert "hunter2" not in str(told)


def test_of_the_webhook_its_host_alone_is_shown(app: Flask) -> None:
    helpdesk = Helpdesk(
        id="ons",
        name="Ons",
        alert_webhook="https://me:hunter2@tickets.example/in?key=1",
    )

    with app.test_request_context("/console/administration"):
        ((_, _, content),) = shown(helpdesk, ("alert_webhook",))

    assert content == "tickets.example"


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
