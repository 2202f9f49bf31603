"""The connection: opened in the process that uses it, SQLite or PostgreSQL.

SQLite runs with a write-ahead log, so that readers never wait for a writer, and
every write begins as one (BEGIN IMMEDIATE): a transaction that reads first and
writes later would be refused when another wrote in between. Who waits for SQLite's
one writer only looks again from time to time, and the latest may well be first; so
the threads of a process line up before they ask, and wake at once. What was written
lies on the disk when the transaction ends (synchronous FULL): with a log, NORMAL
would lose the last questions when the power fails, though they were accepted.

The file is its owner's alone, whatever the umask of who starts the program; what
SQLite lays beside it takes over its mode.
"""

from __future__ import annotations

import os
import stat
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import DisconnectionError, SQLAlchemyError
from sqlalchemy.pool import ConnectionPoolEntry, PoolProxiedConnection

from assistant.errors import StoreError

BUSY_TIMEOUT_MS = 10_000  # how long a writer waits for another
KEPT_OPEN = 16  # connections of SQLite
MOST_OPEN = 96  # of them, for that many threads at most
CACHE_KIB = 512  # of each: the system keeps the file in memory anyway
MOST_SERVED = 20  # connections of PostgreSQL; to open one costs more than to keep it
TRIED_AFTER_S = 5.0  # PostgreSQL's, unused: it may have gone meanwhile
OWNERS_ALONE = 0o600
IN_MEMORY = ":memory:"
_LAID_BY = "bezorgd_laid_by"
_WRITES = "bezorgd_writes"
_POSTGRESQL = ("postgres", "postgresql", "postgresql+psycopg")
_EXPECTED = "BEZORGD_DATABASE: expected sqlite:///FILE or postgresql://USER@HOST/NAME"


class Database:
    """One database; a fork opens its own connections."""

    def __init__(self, url: str) -> None:
        self.url = parse_url(url)
        self._lock = threading.Lock()
        self._engine: Engine | None = None
        self._process = 0
        self._line = threading.Lock()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Statements that only read, each as of its own moment.

        PostgreSQL gives no more within a transaction (READ COMMITTED), so none is
        begun there: it would take two questions more for each that is asked.
        """
        with _told(), self._open().connect() as plain:
            connection = plain
            if plain.dialect.name == "postgresql":
                connection = plain.execution_options(isolation_level="AUTOCOMMIT")
            with connection.begin():
                yield connection

    @contextmanager
    def snapshot(self) -> Iterator[Connection]:
        """A transaction that only reads, all of it as of one moment."""
        with _told(), self._open().connect() as plain:
            connection = plain
            if plain.dialect.name == "postgresql":
                connection = plain.execution_options(isolation_level="REPEATABLE READ")
            with connection.begin():
                yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that writes; kept when it ends well."""
        engine = self._open()
        alone = engine.dialect.name == "sqlite"
        with _told(), self._in_line(alone=alone), engine.connect() as plain:
            connection = plain.execution_options(**{_WRITES: True})
            with connection.begin():
                yield connection

    def close(self) -> None:
        """Close what this process has open."""
        with self._lock:
            if self._engine is not None and self._process == os.getpid():
                self._engine.dispose()
            self._engine = None

    @contextmanager
    def _in_line(self, *, alone: bool) -> Iterator[None]:
        """Wait until no other thread writes; who waits too long asks anyway."""
        line = self._line
        ours = alone and line.acquire(timeout=BUSY_TIMEOUT_MS / 1000)
        try:
            yield
        finally:
            if ours:
                line.release()

    def _open(self) -> Engine:
        with self._lock:
            if self._engine is None or self._process != os.getpid():
                # An engine from before a fork is left alone, not closed: its
                # connections belong to the parent.
                self._engine, self._process = _engine(self.url), os.getpid()
                self._line = threading.Lock()
            return self._engine


def one_at_a_time(connection: Connection, name: str) -> None:
    """Let those who work at the same name wait for one another.

    SQLite has one writer at a time; PostgreSQL would let two look for the same
    row, find none, and both write it.
    """
    if connection.dialect.name == "postgresql":
        wanted = text("SELECT pg_advisory_xact_lock(825043, hashtext(:name))")
        connection.execute(wanted, {"name": name})


def storable(written: str) -> str:
    """A text as every database takes it: no NUL, no half of a character."""
    return written.replace("\x00", "").encode("utf-8", "replace").decode("utf-8")


def parse_url(url: str) -> URL:
    """Read a database's address.

    Raises:
        StoreError: When it is none.
    """
    try:
        made = make_url(url)
    except SQLAlchemyError as error:
        raise StoreError(_EXPECTED) from error
    if made.drivername in _POSTGRESQL:
        return made.set(drivername="postgresql+psycopg")
    if made.drivername != "sqlite":
        raise StoreError(_EXPECTED)
    return made


@contextmanager
def _told() -> Iterator[None]:
    # A database's own message quotes what was to be stored; ours does not.
    try:
        yield
    except SQLAlchemyError as error:
        reason = type(getattr(error, "orig", None) or error).__name__
        msg = f"the database refused its work: {reason}"
        raise StoreError(msg) from error


def _engine(url: URL) -> Engine:
    if url.drivername != "sqlite":
        try:
            engine = create_engine(url, pool_size=MOST_SERVED, max_overflow=0)
        except ModuleNotFoundError as error:
            msg = "BEZORGD_DATABASE: expected bezorgd[postgresql] to be installed"
            raise StoreError(msg) from error
        event.listen(engine, "checkin", _lay_by)
        event.listen(engine, "checkout", _try_out)
        return engine
    if url.database and url.database != IN_MEMORY:
        _keep_private(Path(url.database))
    over = MOST_OPEN - KEPT_OPEN
    engine = create_engine(url, pool_size=KEPT_OPEN, max_overflow=over)
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _keep_private(file: Path) -> None:
    """Let the file, new or old, be its owner's alone.

    One that is there is never opened here: closing it again would drop every lock
    that SQLite holds on it in this process (POSIX), and the file would break.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    new = os.O_RDWR | os.O_CREAT | os.O_EXCL
    with suppress(OSError):  # it is there; of what is wrong SQLite tells
        os.close(os.open(file, new, OWNERS_ALONE))
    for suffix in ("", "-wal", "-shm"):
        with suppress(OSError):  # it is not there, or another's
            one = file.with_name(file.name + suffix)
            mode = stat.S_IMODE(one.stat().st_mode)
            if mode & ~OWNERS_ALONE:
                one.chmod(mode & OWNERS_ALONE)


def _lay_by(connection: object, record: ConnectionPoolEntry) -> None:
    record.info[_LAID_BY] = time.monotonic()


def _try_out(
    connection: Any,  # noqa: ANN401 - a driver's
    record: ConnectionPoolEntry,
    proxy: PoolProxiedConnection,
) -> None:
    """Ask a connection that lay by for long whether the server still knows it."""
    laid_by = record.info.get(_LAID_BY)
    if laid_by is None or time.monotonic() - laid_by < TRIED_AFTER_S:
        return
    try:
        connection.execute("SELECT 1")
        connection.rollback()
    except connection.Error as error:
        raise DisconnectionError from error  # another is opened in its place


def _prepare(connection: Any, record: object) -> None:  # noqa: ANN401 - a driver's
    connection.isolation_level = None  # we begin transactions ourselves
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA synchronous = FULL")
    cursor.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.execute("PRAGMA secure_delete = ON")  # what is deleted is overwritten
    cursor.close()


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get(_WRITES)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
