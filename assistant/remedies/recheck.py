"""Is what was advised there now, and is it typed right?

Who says "I changed it" is told record by record: right, not there yet, still the
old one, or in which way it was mistyped. People type a name twice, quotes along,
or leave the old record beside the new one; each of these has its own words.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from assistant.checks.evidence import Evidence, SelectorStatus
from assistant.lookup.answer import Status
from assistant.remedies.change import Action, RecordChange

QUOTES = "\"'\u201c\u201d\u201e\u2018\u2019\\"
ADDRESSED = frozenset({"TXT", "A", "CNAME"})  # an alias answers to any of them
KINDS = ("v=spf1", "v=dmarc1")  # of which a change touches its own kind only


class State(StrEnum):
    """How one advised record stands."""

    RIGHT = "right"
    MISSING = "missing"
    OLD = "old"  # still what stood there before
    NOT_REMOVED = "not-removed"
    BESIDE = "beside"  # right, and the old one still stands beside it
    DOUBLED = "doubled"  # at the name with the domain typed twice
    QUOTED = "quoted"  # right, but for quotes that were typed along
    APPENDED = "appended"  # the panel put the domain behind the value
    ON_ITS_WAY = "on-its-way"  # a server in charge has it, the resolvers not yet
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """One advised record, how it stands, and what was found of its kind."""

    change: RecordChange
    state: State
    found: tuple[str, ...] = ()


def recheck(changes: Iterable[RecordChange], evidence: Evidence) -> tuple[Checked, ...]:
    """Compare what was advised with what is there; what was not asked is left out."""
    checked = []
    for change in changes:
        there = _there(change, evidence)
        if there is not None:
            found = tuple(text for text in there if _is_kin(change, text))
            state = _state(change, found, evidence)
            checked.append(Checked(change=change, state=state, found=found))
    return tuple(checked)


def _state(change: RecordChange, found: tuple[str, ...], evidence: Evidence) -> State:
    there = [_plain(text) for text in found]
    before, after = _plain(change.before or ""), _plain(change.after or "")
    if change.action is Action.REMOVE:
        return State.NOT_REMOVED if before in there else State.RIGHT
    alone = len(there) == 1 or change.type != "TXT"
    if after in there and not alone:
        return State.BESIDE
    if _is_on_its_way(change, evidence):
        return State.ON_ITS_WAY
    if after in there:
        return State.RIGHT
    if not there:
        return State.DOUBLED if _is_doubled(change, evidence) else State.MISSING
    return _mistyped(change, there)


def _mistyped(change: RecordChange, there: list[str]) -> State:
    before, after = _plain(change.before or ""), _plain(change.after or "")
    if after in [_unquoted(text) for text in there]:
        return State.QUOTED
    if any(one.startswith(f"{after}.") for one in there) and change.type != "TXT":
        return State.APPENDED
    return State.OLD if before and before in there else State.OTHER


def _there(change: RecordChange, evidence: Evidence) -> tuple[str, ...] | None:
    """What stands at its place now; None where that was not asked or answered.

    The servers in charge come first, where they agree: what he typed is theirs.
    """
    served = _served(change, evidence)
    if served is not None:
        return served
    for fact in evidence.dkim.selectors:
        if fact.name == change.name and change.type == "CNAME":
            if fact.target is not None:
                return (fact.target,)
            return () if fact.status is SelectorStatus.ABSENT else None
    return _found(change, evidence)


def _found(change: RecordChange, evidence: Evidence) -> tuple[str, ...] | None:
    for answer in evidence.transcript:
        query = answer.query
        if query.at is not None or query.name != change.name:
            continue
        if change.type == "CNAME" and query.type in ADDRESSED:
            return answer.chain[:1] if answer.known or answer.chain else None
        if query.type == change.type:
            if answer.status is Status.FOUND:
                return answer.text
            return () if answer.known else None
    return None


def _served(change: RecordChange, evidence: Evidence) -> tuple[str, ...] | None:
    own = [
        answer.chain[:1] if change.type == "CNAME" else tuple(sorted(answer.text))
        for answer in evidence.transcript
        if answer.query.name == change.name
        and answer.query.at is not None
        and answer.known
        and answer.recorded
    ]
    return own[0] if len(set(own)) == 1 and own[0] else None


def _is_doubled(change: RecordChange, evidence: Evidence) -> bool:
    return any(
        fact.name == change.name and fact.doubled for fact in evidence.dkim.selectors
    )


def _is_on_its_way(change: RecordChange, evidence: Evidence) -> bool:
    after = _plain(change.after or "")
    return any(
        copy.name == change.name and after in [_plain(text) for text in copy.texts]
        for copy in evidence.copies
    )


def _is_kin(change: RecordChange, text: str) -> bool:
    wanted = (change.after or change.before or "").casefold()
    start = next((one for one in KINDS if wanted.startswith(one)), "")
    return text.casefold().lstrip(QUOTES).startswith(start)


def _plain(text: str) -> str:
    # A key is told apart by its case; a name and the rest are not.
    plain = " ".join(text.split()).rstrip(".")
    return plain if "p=" in plain and "v=DMARC1" not in plain else plain.casefold()


def _unquoted(text: str) -> str:
    return "".join(letter for letter in text if letter not in QUOTES).strip()
