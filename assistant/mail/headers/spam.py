"""What a spam filter wrote into the header, as far as its maker explains it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Spam:
    """A filter's verdict: spam, ham or unknown; bulk counts as spam.

    `by` are the filters that spoke, `why` short reasons as they are written in
    the header (`SCL 5`, `BAYES_99 3.5`). `listed` tells that a reason is a
    block list.
    """

    verdict: str = "unknown"
    by: tuple[str, ...] = ()
    why: tuple[str, ...] = ()
    listed: bool = False
