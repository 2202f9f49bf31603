"""A "what if" laid out: what it cures, what it breaks, which mail it touches."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from assistant.checks.evidence import HELPDESK, Path
from assistant.diagnosis.finding import Finding
from assistant.replies.quoting import flat
from assistant.replies.reply import Tone
from assistant.replies.voice import Voice
from assistant.web.console.casefile import PATH_TONES, CaseFile
from assistant.web.console.measuring import Tried
from assistant.web.console.whatif import Turn, Way, WhatIf
from assistant.web.console.wishing import MOST_LINES, Unread, Wish
from assistant.web.words import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """One thing that the change does, in a sentence; `label` is a word before it."""

    text: str
    tone: Tone
    label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Turned:
    """One sending path before and after, in words."""

    service: str
    before: str
    after: str
    tone_before: Tone
    tone_after: Tone

    @property
    def same(self) -> bool:
        """Whether the change does not touch it."""
        return self.before == self.after


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """What did not come out as it was typed: lines, each with a word after it."""

    text: str
    lines: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Simulated:
    """The world as it would be, beside the world as it is."""

    case: CaseFile
    title: str
    tone: Tone
    effects: tuple[Effect, ...]
    records: tuple[tuple[str, str, tuple[str, ...]], ...]
    lookups: str
    ways: tuple[Turned, ...]


def simulated_of(wanted: WhatIf, case: CaseFile, voice: Voice, say: Words) -> Simulated:
    """Lay out a "what if"; *case* is the whole judgement of the world it leads to."""
    tone = _tone(wanted)
    before, after = wanted.lookups
    turned = "lookups_same" if before == after else "lookups_turn"
    return Simulated(
        case=case,
        title=say(f"what_if_{tone}"),
        tone=tone,
        effects=tuple(_effects(wanted, voice, say)),
        records=tuple(
            (name, kind, tuple(flat(value) for value in values))
            for (name, kind), values in wanted.laid.sets.items()
        ),
        lookups=say(turned, before=before, after=after),
        ways=tuple(_turned(way, voice, say) for way in wanted.ways),
    )


def _tone(wanted: WhatIf) -> Tone:
    turns = {way.turn for way in wanted.ways}
    if wanted.caused or any(one.worse for one in turns):
        return Tone.BAD
    if wanted.laid.clashes or Turn.UNSURE in turns:
        return Tone.CAUTION
    better = wanted.cured or any(one.better for one in turns)
    return Tone.GOOD if better else Tone.PLAIN


def _effects(wanted: WhatIf, voice: Voice, say: Words) -> Iterator[Effect]:
    """What can't be, then what is lost, then what is won."""
    if wanted.laid.clashes:
        text = f"{say('what_if_clash')} {', '.join(wanted.laid.clashes)}"
        yield Effect(text=text, tone=Tone.CAUTION)
    for way in wanted.ways:
        if way.turn.worse or way.turn is Turn.UNSURE:
            tone = Tone.BAD if way.turn.worse else Tone.CAUTION
            yield Effect(text=_sentence(way, voice, say), tone=tone)
    for one in wanted.caused:
        text = _headline(one, voice)
        yield Effect(text=text, tone=Tone.BAD, label=say("breaks"))
    for one in wanted.cured:
        text = _headline(one, voice)
        yield Effect(text=text, tone=Tone.GOOD, label=say("cures"))
    if not wanted.laid.clashes:
        for way in wanted.ways:
            if way.turn.better:
                yield Effect(text=_sentence(way, voice, say), tone=Tone.GOOD)


def _sentence(way: Way, voice: Voice, say: Words) -> str:
    return say(f"turn_{way.turn}", name=_name(way.service, voice, say))


def _name(service: str, voice: Voice, say: Words) -> str:
    return say("own_servers") if service == HELPDESK else voice.name_of(service)


def _headline(finding: Finding, voice: Voice) -> str:
    return voice.finding(finding).headline


def _turned(way: Way, voice: Voice, say: Words) -> Turned:
    return Turned(
        service=_name(way.service, voice, say),
        before=say(f"path_{_outcome(way.before)}"),
        after=say(f"path_{_outcome(way.after)}"),
        tone_before=_tone_of(way.before),
        tone_after=_tone_of(way.after),
    )


def _outcome(path: Path | None) -> str:
    return "gone" if path is None else path.outcome.value


def _tone_of(path: Path | None) -> Tone:
    return Tone.PLAIN if path is None else PATH_TONES[path.outcome]


def notices_of(tried: Tried, domain: str, say: Words) -> tuple[Notice, ...]:
    """What of the wishes did not come out, and why."""
    return tuple(_notices(tried, domain, say))


def _notices(tried: Tried, domain: str, say: Words) -> Iterator[Notice]:
    wishes, laid = tried.wishes, tried.laid
    if tried.idle:
        yield Notice(text=say(f"what_if_{tried.idle}"))
    if wishes.unread:
        lines = tuple(_unread(one, domain, say) for one in wishes.unread)
        yield Notice(text=say("what_if_unread"), lines=lines)
    for name in ("unanswered", "overruled", "nothing"):
        found: tuple[Wish, ...] = getattr(laid, name)
        if found:
            lines = tuple((flat(one.line), "") for one in found)
            yield Notice(text=say(f"what_if_{name}"), lines=lines)
    if wishes.cut:
        yield Notice(text=say("what_if_cut", most=MOST_LINES, count=wishes.cut))


def _unread(one: Unread, domain: str, say: Words) -> tuple[str, str]:
    return flat(one.line), say(f"unread_{one.why}", domain=domain)
