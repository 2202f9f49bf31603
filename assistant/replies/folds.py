"""What opens on demand: why it helps, what else was seen, texts, measurements."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from assistant.checks.evidence import Evidence
from assistant.diagnosis.codes import Code, Severity, Topic
from assistant.diagnosis.finding import Diagnosis, Finding
from assistant.knowledge.guide import Aligns
from assistant.lookup.answer import Status
from assistant.mail.spf.draw import ENGLISH, draw
from assistant.replies.alignment import of_message, with_records
from assistant.replies.case import Case
from assistant.replies.journey import journey
from assistant.replies.quoting import flat
from assistant.replies.reply import Fold, Headline, Part, Prose, Raw, Tree
from assistant.replies.spf_tree import spf_tree
from assistant.replies.tiles import TONES
from assistant.replies.voice import Voice

MOST_LINES = 80  # of raw answers; an examination rarely asks more

# Notes about a message that a finding of their own tells at more length.
TOLD_AS: Mapping[Code, tuple[str, ...]] = {
    Code.MESSAGE_BULK_RULES: ("bulk-",),
    Code.MESSAGE_FALSE_VERDICT: ("forged-stamp",),
    Code.MESSAGE_OPEN_END: ("unsigned-tail",),
    Code.MESSAGE_OTHER_ADDRESS: ("name-plays-an-address", "replies-go-elsewhere"),
    Code.MESSAGE_POLICY_CHANGED: ("policy-changed",),
}
CONTRASTED = frozenset(
    {
        Code.DKIM_NOT_PUBLISHED,
        Code.DKIM_WRONG_NAME,
        Code.DKIM_WRONG_TARGET,
        Code.DMARC_BLOCKS_SERVICE,
    }
)

# Cured, these let the service that was asked about send in the domain's name.
LETS_SERVICE_SEND = CONTRASTED | {Code.SPF_SENDER_MISSING}


def folds(case: Case) -> Iterator[Part]:
    """Every fold that has something in it."""
    yield from _why(case)
    yield from _others(case.diagnosis, case.verdict, case.voice)
    yield from _way(case)
    yield from _forward(case)
    yield _measured(case.evidence, case.diagnosis, case.voice)


def _why(case: Case) -> Iterator[Fold]:
    verdict, voice = case.verdict, case.voice
    if verdict is None:
        return
    told = [
        one
        for one in case.diagnosis.findings
        if one.topic is Topic.MESSAGE and "checked_dkim" in one.details
    ]
    drawn = of_message(told[0], voice) if told else None
    if drawn is not None:
        text = voice.prose("contrast", "message")
        title = voice.word("folds", "why-wrong")
        yield Fold(title=title, parts=(drawn, text))
        return
    why = (*_signing(case, verdict), *_budget(case, verdict))
    if why:
        title = voice.word("folds", "why" if case.gives_records else "why-wrong")
        yield Fold(title=title, parts=why)


def _signing(case: Case, verdict: Finding) -> Iterator[Tree | Prose]:
    """Who signs now, and with the records."""
    service = case.service
    if service is None or verdict.code not in CONTRASTED:
        return
    if service.fingerprints.dkim_domains:
        yield with_records(case, service)
        never = service.spf.aligns is Aligns.NEVER
        facts = {"service": service.name, "own_envelope": never}
        yield case.voice.prose("contrast", "without", **facts)


def _budget(case: Case, verdict: Finding) -> Iterator[Tree | Prose]:
    """What the SPF record costs, where it is what went wrong."""
    tree = spf_tree(case.evidence.spf.audit, case.voice)
    if verdict.topic is Topic.SPF and tree and tree.twigs:
        yield tree
        yield case.voice.prose("contrast", "spf", most=tree.most)


def _others(
    diagnosis: Diagnosis, verdict: Finding | None, voice: Voice
) -> Iterator[Fold]:
    parts: list[Headline | Prose] = []
    for finding in diagnosis.findings:
        if finding is verdict:
            continue
        text = voice.finding(finding)
        parts.append(Headline(text=text.headline, tone=TONES[finding.severity]))
        if finding.severity is not Severity.OK:
            parts += text.prose(0, 3)
        elif finding.code is Code.DMARC_OK and finding.details["policy"] != "reject":
            parts += text.prose(2, 3)  # the next step, and what it goes by
    if parts:
        yield Fold(title=voice.word("folds", "others"), parts=tuple(parts))


def _way(case: Case) -> Iterator[Fold]:
    message = case.evidence.message
    drawn = journey(message.timeline, case.voice) if message else None
    if drawn:
        yield Fold(title=case.voice.word("folds", "way"), parts=(drawn,))


def _notes(evidence: Evidence, diagnosis: Diagnosis, voice: Voice) -> Iterator[Prose]:
    """What is worth a word about the message, and was not told as a finding."""
    codes = evidence.message.notes if evidence.message else ()
    found = {one.code for one in diagnosis.findings}
    told = tuple(start for code in found for start in TOLD_AS.get(code, ()))
    notes = tuple(voice.word("notes", one) for one in codes if not one.startswith(told))
    if notes:
        yield voice.prose("moves", "message-notes", notes=notes)


def _forward(case: Case) -> Iterator[Fold]:
    if case.changes:
        lets = bool(LETS_SERVICE_SEND & frozenset(case.cured))
        letter = case.voice.plain(
            "letters",
            "dns-keeper",
            domain=case.domain,
            service=case.voice.service if lets else "",
            changes=case.changes,
        )
        title = case.voice.word("folds", "forward")
        yield Fold(title=title, parts=(Raw(text=letter),))


def _measured(evidence: Evidence, diagnosis: Diagnosis, voice: Voice) -> Fold:
    parts: list[Prose | Raw] = [*_notes(evidence, diagnosis, voice)]
    names = evidence.could_not_ask
    if names:
        parts.append(voice.prose("moves", "could-not-ask", names=names))
    tree = draw(evidence.spf.audit, {key: voice.word("tree", key) for key in ENGLISH})
    parts.append(Raw(text=tree, label=voice.word("labels", "spf-tree")))
    lines = "\n".join(_lines(evidence, voice))
    if lines:
        parts.append(Raw(text=lines, label=voice.word("labels", "records")))
    return Fold(title=voice.word("folds", "measured"), parts=tuple(parts))


def _lines(evidence: Evidence, voice: Voice) -> Iterator[str]:
    # A recording holds the whole zone of its customer, so there a name of which
    # it says nothing does not exist; of other zones it cannot tell.
    domain = evidence.subject.domain
    for answer in evidence.transcript[:MOST_LINES]:
        asked = f"{flat(answer.query.name)} {answer.query.type}"
        if answer.status is not Status.FOUND:
            asked_it = answer.recorded or answer.query.name.endswith(domain)
            status = answer.status.value if asked_it else "not-recorded"
            yield f"{asked}: {voice.word('labels', f'status-{status}')}"
        for text in answer.text if answer.status is Status.FOUND else ():
            yield f"{asked}: {flat(text)}"
