"""DMARC records in a world of their own, for the tests of who finds them."""

from __future__ import annotations

from collections.abc import Mapping

from assistant.lookup.recorded import Recorded
from assistant.mail.dmarc.discover import Discovery, discover

EXISTS: dict[tuple[str, str], tuple[str, ...]] = {
    ("nieuws.bakkerij.example", "A"): ("192.0.2.1",),
}


def world(
    records: Mapping[str, tuple[str, ...]], rcodes: Mapping[str, str] | None = None
) -> Recorded:
    published = {(f"_dmarc.{name}", "TXT"): texts for name, texts in records.items()}
    return Recorded({**EXISTS, **published}, rcodes or {})


async def found(
    domain: str,
    records: Mapping[str, tuple[str, ...]],
    rcodes: Mapping[str, str] | None = None,
) -> Discovery:
    return await discover(domain, world(records, rcodes))
