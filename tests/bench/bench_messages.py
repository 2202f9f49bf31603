"""What reading a message costs, each figure beside its limit.

A ratio under 1 is within the limit. CPU time is taken, the best of a few, since
the machine has more to do. Run `python tests/bench/bench_messages.py` from the
project's root.

With BENCH set to the folder of a bench that has `mkmail.py` and `headers.py`, its
messages are read too, and mail-parser and authres stand beside us on the realistic
one. PEERS names the Python in which those two are installed.
"""

# ruff: noqa: T201 - a bench prints its table

from __future__ import annotations

import importlib
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from assistant.errors import UnusableInputError
from assistant.lookup.name import registered_domain
from assistant.mail.headers.message import read
from assistant.mail.headers.story import split_story

TAIL = "From: a <a@school.example>\r\nTo: b@lezer.example\r\nSubject: x\r\n\r\nbody\r\n"
HOP = (
    "Received: from h.a.example (h.a.example [198.51.100.7])\r\n\tby m.b.example"
    " (Postfix) with ESMTPS id 1\r\n\tfor <jan@c.example>; Mon, 23 Nov 2026"
    " 10:00:00 +0000 (UTC)\r\n"
)
FOLDED = "Authentication-Results: m.b.example\r\n"
FOLD = " ;" + "a=b " * 18 + "\r\n"
HOSTILE: dict[str, Callable[[int], str]] = {
    "8,000 Received and more": lambda size: HOP * (size // len(HOP)),
    "one folded line": lambda size: FOLDED + FOLD * (size // len(FOLD)),
    "one line": lambda size: "X-Long: " + "a=b; " * (size // 5) + "\r\n",
    "encoded words": lambda size: "Subject: " + "=?a?B?YQ==?= " * (size // 13) + "\n",
    "nested comments": lambda size: f"Received: {'(' * size}\n",
    "comments in a stamp": lambda size: (
        f"Authentication-Results: x; spf=pass {'(' * size}\n"
    ),
    "quoted lines": lambda size: "> Received: by a.example\n" * (size // 25),
    "empty fields": lambda size: "X-a:\n" * (size // 5),
    "blank lines": lambda size: "From: a@b.example\n\n" * (size // 19),
}
TINY = {"tiny words": "a\n", "tiny fields": "a:\n", "tiny X- fields": "X-a:\n"}
PEERS = ("mail-parser", "authres")
TIMES = 60
PER_MEGABYTE_S, TWICE, REALISTIC_MS, REFUSED_MS, CHAT_MS = 0.3, 2.3, 3.0, 20.0, 20.0
MOST_MEGABYTES = 60


def main() -> None:
    """Print one line a figure: what was measured, the limit, the ratio."""
    registered_domain("example.org")  # loads the suffixes, as starting does
    before_mb = peak_mb()
    for name, make in HOSTILE.items():
        once, twice = (spent(read, raw(make(size))) for size in (900_000, 1_800_000))
        told(f"{name}, s a MB", twice / 1.8, PER_MEGABYTE_S)
        told(f"{name}, twice the input", twice / max(once, 1e-9), TWICE)
    for name, line in TINY.items():
        content = raw(line * 80_000)
        each = spent(read, content) / len(content) * 1e6
        told(f"80,000 {name}, s a MB", each, PER_MEGABYTE_S)
    told("memory above the start, MB", peak_mb() - before_mb, MOST_MEGABYTES)
    told("realistic 13 kB, ms", spent(read, realistic(), TIMES) * 1000, REALISTIC_MS)
    large = b"a: b\r\n" * 900_000
    told("refusing 5 MB, ms", spent(refused, large) * 1000, REFUSED_MS)
    paste = (HOP * (100_000 // len(HOP))).replace("\r", "")
    told("100 kB of Received in a chat, ms", spent(chat, paste, 15) * 1000, CHAT_MS)
    if folder := os.environ.get("BENCH"):
        beside(Path(folder))


def beside(folder: Path) -> None:
    """Read the messages of another bench, its peers beside us."""
    sys.path.insert(0, str(folder))
    sys.dont_write_bytecode = True  # the folder is somebody else's
    mkmail = importlib.import_module("mkmail")
    message = mkmail.realistic()
    told("bench, realistic, ms of CPU", median_ms(message), REALISTIC_MS)
    with tempfile.NamedTemporaryFile(suffix=".eml") as file:
        file.write(message)
        file.flush()
        for peer in PEERS:
            told(f"  {peer}, ms, at best", best_ms(folder, peer, file.name), 1)
    for count in (1_000, 2_000, 4_000, 8_000):
        flood = (mkmail.received_flood(count) + mkmail.TAIL).encode()
        each = spent(read, flood) / len(flood) * 1e6
        told(f"bench, {count} Received, s a MB", each, PER_MEGABYTE_S)
    for size in (125_000, 250_000, 500_000, 1_000_000):
        long = (mkmail.folded(size) + mkmail.TAIL).encode()
        each = spent(read, long) / len(long) * 1e6
        told(f"bench, folded {size // 1000} kB, s a MB", each, PER_MEGABYTE_S)
    refusing = spent(refused, mkmail.hostile()) * 1000
    told("bench, refusing 5 MB, ms", refusing, REFUSED_MS)


def median_ms(message: bytes) -> float:
    """Read one message many times: the median of CPU time."""
    took = []
    for _ in range(TIMES):
        began = time.thread_time()
        read(message)
        took.append(time.thread_time() - began)
    return statistics.median(took) * 1000


def best_ms(folder: Path, peer: str, path: str) -> float:
    """The least that another program takes, in a process of its own.

    That bench takes the time on the wall, to which everything else here adds.
    """
    python = os.environ.get("PEERS", sys.executable)
    command = [python, str(folder / "headers.py"), "one", peer, path, str(TIMES)]
    quiet = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(command, capture_output=True, check=False, env=quiet)  # noqa: S603 - whoever measures names it
    if done.returncode:
        print(f"  {peer} is not installed there", file=sys.stderr)
        return float("nan")
    found: float = json.loads(done.stdout)["min"]
    return found


def told(name: str, found: float, limit: float) -> None:
    """Print one figure."""
    print(f"{name:48} {found:9.3f}  limit {limit:6.1f}  ratio {found / limit:5.2f}")


def spent(work: Callable[[Any], object], given: bytes | str, times: int = 5) -> float:
    """Seconds of CPU, the best of some: what else runs here only adds to it."""
    took = []
    for _ in range(times):
        began = time.thread_time()
        work(given)
        took.append(time.thread_time() - began)
    return min(took)


def refused(content: bytes) -> None:
    """Read what is too large."""
    with suppress(UnusableInputError):
        read(content)


def chat(text: str) -> None:
    """Do what understanding does with a paste."""
    _, pasted = split_story(text)
    read(pasted)


def raw(text: str) -> bytes:
    """Put the end of an ordinary header below it."""
    return (text + TAIL).encode()


def peak_mb() -> float:
    """The largest size of this program so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def realistic() -> bytes:
    """A newsletter at Microsoft: 62 lines of header and more, 13 kB."""
    hosts = ("am1.eurprd04.prod.outlook.com", "db1.eurprd04.prod.outlook.com")
    hop = (
        "Received: from {0} (2001:db8:20b::1{2})\r\n by {1} (2001:db8:20b::2{2}) with"
        " Microsoft SMTP\r\n Server (version=TLS1_2, cipher=TLS_ECDHE_RSA) id"
        " 15.20.8158.2{2}; Mon, 23 Nov 2026 10:4{2}:50 +0000\r\n"
    )
    seal = "ARC-Seal: i={0}; a=rsa-sha256; s=a; d=microsoft.com; cv=none; b={1}\r\n"
    lines = [hop.format(*hosts, number) for number in range(9)]
    lines += [seal.format(number, "QUJD" * 85) for number in (2, 1)]
    lines += [
        (
            "Authentication-Results: spf=pass (sender IP is 198.51.100.9)\r\n"
            " smtp.mailfrom=mail9.atl1.rsgsv.net; dkim=pass (it was verified)\r\n"
            " header.d=bakkerij.example;dmarc=pass action=none\r\n"
            " header.from=bakkerij.example;compauth=pass reason=100\r\n"
        ),
        (
            "Received-SPF: Pass (outlook.com: of mail9.atl1.rsgsv.net\r\n"
            " designates it) receiver=outlook.com; client-ip=198.51.100.9;\r\n"
        ),
        (
            "DKIM-Signature: v=1; a=rsa-sha256; d=bakkerij.example; s=k2;\r\n"
            f" h=From:To:Subject; bh=AAAA; b={'QUJD' * 85}\r\n"
        ),
        "From: =?utf-8?Q?Bakkerij_=E2=80=93_Nieuws?= <info@bakkerij.example>\r\n",
        "Subject: =?utf-8?B?QXBwZWxmbGFwcGVuIOKCrCAxLDUw?=\r\n",
        "X-Forefront-Antispam-Report: CIP:198.51.100.9;CTRY:US;SCL:1;SFV:NSPM;\r\n",
    ]
    lines += [f"X-MS-Exchange-Field-{n}: {'0123456789' * 14}\r\n" for n in range(46)]
    return ("".join(lines) + TAIL).encode()


if __name__ == "__main__":
    main()
