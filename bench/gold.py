"""Outlines beside those checked by hand, where they are at hand (``../shared/gold`` beside the checkout)."""

import json
from dataclasses import dataclass
from pathlib import Path

from bench.speed import sample
from diffs.clauses import Clause, Outline

GOLD = Path(__file__).parent.parent.parent / "shared" / "gold"


@dataclass(frozen=True, slots=True)
class OutlineScore:
    """Clauses that are right among those of the gold outline, field by field, and clauses too many."""

    clauses: int
    right: dict[str, int]
    surplus: int

    @property
    def perfect(self) -> bool:
        """Everything right and nothing too much."""
        return not self.surplus and all(count == self.clauses for count in self.right.values())


def outline_scores() -> dict[str, OutlineScore]:
    """One score per gold outline of a sample; empty when none is at hand."""
    return {path.stem: _score(path, sample(path.stem)) for path in sorted(GOLD.glob("*.json"))}


def _score(path: Path, outline: Outline) -> OutlineScore:
    gold = json.loads(path.read_text(encoding="utf-8"))["clauses"]
    found = {clause.path: clause for clause in outline.clauses}
    paths = {clause.id: clause.path for clause in outline.clauses}
    right = dict.fromkeys(("path", "order", "kind", "level", "parent", "marker", "heading", "text", "sentences"), 0)
    order = [clause.path for clause in outline.clauses]
    for at, one in enumerate(gold):
        clause = found.get(one["id"])
        if clause is None:
            continue
        for name, good in _fields(one, clause, paths).items():
            right[name] += good
        right["path"] += 1
        right["order"] += at < len(order) and order[at] == one["id"]
    return OutlineScore(len(gold), right, len(found.keys() - {one["id"] for one in gold}))


def _fields(gold: dict[str, object], clause: Clause, paths: dict[str, str]) -> dict[str, bool]:
    sentences = gold.get("sentences")
    return {
        "kind": clause.kind.value == gold["kind"],
        "level": clause.level == gold["level"],
        "parent": (paths.get(clause.parent) if clause.parent else None) == gold["parent"],
        "marker": clause.marker == gold["marker"],
        "heading": (clause.heading, clause.heading_sep) == (gold["heading"], gold["heading_sep"]),
        "text": clause.text == gold["text"],
        "sentences": sentences is None or list(clause.sentences) == sentences,
    }
