"""Where a list stands beside the body: rows that changed their place, and sentences that no row repeats."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence

from diffs.assignment import heaviest_increasing
from diffs.checking.measures import HEADING, Row, Unit

#: A table belongs to the deepest section that holds this share of its rows' sentences.
_BELONGS = 0.8
#: A section is listed when this share of its sentences, and two at least, stand in rows.
_LISTED = 0.5
#: What announces the measures below it is none.
_LEADS = ("以下", "如下")


def moved_rows(
    rows: Sequence[Row], places: Mapping[int, Unit], order: Mapping[int, int], above: list[list[int]]
) -> set[int]:
    """Rows out of their table's order, or in another table than their section's.

    ``places`` holds the first body sentence of each linked row, ``order`` its offset; ``above`` what stands above each clause.
    """
    tables: dict[str | None, list[int]] = defaultdict(list)
    for number in places:
        tables[rows[number].clause.parent].append(number)
    moved: set[int] = set()
    for numbers in tables.values():
        items = [(order[number] * len(rows) + number, 1 + len(rows[number].key)) for number in numbers]
        kept = heaviest_increasing(items)
        moved.update(number for at, number in enumerate(numbers) if at not in kept)
        moved.update(_strangers(numbers, places, above))
    return moved


def _strangers(numbers: Sequence[int], places: Mapping[int, Unit], above: list[list[int]]) -> list[int]:
    """Rows whose sentence stands outside the section that most rows of their table belong to."""
    chains = {number: [*above[places[number].at], places[number].at] for number in numbers}
    counts = Counter(at for chain in chains.values() for at in chain)
    holding = [at for at, count in counts.items() if count >= _BELONGS * len(numbers)]
    home = max(holding, key=lambda at: (len(above[at]), -at), default=None)
    return [] if home is None else [number for number in numbers if home not in chains[number]]


def unlisted(
    body: Sequence[Unit], linked: Collection[int], repeated: Collection[str], above: list[list[int]]
) -> list[Unit]:
    """Sentences without a row inside sections whose measures are listed; introductions and headings are none.

    ``linked`` holds offsets of ``body``, ``repeated`` keys that some row says.
    """
    measures = [at for at, unit in enumerate(body) if not unit.loose and not _leads(unit)]
    counts: dict[int, list[int]] = defaultdict(lambda: [0, 0])
    for at in measures:
        for section in (*above[body[at].at], body[at].at):
            counts[section][0] += 1
            counts[section][1] += at in linked
    listed = {section for section, (total, found) in counts.items() if found >= 2 and found >= _LISTED * total}
    return [
        body[at]
        for at in measures
        if at not in linked
        and body[at].bare not in repeated
        and any(section in listed for section in (*above[body[at].at], body[at].at))
    ]


def _leads(unit: Unit) -> bool:
    """Whether a sentence only announces what follows."""
    opens = unit.key.endswith(":") or any(word in unit.key[-12:] for word in _LEADS)
    return opens and unit.sentence != HEADING
