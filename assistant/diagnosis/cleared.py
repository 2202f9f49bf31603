"""What is not the cause: said too, so that nobody goes looking there."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.checks.message import MessageFacts
from assistant.diagnosis.codes import Code
from assistant.diagnosis.refused import BESIDE_DNS
from assistant.mail.verdict import Verdict


def cleared(facts: MessageFacts, code: Code | None) -> tuple[str, ...]:
    """Name what this message shows to be in order, beside the answer *code*."""
    return tuple(_cleared(facts, code))


def _cleared(facts: MessageFacts, code: Code | None) -> Iterator[str]:
    if code in BESIDE_DNS:
        yield "dns"
        return
    spf, dkim, dmarc = facts.best.spf, facts.best.dkim, facts.stated.dmarc
    if facts.aligned_spf:
        yield "spf"
    elif spf is not None and spf.result is Verdict.PASS:
        yield "spf-elsewhere"
    if facts.aligned_dkim and dkim:
        yield "dkim"
    if dmarc is not None and dmarc.result is Verdict.PASS:
        yield "dmarc"
    if facts.message.spam.verdict == "ham":
        yield "content"
    way = facts.timeline
    if way.total_s is not None and not way.skewed and way.slowest is None:
        yield "way"
