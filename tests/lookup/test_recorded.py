from __future__ import annotations

from assistant.lookup.answer import Answer, Query, Status
from assistant.lookup.recorded import Recorded

WORLD = Recorded(
    {
        ("bakkerij.example", "TXT"): ("v=spf1 -all",),
        ("bakkerij.example", "MX"): ("10 MX.Bakkerij.example.",),
        ("a.diep.bakkerij.example", "A"): ("192.0.2.1",),
        ("nieuws.bakkerij.example", "CNAME"): ("Elders.example.",),
        ("elders.example", "TXT"): ("over hier",),
        ("rond.example", "CNAME"): ("vierkant.example",),
        ("vierkant.example", "CNAME"): ("rond.example",),
        ("stil.example", "CNAME"): ("traag.example",),
        ("dood.example", "CNAME"): ("nergens.example",),
        ("*.wild.example", "A"): ("192.0.2.2",),
        ("vast.wild.example", "TXT"): ("ik besta",),
        ("*.alias.example", "CNAME"): ("elders.example",),
    },
    {
        "stuk.example": "SERVFAIL",
        "dicht.example": "REFUSED",
        "traag.example": "TIMEOUT",
        "*.weg.example": "NXDOMAIN",
        "*.diepstuk.example": "SERVFAIL",
        "heel.diepstuk.example": "TIMEOUT",
    },
)


async def ask(name: str, kind: str) -> Answer:
    return await WORLD.lookup(Query(name=name, type=kind))


async def test_what_is_listed_is_found() -> None:
    answer = await ask("bakkerij.example", "TXT")

    assert answer.status is Status.FOUND
    assert answer.text == ("v=spf1 -all",)
    assert answer.ttl_s == 3600


async def test_names_in_values_have_one_spelling() -> None:
    answer = await ask("bakkerij.example", "MX")

    assert answer.text == ("10 mx.bakkerij.example",)


async def test_a_listed_name_without_this_type_is_empty() -> None:
    answer = await ask("bakkerij.example", "AAAA")

    assert answer.status is Status.EMPTY
    assert answer.recorded


async def test_a_name_that_only_has_names_below_it_is_empty() -> None:
    answer = await ask("diep.bakkerij.example", "A")

    assert answer.status is Status.EMPTY


async def test_a_name_of_which_nothing_is_said_is_absent_and_not_recorded() -> None:
    answer = await ask("slager.example", "A")

    assert answer.status is Status.ABSENT
    assert not answer.recorded


async def test_an_alias_is_followed_and_told() -> None:
    answer = await ask("nieuws.bakkerij.example", "TXT")

    assert answer.text == ("over hier",)
    assert answer.chain == ("elders.example",)


async def test_an_alias_itself_can_be_asked_for() -> None:
    answer = await ask("nieuws.bakkerij.example", "CNAME")

    assert answer.text == ("elders.example",)
    assert answer.chain == ()


async def test_aliases_that_go_round_are_broken() -> None:
    answer = await ask("rond.example", "A")

    assert answer.status is Status.BROKEN
    assert answer.chain == ("vierkant.example", "rond.example")


async def test_an_alias_to_a_name_that_fails_fails() -> None:
    answer = await ask("stil.example", "A")

    assert answer.status is Status.LATE
    assert answer.chain == ("traag.example",)


async def test_an_alias_to_nowhere_is_absent_with_the_way_there() -> None:
    answer = await ask("dood.example", "TXT")

    assert answer.status is Status.ABSENT
    assert answer.chain == ("nergens.example",)


async def test_a_wildcard_answers_for_what_does_not_exist() -> None:
    answer = await ask("iets.diepers.wild.example", "A")

    assert answer.text == ("192.0.2.2",)


async def test_a_wildcard_without_this_type_is_empty() -> None:
    answer = await ask("iets.wild.example", "TXT")

    assert answer.status is Status.EMPTY


async def test_a_wildcard_does_not_answer_for_a_name_that_exists() -> None:
    answer = await ask("vast.wild.example", "A")

    assert answer.status is Status.EMPTY


async def test_a_wildcard_does_not_reach_below_a_name_that_exists() -> None:
    answer = await ask("onder.vast.wild.example", "A")

    assert answer.status is Status.ABSENT


async def test_a_wildcard_may_be_an_alias() -> None:
    answer = await ask("iets.alias.example", "TXT")

    assert answer.text == ("over hier",)


async def test_a_failing_name_fails_as_it_says() -> None:
    broken = await ask("stuk.example", "A")
    refused = await ask("dicht.example", "A")
    late = await ask("traag.example", "A")

    assert (broken.status, broken.reason) == (Status.BROKEN, "SERVFAIL")
    assert (refused.status, refused.reason) == (Status.BROKEN, "REFUSED")
    assert late.status is Status.LATE


async def test_a_failing_pattern_covers_all_below_it_and_not_itself() -> None:
    below = await ask("a.b.weg.example", "A")
    itself = await ask("weg.example", "A")

    assert below.status is Status.ABSENT
    assert below.recorded
    assert not itself.recorded


async def test_the_nearest_failure_wins() -> None:
    answer = await ask("heel.diepstuk.example", "A")

    assert answer.status is Status.LATE


async def test_a_name_is_asked_in_any_case_and_with_a_final_dot() -> None:
    answer = await ask("Bakkerij.Example.", "TXT")

    assert answer.text == ("v=spf1 -all",)


async def test_a_long_text_is_cut_as_it_stands_on_the_wire() -> None:
    world = Recorded({("groot.example", "TXT"): ("x" * 300, ("een", "twee"))})

    answer = await world.lookup(Query(name="groot.example", type="TXT"))

    assert answer.records == ((b"x" * 255, b"x" * 45), (b"een", b"twee"))


async def test_worlds_add_up() -> None:
    one = Recorded({("bakkerij.example", "TXT"): ("een", "twee")})
    other = Recorded(
        {("bakkerij.example", "TXT"): ("twee", "drie")}, {"stuk.example": "SERVFAIL"}
    )
    world = Recorded.merged(one, other)

    answer = await world.lookup(Query(name="bakkerij.example", type="TXT"))
    broken = await world.lookup(Query(name="stuk.example", type="TXT"))

    assert answer.text == ("een", "twee", "drie")
    assert broken.status is Status.BROKEN


async def test_a_transcript_plays_back_what_was_answered() -> None:
    query = Query(name="bakkerij.example", type="TXT")
    late = Answer(query=query, status=Status.LATE, reason="no answer in time")
    world = Recorded.from_transcript([late])

    again = await world.lookup(Query(name="bakkerij.example", type="TXT", fresh=True))
    other = await world.lookup(Query(name="slager.example", type="TXT"))

    assert again.status is Status.LATE
    assert not other.recorded
