"""Fetch the published RFC 7208 suite into var/rfc, once.

The suite is not ours to copy, so it is not in the repository. It lies in the
source distribution of pyspf, which is pinned by its hash in requirements.txt.
Run by `make test`: python tests/rfc/fetch.py
"""

from __future__ import annotations

import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
SUITE = HERE.parents[1] / "var" / "rfc" / "rfc7208-tests.yml"
WITHIN = "/test/rfc7208-tests.yml"


def main() -> None:
    """Put the suite in its place; do nothing when it is there."""
    if SUITE.exists():
        return
    with tempfile.TemporaryDirectory() as folder:
        download(Path(folder))
        text = read_suite(next(Path(folder).glob("pyspf-*.tar.gz")))
    SUITE.parent.mkdir(parents=True, exist_ok=True)
    whole = SUITE.with_suffix(".part")
    whole.write_bytes(text)
    whole.replace(SUITE)


def download(folder: Path) -> None:
    """Let pip fetch the source distribution and check its hash."""
    options = ["--require-hashes", "--no-deps", "--no-binary", "pyspf", "--quiet"]
    options += ["--disable-pip-version-check", "--dest", str(folder)]
    pinned = ["--requirement", str(HERE / "requirements.txt")]
    command = [sys.executable, "-m", "pip", "download", *options, *pinned]
    subprocess.run(command, check=True)  # noqa: S603 - every word stands here


def read_suite(archive: Path) -> bytes:
    """Read the one file that is wanted out of *archive*."""
    with tarfile.open(archive) as packed:
        name = next(one for one in packed.getnames() if one.endswith(WITHIN))
        member = packed.extractfile(name)
        if member is None:
            raise SystemExit(f"{name} in {archive.name} is no file")
        return member.read()


if __name__ == "__main__":
    main()
