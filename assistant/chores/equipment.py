"""What the chores work with."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field

from assistant import answering
from assistant.desk import Desk
from assistant.knowledge.guide import Helpdesk
from assistant.settings import Settings
from assistant.store.turns import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Equipment:
    """The parts within reach of every chore, put together once a process."""

    desk: Desk
    store: Store
    worker: str
    settings: Settings = field(default_factory=Settings)

    @classmethod
    def of(cls, settings: Settings, desk: Desk) -> Equipment:
        """Put the parts together in this process."""
        return cls(
            desk=desk,
            store=answering.open_store(settings),
            worker=f"chores-{secrets.token_hex(8)}",
            settings=settings,
        )

    @property
    def helpdesk(self) -> Helpdesk:
        """Whose chores these are."""
        return self.desk.shelf.helpdesk
