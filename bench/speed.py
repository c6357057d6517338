"""The inputs whose time counts, and functions to time them in a process of their own."""

import functools
from pathlib import Path

from bench.amended import Amended, amended
from bench.measures import measured, resident
from bench.scoring import link_score
from bench.statutes import made_statute
from diffs.aligning.alignment import align
from diffs.changes import compare
from diffs.clauses import Outline
from diffs.parsing import parse
from diffs.trees import tree_of

SAMPLES = Path(__file__).parent.parent / "samples"


@functools.cache
def sample(name: str) -> Outline:
    """The outline of a sample text."""
    return parse(sample_text(name))


@functools.cache
def sample_text(name: str) -> str:
    """A sample text."""
    return (SAMPLES / f"{name}.txt").read_text(encoding="utf-8")


def names() -> list[str]:
    """The samples in order."""
    return sorted(path.stem for path in SAMPLES.glob("*.txt"))


@functools.cache
def statute(articles: int) -> Outline:
    """A statute made of the samples' phrases."""
    return parse(made_statute([sample(name) for name in names()], articles, articles))


@functools.cache
def amended_statute(articles: int, share: float = 1 / 3, seed: int = 1) -> Amended:
    """That statute amended; what is new in it comes from another one."""
    return amended(statute(articles), share, seed, lender())


@functools.cache
def lender() -> Outline:
    """A made statute that shares no phrase with the others: it lends what is new in their amended copies."""
    return parse(made_statute([sample(name) for name in names()], 90, 2, lends=True))


def cities_time(runs: int) -> dict[str, float]:
    """Milliseconds of shenyang..chengdu across."""
    return _time(lambda: compare(sample("shenyang-2022-plan"), sample("chengdu-2022-plan"), across=True), runs)


def statutes_time(articles: int, runs: int) -> dict[str, float]:
    """Milliseconds of a statute and its amended copy."""
    old, new = statute(articles), amended_statute(articles).outline
    return _time(lambda: compare(old, new), runs)


def _time(call: object, runs: int) -> dict[str, float]:
    best = measured(call, runs)  # type: ignore[arg-type]
    return {"wall": best.milliseconds, "processor": best.processor}


def alignment_alone(clauses: int) -> dict[str, float]:
    """Time, memory and quality of aligning two texts of about so many clauses (no spans, no signals)."""
    old = statute(round(clauses / 1.95))
    copy = amended_statute(round(clauses / 1.95))
    before = resident()
    found: list[frozenset[tuple[str, str]]] = []

    def once() -> None:
        first, second = tree_of(old), tree_of(copy.outline)
        groups = align(first, second).groups
        found[:] = [
            frozenset(
                (old.clauses[one].id, copy.outline.clauses[other].id)
                for group in groups
                for one in group.old
                for other in group.new
            )
        ]

    import time

    wall, processor = time.perf_counter(), time.process_time()
    once()
    return {
        "wall": (time.perf_counter() - wall) * 1000,
        "processor": (time.process_time() - processor) * 1000,
        "clauses": len(old.clauses),
        "f1": link_score(old, copy, found[0]).f1,
        "resident": resident(),
        "before": before,
    }
