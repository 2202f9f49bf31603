from __future__ import annotations

import asyncio

import pytest

from assistant.desk import Desk
from assistant.knowledge.shelf import Shelf
from assistant.lookup.recorded import Recorded
from assistant.lookup.recorder import Recorder
from assistant.understanding.question import Subject
from assistant.web.console.whatif import Wish, lay_over, read_wishes, what_if

ZONE = """
records:
  - {name: bakkerij.example, type: TXT, value: "v=spf1 mx -all"}
  - {name: bakkerij.example, type: TXT, value: "google-site-verification=abc"}
  - {name: bakkerij.example, type: MX, value: "10 mx.bakkerij.example"}
  - {name: mx.bakkerij.example, type: A, value: 203.0.113.5}
"""


def sets_after(*lines: str) -> dict[tuple[str, str], tuple[str, ...]]:
    wishes = read_wishes("\n".join(lines), "bakkerij.example").wishes
    return asyncio.run(lay_over(wishes, Recorded.from_zone(ZONE)))


@pytest.mark.parametrize(
    ("line", "wish"),
    [
        (
            "v=spf1 mx a include:x.example -all",
            ("bakkerij.example", "TXT", "v=spf1 mx a include:x.example -all"),
        ),
        (
            "v=DMARC1; p=none",
            ("_dmarc.bakkerij.example", "TXT", "v=DMARC1; p=none"),
        ),
        (
            "k2._domainkey CNAME dkim2.mcsv.net.",
            ("k2._domainkey.bakkerij.example", "CNAME", "dkim2.mcsv.net"),
        ),
        (
            '@ 3600 IN TXT "v=spf1 " "-all"',
            ("bakkerij.example", "TXT", "v=spf1 -all"),
        ),
    ],
)
def test_a_line_is_read_as_panels_and_zones_write_it(
    line: str, wish: tuple[str, str, str]
) -> None:
    name, kind, value = wish

    read = read_wishes(line, "bakkerij.example")

    assert read.wishes == (Wish(name=name, type=kind, value=value, out=False),)


def test_what_is_no_record_is_told_not_guessed() -> None:
    assert read_wishes("zet spf goed", "bakkerij.example").unread == ("zet spf goed",)


def test_a_new_spf_record_replaces_the_old_one_and_leaves_other_texts() -> None:
    sets = sets_after("v=spf1 mx a -all")

    assert sets["bakkerij.example", "TXT"] == (
        "google-site-verification=abc",
        "v=spf1 mx a -all",
    )


def test_another_text_comes_beside_the_others() -> None:
    sets = sets_after("@ TXT hello")

    assert len(sets["bakkerij.example", "TXT"]) == 3


def test_a_minus_takes_a_record_out() -> None:
    sets = sets_after("- @ TXT google-site-verification=abc")

    assert sets["bakkerij.example", "TXT"] == ("v=spf1 mx -all",)


async def test_a_record_that_breaks_something_is_told_before_it_is_published(
    shelf: Shelf,
) -> None:
    dns = Recorder(Recorded.from_zone(ZONE))
    desk = Desk(
        shelf=shelf,
        matcher=None,  # type: ignore[arg-type] # nothing is understood here
        texts=None,  # type: ignore[arg-type] # nothing is said here
        open_dns=lambda _: dns,
    )
    look = await desk.look(Subject(domain="bakkerij.example"))
    wishes = read_wishes("v=spf1 mx include:bakkerij.example -all", "bakkerij.example")

    seen = await what_if(
        await lay_over(wishes.wishes, dns), look.evidence, look.diagnosis, shelf, dns
    )

    assert "spf-broken-include" in seen.caused
