"""Authentication-Results: what receivers stated, RFC 8601.

Real fields break the grammar: Microsoft leaves the authserv-id out, Yahoo wrote
`dkim=dkim_pass`, OpenDKIM puts semicolons in comments. And all of them repeat
the sender's own words. So a result is only taken from the start of a statement,
and only where both readings of a stray quote agree on it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from assistant.mail.headers.fields import Field
from assistant.mail.headers.received import address
from assistant.mail.headers.tokens import Sort, Token, tokens
from assistant.mail.verdict import Verdict

MOST_CHARACTERS = 16_384  # of one field; the longest real ones are under 10,000
MOST_STAMPS = 30  # of one message

VERDICTS: Mapping[str, Verdict] = {
    **{verdict.value: verdict for verdict in Verdict},
    "hardfail": Verdict.FAIL,  # RFC 8601 §2.7.2 notes the older word
    "bad": Verdict.FAIL,
    "invalid": Verdict.PERMERROR,
    "unknown": Verdict.PERMERROR,
    "error": Verdict.TEMPERROR,
    "dkim_pass": Verdict.PASS,  # Yahoo
    "success": Verdict.PASS,  # Yahoo
    "dkim_fail": Verdict.FAIL,
    "bestguesspass": Verdict.NONE,  # Microsoft: would pass if there were a policy
}

REASONS = (
    ("body hash", "body_changed"),
    ("bodyhash", "body_changed"),
    ("no key", "no_key"),
    ("key not found", "no_key"),
    ("revoked", "revoked"),
    ("expired", "expired"),
    ("too short", "key_too_short"),
    ("too small", "key_too_short"),
    ("insecure key", "key_too_short"),
    ("weak key", "key_too_short"),
    ("sha1", "sha1"),
    ("not signed", "not_signed"),
    ("timeout", "key_unreachable"),
    ("did not verify", "signature_failed"),
    ("verification failed", "signature_failed"),
    ("bad signature", "signature_failed"),
)
SINGLE = frozenset({"spf", "dmarc", "compauth", "arc"})


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


def parse_stamps(fields: Iterable[Field]) -> tuple[Stamp, ...]:
    """Read what all receivers stated, topmost first (RFC 8601 §4)."""
    found = (
        (position, field)
        for position, field in enumerate(fields)
        if field.key in {"authentication-results", "received-spf"}
    )
    return tuple(
        parse_stamp(field.value, position)
        if field.key == "authentication-results"
        else parse_received_spf(field.value, position)
        for (position, field), _ in zip(found, range(MOST_STAMPS), strict=False)
    )


def parse_stamp(value: str, position: int = 0) -> Stamp:
    """Read one Authentication-Results field (RFC 8601 §2.2)."""
    value = _bounded(value)
    by, results = _read(value, quotes=True)
    if '"' in value:
        results = _agreed(results, _read(value, quotes=False)[1])
    return Stamp(by=by, results=_firsts(results), position=position)


def parse_received_spf(value: str, position: int = 0) -> Stamp:
    """Read one Received-SPF field: verdict, comment, pairs (RFC 7208 §9.1)."""
    value = _bounded(value)
    result = _spf(list(tokens(value)))
    if '"' in value and result != _spf(list(tokens(value, quotes_in_comments=False))):
        result = None
    results = () if result is None else (result,)
    # Some programs write "receiver=<UNKNOWN>", which is as good as none.
    told = results[0].property("receiver") if results else None
    by = told.lower() if told and "." in told else None
    return Stamp(by=by, results=results, position=position, source="received-spf")


def _bounded(value: str) -> str:
    if len(value) <= MOST_CHARACTERS:
        return value
    return value[:MOST_CHARACTERS].rpartition(";")[0]


def _read(value: str, *, quotes: bool) -> tuple[str | None, tuple[Result, ...]]:
    statements = _statements(tokens(value, quotes_in_comments=quotes))
    head = next(statements, [])
    words = [token for token in head if token.sort is not Sort.COMMENT]
    named = bool(words) and not any("=" in token.text for token in words)
    by = words[0].text.lower().removesuffix(".") if named else None
    first = [] if named else [head]
    results = (_result(one) for part in (first, statements) for one in part)
    return by, tuple(one for one in results if one is not None)


def _statements(stream: Iterable[Token]) -> Iterator[list[Token]]:
    statement: list[Token] = []
    for token in stream:
        if token.sort is Sort.END:
            yield statement
            statement = []
        else:
            statement.append(token)
    yield statement


def _result(statement: list[Token]) -> Result | None:
    # RFC 8601 §2.2: methodspec [reasonspec] *propspec. A `method=result` that
    # stands later in a statement is no result, whatever it looks like.
    pairs = list(_pairs(statement))
    start = next((one for one in statement if one.sort is not Sort.COMMENT), None)
    if not pairs or start is None or start.sort is not Sort.WORD:
        return None
    method, word = pairs[0]
    if start.text.lower().partition("=")[0] != method:
        return None
    verdict = VERDICTS.get(word.lower())
    method = method.partition("/")[0]
    if verdict is None or not method.replace("-", "").isalnum():
        return None
    note = " ".join(t.text for t in statement if t.sort is Sort.COMMENT)
    told = next((text for name, text in pairs[1:] if name == "reason"), "")
    properties = [pair for pair in pairs[1:] if pair[0] != "reason"]
    if word.lower() != verdict.value:
        properties.append(("said", word.lower()))
    if told:
        properties.append(("reason", told))
    return Result(
        method=method,
        verdict=verdict,
        reason=_reason(verdict, f"{told} {note}"),
        note=(note or told)[:500],
        properties=tuple(properties),
    )


def _spf(stream: list[Token]) -> Result | None:
    word = stream[0].text.lower() if stream and stream[0].sort is Sort.WORD else ""
    verdict = VERDICTS.get(word)
    if verdict is None:
        return None
    rest = [token for token in stream[1:] if token.sort is not Sort.END]
    note = " ".join(t.text for t in rest if t.sort is Sort.COMMENT)
    return Result(
        method="spf", verdict=verdict, note=note[:500], properties=tuple(_pairs(rest))
    )


def _pairs(statement: Iterable[Token]) -> Iterator[tuple[str, str]]:
    """Yield name and value; a value may be quoted, apart, or both in one.

    RFC 8601 §2.2 allows comments and white space around the equal sign.
    """
    name, value, waiting, bare = "", "", False, ""
    for token in statement:
        if token.sort is Sort.COMMENT:
            continue
        glued = name and not token.apart
        if waiting or (glued and "=" not in token.text[:1]):
            # The value after "name =", or the rest of `"a b"@domain`.
            value, waiting = value + token.text, False
            continue
        if token.sort is Sort.QUOTED:
            continue
        if name:
            yield name, value
        name, found, value = token.text.partition("=")
        name = (name or bare).lower() if found else ""
        bare = "" if found else token.text
        waiting = bool(name) and not value
    if name:
        yield name, value


def _reason(verdict: Verdict, text: str) -> str | None:
    if verdict is Verdict.PASS:
        return None
    low = text.lower()
    return next((word for phrase, word in REASONS if phrase in low), None)


def _agreed(one: tuple[Result, ...], other: tuple[Result, ...]) -> tuple[Result, ...]:
    """Keep what both readings hold; where they differ, never the better one."""

    def essence(result: Result) -> tuple[object, ...]:
        return result.method, result.verdict, result.properties

    theirs = {essence(result) for result in other}
    kept = [result for result in one if essence(result) in theirs]
    methods = {result.method for result in kept}
    kept += [
        result
        for result in (*one, *other)
        if result.method not in methods and result.verdict is not Verdict.PASS
    ]
    return tuple(kept)


def _firsts(results: tuple[Result, ...]) -> tuple[Result, ...]:
    # Of SPF the result for MAIL FROM counts (RFC 9989 §4.4.2), else the first.
    kept: list[Result] = []
    mail_from = next(
        (r for r in results if r.method == "spf" and r.property("smtp.mailfrom")), None
    )
    seen: set[str] = set()
    for result in results:
        if result.method in SINGLE:
            if result.method in seen:
                continue
            seen.add(result.method)
        chosen = mail_from if result.method == "spf" and mail_from else result
        kept.append(chosen)
    return tuple(kept)


def sending_ip(result: Result) -> str | None:
    """Return the address that a receiver says it judged, where it says so.

    RFC 8601 §2.7.2 leaves it to comments; the sender's own words come before
    the address in every known wording, so the last one is taken.
    """
    told = result.property("client-ip", "smtp.remote-ip", "policy.iprev")
    if told and (found := address(told)):
        return found
    words = reversed(result.note.split())
    return next((ip for word in words if (ip := address(word))), None)
