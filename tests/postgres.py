"""A PostgreSQL server of the tests' own: in a folder, on a socket, without fsync."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import psycopg

USER = "postgres"
WITHIN_S = 60.0
_FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


@dataclass(frozen=True, slots=True)
class Postgres:
    """A running server; databases in it are made and thrown away."""

    folder: Path
    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def url(self, name: str) -> str:
        """The address of a database, as an operator would set it."""
        return f"postgresql://{USER}@/{name}?host={self.folder}"

    def make(self) -> str:
        """Make an empty database, and give its name."""
        name = f"test_{os.getpid()}_{next(self.numbers)}"
        self.tell(f"CREATE DATABASE {name}")
        return name

    def drop(self, name: str) -> None:
        """Throw a database away, with whoever is connected to it."""
        self.tell(f"DROP DATABASE {name} WITH (FORCE)")

    def tell(self, order: str, name: str = "postgres") -> None:
        """Give one order, in a database."""
        place = f"host={self.folder} user={USER} dbname={name}"
        with psycopg.connect(place, autocommit=True) as connection:
            connection.execute(order.encode("utf-8"))


@contextmanager
def postgres() -> Iterator[Postgres]:
    """Start a server, and stop it when the tests are over."""
    programs = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    folder = Path(tempfile.mkdtemp(prefix="pg-"))
    # It refuses to run as root, and then runs as the user that Debian made.
    owner = USER if os.geteuid() == 0 else None
    if owner:
        shutil.chown(folder, USER)
    data, bin_ = folder / "data", programs[-1].parent
    run = {"user": owner, "cwd": folder, "stdout": subprocess.DEVNULL}
    order = [bin_ / "initdb", "-D", data, "-U", USER, "-E", "UTF8", "--locale=C"]
    subprocess.run([*order, "--no-sync", "-A", "trust"], check=True, **run)  # type: ignore[call-overload] # noqa: S603 - our own words, the same for both
    options = [word for one in _FAST for word in ("-c", one)]
    order = [bin_ / "postgres", "-D", data, "-k", folder, "-c", "listen_addresses="]
    server: subprocess.Popen[bytes] = subprocess.Popen(  # type: ignore[call-overload] # noqa: S603 - as above
        [*order, *options], stderr=subprocess.DEVNULL, **run
    )
    try:
        made = Postgres(folder)
        _wait(made, server)
        yield made
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(WITHIN_S)
        shutil.rmtree(folder, ignore_errors=True)


def _wait(made: Postgres, server: subprocess.Popen[bytes]) -> None:
    last = time.monotonic() + WITHIN_S
    while time.monotonic() < last and server.poll() is None:
        try:
            psycopg.connect(f"host={made.folder} user={USER} dbname=postgres").close()
        except psycopg.OperationalError:
            time.sleep(0.05)
        else:
            return
    msg = f"no server at {made.folder}"
    raise RuntimeError(msg)
