"""Whether a name that came out of a record can be asked at all."""

from __future__ import annotations

from assistant.mail.spf.macro import MAX_NAME

_MAX_LABEL = 63  # characters, RFC 1035 §2.3.4


def is_askable(name: str) -> bool:
    """Whether *name* fits the DNS: no empty label, none above 63 characters.

    RFC 7208 §4.3 and §4.8: such a name cannot be asked; a term that leads to one
    does not match.
    """
    labels = name.split(".")
    return len(name) <= MAX_NAME and all(0 < len(one) <= _MAX_LABEL for one in labels)
