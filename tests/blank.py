"""An empty database, brought to today's tables once and then laid down as a file.

Bringing one up to date takes a tenth of a second, and a test of a page is about
something else; tests/store looks at the bringing up to date itself.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from assistant.store.turns import Store


def lay_down(file: Path) -> Path:
    """Write an empty database to *file*, and give it back."""
    file.write_bytes(_whole())
    return file


@cache
def _whole() -> bytes:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "blank.sqlite3"
        Store.open(f"sqlite:///{file}", Path(folder) / "lock").close()
        beside = [one.name for one in Path(folder).iterdir()]
        assert not any(name.endswith("-wal") for name in beside), beside
        return file.read_bytes()
