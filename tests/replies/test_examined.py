"""What is said after a look: told from the demo world and from small zones."""

from dataclasses import replace
from typing import TypeVar

import pytest

from assistant import places
from assistant.knowledge import files
from assistant.knowledge.match import Matcher
from assistant.knowledge.shelf import Shelf
from assistant.lookup.recorded import Recorded
from assistant.mail.headers.message import read
from assistant.remedies.change import Outcome, Unknown
from assistant.replies.plain import markdown
from assistant.replies.reply import (
    Cards,
    Fold,
    Headline,
    ProofNote,
    Reply,
    Tiles,
    Tone,
    Tree,
)
from assistant.replies.texts import Texts
from assistant.understanding.question import (
    Problem,
    Subject,
)
from assistant.web.markdown import to_html
from tests.played import Played

HOSTILE_ZONE = """
records:
  - {name: boos.example, type: SOA, value: "ns.boos.example a.boos.example 1 2 3 4 300"}
  - name: boos.example
    type: TXT
    value: "v=spf1 `x`<script>alert(1)</script>|[a](javascript:b) -all"
  - {name: _dmarc.boos.example, type: TXT, value: "v=DMARC1; p=<img src=x>`"}
"""


@pytest.fixture(scope="module")
def played(shelf: Shelf, matcher: Matcher, texts: Texts) -> Played:
    zones = files.demo_zones(places.knowledge())
    world = Recorded.merged(*(Recorded.from_zone(zone) for zone in zones))
    return Played(shelf, matcher, texts, world)


BAKER = Subject(domain="bakkerij.example", services=("mailchimp",))
PLUMBER = Subject(domain="loodgieter.example", services=("boekhouden-nl",))


T = TypeVar("T")


def parts(reply: Reply, kind: type[T]) -> list[T]:
    return [part for part in reply.parts if isinstance(part, kind)]


def fold(reply: Reply, title: str) -> Fold:
    return next(part for part in parts(reply, Fold) if part.title == title)


def says(reply: Reply) -> list[str]:
    return [choice.label for choice in reply.choices]


async def test_the_bakers_verdict_comes_first(played: Played) -> None:
    reply = await played.look(BAKER)

    assert reply.parts[0] == Headline(
        text="Mailchimp mag nog niet ondertekenen namens bakkerij.example",
        tone=Tone.BAD,
    )


async def test_the_bakers_records_are_in_the_form_of_his_panel(played: Played) -> None:
    cards = parts(await played.look(BAKER), Cards)[0].cards

    assert [(card.name, card.value) for card in cards] == [
        ("k2._domainkey", "dkim2.mcsv.net."),
        ("k3._domainkey", "dkim3.mcsv.net."),
        ("_dmarc", "v=DMARC1; p=none; rua=mailto:dmarc@helpdesk.example"),
    ]


async def test_worked_out_is_said_only_of_what_was_proven(played: Played) -> None:
    look = await played.desk.look(BAKER)
    proof = look.prescription.proof
    assert proof is not None
    opened = replace(proof, outcome=Outcome.OPEN)

    proven = played.say(BAKER, look)
    unproven = played.say(
        BAKER, replace(look, prescription=replace(look.prescription, proof=opened))
    )

    assert parts(proven, ProofNote)[0].title == "Nagerekend"
    assert parts(unproven, ProofNote)[0].title == "Nog niet uitgerekend"
    assert "Nagerekend" not in markdown(unproven)


async def test_what_was_refused_is_not_given(played: Played) -> None:
    look = await played.desk.look(BAKER)
    proof = look.prescription.proof
    assert proof is not None
    refused = replace(proof, outcome=Outcome.REFUSED, reason="cures nothing")

    reply = played.say(
        BAKER, replace(look, prescription=replace(look.prescription, proof=refused))
    )

    assert parts(reply, Cards) == []
    assert parts(reply, ProofNote)[0].outcome == "refused"
    assert reply.choices[-1].label == "Medewerker"


async def test_a_value_of_the_account_is_asked_for_and_not_guessed(
    played: Played,
) -> None:
    look = await played.desk.look(BAKER)
    proof = look.prescription.proof
    assert proof is not None
    unknown = Unknown(
        name="s1._domainkey.bakkerij.example",
        type="CNAME",
        shape="s1.domainkey.u….example",
        where="Account > Domains",
    )
    given = replace(
        look.prescription,
        unknowns=(unknown,),
        proof=replace(proof, outcome=Outcome.OPEN),
    )

    reply = played.say(BAKER, replace(look, prescription=given))

    assert parts(reply, Cards)[0].cards[-1].unknown
    assert "Account > Domains" in parts(reply, ProofNote)[0].markdown


async def test_the_four_tiles_tell_what_was_measured(played: Played) -> None:
    tiles = parts(await played.look(BAKER), Tiles)[0].tiles

    assert [(tile.label, tile.tone) for tile in tiles] == [
        ("SPF", Tone.GOOD),
        ("DKIM Mailchimp", Tone.BAD),
        ("DMARC", Tone.CAUTION),
        ("Gekeken", Tone.PLAIN),
    ]


async def test_what_the_reader_sees_stands_beside_who_signs(played: Played) -> None:
    why = fold(await played.look(BAKER), "Waarom helpt dit?")

    tree = next(part for part in why.parts if isinstance(part, Tree))

    assert tree.root == "@bakkerij.example"
    assert [(one.text, one.tone) for one in tree.twigs] == [
        ("mailchimpapp.net", Tone.BAD),
        ("bakkerij.example", Tone.GOOD),
    ]


async def test_whoever_keeps_the_dns_gets_a_text_with_whole_names(
    played: Played,
) -> None:
    text = str(fold(await played.look(BAKER), "Tekst voor wie uw DNS beheert"))

    assert "Naam: k2._domainkey.bakkerij.example" in text
    assert "dkim2.mcsv.net" in text


async def test_the_next_step_after_records_is_to_check_them(played: Played) -> None:
    assert says(await played.look(BAKER)) == [
        "Ik heb het gedaan, controleer",
        "Doe het voor mij",
        "Medewerker",
    ]


async def test_a_maker_that_publishes_nothing_is_no_dead_end(played: Played) -> None:
    text = markdown(await played.look(PLUMBER))

    assert "`smtp.helpdesk.example`" in text
    assert "heeft Boekhouden.nl een veld" in text
    assert "Zie wie er nu echt verstuurt" in text
    assert "Brief aan de maker van Boekhouden.nl" in text
    assert "v=spf1 include:_spf.helpdesk.example -all" in text


async def test_own_smtp_that_was_told_not_to_exist_is_not_offered(
    played: Played,
) -> None:
    reply = await played.look(replace(PLUMBER, smtp_field=False))

    text = markdown(reply)

    assert "smtp.helpdesk.example`" not in text
    assert "Ja, dat veld is er" not in says(reply)
    assert "Brief aan de maker van Boekhouden.nl" in text


async def test_without_a_service_it_is_asked_for(played: Played) -> None:
    reply = await played.look(Subject(domain="praktijk.example"))

    assert "Met welk programma verstuurt u?" in markdown(reply)
    assert len(reply.choices) == 5


async def test_a_change_that_was_asked_for_is_confirmed_first(played: Played) -> None:
    look = await played.desk.look(BAKER)

    reply = played.say(BAKER, look, problem=Problem.CHANGE_REQUEST)

    assert reply.choices[0].label == "Ja, doe het voor mij"
    assert "mag vragen" in markdown(reply)


async def test_what_could_not_be_asked_is_named(played: Played) -> None:
    subject = Subject(domain="garage.example", services=("mailchimp",))

    text = markdown(await played.look(subject))

    assert "_dmarc.garage.example TXT" in text
    assert "Daarover zeggen wij dus niets" in text


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize(
    "domain",
    [
        "advies.example", "bakkerij.example", "bloemist.example", "fiets.example",
        "garage.example", "installateur.example", "kapper.example",
        "loodgieter.example", "praktijk.example", "schilder.example",
        "stichting.example", "webshop.example", "bestaatniet.example",
    ],
)  # fmt: skip
@pytest.mark.parametrize("service", [None, "mailchimp", "wefact", "acymailing"])
async def test_every_story_ends_with_a_step_for_today(
    domain: str, service: str | None, language: str, played: Played
) -> None:
    subject = Subject(domain=domain, services=(service,) if service else ())

    reply = played.say(subject, await played.desk.look(subject), language)

    assert isinstance(reply.parts[0], Headline)
    assert reply.choices
    assert markdown(reply)


async def test_hostile_records_stay_text_in_the_page(
    shelf: Shelf, matcher: Matcher, texts: Texts
) -> None:
    played = Played(shelf, matcher, texts, Recorded.from_zone(HOSTILE_ZONE))
    subject = Subject(domain="boos.example", services=("mailchimp",))

    html = to_html(markdown(await played.look(subject)))

    assert "<script" not in html
    assert "<img" not in html
    assert "<a " not in html


HEADER = """Received: from mail1.mcsv.net (mail1.mcsv.net [205.201.128.5])
 by mx.google.com with ESMTPS id y; Mon, 2 Mar 2026 09:00:00 +0100
Authentication-Results: mx.google.com; dkim=pass header.d=mailchimpapp.net
 header.s=k2; spf=pass smtp.mailfrom=b@mail1.mcsv.net; dmarc=fail (p=NONE)
 header.from=bakkerij.example
Return-Path: <b@mail1.mcsv.net>
From: Bakkerij <info@bakkerij.example>
To: klant@gmail.com
Subject: Nieuws
"""


async def test_a_header_shows_who_was_checked_and_who_is_seen(played: Played) -> None:
    subject = Subject(domain="bakkerij.example", message=read(HEADER))

    reply = await played.look(subject)

    why = fold(reply, "Waarom gebeurt dit?")
    tree = next(part for part in why.parts if isinstance(part, Tree))
    assert [(one.text, one.tone) for one in tree.twigs] == [
        ("mail1.mcsv.net", Tone.BAD),
        ("mailchimpapp.net", Tone.BAD),
    ]


async def test_a_service_recognised_in_the_header_is_looked_at(
    played: Played,
) -> None:
    subject = Subject(domain="bakkerij.example", message=read(HEADER))

    reply = await played.look(subject)

    assert "herkennen wij Mailchimp" in markdown(reply)
    assert "dkim2.mcsv.net" in markdown(reply)
