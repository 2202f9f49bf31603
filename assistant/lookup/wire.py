"""Questions and answers as dnspython's messages; opens no socket itself.

What a server answers is a stranger's text: at most so many records and bytes
of it are kept, and aliases are followed for so long.
"""

from __future__ import annotations

from dataclasses import replace

import dns.flags
import dns.message
import dns.name
import dns.rcode
import dns.rdata
import dns.rdatatype
import dns.rrset

from assistant.errors import UnusableInputError
from assistant.lookup.answer import Answer, Query, Status
from assistant.lookup.presentation import plain, strings

PAYLOAD_BYTES = 1232  # what passes without fragments (DNS flag day 2020)
MAX_ALIASES = 10
MAX_RECORDS = 200
MAX_BYTES = 65_536
MAX_TTL_S = 2**31 - 1  # RFC 2181 §8
MAX_NEGATIVE_TTL_S = 60  # "it isn't there" is said for a minute at most
LOOP = "the aliases go round in a loop"


def message_for(query: Query) -> dns.message.QueryMessage:
    """Write the question."""
    labels = [label.encode("ascii") for label in query.name.split(".")]
    message = dns.message.make_query(dns.name.Name([*labels, b""]), query.type)
    message.use_edns(0, payload=PAYLOAD_BYTES)
    if query.at is not None:
        message.flags &= ~dns.flags.RD  # ask the server what it knows itself
    if not query.checking:
        message.flags |= dns.flags.CD
    return message


def failed(query: Query, status: Status, reason: str) -> Answer:
    """Answer that the question could not be asked, and why."""
    return Answer(query=query, status=status, reason=reason)


def read(query: Query, response: dns.message.Message) -> Answer:
    """Turn a server's message into an answer.

    FOUND with an alias and no record means: ask on for the alias's target.
    """
    rcode = response.rcode()
    if rcode not in {dns.rcode.NOERROR, dns.rcode.NXDOMAIN}:
        return failed(query, Status.BROKEN, dns.rcode.to_text(rcode))
    sets = {(plain(one.name.to_text()), one.rdtype): one for one in response.answer}
    kind = dns.rdatatype.from_text(query.type)
    chain: list[str] = []
    ttls: list[int] = []
    name = query.name
    while (name, kind) not in sets and (name, dns.rdatatype.CNAME) in sets:
        alias = sets[name, dns.rdatatype.CNAME]
        name = plain(alias[0].target.to_text())
        ttls.append(alias.ttl)
        chain.append(name)
        if name in {query.name, *chain[:-1]} or len(chain) > MAX_ALIASES:
            broken = failed(query, Status.BROKEN, LOOP)
            return replace(broken, chain=tuple(chain))
    found = sets.get((name, kind))
    if found is not None:
        records, reason = _records(query.type, found)
        ttl_s = min(*ttls, found.ttl, MAX_TTL_S)
        answer = Answer(query=query, status=Status.FOUND, records=records)
        return replace(answer, ttl_s=ttl_s, reason=reason, chain=tuple(chain))
    absence = _absence(query, response, led=bool(chain))
    return replace(absence, chain=tuple(chain), ttl_s=min([*ttls, MAX_TTL_S]))


def _absence(query: Query, response: dns.message.Message, *, led: bool) -> Answer:
    soas = [one for one in response.authority if one.rdtype == dns.rdatatype.SOA]
    ttl_s = min([MAX_NEGATIVE_TTL_S, *(min(one.ttl, one[0].minimum) for one in soas)])
    if response.rcode() == dns.rcode.NXDOMAIN:
        status = Status.ABSENT
    elif led and not soas and query.at is None:
        return Answer(query=query, status=Status.FOUND)  # ask on for the target
    elif not soas and query.at is not None and not response.flags & dns.flags.AA:
        return failed(query, Status.BROKEN, "the server is not in charge of it")
    else:
        status = Status.EMPTY
    return Answer(query=query, status=status, negative_ttl_s=ttl_s if soas else 0)


def _records(
    kind: str, found: dns.rrset.RRset
) -> tuple[tuple[tuple[bytes, ...], ...], str]:
    """Write the records of a set, as many as are kept, and say if some are not."""
    kept: list[tuple[bytes, ...]] = []
    size = 0
    for record in list(found)[:MAX_RECORDS]:
        written = _written(kind, record)
        size += sum(len(string) for string in written)
        if kept and size > MAX_BYTES:
            break
        kept.append(written)
    cut = len(kept) < len(found)
    return tuple(kept), f"{len(kept)} of {len(found)} records" if cut else ""


def _written(kind: str, record: dns.rdata.Rdata) -> tuple[bytes, ...]:
    if kind in {"TXT", "SPF"}:
        texts: tuple[bytes, ...] = record.strings  # type: ignore[attr-defined]
        return tuple(texts)
    text = record.to_text()
    try:
        return strings(kind, text)
    except UnusableInputError:
        return (text.encode("utf-8"),)
