"""A message as it came over the wire, taken apart (RFC 1035 §4.1).

Every byte of it is a stranger's. So nothing is believed: every length is held
against what is there, a pointer only ever leads back, and whatever does not fit
makes the whole message unreadable. Records are only written out when they are
wanted, which most of a message never is.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address

import dns.exception
import dns.rdata
import dns.rdataclass
import dns.rdatatype

HEAD_BYTES = 12
MAX_NAME_BYTES = 255
MAX_JUMPS = 64  # an honest name needs one or two
MAX_TTL_S = 2**31 - 1
POINTER, LABEL_BYTES = 0xC0, 0x3F
SOA_BYTES = 22  # two roots and five numbers
IN, CNAME, SOA, TXT = 1, 5, 6, 16
SPECIAL = frozenset(b'"().;\\@$')  # escaped where names are written (§5.1)
HEAD = struct.Struct("!6H")
RECORD = struct.Struct("!HHIH")

Place = tuple[int, int]
"""Where the data of a record starts and ends."""


class UnreadableError(ValueError):
    """The bytes are no message."""


@dataclass(frozen=True, slots=True)
class RecordSet:
    """All records of one name and type."""

    wire: bytes
    kind: int
    ttl_s: int
    places: tuple[Place, ...]

    def written(self, most: int) -> tuple[tuple[bytes, ...], ...]:
        """Write out the first records, each one once.

        Raises:
            UnreadableError: One of them is not what its type says.
        """
        write = WRITERS.get(self.kind)
        try:
            found = [
                write(self.wire, start, end)
                if write is not None
                else _any(self.wire, self.kind, start, end)
                for start, end in self.places[:most]
            ]
        except (IndexError, struct.error, dns.exception.DNSException) as error:
            raise UnreadableError from error
        return tuple(dict.fromkeys(found))


@dataclass(frozen=True, slots=True)
class Packet:
    """A message: its code, what it answers, and for how long nothing is so."""

    rcode: int
    authoritative: bool
    sets: Mapping[tuple[str, int], RecordSet]
    negative_ttls_s: tuple[int, ...]


def unpack(wire: bytes) -> Packet:
    """Take a message apart.

    Raises:
        UnreadableError: It is none.
    """
    try:
        _, flags, questions, answers, authorities, _ = HEAD.unpack_from(wire)
        at = HEAD_BYTES
        for _ in range(questions):
            at = _skipped(wire, at) + 4
        found: dict[tuple[str, int], list[tuple[int, Place]]] = {}
        for _ in range(answers):
            name, at = name_at(wire, at)
            kind, ttl_s, place = _record(wire, at)
            if kind:
                found.setdefault((name, kind), []).append((ttl_s, place))
            at = place[1]
        negative_ttls_s = []
        # Beside an answer, who has authority over it is of no use here.
        for _ in range(0 if answers and CNAME not in _kinds(found) else authorities):
            kind, ttl_s, place = _record(wire, _skipped(wire, at))
            if kind == SOA and place[1] - place[0] >= SOA_BYTES:
                minimum = int.from_bytes(wire[place[1] - 4 : place[1]], "big")
                negative_ttls_s.append(min(ttl_s, minimum))
            at = place[1]
    except (IndexError, struct.error) as error:
        raise UnreadableError from error
    sets = {
        (name, kind): RecordSet(
            wire,
            kind,
            min(ttl_s for ttl_s, _ in each),
            tuple(place for _, place in each),
        )
        for (name, kind), each in found.items()
    }
    return Packet(flags & 0x0F, bool(flags & 0x0400), sets, tuple(negative_ttls_s))


def name_at(wire: bytes, at: int) -> tuple[str, int]:
    """Read a name, lower case and without final dot; and where it ends.

    Raises:
        UnreadableError: It is none.
        IndexError: It ends beyond the message.
    """
    labels: list[str] = []
    size, end, nearest, jumps = 0, 0, at, 0
    while length := wire[at]:
        if length >= POINTER:
            target = (length & LABEL_BYTES) << 8 | wire[at + 1]
            end = end or at + 2
            jumps += 1
            if target >= nearest or jumps > MAX_JUMPS:
                raise UnreadableError("a pointer that does not lead back soon")
            at = nearest = target
            continue
        size += length + 1
        label = wire[at + 1 : at + 1 + length]
        if length > LABEL_BYTES or size >= MAX_NAME_BYTES or len(label) < length:
            raise UnreadableError("no name")
        labels.append(_written(label))
        at += 1 + length
    return ".".join(labels) or ".", end or at + 1


def _written(label: bytes) -> str:
    text = label.decode("latin-1").lower()
    if text.isascii() and text.replace("-", "a").replace("_", "a").isalnum():
        return text
    return "".join(_letter(byte) for byte in label).lower()


def _letter(byte: int) -> str:
    if byte in SPECIAL:
        return "\\" + chr(byte)
    return chr(byte) if 0x20 < byte < 0x7F else f"\\{byte:03d}"  # noqa: PLR2004 - what is printable


def _skipped(wire: bytes, at: int) -> int:
    """Give where the name at *at* ends."""
    while length := wire[at]:
        if length >= POINTER:
            return at + 2
        at += 1 + length
    return at + 1


def _kinds(found: Mapping[tuple[str, int], object]) -> frozenset[int]:
    return frozenset(kind for _, kind in found)


def _record(wire: bytes, at: int) -> tuple[int, int, Place]:
    """Read a record's head; its type is nought where its class is foreign."""
    kind, group, ttl_s, length = RECORD.unpack_from(wire, at)
    start = at + RECORD.size
    if start + length > len(wire):
        raise UnreadableError("a record beyond the end")
    # RFC 2181 §8: with the highest bit set, it is nought.
    kept_s = ttl_s if ttl_s <= MAX_TTL_S else 0
    return kind if group == IN else 0, kept_s, (start, start + length)


def _exact(end: int, expected: int) -> None:
    if end != expected:
        raise UnreadableError("a record of another length")


def _ip4(wire: bytes, start: int, end: int) -> tuple[bytes, ...]:
    _exact(end, start + 4)
    return (str(IPv4Address(wire[start:end])).encode("ascii"),)


def _ip6(wire: bytes, start: int, end: int) -> tuple[bytes, ...]:
    _exact(end, start + 16)
    return (str(IPv6Address(wire[start:end])).encode("ascii"),)


def _texts(wire: bytes, start: int, end: int) -> tuple[bytes, ...]:
    texts = []
    while start < end:
        texts.append(wire[start + 1 : start + 1 + wire[start]])
        start += 1 + wire[start]
    _exact(end, start)
    return tuple(texts)


def _fields(before: str, names: int, after: str) -> Callable[..., tuple[bytes, ...]]:
    """Writer of a record with numbers, names and numbers, as *struct* writes them."""

    def write(wire: bytes, start: int, end: int) -> tuple[bytes, ...]:
        words = [str(one) for one in struct.unpack_from(before, wire, start)]
        start += struct.calcsize(before)
        for _ in range(names):
            name, start = name_at(wire, start)
            words.append(name)
        words += [str(one) for one in struct.unpack_from(after, wire, start)]
        _exact(end, start + struct.calcsize(after))
        return (" ".join(words).encode("ascii"),)

    return write


def _any(wire: bytes, kind: int, start: int, end: int) -> tuple[bytes, ...]:
    data = dns.rdata.from_wire(
        dns.rdataclass.IN, dns.rdatatype.RdataType.make(kind), wire, start, end - start
    )
    return (data.to_text().encode("utf-8"),)


WRITERS: Mapping[int, Callable[[bytes, int, int], tuple[bytes, ...]]] = {
    1: _ip4, 28: _ip6, TXT: _texts, 99: _texts,
    2: _fields("!", 1, "!"), CNAME: _fields("!", 1, "!"), 12: _fields("!", 1, "!"),
    15: _fields("!H", 1, "!"), 33: _fields("!3H", 1, "!"), SOA: _fields("!", 2, "!5I"),
}  # fmt: skip
