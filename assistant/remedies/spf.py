"""The cures of the SPF record. One function a curable code.

Each takes the draft as the earlier cures left it, and returns it changed, or
unchanged where nothing honest can be done.
"""

from __future__ import annotations

import re

from assistant.checks.evidence import HELPDESK, Evidence
from assistant.checks.maker import is_thin
from assistant.checks.paths import MOST_LOOKUPS
from assistant.diagnosis.finding import Finding
from assistant.diagnosis.spf_shapes import meant
from assistant.errors import RecordSyntaxError
from assistant.knowledge.guide import Aligns
from assistant.knowledge.shelf import Shelf
from assistant.mail.spf.record import is_spf, parse
from assistant.remedies import budget, merge
from assistant.remedies.change import Dropped
from assistant.remedies.draft import Draft
from assistant.remedies.merge import bare

WEB_ADDRESS = re.compile(r"^https?://")


def spf_missing(
    finding: Finding, evidence: Evidence, shelf: Shelf, draft: Draft
) -> Draft:
    """A first record: the servers of the mailbox, and the service's where it counts.

    Where nobody knows whose mailbox it is, the servers that take its mail in
    stand for it: a record without them would doubt the ordinary mail.
    """
    domain = evidence.subject.domain
    if any(is_spf(text) for text in draft.at(domain, "TXT")):
        return draft
    mailbox = _mailbox_terms(evidence, shelf)
    if not mailbox and evidence.mx.hosts:
        mailbox = ["mx"]
    terms = [*mailbox, *_service_terms(evidence, shelf)]
    if not terms:
        return draft
    # ~all, since nobody knows yet who else sends for this domain.
    record = " ".join([merge.VERSION, *dict.fromkeys(terms), "~all"])
    return draft.put(domain, "TXT", (*draft.at(domain, "TXT"), record))


def spf_two_records(
    finding: Finding, evidence: Evidence, shelf: Shelf, draft: Draft
) -> Draft:
    """One record that holds what both held."""
    domain = evidence.subject.domain
    texts = draft.at(domain, "TXT")
    records = [text for text in texts if is_spf(text)]
    own = [text for text in records if not _was_pasted(text, evidence, shelf)]
    own = own or records
    ordered = [*own, *(text for text in records if text not in own)]
    rest = tuple(text for text in texts if not is_spf(text))
    return draft.put(domain, "TXT", (merge.join(ordered, ruling=own), *rest))


def spf_broken(
    finding: Finding, evidence: Evidence, shelf: Shelf, draft: Draft
) -> Draft:
    """The smallest change that makes it parse."""
    domain, record = evidence.subject.domain, _record(evidence, draft)
    record = record or meant(draft.at(domain, "TXT"))
    mended = merge.mend(record) if record else None
    if record is None or mended is None:
        return draft
    return draft.swap(domain, "TXT", record, mended)


def spf_broken_include(
    finding: Finding, evidence: Evidence, shelf: Shelf, draft: Draft
) -> Draft:
    """Without the include that can pass for nobody.

    Where the fault lies deeper, some of its senders do pass: then it goes only
    after the customer said that he no longer uses it.
    """
    term = f"include:{finding.details['include']}"
    respelled = _respelled(term, evidence, draft)
    if respelled is not draft:
        return respelled
    spare = budget.why_spare(evidence, shelf, frozenset())
    useless = {one: why for one, why in spare.items() if one == term}
    return _dropped(evidence, draft, useless)


def spf_dead_terms(
    finding: Finding, evidence: Evidence, shelf: Shelf, draft: Draft
) -> Draft:
    """With `all` at the end, so that what stood behind it is read at last."""
    domain, record = evidence.subject.domain, _record(evidence, draft)
    if record is None:
        return draft
    return draft.swap(domain, "TXT", record, merge.with_all_last(record))


def spf_too_many_voids(
    finding: Finding, evidence: Evidence, shelf: Shelf, draft: Draft
) -> Draft:
    """Without the terms that lead nowhere: they can pass for nobody."""
    spare = budget.why_spare(evidence, shelf, frozenset())
    voids = {one: why for one, why in spare.items() if why == "void"}
    return _dropped(evidence, draft, voids)


def spf_sender_missing(
    finding: Finding, evidence: Evidence, shelf: Shelf, draft: Draft
) -> Draft:
    """With the sender in it, before `all`."""
    domain, record = evidence.subject.domain, _record(evidence, draft)
    if record is None:
        return draft
    term = str(finding.details["include"])
    if not term:
        return draft  # whose it is, is known, but not what its maker asks for
    if term != "a" and not term.startswith(("ip4:", "ip6:")):
        term = f"include:{term}"
    return draft.swap(domain, "TXT", record, merge.add(record, term))


def spf_include_advised(
    finding: Finding, evidence: Evidence, shelf: Shelf, draft: Draft
) -> Draft:
    """With the term that the maker asks for, before `all`."""
    return spf_sender_missing(finding, evidence, shelf, draft)


def spf_too_many_lookups(
    finding: Finding, evidence: Evidence, shelf: Shelf, draft: Draft
) -> Draft:
    """With as little taken out as brings it within the limit, if that is enough.

    What may still be in use is never taken out before the customer said, by
    name, that it is not (budget.py).
    """
    record = _record(evidence, draft)
    leaner = budget.lean(record, evidence, shelf, draft.covered) if record else None
    if record is None or leaner is None or leaner.cost > MOST_LOOKUPS:
        return draft
    draft = draft.swap(evidence.subject.domain, "TXT", record, leaner.record)
    return draft.without(leaner.dropped)


def spf_open_to_all(
    finding: Finding, evidence: Evidence, shelf: Shelf, draft: Draft
) -> Draft:
    """`~all` instead of `+all`: doubted, not refused."""
    domain, record = evidence.subject.domain, _record(evidence, draft)
    if record is None:
        return draft
    words = ["~all" if bare(word) == "all" else word for word in record.split()]
    return draft.swap(domain, "TXT", record, " ".join(words))


def with_term(evidence: Evidence, draft: Draft, term: str) -> Draft:
    """The draft with one term more, in the record that is there or a first one."""
    domain, record = evidence.subject.domain, _record(evidence, draft)
    if record is not None:
        return draft.swap(domain, "TXT", record, merge.add(record, term))
    first = f"{merge.VERSION} {term} ~all"
    return draft.put(domain, "TXT", (*draft.at(domain, "TXT"), first))


def _record(evidence: Evidence, draft: Draft) -> str | None:
    texts = draft.at(evidence.subject.domain, "TXT")
    records = [text for text in texts if is_spf(text)]
    return records[0] if len(records) == 1 else None


def _dropped(evidence: Evidence, draft: Draft, useless: dict[str, str]) -> Draft:
    record = _record(evidence, draft)
    if record is None:
        return draft
    gone = [word for word in record.split() if bare(word) in useless]
    lean = budget.without(record, useless)
    try:
        left = parse(lean).mechanisms
    except RecordSyntaxError:
        return draft
    if len(left) < 2:  # noqa: PLR2004 - only `all` would be left: nobody could send
        return draft
    told = (Dropped(term=word, why=useless[bare(word)]) for word in gone)
    return draft.swap(evidence.subject.domain, "TXT", record, lean).without(told)


def _respelled(term: str, evidence: Evidence, draft: Draft) -> Draft:
    """The draft with an address of a web page typed as the name that it holds."""
    record, name = _record(evidence, draft), term.partition(":")[2]
    plain = WEB_ADDRESS.sub("", name).partition("/")[0]
    if record is None or plain == name or not plain:
        return draft
    words = [
        word.lower().replace(name, plain) if bare(word) == term else word
        for word in record.split()
    ]
    return draft.swap(evidence.subject.domain, "TXT", record, " ".join(words))


def _was_pasted(record: str, evidence: Evidence, shelf: Shelf) -> bool:
    """Whether a record is a line that a service's maker prints, and nothing more.

    Its `all` is then the maker's example, not the owner's decision.
    """
    hosts = [
        bare(word).removeprefix("include:")
        for word in record.split()[1:]
        if bare(word) != "all"
    ]
    owners = [shelf.by_include(host) for host in hosts]
    ids = {service.id for found in owners for service in found}
    return bool(hosts) and all(owners) and evidence.mx.mailbox not in ids


def _mailbox_terms(evidence: Evidence, shelf: Shelf) -> list[str]:
    mailbox = evidence.mx.mailbox
    if mailbox == HELPDESK:
        include = shelf.helpdesk.spf_include
    else:
        include = shelf.service(mailbox).spf.include if mailbox else None
    return [f"include:{include}"] if include else []


def _service_terms(evidence: Evidence, shelf: Shelf) -> list[str]:
    terms = []
    for one in evidence.subject.services:
        service = shelf.service(one)
        if service.sends_from_website:
            terms.append("a")
        elif service.spf.include and not is_thin(service):
            aligns = service.spf.aligns is not Aligns.NEVER
            terms += [f"include:{service.spf.include}"] if aligns else []
    return terms
