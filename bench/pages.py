"""The comparison page from the cache under a fixed rate: two cities' plans, and two laws of 250 articles."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from bench import speed
from bench.loads import loaded, served, settings_of
from bench.report import OURS, Row
from bench.searching import add
from diffs.clauses import Outline
from service.house import House, open_house

#: Requests a second, and how long the slowest of a hundred may take.
RATE, MOST = 3, 500.0


def pages(seconds: int) -> Iterator[Row]:
    """Each page asked for once, so that its comparison is kept, and then under load."""
    with TemporaryDirectory() as folder:
        place = Path(folder)
        with open_house(settings_of(place)) as house:
            paths = dict(_paths(house))
        with served(place) as (port, process):
            for name, path in paths.items():
                loaded(port, process, [path], RATE)
                yield _row(name, path, port, process, seconds)


def _paths(house: House) -> Iterator[tuple[str, str]]:
    plans = [speed.sample(name) for name in ("shenyang-2022-plan", "chengdu-2022-plan")]
    yield "shenyang..chengdu across", f"/comparisons/{_stored(house, plans)}?across=true"
    law = speed.statute(250)
    yield "two laws of 250 articles", f"/comparisons/{_stored(house, [law, speed.amended_statute(250).outline])}"


def _stored(house: House, outlines: list[Outline]) -> str:
    """The pair of versions that two outlines were stored as."""
    return "..".join(house.database.run(lambda session, one=one: add(session, one, 0)) for one in outlines)


def _row(name: str, path: str, port: int, process: int, seconds: int) -> Row:
    load = loaded(port, process, [path] * (RATE * seconds), RATE)
    return Row(
        f"cached comparison page under {RATE} requests a second",
        f"{OURS}, {name}",
        milliseconds=load.processor,
        wall=load.slow,
        target=f"p99 ≤ {MOST:.0f} ms",
        met=load.slow <= MOST,
        found=f"{load.said}; {len(load.bodies[0]) / 1000:.0f} kB",
    )
