"""Which clauses of a text are its measures, and which stand around them: opening, addressees, instructions, signature."""

import re
from collections.abc import Collection, Sequence

from diffs.checking.measures import ancestors
from diffs.clauses import Clause, Kind, Outline

_PAPERWORK = frozenset({Kind.TITLE, Kind.FRONT_MATTER, Kind.SIGNATURE, Kind.COLOPHON, Kind.ATTACHMENT})
#: First and last sections of a plan that hold no measures (党政机关公文 of this kind open and close with them).
_OPENING = re.compile(
    "(?:总体|基本|指导|主要|工作|发展)?(?:要求|思路|思想|原则|目标)(?:和(?:总体|基本|指导|主要|工作|发展)?(?:要求|思路|思想|原则|目标))?"
    "|(?:编制|政策|工作)?背景"
)
_CLOSING = re.compile("(?:加强|强化|抓好)?(?:组织|保障|工作|实施)*(?:实施|保障|领导|要求|措施)")


def measure_part(outline: Outline, told: Collection[str] = ()) -> frozenset[str]:
    """The ids of the clauses that hold measures, with what stands above them and the rows of all tables.

    ``told`` are clauses that a task list repeats: the measures run from the first of them to the last. Without any they
    run from the first numbered clause to the last, a plan's 总体要求 and 组织实施 aside; a text without a number is all
    measures. Titles, addressees, signatures never are.
    """
    clauses, above = outline.clauses, ancestors(outline)
    body = [at for at, clause in enumerate(clauses) if clause.kind not in _PAPERWORK | {Kind.TABLE_ROW}]
    listed = {at for at, clause in enumerate(clauses) if clause.kind is Kind.TABLE_ROW}
    over_rows = {one for at in listed for one in above[at]}
    body = [at for at in body if at not in over_rows]
    main = _between(body, [at for at in body if clauses[at].id in told]) if told else _numbered(clauses, above, body)
    kept = {*main, *listed, *(one for at in main for one in above[at]), *over_rows}
    return frozenset(clauses[at].id for at in kept)


def _between(body: Sequence[int], known: Sequence[int]) -> list[int]:
    return [at for at in body if known and known[0] <= at <= known[-1]]


def _numbered(clauses: Sequence[Clause], above: Sequence[Sequence[int]], body: Sequence[int]) -> list[int]:
    """The clauses under numbered ones, first and last sections that only open or close left out."""
    tops = [at for at in body if clauses[at].marker and not any(clauses[one].marker for one in above[at])]
    if not tops:
        return list(body)
    kept = list(tops)
    while kept and _OPENING.fullmatch(clauses[kept[0]].heading):
        kept.pop(0)
    while kept and clauses[kept[-1]].heading and _CLOSING.fullmatch(clauses[kept[-1]].heading):
        kept.pop()
    within = set(kept or tops)
    held = [at for at in body if at in within or within.intersection(above[at])]
    return _between(body, held)
