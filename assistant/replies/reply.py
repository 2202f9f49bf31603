"""A reply: parts that any door can draw, and choices to go on with.

The parts are values, not markup: the chat draws cards and tiles of them, the
terminal prints them, and `plain.py` writes them as Markdown. Every text in them
was rendered from templates/replies or measured.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Tone(StrEnum):
    """How a part feels; never told by colour alone."""

    GOOD = "good"
    CAUTION = "caution"
    BAD = "bad"
    PLAIN = "plain"


@dataclass(frozen=True, slots=True, kw_only=True)
class Headline:
    """The verdict in one line."""

    text: str
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True, kw_only=True)
class Prose:
    """Markdown, of our own texts only; facts in it are escaped."""

    markdown: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tile:
    """One measurement at a glance: "SPF · in orde, 4 van 10"."""

    label: str
    value: str
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True, kw_only=True)
class Tiles:
    """What was measured, at a glance."""

    tiles: tuple[Tile, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One record in the form of the customer's panel.

    `action` is add, replace or remove. `name` and `value` are what is typed;
    `fqdn` is the whole name. `before` is today's value, where there is one.
    `unknown` tells that the value is only known to the customer's account.
    `heading` says the action in a word.
    """

    action: str
    type: str
    name: str
    fqdn: str
    value: str
    before: str | None = None
    ttl_s: int = 3600
    unknown: bool = False
    heading: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cards:
    """The records to publish, in order, with the words that stand beside them.

    `empty_label` stands for a name field that stays empty.
    """

    cards: tuple[Card, ...]
    name_label: str = "name"
    value_label: str = "value"
    today_label: str = "today"
    empty_label: str = "-"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProofNote:
    """What the simulation showed: `outcome` is proven, open or refused.

    `title` says the outcome in a word or two: "Nagerekend".
    """

    outcome: str
    markdown: str
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contrast:
    """Which address the reader sees beside which domain was checked."""

    shown_label: str
    shown: str
    checked_label: str
    checked: str
    same: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Raw:
    """Text to be shown exactly, such as a letter to copy or an SPF tree."""

    text: str
    label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class JourneyLeg:
    """One leg of a message's way; `number` counts from 1, the sender's first.

    `seconds` is since the leg before it that bears a time; below zero a clock is
    wrong. `delay` and `at` say it in words, `marks` are what else is known of it
    and `warning` is what is worth a look; all empty where nothing is told. Names
    come from strangers, and an empty one was not told.
    """

    number: int
    sender: str
    by: str
    ip: str = ""
    at: str = ""
    seconds: int | None = None
    delay: str = ""
    tls: bool = False
    slow: bool = False
    skewed: bool = False
    marks: tuple[str, ...] = ()
    warning: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Journey:
    """The way of a message, to be drawn and to be read as a table.

    `title` says it in one line. Of a long way the middle is left out: `gap` says
    so, after the leg numbered `gap_after`.
    """

    title: str
    legs: tuple[JourneyLeg, ...]
    gap: str = ""
    gap_after: int = 0
    table_label: str = "as a table"
    sender_label: str = "from"
    by_label: str = "to"
    at_label: str = "at"
    delay_label: str = "took"
    marks_label: str = "note"


@dataclass(frozen=True, slots=True, kw_only=True)
class Twig:
    """One branch of a drawn tree; `depth` counts from 0, right below its root.

    `note` is what is said of it, `costs` what it takes of the budget with all that
    hangs below it; None where nothing is counted. Texts may be a stranger's.
    """

    depth: int
    text: str
    note: str = ""
    tone: Tone = Tone.PLAIN
    costs: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tree:
    """What hangs below one name, to be drawn and to be read.

    Where something is counted, `spent` of `most` is used and `counted` says so in
    words. `more` tells in words what is left out.
    """

    title: str
    root: str
    root_label: str = ""
    twigs: tuple[Twig, ...] = ()
    counted: str = ""
    spent: int = 0
    most: int = 0
    more: str = ""


Inner = Headline | Prose | Tiles | Cards | ProofNote | Contrast | Raw | Journey | Tree


@dataclass(frozen=True, slots=True, kw_only=True)
class Fold:
    """Parts that open on demand."""

    title: str
    parts: tuple[Inner, ...]


Part = Inner | Fold


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A button: pressing it says `says` in the customer's name."""

    label: str
    says: str
    primary: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Chip:
    """What was understood, to be corrected: slot is service, domain or problem.

    `label` is what is shown ("Mailchimp"), `value` what is meant by it ("mailchimp").
    """

    slot: str
    label: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What is said in one turn."""

    language: str
    parts: tuple[Part, ...]
    choices: tuple[Choice, ...] = ()
    chips: tuple[Chip, ...] = ()
