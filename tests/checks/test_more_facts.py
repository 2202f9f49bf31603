"""What a message's own signatures name, and what is read without being judged."""

from __future__ import annotations

import base64

from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from assistant.checks.evidence import Evidence, SelectorStatus
from assistant.checks.examine import examine
from assistant.knowledge.shelf import Shelf
from assistant.lookup.recorded import Recorded
from assistant.mail.headers.message import read
from assistant.understanding.question import Subject

DOMAIN = "molen.example"
PUBLIC_KEY = base64.b64encode(
    rsa.generate_private_key(65537, 2048)
    .public_key()
    .public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
).decode()
MAILCHIMP = Subject(domain=DOMAIN, services=("mailchimp",))
SIGNED_BY_SENDGRID = f"""\
Received: from o1.ptr.sendgrid.net (o1.ptr.sendgrid.net [167.89.1.2])
	by mx.example.net with ESMTPS; Mon, 23 Nov 2026 10:00:00 +0000
DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d={DOMAIN}; s=post7;
	h=from:subject; bh=47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=; b=abcd
From: Molen <post@{DOMAIN}>
Subject: Meel
X-SG-EID: abc
Message-ID: <1@geopod-ismtpd-1>

"""


def world(*records: tuple[str, str, str], **failing: str) -> Recorded:
    sets: dict[tuple[str, str], list[str]] = {}
    for name, kind, value in records:
        sets.setdefault((name, kind), []).append(value)
    return Recorded(sets, failing)


async def examined(subject: Subject, dns: Recorded, shelf: Shelf) -> Evidence:
    return await examine(subject, dns, shelf)


async def test_the_key_that_a_message_names_is_looked_at(shelf: Shelf) -> None:
    key = f"v=DKIM1; k=rsa; p={PUBLIC_KEY}"
    dns = world((f"post7._domainkey.{DOMAIN}", "TXT", key))
    subject = Subject(
        domain=DOMAIN, services=("sendgrid",), message=read(SIGNED_BY_SENDGRID)
    )

    evidence = await examined(subject, dns, shelf)

    [signed] = evidence.dkim.signed
    assert (signed.selector, signed.service) == ("post7", "sendgrid")
    assert signed.status is SelectorStatus.FOUND
    path = evidence.path("sendgrid")
    assert path is not None
    assert path.dkim is True


async def test_a_key_that_a_message_names_and_that_is_gone_is_absent(
    shelf: Shelf,
) -> None:
    subject = Subject(
        domain=DOMAIN, services=("sendgrid",), message=read(SIGNED_BY_SENDGRID)
    )

    evidence = await examined(subject, world((DOMAIN, "TXT", "hello")), shelf)

    [signed] = evidence.dkim.signed
    assert signed.status is SelectorStatus.ABSENT
    path = evidence.path("sendgrid")
    assert path is not None
    assert path.dkim is False


async def test_the_signature_of_another_domain_names_no_key_of_ours(
    shelf: Shelf,
) -> None:
    subject = Subject(domain="elders.example", message=read(SIGNED_BY_SENDGRID))

    evidence = await examined(subject, world(), shelf)

    assert evidence.dkim.signed == ()


async def test_what_is_asked_of_who_delivers_is_read_and_not_judged(
    shelf: Shelf,
) -> None:
    dns = world(
        (f"_mta-sts.{DOMAIN}", "TXT", "v=STSv1; id=2026"),
        (f"_smtp._tls.{DOMAIN}", "TXT", f"v=TLSRPTv1; rua=mailto:tls@{DOMAIN}"),
    )

    evidence = await examined(MAILCHIMP, dns, shelf)

    assert evidence.transport.sts_id == "2026"
    assert evidence.transport.reports_to == (f"mailto:tls@{DOMAIN}",)


async def test_that_it_could_not_be_asked_is_no_trouble_of_the_customer(
    shelf: Shelf,
) -> None:
    dns = world(**{f"_mta-sts.{DOMAIN}": "SERVFAIL", f"_smtp._tls.{DOMAIN}": "TIMEOUT"})

    evidence = await examined(MAILCHIMP, dns, shelf)

    assert not evidence.transport.known
    assert evidence.could_not_ask == ()
