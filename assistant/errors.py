"""The exception tree: only broken promises are raised.

What a standard has a word for (NXDOMAIN, permerror, a failed signature) is a
value and never stands here.

    AssistantError
    ├── RecordSyntaxError    a record breaks its grammar
    ├── BadNameError         text that is no public domain name
    ├── UnusableInputError   the caller handed in what cannot be worked with
    ├── GuideError           knowledge/ is incomplete or contradicts itself
    ├── TextError            a reply's text is missing or asks for unknown facts
    ├── SettingsError        the environment holds mistakes, all listed
    └── StoreError           memory cannot do what it promised
"""

from __future__ import annotations

from collections.abc import Sequence


class AssistantError(Exception):
    """Anything this program raises on purpose."""


class RecordSyntaxError(AssistantError):
    """A record breaks its grammar at *offset*, counted in characters from 0."""

    def __init__(self, text: str, offset: int, expected: str) -> None:
        super().__init__(f"expected {expected} at {offset} in {text!r}")
        self.text, self.offset, self.expected = text, offset, expected


class BadNameError(AssistantError):
    """A text is no domain name that may be asked for in public."""

    def __init__(self, text: str, reason: str) -> None:
        super().__init__(f"{text[:80]!r} is no public domain name: {reason}")
        self.text, self.reason = text, reason


class UnusableInputError(AssistantError):
    """Input that cannot be worked with: what, where and what was expected."""


class GuideError(AssistantError):
    """The guides are incomplete or contradict one another; all mistakes listed."""

    def __init__(self, mistakes: Sequence[str]) -> None:
        super().__init__("\n".join(mistakes))
        self.mistakes = tuple(mistakes)


class TextError(AssistantError):
    """A reply's text is missing, or asks for a fact that it is not given."""


class SettingsError(AssistantError):
    """The environment holds mistakes; all of them are listed, one a line."""

    def __init__(self, mistakes: Sequence[str]) -> None:
        super().__init__("\n".join(mistakes))
        self.mistakes = tuple(mistakes)


class StoreError(AssistantError):
    """Memory cannot do what it promised."""
