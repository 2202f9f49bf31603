"""Check the ARC chain of a whole message ourselves, RFC 8617 §5.2.

dkimpy does the arithmetic, with keys that were fetched before. The outcome is
shown and decides nothing: a chain that holds tells who handled the message.
"""

from __future__ import annotations

from dataclasses import dataclass

import dkim

from assistant.lookup.answer import Answer, Status
from assistant.lookup.resolver import Resolver
from assistant.lookup.together import together
from assistant.mail.dkim.key import parse_key
from assistant.mail.dkim.signature import Signature, parse_signature
from assistant.mail.dkim.verify import ask_key, fields_of, is_odd
from assistant.mail.verdict import Verdict

MOST_SETS = 10  # RFC 8617 allows 50; each costs two checks of a signature
MOST_FIELD = 16_384  # characters
FIELDS = ("arc-seal", "arc-message-signature")


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """What came of the chain.

    `reason` is None for a pass, else one of key_unreachable, no_key, broken,
    too_odd; `sealed_by` are the domains that sealed it, the first one first.
    """

    result: Verdict
    reason: str | None = None
    sealed_by: tuple[str, ...] = ()


async def verify_chain(raw: bytes, dns: Resolver) -> Chain | None:
    """Check the chain of a whole message; None where there is none.

    RFC 8617 §5.2; RFC 8301 §3.2 for the keys.
    """
    values = tuple(value for name in FIELDS for value in fields_of(raw, name))
    if not values:
        return None
    seals = tuple(parse_signature(one) for one in reversed(fields_of(raw, FIELDS[0])))
    sealed_by = tuple(one.domain for one in seals[:MOST_SETS] if one.domain)
    odd = is_odd(raw) or any(len(value) > MOST_FIELD for value in values)
    if odd or len(values) > MOST_SETS * len(FIELDS):
        return Chain(result=Verdict.PERMERROR, reason="too_odd", sealed_by=sealed_by)
    read = tuple(dict.fromkeys(parse_signature(value) for value in values))
    answers = await together(ask_key(one, dns) for one in read)
    keys: dict[str, str] = {}
    for one, answer in zip(read, answers, strict=True):
        reason = _unusable(answer)
        if answer is None or reason:
            unsure = reason == "key_unreachable"
            result = Verdict.TEMPERROR if unsure else Verdict.FAIL
            return Chain(result=result, reason=reason, sealed_by=sealed_by)
        keys[_name(one)] = answer.text[0]
    if _holds(raw, keys):
        return Chain(result=Verdict.PASS, sealed_by=sealed_by)
    return Chain(result=Verdict.FAIL, reason="broken", sealed_by=sealed_by)


def _name(signature: Signature) -> str:
    return f"{signature.selector}._domainkey.{signature.domain}."


def _unusable(answer: Answer | None) -> str:
    if answer is None:
        return "broken"
    if not answer.known:
        return "key_unreachable"
    usable = answer.status is Status.FOUND and any(
        parse_key(text).usable for text in answer.text[:1]
    )
    return "" if usable else "no_key"


def _holds(raw: bytes, keys: dict[str, str]) -> bool:
    def in_hand(name: bytes, **_: object) -> bytes:
        text = keys.get(name.decode("ascii", "replace").lower(), "")
        return text.encode("utf-8", "replace")

    try:
        state, _, _ = dkim.ARC(raw).verify(dnsfunc=in_hand)
    except Exception:  # noqa: BLE001 - hostile text makes dkimpy raise anything
        return False
    return bool(state == dkim.CV_Pass)
