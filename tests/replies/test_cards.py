"""A record is shown as it is typed in the customer's own panel."""

import pytest

from assistant.knowledge.guide import Host
from assistant.knowledge.shelf import Shelf
from assistant.remedies.change import Action, RecordChange, Unknown
from assistant.replies.cards import Panel
from assistant.replies.reply import Card
from assistant.replies.texts import Texts
from assistant.replies.voice import Voice
from assistant.understanding.question import Known

KEY = RecordChange(
    action=Action.ADD,
    name="k2._domainkey.bakkerij.example",
    type="CNAME",
    after="dkim2.mcsv.net",
)
SPF = RecordChange(
    action=Action.REPLACE,
    name="bakkerij.example",
    type="TXT",
    before="v=spf1 -all",
    after="v=spf1 mx -all",
)
RELATIVE = Host(
    id="r", name="R", host_field="relative", apex_name="@", trailing_dot="needed"
)
WHOLE = Host(
    id="w", name="W", host_field="fqdn", apex_name="the domain", trailing_dot="never"
)
EMPTY_APEX = Host(
    id="e", name="E", host_field="relative", apex_name="", trailing_dot="optional"
)


@pytest.fixture
def voice(texts: Texts, shelf: Shelf) -> Voice:
    return Voice(texts, shelf, Known(language="nl"))


def shown(
    host: Host | None, change: RecordChange, voice: Voice, domain: str = ""
) -> Card:
    panel = Panel(host, domain or "bakkerij.example")
    return panel.cards([change], (), voice).cards[0]


def test_a_panel_that_adds_the_domain_gets_the_short_name(voice: Voice) -> None:
    card = shown(RELATIVE, KEY, voice)

    assert card.name == "k2._domainkey"
    assert card.fqdn == "k2._domainkey.bakkerij.example"


def test_a_panel_that_wants_the_final_dot_gets_it(voice: Voice) -> None:
    assert shown(RELATIVE, KEY, voice).value == "dkim2.mcsv.net."


def test_a_panel_that_wants_the_whole_name_gets_it(voice: Voice) -> None:
    card = shown(WHOLE, KEY, voice)

    assert card.name == "k2._domainkey.bakkerij.example"
    assert card.value == "dkim2.mcsv.net"


def test_an_unknown_panel_gets_the_short_name_without_a_dot(voice: Voice) -> None:
    card = shown(None, KEY, voice)

    assert card.name == "k2._domainkey"
    assert card.value == "dkim2.mcsv.net"


def test_the_domain_itself_is_an_at_sign_or_an_empty_field(voice: Voice) -> None:
    assert shown(RELATIVE, SPF, voice).name == "@"
    assert shown(EMPTY_APEX, SPF, voice).name == ""
    assert shown(WHOLE, SPF, voice).name == "bakkerij.example"
    assert shown(None, SPF, voice).name == "@"


def test_a_subdomain_is_edited_in_the_zone_above_it(voice: Voice) -> None:
    change = RecordChange(
        action=Action.ADD, name="nieuws.bakkerij.example", type="TXT", after="v=spf1"
    )

    assert shown(RELATIVE, change, voice, "nieuws.bakkerij.example").name == "nieuws"


def test_todays_value_stands_beside_the_new_one(voice: Voice) -> None:
    card = shown(RELATIVE, SPF, voice)

    assert (card.action, card.before, card.value) == (
        "replace",
        "v=spf1 -all",
        "v=spf1 mx -all",
    )


def test_a_text_longer_than_a_string_is_parted_where_quotes_are_typed(
    voice: Voice,
) -> None:
    quoting = Host(id="q", name="Q", quotes_txt=True)
    change = RecordChange(
        action=Action.ADD, name="bakkerij.example", type="TXT", after="a" * 300
    )

    assert shown(quoting, change, voice).value == f'"{"a" * 255}" "{"a" * 45}"'


def test_a_value_of_the_account_is_never_something_to_copy(voice: Voice) -> None:
    unknown = Unknown(
        name="s1._domainkey.bakkerij.example", type="CNAME", shape="…", where="Account"
    )

    card = Panel(None, "bakkerij.example").cards((), [unknown], voice).cards[0]

    assert card.unknown
    assert card.heading == "staat alleen in uw account"


def test_the_menu_path_names_the_customers_domain() -> None:
    host = Host(id="h", name="H", edit_path="Domein > (domein) > DNS")

    path = Panel(host, "nieuws.bakkerij.example").path

    assert path == "Domein \u203a bakkerij.example \u203a DNS"


def test_the_sentence_on_the_dot_comes_only_with_a_value_that_is_a_name() -> None:
    panel = Panel(None, "bakkerij.example")

    assert panel.typing([KEY])["dot"] == "unknown"
    assert panel.typing([SPF])["dot"] == ""
