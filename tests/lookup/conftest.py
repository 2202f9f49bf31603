"""Real name servers on loopback: one that knows, one that fails, one that is silent."""

from __future__ import annotations

import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import dns.exception
import dns.flags
import dns.message
import dns.query
import dns.rcode
import pytest

CONFIGURATION = """\
server:
  ip-address: 127.0.0.1
  port: {port}
  username: ""
  chroot: ""
  database: ""
  zonesdir: "{folder}"
  zonelistfile: "{folder}/zone.list"
  xfrdfile: "{folder}/xfrd.state"
  xfrdir: "{folder}"
  pidfile: "{folder}/nsd.pid"
  logfile: "{folder}/nsd.log"
  server-count: 1
remote-control:
  control-enable: no
zone:
  name: bakkerij.example
  zonefile: bakkerij.zone
zone:
  name: molen.example
  zonefile: molen.zone
"""
ZONE = """\
$ORIGIN bakkerij.example.
$TTL 3600
@ SOA ns hostmaster 1 7200 3600 1209600 300
@ NS ns
@ MX 10 Mail
@ TXT "v=spf1 " "-all"
ns A 127.0.0.1
mail A 192.0.2.25
groot TXT {large}
nieuws 60 CNAME elders
elders 120 TXT "over hier"
leeg CNAME mail
weg CNAME nergens
buiten CNAME mail.slager.example.
rond CNAME vierkant
vierkant CNAME rond
heen CNAME terug.molen.example.
"""
OTHER_ZONE = """\
$ORIGIN molen.example.
$TTL 3600
@ SOA ns.bakkerij.example. hostmaster 1 7200 3600 1209600 300
@ NS ns.bakkerij.example.
terug CNAME heen.bakkerij.example.
"""


def _free_port() -> int:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as trial:
        trial.bind(("127.0.0.1", 0))
        port: int = trial.getsockname()[1]
    return port


def _wait_until_it_answers(port: int, log: Path) -> None:
    question = dns.message.make_query("bakkerij.example", "SOA")
    for _ in range(100):
        try:
            dns.query.udp(question, "127.0.0.1", port=port, timeout=0.1)
        except (OSError, dns.exception.Timeout):
            time.sleep(0.05)
        else:
            return
    told = log.read_text(encoding="utf-8") if log.exists() else "no log"
    pytest.fail(f"nsd does not answer: {told[-2000:]}")


@pytest.fixture(scope="session")
def nsd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Start a name server that knows bakkerij.example; gives its address:port."""
    program = shutil.which("nsd", path="/usr/sbin:/usr/bin:/sbin:/usr/local/sbin")
    if program is None:
        pytest.fail("these tests need a name server: apt-get install nsd")
    folder = tmp_path_factory.mktemp("nsd")
    port = _free_port()
    large = " ".join(f'"{letter * 250}"' for letter in "abcdefgh")
    (folder / "bakkerij.zone").write_text(ZONE.format(large=large), encoding="utf-8")
    (folder / "molen.zone").write_text(OTHER_ZONE, encoding="utf-8")
    configuration = folder / "nsd.conf"
    text = CONFIGURATION.format(port=port, folder=folder)
    configuration.write_text(text, encoding="utf-8")
    server = subprocess.Popen([program, "-d", "-c", str(configuration)])  # noqa: S603 - our own configuration
    try:
        _wait_until_it_answers(port, folder / "nsd.log")
        yield f"127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(timeout=10)


@pytest.fixture
def silent() -> Iterator[str]:
    """Give the address:port of a server that never answers."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as deaf:
        deaf.bind(("127.0.0.1", 0))
        yield f"127.0.0.1:{deaf.getsockname()[1]}"


@pytest.fixture
def failing() -> Iterator[str]:
    """Give the address:port of a server that answers SERVFAIL to everything."""
    with _answering(_fail) as server:
        yield server


@pytest.fixture
def truncating() -> Iterator[str]:
    """Give the address:port of a server that says "by TCP", and has none."""
    with _answering(_truncate) as server:
        yield server


def _fail(response: dns.message.Message) -> None:
    response.set_rcode(dns.rcode.SERVFAIL)


def _truncate(response: dns.message.Message) -> None:
    response.flags |= dns.flags.TC


@contextmanager
def _answering(change: Callable[[dns.message.Message], None]) -> Iterator[str]:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as ill:
        ill.bind(("127.0.0.1", 0))
        ill.settimeout(0.1)
        ended = threading.Event()
        thread = threading.Thread(target=_answer_all, args=(ill, ended, change))
        thread.start()
        try:
            yield f"127.0.0.1:{ill.getsockname()[1]}"
        finally:
            ended.set()
            thread.join()


def _answer_all(
    ill: socket.socket,
    ended: threading.Event,
    change: Callable[[dns.message.Message], None],
) -> None:
    while not ended.is_set():
        try:
            asked, sender = ill.recvfrom(4096)
        except TimeoutError:
            continue
        response = dns.message.make_response(dns.message.from_wire(asked))
        change(response)
        ill.sendto(response.to_wire(), sender)
