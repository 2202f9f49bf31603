"""What was meant as an SPF record and is none, for want of its first word.

RFC 7208 §4.5: a record begins with exactly `v=spf1` and a space. Quotes of a word
processor, a blank within, a comma behind it: then receivers find no record at all,
while its owner sees one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from assistant.mail.spf.record import is_spf

QUOTES = "\"'\\\u201c\u201d\u201e\u2018\u2019\u00ab\u00bb"
MEANT = re.compile(
    rf"[\s{re.escape(QUOTES)}]*(?:v\s*[=:]?\s*)?spf\s*1(?=[\s,;{re.escape(QUOTES)}]|$)",
    re.IGNORECASE,
)


def meant(texts: Iterable[str]) -> str | None:
    """The one text that was meant as a record; None where there are several."""
    found = [one for one in texts if not is_spf(one) and MEANT.match(one)]
    return found[0] if len(found) == 1 else None
