"""Time, processor time and peak memory of one call, here or in a process of its own."""

import gc
import json
import subprocess
import sys
import time
import tracemalloc
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")
_ROOT = Path(__file__).parent.parent
#: Milliseconds below which a call is timed more than once.
_SOON = 200


@dataclass(frozen=True, slots=True)
class Measure:
    """The best of several warm runs in milliseconds: by the clock, and of this process's processor time."""

    milliseconds: float
    processor: float


def measured(call: Callable[[], object], runs: int = 5) -> Measure:
    """Run once cold, then ``runs`` times for the clocks, with collection between the runs."""
    call()
    walls, processors = [], []
    for _ in range(runs):
        gc.collect()
        wall, processor = time.perf_counter(), time.process_time()
        call()
        walls.append(time.perf_counter() - wall)
        processors.append(time.process_time() - processor)
    return Measure(min(walls) * 1000, min(processors) * 1000)


def raced(call: Callable[[], T], runs: int = 5) -> tuple[T, Measure]:
    """The value of a call and the best of several times; of one time where that is long enough to tell."""
    value, best = timed(call)
    for _ in range(runs - 1 if best.processor < _SOON else 0):
        _, its = timed(call)
        best = Measure(min(best.milliseconds, its.milliseconds), min(best.processor, its.processor))
    return value, best


def timed(call: Callable[[], T]) -> tuple[T, Measure]:
    """The value of one call and its time."""
    gc.collect()
    wall, processor = time.perf_counter(), time.process_time()
    value = call()
    return value, Measure((time.perf_counter() - wall) * 1000, (time.process_time() - processor) * 1000)


def peak(call: Callable[[], object]) -> float:
    """Megabytes that Python allocated at most during one call."""
    gc.collect()
    tracemalloc.start()
    call()
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return most / 1_000_000


def resident() -> float:
    """The most megabytes this process ever held in memory, the interpreter included."""
    import resource

    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / 1_000_000 if sys.platform == "darwin" else most / 1000


def apart(function: str, *arguments: object) -> dict[str, float]:
    """What ``module:function`` of this package answers in a fresh process."""
    module, _, name = function.partition(":")
    code = f"import json\nfrom {module} import {name}\nprint(json.dumps({name}(*{arguments!r})))"
    done = subprocess.run([sys.executable, "-c", code], cwd=_ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{function}{arguments} failed: {done.stderr.strip().splitlines()[-1:]}")
    answer: dict[str, float] = json.loads(done.stdout)
    return answer
