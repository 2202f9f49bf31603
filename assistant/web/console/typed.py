"""What was typed into a form of the console, as it was meant."""

from __future__ import annotations

import unicodedata

from flask import request


def cleaned(field: str) -> str:
    """A field as it was meant: one kind of line end, no control characters."""
    text = request.form.get(field, "").replace("\r\n", "\n").replace("\r", "\n")
    return "".join(
        sign for sign in text if sign in "\n\t" or unicodedata.category(sign) != "Cc"
    )
