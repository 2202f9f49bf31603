"""A reply as Markdown: for the terminal, and for whoever asks for JSON.

Headlines, labels and records are plain characters in a reply, so they are made
harmless here; prose already is.
"""

from __future__ import annotations

from assistant.replies.quoting import flat, prose
from assistant.replies.reply import (
    Card,
    Cards,
    Contrast,
    Headline,
    Journey,
    JourneyLeg,
    Part,
    ProofNote,
    Prose,
    Raw,
    Reply,
    Tiles,
    Tree,
)

FENCE = "```"


def markdown(reply: Reply) -> str:
    """All of a reply's parts, and what can be said next, as Markdown."""
    blocks = [_part(part) for part in reply.parts]
    if reply.choices:
        blocks.append(" · ".join(f"[{prose(one.label)}]" for one in reply.choices))
    return "\n\n".join(block for block in blocks if block) + "\n"


def _part(part: Part, heading: str = "##") -> str:
    match part:
        case Headline():
            text = f"{heading} {prose(part.text)}"
        case Prose():
            text = part.markdown
        case Tiles():
            tiles = (f"- **{prose(t.label)}:** {prose(t.value)}" for t in part.tiles)
            text = "\n".join(tiles)
        case Cards():
            text = _cards(part)
        case ProofNote():
            title = f"**{prose(part.title)}.** " if part.title else ""
            text = "> " + (title + part.markdown).replace("\n", "\n> ")
        case Contrast():
            text = _contrast(part)
        case Journey():
            text = _journey(part)
        case Tree():
            text = _tree(part)
        case Raw():
            label = f"{prose(part.label)}:\n\n" if part.label else ""
            text = label + _fenced(part.text)
        case _:
            inner = [_part(one, "####") for one in part.parts]
            text = "\n\n".join([f"### {prose(part.title)}", *inner])
    return text


def _contrast(part: Contrast) -> str:
    sign = "=" if part.same else "\u2260"
    shown = f"{prose(part.shown_label)} **{prose(part.shown)}**"
    return f"{shown} {sign} {prose(part.checked_label)} **{prose(part.checked)}**"


def _tree(part: Tree) -> str:
    told = f"**{prose(part.title)}**" + (f" {prose(part.counted)}" * bool(part.counted))
    label = f"{prose(part.root_label)} " if part.root_label else ""
    lines = [told, "", f"- {label}{prose(part.root)}"]
    for one in part.twigs:
        said = ", ".join(
            filter(None, ("" if one.costs is None else str(one.costs), one.note))
        )
        indent = "  " * (one.depth + 1)
        lines.append(f"{indent}- {prose(one.text)}{f' ({prose(said)})' * bool(said)}")
    return "\n".join([*lines, *([f"- {prose(part.more)}"] if part.more else [])])


def _journey(part: Journey) -> str:
    lines = [f"**{prose(part.title)}**\n"]
    for leg in part.legs:
        lines.append(_leg(leg))
        if part.gap and leg.number == part.gap_after:
            lines.append(f"- {prose(part.gap)}")
    return "\n".join(lines)


def _leg(leg: JourneyLeg) -> str:
    ip = f" [{leg.ip}]" if leg.ip else ""
    way = prose(f"{leg.sender or '?'}{ip} \u2192 {leg.by or '?'}")
    told = ", ".join(filter(None, (leg.delay, *leg.marks, leg.warning)))
    return f"- {leg.number} · {way}{f' ({prose(told)})' if told else ''}"


def _cards(part: Cards) -> str:
    return "\n\n".join(
        _card(number, card, part) for number, card in enumerate(part.cards, start=1)
    )


def _card(number: int, card: Card, labels: Cards) -> str:
    rows = [(labels.name_label, flat(card.name) or labels.empty_label)]
    if card.before is not None and card.action != "add":
        rows.append((labels.today_label, flat(card.before)))
    if card.action != "remove":
        rows.append((labels.value_label, flat(card.value)))
    width = max(len(label) for label, _ in rows)
    lines = (f"{label + ':':<{width + 1}} {text}" for label, text in rows)
    heading = prose(card.heading or card.action)
    return f"**{number} · {heading} · {prose(card.type)}**\n\n" + _fenced(
        "\n".join(lines)
    )


def _fenced(text: str) -> str:
    fence = FENCE
    while fence in text:
        fence += "`"
    return f"{fence}\n{text}\n{fence}"
