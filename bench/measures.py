"""Time and peak memory of one call."""

import gc
import time
import tracemalloc
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Measure:
    """The best of several warm runs in milliseconds, and the peak of traced memory in megabytes."""

    milliseconds: float
    megabytes: float


def measured(call: Callable[[], object], runs: int = 5) -> Measure:
    """Run once cold under memory tracing, then ``runs`` times for the clock, with collection between the runs."""
    gc.collect()
    tracemalloc.start()
    call()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    times = []
    for _ in range(runs):
        gc.collect()
        start = time.perf_counter()
        call()
        times.append(time.perf_counter() - start)
    return Measure(min(times) * 1000, peak / 1_000_000)
