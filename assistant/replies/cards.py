"""Records in the form of the customer's own panel.

What a panel expects in its name field, and whether it wants quotes or a final
dot, comes from the host's facts. Where they are unknown the general form is
given, with one sentence on what to do when the panel differs.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from assistant.knowledge.guide import Host
from assistant.lookup.name import registered_domain
from assistant.remedies.change import RecordChange, Unknown
from assistant.replies.reply import Card, Cards
from assistant.replies.voice import Voice

UNKNOWN = "unknown"
GAP = "\u2026"  # what only the account knows
STEP = "\u203a"  # between two steps of a menu path
POINTING = frozenset({"CNAME", "MX", "NS"})  # their value is a name, so a dot counts
STRING = 255  # bytes of one character string of a TXT record, RFC 1035 §3.3.14


@dataclass(frozen=True, slots=True)
class Panel:
    """How records are typed at the customer's host; None where it is unknown."""

    host: Host | None
    domain: str

    @property
    def zone(self) -> str:
        """The domain that the panel edits: the registered one."""
        return registered_domain(self.domain) or self.domain

    @property
    def name_form(self) -> str:
        """What the name field takes: relative, fqdn, either or unknown."""
        return self.host.host_field if self.host else UNKNOWN

    @property
    def apex(self) -> str:
        """What stands for the domain itself, as far as known."""
        return self.host.apex_name if self.host else UNKNOWN

    @property
    def quotes(self) -> bool:
        """Whether the customer types the quotes around a TXT value."""
        return bool(self.host and self.host.quotes_txt)

    @property
    def dot(self) -> str:
        """Whether a name as value ends in a dot."""
        return self.host.trailing_dot if self.host else UNKNOWN

    @property
    def path(self) -> str:
        """The menu path to the records, with this domain filled in; or nothing."""
        path = self.host.edit_path if self.host else ""
        for place in ("(domein)", "(domain)"):
            path = path.replace(place, self.zone)
        return path.replace(" > ", f" {STEP} ")

    def name(self, fqdn: str) -> str:
        """What is typed in the name field."""
        if self.name_form == "fqdn":
            return fqdn
        if fqdn == self.zone:
            return {"the domain": self.zone, UNKNOWN: "@"}.get(self.apex, self.apex)
        return fqdn.removesuffix(f".{self.zone}")

    def value(self, type_: str, value: str) -> str:
        """What is typed in the value field."""
        if type_ in POINTING and self.dot == "needed":
            return f"{value.rstrip('.')}."
        if type_ == "TXT" and self.quotes:
            return " ".join(f'"{part}"' for part in _strings(value))
        return value

    def typing(self, changes: Iterable[RecordChange | Unknown]) -> dict[str, object]:
        """The facts of the sentence that tells how to type these records."""
        changes = tuple(changes)
        at_apex = any(change.name == self.zone for change in changes)
        points = any(change.type in POINTING for change in changes)
        below = [change.name for change in changes if change.name != self.zone]
        return {
            "copied": bool(changes),
            "quotes": self.quotes,
            "form": self.name_form if below else "",
            "full": below[0] if below else self.zone,
            "apex_unknown": at_apex and self.apex == UNKNOWN,
            "apex_empty": at_apex and not self.apex and self.name_form != "fqdn",
            "dot": self.dot if points else "",
            "zone": self.zone,
        }

    def cards(
        self,
        changes: Iterable[RecordChange],
        unknowns: Iterable[Unknown],
        voice: Voice,
    ) -> Cards:
        """All records to type here, with the words that stand beside them."""
        known = (self._card(change, voice) for change in changes)
        opened = (self._open_card(one, voice) for one in unknowns if one.told)
        return Cards(
            cards=(*known, *opened),
            name_label=voice.word("labels", "name"),
            value_label=voice.word("labels", "value"),
            today_label=voice.word("labels", "today"),
            empty_label=voice.word("labels", "empty"),
        )

    def _card(self, change: RecordChange, voice: Voice) -> Card:
        before = change.before and self.value(change.type, change.before)
        after = change.after or change.before or ""
        ttl_s = self.host.default_ttl_s if self.host else None
        return Card(
            action=change.action.value,
            type=change.type,
            name=self.name(change.name),
            fqdn=change.name,
            value=self.value(change.type, after),
            before=before,
            ttl_s=ttl_s or change.ttl_s,
            heading=voice.word("labels", change.action.value),
        )

    def _open_card(self, unknown: Unknown, voice: Voice) -> Card:
        return Card(
            action="add",
            type=unknown.type,
            name=self.name(unknown.name),
            fqdn=unknown.name,
            value=unknown.shape or GAP,
            unknown=True,
            heading=voice.word("labels", "unknown"),
        )


def _strings(value: str) -> list[str]:
    raw = value.encode()
    parts = [raw[start : start + STRING] for start in range(0, len(raw), STRING)]
    return [part.decode(errors="replace") for part in parts] or [""]
