"""The database: sessions that read, sessions that write, and whole write units that are run again when they must."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from secrets import SystemRandom
from typing import Final, TypeVar

from sqlalchemy.exc import DBAPIError
from sqlmodel import Session

from storage import engine as engines
from storage.migrations import pending, upgrade

__all__ = ["Database", "pending", "upgrade"]

T = TypeVar("T")

#: How often a write unit is run again, and the longest first pause in seconds; each further one may be twice as long.
RERUNS: Final = 5
PAUSE: Final = 0.05

_random = SystemRandom()


class Database:
    """One SQLite file or PostgreSQL database. Safe to share between threads; sessions are not.

    ``url`` is ``sqlite:///path`` or ``postgresql://…``; anything else is a ``DatabaseUrlError``.
    """

    def __init__(self, url: str) -> None:
        self._engine = engines.connect(engines.read_url(url))
        self._reader = engines.reader(self._engine)
        self._writer = engines.writer(self._engine)

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session that sees one state of the database throughout, waits for no writer and can write nothing."""
        with Session(self._reader, autoflush=False) as session:
            yield session

    @contextmanager
    def write(self) -> Iterator[Session]:
        """A session that may write: committed at the end, rolled back on any exception.

        On SQLite the write lock is taken with the first statement, so that a read before a write cannot be stale.
        """
        with Session(self._writer, expire_on_commit=False) as session, session.begin():
            yield session

    def run(self, unit: Callable[[Session], T]) -> T:
        """Do a whole write unit and commit it; do it again, from the start, when another transaction got in its way.

        At most five reruns with a random pause, on SQLite's BUSY and PostgreSQL's 40001 and 40P01. ``unit`` must keep
        its hands off everything but the session.
        """
        for rerun in range(RERUNS):
            try:
                return self._once(unit)
            except DBAPIError as error:
                if not engines.may_be_rerun(error):
                    raise
            time.sleep(_random.uniform(0, PAUSE * 2**rerun))
        return self._once(unit)

    def dispose(self) -> None:
        """Close the connections that are not in use."""
        self._engine.dispose()

    def _once(self, unit: Callable[[Session], T]) -> T:
        with self.write() as session:
            return unit(session)
