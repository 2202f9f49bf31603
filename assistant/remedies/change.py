"""What to change in the DNS, and the proof that it helps."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from assistant.diagnosis.codes import Code
from assistant.diagnosis.finding import Diagnosis
from assistant.understanding.account_values import AccountValue

GAPS = frozenset("<>\u2026")  # where only the customer's account knows what stands

VERIFICATION = "verification"


class Action(StrEnum):
    """What happens to a record."""

    ADD = "add"
    REPLACE = "replace"
    REMOVE = "remove"


class Outcome(StrEnum):
    """What the simulation showed of a prescription."""

    PROVEN = "proven"  # it cures what it should and causes nothing
    OPEN = "open"  # rests on values that only the customer's account shows
    REFUSED = "refused"  # cures nothing, harms, or rests on an unanswered question


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordChange:
    """One record: as it is and as it should be; `name` is the whole name."""

    action: Action
    name: str
    type: str
    before: str | None = None
    after: str | None = None
    ttl_s: int = 3600


@dataclass(frozen=True, slots=True, kw_only=True)
class Unknown:
    """A record of which only the customer's account shows the value."""

    name: str
    type: str
    shape: str  # how it looks, as far as known; never something to publish
    where: str  # the menu path in the service, where known
    what: str = "value"  # value | both: whether the name is the account's too

    @property
    def told(self) -> bool:
        """Whether there is anything to show of it beside the menu."""
        return bool(self.shape) or self.what == "value"

    @property
    def gaps(self) -> bool:
        """Whether something in it is still to be filled in."""
        whole = self.shape and not GAPS & set(self.shape)
        return not whole or self.what == "both"


@dataclass(frozen=True, slots=True, kw_only=True)
class Remedy:
    """The cure of one finding."""

    code: Code
    changes: tuple[RecordChange, ...] = ()
    unknowns: tuple[Unknown, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """Before and after, by the same checks and the same rules."""

    outcome: Outcome
    before: Diagnosis
    after: Diagnosis
    cured: tuple[Code, ...] = ()
    caused: tuple[Code, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MailServer:
    """The settings to send through a mail server of the customer's own."""

    host: str
    starttls_port: int | None = 587
    tls_port: int | None = 465
    user: str = "full address"
    whose: str = "helpdesk"  # helpdesk | domain | microsoft-365 | google-workspace
    certificate_may_differ: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternative:
    """Another way than the DNS change, with the reason it is offered."""

    # own_smtp | header | maker_support | helpdesk_does_it | own_subdomain | person
    kind: str
    why: str
    server: MailServer | None = None
    first: bool = False  # offered before the DNS change
    outcome: Outcome = Outcome.OPEN
    missing: tuple[RecordChange, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenQuestion:
    """What only the customer can tell before more can be prescribed.

    `still_used`: whether he still sends through `name`, of which the record has
    `term`; a no makes room for `saves` lookups. `service` is its id, if known.
    """

    kind: str  # still_used
    term: str
    name: str
    service: str = ""
    saves: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Dropped:
    """A term that leaves the SPF record, and why it may.

    `why` is dead, void, broken, never, covered, or unused: only then mail stops
    passing, that of `name`, and only since the customer said so.
    """

    term: str
    why: str
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """What the SPF record costs of its ten lookups, today and afterwards.

    `wanted` is what it would cost with everything in it that is needed.
    """

    before: int
    after: int
    wanted: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Extra:
    """Records that a service shows beside those that cure; no proof speaks of them.

    `kind` is verification (asked for), return_path or tracking (offered).
    """

    kind: str
    service: str
    changes: tuple[RecordChange, ...] = ()
    unknowns: tuple[Unknown, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Prescription:
    """All that is advised in one turn, merged and weighed as one."""

    remedies: tuple[Remedy, ...]
    changes: tuple[RecordChange, ...]
    unknowns: tuple[Unknown, ...] = ()
    alternatives: tuple[Alternative, ...] = ()
    proof: Proof | None = None
    questions: tuple[OpenQuestion, ...] = ()  # the first is asked in this turn
    dropped: tuple[Dropped, ...] = ()
    budget: Budget | None = None  # None where no limit is in sight
    extras: tuple[Extra, ...] = ()
    refused_values: tuple[AccountValue, ...] = ()  # pasted, and of no service asked

    @property
    def asked(self) -> tuple[RecordChange, ...]:
        """All that the customer was asked to change, proofs of ownership too."""
        proofs = (one for one in self.extras if one.kind == VERIFICATION)
        return (*self.changes, *(change for one in proofs for change in one.changes))
