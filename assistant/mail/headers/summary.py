"""Gmail's page "Show original": the summary above the header.

Some people copy no more than that. It is the receiver's own statement, on its
own page, in the reader's language: only the first word and the quoted one are
read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import islice

from assistant.mail.headers.received import address
from assistant.mail.headers.stamps import VERDICTS, Result, Stamp

GMAIL = "mx.google.com"
MOST_LINES, MOST_RESULTS = 2_000, 3  # of a story; of its summary
LINE = re.compile(
    r"^[ \t]{0,8}(SPF|DKIM|DMARC)[ \t]{0,3}:[ \t]{0,8}['\"]?([A-Za-z]{2,12})['\"]?"
    r"([^\n]{0,260})",
    re.MULTILINE,
)
DOMAIN = re.compile(
    r"(?<![\w.@-])([a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,8})(?![\w.-])"
)


def parse_summary(lines: Iterable[str]) -> Stamp | None:
    """Read the lines SPF, DKIM and DMARC of such a summary.

    RFC 8601 §2.7 has the words of the results.
    """
    results: dict[str, Result] = {}
    for match in LINE.finditer("\n".join(lines)):
        method, word = match.group(1).lower(), match.group(2).lower()
        verdict = VERDICTS.get(word)
        if verdict is None or method in results:
            continue
        results[method] = Result(
            method=method,
            verdict=verdict,
            properties=_properties(method, match.group(3)),
        )
    if not results:
        return None
    return Stamp(by=GMAIL, results=tuple(results.values()), source="summary")


def told_summary(lines: Sequence[str]) -> tuple[int, int] | None:
    """Find where such a summary stands: its first line, and that after its last.

    RFC 8601 §2.7 has the words of the results. One line alone may be anybody's
    sentence.
    """
    text = "\n".join(lines[:MOST_LINES])
    found = list(islice(LINE.finditer(text), MOST_RESULTS))
    told = {match.group(1) for match in found if match.group(2).lower() in VERDICTS}
    if len(told) < 2:  # noqa: PLR2004 - as said above
        return None
    start = text.count("\n", 0, found[0].start())
    return start, text.count("\n", 0, found[-1].start()) + 1


def _properties(method: str, rest: str) -> tuple[tuple[str, str], ...]:
    if method == "spf":
        ip = next((ip for word in rest.split() if (ip := address(word))), None)
        return (("client-ip", ip),) if ip else ()
    domain = DOMAIN.search(rest.lower()) if method == "dkim" else None
    return (("header.d", domain.group(1)),) if domain else ()
