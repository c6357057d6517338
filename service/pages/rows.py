"""A comparison as the rows of a 对照表: pure, from the comparison and its two outlines to values for the template."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from markupsafe import Markup

from diffs.clauses import Clause, Kind, Outline
from diffs.comparison import Agreement, Change, Comparison, Label, Op, Signal, Span
from diffs.rendering import Side, spans_html
from service.texts import Language

UNCHANGED = frozenset({Label.UNCHANGED})
#: The order in which counts and labels are said.
LABEL_ORDER = (
    Label.MODIFIED,
    Label.ADDED,
    Label.REMOVED,
    Label.MOVED,
    Label.RENUMBERED,
    Label.SPLIT,
    Label.MERGED,
    Label.UNCHANGED,
)
TITLES = frozenset({Kind.TITLE, Kind.HEADING, Kind.ATTACHMENT})


class View(StrEnum):
    """How a comparison is laid out: 对照表 in two columns, or inline as a marked-up text."""

    COLUMNS = "columns"
    INLINE = "inline"


class Unchanged(StrEnum):
    """What becomes of unchanged clauses: folded behind a line, shown, or left out."""

    FOLDED = "folded"
    SHOWN = "shown"
    HIDDEN = "hidden"


@dataclass(frozen=True, slots=True)
class Unit:
    """One clause as a row's head names it; ``cells`` are a table row's other columns, as printed."""

    id: str
    path: str
    marker: str
    cells: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """One change: heads of both sides, their marked-up wordings, and what is to be said in the margin."""

    id: str
    labels: tuple[Label, ...]
    change_class: str | None
    old: tuple[Unit, ...]
    new: tuple[Unit, ...]
    old_html: Markup
    new_html: Markup
    inline_html: Markup
    place: str
    renumbered: tuple[str, str] | None
    moved: tuple[str, str] | None
    signals: tuple[Signal, ...]
    similarity: int | None
    weak: bool
    degraded: bool
    same_text: bool
    title: bool
    agreement: str | None = None
    counted: bool = True

    @property
    def unchanged(self) -> bool:
        """Nothing at all happened to it."""
        return self.labels == (Label.UNCHANGED,)

    @property
    def one_sided(self) -> bool:
        """It stands on one side only."""
        return not self.old or not self.new


@dataclass(frozen=True, slots=True)
class Fold:
    """A run of unchanged rows."""

    rows: tuple[Row, ...]

    @property
    def reach(self) -> tuple[str, str]:
        """The first and the last place it covers."""
        return self.rows[0].place, self.rows[-1].place


@dataclass(frozen=True, slots=True)
class Sheet:
    """The comparison below its head: blocks in order, and how often each label was given."""

    blocks: tuple[Row | Fold, ...]
    counts: tuple[tuple[Label, int], ...]
    shown: int


def make_sheet(comparison: Comparison, old: Outline, new: Outline, unchanged: Unchanged, language: Language) -> Sheet:
    """All rows of a comparison, runs of unchanged ones folded, shown or left out."""
    old_units, new_units = _units(old), _units(new)
    clauses = old.by_id() | new.by_id()
    rows = [_row(change, old_units, new_units, clauses, language) for change in comparison.changes]
    blocks = tuple(_blocks(rows, unchanged))
    counts = tuple((label, comparison.summary.get(label, 0)) for label in LABEL_ORDER)
    return Sheet(blocks, counts, sum(not row.unchanged for row in rows))


def _blocks(rows: Iterable[Row], unchanged: Unchanged) -> Iterator[Row | Fold]:
    for folded, group in groupby(rows, key=lambda row: row.unchanged):
        if not folded or unchanged is Unchanged.SHOWN:
            yield from group
        elif unchanged is Unchanged.FOLDED:
            yield Fold(tuple(group))


def _row(
    change: Change,
    old_units: Mapping[str, Unit],
    new_units: Mapping[str, Unit],
    clauses: Mapping[str, Clause],
    language: Language,
) -> Row:
    old = tuple(old_units[one] for one in change.old)
    new = tuple(new_units[one] for one in change.new)
    old_html, new_html = (_html(change, side, clauses, language) for side in (Side.OLD, Side.NEW))
    replaced = change.degraded and old and new
    return Row(
        id=change.id,
        labels=tuple(label for label in LABEL_ORDER if label in change.labels),
        change_class=str(change.change_class) if change.change_class else None,
        old=old,
        new=new,
        old_html=old_html,
        new_html=new_html,
        inline_html=old_html + Markup("<br>") + new_html if replaced else _html(change, Side.BOTH, clauses, language),
        place=(new or old)[0].path,
        renumbered=_markers(old, new) if Label.RENUMBERED in change.labels else None,
        moved=(old[0].path, new[0].path) if Label.MOVED in change.labels and old and new else None,
        signals=change.signals,
        similarity=round(change.similarity * 100) if old and new else None,
        weak=change.tier == "weak",
        degraded=change.degraded,
        same_text=all(span.op is Op.EQUAL for span in change.spans),
        title=all(clauses[one].kind in TITLES for one in (*change.old, *change.new)),
        agreement=_agreement(change),
        counted=change.counted,
    )


def _agreement(change: Change) -> str | None:
    """What is worth saying of a row and its body: that only one of the two differs."""
    told = change.evidence.agreement if change.evidence else None
    return str(told) if told in (Agreement.LIST_ONLY, Agreement.BODY_ONLY) else None


def _html(change: Change, side: Side, clauses: Mapping[str, Clause], language: Language) -> Markup:
    """One side's marked-up wording; a single clause's heading is set off as it is on the page."""
    shown = change.old if side is Side.OLD or not change.new else change.new
    clause = clauses[shown[0]] if len(change.old) <= 1 and len(change.new) <= 1 and shown else None
    if clause is None or not clause.heading or not clause.text:
        return _marked(change.spans, side, language)
    counted = Side.OLD if shown is change.old else Side.NEW
    head, tail = split_spans(change.spans, counted, len(clause.heading) + len(clause.heading_sep))
    joint = Markup("") if clause.heading_sep else Markup("<br>")
    return Markup("<b>{}</b>{}{}").format(_marked(head, side, language), joint, _marked(tail, side, language))


def split_spans(spans: Iterable[Span], side: Side, length: int) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """The spans up to the point where one side has ``length`` code points, and the rest; what is cut stays whole."""
    passed_over = Op.INSERT if side is Side.OLD else Op.DELETE
    head: list[Span] = []
    tail: list[Span] = []
    for span in spans:
        if tail or span.op is passed_over:
            (tail if tail or not length else head).append(span)
            continue
        if span.text[:length]:
            head.append(Span(span.op, span.text[:length]))
        if span.text[length:]:
            tail.append(Span(span.op, span.text[length:]))
        length = max(length - len(span.text), 0)
    return tuple(head), tuple(tail)


def _marked(spans: Iterable[Span], side: Side, language: Language) -> Markup:
    return Markup(spans_html(spans, side=side, lang=language.value))  # noqa: S704 - escapes every text itself


def _units(outline: Outline) -> dict[str, Unit]:
    return {clause.id: _unit(clause) for clause in outline.clauses}


def _unit(clause: Clause) -> Unit:
    others = tuple((name, cell) for name, cell in clause.cells.items() if cell and cell != clause.text)
    return Unit(clause.id, clause.path, clause.marker, others)


def _markers(old: tuple[Unit, ...], new: tuple[Unit, ...]) -> tuple[str, str]:
    return _said(old), _said(new)


def _said(units: tuple[Unit, ...]) -> str:
    return "、".join(unit.marker or unit.path.rsplit("/", 1)[-1] for unit in units)
