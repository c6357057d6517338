"""The 领域 of a text: its lowest headed units, each with the clauses that say something in it."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from diffs.clauses import Clause, Kind, Outline

ARTICLE = re.compile(r"第.{1,8}条")


@dataclass(frozen=True, slots=True)
class Sections:
    """The ids of sections in document order, and for each the ids of its clauses that have a text, itself included."""

    heads: tuple[str, ...]
    members: Mapping[str, tuple[str, ...]]


def sections_of(outline: Outline, within: Collection[str]) -> Sections:
    """The sections of the clauses in ``within``: for each that has a text, the nearest heading at or above it.

    A run-in section (科技服务领域：…) is one, and so is a numbered clause with a heading of its own; an article of a
    statute belongs to its chapter. Rows of tables belong to none.
    """
    known = outline.by_id()
    members: dict[str, list[str]] = {}
    for clause in outline.clauses:
        if clause.id in within and clause.text and clause.kind is not Kind.TABLE_ROW:
            head = _head(clause, known)
            if head in within:
                members.setdefault(head, []).append(clause.id)
    heads = tuple(clause.id for clause in outline.clauses if clause.id in members)
    return Sections(heads, {head: tuple(members[head]) for head in heads})


def _head(clause: Clause, known: Mapping[str, Clause]) -> str:
    """The id of the nearest headed unit, "" for none."""
    at: Clause | None = clause
    while at is not None and (not at.heading or ARTICLE.match(at.marker)):
        at = known.get(at.parent) if at.parent else None
    return at.id if at else ""
