"""Comparisons read back from the JSON they were kept as: the inverse of ``service.schemas.comparison_json``."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from diffs.comparison import (
    Agreement,
    Change,
    ChangeClass,
    Comparison,
    Digest,
    Direction,
    Evidence,
    Label,
    Op,
    Reason,
    Related,
    SentenceLink,
    SentenceRef,
    Signal,
    SignalKind,
    Span,
    Substitution,
    Tier,
)
from service.outlines import facts_from_json

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class KeptChange:
    """A change that is read back only where it is wanted; ``old`` and ``new`` are its clause ids."""

    row: Json

    @property
    def old(self) -> tuple[str, ...]:
        """Ids of the old text."""
        return tuple(self.row["old"])

    @property
    def new(self) -> tuple[str, ...]:
        """Ids of the new text."""
        return tuple(self.row["new"])


def comparison_from_json(row: Json) -> Comparison:
    """The comparison that a JSON object tells; similarities are as rounded there, to four digits."""
    return Comparison(
        algorithm=row["algorithm"],
        across=row["across"],
        old=facts_from_json(row["old"]),
        new=facts_from_json(row["new"]),
        summary={Label(word): count for word, count in row["summary"].items()},
        digest=Digest(**row["digest"]),
        changes=tuple(change_from_json(one) for one in row["changes"]),
        sentence_links=tuple(_sentence_link(one) for one in row["sentence_links"]),
        related=tuple(
            Related(one["old"], one["new"], one["similarity"], Reason(one["reason"])) for one in row["related"]
        ),
        substitutions=tuple(Substitution(**one) for one in row["substitutions"]),
    )


def change_from_json(row: Json) -> Change:
    """The change that a JSON object tells."""
    return Change(
        id=row["id"],
        labels=_labels(row["labels"]),
        change_class=ChangeClass(row["class"]) if row["class"] else None,
        old=tuple(row["old"]),
        new=tuple(row["new"]),
        old_path=tuple(row["old_path"]),
        new_path=tuple(row["new_path"]),
        links=tuple((old, new) for old, new in row["links"]),
        similarity=row["similarity"],
        tier=Tier(row["tier"]) if row["tier"] else None,
        reasons=tuple(map(Reason, row["reasons"])),
        degraded=row["degraded"],
        spans=tuple(Span(Op(op), text) for op, text in row["spans"]),
        signals=tuple(_signal(one) for one in row["signals"]),
        evidence=_evidence(row["evidence"]) if row["evidence"] else None,
        counted=row["counted"],
    )


def _signal(row: Json) -> Signal:
    direction = Direction(row["direction"]) if row["direction"] else None
    return Signal(SignalKind(row["kind"]), row["old"], row["new"], direction)


def _evidence(row: Json) -> Evidence:
    agreement = Agreement(row["agreement"]) if row["agreement"] else None
    return Evidence(_refs(row["old"]), _refs(row["new"]), agreement)


def _sentence_link(row: Json) -> SentenceLink:
    return SentenceLink(_refs(row["old"]), _refs(row["new"]), _labels(row["labels"]))


def _labels(words: Sequence[str]) -> frozenset[Label]:
    return frozenset(map(Label, words))


def _refs(rows: Sequence[Sequence[Any]]) -> tuple[SentenceRef, ...]:
    return tuple((clause, index) for clause, index in rows)
