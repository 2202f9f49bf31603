from __future__ import annotations

import pytest

from assistant.mail.dmarc.discover import Found
from assistant.mail.dmarc.evaluate import Checked, judge
from assistant.mail.dmarc.record import parse
from assistant.mail.verdict import Verdict

REJECT = Found(
    record=parse("v=DMARC1; p=reject"),
    found_at="bakkerij.example",
    policy="reject",
    effective="reject",
)


def checked(verdict: Verdict, *, aligned: bool | None) -> Checked:
    return Checked(verdict=verdict, domain="bakkerij.example", aligned=aligned)


def test_one_aligned_pass_is_enough() -> None:
    spf = checked(Verdict.FAIL, aligned=True)
    dkim = checked(Verdict.PASS, aligned=True)

    judged = judge(REJECT, spf, (dkim,))

    assert judged.result is Verdict.PASS
    assert (judged.spf_aligned, judged.dkim_aligned) == (False, True)
    assert judged.disposition == "none"


def test_a_pass_of_another_domain_does_not_count() -> None:
    spf = checked(Verdict.PASS, aligned=False)

    judged = judge(REJECT, spf, ())

    assert judged.result is Verdict.FAIL
    assert judged.disposition == "reject"


def test_in_test_mode_a_failure_is_treated_one_step_milder() -> None:
    found = Found(record=REJECT.record, policy="reject", effective="quarantine")

    judged = judge(found, None, ())

    assert (judged.policy, judged.disposition) == ("reject", "quarantine")


@pytest.mark.parametrize(
    ("verdict", "aligned"), [(Verdict.TEMPERROR, True), (Verdict.PASS, None)]
)
def test_what_could_still_pass_is_not_a_failure(
    verdict: Verdict, *, aligned: bool | None
) -> None:
    judged = judge(REJECT, None, (checked(verdict, aligned=aligned),))

    assert judged.result is Verdict.TEMPERROR
    assert judged.disposition == "none"


@pytest.mark.parametrize(
    ("problem", "result"),
    [
        (None, Verdict.NONE),
        ("several", Verdict.NONE),
        ("broken", Verdict.PERMERROR),
        ("unreachable", Verdict.TEMPERROR),
    ],
)
def test_without_a_policy_the_result_says_why(
    problem: str | None, result: Verdict
) -> None:
    judged = judge(Found(problem=problem), checked(Verdict.PASS, aligned=True), ())

    assert judged.result is result
    assert judged.spf_aligned
