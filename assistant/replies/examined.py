"""The reply after a look: the verdict first, then what to do, then the rest folded."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from assistant.checks.evidence import Evidence
from assistant.diagnosis.codes import Code, Severity
from assistant.diagnosis.finding import Diagnosis, Finding
from assistant.remedies.change import (
    Action,
    Outcome,
    Prescription,
    RecordChange,
    Remedy,
    Unknown,
)
from assistant.replies.cards import Panel
from assistant.replies.folds import folds
from assistant.replies.reply import (
    Choice,
    Headline,
    Part,
    ProofNote,
    Prose,
)
from assistant.replies.routes import Routes
from assistant.replies.tiles import TONES, tiles
from assistant.replies.voice import Headed, Voice

MOST_OPTIONS = 4  # services to choose from; one more choice is "another"


@dataclass(frozen=True, slots=True)
class Case:
    """Everything known of one examination, and the voice to tell it with.

    `change_asked` tells that the customer asked us to make the change.
    """

    evidence: Evidence
    diagnosis: Diagnosis
    prescription: Prescription | None
    voice: Voice
    change_asked: bool = False

    @property
    def verdict(self) -> Finding | None:
        """What the headline says: the cause, else the worst that was found."""
        return self.diagnosis.cause or next(iter(self.diagnosis.findings), None)

    @property
    def domain(self) -> str:
        """The domain that was examined."""
        return self.evidence.subject.domain

    @property
    def panel(self) -> Panel:
        """The panel in which the customer edits his DNS."""
        host_id = self.evidence.zone.host_id
        host = self.voice.shelf.hosts.get(host_id) if host_id else None
        return Panel(host, self.domain)

    @property
    def refused(self) -> bool:
        """Whether the proof forbids giving records."""
        proof = self.prescription.proof if self.prescription else None
        return proof is not None and proof.outcome is Outcome.REFUSED

    @property
    def changes(self) -> tuple[RecordChange, ...]:
        """The changes that may be shown."""
        if self.prescription is None or self.refused:
            return ()
        return self.prescription.changes

    @property
    def gives_records(self) -> bool:
        """Whether there is something to publish, known or still to be fetched."""
        given = self.prescription
        return bool(self.changes) or bool(given and given.unknowns and not self.refused)


def examined(case: Case) -> tuple[Part, ...]:
    """All parts of the reply, in the order in which they are read."""
    routes = Routes(case.evidence, case.prescription, case.voice)
    return (
        *_verdict(case),
        *routes.first(case.panel),
        *_what_to_do(case),
        *routes.unknown_service(case.panel),
        *_which_service(case),
        *_confirm_change(case),
        *folds(case.evidence, case.diagnosis, case.verdict, case.changes, case.voice),
        *routes.folded(case.panel),
    )


def choices(case: Case) -> tuple[Choice, ...]:
    """The next steps, the likeliest first, a person always last."""
    voice, verdict = case.voice, case.verdict
    routes = Routes(case.evidence, case.prescription, voice)
    steps: list[Choice] = []
    if case.change_asked:
        steps += [voice.choice("yes-do-it", primary=True), voice.choice("done")]
    elif case.gives_records:
        steps += [voice.choice("done", primary=True), voice.choice("do-it")]
    elif routes.asks_smtp_field:
        steps += [voice.choice("smtp-yes", primary=True), voice.choice("smtp-no")]
        steps += [voice.choice("header-how")]
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
    text = case.voice.finding(verdict)
    yield Headline(text=text.headline, tone=TONES[verdict.severity])
    yield from text.prose(0, 2)
    yield tiles(case.evidence, case.diagnosis, case.voice)
    if case.evidence.subject.fresh:
        yield case.voice.prose("moves", "looked-again")
    if not case.gives_records:
        yield from _advice(case, text)


def _advice(case: Case, text: Headed) -> Iterator[Part]:
    yield Prose(markdown=f"### {case.voice.word('labels', 'our-advice')}")
    if case.refused and case.prescription and case.prescription.proof:
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


def _what_to_do(case: Case) -> Iterator[Part]:
    given, voice = case.prescription, case.voice
    if given is None or not case.gives_records:
        return
    yield Prose(markdown=f"### {_title(case)}")
    yield from _introductions(case)
    yield Prose(markdown=_where(case))
    yield case.panel.cards(case.changes, given.unknowns, voice)
    if given.proof is not None:
        yield _note(case)
    yield voice.prose("moves", "when-seen", ttl=_old_value_lasts(case))
    if any(one.startswith("dkim-") for one in _codes(case)) or given.unknowns:
        facts = {"service": voice.service, "where": _settings_path(case)}
        last = voice.prose("moves", "last-step", **facts)
        if last.markdown:
            yield last


def _title(case: Case) -> str:
    count = len(case.changes)
    if not count:
        return case.voice.word("labels", "dns-open", service=case.voice.service)
    only_new = all(change.action is Action.ADD for change in case.changes)
    return case.voice.word("labels", "dns" if only_new else "change", count=count)


def _codes(case: Case) -> tuple[Code, ...]:
    remedies = case.prescription.remedies if case.prescription else ()
    return tuple(dict.fromkeys(remedy.code for remedy in remedies))


def _introductions(case: Case) -> Iterator[Prose]:
    remedies = case.prescription.remedies if case.prescription else ()
    for remedy in remedies:
        finding = _of(remedy, case.diagnosis)
        if finding is not None and case.changes:
            yield case.voice.prose("remedies", remedy.code, **finding.details)


def _of(remedy: Remedy, diagnosis: Diagnosis) -> Finding | None:
    same = (one for one in diagnosis.findings if one.code is remedy.code)
    return next(same, None)


def _where(case: Case) -> str:
    voice, panel = case.voice, case.panel
    unknowns = case.prescription.unknowns if case.prescription else ()
    typed: list[RecordChange | Unknown] = [*case.changes, *unknowns]
    lines = []
    if case.evidence.zone.with_helpdesk:
        do_it = voice.word("choices", "do-it")
        lines.append(voice.prose("moves", "with-helpdesk", do_it=do_it))
    if panel.host is not None:
        host, path = panel.host.name, panel.path
        where = voice.prose("panels", "where", host=host, path=path, domain=panel.zone)
        lines.append(where)
    elif not case.evidence.zone.with_helpdesk:
        servers = case.evidence.zone.nameservers
        facts: dict[str, object] = {"domain": panel.zone, "nameservers": servers}
        lines.append(voice.prose("panels", "unknown", **facts))
    lines.append(voice.prose("panels", "typing", **panel.typing(typed)))
    return "\n\n".join(line.markdown for line in lines)


def _note(case: Case) -> ProofNote:
    given, voice = case.prescription, case.voice
    proof = given.proof if given else None
    outcome = proof.outcome if proof else Outcome.OPEN
    if outcome is Outcome.PROVEN:
        types = {(change.type, change.name) for change in case.changes}
        facts: dict[str, object] = {
            "count": len(case.changes),
            "touches_spf": ("TXT", case.domain) in types,
            "touches_mx": any(kind == "MX" for kind, _ in types),
        }
    else:
        unknown = next(iter(given.unknowns), None) if given else None
        where = unknown.where if unknown else ""
        facts = {"service": voice.service, "where": where}
    text = voice.prose("proof", outcome.value, **facts)
    title = voice.word("labels", f"proof-{outcome.value}")
    return ProofNote(outcome=outcome.value, markdown=text.markdown, title=title)


def _old_value_lasts(case: Case) -> str:
    """How long a changed record may be remembered; nothing where all is new."""
    changed = {change.name for change in case.changes if change.before}
    left = [
        answer.ttl_s
        for answer in case.evidence.transcript
        if answer.query.name in changed and answer.ttl_s
    ]
    return time_of(max(left), case.voice) if left else ""


def time_of(seconds: int, voice: Voice) -> str:
    """A time to live as people say it."""
    if seconds == 3600:  # noqa: PLR2004 - one hour has a word of its own
        return voice.word("labels", "ttl-hour")
    if seconds % 3600 == 0:
        return voice.word("labels", "ttl-hours", count=seconds // 3600)
    if seconds >= 60:  # noqa: PLR2004 - a minute
        return voice.word("labels", "ttl-minutes", count=-(-seconds // 60))
    return voice.word("labels", "seconds", count=seconds)


def _settings_path(case: Case) -> str:
    services = case.evidence.subject.services
    known = case.voice.shelf.services.get(services[0]) if services else None
    return known.settings_path or "" if known else ""


def _which_service(case: Case) -> Iterator[Part]:
    absent = case.verdict is not None and case.verdict.code is Code.DOMAIN_ABSENT
    if not case.evidence.subject.services and not absent:
        yield case.voice.prose("moves", "which-service", domain=case.domain)


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
    buttons = [Choice(label=name, says=name) for name in names]
    return [*buttons, case.voice.choice("other-service")]
