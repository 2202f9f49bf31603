"""The picture of a message's way."""

from __future__ import annotations

from flask.testing import FlaskClient

from assistant.replies.reply import Fold, Journey, JourneyLeg, Reply
from assistant.web.way import drawn, length, short
from tests.telling import TellingDesk

LEGS = (
    JourneyLeg(number=1, sender="laptop", by="relay.example", marks=("intern",)),
    JourneyLeg(
        number=2,
        sender="relay.example",
        by="mx.example",
        at="2026-03-03 10:05:30",
        seconds=3920,
        delay="1 uur 5 min",
        slow=True,
        warning="hier bleef het liggen",
    ),
)
WAY = Journey(title="2 stappen", legs=LEGS, table_label="Als tabel")


def page(client: FlaskClient, desk: TellingDesk, way: Journey) -> str:
    desk.reply = Reply(
        language="nl", parts=(Fold(title="De weg van uw bericht", parts=(way,)),)
    )
    client.post("/", data={"text": "vraag", "turn": "turn-of-the-baker"})
    return client.get("/turn/turn-of-the-baker").text


def test_the_picture_has_a_name_and_a_table_beside_it(
    client: FlaskClient, desk: TellingDesk
) -> None:
    shown = page(client, desk, WAY)

    assert '<svg role="img"' in shown
    assert "<title>2 stappen</title>" in shown
    assert "<summary>Als tabel</summary>" in shown
    assert '<th scope="row">2</th><td>relay.example</td><td>mx.example</td>' in shown
    assert "<td>1 uur 5 min</td><td>hier bleef het liggen</td>" in shown


def test_a_hosts_name_cannot_become_markup(
    client: FlaskClient, desk: TellingDesk
) -> None:
    evil = '"><script>alert(1)</script>'
    leg = JourneyLeg(
        number=1, sender=evil, by=evil, ip=evil, at=evil, delay=evil, warning=evil
    )

    shown = page(client, desk, Journey(title=evil, legs=(leg,), marks_label=evil))

    assert "<script>" not in shown
    assert '""' not in shown.replace('=""', "")


def test_no_style_stands_in_the_picture(client: FlaskClient, desk: TellingDesk) -> None:
    assert "style=" not in page(client, desk, WAY)


def test_a_longer_wait_is_a_longer_line() -> None:
    quick, slow = LEGS

    assert length(quick) < length(slow)


def test_no_delay_makes_the_picture_endless() -> None:
    forever = JourneyLeg(number=1, sender="a", by="b", seconds=10**12)

    assert length(forever) < 150


def test_hosts_hang_below_one_another_and_links_meet_them() -> None:
    picture = drawn(WAY)

    assert [host.name for host in picture.hosts] == [
        "laptop",
        "relay.example",
        "mx.example",
    ]
    assert [link.top for link in picture.links] == [host.y for host in picture.hosts][
        :-1
    ]
    assert picture.links[-1].bottom == picture.hosts[-1].y
    assert picture.height > picture.hosts[-1].y


def test_what_is_left_out_is_a_link_of_its_own() -> None:
    picture = drawn(Journey(title="x", legs=LEGS, gap="nog 3", gap_after=1))

    assert [link.tone for link in picture.links] == ["plain", "gap", "slow"]


def test_of_a_long_name_the_end_is_shown() -> None:
    assert short("mail.een-hele-lange-naam.webhotel.example").endswith(
        "webhotel.example"
    )
    assert len(short("a" * 200)) == 32
    assert short("") == "?"
