"""A QR code as a path of SVG, drawn into the page itself.

An image of its own would be a request with a secret in it, and a data address
would need a hole in the pages' policy.
"""

from __future__ import annotations

from dataclasses import dataclass

from qrcode.main import QRCode  # type: ignore[import-untyped]  # ships no types

QUIET_ZONE = 4  # modules of white around it (ISO/IEC 18004)


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """One code: its side in modules, quiet zone included, and what is black."""

    side: int
    path: str


def drawing(text: str) -> Drawing:
    """Draw a text."""
    code = QRCode(border=QUIET_ZONE)
    code.add_data(text)
    code.make(fit=True)
    modules = code.get_matrix()
    path = "".join(
        f"M{x} {y}h1v1h-1z"
        for y, row in enumerate(modules)
        for x, black in enumerate(row)
        if black
    )
    return Drawing(side=len(modules), path=path)
