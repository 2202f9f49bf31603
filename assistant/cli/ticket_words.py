"""The words of a message's report for a ticket, in every language.

They stand in templates/ticket. Names of fields and results stay as the standards
write them: whoever works on the ticket looks for those.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import yaml

from assistant import places

CAUSES, NOTES, LABELS, REFUSALS = "causes", "notes", "labels", "refusals"
OTHERWISE = "nl"


@cache
def words(language: str) -> Mapping[str, Mapping[str, str]]:
    """Read the tables of one language: causes, notes and labels."""
    path = places.templates() / "ticket" / f"{language}.yaml"
    tables: Mapping[str, Mapping[str, str]] = yaml.safe_load(path.read_text("utf-8"))
    return tables


def said(table: str, key: str, language: str | None, **facts: object) -> str:
    """Return the words for *key*; an unknown key is shown as it is."""
    spoken = "en" if language == "en" else OTHERWISE
    text = words(spoken)[table].get(key, key)
    return text.format(**facts) if facts else text
