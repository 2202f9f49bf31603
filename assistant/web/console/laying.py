"""A proposal laid in the operator's layer, after the check of the two together.

The check is the one of `bezorgd knowledge check`: what it refuses never lies there.
A file is replaced whole, the former one is kept beside it as NAME.bak, and what
somebody changed meanwhile is not written over.
"""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from assistant import places
from assistant.errors import GuideError
from assistant.knowledge import files, layers
from assistant.knowledge.check import check
from assistant.understanding.free_mail import FREE_MAIL_DOMAINS
from assistant.web.console.proposing import Proposal, laid
from assistant.web.reception import reception

LOCK = "laying.lock"  # in the program's own folder
DRAFT = ".laying"  # at the top of the layer, where no reader takes it for a guide
KEPT = ".bak"


def may_lay() -> bool:
    """Whether there is a layer, and this program may write in it."""
    home = reception().settings.home
    if home is None:
        return False
    folders = [home, *(home / one for one in ("services", "topics"))]
    return all(os.access(one, os.W_OK) for one in folders if one.exists())


def mistakes(proposal: Proposal, today: date) -> tuple[str, ...]:
    """What the check says of the layer with the proposal in it; nothing when well."""
    home = reception().settings.home
    with TemporaryDirectory(prefix="bezorgd-") as folder:
        layer = Path(folder)
        if home is not None:
            _copy(home, layer)
        place = layer / proposal.label
        place.parent.mkdir(exist_ok=True)
        place.write_text(proposal.content, encoding="utf-8")
        try:
            shelf = files.load(places.knowledge(), layer)
        except GuideError as error:
            return error.mistakes
        found = check(shelf, layer, today, free=FREE_MAIL_DOMAINS)
    return tuple(f"{one.guide}: {one.said}" for one in found if one.mistake)


def lay(proposal: Proposal) -> bool:
    """Write a proposal that was checked.

    Returns:
        False where the file is another by now than the proposal started from.

    Raises:
        OSError: It could not be written; what lay there still does.
    """
    home = reception().settings.home
    with _alone(reception().settings.data / LOCK):
        if home is None or laid(proposal.label) != proposal.before:
            return False
        place, draft = home / proposal.label, home / DRAFT
        place.parent.mkdir(exist_ok=True)
        with draft.open("w", encoding="utf-8", newline="") as writing:
            writing.write(proposal.content)
            writing.flush()
            os.fsync(writing.fileno())
        if place.exists():
            shutil.copy2(place, place.with_name(place.name + KEPT))
            shutil.copymode(place, draft)
        draft.replace(place)
    return True


def _copy(home: Path, layer: Path) -> None:
    for folder in layers.OPERATORS:
        if (home / folder).is_dir():
            shutil.copytree(home / folder, layer / folder)
    if (home / "helpdesk.yaml").is_file():
        shutil.copyfile(home / "helpdesk.yaml", layer / "helpdesk.yaml")


@contextmanager
def _alone(lock: Path) -> Iterator[None]:
    """Let the workers of one machine write one after the other."""
    lock.parent.mkdir(parents=True, exist_ok=True)
    with lock.open("w", encoding="ascii") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield
