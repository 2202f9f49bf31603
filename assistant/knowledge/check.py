"""The whole check of the guides, for the terminal and for who lays a file in place.

What `bezorgd knowledge check` accepts is what serves; the console lets nothing into
the operator's layer that this refuses.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from pathlib import Path

from assistant import places
from assistant.knowledge import layers
from assistant.knowledge.review import OLD_DAYS, Remark, review
from assistant.knowledge.shelf import Shelf


def check(
    shelf: Shelf,
    home: Path | None,
    today: date,
    old_days: int = OLD_DAYS,
    *,
    free: Collection[str] = (),
) -> tuple[Remark, ...]:
    """Give every remark on the guides and their files, the mistakes among them.

    Args:
        shelf: What was read of them.
        home: The operator's layer.
        today: The day of this look.
        old_days: When a source is old.
        free: Domains of free and provider mailboxes, which are no service's own.
    """
    found = review(shelf, today, old_days, free=free)
    return (*_strays(home), *found, *_undrawn(shelf))


def _strays(home: Path | None) -> tuple[Remark, ...]:
    shipped = layers.strays(places.knowledge(), layers.SHIPPED)
    if home is None:
        return shipped
    replies = places.templates() / "replies"
    own = layers.strays(home, layers.OPERATORS)
    return (*shipped, *own, *layers.unasked(home / "replies", replies))


def _undrawn(shelf: Shelf) -> tuple[Remark, ...]:
    folder = places.templates() / "guides" / "drawings"
    return tuple(
        Remark(
            guide=f"topics/{topic.id}",
            said=f"found no drawing {topic.drawing!r} in {folder.name}/",
            mistake=True,
        )
        for topic in shelf.topics.values()
        if topic.drawing and not (folder / f"{topic.drawing}.svg").is_file()
    )
