"""Overrides as one comparison sees them: turned to its sides, and of two on one clause the newer. Pure."""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from diffs.comparison import Override as Obeyed
from storage.identifiers import digest_of
from storage.records import Override

#: Two versions as a comparison is addressed, ``a..b``.
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Said:
    """A stored override turned to face a comparison: ``old`` and ``new`` are its clauses on the comparison's sides."""

    override: Override
    old: str | None
    new: str | None

    def speaks_of(self, old: str | None, new: str | None) -> bool:
        """Whether it is about one of these clauses, each on its own side."""
        return (old is not None and self.old == old) or (new is not None and self.new == new)


def turned(words: Iterable[Override], pair: Pair, document: str, history: Sequence[str]) -> Iterator[Said]:
    """The words facing a comparison whose old side is a version of ``document``.

    ``history`` holds the ids of that document's versions, oldest first: where both sides are of one document, the
    earlier of two versions is the same side in every comparison, whichever of them was called old.
    """
    for one in words:
        if one.old_document == one.new_document:
            said = _forward(history, (one.old_version, one.new_version))
            forward = said == _forward(history, pair)
        else:
            forward = one.old_document == document
        sides = (one.old_clause, one.new_clause) if forward else (one.new_clause, one.old_clause)
        yield Said(one, *sides)


def in_effect(words: Iterable[Said], pair: Pair, old: Container[str], new: Container[str]) -> tuple[Said, ...]:
    """What a comparison obeys of ``words``, which come newest first; ``old`` and ``new`` hold its clauses' ids.

    A word is without effect where a clause it names does not stand in the text, and where a newer one is about the
    same clause. Between versions of one document a clause that stands unchanged in both is itself: a word on it holds
    for the two versions that it was said of, and for no others.
    """
    kept: list[Said] = []
    for one in words:
        if (one.old is not None and one.old not in old) or (one.new is not None and one.new not in new):
            continue
        if _outlived(one, pair, old, new) or any(other.speaks_of(one.old, one.new) for other in kept):
            continue
        kept.append(one)
    return tuple(kept)


def obeyed(words: Iterable[Said]) -> tuple[Obeyed, ...]:
    """The words as the engine takes them."""
    return tuple(Obeyed(one.old, one.new) for one in words)


def digest(words: Iterable[Said]) -> str:
    """A name for what stands between two documents: equal exactly when the same words do; empty when there are none."""
    ids = [one.override.id for one in words]
    return digest_of("\n".join(ids)) if ids else ""


def said_json(words: Iterable[Said]) -> list[dict[str, Any]]:
    """The words that a comparison obeys, as its JSON names them."""
    return [
        {
            "id": one.override.id,
            "old": one.old,
            "new": one.new,
            "note": one.override.note,
            "created_at": one.override.created_at.isoformat().replace("+00:00", "Z"),
            "created_by": one.override.created_by,
        }
        for one in words
    ]


def clause_names(paths: Mapping[str, str]) -> dict[str, str]:
    """What people call each clause, by its id: its path, and where a path repeats, which of them it is."""
    seen: dict[str, int] = {}
    names = {}
    for clause_id, path in paths.items():
        count = seen[path] = seen.get(path, 0) + 1
        names[clause_id] = path if count == 1 else f"{path} #{count}"
    return names


def _forward(history: Sequence[str], pair: Pair) -> bool:
    return history.index(pair[0]) < history.index(pair[1])


def _outlived(one: Said, pair: Pair, old: Container[str], new: Container[str]) -> bool:
    said = one.override
    if said.old_document != said.new_document or {said.old_version, said.new_version} == set(pair):
        return False
    return (one.old is not None and one.old in new) or (one.new is not None and one.new in old)
