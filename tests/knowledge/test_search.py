"""A search box, asked as people ask one."""

from __future__ import annotations

import pytest

from assistant.knowledge.match import Matcher
from assistant.knowledge.search import Search
from assistant.knowledge.shelf import Shelf


@pytest.fixture(scope="module")
def search(shelf: Shelf, matcher: Matcher) -> Search:
    return Search(shelf, matcher)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("mailchimp", "services/mailchimp"),
        ("mailchip", "services/mailchimp"),
        ("mailch", "services/mailchimp"),
        ("Mail chimp", "services/mailchimp"),
        ("hostn", "hosts/hostnet"),
        ("cloudflare", "hosts/cloudflare"),
        ("directadmin", "hosts/directadmin"),
        ("wat is dkim", "topics/what-is-dkim"),
        ("dkim", "topics/what-is-dkim"),
        ("blacklist", "topics/block-lists"),
        ("bounce", "topics/read-a-bounce"),
        ("contactformulier", "topics/contact-forms"),
        ("verhuizen", "topics/moving-hosts"),
        ("wachtwoord", "topics/stay-safe"),
        ("doorsturen", "topics/forwarding"),
    ],
)
def test_the_guide_that_is_meant_comes_first(
    search: Search, text: str, first: str
) -> None:
    best = search.find(text, "nl")[0]

    assert f"{best.kind}/{best.id}" == first


def test_a_name_that_is_two_things_gives_both(search: Search) -> None:
    found = {f"{one.kind}/{one.id}" for one in search.find("transip", "nl")}

    assert {"services/transip-mail", "hosts/transip"} <= found


@pytest.mark.parametrize("text", ["", "   ", "qzxv wvut", "\x00\x01", "a" * 100_000])
def test_nothing_is_found_where_there_is_nothing(search: Search, text: str) -> None:
    assert search.find(text, "nl") == ()


def test_most_ways_to_ask_for_a_topic_lead_to_it_first(
    search: Search, shelf: Shelf
) -> None:
    asked = [
        (topic.id, language, example)
        for topic in shelf.topics.values()
        for language, examples in topic.examples.items()
        for example in examples
    ]

    led = [
        topic
        for topic, language, example in asked
        if topic
        in [one.id for one in search.find(example, language) if one.kind == "topics"][
            :1
        ]
    ]

    assert len(led) / len(asked) >= 0.97
