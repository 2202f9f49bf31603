"""A panel's page says what is known of it, and how to see what is not."""

from __future__ import annotations

from assistant.knowledge.composed_host import compose_host
from assistant.knowledge.files import load
from assistant.knowledge.guide import Host
from assistant.knowledge.parse import read_host
from assistant.knowledge.sentences import Sentences
from assistant.knowledge.sheet import Ledger
from assistant.places import knowledge

SHELF = load(knowledge())


def page(host: str, language: str = "nl") -> str:
    return SHELF.hosts[host].guides[language]


def test_the_menu_stands_in_the_panels_own_words() -> None:
    assert "Domein > (domein) > Geavanceerd domeinbeheer > DNS" in page("transip")
    assert "Domein > (domein) > Geavanceerd domeinbeheer > DNS" in page("transip", "en")


def test_the_name_is_typed_as_this_panel_wants_it() -> None:
    assert "TransIP zet uw domein er zelf achter" in page("transip")
    assert "Het mag allebei" in page("cloudflare")
    assert "laat het naamveld leeg" in page("strato")


def test_what_nobody_found_out_is_said_with_a_way_to_see_it() -> None:
    told = page("hostnet")

    assert "wij weten niet zeker of u hem hier kort of voluit typt" in told
    assert "Kijk hoe de andere regels in uw lijst eruitzien" in told


def test_of_a_panel_without_facts_nothing_is_said() -> None:
    told = page("neostrada", "en")

    assert told.startswith("We could find nothing certain")
    assert "Name:" not in told


def test_a_tip_is_told_in_the_language_of_the_page() -> None:
    assert "het wolkje op **grijs**" in page("cloudflare")
    assert "set the cloud to **grey**" in page("cloudflare", "en")


def test_a_written_page_wins_over_a_composed_one() -> None:
    assert page("sidn-nl-defaults").startswith("SIDN houdt de lijst")


def test_tips_that_one_language_lacks_are_refused() -> None:
    ledger = Ledger()
    text = "id: h\nname: H\ntips: {nl: [Let op], en: []}\n"

    read_host(text, "hosts/h.yaml", {}, ledger)

    (mistake,) = ledger.mistakes
    assert mistake.startswith("hosts/h.yaml:3: found tips that some cannot read")


def test_every_panel_reads_in_both_languages() -> None:
    silent = [
        (host.id, language)
        for host in SHELF.hosts.values()
        for language in ("nl", "en")
        if len(host.guides[language]) < 60
    ]

    assert silent == []


def test_every_state_of_a_fact_has_its_sentence() -> None:
    sentences = Sentences({"host-nobody": "-"})

    assert compose_host(Host(id="h", name="H"), "nl", sentences) == "-"
