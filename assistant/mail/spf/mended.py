"""What several records, or a broken one, would ask as one sound record."""

from __future__ import annotations

from assistant.errors import RecordSyntaxError
from assistant.mail.spf.record import Record, parse


def mended(records: tuple[str, ...]) -> Record:
    """One record with the terms of all that lead on, each once.

    RFC 7208 §4.5 and §4.6: as they stand, nothing in them is ever tried.
    """
    words = dict.fromkeys(word for text in records for word in text.split()[1:])
    return parse(" ".join(["v=spf1", *filter(_is_sound, words)]))


def _is_sound(word: str) -> bool:
    """Whether a word is a term that leads on (RFC 7208 §4.6.1)."""
    try:
        record = parse(f"v=spf1 {word}")
    except RecordSyntaxError:
        return False
    return any(term.name != "redirect" for term in record.tried if term.costs)
