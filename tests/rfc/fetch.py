"""Fetch the published test messages and records into var/rfc, once.

They are not ours to copy, so they are not in the repository. They lie in the
source distributions of their authors, pinned by hash in requirements.txt: the
RFC 7208 suite in pyspf's, messages for DKIM and ARC in dkimpy's.
Run by `make test`: python tests/rfc/fetch.py
"""

from __future__ import annotations

import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
PLACE = HERE.parents[1] / "var" / "rfc"
# Whose archive, what in it is wanted (by its end or its folder), and where to.
WANTED = (
    ("pyspf", "/test/rfc7208-tests.yml", PLACE / "rfc7208-tests.yml"),
    ("dkimpy", "/dkim/tests/data/", PLACE / "dkimpy"),
    ("dkimpy", "/dkim/tests/test_arc.py", PLACE / "dkimpy" / "test_arc.py"),
)


def main() -> None:
    """Put everything in its place; do nothing when it is there."""
    if all(place.exists() for _, _, place in WANTED):
        return
    with tempfile.TemporaryDirectory() as folder:
        download(Path(folder))
        for name, within, place in WANTED:
            archive = next(Path(folder).glob(f"{name}-*.tar.gz"))
            for path, content in files_of(archive, within):
                write(place / path if place.suffix == "" else place, content)


def download(folder: Path) -> None:
    """Let pip fetch the source distributions and check their hashes."""
    options = ["--require-hashes", "--no-deps", "--no-binary", "pyspf,dkimpy"]
    options += ["--quiet", "--disable-pip-version-check", "--dest", str(folder)]
    pinned = ["--requirement", str(HERE / "requirements.txt")]
    command = [sys.executable, "-m", "pip", "download", *options, *pinned]
    subprocess.run(command, check=True)  # noqa: S603 - every word stands here


def files_of(archive: Path, within: str) -> list[tuple[str, bytes]]:
    """Read the one file, or the files of the one folder, that are wanted."""
    found: list[tuple[str, bytes]] = []
    with tarfile.open(archive) as packed:
        for member in packed.getmembers():
            stream = packed.extractfile(member) if within in member.name else None
            if stream is not None:
                found.append((Path(member.name).name, stream.read()))
    if not found:
        raise SystemExit(f"{archive.name} holds nothing like {within}")
    return found


def write(path: Path, content: bytes) -> None:
    """Write a file so that it is there whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.part")
    part.write_bytes(content)
    part.replace(path)


if __name__ == "__main__":
    main()
