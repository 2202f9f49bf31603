"""The cures of the DMARC record. One function a curable code.

None of them asks receivers for more than before: a stricter policy is a step
that its owner takes later, with reports in hand.
"""

from __future__ import annotations

import re

from assistant.checks.evidence import Evidence
from assistant.diagnosis.finding import Finding
from assistant.diagnosis.spf_shapes import QUOTES
from assistant.errors import RecordSyntaxError
from assistant.knowledge.shelf import Shelf
from assistant.mail.dmarc.record import is_dmarc, parse
from assistant.remedies.draft import Draft

ADDRESS = re.compile(
    r"\b(ru[af])\s*=\s*(?:mailto:)?([\w.+-]+@[\w.-]+[a-z])", re.IGNORECASE
)
UNQUOTED = str.maketrans("", "", QUOTES)
STRICTNESS = ("none", "quarantine", "reject")


def dmarc_missing(
    finding: Finding, evidence: Evidence, shelf: Shelf, draft: Draft
) -> Draft:
    """A first record that only watches; with reports where they are received."""
    report = shelf.helpdesk.dmarc_report
    allowed = report and evidence.dmarc.report_allowed
    record = f"v=DMARC1; p=none; rua=mailto:{report}" if allowed else "v=DMARC1; p=none"
    name = f"_dmarc.{evidence.subject.domain}"
    return _stands(draft, name, (*draft.at(name, "TXT"), record))


def dmarc_two_records(
    finding: Finding, evidence: Evidence, shelf: Shelf, draft: Draft
) -> Draft:
    """One of the records: the mildest, since together they asked for nothing."""
    texts = _texts(finding.at, evidence, draft)
    records = [text for text in texts if is_dmarc(text)]
    readable = [text for text in records if _policy(text) is not None]
    if not readable:
        return draft
    kept = min(readable, key=lambda text: STRICTNESS.index(_policy(text) or "none"))
    others = tuple(text for text in texts if not is_dmarc(text))
    if draft.at(finding.at, "CNAME"):
        return _stands(draft, finding.at, (kept,))
    return draft.put(finding.at, "TXT", (kept, *others))


def dmarc_broken(
    finding: Finding, evidence: Evidence, shelf: Shelf, draft: Draft
) -> Draft:
    """A record that only watches, with the owner's own report address kept."""
    texts = draft.at(finding.at, "TXT")
    broken = str(finding.details["record"])
    if draft.at(finding.at, "CNAME"):
        return _stands(draft, finding.at, (_plain(broken),))
    if broken not in texts:
        return draft
    return draft.swap(finding.at, "TXT", broken, _plain(broken))


def _stands(draft: Draft, name: str, records: tuple[str, ...]) -> Draft:
    """The draft with records of its own at a name, and no alias beside them.

    RFC 1034 §3.6.2: where a CNAME stands, nothing else may.
    """
    if draft.at(name, "CNAME"):
        draft = draft.put(name, "CNAME", ())
    return draft.put(name, "TXT", records)


def _texts(name: str, evidence: Evidence, draft: Draft) -> tuple[str, ...]:
    """What stands at a name, also where an alias leads to it."""
    own = draft.at(name, "TXT")
    same = name == f"_dmarc.{evidence.subject.domain}"
    return own or (evidence.dmarc.texts if same else ())


def _plain(broken: str) -> str:
    kept = (
        f"{tag.lower()}=mailto:{address}"
        for tag, address in ADDRESS.findall(broken.translate(UNQUOTED))
    )
    record = "; ".join(["v=DMARC1", "p=none", *kept])
    try:
        parse(record)
    except RecordSyntaxError:
        return "v=DMARC1; p=none"
    return record


def _policy(text: str) -> str | None:
    try:
        return parse(text).policy
    except RecordSyntaxError:
        return None
