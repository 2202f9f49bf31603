"""Side by side with the checkers that people use now, on the same slow DNS.

Run `make bench`, or `python tests/bench/bench_peers.py [DOMAIN ...]` from the
project's root after `make .venv/bench.stamp`. The worlds are those of
bench_engine.py. Each tool does its own whole check of SPF, DMARC and MX, with
nothing remembered; ours also looks at DKIM, the zone and the mail servers, and
works out and proves what to change.
"""

from __future__ import annotations

import importlib
import statistics
import sys
import time
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import dns.resolver
from dns.nameserver import Do53Nameserver

from assistant import places
from assistant.knowledge import files
from tests.bench.bench_engine import look
from tests.bench.slow_dns import DELAY_MS, worlds

TIMES = 3
SENDER_IP = "203.0.113.77"  # decides nothing before the last term

Tool = Callable[[str], object]


def checkdmarc(address: str) -> Tool:
    """`check_domains`, without what it would fetch from the web."""
    host, _, port = address.rpartition(":")
    tool: Any = importlib.import_module("checkdmarc")
    mta_sts: Any = importlib.import_module("checkdmarc.mta_sts")
    bimi: Any = importlib.import_module("checkdmarc.bimi")

    def refuse(*_: object, **__: object) -> None:
        raise mta_sts.MTASTSPolicyDownloadError("nothing is fetched here")

    mta_sts.download_mta_sts_policy = refuse
    error = bimi.requests.RequestException
    bimi.requests = SimpleNamespace(Session=_NoWeb, RequestException=error)
    servers = [Do53Nameserver(host, int(port))]

    def check(domain: str) -> None:
        for cache in _caches():
            cache.clear()
        tool.check_domains([domain], nameservers=servers)

    return check


class _NoWeb:
    """A session that reaches nothing."""

    def __init__(self) -> None:
        self.headers: dict[str, str] = {}

    def get(self, *_: object, **__: object) -> None:
        """Fetch nothing."""
        raise importlib.import_module("requests").RequestException("no web here")


def _caches() -> list[Any]:
    modules = [one for name, one in sys.modules.items() if "checkdmarc" in name]
    return [
        held
        for module in modules
        for held in vars(module).values()
        if type(held).__name__ == "ExpiringDict"
    ]


def pyspf(address: str) -> Tool:
    """One address decided by pyspf; it knows no other resolver than the default."""
    host, _, port = address.rpartition(":")
    resolver = dns.resolver.Resolver(configure=False)
    resolver.nameservers, resolver.port = [host], int(port)
    dns.resolver.default_resolver = resolver
    spf: Any = importlib.import_module("spf")
    return lambda domain: spf.check2(SENDER_IP, f"info@{domain}", f"mail.{domain}")


def taken_ms(check: Tool, domain: str, times: int) -> float:
    """The median time of a check."""
    times_ms = []
    for _ in range(times):
        began = time.perf_counter()
        check(domain)
        times_ms.append((time.perf_counter() - began) * 1000)
    return statistics.median(times_ms)


def main() -> None:
    """Print a line a domain: each tool's time, and how often ours fits in it."""
    shelf = files.load(places.knowledge())
    ratios: dict[str, list[float]] = {"checkdmarc": [], "pyspf": []}
    with worlds() as bench:
        tools = {"checkdmarc": checkdmarc(bench.address), "pyspf": pyspf(bench.address)}

        def ours(wanted: str) -> object:
            domain, _, listed = wanted.partition("=")
            services = tuple(one for one in listed.split(",") if one)
            return look(domain, services, bench.address, shelf)

        wanted = sys.argv[1:] or bench.domains
        bench.set_delay(0)
        for one in wanted:
            ours(one)
        for tool in tools.values():
            tool(wanted[0].partition("=")[0])
        bench.set_delay(DELAY_MS)
        for one in wanted:
            mine = taken_ms(ours, one, TIMES)
            line = f"{one:36} ours {mine:6.0f} ms"
            for name, tool in tools.items():
                other = taken_ms(tool, one.partition("=")[0], 1)
                ratios[name].append(other / mine)
                line += f"   {name} {other:6.0f} ms ({other / mine:.1f} times)"
            sys.stdout.write(line + "\n")
    for name, found in ratios.items():
        sys.stdout.write(
            f"{name}: {statistics.median(found):.1f} times our time at the median\n"
        )


if __name__ == "__main__":
    main()
