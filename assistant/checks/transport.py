"""What the domain asks of who delivers to it: MTA-STS and reports about TLS.

Told to staff beside the rest; it plays no part in any verdict.
"""

from __future__ import annotations

from assistant.checks.evidence import TransportFacts
from assistant.lookup.answer import Query
from assistant.lookup.resolver import Resolver
from assistant.lookup.together import together
from assistant.mail.transport.record import (
    REPORT_LABEL,
    STS_LABEL,
    report_places,
    sts_id,
)


async def examine_transport(domain: str, dns: Resolver) -> TransportFacts:
    """Ask for both records (RFC 8461 §3.1, RFC 8460 §3)."""
    sts, report = await together(
        dns.lookup(Query(name=f"{label}.{domain}", type="TXT"))
        for label in (STS_LABEL, REPORT_LABEL)
    )
    return TransportFacts(
        known=sts.known and report.known,
        sts_id=sts_id(sts.text),
        reports_to=report_places(report.text),
    )
