"""A comparison as the rows of a 对照表: pure, from the comparison and its two outlines to values for pages and papers."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from diffs.clauses import Clause, Kind, Outline
from diffs.comparison import Agreement, Change, ChangeClass, Comparison, Label, Op, Signal, Span
from diffs.keys import norm
from service.sheets.places import in_article, outermost, said_place

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
#: The number that ends the address of a list's row: 12 of 表1-12.
_LISTED = re.compile(r"-(\d+)$")
#: The name of a column that numbers the rows, without blanks.
_NUMBERS = re.compile("序号?|编号|号|№|No[.．]?|", re.IGNORECASE)
#: What stands around a printed number.
_AROUND = "().、:"
#: The marker of a 条, inserted ones included: 第三条, 第三十二条之一.
ARTICLE = re.compile(r"第[〇零一二三四五六七八九十百千\d]+条(?:之[一二三四五六七八九十\d]+)?")


@dataclass(frozen=True, slots=True)
class Unit:
    """One clause as a row's head names it; ``cells`` are a table row's other columns, as printed, without that of its
    number.

    ``heading`` is how many code points at the start of its wording are a heading with the separator that text
    follows; ``runs_in`` whether the text goes on in the same line. ``length`` is its whole wording in code points,
    ``at`` its place among the clauses of its text. ``article`` is the path of the 条 that it is or stands in, empty
    outside of articles.
    """

    id: str
    path: str
    marker: str
    cells: tuple[tuple[str, str], ...] = ()
    heading: int = 0
    runs_in: bool = False
    length: int = 0
    at: int = 0
    article: str = ""

    @property
    def within(self) -> str:
        """Its path inside its article: 第二款 of 第三条/第二款; empty for the article itself and outside of one."""
        return self.path.removeprefix(self.article).removeprefix("/") if self.article else ""


@dataclass(frozen=True, slots=True)
class Row:
    """One change: heads of both sides, the spans of their wordings, and what is to be said in the margin.

    ``similarity`` is in per cent.
    """

    id: str
    labels: tuple[Label, ...]
    change_class: ChangeClass | None
    old: tuple[Unit, ...]
    new: tuple[Unit, ...]
    spans: tuple[Span, ...]
    renumbered: tuple[str, str] | None
    moved: tuple[str, str] | None
    signals: tuple[Signal, ...]
    similarity: int | None
    weak: bool
    degraded: bool
    title: bool
    agreement: Agreement | None = None
    counted: bool = True

    @property
    def place(self) -> str:
        """The path it goes by: the new one, or the old one of what is gone."""
        return (self.new or self.old)[0].path

    @property
    def unchanged(self) -> bool:
        """Nothing at all happened to it."""
        return self.labels == (Label.UNCHANGED,)

    @property
    def one_sided(self) -> bool:
        """It stands on one side only."""
        return not self.old or not self.new

    @property
    def depth(self) -> ChangeClass | None:
        """The class it is found by: what stands on one side only is a difference in wording."""
        return ChangeClass.WORDING if self.one_sided else self.change_class

    @property
    def numbered_above(self) -> bool:
        """Whether the head of a list's row says its number already, or the numbers of both sides, by its address or as
        another number."""
        address = _LISTED.search(self.place)
        if address is None or max(len(self.old), len(self.new)) > 1:
            return False
        if self.renumbered:
            return self.renumbered == tuple(unit.marker for unit in (*self.old, *self.new))
        return all(_bare(unit.marker) == address[1] for unit in (*self.old, *self.new))

    @property
    def same_text(self) -> bool:
        """Both wordings are equal to the character."""
        return all(span.op is Op.EQUAL for span in self.spans)

    def wording(self, *, old: bool) -> str:
        """One side's whole wording, as the spans spell it."""
        passed_over = Op.INSERT if old else Op.DELETE
        return "".join(span.text for span in self.spans if span.op is not passed_over)


def make_rows(comparison: Comparison, old: Outline, new: Outline) -> tuple[Row, ...]:
    """All rows of a comparison, in the order of its changes: every clause of both sides stands in exactly one."""
    old_units, new_units = _units(old), _units(new)
    clauses = old.by_id() | new.by_id()
    return tuple(_row(change, old_units, new_units, clauses) for change in comparison.changes)


def _row(
    change: Change, old_units: Mapping[str, Unit], new_units: Mapping[str, Unit], clauses: Mapping[str, Clause]
) -> Row:
    old = tuple(old_units[one] for one in change.old)
    new = tuple(new_units[one] for one in change.new)
    return Row(
        id=change.id,
        labels=tuple(label for label in LABEL_ORDER if label in change.labels),
        change_class=change.change_class,
        old=old,
        new=new,
        spans=change.spans,
        renumbered=(_said(old), _said(new)) if Label.RENUMBERED in change.labels else None,
        moved=(old[0].path, new[0].path) if Label.MOVED in change.labels and old and new else None,
        signals=change.signals,
        similarity=round(change.similarity * 100) if old and new else None,
        weak=change.tier == "weak",
        degraded=change.degraded,
        title=all(clauses[one].kind in TITLES for one in (*change.old, *change.new)),
        agreement=_agreement(change),
        counted=change.counted,
    )


def _agreement(change: Change) -> Agreement | None:
    """What is worth saying of a row and its body: that only one of the two differs."""
    told = change.evidence.agreement if change.evidence else None
    return told if told in (Agreement.LIST_ONLY, Agreement.BODY_ONLY) else None


def _units(outline: Outline) -> dict[str, Unit]:
    articles = _articles(outline)
    return {clause.id: _unit(clause, at, articles[clause.id]) for at, clause in enumerate(outline.clauses)}


def _unit(clause: Clause, at: int, article: str) -> Unit:
    others = tuple(
        (name, cell)
        for name, cell in clause.cells.items()
        if cell and cell != clause.text and not (cell == clause.marker and _NUMBERS.fullmatch(name))
    )
    return Unit(
        id=clause.id,
        path=clause.path,
        marker=clause.marker,
        cells=others,
        heading=len(clause.heading) + len(clause.heading_sep) if clause.heading and clause.text else 0,
        runs_in=bool(clause.heading_sep),
        length=len(clause.wording),
        at=at,
        article=article,
    )


def _bare(number: str) -> str:
    """A printed number without what stands around it: 3 of 3. and of （3）."""
    return norm(number).strip(_AROUND)


def _articles(outline: Outline) -> dict[str, str]:
    """For each clause the path of the 条 that it is or stands in; parents come before their children."""
    known: dict[str, str] = {}
    for clause in outline.clauses:
        own = clause.path if ARTICLE.fullmatch(norm(clause.marker)) else ""
        known[clause.id] = own or known.get(clause.parent or "", "")
    return known


def _said(units: tuple[Unit, ...]) -> str:
    """The numbers of clauses: whole inside of articles, 第七条第一款, else as they are printed."""
    named = {unit.path: unit for unit in units}
    return "、".join(
        said_place(path) if in_article(path) else named[path].marker or path.rsplit("/", 1)[-1]
        for path in outermost(named)
    )
