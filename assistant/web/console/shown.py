"""An answer of the bench, laid out in one language, ready to be drawn or told."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from ipaddress import ip_address

from assistant.checks.evidence import ReverseFacts
from assistant.checks.paths import recognised
from assistant.checks.senders import Owner
from assistant.desk import Desk, Look
from assistant.errors import RecordSyntaxError
from assistant.mail.spf.audit import Audit
from assistant.mail.spf.record import Mechanism, parse
from assistant.replies.quoting import flat
from assistant.replies.voice import Voice
from assistant.understanding.question import Known
from assistant.web.console.casefile import CaseFile, case_of
from assistant.web.console.letter import Letter, letter_of
from assistant.web.console.measuring import Measured
from assistant.web.console.simulated import (
    Notice,
    Simulated,
    notices_of,
    simulated_of,
)
from assistant.web.console.spf_tree import SpfTree, spf_tree
from assistant.web.console.timeline import Picture, picture
from assistant.web.words import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """An IP address: its names, and whose it may be (id, name, why, confirmed by)."""

    reverse: ReverseFacts
    owners: tuple[tuple[str, str, str, str], ...]
    public: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """An SPF record that was pasted without its domain.

    `fault` is where it breaks its grammar, `end` tells what becomes of others.
    """

    text: str
    tree: SpfTree | None
    programs: tuple[str, ...]
    fault: str
    end: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """An answer of the bench, ready to be drawn.

    `programs` are those between which the text leaves a choice (id, name).
    """

    language: str
    measured: Measured
    measured_at: datetime
    case: CaseFile | None
    simulated: Simulated | None
    notices: tuple[Notice, ...]
    letter: Letter | None = None
    picture: Picture | None = None
    address: Address | None = None
    record: Record | None = None
    guides: tuple[tuple[str, str], ...] = ()
    programs: tuple[tuple[str, str], ...] = ()

    @property
    def told(self) -> bool:
        """Whether it is answered by more than what a customer would read."""
        return bool(
            self.case or self.letter or self.address or self.record or self.guides
        )

    @property
    def title(self) -> str:
        """What it is about, in a word; empty where nobody can tell."""
        put = self.measured.put
        if self.case is not None:
            return self.case.domain
        return put.ip or ""


def shown_of(measured: Measured, desk: Desk, say: Words, now: datetime) -> Shown:
    """Lay out what was measured, in the language of the words."""
    voice = Voice(desk.texts, desk.shelf, Known(language=say.language))
    look, facts = measured.look, measured.letter
    case = case_of(look, desk.shelf, desk.texts, say.language, now) if look else None
    alone = facts if case is None else None
    domain = look.evidence.subject.domain if look else ""
    return Shown(
        language=say.language,
        measured=measured,
        measured_at=now,
        case=case,
        simulated=_simulated(measured, desk, voice, say, now),
        notices=notices_of(measured.tried, domain, say),
        letter=letter_of(alone, voice) if alone else None,
        picture=picture(alone.timeline, voice) if alone else None,
        address=_address(measured.reverse, measured.owners, voice),
        record=_record(measured.spf, voice, say) if measured.spf else None,
        guides=() if case or measured.spf else _guides(measured, voice),
        programs=_programs(measured, voice),
    )


def _simulated(
    measured: Measured, desk: Desk, voice: Voice, say: Words, now: datetime
) -> Simulated | None:
    wanted, look = measured.tried.outcome, measured.look
    if wanted is None or look is None:
        return None
    later: Look = replace(look, evidence=wanted.evidence, diagnosis=wanted.diagnosis)
    case = case_of(later, desk.shelf, desk.texts, say.language, now)
    return simulated_of(wanted, case, voice, say)


def _address(
    reverse: ReverseFacts | None, owners: tuple[Owner, ...], voice: Voice
) -> Address | None:
    if reverse is None:
        return None
    return Address(
        reverse=reverse,
        owners=tuple(
            (one.service, voice.name_of(one.service), one.told_by, one.include)
            for one in owners
        ),
        public=ip_address(reverse.ip).is_global,
    )


def _record(audit: Audit, voice: Voice, say: Words) -> Record:
    """The record that was pasted; its own name is not known, so none is told."""
    text = audit.records[0] if audit.records else ""
    tree = spf_tree(audit, voice)
    if tree is not None:
        tree = replace(tree, drawn=replace(tree.drawn, root=say("this_record")))
    fault, end = _read(text)
    found = recognised(audit, None, voice.shelf)
    return Record(
        text=flat(text),
        tree=None if fault else tree,
        programs=voice.names_of(found),
        fault=flat(fault),
        end=end,
    )


def _read(text: str) -> tuple[str, str]:
    """The term at which a record breaks its grammar, and what its `all` says."""
    try:
        record = parse(text)
    except RecordSyntaxError as error:
        return (text[error.offset :].split() or text.split()[-1:] or [""])[0], ""
    last = [one for one in record.tried if isinstance(one, Mechanism)][-1:]
    if last and last[0].name == "all":
        return "", last[0].qualifier.name.lower()
    leads = any(one.name == "redirect" for one in record.tried)
    return "", "redirect" if leads else "none"


def _guides(measured: Measured, voice: Voice) -> tuple[tuple[str, str], ...]:
    """The guides of the services that were named, where nothing was measured."""
    services = (
        voice.shelf.services[one]
        for one in measured.put.understood.services
        if one in voice.shelf.services
    )
    return tuple((one.name, voice.in_language(one.guides)) for one in services)


def _programs(measured: Measured, voice: Voice) -> tuple[tuple[str, str], ...]:
    found = measured.put.understood.candidates
    return tuple((one, voice.name_of(one)) for one in found)
