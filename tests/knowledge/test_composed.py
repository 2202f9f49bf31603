"""The page of a service that nobody wrote about, composed from its facts."""

from __future__ import annotations

import pytest

from assistant.knowledge.composed import compose
from assistant.knowledge.guide import Service
from assistant.knowledge.parse import LANGUAGES, read_service
from assistant.knowledge.sentences import SENTENCES, Sentences, read_sentences
from assistant.knowledge.sheet import Ledger
from assistant.knowledge.shelf import Shelf
from assistant.places import knowledge

WRITTEN = {
    path.name.partition(".")[0] for path in (knowledge() / "services").glob("*.md")
}


def dutch() -> Sentences:
    """The Dutch sentences that ship."""
    text = (knowledge() / "sentences" / "nl.yaml").read_text(encoding="utf-8")
    return read_sentences(text, "sentences/nl.yaml", Ledger())


def page_of(facts: str) -> str:
    """The Dutch page of a service with these facts."""
    ledger = Ledger()
    text = f"id: x\nname: Postduif\n{facts}"
    service = read_service(text, "services/x.yaml", {}, ledger)
    assert ledger.mistakes == []
    return compose(service, "", dutch())


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_can_be_read_in_a_minute_and_a_half(
    shelf: Shelf, language: str
) -> None:
    long = [
        one.id
        for one in shelf.services.values()
        if one.id not in WRITTEN and len(one.guides[language].split()) > 200
    ]

    assert long == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_is_left_with_nothing_but_its_opening(
    shelf: Shelf, language: str
) -> None:
    bare = [
        one.id for one in shelf.services.values() if "\n\n" not in one.guides[language]
    ]

    assert bare == []


def test_a_fixed_record_is_printed_as_it_stands() -> None:
    page = page_of(
        "dkim: {aligns: true, records: "
        "[{type: CNAME, host: k1._domainkey, value: k1.postduif.example}]}"
    )

    assert "een CNAME `k1._domainkey` met de waarde `k1.postduif.example`" in page


def test_what_only_the_account_shows_is_never_printed() -> None:
    page = page_of(
        "settings_path: Instellingen > Domein\n"
        "dkim: {aligns: true, records: [{type: CNAME, host: k1._domainkey, "
        'per_account: true, shape: "k1.<account>.postduif.example"}]}'
    )

    assert "k1" not in page
    assert "staan in uw account" in page
    assert "**Waar in Postduif:** Instellingen > Domein." in page


def test_a_candidate_is_no_fact() -> None:
    page = page_of("kind: invoicing\nspf: {candidates: [_spf.postduif.example]}")

    assert "_spf.postduif.example" not in page
    assert "staat op geen pagina die wij konden vinden" in page
    assert "Plak in de chat de header" in page


def test_an_include_that_helps_nobody_is_not_asked_for() -> None:
    page = page_of(
        "spf: {include: spf.postduif.example, advised_by_maker: true, aligns: never}\n"
        "dkim: {aligns: true, records: "
        "[{type: CNAME, host: k1._domainkey, value: k1.postduif.example}]}"
    )

    assert "spf.postduif.example" not in page
    assert "hoeft niet te veranderen" in page


def test_an_include_that_is_not_enough_is_said_to_be_so() -> None:
    page = page_of(
        "spf: {include: spf.postduif.example, advised_by_maker: true, "
        "aligns: with_custom_return_path}"
    )

    assert "`include:spf.postduif.example`" in page
    assert "DKIM doet het eigenlijke werk" in page


def test_of_two_data_centres_neither_is_guessed() -> None:
    page = page_of("spf: {include_by_region: {EU: eu.x.example, US: us.x.example}}")

    assert "x.example" not in page
    assert "Neem over wat uw account toont" in page


def test_a_site_that_sends_itself_must_stand_in_spf() -> None:
    page = page_of("kind: website\nsends_from_website: true")

    assert "De server van uw website moet in uw SPF-record staan" in page


def test_where_mail_bears_the_makers_address_no_record_is_asked() -> None:
    page = page_of("kind: invoicing\nspf: {aligns: never}\ndkim: {aligns: false}")

    assert "Uw eigen DNS speelt daarbij geen rol." in page
    assert "Wat er in de DNS moet" not in page


def test_a_mailbox_says_through_which_server_it_sends() -> None:
    page = page_of(
        "kind: mailbox\nsmtp_login: {host: smtp.postduif.example, tls_port: 465}"
    )

    assert "server `smtp.postduif.example`, poort 465 (SSL/TLS)" in page
    assert "587" not in page


def test_both_ways_of_one_service_are_told_apart(shelf: Shelf) -> None:
    klaviyo = next(one for one in shelf.services.values() if one.id == "klaviyo")

    page = compose(klaviyo, "", dutch())

    assert "Doe een van beide, nooit allebei" in page
    assert "ns1.klaviyo.com" not in page


def test_the_carrier_of_its_mail_is_named(shelf: Shelf) -> None:
    resend = shelf.service("resend")

    assert "over de servers van Amazon SES" in resend.guides["nl"]


def test_a_missing_sentence_is_told() -> None:
    ledger = Ledger()

    read_sentences('thin: "{name} zwijgt."\n', "sentences/nl.yaml", ledger)

    assert len(ledger.mistakes) == len(SENTENCES) - 1


def test_a_sentence_may_name_no_fact_that_it_does_not_get() -> None:
    ledger = Ledger()

    read_sentences('thin: "{naam} zwijgt."\n', "sentences/nl.yaml", ledger)

    assert (
        "sentences/nl.yaml:1: found the fact 'naam' in thin, expected name"
    ) in ledger.mistakes


def test_a_service_of_which_nothing_is_known_still_has_a_page() -> None:
    page = compose(Service(id="x", name="Postduif", kind="other"), "", dutch())

    assert page.startswith("Postduif verstuurt mail voor u.")
    assert "Wij raden er niet naar" in page


def test_a_fixed_record_and_an_own_one_are_told_apart() -> None:
    page = page_of(
        "dkim: {aligns: true, records: "
        "[{type: CNAME, host: k1._domainkey, value: k1.postduif.example}, "
        "{type: TXT, host: k2._domainkey, per_account: true}]}"
    )

    assert "`k1.postduif.example`" in page
    assert "Nog een record voor DKIM, dat bij iedere klant anders is." in page


def test_a_menu_that_nobody_found_is_not_made_up() -> None:
    page = page_of(
        "dkim: {aligns: true, records: "
        "[{type: TXT, host: k1._domainkey, per_account: true}]}"
    )

    assert "**Waar in Postduif:** het menu konden wij niet vinden." in page


def test_an_include_alone_sends_nobody_to_an_account() -> None:
    page = page_of("spf: {include: spf.postduif.example, aligns: always}")

    assert "**Waar in Postduif" not in page


def test_one_menu_is_named_once() -> None:
    page = page_of(
        "settings_path: Instellingen\nspf: {aligns: never}\n"
        "dkim: {aligns: false}\n"
        "own_smtp: {supported: true, where: Instellingen > SMTP}"
    )

    assert "**Via uw eigen mailserver:** Instellingen > SMTP." in page
    assert "**Waar in Postduif" not in page


def test_what_more_there_is_stays_unknown() -> None:
    page = page_of("verification: [{type: TXT, host: '@', per_account: true}]")

    assert "Een controleregel" in page
    assert "Wat er voor Postduif nog meer in de DNS moet, staat op geen pagina" in page
