from __future__ import annotations

import pytest

from assistant.knowledge.match import Matcher
from assistant.understanding.mentions import Mentions, find_mentions


def find(text: str, matcher: Matcher, *, asked: bool = False) -> Mentions:
    return find_mentions(
        text, is_services_own=matcher.is_a_services_own, asked_for_domain=asked
    )


@pytest.mark.parametrize(
    ("text", "domain"),
    [
        ("ons domein is bakkerij.nl.", "bakkerij.nl"),
        ("zie https://www.bakkerij.nl/contact?x=1", "bakkerij.nl"),
        ("WWW.BAKKERIJ.NL", "bakkerij.nl"),
        ("(bakkerij.nl)", "bakkerij.nl"),
        ("mail vanaf info@nieuws.bakkerij.nl", "nieuws.bakkerij.nl"),
        ("café-zuid.nl", "xn--caf-zuid-d1a.nl"),
        ("bakkerij.co.uk!", "bakkerij.co.uk"),
        ("http://bakkerij.nl:8080/", "bakkerij.nl"),
    ],
)
def test_a_domain_is_found_however_it_is_written(
    text: str, domain: str, matcher: Matcher
) -> None:
    assert find(text, matcher).domains == (domain,)


@pytest.mark.parametrize(
    "text",
    [
        "mijn mail naar info@klant.nl komt niet aan",
        "geweigerd door klant.nl",
        "komt o.a. in de spam",
        "d.w.z. nooit",
        "foutmelding 5.7.26",
        "ik doe het goed.Kunt u kijken",
        "via mailchimp.com verstuurd",
        "include:spf.protection.outlook.com staat erin",
        "het is klaar.Is dat zo",
    ],
)
def test_what_is_not_the_senders_domain_is_left(text: str, matcher: Matcher) -> None:
    assert find(text, matcher).domains == ()
    assert find(text, matcher).bad_name is None


@pytest.mark.parametrize(
    "text",
    ["localhost", "192.168.1.1", "mijnbedrijf.n", "xn--a.nl", "a" * 300 + ".nl"],
)
def test_a_name_that_is_no_domain_is_told_apart(text: str, matcher: Matcher) -> None:
    found = find(text, matcher, asked=True)

    assert found.domains == ()
    assert found.bad_name is not None
    assert len(found.bad_name) <= 80


def test_a_good_domain_beside_a_bad_name_is_enough(matcher: Matcher) -> None:
    found = find("mijnbedrijf.n, ik bedoel mijnbedrijf.nl", matcher, asked=True)

    assert found.domains == ("mijnbedrijf.nl",)
    assert found.bad_name is None


def test_a_recipients_free_address_is_not_the_customers(matcher: Matcher) -> None:
    found = find("mijn mail naar jan@gmail.com komt in de spam", matcher)

    assert found.address is None
    assert not found.free_address
