"""Domain names: one spelling for all of them, and which may be asked in public.

Names come from strangers: customers, records of other domains, headers. One
spelling (A-label, lower case, no final dot) lets them be compared as texts, and
what is not a public name never leaves this machine as a question.
"""

from __future__ import annotations

import ipaddress
import re
from functools import cache, lru_cache
from importlib import resources

import idna
from publicsuffixlist import PublicSuffixList

from assistant.errors import BadNameError

MAX_TYPED = 1000  # characters; no spelling of a name needs more
MAX_NAME = 253
MAX_LABEL = 63
LABEL = re.compile(r"[a-z0-9_-]+")
HOST_LABEL = re.compile(r"[a-z0-9]([a-z0-9-]*[a-z0-9])?")
# SPF macros put parts of mail addresses into names (RFC 7208 §7.2), so a label
# that is only asked for, never shown or advised, may hold any printable letter
# but those with a meaning of their own in the presentation of a name.
ASKED_LABEL = re.compile(r"[!-~]+")
UNASKED = frozenset('\\"();@$')
RESERVED = (  # RFC 6761, 6762, 7686, 8375, 9476 and what ICANN keeps for inside
    "localhost", "local", "internal", "test", "invalid", "arpa", "onion", "alt",
)  # fmt: skip
INSIDE = (  # never to be given out (ICANN 2018), or asked for inside everywhere
    "home", "corp", "mail", "lan", "intranet", "intra", "private", "localdomain",
    "domain", "workgroup",
)  # fmt: skip
DEMO_SUFFIX = "example"  # RFC 6761: exists nowhere, so the demo world lives in it


def normalise(text: str) -> str:
    """Spell a name in the one way: A-label, lower case, no final dot.

    Raises:
        BadNameError: Its reason is one of empty, too-long, label-too-long,
            bad-character, bad-idna.
    """
    name = text.strip()
    if len(name) > MAX_TYPED:
        raise BadNameError(text, "too-long")
    labels = _mapped(text, name).removesuffix(".").split(".")
    if labels == [""]:
        raise BadNameError(text, "empty")
    spelled = ".".join(_label(text, label) for label in labels)
    if len(spelled) > MAX_NAME:
        raise BadNameError(text, "too-long")
    return spelled


def unicode_form(name: str) -> str:
    """Give the name as people write it; a label that has no such form stays."""
    return ".".join(_shown(label) for label in name.split("."))


def parents(name: str) -> tuple[str, ...]:
    """Give the names above, nearest first: bakkerij.example → ("example",)."""
    labels = name.split(".")
    return tuple(".".join(labels[first:]) for first in range(1, len(labels)))


def is_public(name: str) -> bool:
    """Whether the name could be somebody's domain on the internet."""
    try:
        require_public(name)
    except BadNameError:
        return False
    return True


def require_public(text: str) -> str:
    """Spell a name in the one way and refuse what nobody could own in public.

    Raises:
        BadNameError: Besides those of `normalise` its reason may be
            single-label, address, reserved or unknown-suffix.
    """
    bare = text.strip().strip("[]").removesuffix(".")
    if _is_address(bare):
        raise BadNameError(text, "address")
    name = normalise(text)
    labels = name.split(".")
    if is_reserved(name):
        raise BadNameError(text, "reserved")
    if len(labels) == 1:
        raise BadNameError(text, "single-label")
    if _suffix(name) is None:
        raise BadNameError(text, "unknown-suffix")
    owned = registered_domain(name) or name
    if not all(HOST_LABEL.fullmatch(label) for label in owned.split(".")):
        raise BadNameError(text, "bad-character")
    return name


def is_reserved(name: str) -> bool:
    """Whether the name is kept for machines among themselves, or for tests."""
    return name.rpartition(".")[2] in RESERVED


@lru_cache(maxsize=4096)
def is_askable(name: str) -> bool:
    """Whether a question about this name may leave this machine.

    Wider than `is_public`: it takes the suffix itself, which the tree walk of
    DMARC ends at, any printable label below, the reverse names of public
    addresses, and an ending that no list knows: that "outlook.con" leads nowhere
    is for the DNS to say. What offices use for themselves stays inside.
    """
    labels = name.split(".")
    if len(name) > MAX_NAME or not all(_may_be_asked(label) for label in labels):
        return False
    if name.endswith(".in-addr.arpa"):
        return _public_ip4(labels[:-2])
    if name.endswith(".ip6.arpa"):
        return _public_ip6(labels[:-2])
    if is_reserved(name) or labels[-1] in INSIDE or labels[-1].isdecimal():
        return False
    return len(labels) > 1 or _suffix(name) is not None


def public_suffix(name: str) -> str:
    """Give the part under which anyone may register; unknown ends: the last label."""
    return _suffix(name) or name.rpartition(".")[2]


def registered_domain(name: str) -> str | None:
    """Give the name that somebody registered; None for a suffix and in no suffix."""
    if is_reserved(name):
        return None
    found: str | None = _suffixes().privatesuffix(name, accept_unknown=False)
    return found


def _mapped(text: str, name: str) -> str:
    if name.isascii():
        return name.lower()
    try:
        # Maps capitals, full-width letters and dots as browsers do (UTS 46).
        return idna.uts46_remap(name, std3_rules=False, transitional=False)
    except idna.IDNAError as error:
        raise BadNameError(text, "bad-idna") from error


def _label(text: str, label: str) -> str:
    if not label:
        raise BadNameError(text, "bad-character")
    if len(label) > MAX_LABEL:
        raise BadNameError(text, "label-too-long")
    if label.isascii() and not LABEL.fullmatch(label):
        raise BadNameError(text, "bad-character")
    if label.isascii() and not label.startswith("xn--"):
        return label
    try:
        spelled = idna.alabel(label).decode("ascii")
    except (idna.IDNAError, UnicodeError) as error:
        reason = "label-too-long" if "too long" in str(error) else "bad-idna"
        raise BadNameError(text, reason) from error
    return spelled


def _shown(label: str) -> str:
    if not label.startswith("xn--"):
        return label
    try:
        return idna.ulabel(label)
    except (idna.IDNAError, UnicodeError):
        return label


def _is_address(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return all(part.isdecimal() for part in text.split("."))
    return True


def _may_be_asked(label: str) -> bool:
    whole = len(label) <= MAX_LABEL and ASKED_LABEL.fullmatch(label) is not None
    return whole and UNASKED.isdisjoint(label)


def _public_ip4(labels: list[str]) -> bool:
    # The numbers next to in-addr.arpa name a network; a delegation below /24
    # puts other labels in front of them (RFC 2317).
    octets: list[str] = []
    for label in reversed(labels[-4:]):
        if not (label.isascii() and label.isdecimal()):
            break
        octets.append(label)
    try:
        network = ipaddress.IPv4Network(
            (".".join([*octets, "0", "0", "0", "0"][:4]), 8 * len(octets))
        )
    except ValueError:
        return False
    return bool(octets) and network.is_global and not network.is_multicast


def _public_ip6(labels: list[str]) -> bool:
    if not 0 < len(labels) <= 32 or any(len(label) != 1 for label in labels):  # noqa: PLR2004 - an IPv6 address has 32 nibbles
        return False
    nibbles = "".join(reversed(labels))
    try:
        start = int(nibbles.ljust(32, "0"), 16)
    except ValueError:
        return False
    network = ipaddress.IPv6Network((start, 4 * len(nibbles)))
    return network.is_global and not network.is_multicast


def _suffix(name: str) -> str | None:
    found: str | None = _suffixes().publicsuffix(name, accept_unknown=False)
    return found


@cache
def _suffixes() -> PublicSuffixList:
    listed = resources.files("publicsuffixlist") / "public_suffix_list.dat"
    text = listed.read_text(encoding="utf-8")
    return PublicSuffixList(f"{text}\n{DEMO_SUFFIX}\n", accept_unknown=False)
