"""``python -m bench``: how right and how fast, beside the peers in the same run on the same input; ``--json`` for data."""

import argparse
import json
import sys

from rich.console import Console
from rich.progress import Progress

from bench.report import Row, as_data, show
from bench.tasks import TASKS, Scope

USUAL = Scope(runs=9, seeds=(1, 2), sizes=(1_000, 2_000, 4_000, 8_000, 12_000))
FULL = Scope(
    runs=15,
    seeds=(1, 2, 3, 4, 5),
    sizes=(1_000, 2_000, 4_000, 8_000, 12_000, 16_000, 32_000, 45_000),
    one_by_one=True,
    copies=40,
    seconds=30,
)
LEFT_OUT = (
    "three of five copies of each amended text, each real pair and each wrong link by itself, "
    "alignment of 16,000 to 45,000 clauses (make bench ARGS=--full)"
)


def main() -> int:
    """Measure, print the tables on stdout (or JSON), and answer with the exit code."""
    arguments = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    arguments.add_argument("--json", action="store_true", help="print the rows as JSON")
    arguments.add_argument(
        "--full", action="store_true", help="more copies of each text, alignment up to 45,000 clauses"
    )
    arguments.add_argument(
        "--only", action="append", choices=list(TASKS), metavar="TASK", help=f"one of {', '.join(TASKS)}"
    )
    chosen = arguments.parse_args()
    names = chosen.only or list(TASKS)
    rows = _rows(names, FULL if chosen.full else USUAL)
    left_out = [] if chosen.full else [LEFT_OUT]
    left_out += [f"task {name}" for name in TASKS if name not in names]
    if chosen.json:
        json.dump({"rows": as_data(rows), "left_out": left_out}, sys.stdout, ensure_ascii=False, indent=1)
        print()
    else:
        show(Console(width=120 if not sys.stdout.isatty() else None), rows, left_out)
    return 0


def _rows(names: list[str], scope: Scope) -> list[Row]:
    rows: list[Row] = []
    with Progress(console=Console(stderr=True), transient=True) as progress:
        going = progress.add_task("measuring", total=len(names))
        for name in names:
            progress.update(going, description=name)
            for row in TASKS[name](scope):
                rows.append(row)
                progress.update(going, description=f"{name}: {row.tool}")
            progress.advance(going)
    return rows


if __name__ == "__main__":
    raise SystemExit(main())
