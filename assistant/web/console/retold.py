"""An answer of the bench as Markdown: what was drawn, told again in a text.

For a note and for a link. Who wrote or reads a message is left out, and so is
what a customer could press: outside the chat there is nothing to press.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from assistant.lookup.answer import Status
from assistant.mail.headers.masking import ADDRESS, MASK
from assistant.replies.plain import markdown
from assistant.replies.quoting import prose
from assistant.replies.reply import Headline, Part, Prose, Raw, Reply, Tiles
from assistant.web.console.casefile import CaseFile
from assistant.web.console.letter import Letter
from assistant.web.console.shown import Address, Record, Shown
from assistant.web.console.simulated import Notice, Simulated
from assistant.web.words import Words

_HEADING = re.compile(r"^#{1,4} ", re.MULTILINE)


def retold(shown: Shown, say: Words) -> str:
    """Everything that was shown, without anybody's address."""
    blocks = [block for block in _blocks(shown, say) if block]
    if not blocks:
        reply = replace(shown.measured.reply, choices=())
        blocks = [without_people(markdown(reply))]
    return "\n\n".join(block.strip("\n") for block in blocks) + "\n"


def as_note(content: str) -> str:
    """The content with the headings of a note."""
    return _HEADING.sub("#### ", content)


def without_people(text: str) -> str:
    """The text with every mail address masked up to its domain."""
    return ADDRESS.sub(rf"{MASK}\2\3", text)


def _blocks(shown: Shown, say: Words) -> Iterator[str]:
    if shown.simulated is not None:
        yield _simulated(shown.simulated, say)
    yield from (_notice(one) for one in shown.notices)
    if shown.case is not None:
        yield _verdict(shown.case, shown.language)
    if shown.letter is not None:
        yield without_people(_letter(shown.letter, say))
    if shown.address is not None:
        yield _address(shown.address, say)
    if shown.record is not None:
        yield _record(shown.record, say)
    for name, guide in shown.guides:
        yield f"## {prose(name)}\n\n{guide}"


def _verdict(case: CaseFile, language: str) -> str:
    """Verdict, measurements and records."""
    told: list[Part] = [Headline(text=f"{case.domain}: {case.headline}")]
    told += [Prose(markdown=one) for one in case.paragraphs]
    told.append(Tiles(tiles=case.tiles.tiles))
    verdict = without_people(markdown(Reply(language=language, parts=tuple(told))))
    # A record is what the reader must copy: an address in it is the domain's own.
    return f"{verdict}\n{markdown(Reply(language=language, parts=case.proposal))}"


def _simulated(one: Simulated, say: Words) -> str:
    records = "\n".join(
        f"{name} {kind} {value}"
        for name, kind, values in one.records
        for value in values or (say("nothing_there"),)
    )
    lines = [_item(effect.label, effect.text) for effect in one.effects]
    lines += [
        _item(way.service, f"{way.before} \u2192 {way.after}")
        for way in one.ways
        if not way.same
    ]
    lines.append(f"- {prose(one.lookups)}")
    fenced = _fenced(records, say("what_if_records"))
    return "\n\n".join([f"## {prose(one.title)}", "\n".join(lines), fenced])


def _item(label: str, text: str) -> str:
    return f"- **{prose(label)}:** {prose(text)}" if label else f"- {prose(text)}"


def _fenced(text: str, label: str = "") -> str:
    part = Raw(text=text, label=label)
    return markdown(Reply(language="", parts=(part,))).strip("\n")


def _notice(one: Notice) -> str:
    lines = "\n".join(
        f"- {prose(line)} {prose(after)}".rstrip() for line, after in one.lines
    )
    return f"{prose(one.text)}\n\n{lines}".rstrip()


def _letter(letter: Letter, say: Words) -> str:
    lines = [_item(say("reader_sees"), letter.shown or "?")]
    lines += [
        _item(f"{one.mechanism} \u00b7 {say(f'vouched_{one.same}')}", one.checked)
        for one in letter.vouched
        if one.checked
    ]
    for voice, rows in (("stated", letter.stated), ("verified", letter.verified)):
        told = ", ".join(f"{one.mechanism} {one.result} {one.about}" for one in rows)
        lines += [_item(say(voice), told)] if told else []
    head = f"## {prose(say('message'))}: {prose(say(f'cause_{letter.cause}'))}"
    refusal = [_fenced(letter.refusal.text)] if letter.refusal else []
    return "\n\n".join([head, "\n".join(lines), *refusal])


def _address(one: Address, say: Words) -> str:
    reverse = one.reverse
    lines = [_item("IP", reverse.ip)]
    for name in reverse.names:
        back = "leads_back" if name in reverse.confirmed else "leads_elsewhere"
        lines.append(_item("PTR", f"{name} ({say(back)})"))
    if not reverse.names:
        nothing = reverse.status in {Status.ABSENT, Status.EMPTY}
        told = "ptr_none" if nothing else f"status_{reverse.status}"
        lines.append(_item("PTR", say(told)))
    lines += [_item(say("owner"), owner_told(owner, say)) for owner in one.owners]
    if not one.public:
        lines.append(f"- {prose(say('ip_private'))}")
    elif not one.owners:
        lines.append(f"- {prose(say('owner_unknown'))}")
    return "\n\n".join([f"## {prose(say('reverse'))}", "\n".join(lines)])


def owner_told(owner: tuple[str, str, str, str], say: Words) -> str:
    """Whose it may be and by what, in a line."""
    _, name, told_by, include = owner
    confirmed = f", {say('owner_confirmed', include=include)}" if include else ""
    return f"{name} ({say(f'owner_{told_by}')}{confirmed})"


def _record(record: Record, say: Words) -> str:
    lines = []
    if record.tree is not None:
        lines.append(f"- {prose(record.tree.drawn.counted)}")
    if record.fault:
        lines.append(_item(say("spf_fault"), record.fault))
    if record.programs:
        lines.append(_item(say("spf_programs"), ", ".join(record.programs)))
    if record.end:
        lines.append(f"- {prose(say(f'spf_end_{record.end}'))}")
    head = f"## {prose(say('this_record'))}"
    return "\n\n".join([head, _fenced(record.text), "\n".join(lines)])
