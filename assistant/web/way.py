"""Where everything stands in the picture of a message's way.

Hosts hang on one line, the sender's on top. A link is longer where the message
took longer, so that the eye finds the delay; words beside it say it too.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import log10

from assistant.replies.reply import Journey, JourneyLeg

MARGIN = 12  # pixels above the first host and below the last
LINK = 50  # pixels of a link without a delay
WARNED = 24  # pixels more where a warning stands beside it
STRETCH = 12  # pixels for each tenfold of seconds
LONGEST_S = 604_800  # a week; a longer delay is drawn as this one
LONGEST_NAME = 32  # characters that fit beside the line on a narrow screen


@dataclass(frozen=True, slots=True, kw_only=True)
class Host:
    """A host on the line, and when the message arrived there."""

    y: int
    name: str
    at: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """The line between two hosts; `tone` is plain, slow, skewed or gap."""

    top: int
    bottom: int
    tone: str = "plain"
    delay: str = ""
    marks: tuple[str, ...] = ()
    warning: str = ""

    @property
    def middle(self) -> int:
        """The foot of the first words beside it."""
        return (self.top + self.bottom) // 2 + (-4 if self.warning else 5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """The whole picture; its width is whatever there is."""

    height: int
    hosts: tuple[Host, ...]
    links: tuple[Link, ...]


def drawn(journey: Journey) -> Drawn:
    """Lay out a journey, from top to bottom."""
    foot = MARGIN
    first = journey.legs[0]
    hosts = [Host(y=foot, name=short(first.sender or first.ip))]
    links: list[Link] = []
    for leg in journey.legs:
        top, foot = foot, foot + length(leg)
        links.append(_link(leg, top, foot))
        hosts.append(Host(y=foot, name=short(leg.by), at=leg.at))
        if journey.gap and leg.number == journey.gap_after:
            top, foot = foot, foot + LINK
            gap = (journey.gap,)
            links.append(Link(top=top, bottom=foot, tone="gap", marks=gap))
            hosts.append(Host(y=foot, name="…"))
    return Drawn(height=foot + MARGIN, hosts=tuple(hosts), links=tuple(links))


def length(leg: JourneyLeg) -> int:
    """How long a link is drawn, in pixels."""
    seconds = min(max(leg.seconds or 0, 0), LONGEST_S)
    return LINK + round(STRETCH * log10(1 + seconds)) + (WARNED if leg.warning else 0)


def short(name: str) -> str:
    """A host's name as the picture has room for; its end tells whose it is."""
    if len(name) <= LONGEST_NAME:
        return name or "?"
    return f"…{name[1 - LONGEST_NAME :]}"


def _link(leg: JourneyLeg, top: int, bottom: int) -> Link:
    return Link(
        top=top,
        bottom=bottom,
        tone="skewed" if leg.skewed else "slow" if leg.slow else "plain",
        delay=leg.delay,
        marks=leg.marks,
        warning=leg.warning,
    )
