import pytest

from assistant.errors import UnusableInputError
from assistant.lookup.answer import Answer, Query, Status
from assistant.lookup.recorded import Recorded
from assistant.mail.spf.evaluate import Outcome, check_host
from assistant.mail.spf.trace import Step
from assistant.mail.verdict import Verdict

WORLD = {
    ("host.example", "A"): ("192.0.2.1",),
    ("web.example", "TXT"): ("v=spf1 a:host.example ~all",),
    ("deny.example", "TXT"): ("v=spf1 -all",),
    ("plain.example", "TXT"): ("hello",),
    ("broken.example", "TXT"): ("v=spf1 moo",),
    ("slow.example", "MX"): ("10 late.example",),
    ("10.2.0.192.in-addr.arpa", "PTR"): ("mail.shop.example",),
    ("mail.shop.example", "A"): ("192.0.2.10",),
}


async def decide(
    record: str, *, ip: str = "192.0.2.1", sender: str = "jan@shop.example"
) -> Outcome:
    """Decide for a shop with this record in a small world."""
    dns = Recorded(
        {**WORLD, ("shop.example", "TXT"): (record,)},
        rcodes={"stuk.example": "SERVFAIL", "late.example": "TIMEOUT"},
    )
    return await check_host(ip=ip, sender=sender, helo="mail.shop.example", dns=dns)


@pytest.mark.parametrize(
    ("record", "verdict"),
    [
        ("v=spf1 include:web.example -all", Verdict.PASS),
        ("v=spf1 include:deny.example ~all", Verdict.SOFTFAIL),
        ("v=spf1 include:plain.example -all", Verdict.PERMERROR),
        ("v=spf1 include:gone.example -all", Verdict.PERMERROR),
        ("v=spf1 include:broken.example -all", Verdict.PERMERROR),
        ("v=spf1 include:stuk.example -all", Verdict.TEMPERROR),
        ("v=spf1 include:late.example -all", Verdict.TEMPERROR),
        ("v=spf1 a:late.example +all", Verdict.TEMPERROR),
        ("v=spf1 include:%{d1} -all", Verdict.PERMERROR),
        ("v=spf1 mx:slow.example +all", Verdict.TEMPERROR),
        ("v=spf1 redirect=web.example", Verdict.PASS),
        ("v=spf1 redirect=gone.example", Verdict.PERMERROR),
        ("v=spf1 -ip4:192.0.2.0/24 +all", Verdict.FAIL),
        ("v=spf1", Verdict.NEUTRAL),
        ("v=spf1 +all moo", Verdict.PERMERROR),
        ("v=spf2 +all", Verdict.NONE),
    ],
)
async def test_the_result_is_the_one_of_the_standard(
    record: str, verdict: Verdict
) -> None:
    assert (await decide(record)).verdict is verdict


async def test_the_tenth_lookup_is_allowed() -> None:
    outcome = await decide("v=spf1 " + "a:mail.shop.example " * 10 + "-all")

    assert outcome.verdict is Verdict.FAIL
    assert outcome.lookups == 10


async def test_the_eleventh_lookup_is_one_too_many() -> None:
    outcome = await decide("v=spf1 " + "a:mail.shop.example " * 11 + "+all")

    assert outcome.verdict is Verdict.PERMERROR
    assert outcome.reason == "more than 10 lookups"
    assert outcome.trace[-1].note == "more than 10 lookups"


async def test_the_third_void_lookup_is_one_too_many() -> None:
    outcome = await decide("v=spf1 a:x.example a:y.example exists:z.example +all")

    assert outcome.verdict is Verdict.PERMERROR
    assert outcome.reason == "more than 2 void lookups"


async def test_a_domain_without_any_record_has_spent_nothing() -> None:
    outcome = await decide("v=spf1 -all", sender="jan@nowhere.example")

    assert (outcome.verdict, outcome.lookups, outcome.voids) == (Verdict.NONE, 0, 0)


async def test_every_step_is_told_in_order() -> None:
    outcome = await decide("v=spf1 ip4:198.51.100.1 include:web.example -all")

    assert outcome.matched == "include:web.example"
    assert outcome.trace == (
        Step(
            depth=0,
            domain="shop.example",
            term="v=spf1",
            asked=("shop.example TXT",),
            lookups=0,
            voids=0,
        ),
        Step(
            depth=0,
            domain="shop.example",
            term="ip4:198.51.100.1",
            lookups=0,
            voids=0,
            matched=False,
        ),
        Step(
            depth=0,
            domain="shop.example",
            term="include:web.example",
            asked=("web.example TXT",),
            lookups=1,
            voids=0,
            matched=True,
        ),
        Step(
            depth=1,
            domain="web.example",
            term="a:host.example",
            asked=("host.example A",),
            lookups=2,
            voids=0,
            matched=True,
        ),
    )


async def test_the_helo_name_is_checked_when_the_sender_is_empty() -> None:
    dns = Recorded(
        {
            ("mail.shop.example", "TXT"): ("v=spf1 -all exp=e.example",),
            ("e.example", "TXT"): ("%{s}",),
        }
    )

    outcome = await check_host(
        ip="192.0.2.1", sender="", helo="mail.shop.example", dns=dns
    )

    assert outcome.verdict is Verdict.FAIL
    assert outcome.explanation == "postmaster@mail.shop.example"


@pytest.mark.parametrize(
    "sender",
    [
        "jan@localhost",
        "jan@[192.0.2.1]",
        "jan@192.0.2.1",
        "jan@a..example",
        "jan@" + "a" * 64 + ".example",
        "jan@bad name.example",
        "jan@xn--\xff.example",
        "x" * 2000 + "@shop.example",
        "jan@",
    ],
)
async def test_a_sender_without_a_domain_to_check_gives_none(sender: str) -> None:
    assert (await decide("v=spf1 +all", sender=sender)).verdict is Verdict.NONE


async def test_a_domain_typed_with_accents_is_checked_by_its_a_label() -> None:
    dns = Recorded({("xn--bckerei-5wa.example", "TXT"): ("v=spf1 +all",)})

    outcome = await check_host(
        ip="192.0.2.1", sender="jan@Bäckerei.example", helo="x.example", dns=dns
    )

    assert outcome.verdict is Verdict.PASS


async def test_a_local_part_beyond_ascii_matches_no_term_that_uses_it() -> None:
    outcome = await decide("v=spf1 exists:%{l}.example -all", sender="é@shop.example")

    assert outcome.verdict is Verdict.FAIL


async def test_another_domain_can_be_checked_for_the_same_sender() -> None:
    outcome = await check_host(
        ip="192.0.2.1",
        sender="jan@shop.example",
        helo="x.example",
        dns=Recorded(WORLD),
        domain="web.example",
    )

    assert (outcome.verdict, outcome.domain) == (Verdict.PASS, "web.example")


async def test_a_name_that_points_back_counts_for_ptr() -> None:
    outcome = await decide("v=spf1 ptr -all", ip="192.0.2.10")

    assert outcome.verdict is Verdict.PASS
    assert outcome.trace[1].asked == (
        "10.2.0.192.in-addr.arpa PTR",
        "mail.shop.example A",
    )


async def test_an_address_without_a_name_is_a_void_lookup_of_ptr() -> None:
    outcome = await decide("v=spf1 ptr -all", ip="192.0.2.77")

    assert (outcome.verdict, outcome.voids) == (Verdict.FAIL, 1)


async def test_mail_hosts_are_judged_in_order() -> None:
    dns = Recorded(
        {
            ("shop.example", "TXT"): ("v=spf1 mx -all",),
            ("shop.example", "MX"): ("10 host.example", "20 late.example"),
            ("host.example", "A"): ("192.0.2.1",),
        },
        rcodes={"late.example": "TIMEOUT"},
    )

    outcome = await check_host(
        ip="192.0.2.1", sender="jan@shop.example", helo="x.example", dns=dns
    )

    assert outcome.verdict is Verdict.PASS


async def test_an_address_that_is_none_is_refused() -> None:
    with pytest.raises(UnusableInputError):
        await decide("v=spf1 -all", ip="192.0.2")


async def test_a_void_ptr_can_be_the_third() -> None:
    outcome = await decide("v=spf1 a:x.example a:y.example ptr +all", ip="192.0.2.77")

    assert outcome.reason == "more than 2 void lookups"


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (("z.other.example", "a.shop.example", "shop.example"), "shop.example"),
        (("z.other.example", "a.shop.example"), "a.shop.example"),
        (("z.other.example",), "z.other.example"),
        ((), "unknown"),
    ],
)
async def test_the_sender_is_named_by_the_name_nearest_to_the_domain(
    names: tuple[str, ...], said: str
) -> None:
    dns = Recorded(
        {
            ("shop.example", "TXT"): ("v=spf1 -all exp=why.example",),
            ("why.example", "TXT"): ("%{p}",),
            ("1.2.0.192.in-addr.arpa", "PTR"): names,
            **{(name, "A"): ("192.0.2.1",) for name in names},
        }
    )

    outcome = await check_host(
        ip="192.0.2.1", sender="jan@shop.example", helo="x.example", dns=dns
    )

    assert outcome.explanation == said


async def test_an_explanation_at_no_name_is_none() -> None:
    outcome = await decide("v=spf1 -all exp=%{l}.example", sender="é@shop.example")

    assert (outcome.verdict, outcome.explanation) == (Verdict.FAIL, None)


async def test_an_answer_that_holds_no_address_matches_nothing() -> None:
    question = Query(name="host.example", type="A")
    odd = Answer(query=question, status=Status.FOUND, records=((b"no address",),))
    dns = Recorded(
        {("shop.example", "TXT"): ("v=spf1 a:host.example -all",)},
        answers={question: odd},
    )

    outcome = await check_host(
        ip="192.0.2.1", sender="jan@shop.example", helo="x.example", dns=dns
    )

    assert outcome.verdict is Verdict.FAIL
