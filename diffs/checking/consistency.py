"""A plan's body against its own task list: which sentences each row repeats, and where the two do not say the same.

A row is discrepant when it differs from its whole sentence or sentences in any character that is left after white
space, markup and half or full width are folded (DESIGN section 5): a missing 、 counts, a half-width comma does not.
The number at a row's head is no part of the measure. The mark that closes a row counts where the list closes its
rows with 。; a list that closes them with ； or with nothing has a style of its own, which is no discrepancy.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from diffs.checking.list_names import HeadingDifference, heading_differences
from diffs.checking.list_places import moved_rows, unlisted
from diffs.checking.measures import HEADING, Row, Unit, ancestors, body_units, list_rows, names_tasks
from diffs.checking.row_links import Group, link
from diffs.checking.row_text import RowText, drawn_on, row_texts
from diffs.clauses import Outline
from diffs.comparison import Label, Op, SentenceRef, Span
from diffs.describing.inline import inline

#: A table that does not say it holds tasks is a task list when this share of its rows stands in the body.
_REPEATS = 0.5


@dataclass(frozen=True, slots=True)
class RowLink:
    """A row and the sentences of one clause that it repeats; a row that draws on two clauses has two links.

    ``row`` and ``clause`` are paths, ``row_id`` and ``clause_id`` ids; ``sentences`` are offsets in the clause,
    ``heading`` tells that the row repeats the clause's heading as well. ``labels``: unchanged, or modified (the whole
    row differs), merged (the row holds several sentences), split (a sentence stands in several rows), moved (the row
    stands elsewhere in the list than its neighbours in the body). ``repeats`` is the path of an earlier row that says
    one of the sentences already.
    """

    row: str
    clause: str
    sentences: tuple[int, ...]
    labels: frozenset[Label]
    row_id: str
    clause_id: str
    heading: bool = False
    repeats: str | None = None

    @property
    def refs(self) -> tuple[SentenceRef, ...]:
        """The sentences as comparisons name them: clause id and offset."""
        return tuple((self.clause_id, offset) for offset in self.sentences)


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """A row that does not say what its sentences say; ``body`` and ``list`` are both whole and as printed.

    ``clause`` and ``sentence`` name the first sentence that differs (``None``: the clause's heading). ``spans`` run
    from ``body`` to ``list``; ``differences`` are the pieces that count, folded: (body, list).
    """

    row: str
    clause: str
    sentence: int | None
    body: str
    list: str
    spans: tuple[Span, ...]
    differences: tuple[tuple[str, str], ...]
    row_id: str
    clause_id: str


@dataclass(frozen=True, slots=True)
class Unlisted:
    """A sentence of the listed part of the body that no row repeats; ``sentence`` is ``None`` for a heading."""

    clause: str
    sentence: int | None
    text: str
    clause_id: str


@dataclass(frozen=True, slots=True)
class Check:
    """What a task list says beside its body.

    ``rows`` counts the list's rows; ``unlinked`` are the paths of those without a sentence.
    """

    rows: int
    links: tuple[RowLink, ...]
    discrepancies: tuple[Discrepancy, ...]
    headings: tuple[HeadingDifference, ...]
    unlinked: tuple[str, ...] = ()
    unlisted: tuple[Unlisted, ...] = ()


def check(outline: Outline, task_list: Outline | None = None) -> Check:
    """Check a plan against the task list in it, or against the one in ``task_list``; ``rows`` is 0 without a list."""
    return _checked(outline, *_linked(outline, task_list))


def repeats(outline: Outline) -> dict[int, tuple[tuple[int, int], ...]]:
    """Which body sentences each row of the task list in an outline repeats, whether or not the two agree.

    Rows and clauses are named by their position, sentences by their offset; rows without one are left out.
    """
    rows, body, groups = _linked(outline, None)
    found = {}
    for row, offsets in drawn_on(rows, groups):
        refs = sorted((body[at].at, body[at].sentence) for at in offsets if body[at].sentence != HEADING)
        if refs:
            found[row.units[0].at] = tuple(refs)
    return found


def _linked(outline: Outline, task_list: Outline | None) -> tuple[tuple[Row, ...], tuple[Unit, ...], tuple[Group, ...]]:
    """The rows of the task list, the sentences of the body, and which of these are one."""
    rows, listed = list_rows(outline)
    if task_list is not None:
        rows = list_rows(task_list)[0] or list_rows(task_list, whole=True)[0]
    body = body_units(outline, listed)
    groups = link(_units(rows), body)
    kept = _task_rows(task_list or outline, rows, groups)
    if len(kept) < len(rows):
        rows, groups = kept, link(_units(kept), body)
    return rows, body, groups


def _units(rows: Sequence[Row]) -> tuple[Unit, ...]:
    return tuple(unit for row in rows for unit in row.units)


def _task_rows(outline: Outline, rows: tuple[Row, ...], groups: Sequence[Group]) -> tuple[Row, ...]:
    """The rows of tables that name tasks or repeat the body; a table of targets is no task list."""
    linked = {at for group in groups for at in (*group.rows, *(again for again, _ in group.repeats))}
    total, found = Counter(row.table for row in rows), Counter[str]()
    start = 0
    for row in rows:
        end = start + len(row.units)
        found[row.table] += any(at in linked for at in range(start, end))
        start = end
    tables = {table for table in total if found[table] >= _REPEATS * total[table]}
    known = outline.by_id()
    return tuple(row for row in rows if row.table in tables or names_tasks(known, row))


def _checked(outline: Outline, rows: Sequence[Row], body: Sequence[Unit], groups: Sequence[Group]) -> Check:
    texts = row_texts(rows, body, groups)
    above = ancestors(outline)
    order = {number: text.body[0] for number, text in enumerate(texts) if text.body}
    places = {number: body[at] for number, at in order.items()}
    moved = moved_rows(rows, places, order, above)
    linked = {at for group in groups for at in group.body}
    said = {unit.bare for unit in _units(rows)}
    return Check(
        rows=len(rows),
        links=tuple(one for number, text in enumerate(texts) for one in _links(text, body, number in moved)),
        discrepancies=tuple(_discrepancy(text, body) for text in texts if text.first >= 0),
        headings=heading_differences(outline, rows, places, above),
        unlinked=tuple(text.row.clause.path for text in texts if not text.body),
        unlisted=tuple(_unlisted(unit) for unit in unlisted(body, linked, said, above)),
    )


def _links(text: RowText, body: Sequence[Unit], moved: bool) -> Iterator[RowLink]:
    labels = set(text.labels) | ({Label.MOVED} if moved else set())
    row = text.row.clause
    for clause in {body[at].at: body[at].clause for at in text.body}.values():
        offsets = sorted(body[at].sentence for at in text.body if body[at].clause is clause)
        yield RowLink(
            row=row.path,
            clause=clause.path,
            sentences=tuple(offset for offset in offsets if offset != HEADING),
            labels=frozenset(labels or {Label.UNCHANGED}),
            row_id=row.id,
            clause_id=clause.id,
            heading=HEADING in offsets,
            repeats=text.repeats,
        )


def _discrepancy(text: RowText, body: Sequence[Unit]) -> Discrepancy:
    first = body[text.first]
    clause = first.clause
    whole = "".join(body[at].text for at in text.body)
    printed = text.row.text
    return Discrepancy(
        row=text.row.clause.path,
        clause=clause.path,
        sentence=None if first.sentence == HEADING else first.sentence,
        body=whole,
        list=printed,
        spans=inline(whole, printed)[0],
        differences=tuple(_pieces(inline(text.body_key, text.row_key)[0])),
        row_id=text.row.clause.id,
        clause_id=clause.id,
    )


def _pieces(spans: Sequence[Span]) -> Iterator[tuple[str, str]]:
    """Each deletion with the insertion that stands for it."""
    deleted = ""
    for span, following in zip(spans, [*spans[1:], None], strict=True):
        if span.op is Op.DELETE:
            deleted = span.text
            if following is None or following.op is not Op.INSERT:
                yield deleted, ""
        elif span.op is Op.INSERT:
            yield deleted, span.text
        if span.op is not Op.DELETE:
            deleted = ""


def _unlisted(unit: Unit) -> Unlisted:
    offset = None if unit.sentence == HEADING else unit.sentence
    return Unlisted(unit.clause.path, offset, unit.text, unit.clause.id)
