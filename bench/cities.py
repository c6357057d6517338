"""Links between cities' plans beside the correspondences that were written down by reading (``truth/``)."""

import csv
from dataclasses import dataclass
from pathlib import Path

from bench.scoring import Links, Score, scored
from diffs.clauses import Clause, Kind, Outline
from diffs.comparison import Comparison

TRUTH = Path(__file__).parent / "truth"
#: Strengths that are links, and the one that counts neither way.
LINKED, OPEN = frozenset({"same", "template", "reworded", "partly"}), "open"
_NOT_BODY = frozenset({Kind.TABLE_ROW, Kind.TITLE, Kind.SIGNATURE, Kind.COLOPHON, Kind.ATTACHMENT})

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Correspondences:
    """One table of ``truth/``: pairs by strength."""

    strengths: dict[Pair, str]

    @property
    def links(self) -> frozenset[Pair]:
        """Pairs that correspond."""
        return frozenset(pair for pair, strength in self.strengths.items() if strength in LINKED)

    @property
    def open(self) -> frozenset[Pair]:
        """Pairs that count neither way."""
        return frozenset(pair for pair, strength in self.strengths.items() if strength == OPEN)

    def score(self, found: frozenset[Pair]) -> Score:
        """Found pairs beside the true ones, open ones aside."""
        return scored(found - self.open, self.links)

    def recalls(self, found: frozenset[Pair]) -> dict[str, Score]:
        """How many of each strength were found."""
        return {
            name: scored(found & true, true)
            for name in ("same", "template", "reworded", "partly")
            if (true := frozenset(pair for pair, strength in self.strengths.items() if strength == name))
        }


def correspondences(name: str, old: Outline, new: Outline) -> Correspondences:
    """A table of ``truth/``; raises ValueError when a row does not quote the two outlines any more."""
    with (TRUTH / f"{name}.tsv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    sides = (("old", _quoted(old)), ("new", _quoted(new)))
    for row in rows:
        for side, texts in sides:
            if not texts.get(row[side], "").replace("\n", " ").startswith(row[f"{side}_start"]):
                raise ValueError(f"{name}.tsv: {row[side]} is not {row[f'{side}_start']!r}; has the outline changed?")
    return Correspondences({(row["old"], row["new"]): row["strength"] for row in rows})


def _quoted(outline: Outline) -> dict[str, str]:
    texts = {clause.path: clause.text for clause in outline.clauses}
    for clause in outline.clauses:
        texts.update((f"{clause.path}#{at}", sentence) for at, sentence in enumerate(clause.sentences, 1))
    return texts


def disagreements(truth: Correspondences, found: frozenset[Pair]) -> list[str]:
    """Pairs of the truth that were not found and pairs found that are not in it, with their strength."""
    missing = (f"missing {one}..{other} ({truth.strengths[one, other]})" for one, other in truth.links - found)
    extra = found - truth.links - truth.open
    return sorted(missing) + sorted(
        f"too many {one}..{other} ({truth.strengths.get((one, other), 'no pair')})" for one, other in extra
    )


def discrepancies(plan: str) -> frozenset[str]:
    """Rows of a plan's task list that do not say what its body says, by reading."""
    with (TRUTH / "discrepancies.tsv").open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        return frozenset(row["row"] for row in rows if row["plan"] == plan)


def row_links(old: Outline, new: Outline, links: Links) -> frozenset[Pair]:
    """Links by clause id as pairs of row paths."""
    first, second = _rows(old), _rows(new)
    return frozenset((first[one], second[other]) for one, other in links if one in first and other in second)


def _rows(outline: Outline) -> dict[str, str]:
    return {clause.id: clause.path for clause in outline.clauses if clause.kind is Kind.TABLE_ROW}


def sentence_pairs(old: Outline, new: Outline, comparison: Comparison) -> frozenset[Pair]:
    """Linked sentences of the two bodies as pairs ``path#n``."""
    first, second = _bodies(old), _bodies(new)
    return frozenset(
        (f"{first[one]}#{at + 1}", f"{second[other]}#{to + 1}")
        for link in comparison.sentence_links
        for one, at in link.old
        for other, to in link.new
        if one in first and other in second
    )


def _bodies(outline: Outline) -> dict[str, str]:
    return {clause.id: clause.path for clause in outline.clauses if _in_body(clause)}


def _in_body(clause: Clause) -> bool:
    addressing = clause.kind is Kind.FRONT_MATTER and not clause.path.endswith("正文")
    return clause.kind not in _NOT_BODY and not addressing


def as_sentences(outline: Outline) -> list[tuple[str, str]]:
    """Sentences of the body with their names, as units for peers that know clauses only."""
    return [
        (f"{clause.path}#{at}", sentence)
        for clause in outline.clauses
        if _in_body(clause)
        for at, sentence in enumerate(clause.sentences, 1)
    ]
