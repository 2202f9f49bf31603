"""The guides that ship, and the operator's layer on top of them."""

from __future__ import annotations

import shutil
import time
from collections.abc import Mapping
from pathlib import Path

import pytest

from assistant.errors import GuideError
from assistant.knowledge.files import load
from assistant.knowledge.parse import LANGUAGES
from assistant.knowledge.shelf import Shelf
from assistant.places import knowledge

SHIPPED = knowledge()

OWN_HELPDESK = """\
name: Hulp van Hulst
contact: hulp@vanhulst.example
servers:
  - {host: mail.vanhulst.example}
mx_suffixes: [vanhulst.example]
"""


@pytest.fixture
def overlay(tmp_path: Path) -> Path:
    """An operator's layer with nothing but his own helpdesk in it."""
    (tmp_path / "helpdesk.yaml").write_text(OWN_HELPDESK, encoding="utf-8")
    return tmp_path


def guides_of(shelf: Shelf) -> dict[str, Mapping[str, str]]:
    """Topic or service → its pages by language."""
    topics = {each.id: each.guides for each in shelf.topics.values()}
    return topics | {each.id: each.guides for each in shelf.services.values()}


def test_the_shipped_guides_are_whole() -> None:
    shelf = load(SHIPPED)

    assert {"mailchimp", "acymailing", "wefact", "boekhouden-nl"} <= set(shelf.services)
    assert len(shelf.hosts) == 26
    assert "send-through-own-server" in shelf.topics


def test_everything_loads_in_a_moment() -> None:
    # tests/bench tells how fast; this only tells slow from broken, also where
    # coverage is counted on a busy machine.
    started = time.process_time()

    load(SHIPPED)

    assert time.process_time() - started < 15


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_topic_and_no_service_lacks_a_language(language: str) -> None:
    shelf = load(SHIPPED)

    silent = [
        guide for guide, pages in guides_of(shelf).items() if not pages.get(language)
    ]

    assert silent == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_topic_says_how_people_ask_for_it(language: str) -> None:
    shelf = load(SHIPPED)

    counts = {each.id: len(each.examples[language]) for each in shelf.topics.values()}

    assert {topic for topic, count in counts.items() if not 10 <= count <= 20} == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_guide_can_be_read_in_two_minutes(language: str) -> None:
    shelf = load(SHIPPED)

    long = [
        guide
        for guide, pages in guides_of(shelf).items()
        if len(pages[language].split()) >= 250
    ]

    assert long == []


def test_no_guide_asks_for_a_record_that_no_maker_confirms() -> None:
    shelf = load(SHIPPED)
    unconfirmed = [
        f"include:{candidate}"
        for service in shelf.services.values()
        for candidate in (*service.spf.candidates, "servers.mcsv.net")
    ]

    pages = [page for each in guides_of(shelf).values() for page in each.values()]

    assert [record for record in unconfirmed if record in "\n".join(pages)] == []


def test_no_guide_names_an_operator() -> None:
    named = [
        path.name
        for folder in ("services", "topics", "hosts", "demo")
        for path in (SHIPPED / folder).iterdir()
        if "carien" in path.read_text(encoding="utf-8").casefold()
    ]

    assert named == []


def test_the_demo_helpdesk_serves_when_nothing_is_said() -> None:
    helpdesk = load(SHIPPED).helpdesk

    assert helpdesk.demo
    assert helpdesk.servers[0].host == "smtp.helpdesk.example"
    assert helpdesk.spf_include == "_spf.helpdesk.example"


def test_a_profile_leaves_open_what_nobody_knows() -> None:
    helpdesk = load(SHIPPED, helpdesk="carien").helpdesk

    assert helpdesk.servers[0].host == "web.carien.eu"
    assert helpdesk.smtp_of_domain
    assert helpdesk.spf_include is None
    assert helpdesk.mx_suffixes == ()


def test_the_operators_own_helpdesk_wins(overlay: Path) -> None:
    helpdesk = load(SHIPPED, overlay, helpdesk="carien").helpdesk

    assert helpdesk.name == "Hulp van Hulst"
    assert helpdesk.id == "helpdesk"
    assert not helpdesk.demo
    assert helpdesk.servers[0].starttls_port == 587


def test_the_operators_text_takes_the_place_of_the_shipped_one(overlay: Path) -> None:
    (overlay / "services").mkdir()
    (overlay / "services" / "wefact.nl.md").write_text("Bel ons.", encoding="utf-8")

    wefact = load(SHIPPED, overlay).service("wefact")

    assert wefact.guides["nl"] == "Bel ons."
    assert wefact.guides["en"].startswith("WeFact sends invoices")
    assert wefact.spf.candidates == ("_spf.mijnwefact.nl",)


def test_the_operator_adds_a_topic_of_his_own(overlay: Path) -> None:
    page = "---\ntitle: Prijzen\nexamples: [wat kost het]\n---\nNiets.\n"
    (overlay / "topics").mkdir()
    for language in LANGUAGES:
        path = overlay / "topics" / f"prices.{language}.md"
        path.write_text(page, encoding="utf-8")

    topic = load(SHIPPED, overlay).topic("prices")

    assert topic.titles["nl"] == "Prijzen"
    assert topic.guides["nl"] == "Niets."


def test_an_unknown_helpdesk_is_refused_by_name() -> None:
    with pytest.raises(GuideError, match=r"helpdesks/nobody\.yaml:1: .*carien, demo"):
        load(SHIPPED, helpdesk="nobody")


def test_a_half_written_guide_is_refused_with_file_and_line(tmp_path: Path) -> None:
    shipped = tmp_path / "knowledge"
    shutil.copytree(SHIPPED, shipped)
    (shipped / "services" / "nieuw.yaml").write_text(
        "id: nieuw\nname: Nieuw\nkind: newsletter\nspf:\n  inclde: x.example\n",
        encoding="utf-8",
    )

    with pytest.raises(GuideError) as refused:
        load(shipped)

    assert refused.value.mistakes == (
        (
            "services/nieuw.yaml:5: found the key 'inclde', expected one of "
            "advised_by_maker, aligns, candidates, include, include_by_region, "
            "lookups, note, seen"
        ),
    )


def test_a_topic_in_one_language_is_refused(overlay: Path) -> None:
    page = "---\ntitle: Prijzen\n---\nNiets.\n"
    (overlay / "topics").mkdir()
    (overlay / "topics" / "prices.nl.md").write_text(page, encoding="utf-8")

    with pytest.raises(GuideError, match=r"topics/prices\.en\.md:1: found no text"):
        load(SHIPPED, overlay)


def test_a_guide_without_facts_is_refused(overlay: Path) -> None:
    (overlay / "services").mkdir()
    (overlay / "services" / "wefct.nl.md").write_text("Hallo", encoding="utf-8")

    with pytest.raises(GuideError, match=r"expected services/wefct\.yaml"):
        load(SHIPPED, overlay)


def test_bytes_that_are_no_text_are_refused(overlay: Path) -> None:
    (overlay / "hosts").mkdir()
    (overlay / "hosts" / "oud.yaml").write_bytes(b"name: caf\xe9\n")

    with pytest.raises(GuideError, match=r"hosts/oud\.yaml:1: .*UTF-8"):
        load(SHIPPED, overlay)


@pytest.mark.no_cover
def test_the_whole_shelf_is_read_within_a_second() -> None:
    began = time.process_time()

    load(SHIPPED)

    assert time.process_time() - began < 1.0


def test_a_page_tells_what_the_helpdesk_saw_itself(overlay: Path) -> None:
    (overlay / "services").mkdir()
    sheet = (SHIPPED / "services" / "wefact.yaml").read_text(encoding="utf-8")
    seen = "{kind: signer, value: own, date: 2026-04-02, count: 3}"
    path = overlay / "services" / "wefact.yaml"
    path.write_text(f"{sheet}seen_here:\n  - {seen}\n", encoding="utf-8")

    pages = load(SHIPPED, overlay).service("wefact").guides

    assert pages["nl"].startswith("WeFact verstuurt facturen")
    assert pages["nl"].endswith(
        "van het eigen domein van de klant (gezien bij andere klanten hier, "
        "2026-04-02, 3 keer)."
    )
    assert "seen at other customers here, 2026-04-02, 3 times" in pages["en"]
