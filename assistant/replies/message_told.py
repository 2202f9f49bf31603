"""What a pasted message shows: the lines that the answer rests on, what it is not.

The reader sees the very words of the header or the refusal, so that he need not
believe us. They come from strangers: one line each, cut, and with everybody's
address masked but his own.
"""

from __future__ import annotations

from collections.abc import Iterator

from assistant.checks.message import MessageFacts
from assistant.diagnosis.cleared import cleared
from assistant.diagnosis.codes import Code
from assistant.diagnosis.refused import code_of, told_of
from assistant.mail.headers.fields import Field
from assistant.mail.headers.masking import masked_line
from assistant.mail.headers.refusal import Refusal
from assistant.replies.case import Case
from assistant.replies.quoting import flat
from assistant.replies.reply import Headline, Part, Prose, Raw, Tone
from assistant.replies.voice import Voice
from assistant.understanding.question import Understanding

MOST_CHARACTERS = 420  # of one quoted field; a phone shows seven lines
MOST_SIGNATURES = 2
FILTERS = {
    "microsoft": (
        "x-forefront-antispam-report",
        "x-microsoft-antispam",
        "x-microsoft-antispam-mailbox-delivery",
    ),
    "spamassassin": ("x-spam-status", "x-spam-report"),
    "rspamd": ("x-spamd-result", "x-rspamd-action"),
    "barracuda": ("x-barracuda-spam-status",),
    "ziggo": ("x-ziggo-spam-status", "x-ziggo-spamscore"),
    "proofpoint": ("x-proofpoint-spam-details",),
    "mimecast": ("x-mimecast-spam-score",),
}
OF_THE_WAY = frozenset({Code.MESSAGE_FORGED, Code.MESSAGE_FORWARDED})
SIGNED = frozenset({Code.MESSAGE_DKIM_FAILED, Code.MESSAGE_NOT_ALIGNED})
OF_A_FILTER = frozenset({Code.MESSAGE_JUDGED_SPAM, Code.MESSAGE_SERVER_LISTED})


def message_told(case: Case) -> Iterator[Part]:
    """The evidence and what is not the cause, where a message was pasted."""
    facts, voice = case.evidence.message, case.voice
    if facts is None:
        return
    code = case.verdict.code if case.verdict else None
    lines = tuple(dict.fromkeys(_lines(facts, code, case.domain)))
    if facts.refusal or len(lines) > 1:  # From alone is no evidence
        text = "\n".join(lines)
        yield Raw(text=text, label=voice.word("message", "evidence"))
    keys = cleared(facts, code)
    if keys:
        facts_told = {"shown": facts.shown or case.domain}
        told = tuple(voice.word("message", f"not-{key}", **facts_told) for key in keys)
        yield voice.prose("moves", "not-the-cause", told=told)


def refused(
    understanding: Understanding, kind: str, voice: Voice
) -> Iterator[Headline | Prose | Raw]:
    """What a refusal means, told without a look."""
    message = understanding.message
    refusal = (message.refusal if message else None) or Refusal(kind=kind)
    facts = told_of(
        refusal, shown=understanding.known.domain or "", service=voice.service
    )
    text = voice.headed("findings", code_of(refusal).value, **facts)
    yield Headline(text=text.headline, tone=Tone.CAUTION)
    yield from text.prose()
    if refusal.text:
        said = _quoted(refusal.text, understanding.known.domain or "")
        yield Raw(text=said, label=voice.word("message", "evidence"))


def refusal_first(
    understanding: Understanding, voice: Voice
) -> Iterator[Headline | Prose | Raw]:
    """What a pasted refusal means, before anything is asked back."""
    message = understanding.message
    if message is None or message.refusal is None:
        return
    told = tuple(refused(understanding, message.refusal.kind, voice))
    for part in told:
        if isinstance(part, Prose):
            first, _, _ = part.markdown.partition("\n\n")
            yield Prose(markdown=first)
        else:
            yield part


def _lines(facts: MessageFacts, code: Code | None, domain: str) -> Iterator[str]:
    if facts.refusal is not None:
        yield _quoted(facts.refusal.text, domain)
    chosen = tuple(_fields(facts, code))
    yield from (_quoted(f"{one.name}: {one.value}", domain) for one in chosen)


def _fields(facts: MessageFacts, code: Code | None) -> Iterator[Field]:
    about = facts.message
    by_key = {one.key: one for one in reversed(about.fields)}
    if facts.refusal is not None and code is not None and code.startswith("refused-"):
        return
    if sender := by_key.get("from"):
        yield sender
    if code in OF_THE_WAY:
        yield from (by_key[key] for key in ("reply-to", "return-path") if key in by_key)
        if about.border is not None and about.border.position < len(about.fields):
            yield about.fields[about.border.position]
    if about.stated is not None and about.stated.source != "summary":
        yield about.fields[about.stated.position]
    if code in OF_A_FILTER:
        keys = [key for one in about.spam.by for key in FILTERS.get(one, ())]
        if "spamexperts" in about.spam.by:  # under a name of the hoster's own
            keys += [key for key in by_key if key.endswith(("-class", "-evidence"))]
        yield from (by_key[key] for key in dict.fromkeys(keys) if key in by_key)
    if code is not None and (code.startswith("dkim-") or code in SIGNED):
        signatures = [one for one in about.fields if one.key == "dkim-signature"]
        yield from signatures[:MOST_SIGNATURES]


def _quoted(text: str, domain: str) -> str:
    told = flat(masked_line(text, (domain,) if domain else ()))
    return told if len(told) <= MOST_CHARACTERS else f"{told[: MOST_CHARACTERS - 1]}…"
