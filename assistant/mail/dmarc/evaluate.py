"""SPF, DKIM and the policy put together, RFC 9989 §5.3."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.mail.dmarc.discover import Found
from assistant.mail.verdict import Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What one SPF check or one signature yields.

    `aligned` is None where it could not be told, because the DNS did not answer.
    """

    verdict: Verdict
    domain: str
    aligned: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """The result of DMARC for one message.

    `spf_aligned` and `dkim_aligned` are true only for a pass that is aligned.
    `policy` is what the domain asks, `disposition` what follows for this message.
    """

    result: Verdict
    spf_aligned: bool
    dkim_aligned: bool
    policy: str | None
    disposition: str


def judge(found: Found, spf: Checked | None, dkim: tuple[Checked, ...]) -> Judged:
    """Judge one message by the record that speaks for its From domain.

    RFC 9989 §5.3.4: one aligned pass is enough; §5.3.6 and RFC 8601 §2.7: what
    to call it when the DNS or the record stands in the way.
    """
    spf_aligned = spf is not None and _vouches(spf)
    dkim_aligned = any(_vouches(one) for one in dkim)
    result = _unjudged(found)
    if result is None:
        mechanisms = (*dkim, *((spf,) if spf is not None else ()))
        result = _result(mechanisms, passed=spf_aligned or dkim_aligned)
    failed = result is Verdict.FAIL
    return Judged(
        result=result,
        spf_aligned=spf_aligned,
        dkim_aligned=dkim_aligned,
        policy=found.policy,
        disposition=(found.effective or "none") if failed else "none",
    )


def _unjudged(found: Found) -> Verdict | None:
    """Name the result where no policy can be applied (RFC 9989 §4.10.1)."""
    if found.problem == "unreachable":
        return Verdict.TEMPERROR
    if found.problem == "broken":
        return Verdict.PERMERROR
    return Verdict.NONE if found.record is None else None


def _result(mechanisms: tuple[Checked, ...], *, passed: bool) -> Verdict:
    if passed:
        return Verdict.PASS
    if any(_undecided(one) for one in mechanisms):
        return Verdict.TEMPERROR
    return Verdict.FAIL


def _vouches(one: Checked) -> bool:
    return one.verdict is Verdict.PASS and one.aligned is True


def _undecided(one: Checked) -> bool:
    """Whether a later look could still make this an aligned pass."""
    unknown = one.verdict is Verdict.PASS and one.aligned is None
    return unknown or (one.verdict is Verdict.TEMPERROR and one.aligned is not False)
