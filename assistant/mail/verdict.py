"""The results that RFC 8601 gives names to, shared by all three standards."""

from __future__ import annotations

from enum import StrEnum


class Verdict(StrEnum):
    """A result in the words of RFC 8601 §2.7."""

    PASS = "pass"  # noqa: S105 - a result, no password
    FAIL = "fail"
    SOFTFAIL = "softfail"
    NEUTRAL = "neutral"
    NONE = "none"
    POLICY = "policy"
    TEMPERROR = "temperror"
    PERMERROR = "permerror"
