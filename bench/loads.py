"""A service of its own process under requests sent on the clock, whatever the answers take."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from service.house import open_house
from service.settings import Settings, load_settings

_ROOT = Path(__file__).parent.parent
_SERVE = "import sys; from bench.loads import serve; serve(sys.argv[1], int(sys.argv[2]))"


@dataclass(frozen=True, slots=True)
class Load:
    """Milliseconds by the clock of the median and of the slowest of a hundred, of processor time a request."""

    median: float
    slow: float
    processor: float | None
    bodies: tuple[bytes, ...]

    @property
    def said(self) -> str:
        """Both times in words."""
        return f"p50 {self.median:.0f} ms, p99 {self.slow:.0f} ms by the clock"


def loaded(port: int, process: int, paths: Sequence[str], rate: int) -> Load:
    """So many requests a second, each measured from when it was due, so that waiting for a thread counts."""
    before = _processor(process)
    begun = time.monotonic() + 0.2
    with ThreadPoolExecutor(32) as pool:
        asked = [pool.submit(_ask, port, path, begun + at / rate) for at, path in enumerate(paths)]
        answers = [one.result() for one in asked]
    after = _processor(process)
    times = sorted(taken for taken, _ in answers)
    spent = (after - before) / len(answers) if before is not None and after is not None else None
    return Load(times[len(times) // 2], times[len(times) * 99 // 100], spent, tuple(body for _, body in answers))


def _ask(port: int, path: str, due: float) -> tuple[float, bytes]:
    time.sleep(max(0.0, due - time.monotonic()))
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=30) as answer:
        body = answer.read()
    return (time.monotonic() - due) * 1000, body


def _processor(process: int) -> float | None:
    """Milliseconds of processor time that a process has had, where the system tells."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    except OSError:
        return None
    return (int(fields[11]) + int(fields[12])) * 1000 / os.sysconf("SC_CLK_TCK")


@contextmanager
def served(folder: Path) -> Iterator[tuple[int, int]]:
    """The web application over a store, in a process of its own; gives its port and process id."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    process = subprocess.Popen([sys.executable, "-c", _SERVE, str(folder), str(port)], cwd=_ROOT)
    try:
        _wait(port)
        yield port, process.pid
    finally:
        process.terminate()
        process.wait(timeout=20)


def serve(folder: str, port: int) -> None:
    """Serve a store until terminated; runs in the child."""
    import uvicorn

    from service.app import create_app

    with open_house(settings_of(Path(folder))) as house:
        uvicorn.run(create_app(house), host="127.0.0.1", port=port, log_level="critical")


def settings_of(folder: Path) -> Settings:
    """The settings of a service over one data folder, whatever the environment says."""
    return load_settings(environment={}, data=folder)


def _wait(port: int) -> None:
    for _ in range(200):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/api/v1/health", timeout=5).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError("the service did not start")
