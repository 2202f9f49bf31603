"""Authentication-Results: what receivers stated, RFC 8601."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.mail.verdict import Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """One method's result; `properties` are pairs such as header.d → domain.

    `reason` is a word where the receiver gave one that is known (body_changed,
    no_key …), `note` its own words, which may echo the sender's text.
    """

    method: str
    verdict: Verdict
    reason: str | None = None
    note: str = ""
    properties: tuple[tuple[str, str], ...] = ()

    def property(self, *names: str) -> str | None:
        """Return the first property of *names* that stands there.

        RFC 8601 §2.2: a property is ptype.property=value.
        """
        for name in names:
            for key, value in self.properties:
                if key == name and value:
                    return value
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """All results of one receiver; `by` is its authserv-id, None if not given.

    `source` is the field: authentication-results, received-spf or summary.
    """

    by: str | None = None
    results: tuple[Result, ...] = ()
    position: int = 0
    source: str = "authentication-results"

    def result(self, method: str) -> Result | None:
        """Return the result of *method*; where there are more, the first.

        RFC 8601 §2.2.
        """
        return next((one for one in self.results if one.method == method), None)

    def of(self, method: str) -> tuple[Result, ...]:
        """Return all results of *method*: a message may be signed twice.

        RFC 8601 §2.7.1.
        """
        return tuple(one for one in self.results if one.method == method)
