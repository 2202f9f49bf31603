"""The cures of a path that the domain's own policy stops. One function a code."""

from __future__ import annotations

from assistant.checks.evidence import Evidence
from assistant.diagnosis.finding import Finding
from assistant.knowledge.shelf import Shelf
from assistant.remedies.draft import Draft


def dmarc_blocks_service(
    finding: Finding, evidence: Evidence, shelf: Shelf, draft: Draft
) -> Draft:
    """Let the service sign for the domain; never a weaker policy instead."""
    for path in evidence.paths:
        if not path.asked:
            continue
        for fact in evidence.dkim.of(path.service):
            if fact.expected is not None:
                draft = draft.put(fact.name, fact.type, (fact.expected,))
    return draft
