"""Which change a reader may ask for here, and where a link can confirm it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.dialogue.moves import HandOver
from assistant.remedies.change import Outcome, RecordChange
from assistant.store.request import OPEN, ChangeRequest
from assistant.store.turns import StoredTurn
from assistant.understanding.question import Slot
from assistant.web import customer
from assistant.web.reception import reception

REASON = "change-request"
MOST_MAILBOX = 254  # characters: RFC 5321 §4.5.3.1.3, less two brackets
_MAILBOX = re.compile(r"[^\s@<>,;\"]{1,64}@[^\s@<>,;\"]+\.[^\s@<>,;\".]{2,63}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A change that the reader may ask for: what, and where a link can go."""

    turn: str
    domain: str
    records: tuple[RecordChange, ...]
    mailboxes: tuple[str, ...]
    vouched: bool  # by the helpdesk's own customer area


def offer(
    turns: Sequence[StoredTurn], requests: Sequence[ChangeRequest] = ()
) -> Offer | None:
    """What can be asked for now: the last look's records, where they were asked.

    Args:
        turns: The conversation's.
        requests: What was asked for already; nothing is asked for twice.
    """
    last = turns[-1].turn if turns else None
    if last is None or not _asks(turns[-1]):
        return None
    look = next((one for one in reversed(turns) if _gives(one)), None)
    if look is None or look.turn is None or look.turn.evidence is None:
        return None
    given = look.turn.prescription
    domain = look.turn.evidence.subject.domain
    if any(one.domain == domain and one.state.value in OPEN for one in requests):
        return None
    return Offer(
        turn=look.id,
        domain=domain,
        records=given.changes if given else (),
        mailboxes=mailboxes(look) if _mails() else (),
        vouched=customer.vouches_for(domain),
    )


def _asks(stored: StoredTurn) -> bool:
    turn = stored.turn
    if turn is None:
        return False
    permission = Slot.PERMISSION in turn.understanding.known.asked
    return permission or turn.move == HandOver(reason=REASON)


def _gives(stored: StoredTurn) -> bool:
    given = stored.turn.prescription if stored.turn and not stored.withheld else None
    proof = given.proof if given else None
    refused = proof is not None and proof.outcome is Outcome.REFUSED
    return bool(given and given.changes) and not refused


def _mails() -> bool:
    """Whether a link can be mailed: a server, and an address that is ours."""
    settings = reception().settings
    return bool(settings.mail_server and settings.address)


def mailboxes(look: StoredTurn) -> tuple[str, ...]:
    """Where only who runs the domain reads mail (RFC 5321 §4.5.1, RFC 1035 §3.3.13)."""
    evidence = look.turn.evidence if look.turn else None
    if evidence is None:
        return ()
    domain = evidence.subject.domain
    contacts = (
        contact(answer.text[0])
        for answer in evidence.transcript
        if answer.query.type == "SOA" and answer.query.name == domain and answer.text
    )
    found = dict.fromkeys((f"postmaster@{domain}", *contacts))
    return tuple(one for one in found if is_mailbox(one))


def contact(soa: str) -> str:
    r"""The mailbox that an SOA record names: its first dot is an @.

    RFC 1035 §3.3.13, §8: a dot within the local part is written as "\.".
    """
    words = soa.split()
    name = words[1] if len(words) > 1 else ""
    local, _, domain = name.replace("\\.", "\0").partition(".")
    return f"{local}@{domain}".replace("\0", ".")


def is_mailbox(address: str) -> bool:
    """Whether a mail could go there, by its looks."""
    return len(address) <= MOST_MAILBOX and bool(_MAILBOX.fullmatch(address))
