"""What strangers wrote that was not understood at first sight, by its kind."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.understanding.question import Problem, Understanding

Hear = Callable[..., Understanding]


@pytest.mark.parametrize(
    ("text", "services"),
    [
        ("mailchimp doet het prima maar exact facturen in spam", ("exact-online",)),
        ("we don't use mailchimp, we use mailerlite, help with dkim", ("mailerlite",)),
        ("strato mail, gmail weigert", ("strato-mail",)),
        ("resend says domain not verified", ("resend",)),
        ("hoe stel ik yuki in", ("yuki",)),
        (
            "is het goed dat mailchimp en wefact in de spf staan",
            ("mailchimp", "wefact"),
        ),
        ("Onguard-aanmaningen komen in spam", ("onguard",)),
        ("(Autorespond) mijn opvolgmails belanden in ongewenst", ("autorespond",)),
        ("Yuki: facturen mailen uit eigen naam", ("yuki",)),
        ("de facturen zijn verstuurd vanuit yuki", ("yuki",)),
        ("onze proton mailbox komt in de spam", ("proton-mail",)),
        ("mailbox bij One.com, alles in spam", ("one-com-mail",)),
        (
            "microsoft 365 en mailerlite samen in één spf",
            ("microsoft-365", "mailerlite"),
        ),
        ("klaviyo in spam sinds we van Omnisend zijn gekomen", ("klaviyo",)),
        ("Stripe facturen... no wait, it's Zoho Books now", ("zoho-books",)),
        ("kpn mail, waar zit de koptekst", ()),
        ("mail versturen met mijn domein lukt niet", ()),
        ("er stond een typefout in onze spf", ()),
        ("365 dagen in het jaar komt onze mail in de spam", ()),
        ("ik heb constant contact met mijn klanten over spam", ()),
        (
            '"550 5.7.26 unauthenticated mail". We use SendGrid for our app',
            ("sendgrid",),
        ),
        (
            (
                "Mijn klant kreeg \"Remote server returned '550 5.4.1 Access denied'\" "
                "Ik gebruik QuickBooks."
            ),
            ("quickbooks-online",),
        ),
        ("de mail uit onze Yuki versturt niets, spf van yuki moet erin", ("yuki",)),
        ("verwijder de oude spf van sendgrid uit onze dns", ()),
        ("ik ben van strato naar jullie gekomen, moet er iets weg?", ()),
        ("moet ik em7421.mijndomein.nl typen of alleen em7421", ()),
        (
            "zoho campaigns wil dat zoho-verification=zb1 erin staat",
            ("zoho-campaigns",),
        ),
    ],
)
def test_of_the_programs_named_the_one_in_trouble_is_heard(
    text: str, services: tuple[str, ...], hear: Hear
) -> None:
    assert hear(text).known.services == services


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("mijn mailbox is gehackt", "stay-safe"),
        ("wat betekent compauth", "read-the-header"),
        ("wat is one-click unsubscribe", "one-click-unsubscribe"),
    ],
)
def test_what_a_guide_answers_is_explained_and_not_declined(
    text: str, topic: str, hear: Hear
) -> None:
    heard = hear(text)

    assert (heard.problem, heard.topic) == (Problem.EXPLAIN_CONCEPT, topic)


@pytest.mark.parametrize(
    ("text", "domain"),
    [
        ("het domein is bakkerij punt nl", "bakkerij.nl"),
        ("er staat em1.bakkerij.nl.bakkerij.nl, klopt dat", "bakkerij.nl"),
        ("kijk even naar winkel.bakkerij.nl", "winkel.bakkerij.nl"),
        ("adres veranderd van info@ naar jan@bakkerij.nl", "bakkerij.nl"),
        ("the bounce says DMARC policy. We're at bakkerij.nl", "bakkerij.nl"),
        ("er staat niets op _dmarc.bakkerij.nl", "bakkerij.nl"),
        ("bakkerij.nl en onzebakkerij.nl komen in spam", "bakkerij.nl"),
        ("het is de oven punt nl aan elkaar: deoven.nl", "deoven.nl"),
    ],
)
def test_a_domain_is_heard_however_it_is_told(
    text: str, domain: str, hear: Hear
) -> None:
    assert hear(text).known.domain == domain


def test_the_other_ending_is_the_same_name_under_that_end(hear: Hear) -> None:
    before = hear("mailchimp in spam, bakkerij.nl").known

    assert hear("and the .com please", before).known.domain == "bakkerij.com"


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("moet er bij een cname een punt achter de waarde", "edit-your-dns"),
        ("can i paste the dkim value with the quotes or without", "edit-your-dns"),
        ("wat is het verschil tussen spf, dkim en dmarc", "which-record-does-what"),
    ],
)
def test_how_to_type_a_record_and_what_it_is_are_two_guides(
    text: str, topic: str, hear: Hear
) -> None:
    assert hear(text).topic == topic


@pytest.mark.parametrize(
    ("text", "domain"),
    [
        (
            (
                "geweigerd: 550 5.7.515 Access denied, sending domain does not meet "
                "the required level. rosa@tolkbureau.example"
            ),
            "tolkbureau.example",
        ),
        ("nieuwsbrief in spam, site=stichting.example", "stichting.example"),
        ("when I add it, is it s1._domainkey.mydomain.nl or only s1?", None),
        ("facturen in de spam, trim streepje salon punt nl", "trim-salon.nl"),
        (
            "niemand met een @live.nl krijgt onze mail, praktijk.example",
            "praktijk.example",
        ),
        ("kijk nog eens een keer naar woef.example", "woef.example"),
        (
            "ik regel voor een klant (brouwerij.example) de overstap naar Brevo",
            "brouwerij.example",
        ),
    ],
)
def test_his_own_domain_is_heard_wherever_it_stands(
    text: str, domain: str | None, hear: Hear
) -> None:
    assert hear(text).known.domain == domain
