"""What one evaluation may spend, counted without ever changing a count.

RFC 7208 §4.6.4 limits the terms that ask the DNS, and the questions that come
back with nothing, so that a record cannot be used to make others ask endlessly.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

MAX_LOOKUPS = 10
MAX_VOIDS = 2
MAX_MX_HOSTS = 10
MAX_PTR_NAMES = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """Lookups and void lookups spent so far (RFC 7208 §4.6.4)."""

    lookups: int = 0
    voids: int = 0

    def charge(self) -> Budget:
        """Count one term that asks the DNS.

        Returns:
            A new budget; it may be overspent, which is the caller's to judge.

        RFC 7208 §4.6.4: include, a, mx, ptr, exists and redirect are charged;
        all, ip4, ip6 and exp are free.
        """
        return replace(self, lookups=self.lookups + 1)

    def void(self) -> Budget:
        """Count one question that was answered with nothing (RFC 7208 §4.6.4)."""
        return replace(self, voids=self.voids + 1)

    @property
    def overspent(self) -> str:
        """Which limit is passed, in words; empty while none is (§4.6.4)."""
        if self.lookups > MAX_LOOKUPS:
            return f"more than {MAX_LOOKUPS} lookups"
        if self.voids > MAX_VOIDS:
            return f"more than {MAX_VOIDS} void lookups"
        return ""
