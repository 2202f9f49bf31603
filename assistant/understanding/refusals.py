"""What a server's answer says that no record in the DNS cures.

A full mailbox, an address that does not exist, a wrong password: whoever tells of
these is not helped by a look at his domain.
"""

from __future__ import annotations

import re

from assistant.mail.headers.message import Message

FULL, UNKNOWN, LOGIN, LISTED = "full", "mailbox", "login", "blocklist"
# What a look at the sender's domain can explain, or help to explain.
_LOOKED_INTO = frozenset(("dmarc", "spf", "dkim", "authentication"))
# Words about the sender's own domain, which they name more often than not.
OF_THE_SENDER = _LOOKED_INTO | {"sender_domain"}
# What a look helps with once the domain is known, and is told at once where not.
_ONCE_PLACED = frozenset(
    (
        "blocklist", "content", "greylisting", "other", "rate", "reputation",
        "reverse", "sender_domain",
    )
)  # fmt: skip
_UNPROVEN = re.compile(r"5\.7\.(?:26|509|515|23|25|27)|dmarc|unauthenticated")
_SAYS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        FULL,
        re.compile(
            r"\b[45]\.2\.2\b|over ?quota|mailbox (?:is )?(?:full|vol)\b"
            r"|(?:mailbox|postvak|inbox)[^.!?]{0,30}\bvol\b|quota exceeded"
        ),
    ),
    (
        UNKNOWN,
        re.compile(
            r"\b5\.1\.(?:1|10)\b|user unknown|unknown user|no such (?:user|mailbox)"
            r"|recipient (?:not found|unknown)"
            r"|(?:mailbox|address) (?:not found|does not exist)"
            r"|(?:adres|mailbox|ontvanger)[^.!?]{0,20}bestaat niet"
        ),
    ),
    (
        LOGIN,
        re.compile(
            r"\b535\b|\b5\.7\.8\b|authentication (?:failed|unsuccessful)|login failed"
            r"|relay(?:ing)? (?:access )?denied|inloggen (?:is )?mislukt"
            r"|(?:gebruikersnaam|wachtwoord)[^.!?]{0,20}(?:onjuist|klopt niet|fout)"
        ),
    ),
    (
        LISTED,
        re.compile(
            r"black ?list|block ?list|zwarte lijst|spamhaus|barracuda|spamcop|\brbl\b"
            r"|dnsbl"
        ),
    ),
)


def refusal_in(text: str) -> str | None:
    """Name what a refusal in *text* says, when it is not about who may send."""
    folded = text[:4000].casefold()
    if _UNPROVEN.search(folded):
        return None
    return next((kind for kind, said in _SAYS if said.search(folded)), None)


def refusal_told(
    story: str, message: Message | None, *, placed: bool = False
) -> str | None:
    """Name what a pasted refusal says, or the words about one.

    None where a look can explain it, or where the mail itself was pasted: then
    that is examined. More of them are, once the domain is known (*placed*).
    """
    if message is None:
        said = refusal_in(story)
        return None if placed and said == LISTED else said
    refusal = message.refusal
    if refusal is None or message.returned is not None:
        return None
    looked = _LOOKED_INTO | (_ONCE_PLACED if placed else frozenset())
    return None if refusal.kind in looked else refusal.kind
