"""What receivers write when they send mail back, by maker: code and text."""

from __future__ import annotations

import pytest

from assistant.mail.headers.refusal import find_refusal

# maker, what it means, for good, the line
SAID = [
    ("gmail", "dmarc", True, (
     "550-5.7.26 Unauthenticated email from a.example is not accepted due to "
     "domain's 550-5.7.26 DMARC policy. 550 5.7.26 - gsmtp"
    )),
    ("gmail", "dmarc", False, (
     "451-4.7.26 Unauthenticated email from a.example is not accepted due to "
     "domain's DMARC policy, but temporary DNS failures prevent authentication. - "
     "gsmtp"
    )),
    ("gmail", "authentication", True, (
     "550-5.7.26 Your email has been blocked because the sender is unauthenticated. "
     "Gmail requires all senders to authenticate with either SPF or DKIM. - gsmtp"
    )),
    ("gmail", "spf", True, (
     "550-5.7.26 The MAIL FROM domain [a.example] has an SPF record with a hard fail"
     " policy (-all) but it fails to pass SPF checks with the ip: [192.0.2.1]. - "
     "gsmtp"
    )),
    ("gmail", "spf", False, (
     "421-4.7.27 Your email has been rate limited because SPF authentication didn't "
     "pass for this message. Gmail requires all bulk email senders to authenticate "
     "their email with SPF. - gsmtp"
    )),
    ("gmail", "dkim", True, (
     "550-5.7.30 This mail has been blocked because DKIM does not pass. Gmail "
     "requires all large senders to authenticate with DKIM. - gsmtp"
    )),
    ("gmail", "encryption", True, (
     "550-5.7.29 This message was not sent over a TLS connection. - gsmtp"
    )),
    ("gmail", "spf", False, (
     "451-4.7.24 The SPF record of the sending domain has one or more suspicious "
     "entries. - gsmtp"
    )),
    ("gmail", "reverse", True, (
     "550-5.7.25 The IP address sending this message does not have a PTR record "
     "setup, or the corresponding forward DNS entry does not match. - gsmtp"
    )),
    ("gmail", "authentication", False, (
     "421-4.7.32 Your email has been rate limited because the From: header (RFC5322)"
     " in this message isn't aligned with either the authenticated SPF or DKIM "
     "organizational domain. - gsmtp"
    )),
    ("gmail", "reputation", True, (
     "550-5.7.1 [192.0.2.1] Our system has detected that this message is likely "
     "suspicious due to the very low reputation of the sending IP address. - gsmtp"
    )),
    ("gmail", "reputation", False, (
     "421-4.7.0 This message is suspicious due to the very low reputation of the "
     "sending domain. - gsmtp"
    )),
    ("gmail", "rate", False, (
     "421-4.7.28 Gmail has detected an unusual rate of mail originating from your "
     "DKIM domain [a.example]. - gsmtp"
    )),
    ("gmail", "content", True, (
     "550-5.7.1 Our system has detected that this message is likely unsolicited "
     "mail. To reduce the amount of spam sent to Gmail, this message has been "
     "blocked. - gsmtp"
    )),
    ("gmail", "content", True, (
     "552-5.7.0 This message was blocked because its content presents a potential "
     "security issue. - gsmtp"
    )),
    ("gmail", "format", True, (
     "550-5.7.1 This message is not RFC 5322 compliant because it has duplicate "
     "headers. To reduce the amount of spam sent to Gmail, this message has been "
     "blocked. - gsmtp"
    )),
    ("gmail", "format", True, (
     "550-5.7.1 Messages missing a valid Message-ID header are not accepted. - gsmtp"
    )),
    ("gmail", "mailbox", True, (
     "550-5.1.1 The email account that you tried to reach does not exist. Please try"
     " double-checking the recipient's email address - gsmtp"
    )),
    ("gmail", "mailbox", True, (
     "550-5.2.1 The email account that you tried to reach is disabled. - gsmtp"
    )),
    ("gmail", "full", True, (
     "552-5.2.2 The recipient's inbox is out of storage space and inactive. "
     "https://support.google.com/mail/?p=OverQuotaPerm - gsmtp"
    )),
    ("gmail", "size", True, (
     "552-5.3.4 Your message exceeded Google's message size limits. "
     "https://support.google.com/mail/?p=MaxSizeError - gsmtp"
    )),
    ("gmail", "login", True, (
     "535-5.7.8 Username and Password not accepted. For more information, go to "
     "https://support.google.com/mail/?p=BadCredentials - gsmtp"
    )),
    ("gmail", "relay", True, (
     "550-5.7.1 Invalid credentials for relay [192.0.2.1]. The IP address you've "
     "registered in your Workspace SMTP Relay service doesn't match the domain of "
     "the account. - gsmtp"
    )),
    ("gmail", "account", True, (
     "550-5.4.5 Daily user sending limit exceeded. - gsmtp"
    )),
    ("gmail", "loop", True, (
     "554-5.4.6 Message exceeded 50 hops, this may indicate a mail loop. - gsmtp"
    )),
    ("microsoft", "authentication", True, (
     "550 5.7.515 Access denied, sending domain A.EXAMPLE does not meet the required"
     " authentication level. Spf= Pass , Dkim= Fail , DMARC= Fail"
    )),
    ("microsoft", "dmarc", True, (
     "550 5.7.509 Access denied, sending domain a.example does not pass DMARC "
     "verification and has a DMARC policy of reject. "
     "[AM7EUR03FT005.eop-EUR03.prod.protection.outlook.com]"
    )),
    ("microsoft", "spf", True, (
     "550 5.7.23 The message was rejected because of Sender Policy Framework "
     "violation -> 550 5.7.1 [x.prod.outlook.com]"
    )),
    ("microsoft", "blocklist", True, (
     "550 5.7.1 Unfortunately, messages from [192.0.2.1] weren't sent. Please "
     "contact your Internet service provider since part of their network is on our "
     "block list (S3140)."
    )),
    ("microsoft", "blocklist", True, (
     "550 5.7.606 Access denied, banned sending IP [192.0.2.1]. To request removal "
     "from this list please visit https://sender.office.com/"
    )),
    ("microsoft", "recipient", True, (
     "550 5.7.513 Service unavailable, Client host [192.0.2.1] blocked by b.example "
     "using Customer Block list (AS16012607) [x.protection.outlook.com]"
    )),
    ("microsoft", "reputation", False, (
     "451 4.7.650 The mail server [192.0.2.1] has been temporarily rate limited due "
     "to IP reputation. For e-mail delivery information, see "
     "https://aka.ms/postmaster (S775)"
    )),
    ("microsoft", "rate", False, (
     "451 4.7.500 Server busy. Please try again later from [192.0.2.1]. (S77714) "
     "[x.protection.outlook.com]"
    )),
    ("microsoft", "mailbox", True, (
     "550 5.5.0 Requested action not taken: mailbox unavailable (S2017062302). "
     "[x.outlook.com]"
    )),
    ("microsoft", "account", True, (
     "550 5.1.8 Access denied, bad outbound sender. [x.prod.outlook.com]"
    )),
    ("microsoft", "not_owner", True, (
     "550 5.7.60 SMTP; Client does not have permissions to send as this sender "
     "[x.prod.outlook.com]"
    )),
    ("microsoft", "login", True, (
     "535 5.7.139 Authentication unsuccessful, basic authentication is disabled. "
     "[x.prod.outlook.com]"
    )),
    ("microsoft", "login", True, (
     "530 5.7.57 Client not authenticated to send mail. [x.prod.outlook.com]"
    )),
    ("microsoft", "relay", True, (
     "550 5.7.64 TenantAttribution; Relay Access Denied [x.protection.outlook.com]"
    )),
    ("microsoft", "full", True, (
     "554 5.2.2 mailbox full; STOREDRV.Deliver.Exception:QuotaExceededException "
     "[x.prod.outlook.com]"
    )),
    ("microsoft", "mailbox", True, (
     "550 5.4.1 Recipient address rejected: Access denied. AS(201806281) "
     "[x.protection.outlook.com]"
    )),
    ("yahoo", "rate", False, (
     "421 4.7.0 [TSS04] Messages from 192.0.2.1 temporarily deferred due to "
     "unexpected volume or user complaints - 4.16.55.1; see "
     "https://postmaster.yahooinc.com/error-codes"
    )),
    ("yahoo", "reputation", True, (
     "553 5.7.2 [TSS09] All messages from 192.0.2.1 will be permanently deferred; "
     "Retrying will NOT succeed. See https://postmaster.yahooinc.com/error-codes"
    )),
    ("yahoo", "blocklist", True, (
     "553 5.7.1 [BL21] Connections will not be accepted from 192.0.2.1, because the "
     "ip is in Spamhaus's list; see http://postmaster.yahoo.com/550-bl23.html"
    )),
    ("yahoo", "authentication", True, (
     "550 5.7.9 This mail has been blocked because the sender is unauthenticated. "
     "Yahoo requires all senders to authenticate with either SPF or DKIM. See "
     "https://senders.yahooinc.com/error-codes"
    )),
    ("yahoo", "sender_domain", False, (
     "451 Message temporarily deferred due to unresolvable RFC.5321 from domain. See"
     " https://senders.yahooinc.com/error-codes"
    )),
    ("yahoo", "other", True, (
     "554 5.7.9 Message not accepted for policy reasons. See "
     "https://postmaster.yahooinc.com/error-codes"
    )),
    ("apple", "authentication", True, (
     "554 5.7.1 [HME1] This message was blocked for failing both SPF and DKIM "
     "authentication checks. See https://support.apple.com/en-us/HT204137"
    )),
    ("apple", "dmarc", True, (
     "554 5.7.1 Your message was rejected due to a.example's DMARC policy. See "
     "https://support.apple.com/en-us/HT204137"
    )),
    ("apple", "other", True, (
     "550 5.7.1 [CS01] Message rejected due to local policy. Please visit "
     "https://support.apple.com/en-us/HT204137"
    )),
    ("apple", "blocklist", True, (
     "550 5.7.1 Mail from IP 192.0.2.1 was rejected due to listing in Spamhaus SBL. "
     "https://support.apple.com/en-us/HT204137"
    )),
    ("apple", "rate", False, (
     "421 4.7.1 Messages to a@icloud.com deferred due to excessive volume. Try again"
     " later"
    )),
    ("apple", "full", True, (
     "552 5.2.2 <a@icloud.com>: user is over quota"
    )),
    ("apple", "mailbox", True, (
     "550 5.1.1 <a@icloud.com>: inactive email address"
    )),
    ("kpn", "blocklist", False, (
     "421 4.7.1 192.0.2.1 is temporarily blocked, see "
     "https://blacklist.kpnmail.nl/Help/17"
    )),
    ("kpn", "full", True, (
     "host mx.kpnmail.nl said: 552 5.2.2 Mailbox full"
    )),
    ("ziggo", "mailbox", True, (
     "host mx.ziggo.nl said: 550 5.1.1 <a@ziggo.nl> User unknown"
    )),
    ("ziggo", "content", True, (
     "host mx.ziggo.nl said: 554 5.7.1 Message rejected, it looks like spam"
    )),
    ("spamexperts", "content", True, (
     "host mx1.antispamcloud.com said: 550 High probability of spam"
    )),
    ("spamexperts", "greylisting", False, (
     "host mx1.antispamcloud.com said: 450 Temporarily greylisted, try again"
    )),
    ("proofpoint", "blocklist", True, (
     "554 Blocked - see https://ipcheck.proofpoint.com/?ip=192.0.2.1"
    )),
    ("proofpoint", "blocklist", True, (
     "550 5.7.0 Blocked - see "
     "https://support.proofpoint.com/dnsbl-lookup.cgi?ip=192.0.2.1"
    )),
    ("proofpoint", "mailbox", True, (
     "host mx0a-001.pphosted.com said: 550 5.1.1 User Unknown"
    )),
    ("mimecast", "recipient", True, (
     "550 Administrative prohibition envelope blocked - "
     "https://community.mimecast.com/docs/DOC-1369#550"
    )),
    ("mimecast", "dmarc", True, (
     "550 DMARC Sender Invalid - envelope rejected - "
     "https://community.mimecast.com/docs/DOC-1369#550"
    )),
    ("mimecast", "spf", True, (
     "550 SPF Sender Invalid - envelope rejected - "
     "https://community.mimecast.com/docs"
    )),
    ("mimecast", "encryption", True, (
     "553 This route requires encryption (TLS) - https://community.mimecast.com/docs"
    )),
    ("mimecast", "loop", True, (
     "554 Mail loop detected - https://community.mimecast.com"
    )),
    ("mimecast", "size", True, (
     "554 Maximum email size exceeded - csi.mimecast.org"
    )),
    ("postfix", "relay", True, (
     "554 5.7.1 <a@b.example>: Relay access denied (in reply to RCPT TO command)"
    )),
    ("postfix", "mailbox", True, (
     "550 5.1.1 <a@b.example>: Recipient address rejected: User unknown in local "
     "recipient table (in reply to RCPT TO command)"
    )),
    ("postfix", "greylisting", False, (
     "450 4.2.0 <a@b.example>: Recipient address rejected: Greylisted for 5 minutes "
     "(in reply to RCPT TO command)"
    )),
    ("postfix", "blocklist", True, (
     "554 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using "
     "zen.spamhaus.org (in reply to RCPT TO command)"
    )),
    ("postfix", "sender_domain", False, (
     "450 4.1.8 <a@b.example>: Sender address rejected: Domain not found (in reply "
     "to RCPT TO command)"
    )),
    ("postfix", "not_owner", True, (
     "553 5.7.1 <a@b.example>: Sender address rejected: not owned by user "
     "c@b.example (in reply to RCPT TO command)"
    )),
    ("postfix", "reverse", False, (
     "450 4.7.25 Client host rejected: cannot find your hostname, [192.0.2.1] (in "
     "reply to RCPT TO command)"
    )),
    ("exim", "mailbox", True, (
     "SMTP error from remote mail server after RCPT TO:<a@b.example>: 550 No Such "
     "User Here"
    )),
    ("exim", "relay", True, (
     "SMTP error from remote mail server after RCPT TO:<a@b.example>: 550 relay not "
     "permitted"
    )),
    ("exim", "sender_domain", True, (
     "SMTP error from remote mail server after RCPT TO:<a@b.example>: 550 Sender "
     "verify failed"
    )),
    ("exim", "size", True, (
     "SMTP error from remote mail server after MAIL FROM:<a@b.example> SIZE=99: 552 "
     "Message size exceeds maximum permitted"
    )),
    ("exchange", "mailbox", True, (
     "550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address"
     " lookup"
    )),
    ("exchange", "recipient", True, (
     "550 5.7.133 RESOLVER.RST.SenderNotAuthenticatedForGroup; authentication "
     "required; Delivery restriction check failed"
    )),
    ("exchange", "size", True, (
     "550 5.2.3 RESOLVER.RST.RecipSizeLimit; message too large for this recipient"
    )),
    ("exchange", "unreachable", True, (
     "550 4.4.7 QUEUE.Expired; message expired"
    )),
    ("barracuda", "blocklist", True, (
     "554 Service unavailable; Client host [192.0.2.1] blocked using Barracuda "
     "Reputation; https://www.barracudanetworks.com/reputation"
    )),
    ("ironport", "reputation", True, (
     "554 Your access to this mail system has been rejected due to the sending MTA's"
     " poor reputation."
    )),
]  # fmt: skip


@pytest.mark.parametrize(("maker", "kind", "permanent", "line"), SAID)
def test_a_refusal_is_told_by_its_maker_its_meaning_and_how_long(
    maker: str, kind: str, permanent: bool, line: str
) -> None:
    refusal = find_refusal([line])

    assert refusal is not None
    assert (refusal.maker, refusal.kind) == (maker, kind)
    assert refusal.permanent is permanent


@pytest.mark.parametrize(
    ("line", "listed_by"),
    [
        ("554 blocked using zen.spamhaus.org", "spamhaus"),
        ("554 5.7.1 listed at bl.spamcop.net", "spamcop"),
        ("550 5.7.1 blocked using b.barracudacentral.org", "barracuda"),
        ("550 5.7.1 your IP is listed in dnsbl-1.uceprotect.net", "uceprotect"),
        ("421 4.7.1 see https://blacklist.kpnmail.nl/Help/17", "kpn"),
        ("550 5.7.1 blocked using a list of our own, blocklist", None),
    ],
)
def test_whose_block_list_it_is_is_told_where_the_words_tell(
    line: str, listed_by: str | None
) -> None:
    refusal = find_refusal([line])

    assert refusal is not None
    assert (refusal.kind, refusal.listed_by) == ("blocklist", listed_by)


def test_the_sending_address_and_the_senders_domain_are_taken_from_the_words() -> None:
    refusal = find_refusal(
        (
            "550-5.7.26 The MAIL FROM domain [bakkerij.example] has an SPF record with",
            "550 5.7.26 a hard fail policy (-all) but it fails to pass SPF checks with",
            "the ip: [192.0.2.25].",
        )
    )

    assert refusal is not None
    assert (refusal.ip, refusal.about) == ("192.0.2.25", "bakkerij.example")


def test_the_receivers_own_address_is_not_taken_for_the_senders() -> None:
    refusal = find_refusal(
        ["host mx.lezer.example[203.0.113.5] said: 552 5.2.2 Mailbox full"]
    )

    assert refusal is not None
    assert refusal.ip is None
