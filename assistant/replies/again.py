"""What changed since the last look: right now, still wrong, mistyped.

Nobody is helped by the same answer twice. So a second look at the same thing is
told as a comparison with the first, record by record where we gave records.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from assistant.diagnosis.codes import Severity
from assistant.diagnosis.finding import Diagnosis, Finding
from assistant.dialogue.moves import Examine
from assistant.dialogue.repeats import ground
from assistant.remedies.recheck import State, recheck
from assistant.replies.case import Case
from assistant.replies.reply import Headline, Part, Prose, Tone
from assistant.replies.tiles import ORDER, SHOWN, TONES
from assistant.replies.voice import Headed

_BAD = frozenset({Severity.ERROR, Severity.WARNING})


class Change(StrEnum):
    """What a second look brought, beside the first."""

    SOLVED = "solved"  # nothing is wrong any more
    PARTLY = "partly"  # something is right now, something is not yet
    MOVED = "moved"  # the same is wrong, but otherwise
    WORSE = "worse"  # something came that was right before
    UNCHANGED = "unchanged"
    NO_DNS = "no-dns"  # the same, and there was nothing to change in the DNS
    WELL = "well"  # all was in order and still is


_TONES = {
    Change.SOLVED: Tone.GOOD,
    Change.WELL: Tone.GOOD,
    Change.PARTLY: Tone.CAUTION,
    Change.NO_DNS: Tone.CAUTION,
}


@dataclass(frozen=True, slots=True)
class Again:
    """A look beside the one before it."""

    case: Case
    before: Diagnosis

    @property
    def change(self) -> Change:
        """What the two looks make together."""
        before, now = _bad(self.before), _bad(self.case.diagnosis)
        if not now:
            return Change.SOLVED if before else Change.WELL
        if not self._gave_records and before == now:
            return Change.NO_DNS
        if before == now:
            return Change.UNCHANGED
        if before - now and {one for one, _ in before} - {one for one, _ in now}:
            return Change.PARTLY
        came = {one for one, _ in now} - {one for one, _ in before}
        return Change.WORSE if came else Change.MOVED

    @property
    def _gave_records(self) -> bool:
        earlier = self.case.earlier
        given = earlier.prescription if earlier else None
        return given is not None and bool(given.changes or given.unknowns)

    def parts(self) -> Iterator[Part]:
        """The comparison, and what to do with it."""
        case, change = self.case, self.change
        text = self._text()
        yield Headline(text=text.headline, tone=_TONES.get(change, Tone.BAD))
        lines = [*self._subjects(), *self._records()]
        if lines:
            yield Prose(markdown="\n".join(lines))
        yield from text.prose()
        if change in {Change.PARTLY, Change.MOVED, Change.WORSE} and case.verdict:
            left = case.told(case.verdict)
            yield Headline(text=left.headline, tone=TONES[case.verdict.severity])
            yield from left.prose(0, 2)

    def _text(self) -> Headed:
        case = self.case
        host = case.panel.host
        return case.voice.headed(
            "moves",
            "looked-again",
            change=self.change.value,
            domain=case.domain,
            service=case.voice.service if case.evidence.subject.services else "",
            host=host.name if host else "",
            nameservers=case.evidence.zone.nameservers,
            with_helpdesk=case.evidence.zone.with_helpdesk,
            fresh=case.evidence.subject.fresh,
        )

    def _subjects(self) -> Iterator[str]:
        """SPF, DKIM and DMARC, each as it was and as it is."""
        for topic, codes in SHOWN.items():
            was = _worst(self.before, codes)
            now = _worst(self.case.diagnosis, codes)
            if was is None and now is None:
                continue
            said = self._compared(was, now)
            if said:
                yield f"- **{self.case.voice.word('tiles', topic.value)}:** {said}"

    def _compared(self, was: Finding | None, now: Finding | None) -> str:
        voice = self.case.voice
        first = voice.word("tiles", was.code, **was.details) if was else ""
        second = voice.word("tiles", now.code, **now.details) if now else ""
        if first == second:
            key = "still-wrong" if now and now.severity in _BAD else "still-right"
        elif now is None or now.severity not in _BAD:
            key = "right-now" if was and was.severity in _BAD else "still-right"
        else:
            key = "was-now" if first else "still-wrong"
        return voice.word("labels", key, was=first, now=second)

    def _records(self) -> Iterator[str]:
        """Each record that was advised: is it there, and as it was given?"""
        earlier = self.case.earlier
        given = earlier.prescription if earlier else None
        done = self.change in {Change.SOLVED, Change.WELL}
        for one in recheck(given.asked if given else (), self.case.evidence):
            if done and one.state is not State.ON_ITS_WAY:
                continue
            facts: dict[str, object] = {
                "at": one.change.name,
                "state": one.state.value,
                "after": one.change.after or "",
                "found": one.found,
                "domain": self.case.domain,
            }
            yield self.case.voice.prose("moves", "record-now", **facts).markdown


def again_of(case: Case) -> Again | None:
    """The comparison with the last look, where there was one at the same thing."""
    earlier, subject = case.earlier, case.evidence.subject
    if earlier is None or earlier.diagnosis is None or subject.message is not None:
        return None
    if not isinstance(earlier.move, Examine):
        return None
    same = ground(earlier.diagnosis.subject) == ground(subject)
    return Again(case, earlier.diagnosis) if same else None


def _bad(diagnosis: Diagnosis) -> frozenset[tuple[str, str]]:
    return frozenset(
        (str(one.code), repr(sorted(one.details.items())))
        for one in diagnosis.findings
        if one.severity in _BAD
    )


def _worst(diagnosis: Diagnosis, codes: frozenset[str]) -> Finding | None:
    found = [one for one in diagnosis.findings if one.code in codes]
    return min(found, key=lambda one: ORDER.index(one.severity), default=None)
