"""What a guide may say, and how a mistake in it is told."""

from __future__ import annotations

import pytest

from assistant.knowledge.guide import Aligns, Confidence
from assistant.knowledge.helpdesk import read_helpdesk
from assistant.knowledge.page import read_topic
from assistant.knowledge.parse import read_host, read_service
from assistant.knowledge.sheet import Ledger

PAGES = {"nl": "Zo werkt het.", "en": "This is how."}


def mistakes_of_service(text: str) -> list[str]:
    """The mistakes in a service's sheet that is called services/x.yaml."""
    ledger = Ledger()
    read_service(text, "services/x.yaml", PAGES, ledger)
    return ledger.mistakes


def test_a_service_is_read_as_written() -> None:
    text = (
        "id: x\nname: X\nkind: invoicing\nsends_from_eu: false\n"
        "spf: {include: spf.x.example, aligns: always, advised_by_maker: true}\n"
        "dkim:\n  records:\n"
        "    - {type: CNAME, host: k1._domainkey, value: k1.x.example}\n"
        "confidence: official\n"
        "sources: [{url: 'https://x.example/help', seen: 2026-02, official: true}]\n"
    )
    ledger = Ledger()

    service = read_service(text, "services/x.yaml", PAGES, ledger)

    assert ledger.mistakes == []
    assert service.spf.include == "spf.x.example"
    assert service.spf.aligns is Aligns.ALWAYS
    assert service.sends_from_eu is False
    assert service.dkim.records[0].value == "k1.x.example"
    assert service.confidence is Confidence.OFFICIAL
    assert service.sources[0].seen == "2026-02"


def test_what_nobody_knows_stays_unknown() -> None:
    text = (
        "id: x\nname: X\nsends_from_eu: unknown\nsettings_path: unknown\n"
        "spf: unknown\nown_smtp: {supported: unknown}\n"
    )
    ledger = Ledger()

    service = read_service(text, "services/x.yaml", PAGES, ledger)

    assert ledger.mistakes == []
    assert service.sends_from_eu is None
    assert service.settings_path is None
    assert service.spf.include is None
    assert service.spf.aligns is Aligns.UNKNOWN
    assert service.own_smtp.supported is None


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("kind: mailer", "'mailer' at kind, expected one of newsletter, invoicing"),
        ("sends_from_eu: maybe", "'maybe' at sends_from_eu, expected true, false or"),
        ("country: NO", "'NO' at country, expected text"),
        ("spf: {include: Spf.X.example}", "expected a domain name in lower case"),
        ("spf: {include: spf.x.example.}", "without a final dot"),
        ("spf: {lookups: 99}", "'99' at lookups, expected a whole number from 1 to 20"),
        ("spf: [a]", "a list at spf, expected keys and values"),
        ("names: {aliases: acy}", "'acy' at aliases, expected a list"),
        ("names: {aliases: [1]}", "'1' in aliases, expected text"),
        ("dkim: {records: [{type: TXT, host: a}]}", "expected a value, or per_account"),
        ("dkim: {records: [{type: SPF, host: a, value: b}]}", "one of CNAME, TXT"),
        ("sources: [{url: a book}]", "expected an address, or another kind of source"),
        ("recognise: {mx_suffixes: ['*.x.example']}", "'*.x.example' in mx_suffixes"),
        ("recognise: {ip_ranges: [192.0.2.1/24]}", "expected a network such as"),
        ("tracking: [{type: TXT, host: 'a b', value: c}]", "expected @, or a name"),
        ("tracking: [{type: CNAME, host: a, value: c.}]", "without a final dot"),
        (
            "tracking: [{type: CNAME, host: a, value: b.example, per_account: true}]",
            "expected a shape: only the account shows the value",
        ),
        ("tracking: [{type: TXT, host: a, value: b, shape: c}]", "found a shape"),
        ("tracking: [{type: unknown, host: a, value: b}]", "an unknown type"),
        ("spf: {include_by_region: {EU: 'a b'}}", "'a b' at EU"),
        ("spf: {include_by_region: {ASIA: a.example}}", "the key 'ASIA'"),
        ("colour: red", "the key 'colour', expected one of"),
        ("name: Y", "the key 'name' twice, expected it once"),
    ],
)
def test_a_mistake_is_told_with_its_line(line: str, expected: str) -> None:
    mistakes = mistakes_of_service(f"id: x\nname: X\n{line}\n")

    assert len(mistakes) == 1
    assert mistakes[0].startswith("services/x.yaml:3: found ")
    assert expected in mistakes[0]


def test_all_mistakes_are_told_together() -> None:
    mistakes = mistakes_of_service("id: y\nkind: mailer\nspf: {aligns: perhaps}\n")

    assert [mistake.partition(",")[0] for mistake in mistakes] == [
        "services/x.yaml:1: found id 'y'",
        "services/x.yaml:1: found no name",
        "services/x.yaml:2: found 'mailer' at kind",
        "services/x.yaml:3: found 'perhaps' at aligns",
    ]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("", "services/x.yaml:1: found nothing"),
        ("- a\n- b\n", "services/x.yaml:1: found a list at the file"),
        ("id: x\n\tname: X\n", "services/x.yaml:2: found "),
        ("id: [x\n", "services/x.yaml:"),
        ("id: x\nname: \x00\n", "services/x.yaml:1: found "),
    ],
)
def test_what_is_no_sheet_is_a_mistake_and_no_crash(text: str, place: str) -> None:
    mistakes = mistakes_of_service(text)

    assert mistakes[0].startswith(place)


def test_facts_without_a_source_are_refused() -> None:
    mistakes = mistakes_of_service("id: x\nname: X\nconfidence: official\n")

    assert mistakes == [
        (
            "services/x.yaml:3: found facts without a source, "
            "expected sources, or confidence: thin"
        )
    ]


def test_an_empty_apex_differs_from_an_unknown_one() -> None:
    ledger = Ledger()

    empty = read_host('id: h\nname: H\napex_name: ""\n', "hosts/h.yaml", {}, ledger)
    unknown = read_host(
        "id: h\nname: H\napex_name: unknown\n", "hosts/h.yaml", {}, ledger
    )
    unsaid = read_host("id: h\nname: H\n", "hosts/h.yaml", {}, ledger)

    assert (empty.apex_name, unknown.apex_name, unsaid.apex_name) == (
        "",
        "unknown",
        "unknown",
    )
    assert ledger.mistakes == []


def test_a_mistake_in_a_front_matter_has_the_files_line() -> None:
    ledger = Ledger()
    page = "---\ntitle: Prijzen\nexampels: [wat kost het]\n---\nNiets.\n"

    read_topic("prices", {"nl": ("topics/prices.nl.md", page)}, ledger)

    assert ledger.mistakes == [
        (
            "topics/prices.nl.md:3: found the key 'exampels', "
            "expected one of drawing, examples, related, reviewed, title"
        )
    ]


@pytest.mark.parametrize("page", ["Niets.\n", "---\ntitle: Prijzen\n---\n", "---\n"])
def test_a_page_needs_a_front_matter_and_a_text(page: str) -> None:
    ledger = Ledger()

    read_topic("prices", {"nl": ("topics/prices.nl.md", page)}, ledger)

    assert ledger.mistakes[0].startswith("topics/prices.nl.md:1: found no front matter")


def test_an_operators_mistakes_are_told_in_his_file() -> None:
    ledger = Ledger()
    text = (
        "name: Hulp\naccent: blauw\noffice_hours: {mon: 9-17}\n"
        "servers:\n  - {starttls_port: 587}\ndmarc_report: a@h.example;p=none\n"
    )

    read_helpdesk(text, "helpdesk.yaml", ledger)

    assert ledger.mistakes == [
        "helpdesk.yaml:2: found 'blauw', expected a colour such as #0b6b5d",
        "helpdesk.yaml:3: found '9-17', expected hours such as 09:00-17:00",
        "helpdesk.yaml:5: found no host, expected the server's name",
        "helpdesk.yaml:6: found 'a@h.example;p=none', expected an e-mail address",
    ]


def test_a_port_that_is_not_offered_can_be_left_out_on_purpose() -> None:
    ledger = Ledger()
    text = "name: Hulp\nservers:\n  - {host: smtp.h.example, tls_port: null}\n"

    helpdesk = read_helpdesk(text, "helpdesk.yaml", ledger)

    assert helpdesk.servers[0].starttls_port == 587
    assert helpdesk.servers[0].tls_port is None
