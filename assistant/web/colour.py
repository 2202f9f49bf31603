"""The helpdesk's one colour, in shades that can always be read.

An operator may choose any accent, yellow too. Each shade keeps its hue and is
made darker or lighter until it stands out enough (WCAG 2.2, 1.4.3).
"""

from __future__ import annotations

import colorsys
import re

READABLE = 4.6  # contrast; the standard asks 4.5, and colours are rounded
READABLE_AT_NIGHT = 6.5  # thin light letters on a dark ground need more
STEP = 0.01
PAPER, NIGHT = "#f7f3ec", "#1f2124"  # the darkest light, the lightest dark ground
WHITE, INK = "#ffffff", "#17181b"
FALLBACK = "#0b6b5d"
_HEX = re.compile(r"#[0-9a-fA-F]{6}")

Rgb = tuple[float, float, float]


def tokens(accent: str) -> str:
    """The accent's design tokens as CSS, for the light and the dark theme."""
    chosen = accent if _HEX.fullmatch(accent) else FALLBACK
    light, dark = toward(chosen, PAPER), toward(chosen, NIGHT, lighter=True)
    return (
        f":root{{{_shades(light, '#fffdf9', PAPER)}}}\n"
        "@media (prefers-color-scheme:dark){@media not print{"
        f":root{{{_shades(dark, NIGHT, '#17181a')}}}}}}}\n"
    )


def pair(accent: str) -> str:
    """The accent and what reads on it, for a page that is not ours."""
    shade = toward(accent if _HEX.fullmatch(accent) else FALLBACK, WHITE)
    return f"--accent:{shade};--on-accent:{on(shade)}"


def _shades(accent: str, sheet: str, paper: str) -> str:
    return (
        f"--accent:{accent};--on-accent:{on(accent)};"
        f"--accent-soft:{mix(accent, sheet, 0.10)};"
        f"--accent-line:{mix(accent, sheet, 0.35)};"
        f"--mine:{mix(accent, paper, 0.13)}"
    )


def toward(colour: str, ground: str, *, lighter: bool = False) -> str:
    """The colour itself, or its nearest shade that can be read on *ground*."""
    hue, light, depth = colorsys.rgb_to_hls(*_rgb(colour))
    wanted, step = (READABLE_AT_NIGHT, STEP) if lighter else (READABLE, -STEP)
    while contrast(colour, ground) < wanted and 0 <= light <= 1:
        light += step
        colour = _text(colorsys.hls_to_rgb(hue, min(max(light, 0), 1), depth))
    return colour


def on(colour: str) -> str:
    """White or ink: whichever reads better on it."""
    return max((WHITE, INK), key=lambda ink: contrast(ink, colour))


def mix(colour: str, ground: str, share: float) -> str:
    """A share (0 to 1) of the colour over the ground."""
    pairs = zip(_rgb(colour), _rgb(ground), strict=True)
    red, green, blue = (one * share + other * (1 - share) for one, other in pairs)
    return _text((red, green, blue))


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, 1 to 21 (WCAG 2.2's definition)."""
    low, high = sorted((_luminance(_rgb(one)), _luminance(_rgb(other))))
    return (high + 0.05) / (low + 0.05)


def _luminance(rgb: Rgb) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4  # noqa: PLR2004 - sRGB's own figures
        for part in rgb
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _rgb(text: str) -> Rgb:
    red, green, blue = (int(text[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def _text(rgb: Rgb) -> str:
    return "#" + "".join(f"{round(part * 255):02x}" for part in rgb)
