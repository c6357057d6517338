"""The sample site running: its own small server on loopback, in a thread beside the service."""

import socket
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from types import TracebackType

import uvicorn

from service.samples.catalogue import SamplesError
from service.samples.site import samples_app
from service.samples.timetable import HOST, Timetable

_START_SECONDS = 15.0


def _utc() -> datetime:
    return datetime.now(UTC)


class SampleSite:
    """The sample site at its timetable's port, from ``with`` to its end.

    Entering raises `SamplesError` when the port is taken or the server does not come up. Leaving waits until the
    thread has ended.
    """

    def __init__(self, timetable: Timetable, *, now: Callable[[], datetime] = _utc) -> None:
        self.timetable = timetable
        self._now = now
        self._running: tuple[uvicorn.Server, threading.Thread] | None = None

    def __enter__(self) -> "SampleSite":
        listener = _listen(self.timetable)
        app = samples_app(self.timetable, self._now)
        config = uvicorn.Config(app, log_config=None, access_log=False, ws="none", timeout_graceful_shutdown=2)
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, args=([listener],), name="samples", daemon=True)
        thread.start()
        self._running = server, thread
        if not _came_up(server, thread):
            self._stop()
            listener.close()
            raise SamplesError(f"the sample site did not start on {self.origin} within {_START_SECONDS:.0f} s")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop()

    @property
    def origin(self) -> str:
        """The address of the site, without a slash at the end."""
        return self.timetable.origin

    def _stop(self) -> None:
        if self._running:
            server, thread = self._running
            server.should_exit = True
            thread.join()
            self._running = None


def _came_up(server: uvicorn.Server, thread: threading.Thread) -> bool:
    patience = time.monotonic() + _START_SECONDS
    while not server.started:
        if not thread.is_alive() or time.monotonic() > patience:
            return False
        time.sleep(0.01)
    return True


def _listen(timetable: Timetable) -> socket.socket:
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((HOST, timetable.port))
    except OSError as error:
        listener.close()
        raise SamplesError(
            f"port {timetable.port} of the samples is taken ({error.strerror}): end the program that uses it, "
            f"or write another port into {timetable.path}"
        ) from error
    return listener
