"""``python -m bench``: parse and compare the samples beside the peers, in one table with ratios; ``--json`` for data."""

import argparse
import json
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bench.amended import amended
from bench.measures import measured
from bench.peers import PEERS
from diffs.changes import compare
from diffs.clauses import Outline
from diffs.parsing import parse

SAMPLES = Path(__file__).parent.parent / "samples"
#: Old and new sample with whether they are compared across two places.
PAIRS = (("shenyang-2022-plan", "chengdu-2022-plan", True), ("shanghai-2021-plan", "shenyang-2022-plan", True))
#: Samples that are compared with an amended copy of themselves, a third of the clauses touched.
AMENDED = ("yubei-draft-plan", "shenyang-ftz-2017-plan")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: ``ratio`` is its time over that of this project's comparison of the same texts."""

    task: str
    tool: str
    milliseconds: float
    megabytes: float
    ratio: float | None
    found: str


def main() -> int:
    """Measure, print one table on stdout (or JSON), and answer with the exit code."""
    arguments = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    arguments.add_argument("--json", action="store_true", help="print the rows as JSON")
    arguments.add_argument("--runs", type=int, default=5, help="warm runs, of which the best counts (default 5)")
    chosen = arguments.parse_args()
    if chosen.runs < 1:
        arguments.error("--runs must be 1 or more")
    rows = list(_rows(chosen.runs))
    if chosen.json:
        json.dump([asdict(row) for row in rows], sys.stdout, ensure_ascii=False, indent=1)
        print()
    else:
        Console(width=120 if not sys.stdout.isatty() else None).print(_table(rows))
    return 0


def _rows(runs: int) -> Iterator[Row]:
    texts = {path.stem: path.read_text(encoding="utf-8") for path in sorted(SAMPLES.glob("*.txt"))}
    outlines = {name: parse(text) for name, text in texts.items()}
    for name, text in texts.items():
        measure = measured(partial(parse, text), runs)
        found = f"{len(outlines[name].clauses)} clauses of {len(text)} characters"
        yield Row(f"parse {name}", "clausewatch", measure.milliseconds, measure.megabytes, None, found)
    for old, new, across in PAIRS:
        yield from _compared(f"{old} .. {new}", outlines[old], outlines[new], (texts[old], texts[new]), across, runs)
    for name in AMENDED:
        copy = amended(outlines[name], 1 / 3, 1, outlines["chengdu-2022-plan"]).outline
        yield from _compared(f"{name} .. amended", outlines[name], copy, (texts[name], _text(copy)), False, runs)


def _compared(task: str, old: Outline, new: Outline, texts: tuple[str, str], across: bool, runs: int) -> Iterator[Row]:
    ours = measured(partial(compare, old, new, across=across), runs)
    comparison = compare(old, new, across=across)
    found = ", ".join(f"{count} {label}" for label, count in comparison.summary.items())
    yield Row(task, "clausewatch", ours.milliseconds, ours.megabytes, 1.0, found)
    for name, peer in PEERS.items():
        measure = measured(partial(peer, *texts), min(runs, 2))
        ratio = measure.milliseconds / ours.milliseconds
        yield Row(task, name, measure.milliseconds, measure.megabytes, ratio, f"{peer(*texts)} differing runs")


def _text(outline: Outline) -> str:
    return "\n".join(f"{clause.marker}{clause.wording}" for clause in outline.clauses)


def _table(rows: list[Row]) -> Table:
    table = Table("task", "tool", title="Parsing and comparing the samples (best of the warm runs)")
    for heading in ("ms", "peak MB", "times ours"):
        table.add_column(heading, justify="right")
    table.add_column("found")
    task = None
    for row in rows:
        if task not in (None, row.task) and row.ratio == 1.0:
            table.add_section()
        ratio = f"{row.ratio:.2f}" if row.ratio is not None else ""
        shown = row.task if row.task != task else ""
        table.add_row(shown, row.tool, f"{row.milliseconds:.1f}", f"{row.megabytes:.1f}", ratio, row.found)
        task = row.task
    return table


if __name__ == "__main__":
    raise SystemExit(main())
