"""All rules, worst first, and the finding that explains this complaint."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from types import ModuleType

from assistant.checks.evidence import Evidence, PathOutcome
from assistant.checks.paths import STOPS
from assistant.diagnosis import (
    dkim,
    dmarc,
    marks,
    message,
    paths,
    refused,
    reverse,
    spf,
    zone,
)
from assistant.diagnosis.catalogue import CATALOGUE
from assistant.diagnosis.codes import Code, Severity, Topic
from assistant.diagnosis.finding import Diagnosis, Finding
from assistant.diagnosis.refused import BESIDE_DNS
from assistant.knowledge.shelf import Shelf

Rule = Callable[[Evidence, Shelf], Iterator[Finding]]

ROOMS: Mapping[Topic, ModuleType] = {
    Topic.SPF: spf,
    Topic.DKIM: dkim,
    Topic.DMARC: dmarc,
    Topic.ZONE: zone,
    Topic.REVERSE: reverse,
    Topic.PATHS: paths,
    Topic.MESSAGE: message,
    Topic.REFUSED: refused,
    Topic.MARKS: marks,
}

# What explains a complaint, first that fits. What keeps a service's mail from
# passing with the customer's own domain comes before what troubles his other
# mail; a policy is a cause only where no record of the service would do.
# A refusal, or a filter's verdict on proven mail, is its own reason.
CAUSES = (
    *sorted(BESIDE_DNS, key=tuple(Code).index),
    Code.REFUSED_CONTENT,
    Code.REFUSED_REPUTATION,
    Code.MESSAGE_JUDGED_SPAM,
    Code.MESSAGE_SERVER_LISTED,
    Code.MESSAGE_FORGED,
    Code.MESSAGE_FORWARDED,
    Code.DOMAIN_ABSENT,
    Code.REFUSED_SENDER_DOMAIN,
    Code.DNS_SIGNATURE_BROKEN,
    Code.DNS_APEX_ALIAS,
    Code.DOMAIN_NEVER_SENDS,
    Code.MESSAGE_SENDER_OF_SERVICE,
    Code.DKIM_WRONG_NAME,
    Code.DKIM_WRONG_TARGET,
    Code.DKIM_SELECTOR_CLASH,
    Code.DKIM_MISTYPED,
    Code.DKIM_CUT,
    Code.DKIM_OTHER_KEY,
    Code.DKIM_BEHIND_PROXY,
    Code.DKIM_BROKEN,
    Code.DKIM_NOT_PUBLISHED,
    Code.SPF_TWO_RECORDS,
    Code.SPF_BROKEN,
    Code.SPF_TOO_MANY_LOOKUPS,
    Code.SPF_BROKEN_INCLUDE,
    Code.SPF_SENDER_MISSING,
    Code.DMARC_BLOCKS_SERVICE,
    Code.SPF_MISSING,
    Code.DMARC_TWO_RECORDS,
    Code.DMARC_BROKEN,
    Code.SPF_TOO_MANY_VOIDS,
    Code.REFUSED_UNPROVEN,
    Code.MESSAGE_NOT_ALIGNED,
    Code.MESSAGE_DKIM_FAILED,
    Code.MESSAGE_SPF_FAILED,
    Code.REFUSED_OTHERWISE,
    Code.MESSAGE_BULK_RULES,
    Code.MESSAGE_INCOMPLETE,
    Code.MESSAGE_ALIGNED,
    Code.DNS_SERVER_SILENT,
    Code.SPF_OPEN_TO_ALL,
    Code.SPF_DEAD_TERMS,
    Code.DOMAIN_TAKES_NO_MAIL,
    Code.DKIM_WILDCARD,
    Code.DKIM_TWO_KEYS,
    Code.REVERSE_MISSING,
    Code.REVERSE_UNCONFIRMED,
    Code.SERVICE_SENDS_AS_ITSELF,
    Code.SERVICE_USES_OWN_SERVER,
    Code.SERVICE_UNSEEN,
    Code.SERVICE_UNKNOWN_RECORDS,
    Code.SPF_INCLUDE_ADVISED,
    Code.DNS_UNREACHABLE,
    Code.DMARC_MISSING,
)
SPF_TROUBLE = frozenset(code for code in CAUSES if code.value.startswith("spf-"))
ORDER = tuple(Severity)
# What stands in a pasted message stays true whatever the DNS says today.
OF_THE_MESSAGE = frozenset({Topic.MESSAGE, Topic.REFUSED, Topic.MARKS})


@cache
def rule(code: Code) -> Rule:
    """The rule of a code: the function of its name in its topic's file."""
    found: Rule = getattr(ROOMS[CATALOGUE[code].topic], code.value.replace("-", "_"))
    return found


def diagnose(evidence: Evidence, shelf: Shelf) -> Diagnosis:
    """Judge the evidence by every rule."""
    found = [finding for code in Code for finding in rule(code)(evidence, shelf)]
    found = _without_echoes(found)
    found.sort(key=lambda finding: (ORDER.index(finding.severity), _rank(finding)))
    return Diagnosis(
        subject=evidence.subject,
        findings=tuple(found),
        cause=_cause(found, evidence),
    )


def _without_echoes(found: list[Finding]) -> list[Finding]:
    """Leave out what only repeats another finding, or would contradict it."""
    codes = {finding.code for finding in found}
    if Code.DOMAIN_ABSENT in codes:
        return [
            one
            for one in found
            if one.code is Code.DOMAIN_ABSENT or one.topic in OF_THE_MESSAGE
        ]
    echoes = set()
    if any(one.severity is Severity.ERROR for one in found):
        echoes.add(Code.ALL_WELL)
    if Code.DNS_UNREACHABLE in codes:
        echoes.add(Code.ALL_WELL)  # what was not seen may not be well
    if Code.DOMAIN_NEVER_SENDS in codes:
        echoes.add(Code.SPF_OK)
    return [one for one in found if one.code not in echoes]


def _rank(finding: Finding) -> int:
    known = finding.code in CAUSES
    return CAUSES.index(finding.code) if known else len(CAUSES)


def _cause(found: list[Finding], evidence: Evidence) -> Finding | None:
    """The finding that explains the complaint, or None where nothing does."""
    weighing = [one for one in found if _explains(one, evidence)]
    if not _is_parked(evidence) and any(one.topic is Topic.DKIM for one in weighing):
        # Somebody uses this domain for mail: what keeps this service from
        # signing comes first.
        never = Code.DOMAIN_NEVER_SENDS
        weighing = [one for one in weighing if one.code is not never]
    weighing.sort(key=_rank)
    if weighing:
        return weighing[0]
    # Nothing explains this mail; what is wrong with the domain's other mail is
    # still worth more than silence.
    worst = [one for one in found if one.severity is Severity.ERROR]
    well = [one for one in found if one.code is Code.ALL_WELL]
    return next(iter([*worst, *well]), None)


def _is_parked(evidence: Evidence) -> bool:
    """Whether the domain takes no mail either, or asks to stop all of it."""
    asks = evidence.dmarc.discovery.walk.effective
    return not evidence.mx.hosts or asks in STOPS


def _explains(finding: Finding, evidence: Evidence) -> bool:
    """Whether a finding can be why this mail goes wrong."""
    if finding.code not in CAUSES:
        return False
    asked = [path for path in evidence.paths if path.asked]
    aligned = bool(asked) and all(path.outcome is PathOutcome.ALIGNED for path in asked)
    if finding.code in SPF_TROUBLE and aligned:
        return False  # an aligned signature carries this mail, whatever SPF says
    if finding.code is Code.DMARC_MISSING:
        return bool(finding.details["demanded"])
    if finding.code is Code.DNS_UNREACHABLE:
        return not aligned
    return True
