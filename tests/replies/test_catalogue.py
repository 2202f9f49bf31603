"""Every text of the catalogue, in every language, with the facts it may use."""

import re

import pytest

from assistant import places
from assistant.diagnosis.catalogue import CATALOGUE
from assistant.diagnosis.codes import Code, Topic
from assistant.replies.texts import Texts

LANGUAGES = ("nl", "en")
LONGEST_HEADLINE = 90
FAMILIAR = re.compile(r"\b(?:je|jij|jou|jouw|jullie|jezelf)\b", re.IGNORECASE)
PARAGRAPHS = 4  # what we see, why it hurts, what to change, how to see it worked

FULL: dict[str, object] = {
    "domain": "bakkerij.example",
    "count": 2,
    "records": ("v=spf1 mx -all", "v=spf1 a ~all"),
    "lookups": 12,
    "costliest": "_spf.webhotel.example",
    "costliest_lookups": 5,
    "voids": 3,
    "names": ("weg.example", "oud.example"),
    "record": "v=spf1 incude:mx -all",
    "part": "incude:mx",
    "expected": "a mechanism",
    "include": "_spf.helpdesk.example",
    "problem": "missing",
    "service": "Mailchimp",
    "sender": "192.0.2.25",
    "selectors": ("k2", "k3"),
    "wrong": "k2._domainkey.bakkerij.example.bakkerij.example",
    "right": "k2._domainkey.bakkerij.example",
    "found": "dkim.oud.example",
    "position": 141,
    "addresses": ("dmarc@rapport.example",),
    "other": "AWeber",
    "where": "Account > Domains",
    "demanded": True,
    "policy": "reject",
    "older_policy": "none",
    "found_at": "_dmarc.bakkerij.example",
    "candidate": "_spf.maker.example",
    "candidate_published": True,
    "seen_kinds": ("signer", "selector"),
    "seen_values": ("own", "wf1"),
    "seen_days": ("2026-04-02", "2026-04-02"),
    "seen_counts": ("3", "4"),
    "seen_key": "wf1._domainkey.bakkerij.example",
    "seen_no_key": "",
    "shown": "info@bakkerij.example",
    "checked_spf": "mcsv.net",
    "checked_dkim": "mailchimpapp.net",
    "ip": "198.51.100.7",
    "result": "fail",
    "selector": "k2",
    "reason": "body_changed",
    "by": "dkim",
    "missing": ("Authentication-Results",),
    "own_server": True,
    "terms": ("include:na.example",),
    "texts": ("v=spf1 -all",),
    "host": "Cloudflare",
    "target": "winkel.platform.example",
    "misplaced": ("_dmarc.school.example.school.example",),
    "servers": ("ns2.dns.example",),
    "ahead": True,
    "about": "bakkerij.example",
    "mechanism": "dmarc",
    "permanent": True,
    "maker": "Gmail",
    "listed_by": "Spamhaus",
    "ours": True,
    "answers_to": "jan@elders.example",
    "list": True,
    "changed": True,
    "signed": True,
    "filters": ("Microsoft",),
    "words": ("SCL 6", "CAT BULK"),
    "meanings": ("score", "bulk"),
    "silent": ("Proofpoint",),
    "reader": True,
    "bulk": True,
    "receiver": "Gmail",
    "minutes": 190,
    "next": "mx.ontvanger.example",
    "signer": "bakkerij.example",
    "named": "iemand@elders.example",
    "then": "none",
    "now": "reject",
    "website": True,
}
EMPTY = {
    name: type(value)() if name not in {"domain", "shown"} else value
    for name, value in FULL.items()
}


def declared(code: Code, facts: dict[str, object]) -> dict[str, object]:
    return {name: facts[name] for name in CATALOGUE[code].details}


def paragraphs(text: str) -> list[str]:
    return text.partition("\n")[2].strip().split("\n\n")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("facts", [FULL, EMPTY], ids=["full", "empty"])
@pytest.mark.parametrize("code", Code)
def test_every_finding_is_told_in_four_paragraphs(
    code: Code, facts: dict[str, object], language: str, texts: Texts
) -> None:
    text = texts.render("findings", code, language, **declared(code, facts))

    assert text.startswith("# ")
    assert len(paragraphs(text)) == PARAGRAPHS


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("facts", [FULL, EMPTY], ids=["full", "empty"])
@pytest.mark.parametrize("code", Code)
def test_every_headline_fits_on_two_lines(
    code: Code, facts: dict[str, object], language: str, texts: Texts
) -> None:
    text = texts.plain("findings", code, language, **declared(code, facts))

    headline = text.partition("\n")[0].removeprefix("# ")

    assert 10 < len(headline) <= LONGEST_HEADLINE


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", [code for code in Code if CATALOGUE[code].curable])
def test_every_cure_tells_how_to_take_it_back(
    code: Code, language: str, texts: Texts
) -> None:
    text = texts.render("remedies", code, language, **declared(code, FULL))

    assert {"nl": "Terugdraaien?", "en": "To take it back"}[language] in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_only_curable_findings_have_a_text_for_their_cure(
    language: str, texts: Texts
) -> None:
    curable = {code.value for code in Code if CATALOGUE[code].curable}

    assert set(texts.names("remedies", language)) == curable


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_is_left_without_its_finding(language: str, texts: Texts) -> None:
    assert set(texts.names("findings", language)) == {code.value for code in Code}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "code",
    [
        code
        for code in Code
        if CATALOGUE[code].topic in {Topic.SPF, Topic.DKIM, Topic.DMARC}
        or code is Code.DMARC_BLOCKS_SERVICE
    ],
)
def test_every_finding_of_a_tile_has_its_few_words(
    code: Code, language: str, texts: Texts
) -> None:
    word = texts.word("tiles", code, language, **declared(code, FULL))

    assert 0 < len(word) <= 40


def test_both_languages_know_the_same_texts(texts: Texts) -> None:
    for kind in texts.kinds:
        assert texts.names(kind, "nl") == texts.names(kind, "en")


@pytest.mark.parametrize(
    "file",
    [
        "choices",
        "problems",
        "asked-problems",
        "folds",
        "labels",
        "tiles",
        "journey",
        "notes",
    ],
)
def test_both_languages_know_the_same_words(file: str, texts: Texts) -> None:
    dutch = {key.removesuffix("-says") for key in texts.names(f"words/{file}", "nl")}
    english = {key.removesuffix("-says") for key in texts.names(f"words/{file}", "en")}

    assert dutch == english


def test_dutch_speaks_to_the_customer_as_u() -> None:
    folder = places.templates() / "replies"

    familiar = [
        file.name
        for file in sorted(folder.glob("*/*.nl.md"))
        if FAMILIAR.search(file.read_text(encoding="utf-8"))
    ]

    assert familiar == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_can_be_read_as_a_template(language: str, texts: Texts) -> None:
    kinds = [kind for kind in texts.kinds if kind != "words"]
    kinds += [f"words/{file}" for file in texts.names("words", language)]
    for kind in kinds:
        for name in texts.names(kind, language):
            assert texts.template((kind, name, language)) is not None
