"""What is worth a word about a message, beside its cause."""

from __future__ import annotations

import pytest

from assistant.checks.message import examine_message, with_service
from assistant.checks.message_notes import is_bulk, receiver_of_bulk
from assistant.knowledge.shelf import Shelf
from assistant.lookup.recorded import Recorded
from assistant.mail.headers.message import read
from assistant.understanding.question import Subject

TOP = (
    "Received: from mail.school.example (mail.school.example. [192.0.2.25]) by {by}"
    " with ESMTPS; Mon, 2 Mar 2026 11:12:08 +0100\n"
    "Authentication-Results: {by}; spf=pass smtp.mailfrom=b.school.example;"
    " dkim=pass header.d=school.example; dmarc={dmarc} header.from=school.example\n"
)
REST = "From: {name} <info@school.example>\nTo: a@b.example\nSubject: x\n"
BULK = (
    "List-Unsubscribe: <https://school.example/weg>\n"
    "List-Unsubscribe-Post: List-Unsubscribe=One-Click\n"
)


async def notes(text: str, shelf: Shelf, zone: str | None = None) -> tuple[str, ...]:
    dns = Recorded.from_zone(zone) if zone else None
    return (await examine_message(read(text), dns, shelf)).notes


def header(
    by: str = "mx.google.com", dmarc: str = "pass", name: str = "School", more: str = ""
) -> str:
    return TOP.format(by=by, dmarc=dmarc) + more + REST.format(name=name)


@pytest.mark.parametrize(
    ("by", "receiver"),
    [
        ("mx.google.com", "gmail"),
        ("atlas.mail.yahoo.com", "yahoo"),
        ("am1.eurprd04.prod.outlook.com", "outlook"),
        ("mx.hoster.example", None),
    ],
)
def test_only_those_who_have_rules_are_named(by: str, receiver: str | None) -> None:
    assert receiver_of_bulk(read(header(by))) == receiver


def test_what_is_written_on_a_list_is_no_bulk() -> None:
    more = "List-Id: x <l.ouders.example>\nList-Post: <mailto:l@ouders.example>\n"

    assert not is_bulk(read(header(more=more)))
    assert is_bulk(read(header(more="Precedence: bulk\n")))


async def test_bulk_mail_that_keeps_every_rule_gets_no_note(shelf: Shelf) -> None:
    assert await notes(header(more=BULK), shelf) == ()


async def test_ordinary_mail_is_not_held_to_them(shelf: Shelf) -> None:
    assert await notes(header(), shelf) == ()


async def test_outlook_asks_no_single_click(shelf: Shelf) -> None:
    more = "List-Id: <l.school.example>\n"

    found = await notes(header("am1.prod.outlook.com", more=more), shelf)

    assert found == ()


async def test_bulk_mail_that_nothing_vouches_for_is_told(shelf: Shelf) -> None:
    text = header(dmarc="fail", more=BULK).replace(
        "header.d=school.example", "header.d=dienst.example"
    )

    found = await notes(text.replace("b.school.example", "dienst.example"), shelf)

    assert "bulk-not-aligned" in found


async def test_a_policy_that_changed_since_is_told(shelf: Shelf) -> None:
    text = header().replace("dmarc=pass", "dmarc=pass (p=REJECT)")
    record = "{name: _dmarc.school.example, type: TXT, value: 'v=DMARC1; p=none'}"

    assert await notes(text, shelf, f"records:\n  - {record}\n") == ("policy-changed",)


async def test_two_ways_that_find_two_policies_are_told(shelf: Shelf) -> None:
    record = "{{name: {}, type: TXT, value: 'v=DMARC1; p={}'}}"
    records = [
        record.format("_dmarc.les.school.example", "reject; psd=n"),
        record.format("_dmarc.school.example", "none"),
    ]
    text = header().replace("@school.example", "@a.les.school.example")
    zone = "".join(f"  - {one}\n" for one in records)

    assert "dmarc-answers-differ" in await notes(text, shelf, f"records:\n{zone}")


async def test_a_name_that_plays_another_address_is_told(shelf: Shelf) -> None:
    text = header(name='"baas@bedrijf.example"', more="Reply-To: x@elders.example\n")

    found = await notes(text, shelf)

    assert found == ("name-plays-an-address", "replies-go-elsewhere")


async def test_where_the_dns_fails_no_policy_is_made_up(shelf: Shelf) -> None:
    broken = "records: []\nrcodes:\n  - {name: '*.example', rcode: SERVFAIL}\n"

    facts = await examine_message(read(header()), Recorded.from_zone(broken), shelf)

    assert facts.verified.dmarc is None


async def test_a_pass_without_spf_was_a_signature(shelf: Shelf) -> None:
    text = (
        "Authentication-Results: mx.google.com; dmarc=pass header.from=school.example\n"
    )

    facts = await examine_message(read(text), None, shelf)

    assert facts.aligned_dkim is True


async def test_a_failure_that_is_half_known_stays_open(shelf: Shelf) -> None:
    zone = (
        "records:\n  - {name: _dmarc.school.example, type: TXT,"
        " value: 'v=DMARC1; p=reject'}\n"
    )

    facts = await examine_message(
        read("From: info@school.example\nTo: a@b.example\nDate: x\n"),
        Recorded.from_zone(zone),
        shelf,
    )

    assert facts.verified.dmarc is not None
    assert (facts.verified.dmarc.result, facts.verified.dmarc.policy) == (
        None,
        "reject",
    )


def test_a_message_gives_its_service_to_a_subject_without_one(shelf: Shelf) -> None:
    text = header().replace("mail.school.example", "mail9.atl1.rsgsv.net")
    bare = Subject(domain="school.example", message=read(text))
    named = Subject(domain="school.example", services=("wefact",), message=read(text))
    plain = Subject(domain="school.example", message=read(header()))

    assert with_service(bare, shelf).services == ("mailchimp",)
    assert with_service(named, shelf) is named
    assert with_service(plain, shelf) is plain


@pytest.mark.parametrize(
    ("reason", "note"),
    [
        ("001", "compauth-failed"),
        ("002", "compauth-rule"),
        ("010", "compauth-posing"),
        ("201", "compauth-barely"),
        ("310", "compauth-unchecked"),
        ("451", "compauth-let-by"),
        ("601", "compauth-posing"),
    ],
)
async def test_microsofts_reason_for_the_whole_is_told_in_a_word(
    reason: str, note: str, shelf: Shelf
) -> None:
    text = (
        "Received: from h.a.example (192.0.2.1) by am1.mail.protection.outlook.com"
        " (10.0.0.1) with Microsoft SMTP Server; Mon, 2 Mar 2026 10:00:00 +0000\n"
        "Authentication-Results: spf=fail smtp.mailfrom=a.example; dkim=none;"
        f"dmarc=fail action=none header.from=a.example;compauth=fail reason={reason}\n"
        "From: info@a.example\nTo: b@c.example\nSubject: x\n"
    )

    assert note in await notes(text, shelf)


@pytest.mark.parametrize("reason", ["100", "703", "999x", "12", "eee"])
async def test_a_reason_of_microsofts_that_says_nothing_is_left(
    reason: str, shelf: Shelf
) -> None:
    text = (
        "Received: from h.a.example (192.0.2.1) by am1.mail.protection.outlook.com"
        " (10.0.0.1) with Microsoft SMTP Server; Mon, 2 Mar 2026 10:00:00 +0000\n"
        f"Authentication-Results: spf=pass smtp.mailfrom=a.example;compauth=pass"
        f" reason={reason}\nFrom: info@a.example\nTo: b@c.example\nSubject: x\n"
    )

    assert not [one for one in await notes(text, shelf) if one.startswith("compauth")]
