"""Generated zones and questions, for what must hold whatever the customer has."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from hypothesis import strategies as st

from assistant import places
from assistant.knowledge import files
from assistant.knowledge.shelf import Shelf

DOMAIN = "winkel.example"
KNOWN = ("mailchimp", "acymailing", "wefact", "microsoft-365", "google-workspace")
KEY = (
    "v=DKIM1; k=rsa; p="
    "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAk9BpVRdaF95xdzwqe00/W2T5INvRfkcdJ0"
    "OhHumpJidD4phqxZl7aQFUB+xu0dN6XVtmV3sSOTCdLmFzPUusDsCW8ZEMaJD54Gyz5bn37Dn5KJCV"
    "CSxSeNQwo0HVQoHUqqGjKbvv4wfAmu0YyJCIJ0iZ4/DfXTp08alhXXYS8Q3YylLFQdFSNy6L5KdpiB"
    "7iP59qBrAHCQxxqI2n1Cir/m7jZMG6U1y6HQRNa8zTwaxBCtTA8i3uk8X4tMbcnWDXhhlzBXpRfFr1"
    "KimwDivUNst8bJTIWIVqc2GZA4IfMdKr/Yv8kij4EYBWig4qwVhZumeHCoSOSLfwFRfd9bcZXQIDAQ"
    "AB"
)
TERMS = (
    "a",
    "mx",
    "ip4:192.0.2.7",
    "ip6:2001:db8::7",
    "include:_spf.helpdesk.example",
    "include:servers.mcsv.net",
    "include:spf.protection.outlook.com",
    "include:weg.example",
    "include:diep.example",
    "include:stuk.example",
    "include:s1.een.example",
    "include:s2.twee.example",
    "include:s3.drie.example",
    "include:s4.vier.example",
    "~include:s4.vier.example",
    "?include:spf.protection.outlook.com",
    "include:https://_spf.helpdesk.example",
    "a:nergens.example",
    "ptr",
    "ipv4:192.0.2.9",
)
ADDRESSES = (
    "192.0.2.7", "192.0.2.25", "192.0.2.80", "198.51.100.9", "203.0.113.5",
    "198.51.100.131", "198.51.100.132", "198.51.100.133", "198.51.100.134",
    "198.51.100.140", "198.51.100.200", "198.51.100.201",
)  # fmt: skip
PASSED_BY = {
    "include:_spf.helpdesk.example": {"192.0.2.25"},
    "include:servers.mcsv.net": {"198.51.100.9"},
    "include:spf.protection.outlook.com": {"203.0.113.5"},
    "include:diep.example": set(ADDRESSES),  # it asks `exists` of a name that does
    "include:stuk.example": {"198.51.100.140"},
    "include:s1.een.example": {"198.51.100.131"},
    "include:s2.twee.example": {"198.51.100.132"},
    "include:s3.drie.example": {"198.51.100.133", "198.51.100.132"},
    "include:s4.vier.example": {"198.51.100.134"},
}
LONGEST_NAME = 253
LONGEST_LABEL = 63
WORLD: dict[tuple[str, str], tuple[str, ...]] = {
    (DOMAIN, "A"): ("192.0.2.80",),
    (DOMAIN, "SOA"): ("ns.dns.example. h.winkel.example. 1 2 3 4 300",),
    (DOMAIN, "NS"): ("ns.dns.example",),
    ("mx.helpdesk.example", "A"): ("192.0.2.25",),
    ("smtp.helpdesk.example", "A"): ("192.0.2.25",),
    ("_spf.helpdesk.example", "TXT"): ("v=spf1 ip4:192.0.2.25 -all",),
    ("servers.mcsv.net", "TXT"): ("v=spf1 ip4:198.51.100.0/25 ?all",),
    ("spf.protection.outlook.com", "TXT"): ("v=spf1 ip4:203.0.113.0/25 -all",),
    ("diep.example", "TXT"): (
        "v=spf1 a:a.example a:b.example mx:a.example exists:a.example ~all",
    ),
    ("s1.een.example", "TXT"): ("v=spf1 ip4:198.51.100.131 -all",),
    ("s2.twee.example", "TXT"): ("v=spf1 ip4:198.51.100.132 -all",),
    ("s3.drie.example", "TXT"): (
        "v=spf1 ip4:198.51.100.133 include:s2.twee.example -all",
    ),
    ("s4.vier.example", "TXT"): ("v=spf1 ip4:198.51.100.134 -all",),
    ("stuk.example", "TXT"): ("v=spf1 ip4:198.51.100.140 include:weg.example -all",),
    ("a.example", "A"): ("198.51.100.200",),
    ("a.example", "MX"): ("10 a.example",),
    ("b.example", "A"): ("198.51.100.201",),
}

SOUND = (
    "a",
    "mx",
    "ip4:192.0.2.7",
    "include:_spf.helpdesk.example",
    "include:s1.een.example",
    "include:s2.twee.example",
    "include:servers.mcsv.net",
)
ENDS = ("-all", "~all", "?all")
HEADS = ("v=spf1",) * 8 + ("V=SPF1", "\u201cv=spf1", "v=spf1,")
sound = st.builds(
    lambda terms, end: " ".join(["v=spf1", *terms, end]),
    st.lists(st.sampled_from(SOUND), max_size=4),
    st.sampled_from(ENDS),
)
wild = st.builds(
    lambda head, terms, end, dead: " ".join(
        [head, *terms, *([end] if end else []), *(dead if end else [])]
    ),
    st.sampled_from(HEADS),
    st.lists(st.sampled_from(TERMS), max_size=12),
    st.sampled_from([*ENDS, "+all", ""]),
    st.one_of(st.just([]), st.lists(st.sampled_from(TERMS), max_size=2)),
)
dmarcs = st.sampled_from(
    [
        "v=DMARC1; p=none",
        "v=DMARC1; p=reject; rua=mailto:a@winkel.example",
        "v=DMARC1; p=quarentine",
        "v=DMARC1; p=reject; t=y",
        "v=DMARC1;p=quarantine;sp=reject",
    ]
)


@dataclass(frozen=True)
class Zone:
    """One generated world and question."""

    spf: tuple[str, ...]
    dmarc: tuple[str, ...]
    mx: str | None
    service: str | None
    unused: tuple[str, ...] = ()
    key: str | None = None

    @property
    def sets(self) -> dict[tuple[str, str], tuple[str, ...]]:
        """Its record sets."""
        sets = dict(WORLD)
        sets[DOMAIN, "TXT"] = (*self.spf, "unrelated=1")
        if self.dmarc:
            sets[f"_dmarc.{DOMAIN}", "TXT"] = self.dmarc
        if self.mx:
            sets[DOMAIN, "MX"] = (self.mx,)
        if self.key:
            sets[f"k2._domainkey.{DOMAIN}", "TXT"] = (self.key,)
            sets[f"litesrv._domainkey.{DOMAIN}", "TXT"] = (self.key,)
        return sets


@cache
def shipped() -> Shelf:
    # No fixture: a failing example would print the whole shelf.
    return files.load(places.knowledge())


@cache
def every() -> tuple[str, ...]:
    """Every service on the shelf."""
    return tuple(shipped().services)


zones = st.builds(
    Zone,
    spf=st.one_of(
        st.tuples(sound), st.lists(st.one_of(sound, wild), max_size=2).map(tuple)
    ),
    dmarc=st.lists(dmarcs, max_size=2).map(tuple),
    mx=st.sampled_from(
        [None, "10 mx.helpdesk.example", "0 x.mail.protection.outlook.com"]
    ),
    service=st.one_of(
        st.none(), st.sampled_from(KNOWN), st.deferred(lambda: st.sampled_from(every()))
    ),
    unused=st.lists(
        st.sampled_from([one for one in TERMS if one.startswith("include:")]),
        max_size=2,
        unique=True,
    ).map(tuple),
    key=st.sampled_from([None, None, KEY, f'"{KEY}"', KEY[:120], "oud=1"]),
)
