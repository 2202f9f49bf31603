"""From an answer of the chat to the page of its guide."""

from __future__ import annotations

import pytest
from flask import Flask

from assistant.dialogue.moves import Close, Examine, Explain, Move
from assistant.understanding.question import Subject
from assistant.web.guides import links


@pytest.mark.parametrize(
    ("move", "address"),
    [
        (Explain(topic="what-is-spf"), "/guides/topics/what-is-spf?lang=nl"),
        (
            Explain(topic="what-is-spf", service="wefact"),
            "/guides/topics/what-is-spf?lang=nl",
        ),
        (Explain(service="wefact"), "/guides/services/wefact?lang=nl"),
        (Explain(topic="niets"), None),
        (
            Examine(subject=Subject(domain="bakkerij.example", services=("brevo",))),
            "/guides/services/brevo?lang=nl",
        ),
        (Examine(subject=Subject(domain="bakkerij.example")), None),
        (Close(), None),
    ],
)
def test_an_answer_leads_to_its_guide(
    library: Flask, move: Move, address: str | None
) -> None:
    with library.test_request_context("/"):
        assert links.of_move(move, "nl") == address


def test_a_panel_leads_to_its_page(library: Flask) -> None:
    with library.test_request_context("/"):
        assert links.of_host("transip", "en") == "/guides/hosts/transip?lang=en"
        assert links.of_host("nergens", "en") is None


def test_a_service_leads_to_its_page(library: Flask) -> None:
    with library.test_request_context("/"):
        assert links.of_service("wefact", "nl") == "/guides/services/wefact?lang=nl"
        assert links.of_service("niets", "nl") is None
