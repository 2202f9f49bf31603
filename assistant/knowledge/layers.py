"""What lies in a folder of guides and is read by nobody.

A file in the wrong place, or with a slip in its name, is a text that its author
believes to be told. So it is named instead of passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from assistant.knowledge.review import Remark

_ID = r"[a-z0-9-]+"
_GUIDES: Mapping[str, re.Pattern[str]] = {
    "services": re.compile(rf"{_ID}\.(yaml|[a-z]{{2}}\.md)"),
    "hosts": re.compile(rf"{_ID}\.(yaml|[a-z]{{2}}\.md)"),
    "topics": re.compile(rf"{_ID}\.[a-z]{{2}}\.md"),
    "sentences": re.compile(r"[a-z]{2}\.yaml"),
}
_ANYTHING = re.compile(r".*", re.DOTALL)
SHIPPED: Mapping[str, re.Pattern[str]] = {
    **_GUIDES,
    "demo": re.compile(rf"{_ID}\.yaml"),
    "helpdesks": re.compile(rf"{_ID}\.yaml"),
}
"""The folders of knowledge/ as it ships, and which files in them are read."""
OPERATORS: Mapping[str, re.Pattern[str]] = {**_GUIDES, "replies": _ANYTHING}
"""The same of an operator's layer; what is in replies/ is for `unasked`."""

_TEXTS = {".md", ".yaml", ".yml"}
_TOP = {"helpdesk.yaml", "README.md"}


def strays(layer: Path, folders: Mapping[str, re.Pattern[str]]) -> tuple[Remark, ...]:
    """Name the texts in *layer* that no reader takes up."""
    return tuple(
        Remark(guide=str(path), said="no reader takes this file up", mistake=True)
        for path in _texts(layer)
        if not _is_read(path, folders)
    )


def unasked(own: Path, shipped: Path) -> tuple[Remark, ...]:
    """Name the replies of an operator that no reply of the program asks for."""
    return tuple(
        Remark(guide=f"replies/{path}", said="no reply asks for this", mistake=True)
        for path in _texts(own)
        if not any(shipped.glob(f"{path.parent}/{path.name.partition('.')[0]}.*.md"))
    )


def _texts(layer: Path) -> Iterator[Path]:
    """Yield what may be a text, as a path within the layer."""
    for path in sorted(layer.rglob("*")):
        within = path.relative_to(layer)
        hidden = any(part.startswith(".") for part in within.parts)
        if path.is_file() and path.suffix in _TEXTS and not hidden:
            yield within


def _is_read(path: Path, folders: Mapping[str, re.Pattern[str]]) -> bool:
    if len(path.parts) == 1:
        return path.name in _TOP
    pattern = folders.get(path.parts[0])
    if pattern is None:
        return False
    return pattern is _ANYTHING or (
        len(path.parts) == 2  # noqa: PLR2004 - a folder and a file
        and pattern.fullmatch(path.name) is not None
    )
