"""What to publish: records in the customer's panel, with proof and the way back."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.checks.maker import is_thin
from assistant.diagnosis.codes import Code
from assistant.diagnosis.finding import Diagnosis, Finding
from assistant.dialogue.conversation import Exchange
from assistant.remedies.change import Action, Outcome, RecordChange, Remedy, Unknown
from assistant.replies.beside import beside
from assistant.replies.cards import Panel
from assistant.replies.case import Case
from assistant.replies.reply import Fold, Headline, Part, ProofNote, Prose, Reply
from assistant.replies.room import price
from assistant.replies.voice import Voice


def to_publish(case: Case, *, by_letter: bool = False) -> Iterator[Part]:
    """The records, how to type them, what is proven of them and what comes after.

    Args:
        case: What was seen.
        by_letter: Whether a colleague writes it, who has no buttons to choose from.
    """
    given, voice = case.prescription, case.voice
    if given is None or not case.gives_records:
        return
    yield Prose(markdown=f"### {_title(case)}")
    yield from _introductions(case)
    yield Prose(markdown=_where(case, by_letter=by_letter))
    cards = case.panel.cards(case.changes, given.unknowns, voice)
    if cards.cards:
        yield cards
    if given.proof is not None:
        yield _note(case)
    yield from price(case)
    yield from beside(case)
    yield from _reports(case)
    yield _when_seen(case)
    if any(one.startswith("dkim-") for one in _codes(case)) or given.unknowns:
        facts = {"service": voice.service, "where": _settings_path(case)}
        last = voice.prose("moves", "last-step", **facts)
        if last.markdown:
            yield last


def explained_records(earlier: Exchange, voice: Voice) -> Reply:
    """Where the records of the last look go, step by step."""
    given = earlier.prescription
    subject = earlier.diagnosis.subject if earlier.diagnosis else None
    host = voice.shelf.hosts.get(voice.known.host or "")
    panel = Panel(host, subject.domain if subject else voice.known.domain or "")
    changes = given.changes if given else ()
    unknowns = given.unknowns if given else ()
    actions = {change.action for change in changes}
    facts: dict[str, object] = {
        "domain": panel.zone,
        "host": host.name if host else "",
        "path": panel.path,
        "count": len(changes) + len(unknowns),
        "replaces": Action.REPLACE in actions,
        "removes": Action.REMOVE in actions,
        "service": voice.service if unknowns else "",
        "where": next((one.where for one in unknowns), ""),
    }
    text = voice.headed("moves", "how-to-type", **facts)
    told = [one for one in unknowns if one.told]
    typing = voice.prose("panels", "typing", **panel.typing([*changes, *told]))
    cards = panel.cards(changes, unknowns, voice)
    done = voice.choice("done", primary=True)
    return Reply(
        language=voice.language,
        parts=(
            Headline(text=text.headline),
            *text.prose(),
            typing,
            cards,
            *_service_guide(voice),
        ),
        choices=(done, voice.choice("do-it"), voice.person),
    )


def reassured(earlier: Exchange, voice: Voice) -> Reply:
    """What the records of the last look do not touch, and the way back."""
    given, diagnosis = earlier.prescription, earlier.diagnosis
    domain = diagnosis.subject.domain if diagnosis else voice.known.domain or ""
    proven = bool(given and given.proof and given.proof.outcome is Outcome.PROVEN)
    changes = given.changes if given else ()
    spf = any((change.after or "").startswith("v=spf1") for change in changes)
    text = voice.headed("moves", "no-harm", domain=domain, proven=proven, spf=spf)
    told = [
        voice.prose("remedies", remedy.code, **finding.details)
        for remedy in (given.remedies if given else ())
        if diagnosis and (finding := _of(remedy, diagnosis)) is not None
    ]
    return Reply(
        language=voice.language,
        parts=(Headline(text=text.headline), *text.prose(), *told),
        choices=(
            voice.choice("how", primary=True),
            voice.choice("do-it"),
            voice.person,
        ),
    )


def _service_guide(voice: Voice) -> Iterator[Fold]:
    service = voice.shelf.services.get(next(iter(voice.known.services), ""))
    guide = voice.in_language(service.guides) if service else ""
    if service is None or not guide:
        return
    title = voice.headed("moves", "explain-service", service=service.name).headline
    body = guide.partition("\n")[2] if guide.startswith("# ") else guide
    yield Fold(title=title, parts=(Prose(markdown=body.strip()),))


def _title(case: Case) -> str:
    count = len(case.changes)
    ways = case.prescription.alternatives if case.prescription else ()
    told_first = case.service is not None and not is_thin(case.service)
    if count and told_first and any(way.first for way in ways):
        return case.voice.word("labels", "rather-dns")
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


def _where(case: Case, *, by_letter: bool) -> str:
    voice, panel = case.voice, case.panel
    unknowns = case.prescription.unknowns if case.prescription else ()
    told = [one for one in unknowns if one.told]
    typed: list[RecordChange | Unknown] = [*case.changes, *told]
    lines = []
    if unknowns:
        facts: dict[str, object] = {
            "service": voice.service,
            "where": unknowns[0].where,
            "kinds": tuple(dict.fromkeys(one.type for one in unknowns)),
            "told": len(told),
            "gaps": any(one.gaps for one in told),
        }
        lines.append(voice.prose("panels", "account", **facts))
    if case.evidence.zone.with_helpdesk:
        do_it = "" if by_letter else voice.word("choices", "do-it")
        lines.append(voice.prose("moves", "with-helpdesk", do_it=do_it))
    if panel.host is not None:
        host, path = panel.host.name, panel.path
        where = voice.prose("panels", "where", host=host, path=path, domain=panel.zone)
        lines.append(where)
    elif not case.evidence.zone.with_helpdesk:
        servers = case.evidence.zone.nameservers
        facts = {"domain": panel.zone, "nameservers": servers}
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
        why = "account" if unknown else "website"
        why = "delegation" if unknown and unknown.type == "NS" else why
        why = proof.reason if proof and proof.reason else why
        facts = {"service": voice.service, "where": where, "why": why}
        facts["changed"] = bool(proof and proof.cured)
    text = voice.prose("proof", outcome.value, **facts)
    title = voice.word("labels", f"proof-{outcome.value}")
    return ProofNote(outcome=outcome.value, markdown=text.markdown, title=title)


def _when_seen(case: Case) -> Prose:
    """When the change shows, from what was measured; nothing is promised."""
    changed = {change.name for change in case.changes if change.before}
    old = [
        answer.ttl_s
        for answer in case.evidence.transcript
        if answer.query.name in changed and answer.ttl_s
    ]
    new = any(change.action is Action.ADD for change in case.changes)
    absent = case.evidence.zone.negative_ttl_s if new else 0
    return case.voice.prose(
        "moves",
        "when-seen",
        old=time_of(max(old), case.voice) if old else "",
        absent=time_of(absent, case.voice) if absent else "",
    )


def _reports(case: Case) -> Iterator[Prose]:
    """Where the reports of a new DMARC record go."""
    for change in case.changes:
        record = change.after or ""
        if change.name.startswith("_dmarc.") and change.action is Action.ADD:
            _, _, address = record.partition("rua=mailto:")
            address = address.partition(";")[0].strip()
            yield case.voice.prose("moves", "dmarc-reports", address=address)


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
    return (case.service.settings_path if case.service else None) or ""
