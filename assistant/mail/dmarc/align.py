"""Whether two domains are of one owner, RFC 9989 §4.4 and §4.10.2."""

from __future__ import annotations

from assistant.lookup.name import registered_domain
from assistant.lookup.resolver import Resolver
from assistant.lookup.together import together
from assistant.mail.dmarc.discover import organizational_domain


def aligned(
    shown: str, checked: str, *, mode: str, shown_org: str, checked_org: str
) -> bool:
    """Compare with both organizational domains already known.

    Args:
        shown: The domain of the From field.
        checked: The domain that SPF or DKIM vouches for.
        mode: "s" for strict, "r" for relaxed: the record's adkim or aspf.
        shown_org: The organizational domain of *shown*.
        checked_org: The organizational domain of *checked*.

    RFC 9989 §4.4.1 and §4.4.2.
    """
    if mode == "s":
        return shown == checked
    return shown_org == checked_org


async def relaxed(shown: str, checked: str, dns: Resolver) -> bool | None:
    """Whether both have one organizational domain; None: the DNS did not answer.

    RFC 9989 §4.10.2: each domain gets a walk of its own. Names that share no
    parent need none, nor does a name and itself.
    """
    if shown == checked:
        return True
    if shown.rpartition(".")[2] != checked.rpartition(".")[2]:
        return False
    one, other = await together(
        organizational_domain(name, dns) for name in (shown, checked)
    )
    if one is None or other is None:
        return None
    return one == other


def relaxed_by_suffix(shown: str, checked: str) -> bool:
    """Whether both belong to one registered domain, as RFC 7489 §3.2 looks at it."""
    if shown == checked:
        return True
    one = registered_domain(shown)
    return one is not None and one == registered_domain(checked)
