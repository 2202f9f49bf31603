"""The reply after a look: the verdict first, then what to do, then the rest folded."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.diagnosis.codes import Code, Severity
from assistant.replies import room
from assistant.replies.again import Change, again_of
from assistant.replies.case import Case
from assistant.replies.folds import folds
from assistant.replies.message_told import message_told
from assistant.replies.publish import to_publish
from assistant.replies.reply import (
    Choice,
    Fold,
    Headline,
    Part,
    ProofNote,
    Prose,
    Tone,
)
from assistant.replies.routes import Routes
from assistant.replies.tiles import TONES, tiles
from assistant.replies.voice import Headed

MOST_OPTIONS = 4  # services to choose from; any other is typed


def examined(case: Case) -> tuple[Part, ...]:
    """All parts of the reply, in the order in which they are read."""
    routes = Routes(case.evidence, case.prescription, case.voice)
    again = again_of(case)
    if again is not None:
        return (
            *again.parts(),
            *to_publish(case),
            *message_told(case),
            *room.question(case),
            *_confirm_change(case),
            *folds(case),
            *routes.folded(case.panel),
        )
    if leads_with_server(case, routes):
        return (
            *_server_first(case, routes),
            *to_publish(case),
            *room.question(case),
            *_confirm_change(case),
            *_silent_maker(case),
            *folds(case),
            *routes.folded(case.panel),
        )
    return (
        *_verdict(case),
        *routes.first(case.panel),
        *to_publish(case),
        *message_told(case),
        *room.question(case),
        *routes.unknown_service(case.panel),
        *_which_service(case),
        *_confirm_change(case),
        *folds(case),
        *routes.folded(case.panel),
    )


def leads_with_server(case: Case, routes: Routes) -> bool:
    """Whether the own mail server, proven, is a better answer than a silent maker."""
    verdict, subject = case.verdict, case.evidence.subject
    if not routes.thin or routes.proven is None or subject.message is not None:
        return False
    silent = verdict is not None and verdict.code is Code.SERVICE_UNKNOWN_RECORDS
    before = case.earlier.diagnosis if case.earlier else None
    if before is None or silent:
        return silent
    told = subject.smtp_field is True and before.subject.smtp_field is None
    return told or subject.services[0] not in before.subject.services


def _server_first(case: Case, routes: Routes) -> Iterator[Part]:
    way = routes.proven
    facts = {
        "service": case.voice.service,
        "domain": case.domain,
        "told": case.evidence.subject.smtp_field is True,
        "missing": bool(way and way.missing),
    }
    text = case.voice.headed("routes", "server-first", **facts)
    yield Headline(text=text.headline, tone=Tone.GOOD)
    yield from text.prose()
    yield tiles(case.evidence, case.diagnosis, case.voice)
    yield from routes.unknown_service(case.panel)


def _silent_maker(case: Case) -> Iterator[Part]:
    """What was found, where the answer did not start with it."""
    if case.verdict is not None:
        text = case.told(case.verdict)
        yield Fold(title=text.headline, parts=text.prose())


def choices(case: Case) -> tuple[Choice, ...]:
    """The next steps, the likeliest first, a person always last."""
    voice, verdict = case.voice, case.verdict
    routes = Routes(case.evidence, case.prescription, voice)
    steps: list[Choice] = [*room.answers(case)]
    again = again_of(case)
    if again and again.change in {Change.SOLVED, Change.WELL, Change.NO_DNS}:
        return (voice.choice("header-how", primary=True), voice.person)
    if steps:
        steps += [voice.choice("done")] if case.gives_records else []
    elif case.change_asked:
        steps += [voice.choice("yes-do-it", primary=True), voice.choice("done")]
    elif case.gives_records:
        steps += [voice.choice("done", primary=True), voice.choice("do-it")]
        steps += [voice.choice("smtp-yes")] if routes.asks_smtp_field else []
    elif routes.asks_smtp_field:
        steps += [voice.choice("smtp-yes", primary=True), voice.choice("smtp-no")]
        steps += [voice.choice("header-how")]
    elif case.told_in_words:
        pass  # no program to name changes what the receiver said
    elif not case.evidence.subject.services and verdict:
        steps += _services(case)
    elif verdict and verdict.severity in {Severity.OK, Severity.NOTICE}:
        steps += [voice.choice("header-how", primary=True)]
    else:
        steps += [voice.choice("recheck", primary=True)]
    return (*steps, voice.person)


def _verdict(case: Case) -> Iterator[Part]:
    verdict = case.verdict
    if verdict is None:
        yield case.voice.prose("moves", "nothing-found", domain=case.domain)
        yield tiles(case.evidence, case.diagnosis, case.voice)
        return
    text = case.told(verdict)
    headline = text.headline
    if case.repeated and case.voice.service:
        facts = {"service": case.voice.service, "told": headline}
        headline = case.voice.word("labels", "holds-too", **facts)
    yield Headline(text=headline, tone=TONES[verdict.severity])
    yield from text.prose(0, 1 if case.repeated else 2)
    if not case.beside_dns:
        yield tiles(case.evidence, case.diagnosis, case.voice)
    thin = Routes(case.evidence, case.prescription, case.voice).thin
    if case.refused or case.told_in_words or not (case.gives_records or thin):
        yield from _advice(case, text)


def _advice(case: Case, text: Headed) -> Iterator[Part]:
    yield Prose(markdown=f"### {case.voice.word('labels', 'our-advice')}")
    proof = case.prescription.proof if case.prescription else None
    if case.refused and proof and not case.told_in_words:
        # The text's advice would be the change that we just refused to give.
        why = _refusal(case)
        note = case.voice.prose("proof", "refused", why=why)
        title = case.voice.word("labels", "proof-refused")
        yield ProofNote(outcome="refused", markdown=note.markdown, title=title)
        return
    yield from text.prose(2)


def _refusal(case: Case) -> str:
    proof = case.prescription.proof if case.prescription else None
    reason = proof.reason if proof else ""
    if case.evidence.could_not_ask:
        return "unreachable"
    if reason.startswith(("causes", "makes worse")):
        return "harms"
    return "no-cure" if reason == "cures nothing" else ""


def _which_service(case: Case) -> Iterator[Part]:
    absent = case.verdict is not None and case.verdict.code is Code.DOMAIN_ABSENT
    if absent or case.told_in_words:
        return
    message, services = case.evidence.message, case.evidence.subject.services
    if not services:
        yield case.voice.prose("moves", "which-service", domain=case.domain)
    elif message is not None and message.service == services[0]:
        facts = {"service": case.voice.name_of(services[0]), "domain": case.domain}
        yield case.voice.prose("moves", "recognised", **facts)


def _confirm_change(case: Case) -> Iterator[Part]:
    if case.change_asked:
        facts = {"domain": case.domain, "count": len(case.changes)}
        yield case.voice.prose("moves", "confirm-change", **facts)


def _services(case: Case) -> list[Choice]:
    """Services to choose from: those that the domain's own records name first."""
    if case.verdict and case.verdict.code is Code.DOMAIN_ABSENT:
        return []
    shelf = case.voice.shelf
    seen = [path.service for path in case.evidence.paths]
    options = [
        one for one in dict.fromkeys([*seen, *shelf.services]) if one in shelf.services
    ]
    names = case.voice.names_of(options[:MOST_OPTIONS])
    return [Choice(label=name, says=name) for name in names]
