"""Whether one mechanism matches; include is in evaluate.py, for it starts anew.

RFC 7208 §5. A mechanism matches, does not match, or ends the whole evaluation.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable

from assistant.lookup.answer import Status
from assistant.lookup.together import together
from assistant.mail.spf.budget import MAX_MX_HOSTS
from assistant.mail.spf.inquiry import Address, Ending, Inquiry, Visit, addresses
from assistant.mail.spf.names import is_askable
from assistant.mail.spf.record import Mechanism
from assistant.mail.verdict import Verdict


async def matches(
    term: Mechanism, domain: str, inquiry: Inquiry, visit: Visit
) -> bool | Ending:
    """Try one mechanism other than all and include.

    RFC 7208 §5.3 to §5.7. A target that the DNS cannot hold does not
    match and is not asked (§4.8 leaves it open).
    """
    if term.network is not None:
        return _covers(term, inquiry.ip, [ipaddress.ip_address(term.network)])
    spec = term.domain
    target = domain if spec is None else await inquiry.target(visit, spec, domain)
    if not is_askable(target):
        return False
    if term.name == "ptr":
        return await _ptr(target, inquiry, visit)
    if term.name == "mx":
        return await _mx(term, target, inquiry, visit)
    return await _addressed(term, target, inquiry, visit)


async def _addressed(
    term: Mechanism, target: str, inquiry: Inquiry, visit: Visit
) -> bool | Ending:
    # RFC 7208 §5.3 for a; §5.7 for exists, which asks A whatever the family is.
    exists = term.name == "exists"
    kind = "A" if exists else inquiry.address_type
    answer = await inquiry.look(visit, target, kind)
    if ending := inquiry.weigh(visit, answer):
        return ending
    found = answer.status is Status.FOUND
    return found if exists else _covers(term, inquiry.ip, addresses(answer))


async def _mx(
    term: Mechanism, target: str, inquiry: Inquiry, visit: Visit
) -> bool | Ending:
    # RFC 7208 §5.4: no fall back to the address of the target; §4.6.4: more than
    # ten hosts are a permerror. All are asked at once and judged in order.
    answer = await inquiry.look(visit, target, "MX")
    if ending := inquiry.weigh(visit, answer):
        return ending
    if len(answer.records) > MAX_MX_HOSTS:
        reason = f"{target} has more than {MAX_MX_HOSTS} mail hosts"
        return Ending(verdict=Verdict.PERMERROR, reason=reason)
    answers = await together(
        inquiry.look(visit, host, inquiry.address_type)
        for host in mail_hosts(answer.text)
    )
    for one in answers:
        if ending := inquiry.weigh(visit, one):
            return ending
        if _covers(term, inquiry.ip, addresses(one)):
            return True
    return False


async def _ptr(target: str, inquiry: Inquiry, visit: Visit) -> bool | Ending:
    # RFC 7208 §5.5: a name counts when it is the target or stands below it.
    names, void = await inquiry.validated(visit)
    if void and (ending := inquiry.count_void(visit)):
        return ending
    return any(name == target or name.endswith(f".{target}") for name in names)


def mail_hosts(records: Iterable[str]) -> tuple[str, ...]:
    """Read the hosts of MX records, each once, without the null MX.

    RFC 7208 §5.4; RFC 7505 §3 for the null MX.
    """
    hosts = (text.partition(" ")[2].removesuffix(".").lower() for text in records)
    return tuple(dict.fromkeys(host for host in hosts if is_askable(host)))


def _covers(term: Mechanism, ip: Address, networks: Iterable[Address]) -> bool:
    # RFC 7208 §5.3 and §5.6: compared within one family; nothing written is all
    # the bits; a length of nought matches whatever address there is.
    written = term.ip4_prefix if ip.version == 4 else term.ip6_prefix  # noqa: PLR2004 - the version's own name
    length = ip.max_prefixlen if written is None else written
    shift = ip.max_prefixlen - length
    return any(
        one.version == ip.version and int(one) >> shift == int(ip) >> shift
        for one in networks
    )
