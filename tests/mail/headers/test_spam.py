from __future__ import annotations

import pytest

from assistant.mail.headers.fields import parse_fields
from assistant.mail.headers.spam import Spam, spam_verdict


def judged(*lines: str, microsoft: bool = True) -> Spam:
    return spam_verdict(parse_fields(lines), microsoft=microsoft)


REPORT = "X-Forefront-Antispam-Report: CIP:192.0.2.1;SCL:{scl};SFV:{sfv};CAT:{cat};"


@pytest.mark.parametrize(
    ("line", "verdict", "why"),
    [
        (
            REPORT.format(scl="5", sfv="SPM", cat="SPM"),
            "spam",
            ("SCL 5", "SFV SPM", "CAT SPM"),
        ),
        (REPORT.format(scl="1", sfv="NSPM", cat="NONE"), "ham", ("SCL 1", "SFV NSPM")),
        (
            REPORT.format(scl="1", sfv="NSPM", cat="BULK"),
            "spam",
            ("SCL 1", "SFV NSPM", "CAT BULK"),
        ),
        ("X-Microsoft-Antispam: BCL:8;ARA:1;", "spam", ("BCL 8",)),
        ("X-Microsoft-Antispam: BCL:2;ARA:1;", "unknown", ("BCL 2",)),
        (
            "X-Spam-Status: No, score=1.2 required=5.0 tests=A_RULE=1.2,B_RULE=-1",
            "ham",
            ("score 1.2", "A_RULE 1.2"),
        ),
        ("X-Spam-Flag: YES", "spam", ()),
        ("X-Spam-Flag: perhaps", "unknown", ()),
        (
            "X-Spamd-Result: default: False [2.10 / 15.00]; R_SPF_FAIL(1.00)[-all]",
            "ham",
            ("score 2.10 / 15.00", "R_SPF_FAIL 1.00"),
        ),
        ("X-Rspamd-Action: reject", "spam", ("action reject",)),
        ("X-Barracuda-Spam-Status: Yes, SCORE=7", "spam", None),
        ("X-Ziggo-Spam-Status: No", "ham", None),
        ("X-Proofpoint-Spam-Details: rule=notspam policy=default", "ham", None),
        ("X-Mimecast-Spam-Score: 3", "unknown", None),
        ("X-Unheard-Of: yes, spam", "unknown", ()),
    ],
)
def test_every_filter_is_read_in_its_own_words(
    line: str, verdict: str, why: tuple[str, ...] | None
) -> None:
    spam = judged(line)

    assert spam.verdict == verdict
    assert why is None or spam.why == why


def test_a_pair_of_class_and_evidence_is_a_filter_under_any_name() -> None:
    spam = judged("X-Merk-Class: phish", "X-Merk-Evidence: SB/global (0.99)")

    assert (spam.verdict, spam.by) == ("spam", ("spamexperts",))


def test_a_class_without_evidence_is_nobodys_verdict() -> None:
    assert judged("X-Merk-Class: spam") == Spam()


def test_microsofts_marks_of_outgoing_mail_are_left_alone() -> None:
    line = REPORT.format(scl="5", sfv="SPM", cat="SPM")

    assert judged(line, microsoft=False) == Spam()


def test_one_filter_that_says_spam_is_enough() -> None:
    spam = judged("X-Spam-Flag: NO", "X-Rspamd-Action: add header")

    assert spam.verdict == "spam"


def test_a_block_list_is_told_from_a_list_that_refused_to_answer() -> None:
    status = "X-Spam-Status: Yes, score=6 tests={}=6"

    assert judged(status.format("RCVD_IN_SBL")).listed
    assert not judged(status.format("URIBL_BLOCKED")).listed
    assert not judged(status.format("RCVD_IN_DNSWL_NONE")).listed
