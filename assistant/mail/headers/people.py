"""Addresses: who a field names, as a reader sees it and as machines compare it."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.errors import BadNameError
from assistant.lookup.name import normalise
from assistant.mail.headers.tokens import Sort, Token, tokens
from assistant.mail.headers.words import decoded, shown

MOST_CHARACTERS = 8_000  # of one field that is looked at
MOST_ADDRESS = 320  # RFC 5321 §4.5.3.1: 64 before the @, 255 after


@dataclass(frozen=True, slots=True, kw_only=True)
class Mailbox:
    """One mailbox; `domain` is an A-label name, None if it is none."""

    address: str | None = None
    domain: str | None = None
    display: str | None = None


def parse_mailbox(value: str | None) -> Mailbox:
    """Read the first mailbox of a From or a like field.

    The address is looked for before encoded words are read, so that a name that
    plays an address stays a name (RFC 2047 §5.3).

    RFC 5322 §3.4.
    """
    if not value:
        return Mailbox()
    found = list(tokens(value[:MOST_CHARACTERS]))
    at = _angled(found)
    if at is None:
        return _bare(found)
    display = [
        token.text for token in found[:at] if token.sort in {Sort.WORD, Sort.QUOTED}
    ]
    before, _, rest = found[at].text.partition("<")
    if not rest:
        rest = "".join(token.text for token in found[at + 1 : at + 4])
    address = rest.partition(">")[0]
    name = shown(decoded(" ".join([*display, before])))
    return Mailbox(
        address=_address(address), domain=domain_of(address), display=name or None
    )


def domain_of(address: str | None) -> str | None:
    """Return the domain of an address, or of a text that is only a domain.

    RFC 5321 §4.1.2: what follows the last @.
    """
    if not address or len(address) > 2 * MOST_ADDRESS:
        return None
    name = address.strip().strip("<>[],;'\"").rpartition("@")[2]
    try:
        domain = normalise(name)
    except BadNameError:
        return None
    return domain if "." in domain and not domain[-1].isdigit() else None


def _angled(found: list[Token]) -> int | None:
    for index, token in enumerate(found):
        if token.sort is not Sort.WORD or "<" not in token.text:
            continue
        if "@" in token.text or token.text.endswith("<"):
            return index
    return None


def _bare(found: list[Token]) -> Mailbox:
    # "jan@bakkerij.example (Jan)", and Outlook's "Jan [mailto:jan@…]".
    words = [token.text for token in found if token.sort is Sort.WORD]
    at = next((word for word in words if "@" in word), None)
    if at is None:
        name = shown(decoded(" ".join(t.text for t in found if t.sort is not Sort.END)))
        return Mailbox(display=name or None)
    address = at.strip("[]<>,;'").removeprefix("mailto:")
    comments = " ".join(token.text for token in found if token.sort is Sort.COMMENT)
    names = " ".join(
        token.text
        for token in found
        if token.sort in {Sort.WORD, Sort.QUOTED} and "@" not in token.text
    )
    name = shown(decoded(comments or names))
    return Mailbox(
        address=_address(address), domain=domain_of(address), display=name or None
    )


def _address(text: str) -> str | None:
    text = shown(text).strip("<>[],; ")
    return text if "@" in text and len(text) <= MOST_ADDRESS else None
