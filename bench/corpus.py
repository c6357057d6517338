"""Real pairs of versions where they are at hand (``../shared/corpus`` beside the checkout): noise, laws, invariants."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from time import process_time

from diffs.changes import compare
from diffs.clauses import Outline
from diffs.comparison import ChangeClass, Comparison, Label, Op
from diffs.parsing import parse

CORPUS = Path(__file__).parent.parent.parent / "shared" / "corpus"
_SUFFIXES = (".txt", ".raw", ".md")


@dataclass(frozen=True, slots=True)
class Pair:
    """Two successive published states of one text."""

    name: str
    old: Outline
    new: Outline


def pairs(*folders: str) -> Iterator[Pair]:
    """The pairs in a folder of the corpus; none when the corpus is not at hand."""
    for folder in sorted(path for path in CORPUS.joinpath(*folders).glob("*") if path.is_dir()):
        sides = {path.stem: path for path in folder.iterdir() if path.suffix in _SUFFIXES}
        if {"old", "new"} <= sides.keys():
            texts = (sides[side].read_text(encoding="utf-8") for side in ("old", "new"))
            yield Pair(folder.name, *map(parse, texts))


def law(name: str) -> Outline | None:
    """The newer version of a law pair."""
    path = CORPUS / "law_pairs" / name / "new.txt"
    return parse(path.read_text(encoding="utf-8")) if path.exists() else None


@dataclass(frozen=True, slots=True)
class Tally:
    """What came out of comparing one pair, or many added up."""

    name: str
    pairs: int
    clauses: int
    seconds: float
    labels: Counter[str]
    classes: Counter[str]
    broken: tuple[str, ...]
    unexpected: tuple[str, ...]

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            "all",
            self.pairs + other.pairs,
            self.clauses + other.clauses,
            self.seconds + other.seconds,
            self.labels + other.labels,
            self.classes + other.classes,
            self.broken + other.broken,
            self.unexpected + other.unexpected,
        )


def tally(pair: Pair, expected: frozenset[ChangeClass | None] | None = None) -> Tally:
    """Compare a pair both ways; ``expected`` names the classes that nothing may fall out of."""
    started = process_time()
    comparison = compare(pair.old, pair.new)
    seconds = process_time() - started
    unexpected = expected is not None and not _within(comparison, expected)
    return Tally(
        pair.name,
        1,
        len(pair.old.clauses) + len(pair.new.clauses),
        seconds,
        Counter({label.value: number for label, number in comparison.summary.items()}),
        Counter(change.change_class.value for change in comparison.changes if change.change_class),
        tuple(f"{pair.name}: {one}" for one in _broken(pair, comparison)),
        (pair.name,) if unexpected else (),
    )


def _within(comparison: Comparison, expected: frozenset[ChangeClass | None]) -> bool:
    alone = {Label.ADDED, Label.REMOVED}
    return all(change.change_class in expected and not change.labels & alone for change in comparison.changes)


def _broken(pair: Pair, comparison: Comparison) -> Iterator[str]:
    """Promises that a comparison does not keep."""
    for side, outline in (("old", pair.old), ("new", pair.new)):
        stands = Counter(one for change in comparison.changes for one in getattr(change, side))
        if stands != Counter(clause.id for clause in outline.clauses):
            yield f"{side} clauses do not stand in exactly one change each"
        wordings = {clause.id: clause.wording for clause in outline.clauses}
        dropped = Op.INSERT if side == "old" else Op.DELETE
        for change in comparison.changes:
            said = "".join(span.text for span in change.spans if span.op is not dropped)
            if said != "\n".join(wordings[one] for one in getattr(change, side)):
                yield f"{side} spans of {change.id} do not spell the wording"
    forth = {link for change in comparison.changes for link in change.links}
    back = {(one, other) for change in compare(pair.new, pair.old).changes for other, one in change.links}
    if forth != back:
        yield "compared the other way round, other clauses are linked"
    if any(change.labels != {Label.UNCHANGED} for change in compare(pair.new, pair.new).changes):
        yield "the new text differs from itself"
