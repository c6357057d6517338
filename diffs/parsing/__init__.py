"""Policy text to outline: lines, blocks, parts, then clauses with ids, extents and facts.

Total and lossless: every string gives an outline, and the clauses' extents are disjoint and cover all but white space.
What cannot be numbered stays text.
"""

from collections.abc import Sequence
from types import MappingProxyType

from diffs.clauses import NO_CELLS, Clause, Extent, Kind, Outline
from diffs.keys import sentences
from diffs.parsing.blocks import read_blocks
from diffs.parsing.drafts import Draft
from diffs.parsing.eids import clause_ids, element_ids
from diffs.parsing.findings import find_spots
from diffs.parsing.metadata import read_facts
from diffs.parsing.numbering import Rank
from diffs.parsing.parts import read_parts
from diffs.parsing.units import text_units

#: Names the rules an outline was made by; a new value means that texts should be parsed again.
PARSER = "clausewatch-outline/5"


def parse(text: str, *, markdown: bool = False) -> Outline:
    """The outline of a policy text; ``markdown`` reads front matter, ``#`` headings and pipe tables without a rule besides.

    Any string is accepted, in time near-linear in its length. Extents are code-point ranges of ``text``.
    """
    drafts = read_parts(text, read_blocks(text, markdown=markdown))
    _settle(drafts)
    _close_gaps(text, drafts)
    clauses = _clauses(drafts)
    return Outline(read_facts(text, drafts), clauses, find_spots(text, clauses))


def _settle(drafts: Sequence[Draft]) -> None:
    """Decide what could not be known while reading: headings that got no text, and who is responsible."""
    dotted = {id(draft.parent) for draft in drafts if draft.rank in (Rank.DOTTED, Rank.DOTTED_3, Rank.DOTTED_4)}
    for draft in drafts:
        if id(draft) in dotted and not draft.text:
            draft.kind = Kind.HEADING
        if (
            draft.kind is Kind.CLAUSE
            and not draft.text
            and (draft.rank or Rank.ARABIC) < Rank.ARABIC
            and draft.rank is not Rank.ARTICLE
        ):
            draft.kind = Kind.HEADING
        if draft.kind in (Kind.CLAUSE, Kind.PARAGRAPH, Kind.RUN_IN_SECTION):
            draft.responsible = text_units(draft.text)


def _close_gaps(text: str, drafts: list[Draft]) -> None:
    """Give ink that no draft covers (comments, stray marks) to the draft before it, and put extents in order."""
    covered = sorted((start, end, at) for at, draft in enumerate(drafts) for start, end in draft.extent)
    gaps: list[tuple[int, Extent]] = []
    position, owner = 0, covered[0][2] if covered else -1
    for start, end, at in [*covered, (len(text), len(text), -1)]:
        gaps.extend((owner, extent) for extent in _inked(text, position, start))
        position, owner = max(position, end), at if at >= 0 else owner
    if gaps and not drafts:
        content = text.strip()
        drafts.append(Draft("引言", Kind.PARAGRAPH, text=content, step="preface"))
    for at, extent in gaps:
        drafts[max(at, 0)].extent.append(extent)
    for draft in drafts:
        draft.extent = _tidy(text, draft.extent)


def _inked(text: str, start: int, end: int) -> list[Extent]:
    if start >= end:
        return []
    piece = text[start:end]
    stripped = piece.strip()
    if not stripped:
        return []
    low = start + len(piece) - len(piece.lstrip())
    return [(low, low + len(stripped))]


def _tidy(text: str, extents: Sequence[Extent]) -> list[Extent]:
    """Extents in order, without blanks at their ends, neighbours that touch joined."""
    tidy: list[Extent] = []
    for start, end in sorted(extents):
        for low, high in _inked(text, start, end):
            if tidy and tidy[-1][1] == low:
                tidy[-1] = (tidy[-1][0], high)
            else:
                tidy.append((low, high))
    return tidy


def _clauses(drafts: Sequence[Draft]) -> tuple[Clause, ...]:
    ids = clause_ids(drafts)
    known = {id(draft): clause_id for draft, clause_id in zip(drafts, ids, strict=True)}
    return tuple(
        Clause(
            id=clause_id,
            path=draft.path,
            eid=eid,
            kind=draft.kind,
            level=draft.level,
            parent=known[id(draft.parent)] if draft.parent else None,
            marker=draft.marker,
            number=draft.number,
            heading=draft.heading,
            heading_sep=draft.heading_sep,
            text=draft.text,
            sentences=sentences(draft.text),
            extent=tuple(draft.extent),
            cells=MappingProxyType(dict(draft.cells)) if draft.cells else NO_CELLS,
            responsible=tuple(draft.responsible),
        )
        for draft, clause_id, eid in zip(drafts, ids, element_ids(drafts), strict=True)
    )
