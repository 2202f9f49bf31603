"""ARC: what servers on the way say that they saw, RFC 8617.

Read and explained, never relied upon: a set is as good as the server that made
it, and the experiment is being closed. A receiver that let mail pass because of
it says so in its own words, which stamps.py reads.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from assistant.mail.dkim.signature import parse_signature
from assistant.mail.headers.fields import Field
from assistant.mail.headers.stamps import Result, parse_stamp

MOST_SETS = 50  # RFC 8617 §4.2.1
MOST_TAGS = 16_384  # characters of one field
SEAL, SIGNATURE = "arc-seal", "arc-message-signature"
STATED = "arc-authentication-results"


@dataclass(frozen=True, slots=True, kw_only=True)
class ArcSet:
    """One server's set; `whole` when all three fields are there, once each.

    `chain` is what the server says of the sets before it: none, pass or fail.
    `results` are what it says that it saw, under the name `stated_by`.
    """

    instance: int
    sealed_by: str | None = None
    chain: str | None = None
    stated_by: str | None = None
    results: tuple[Result, ...] = ()
    whole: bool = False

    def result(self, method: str) -> Result | None:
        """Return what this server says of *method* (RFC 8601 §2.7)."""
        return next((one for one in self.results if one.method == method), None)


def parse_arc(fields: Iterable[Field]) -> tuple[ArcSet, ...]:
    """Gather the sets of a header, the first server's first (RFC 8617 §4.2)."""
    sets: dict[int, dict[str, list[str]]] = {}
    for field in fields:
        key = field.key
        if key not in {SEAL, SIGNATURE, STATED}:
            continue
        value = field.value[:MOST_TAGS]
        number = _instance(value)
        if number:
            sets.setdefault(number, {}).setdefault(key, []).append(value)
    return tuple(_set(number, sets[number]) for number in sorted(sets)[:MOST_SETS])


def _instance(value: str) -> int:
    # RFC 8617 §4.2.1: the number of a set, 1 to 50, in each of its fields.
    for part in value.split(";"):
        name, found, text = part.partition("=")
        digits = text.split()[:1]
        if found and name.strip().lower() == "i" and digits:
            number = int(digits[0]) if digits[0].isdecimal() and len(text) < 8 else 0  # noqa: PLR2004 - two digits and blanks
            return number if number <= MOST_SETS else 0
    return 0


def _set(number: int, parts: dict[str, list[str]]) -> ArcSet:
    seal = parts.get(SEAL, [""])[0]
    parts_of_seal = (part.partition("=") for part in seal.split(";"))
    tags = {name.strip().lower(): text.strip() for name, _, text in parts_of_seal}
    told = parts.get(STATED, [""])[0].partition(";")[2]
    stamp = parse_stamp(told)
    return ArcSet(
        instance=number,
        sealed_by=parse_signature(seal).domain or None,
        chain=tags.get("cv", "").lower() or None,
        # Microsoft writes a version behind its name, so only the first word.
        stated_by=stamp.by,
        results=stamp.results,
        whole=all(len(parts.get(key, ())) == 1 for key in (SEAL, SIGNATURE, STATED)),
    )
