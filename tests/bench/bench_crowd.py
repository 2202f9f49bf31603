"""Two hundred examinations at once in one process: CPU, lateness, memory.

Run `python tests/bench/bench_crowd.py [NUMBER]` from the project's root. Every
answer waits 20 ms, as in bench_engine.py. Printed: the CPU of all against as many
times the CPU of one alone, how many could not ask something, and the memory that
this process took at most.
"""

from __future__ import annotations

import asyncio
import resource
import sys
import time

from assistant import places
from assistant.checks.examine import examine
from assistant.knowledge import files
from assistant.knowledge.shelf import Shelf
from assistant.lookup.live import LiveResolver
from assistant.lookup.recorded import Recorded
from assistant.lookup.recorder import Recorder
from assistant.understanding.question import Subject
from tests.bench.slow_dns import DELAY_MS, Pipe, serve_world, served

NUMBER = 200
ALONE = 20  # examined one after the other, to know the CPU of one

RECORDS = """\
- {{name: winkel{0}.example, type: TXT, value: "v=spf1 include:a.example mx ~all"}}
- {{name: winkel{0}.example, type: MX, value: "10 mail.winkel{0}.example"}}
- {{name: mail.winkel{0}.example, type: A, value: 192.0.2.1}}
- {{name: _dmarc.winkel{0}.example, type: TXT, value: "v=DMARC1; p=none"}}
- {{name: k2._domainkey.winkel{0}.example, type: CNAME, value: dkim2.mcsv.net}}
"""
INCLUDED = '- {name: a.example, type: TXT, value: "v=spf1 ip4:192.0.2.9 ~all"}\n'


def serve(pipe: Pipe, number: int) -> None:
    """Serve so many shops."""
    shops = "".join(RECORDS.format(one) for one in range(number))
    serve_world(pipe, Recorded.from_zone(f"records:\n{shops}{INCLUDED}"), ())


async def look(one: int, address: str, shelf: Shelf) -> int:
    """Examine one shop; give how many questions got no answer."""
    subject = Subject(domain=f"winkel{one}.example", services=("mailchimp",))
    dns = Recorder(LiveResolver((address,)))
    return len((await examine(subject, dns, shelf)).could_not_ask)


async def crowd(number: int, address: str, shelf: Shelf) -> list[int]:
    """Examine all at once."""
    return await asyncio.gather(*(look(one, address, shelf) for one in range(number)))


def main() -> None:
    """Measure one alone, then all at once."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else NUMBER
    shelf = files.load(places.knowledge())
    with served(serve, number) as bench:
        bench.set_delay(DELAY_MS)
        asyncio.run(look(0, bench.address, shelf))
        began = time.process_time()
        for one in range(ALONE):
            asyncio.run(look(one, bench.address, shelf))
        alone_s = (time.process_time() - began) / ALONE
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        began, started = time.process_time(), time.perf_counter()
        lost = asyncio.run(crowd(number, bench.address, shelf))
        cpu_s, wall_s = time.process_time() - began, time.perf_counter() - started
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sys.stdout.write(
        f"{number} at once: {wall_s:.2f} s, CPU {cpu_s:.2f} s = "
        f"{cpu_s / (number * alone_s):.2f} times {number} x {alone_s * 1000:.1f} ms; "
        f"{sum(map(bool, lost))} could not ask something; "
        f"memory {most:.0f} MB at most ({before:.0f} MB before)\n"
    )


if __name__ == "__main__":
    main()
