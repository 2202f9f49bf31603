"""All services on the shelf, held to what was found out about them."""

from __future__ import annotations

import pytest

from assistant.knowledge.guide import Aligns, Confidence, WantedRecord
from assistant.knowledge.shelf import Shelf


def records_of(shelf: Shelf) -> list[tuple[str, WantedRecord]]:
    """Every record that a service asks its customers to publish."""
    return [
        (one.id, record)
        for one in shelf.services.values()
        for record in (
            *one.dkim.records,
            *one.return_path,
            *one.verification,
            *one.tracking,
            *one.delegation,
        )
    ]


def test_all_services_that_were_looked_into_are_on_the_shelf(shelf: Shelf) -> None:
    assert len(shelf.services) >= 163
    assert {"wordpress", "lightspeed", "moneybird", "exact-online", "brevo"} <= set(
        shelf.services
    )


def test_what_differs_per_account_has_a_shape_and_no_value(shelf: Shelf) -> None:
    wrong = [
        (service, record.host)
        for service, record in records_of(shelf)
        if record.per_account and record.value is not None
    ]

    assert wrong == []


def test_a_placeholder_never_passes_for_a_record(shelf: Shelf) -> None:
    marks = "<>{}…*[]"
    wrong = [
        (service, record.host)
        for service, record in records_of(shelf)
        if not record.per_account
        and any(mark in f"{record.host}{record.value}" for mark in marks)
    ]

    assert wrong == []


def test_thin_facts_put_nothing_forward_for_publishing(shelf: Shelf) -> None:
    wrong = [
        one.id
        for one in shelf.services.values()
        if one.confidence is Confidence.THIN and one.spf.include is not None
    ]

    assert wrong == []


def test_an_include_to_publish_is_one_that_maker_or_mailbox_stands_for(
    shelf: Shelf,
) -> None:
    wrong = [
        one.id
        for one in shelf.services.values()
        if one.spf.include
        and one.spf.advised_by_maker is not True
        and one.spf.aligns not in {Aligns.ALWAYS, Aligns.NEVER}
    ]

    assert wrong == ["jouwweb"]  # it stands in the zones that its maker makes


@pytest.mark.parametrize(
    "service",
    ["amazon-ses", "resend", "mailgun", "sendgrid", "activecampaign", "shopify"],
)
def test_what_belongs_on_a_subdomain_is_not_put_in_the_domains_spf(
    shelf: Shelf, service: str
) -> None:
    spf = shelf.service(service).spf

    assert spf.include is None
    assert spf.seen != ()


@pytest.mark.parametrize("service", ["zoho-mail", "zoho-crm", "zoho-campaigns"])
def test_which_data_centre_counts_is_not_guessed(shelf: Shelf, service: str) -> None:
    spf = shelf.service(service).spf

    assert spf.include is None
    assert set(spf.by_region) == {"EU", "US"}


@pytest.mark.parametrize(
    ("host", "service"),
    [
        ("transip-a", "transip-mail"),
        ("litesrv", "mailerlite"),
        ("odoo", "odoo"),
        ("acdkim1", "activecampaign"),
        ("mailpoet2", "mailpoet"),
    ],
)
def test_a_key_that_is_the_same_for_everybody_can_be_checked(
    shelf: Shelf, host: str, service: str
) -> None:
    records = shelf.service(service).dkim.records

    fixed = {one.host for one in records if not one.per_account}

    assert f"{host}._domainkey" in fixed


def test_mailchimps_keys_are_not_taken_for_those_of_aweber(shelf: Shelf) -> None:
    aweber = shelf.service("aweber").dkim.records

    assert all(one.per_account for one in aweber if one.host.startswith("k"))


@pytest.mark.parametrize(
    ("host", "mailbox"),
    [
        ("mx.transip.email", "transip-mail"),
        ("smtpin.rzone.de", "strato-mail"),
        ("mx1.mailpod15-cph3.g1i.one.com", "one-com-mail"),
        ("mailfilter.hostnet.nl", "hostnet-mail"),
        ("mx2.mijndomein.nl", "mijndomein-mail"),
        ("spamrelay.zxcs.nl", "vimexx-mail"),
        ("mx.mailprotect.be", "combell-mail"),
        ("mx1.mijn.host", "mijn-host-mail"),
        ("mx2.zoho.eu", "zoho-mail"),
        ("in1-smtp.messagingengine.com", "fastmail"),
        ("mx01.mail.icloud.com", "icloud-custom-domain"),
        ("mail.webador.com", "jouwweb"),
    ],
)
def test_dutch_mailboxes_are_recognised_by_their_mx(
    shelf: Shelf, host: str, mailbox: str
) -> None:
    found = shelf.by_mx(host)

    assert found is not None
    assert found.id == mailbox


@pytest.mark.parametrize(
    ("include", "services"),
    [
        ("mailgun.org", ["mailgun"]),
        ("amazonses.com", ["amazon-ses"]),
        ("558236.spf02.hubspotemail.net", ["hubspot"]),
        ("spf.sendinblue.com", ["brevo"]),
        ("eu.zcsend.net", ["zoho-campaigns"]),
        ("spf.afas.online", ["afas"]),
        ("evilsendgrid.net", []),
    ],
)
def test_an_include_tells_who_carries_the_mail(
    shelf: Shelf, include: str, services: list[str]
) -> None:
    assert [one.id for one in shelf.by_include(include)] == services


def test_extensions_of_a_site_send_from_the_site(shelf: Shelf) -> None:
    sites = {one.id for one in shelf.services.values() if one.sends_from_website}

    assert sites == {
        "acymailing",
        "fluentcrm",
        "joomla",
        "magento",
        "phplist",
        "prestashop",
        "the-newsletter-plugin",
        "woocommerce",
        "wordpress",
    }


def test_a_consumer_mailbox_tells_which_domains_are_nobody_elses(
    shelf: Shelf,
) -> None:
    assert "planet.nl" in shelf.service("kpn-mail").mailbox_domains
    assert "ziggo.nl" in shelf.service("ziggo-mail").mailbox_domains
