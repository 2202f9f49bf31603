"""The records of RFC 8461 (MTA-STS) and RFC 8460 (reports about TLS).

Both are read as their RFCs say: a text counts only when it starts with the
version, and unless exactly one text counts, there is no record.
"""

from __future__ import annotations

import re

STS_LABEL = "_mta-sts"
REPORT_LABEL = "_smtp._tls"

# RFC 8461 §3.1: the version, then fields; the id has 1 to 32 letters or digits.
_STS = re.compile(r"v=STSv1[ \t]*;(?P<fields>.*)", re.DOTALL)
_ID = re.compile(r"id[ \t]*=[ \t]*([A-Za-z0-9]{1,32})")
# RFC 8460 §3: the version, then where reports go, several behind commas.
_REPORT = re.compile(r"v=TLSRPTv1[ \t]*;(?P<fields>.*)", re.DOTALL)
_RUA = re.compile(r"rua[ \t]*=[ \t]*(.+)", re.DOTALL)
_PLACE = re.compile(r"(?:mailto|https):[!-~]+")


def sts_id(texts: tuple[str, ...]) -> str | None:
    """The id of the policy that the TXT records announce; None without one.

    RFC 8461 §3.1: texts that do not begin with the version are discarded; unless
    one is left, or where it is malformed, there is no policy.
    """
    fields = _only(_STS, texts)
    found = [_ID.fullmatch(one) for one in fields]
    ids = [one[1] for one in found if one]
    return ids[0] if len(ids) == 1 else None


def report_places(texts: tuple[str, ...]) -> tuple[str, ...]:
    """Where reports about TLS may go, as URIs; none without a record.

    RFC 8460 §3: texts that do not begin with the version are discarded; unless
    one is left, no reports are wanted.
    """
    fields = _only(_REPORT, texts)
    for one in fields:
        if rua := _RUA.fullmatch(one):
            places = (place.strip(" \t") for place in rua[1].split(","))
            return tuple(place for place in places if _PLACE.fullmatch(place))
    return ()


def _only(version: re.Pattern[str], texts: tuple[str, ...]) -> tuple[str, ...]:
    counted = [found for found in map(version.fullmatch, texts) if found]
    if len(counted) != 1:
        return ()
    return tuple(field.strip(" \t") for field in counted[0]["fields"].split(";"))
