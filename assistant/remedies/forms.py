"""A prescription in the forms that colleagues work with.

Zone lines as BIND reads them (RFC 1035 §5.1), commands for nsupdate (RFC 2136),
and records as JSON in the manner of Domain Connect. No sentence stands in them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from assistant.lookup.name import registered_domain
from assistant.remedies.change import Action, RecordChange

POINTING = frozenset({"CNAME", "NS", "MX"})  # their value ends in a name
STRING = 255  # bytes of one character string, RFC 1035 §3.3.14
PREFIXES = ("v=spf1", "v=DMARC1")  # of which there may be one at a name


def zone_lines(changes: Iterable[RecordChange]) -> tuple[str, ...]:
    """The records to set as zone lines; those to take out as comments."""
    lines = []
    for change in changes:
        if change.before is not None:
            lines.append(f"; - {_line(change, change.before)}")
        if change.after is not None:
            lines.append(_line(change, change.after))
    return tuple(lines)


def nsupdate_commands(domain: str, changes: Iterable[RecordChange]) -> str:
    """Commands that do nothing where a set that is changed is no longer there.

    RFC 2136 §2.4.1: every prerequisite holds, or no update is done at all. The
    values are not compared: other records may share the set (§2.4.2 wants all).
    """
    changes = tuple(changes)
    zone = registered_domain(domain) or domain
    lines = [f"zone {zone}."]
    sets = dict.fromkeys((one.name, one.type) for one in changes if one.before)
    lines += [f"prereq yxrrset {name}. {kind}" for name, kind in sets]
    for change in changes:
        if change.before is not None:
            lines.append(f"update delete {_of(change, change.before)}")
        if change.after is not None:
            lines.append(f"update add {_line(change, change.after, kind='')}")
    return "\n".join([*lines, "show", "send"])


def as_json(domain: str, changes: Iterable[RecordChange]) -> str:
    """The records with their action, names relative to the registered domain."""
    zone = registered_domain(domain) or domain
    records = [_record(change, zone) for change in changes]
    body = {"domain": zone, "records": records}
    return json.dumps(body, ensure_ascii=False, indent=2)


def way_back(changes: Iterable[RecordChange]) -> tuple[RecordChange, ...]:
    """The changes that undo *changes*."""
    return tuple(_undone(change) for change in reversed(tuple(changes)))


def _undone(change: RecordChange) -> RecordChange:
    action = {Action.ADD: Action.REMOVE, Action.REMOVE: Action.ADD}
    return RecordChange(
        action=action.get(change.action, Action.REPLACE),
        name=change.name,
        type=change.type,
        before=change.after,
        after=change.before,
        ttl_s=change.ttl_s,
    )


def _line(change: RecordChange, value: str, kind: str = "IN ") -> str:
    written = _written(change.type, value)
    return f"{change.name}. {change.ttl_s} {kind}{change.type} {written}"


def _of(change: RecordChange, value: str) -> str:
    return f"{change.name}. {change.type} {_written(change.type, value)}"


def _written(kind: str, value: str) -> str:
    if kind == "TXT":
        return " ".join(_quoted(value))
    return f"{value.rstrip('.')}." if kind in POINTING else value


def _quoted(value: str) -> Iterator[str]:
    raw = value.encode()
    for start in range(0, max(len(raw), 1), STRING):
        yield '"' + "".join(_escaped(one) for one in raw[start : start + STRING]) + '"'


def _escaped(byte: int) -> str:
    """One byte as a zone file takes it (RFC 1035 §5.1)."""
    letter = chr(byte)
    if letter in '"\\':
        return "\\" + letter
    return letter if letter.isascii() and letter.isprintable() else f"\\{byte:03d}"


def _record(change: RecordChange, zone: str) -> dict[str, object]:
    value = change.after if change.after is not None else change.before
    name = change.name.removesuffix(zone).rstrip(".") or "@"
    record: dict[str, object] = {
        "action": change.action.value,
        "type": change.type,
        "host": name,
        "data" if change.type == "TXT" else "pointsTo": value,
        "ttl": change.ttl_s,
    }
    if change.action is Action.REPLACE:
        record["replaces"] = change.before
    prefix = next((one for one in PREFIXES if (value or "").startswith(one)), None)
    if change.type == "TXT" and prefix and change.after is not None:
        record["txtConflictMatchingMode"] = "Prefix"
        record["txtConflictMatchingPrefix"] = prefix
    return record
