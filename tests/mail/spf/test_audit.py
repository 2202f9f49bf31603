import pytest

from assistant.lookup.answer import Status
from assistant.lookup.recorded import Recorded
from assistant.lookup.recorder import Recorder
from assistant.mail.spf.audit import Audit, Branch, BranchState, audit
from assistant.mail.spf.draw import ENGLISH, draw

SHOP = "shop.example"


def zone(**extra: str) -> Recorded:
    """A shop whose record is *shop*; the others are TXT records of NAME.example."""
    records = {
        (f"{name}.example", "TXT"): (text,)
        for name, text in extra.items()
        if name != "mx"
    }
    return Recorded(
        {
            **records,
            ("host.example", "A"): ("192.0.2.1",),
            ("six.example", "AAAA"): ("2001:db8::1",),
            ("shop.example", "MX"): ("10 host.example",),
            ("late.example", "A"): ("192.0.2.9",),
        },
        rcodes={"late.example": "TIMEOUT", "stuk.example": "SERVFAIL"},
    )


def state_of(found: Audit, term: str) -> Branch:
    assert found.root is not None
    return next(branch for branch in found.root.walk() if branch.term == term)


async def test_every_term_that_asks_is_counted_and_no_other() -> None:
    dns = zone(
        shop="v=spf1 ip4:192.0.2.1 a:host.example mx include:web.example ptr -all",
        web="v=spf1 ip6:2001:db8::/32 exists:host.example ~all",
    )

    found = await audit(SHOP, dns)

    assert found.lookups == 5
    assert found.voids == 0
    assert found.status is Status.FOUND


async def test_counting_goes_on_past_ten() -> None:
    terms = " ".join(["a:host.example"] * 13)

    found = await audit(SHOP, zone(shop=f"v=spf1 {terms} -all"))

    assert found.lookups == 13


async def test_the_costliest_branch_is_named() -> None:
    dns = zone(
        shop="v=spf1 include:small.example include:big.example mx -all",
        small="v=spf1 a:host.example -all",
        big="v=spf1 a:host.example a:six.example include:small.example -all",
    )

    found = await audit(SHOP, dns)

    assert found.costliest is not None
    assert found.costliest.term == "include:big.example"
    assert found.costliest.lookups == 5
    assert found.lookups == 8


async def test_the_same_include_costs_twice_and_is_asked_once() -> None:
    dns = Recorder(
        zone(
            shop="v=spf1 include:web.example include:web.example -all",
            web="v=spf1 a:host.example -all",
        )
    )

    found = await audit(SHOP, dns)

    assert found.lookups == 4
    assert [answer.query.type for answer in dns.transcript] == [
        "TXT", "TXT", "A", "AAAA",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("term", "state"),
    [
        ("include:host.example", BranchState.MISSING),
        ("include:two.example", BranchState.MISSING),
        ("include:nowhere.example", BranchState.ABSENT),
        ("include:broken.example", BranchState.BROKEN),
        ("include:stuk.example", BranchState.UNREACHABLE),
        ("include:shop.example", BranchState.LOOP),
        ("include:%{i}.web.example", BranchState.UNKNOWN),
        ("include:%{d}", BranchState.LOOP),
        ("exists:%{l}.web.example", BranchState.UNKNOWN),
        ("a:late.example", BranchState.UNREACHABLE),
        ("a:nowhere.example", BranchState.ABSENT),
        ("a:b..c.example", BranchState.ABSENT),
        ("a:six.example", BranchState.OK),
        ("exists:six.example", BranchState.MISSING),
        ("mx:host.example", BranchState.MISSING),
        ("redirect=broken.example", BranchState.BROKEN),
    ],
)
async def test_what_became_of_a_term_is_told(term: str, state: BranchState) -> None:
    dns = zone(
        shop=f"v=spf1 {term}", broken="v=spf1 moo", two="google-site-verification=x"
    )

    found = await audit(SHOP, dns)

    assert state_of(found, term).state is state
    assert found.lookups == 1


async def test_two_records_are_both_told() -> None:
    dns = Recorded({(SHOP, "TXT"): ("v=spf1 -all", "hello", "V=spf1 ~all")})

    found = await audit(SHOP, dns)

    assert found.records == ("v=spf1 -all", "V=spf1 ~all")
    assert found.root is not None
    assert found.root.state is BranchState.TWO


async def test_names_that_answer_with_nothing_are_void() -> None:
    dns = zone(shop="v=spf1 a:gone.example mx:host.example include:away.example -all")

    found = await audit(SHOP, dns)

    assert found.void_names == ("gone.example", "host.example", "away.example")
    assert found.voids == 3


async def test_a_mail_host_known_to_have_no_address_makes_its_term_void_once() -> None:
    dns = Recorded(
        {
            (SHOP, "TXT"): ("v=spf1 mx -all",),
            (SHOP, "MX"): ("10 a.shop.example", "20 b.shop.example"),
            ("a.shop.example", "TXT"): ("x",),
            ("b.shop.example", "TXT"): ("x",),
        }
    )

    found = await audit(SHOP, dns)

    assert found.void_names == ("a.shop.example",)


async def test_a_mail_host_that_could_not_be_asked_is_no_void() -> None:
    dns = Recorded(
        {(SHOP, "TXT"): ("v=spf1 mx -all",), (SHOP, "MX"): ("10 late.example",)},
        rcodes={"late.example": "TIMEOUT"},
    )

    found = await audit(SHOP, dns)

    assert found.void_names == ()
    assert state_of(found, "mx").state is BranchState.UNREACHABLE


async def test_more_than_ten_mail_hosts_break_the_record() -> None:
    hosts = tuple(f"10 m{number}.example" for number in range(11))
    dns = Recorded({(SHOP, "TXT"): ("v=spf1 mx -all",), (SHOP, "MX"): hosts})

    found = await audit(SHOP, dns)

    assert state_of(found, "mx").state is BranchState.BROKEN


async def test_terms_after_all_are_dead_and_cost_nothing() -> None:
    dns = zone(shop="v=spf1 a:host.example ~all a:host.example redirect=web.example")

    found = await audit(SHOP, dns)

    assert found.lookups == 1
    assert found.dead == ("a:host.example", "redirect=web.example")


async def test_a_domain_without_a_record_has_no_tree() -> None:
    found = await audit("host.example", zone())

    assert (found.root, found.status) == (None, Status.EMPTY)
    assert draw(found) == "host.example: no SPF record (empty)"


async def test_a_domain_that_could_not_be_asked_is_unreachable_not_empty() -> None:
    found = await audit("stuk.example", zone())

    assert found.unreachable == ("stuk.example",)
    assert found.status is Status.BROKEN
    assert draw(found) == "stuk.example: could not ask (broken)"


async def test_includes_that_include_each_other_end() -> None:
    dns = zone(
        shop="v=spf1 include:one.example include:other.example -all",
        one="v=spf1 include:other.example include:one.example",
        other="v=spf1 include:one.example include:other.example",
    )

    found = await audit(SHOP, dns)

    assert found.lookups == 10


async def test_includes_that_fan_out_end_and_are_still_counted() -> None:
    fan = " ".join(f"include:f{number}.example" for number in range(20))
    dns = zone(
        shop=f"v=spf1 {fan} -all",
        **{f"f{number}": f"v=spf1 {fan} -all" for number in range(20)},
    )

    found = await audit(SHOP, dns)

    assert found.root is not None
    assert len(list(found.root.walk())) == 61
    assert found.lookups > 60


async def test_a_chain_deeper_than_any_receiver_goes_ends() -> None:
    chain = {f"f{n}": f"v=spf1 include:f{n + 1}.example" for n in range(40)}

    found = await audit(SHOP, zone(shop="v=spf1 include:f0.example", **chain))

    assert found.lookups == 21


async def test_the_drawing_fits_a_ticket() -> None:
    dns = zone(
        shop="v=spf1 a:host.example include:web.example a:gone.example -all mx",
        web="v=spf1 include:deep.example exists:%{i}.x.example ?all",
        deep="v=spf1 ptr ip4:192.0.2.1",
    )

    drawing = draw(await audit(SHOP, dns))

    assert drawing.splitlines() == [
        "shop.example: 6 of 10 lookups, 1 of 2 void",
        "   1 ├─ a:host.example",
        "   4 ├─ include:web.example",
        "   2 │  ├─ include:deep.example",
        "   1 │  │  └─ ptr",
        "   1 │  └─ exists:%{i}.x.example  (not followed: depends on the sender)",
        "   1 └─ a:gone.example  (no such name)",
        "   - mx  (never tried)",
    ]


async def test_a_drawing_holds_no_escape_of_a_stranger() -> None:
    dns = zone(shop="v=spf1 \x1b[31mred -all")

    drawing = draw(await audit("shop.example", dns))

    assert "\x1b" not in drawing
    assert "broken: expected a mechanism or a modifier at 7" in drawing


async def test_our_own_words_are_drawn_in_whatever_letters() -> None:
    dns = Recorded({("shop.example", "TXT"): ["v=spf1 a -all", "v=spf1 mx -all"]})
    words = {**ENGLISH, "two": "meer dan één SPF-record"}

    drawing = draw(await audit("shop.example", dns), words)

    assert drawing.splitlines()[1] == "meer dan één SPF-record"
