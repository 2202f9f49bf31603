"""The cures of a path that the domain's own policy stops. One function a code."""

from __future__ import annotations

from assistant.checks.evidence import Evidence
from assistant.diagnosis.finding import Finding
from assistant.knowledge.shelf import Shelf
from assistant.remedies.dkim import publish
from assistant.remedies.draft import Draft


def dmarc_blocks_service(
    finding: Finding, evidence: Evidence, shelf: Shelf, draft: Draft
) -> Draft:
    """Let the service sign for the domain; never a weaker policy instead."""
    for path in evidence.paths:
        if not path.asked:
            continue
        draft = publish(evidence.dkim.of(path.service), evidence, shelf, draft)
    return draft
