"""Files that came with a question or a message: their names, and pictures.

A message's own text is kept elsewhere (apart.py), so that here only its name is;
a picture is kept whole, as long as what was pasted.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Row, insert, select, update

from assistant.mail.headers.masking import masked_line
from assistant.store.case_tables import FILES
from assistant.store.claims import exists
from assistant.store.database import Database, storable
from assistant.store.times import at, moment

LONGEST_NAME = 120  # characters
PICTURE = "image/"  # how the kinds of pictures begin


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """One file; `entry` is the id of the turn or the message that it came with.

    `kind` is its media type. `gone_at` tells since when only its place is known;
    `width` and `height` are a picture's, in pixels.
    """

    entry: str
    conversation: str
    name: str
    kind: str
    at: datetime
    width: int = 0
    height: int = 0
    gone_at: datetime | None = None

    @property
    def picture(self) -> bool:
        """Whether it is one to look at."""
        return self.kind.startswith(PICTURE)


class Files:
    """Keeps files, and gives them back."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep(self, file: File, content: bytes | None = None) -> bool:
        """Keep a file, once; False when it was, or its conversation is gone."""
        held = None if content is None else base64.b64encode(content).decode("ascii")
        known = select(FILES.c.entry).where(FILES.c.entry == file.entry)
        with self._database.writing() as connection:
            if not exists(connection, file.conversation):
                return False
            if connection.execute(known).first() is not None:
                return False
            connection.execute(
                insert(FILES).values(
                    entry=file.entry,
                    conversation=file.conversation,
                    name=storable(masked_line(file.name))[:LONGEST_NAME],
                    kind=file.kind,
                    width=file.width,
                    height=file.height,
                    content=held,
                    kept_s=file.at.timestamp(),
                )
            )
        return True

    def of(self, conversation: str) -> Mapping[str, File]:
        """The files of a conversation, by what they came with."""
        columns = [one for one in FILES.c if one.name != "content"]
        wanted = select(*columns).where(FILES.c.conversation == conversation)
        with self._database.reading() as connection:
            return {row.entry: _file(row) for row in connection.execute(wanted)}

    def picture(self, entry: str) -> tuple[File, bytes] | None:
        """A picture with its content; None when it is not kept."""
        wanted = select(FILES).where(
            FILES.c.entry == entry,
            FILES.c.content.is_not(None),
            FILES.c.kind.startswith(PICTURE),
        )
        with self._database.reading() as connection:
            row = connection.execute(wanted).first()
        return None if row is None else (_file(row), base64.b64decode(row.content))

    def drop_old(self, before_s: float, now: datetime) -> int:
        """Delete the names and the contents that were kept before a time."""
        old = update(FILES).where(FILES.c.kept_s < before_s, FILES.c.gone_s.is_(None))
        with self._database.writing() as connection:
            gone = old.values(name="", content=None, gone_s=now.timestamp())
            return connection.execute(gone).rowcount


def _file(row: Row[tuple[object, ...]]) -> File:
    return File(
        entry=row.entry,
        conversation=row.conversation,
        name=row.name,
        kind=row.kind,
        at=at(row.kept_s),
        width=row.width,
        height=row.height,
        gone_at=moment(row.gone_s),
    )
