"""Whether a name that came out of a record or an envelope can be asked at all."""

from __future__ import annotations

import re

from assistant.errors import BadNameError
from assistant.lookup.name import normalise

MAX_NAME = 253  # characters of a domain name without its final dot
_MAX_LABEL = 63  # characters, RFC 1035 §2.3.4
_TOP_LABEL = re.compile(r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?", re.ASCII | re.IGNORECASE)
_VISIBLE = re.compile(r"[!-~]+")


def is_top_label(label: str) -> bool:
    """Whether *label* may end a name: no hyphen outside, not all digits.

    RFC 7208 §7.1, toplabel.
    """
    return _TOP_LABEL.fullmatch(label) is not None and not label.isdecimal()


def is_askable(name: str) -> bool:
    """Whether *name* fits the DNS: no empty label, none above 63 characters.

    RFC 7208 §4.3 and §4.8: such a name cannot be asked; a term that leads to one
    does not match. RFC 8616 §4 says so of what is not ASCII after expansion.
    """
    labels = name.split(".")
    fits = len(name) <= MAX_NAME and all(0 < len(one) <= _MAX_LABEL for one in labels)
    return fits and name.isascii()


def checkable(text: str) -> str | None:
    """Spell *text* as a domain whose record can be checked; None when it is none.

    RFC 7208 §4.3: labels that fit, more than one of them, IDNs as A-labels.
    """
    name = text.removesuffix(".").lower()
    if not name.isascii():
        try:
            name = normalise(name)
        except BadNameError:
            return None
    before, _, top = name.rpartition(".")
    sound = is_askable(name) and _VISIBLE.fullmatch(before) and is_top_label(top)
    return name if sound else None
