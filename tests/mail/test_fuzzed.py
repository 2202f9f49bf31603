"""No exception leaves a reader, whatever a fuzzer that sees its branches makes up.

The fuzzer has no wheel for every Python; where it has one, `make soak` installs it.
"""

from __future__ import annotations

import subprocess
import sys

import pytest

READERS = (
    "spf", "macro", "key", "signature", "dmarc", "tags", "transport", "message",
    "packet",
)  # fmt: skip

if sys.version_info < (3, 14):

    @pytest.mark.soak
    @pytest.mark.parametrize("reader", READERS)
    def test_a_reader_lets_no_exception_out(reader: str) -> None:
        done = subprocess.run(  # noqa: S603 - our own program
            [sys.executable, "-m", "tests.fuzz", reader],
            capture_output=True,
            text=True,
            check=False,
            timeout=300,
        )

        assert done.returncode == 0, done.stderr[-3000:]
        assert "Done " in done.stderr
