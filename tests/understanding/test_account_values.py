"""Lines copied from an account are read, however a screen shows them."""

from __future__ import annotations

import pytest

from assistant.understanding.account_values import AccountValue, find_account_values

S1 = AccountValue(
    name="s1._domainkey", type="CNAME", value="s1.domainkey.u1.wl2.sendgrid.net"
)
S2 = AccountValue(
    name="s2._domainkey", type="CNAME", value="s2.domainkey.u1.wl2.sendgrid.net"
)
KEY = "v=DKIM1; k=rsa; p=MIIBIjANBgkq"


@pytest.mark.parametrize(
    "text",
    [
        (
            "s1._domainkey CNAME s1.domainkey.u1.wl2.sendgrid.net\n"
            "s2._domainkey CNAME s2.domainkey.u1.wl2.sendgrid.net"
        ),
        (
            "CNAME\ts1._domainkey\ts1.domainkey.u1.wl2.sendgrid.net\n"
            "CNAME\ts2._domainkey\ts2.domainkey.u1.wl2.sendgrid.net"
        ),
        (
            "Host: s1._domainkey\nValue: s1.domainkey.u1.wl2.sendgrid.net.\n\n"
            "Host: s2._domainkey\nValue: s2.domainkey.u1.wl2.sendgrid.net."
        ),
        (
            "s1._domainkey. 3600 IN CNAME s1.domainkey.u1.wl2.sendgrid.net.\n"
            "s2._domainkey. 3600 IN CNAME s2.domainkey.u1.wl2.sendgrid.net."
        ),
        (
            "S1._DOMAINKEY -> S1.domainkey.u1.wl2.SendGrid.net\n"
            "s2._domainkey -> s2.domainkey.u1.wl2.sendgrid.net"
        ),
        (
            "dit zijn de regels:\ns1._domainkey\ns1.domainkey.u1.wl2.sendgrid.net\n"
            "s2._domainkey\ns2.domainkey.u1.wl2.sendgrid.net"
        ),
    ],
)
def test_a_pair_of_names_is_a_record(text: str) -> None:
    values, _ = find_account_values(text, asked=False)

    assert values == (S1, S2)


@pytest.mark.parametrize(
    "text",
    [
        f"acy._domainkey TXT {KEY}",
        f'acy._domainkey IN TXT "{KEY}"',
        f"Naam: acy._domainkey\nType: TXT\nWaarde: {KEY}",
        f"acy._domainkey\n{KEY}",
    ],
)
def test_a_key_belongs_to_the_name_before_it(text: str) -> None:
    values, _ = find_account_values(text, asked=False)

    assert values == (AccountValue(name="acy._domainkey", type="TXT", value=KEY),)


CODE = "brevo-code:0123456789abcdef0123456789abcdef"


@pytest.mark.parametrize(
    "text",
    [
        f"@ TXT {CODE}",
        f"TXT\t@\t{CODE}",
        f"Naam: @\nType: TXT\nWaarde: {CODE}",
        CODE,
    ],
)
def test_a_proof_of_ownership_belongs_to_the_domain_itself(text: str) -> None:
    values, rest = find_account_values(text, asked=False)

    assert values == (AccountValue(name="@", type="TXT", value=CODE),)
    assert rest.strip() == ""


def test_a_proof_of_ownership_may_have_a_name() -> None:
    values, _ = find_account_values(
        "_mailpoet.bakkerij.nl TXT mailpoet-verification=a1b2c3d4", asked=False
    )

    assert [one.name for one in values] == ["_mailpoet.bakkerij.nl"]


def test_an_address_in_a_sentence_is_no_record() -> None:
    text = "mijn adres is info@bakkerij.nl en de code weet ik niet"

    assert find_account_values(text, asked=True) == ((), text)


def test_the_words_around_it_are_left_for_the_others_to_hear() -> None:
    _, rest = find_account_values(
        "Hier zijn ze voor bakkerij.nl dan eindelijk, na lang zoeken\n"
        "s1._domainkey CNAME s1.domainkey.u1.wl2.sendgrid.net",
        asked=False,
    )

    assert rest == "Hier zijn ze voor bakkerij.nl dan eindelijk, na lang zoeken"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Moet s1._domainkey een CNAME zijn naar s1.domainkey.u1.wl2.sendgrid.net?",
        "Mijn domein is bakkerij.nl en mijn dienst is sendgrid.net",
        "\n" * 5000,
        "._domainkey" * 9000,
    ],
)
def test_who_only_asks_pastes_nothing(text: str) -> None:
    assert find_account_values(text, asked=False) == ((), text)
