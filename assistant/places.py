"""Where what ships with the program lies: its texts, guides and demo world.

In an installed wheel the two folders stand beside this file, in `_data/`; in a
checkout they stand at the root of the repository. An editable install leaves a
stale copy elsewhere on the search path, so only these two places are looked at.
"""

from __future__ import annotations

from pathlib import Path

_HERE = Path(__file__).resolve().parent
_SHIPPED = _HERE / "_data"


def in_checkout() -> bool:
    """Whether the program runs from its repository rather than from a wheel."""
    return not _SHIPPED.is_dir()


def root() -> Path:
    """The folder that holds `templates/` and `knowledge/`."""
    return _HERE.parent if in_checkout() else _SHIPPED


def templates() -> Path:
    """Pages and the texts of replies."""
    return root() / "templates"


def knowledge() -> Path:
    """Guides, helpdesks and the demo world."""
    return root() / "knowledge"
