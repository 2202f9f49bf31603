"""Whoever was answered in the chat finds the page that tells it at length."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient

from assistant.settings import Settings
from assistant.web.app import create_app
from tests.blank import lay_down

OURS: dict[str, Any] = {"headers": {"Origin": "http://localhost"}}


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """The chat over the desk that really answers, in the demo world."""
    data = tmp_path_factory.mktemp("chat")
    file = lay_down(data / "chat.sqlite3")
    settings = Settings(data=data, database=f"sqlite:///{file}", given_secret="x" * 40)
    return create_app(settings).test_client()


def asked(client: FlaskClient, text: str) -> str:
    client.post("/", data={"text": text}, **OURS)
    return client.get("/").text


def test_an_answer_leads_to_the_guide_of_its_service(whole: FlaskClient) -> None:
    page = asked(whole, "mijn mailchimp komt in de spam, bakkerij.example")

    assert 'href="/guides/services/mailchimp?lang=nl"' in page


def test_an_explanation_leads_to_the_guide_of_its_topic(whole: FlaskClient) -> None:
    page = asked(whole, "wat is spf?")
    topic = page.partition('href="/guides/topics/')[2].partition('"')[0]

    assert topic.endswith("?lang=nl")
    assert whole.get(f"/guides/topics/{topic}").status_code == 200


def test_every_page_of_the_chat_leads_to_all_guides(whole: FlaskClient) -> None:
    page = whole.get("/?lang=en").text

    assert 'href="/guides/?lang=en"' in page or 'href="/guides?lang=en"' in page
