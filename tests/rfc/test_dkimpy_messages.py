"""The messages with which dkimpy is tested, through our own verify.

tests/rfc/fetch.py brings them. Those that are signed are checked as they stand;
the others are signed here with the keys that lie beside them. ARC's two cases
stand as lists of fields in dkimpy's own test, and are read out of it.
"""

from __future__ import annotations

import ast
from pathlib import Path

import dkim
import pytest

from assistant.lookup.answer import Answer, Query, Status
from assistant.mail.dkim.chain import verify_chain
from assistant.mail.dkim.verify import Verified, verify
from assistant.mail.headers.message import read

FOLDER = Path(__file__).resolve().parents[2] / "var" / "rfc" / "dkimpy"
BRISBANE = "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="
TEST = "test._domainkey.example.com"
FOOTBALL = "test._domainkey.football.example.com"
ALL_WAYS = [(a, b) for a in (b"simple", b"relaxed") for b in (b"simple", b"relaxed")]


class Published:
    """A DNS that holds a few keys; the names of the messages are no demo names."""

    def __init__(self, **keys: str) -> None:
        self.keys = keys

    async def lookup(self, query: Query) -> Answer:
        """Answer with the key, if it is one of these."""
        text = self.keys.get(query.name)
        if text is None:
            return Answer(query=query, status=Status.ABSENT)
        records = ((text.encode(),),)
        return Answer(query=query, status=Status.FOUND, records=records, ttl_s=60)


def data(name: str) -> bytes:
    return (FOLDER / name).read_bytes()


def text(name: str) -> str:
    return data(name).decode("ascii").strip()


def signed(
    name: str, key: str, domain: bytes, way: tuple[bytes, bytes], **extra: object
) -> bytes:
    raw = data(name)
    selector = extra.pop("selector", b"test")
    made: bytes = dkim.sign(raw, selector, domain, data(key), canonicalize=way, **extra)
    return made + raw


async def checked(raw: bytes, **keys: str) -> list[tuple[str, str | None]]:
    found: tuple[Verified, ...] = await verify(raw, Published(**keys))
    return [(str(one.result), one.reason) for one in found]


async def test_each_signature_of_the_standards_message_holds() -> None:
    keys = {
        "brisbane._domainkey.football.example.com": BRISBANE,
        FOOTBALL: text("test.txt"),
    }

    found = await checked(data("rfc6376.signed.msg"), **keys)

    assert found == [("pass", None), ("pass", None)]


async def test_a_signature_from_which_the_day_was_cut_does_not_hold() -> None:
    keys = {FOOTBALL: text("test.txt")}

    found = await checked(data("rfc6376.signed.no_t.msg"), **keys)

    assert found == [("fail", "header_changed")]


async def test_the_rsa_signature_alone_holds() -> None:
    found = await checked(
        data("rfc6376.signed.rsa.msg"), **{FOOTBALL: text("test.txt")}
    )

    assert found == [("pass", None)]


async def test_the_message_of_another_maker_holds() -> None:
    keys = {"sed._domainkey.test.ex": text("eximtest.dns")}

    assert await checked(data("ed25519test2.msg"), **keys) == [("pass", None)]


async def test_a_domain_that_is_none_is_malformed() -> None:
    found = await checked(data("test.message.baddomain"))

    assert found == [("permerror", "malformed")]


@pytest.mark.parametrize("way", ALL_WAYS)
async def test_what_is_signed_holds_in_every_canonical_form(
    way: tuple[bytes, bytes],
) -> None:
    raw = signed("test.message", "test.private", b"example.com", way)

    assert await checked(raw, **{TEST: text("test.txt")}) == [("pass", None)]


@pytest.mark.parametrize("way", ALL_WAYS)
async def test_what_is_signed_with_ed25519_holds_too(way: tuple[bytes, bytes]) -> None:
    raw = signed(
        "ed25519test.msg",
        "ed25519test.key",
        b"example.net",
        way,
        signature_algorithm=b"ed25519-sha256",
    )
    keys = {"test._domainkey.example.net": text("ed25519test.dns")}

    assert await checked(raw, **keys) == [("pass", None)]


@pytest.mark.parametrize("way", ALL_WAYS)
async def test_letters_outside_utf_8_do_no_harm(way: tuple[bytes, bytes]) -> None:
    raw = signed("rfc6376.w1258.msg", "test.private", b"football.example.com", way)

    assert await checked(raw, **{FOOTBALL: text("test.txt")}) == [("pass", None)]


async def test_odd_folding_does_no_harm() -> None:
    keys = {"20120113._domainkey.gmail.com": key_in_the_test()}

    assert await checked(data("test2.message"), **keys) == [("pass", None)]


@pytest.mark.parametrize("way", ALL_WAYS)
async def test_a_body_that_grew_is_a_changed_body(way: tuple[bytes, bytes]) -> None:
    raw = signed("test.message", "test.private", b"example.com", way) + b"foo"

    found = await checked(raw, **{TEST: text("test.txt")})

    assert found == [("fail", "body_changed")]


async def test_a_body_that_grew_past_its_signed_length_still_holds() -> None:
    way = (b"relaxed", b"simple")
    raw = signed("test.message", "test.private", b"example.com", way, length=True)

    found = await verify(raw + b"foo", Published(**{TEST: text("test.txt")}))

    assert [(str(one.result), one.unsigned_tail) for one in found] == [("pass", True)]


@pytest.mark.parametrize("key", ["badversion.txt", "badk.txt", "test_bad.txt"])
async def test_a_key_that_is_none_is_broken(key: str) -> None:
    way = (b"relaxed", b"simple")
    raw = signed("test.message", "test.private", b"example.com", way)

    found = await checked(raw, **{TEST: text(key)})

    assert found == [("permerror", "key_broken")]


async def test_a_second_from_breaks_the_signature() -> None:
    way = (b"relaxed", b"simple")
    raw = signed("rfc6376.msg", "test.private", b"football.example.com", way)

    found = await checked(
        b"From: Resident Evil <mallory@evil.example>\r\n" + raw,
        **{FOOTBALL: text("test.txt")},
    )

    assert found[0][0] != "pass"


async def test_a_signed_message_without_sender_proves_nothing() -> None:
    field = (
        b"DKIM-Signature: v=1; a=rsa-sha256; d=example.com; s=test; h=to; bh=; b=\r\n"
    )
    raw = field + data("test_nofrom.message")

    found = await checked(raw, **{TEST: text("test.txt")})

    assert found == [("fail", "from_not_signed")]


def key_in_the_test() -> str:
    texts = (
        one.value
        for one in ast.walk(ast.parse(data("test_arc.py")))
        if isinstance(one, ast.Constant) and isinstance(one.value, str)
    )
    return next(one for one in texts if "p=MIIBIjAN" in one)


def arc_cases() -> tuple[bytes, bytes]:
    """Read the two sets of fields: one that holds, one with a forbidden tag."""
    tree = ast.parse(data("test_arc.py"))
    sets = [
        b"".join(ast.literal_eval(node))
        for node in ast.walk(tree)
        if isinstance(node, ast.List) and len(node.elts) == 3
    ]
    holds, forbidden = sets
    return holds, forbidden


async def test_an_arc_chain_that_holds_passes() -> None:
    holds, _ = arc_cases()
    raw = holds + data("test.message")

    chain = await verify_chain(raw, Published(**{TEST: text("test.txt")}))

    assert chain is not None
    assert (str(chain.result), chain.reason) == ("pass", None)
    assert chain.sealed_by == ("example.com",)
    assert [(one.stated_by, one.whole) for one in read(raw).arc] == [
        ("lists.example.org", True)
    ]


async def test_a_seal_may_not_name_fields() -> None:
    _, forbidden = arc_cases()

    raw = forbidden + data("test.message")
    chain = await verify_chain(raw, Published(**{TEST: text("test.txt")}))

    assert chain is not None
    assert (str(chain.result), chain.reason) == ("fail", "broken")


async def test_an_arc_chain_over_a_changed_body_is_broken() -> None:
    holds, _ = arc_cases()
    raw = holds + data("test.message") + b"foo"

    chain = await verify_chain(raw, Published(**{TEST: text("test.txt")}))

    assert chain is not None
    assert chain.reason == "broken"
