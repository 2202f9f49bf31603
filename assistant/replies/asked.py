"""Replies without a look: one question back, an explanation, or the end."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.diagnosis.codes import Code
from assistant.diagnosis.finding import Diagnosis
from assistant.diagnosis.refused import BESIDE_DNS, KINDS
from assistant.dialogue.moves import Ask, Close, Decline, Examine, Explain, HandOver
from assistant.replies.message_told import refusal_first, refused
from assistant.replies.reply import Choice, Fold, Headline, Part, Prose, Reply
from assistant.replies.voice import Voice
from assistant.understanding.question import Problem, Slot, Understanding

MOST_OPTIONS = 5  # more buttons than this are no longer a choice
OFFERED_SERVICES = 4  # any other is typed: the field is always there
MOST_RELATED = 3
MOST_NEAREST = 2


def ask(understanding: Understanding, move: Ask, voice: Voice) -> Reply:
    """One question back, with what can be chosen."""
    new = not move.because and _knows_nothing(understanding)
    greets = move.slot is Slot.PROBLEM and new
    if greets:
        helpdesk = voice.shelf.helpdesk.name
        text = voice.headed("moves", "greeting", helpdesk=helpdesk)
    else:
        text = voice.headed(
            "moves",
            f"ask-{move.slot.value.replace('_', '-')}",
            because=move.because or ("candidates" if move.options else ""),
            shown=_shown(understanding),
            setup=understanding.known.problem is Problem.SETUP_QUESTION,
            service=voice.service,
            domain=understanding.known.domain or "",
            bad_name=(understanding.bad_name or "")[:60],
            where=_settings_path(voice),
        )
    options = tuple(_options(move, voice))[:MOST_OPTIONS]
    return Reply(
        language=voice.language,
        parts=(
            *refusal_first(understanding, voice),
            Headline(text=text.headline),
            *text.prose(),
            *(() if greets else _nearest(understanding, move, voice)),
        ),
        choices=(*options, voice.person),
    )


def explain(understanding: Understanding, move: Explain, voice: Voice) -> Reply:
    """A guide, and what can be done next."""
    parts = [*_topic(move, voice), *_service(move, voice)]
    if move.refusal:
        parts = list(refused(understanding, move.refusal, voice))
    if not parts:
        text = voice.headed("moves", "explain-missing")
        parts = [Headline(text=text.headline), *text.prose()]
    if KINDS.get(move.refusal or "") not in BESIDE_DNS:
        domain = understanding.known.domain or ""
        parts.append(voice.prose("moves", "explain-next", domain=domain))
    return Reply(
        language=voice.language,
        parts=tuple(parts),
        choices=(*_next(understanding, move, voice), voice.person),
    )


def would_examine(move: Examine, voice: Voice, *, again: bool) -> Reply:
    """What would be looked at, where nobody goes and looks."""
    domain = move.subject.domain
    text = voice.headed(
        "moves", "would-examine", domain=domain, service=voice.service, again=again
    )
    return _said(text.headline, text.prose(), voice, voice.person)


def hand_over(
    understanding: Understanding,
    move: HandOver,
    voice: Voice,
    diagnosis: Diagnosis | None,
) -> Reply:
    """Give the talk to a person, and say what goes with it."""
    text = voice.headed(
        "moves",
        "hand-over",
        reason=move.reason,
        domain=understanding.known.domain or "",
        looked=_looked(diagnosis),
        contact=voice.shelf.helpdesk.contact,
    )
    return _said(text.headline, text.prose(), voice)


def _looked(diagnosis: Diagnosis | None) -> str:
    """What came of the look for a colleague: nothing, unreachable or found."""
    if diagnosis is None:
        return ""
    codes = {one.code for one in diagnosis.findings}
    return "unreachable" if Code.DNS_UNREACHABLE in codes else "found"


def farewell(
    understanding: Understanding, move: Close | Decline, voice: Voice
) -> Reply:
    """Goodbye with the door left open, or a kind no."""
    domain = understanding.known.domain or ""
    if isinstance(move, Decline):
        text = voice.headed("moves", "decline", reason=move.reason)
        return _said(text.headline, text.prose(), voice, voice.person)
    text = voice.headed("moves", "close", reason=move.reason, domain=domain)
    noted = (voice.choice("recheck"), voice.person) if move.reason and domain else ()
    return _said(text.headline, text.prose(), voice, *noted)


def _said(
    headline: str, body: tuple[Prose, ...], voice: Voice, *choices: Choice
) -> Reply:
    return Reply(
        language=voice.language,
        parts=(Headline(text=headline), *body),
        choices=choices,
    )


def _shown(understanding: Understanding) -> str:
    """The sender's address in what was pasted."""
    message = understanding.message
    return (message.analysed.from_address or "") if message else ""


def _nearest(understanding: Understanding, move: Ask, voice: Voice) -> Iterator[Prose]:
    """The guides that come nearest to what was not understood."""
    topics = understanding.topics[:MOST_NEAREST]
    if (
        move.slot is Slot.PROBLEM
        and topics
        and move.because not in {"explained", "guide"}
    ):
        known = ((one, voice.shelf.topic(one).titles) for one in topics)
        guides = tuple({"id": id_, "title": voice.in_language(t)} for id_, t in known)
        yield voice.prose("moves", "nearest", guides=guides)


def _knows_nothing(understanding: Understanding) -> bool:
    known = understanding.known
    said = understanding.problem not in {Problem.UNCLEAR, Problem.SETUP_QUESTION}
    return not (known.services or known.domain or known.address or said)


def _options(move: Ask, voice: Voice) -> Iterator[Choice]:
    if move.slot is Slot.SERVICE:
        offered = move.options or tuple(voice.shelf.services)[:OFFERED_SERVICES]
        names = voice.names_of(offered)
        for name in names:
            yield Choice(label=name, says=name)
        if move.because == "several":
            yield voice.choice("both" if len(names) == 2 else "all-of-them")  # noqa: PLR2004 - a word for two
    elif move.slot is Slot.SMTP_FIELD:
        yield from (voice.choice("smtp-yes"), voice.choice("smtp-no"))
    elif move.slot is Slot.PERMISSION:
        yield from (voice.choice("yes", primary=True), voice.choice("no"))
    elif move.slot is Slot.MESSAGE:
        yield voice.choice("header-how")
    else:
        for option in move.options:
            if voice.texts.has_word("choices", option, voice.language):
                yield voice.choice(option)
            else:
                label = _label(option, voice)
                yield Choice(label=label, says=label)


def _label(option: str, voice: Voice) -> str:
    if option in voice.shelf.topics:
        return voice.in_language(voice.shelf.topic(option).titles)
    if voice.texts.has_word("asked-problems", option, voice.language):
        return voice.word("asked-problems", option)
    return voice.name_of(option)


def _topic(move: Explain, voice: Voice) -> list[Part]:
    topic = voice.shelf.topics.get(move.topic or "")
    if topic is None:
        return []
    title = voice.in_language(topic.titles)
    guide = voice.in_language(topic.guides)
    return [Headline(text=title), Prose(markdown=guide)]


def _service(move: Explain, voice: Voice) -> list[Part]:
    """The service's guide: the answer itself, or folded below a topic's."""
    service = voice.shelf.services.get(move.service or "")
    guide = voice.in_language(service.guides) if service else ""
    if service is None or not guide:
        return []
    title = voice.headed("moves", "explain-service", service=service.name).headline
    if guide.startswith("# "):
        title, _, guide = guide.removeprefix("# ").partition("\n")
    body = Prose(markdown=guide.strip())
    if move.topic in voice.shelf.topics:
        return [Fold(title=title.strip(), parts=(body,))]
    return [Headline(text=title.strip()), body]


def _next(
    understanding: Understanding, move: Explain, voice: Voice
) -> Iterator[Choice]:
    if understanding.known.domain:
        domain = understanding.known.domain
        label = voice.word("choices", "examine", domain=domain)
        yield Choice(label=label, says=label, primary=True)
    topic = voice.shelf.topics.get(move.topic or "")
    for one in topic.related[:MOST_RELATED] if topic else ():
        if one in voice.shelf.topics:
            title = voice.in_language(voice.shelf.topic(one).titles)
            yield Choice(label=title, says=title)


def _settings_path(voice: Voice) -> str:
    services = voice.known.services
    service = voice.shelf.services.get(services[0]) if services else None
    return (service.settings_path if service else None) or ""
