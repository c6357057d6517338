"""The marked-up wordings of a row: one side with what it loses or gains, both in one run, or one side clean."""

from collections.abc import Callable, Iterable, Iterator

from markupsafe import Markup

from diffs.comparison import Op, Span
from diffs.rendering import Places, Side, spans_html, text_html
from service.sheets.rows import Row, Unit
from service.texts import Language

#: A clause with its wording as the page shows it.
Cell = tuple[Unit, Markup]
#: What writes some spans of one side, or of both in one run.
Ink = Callable[[Iterable[Span], Side, Language], Markup]


def marked(spans: Iterable[Span], side: Side, language: Language, places: Places | None = None) -> Markup:
    """Some spans of one side, or of both in one run, with what is deleted and inserted, or what one place alone has."""
    html = spans_html(spans, side=side, lang=language.value, places=places)
    return Markup(html)  # noqa: S704 - escapes every text itself


def wording_html(row: Row, side: Side, language: Language, ink: Ink = marked) -> Markup:
    """A row's wording on one side, or of both in one run; the clauses of a joined row follow one another.

    A heading is set off as it is on the page. What was replaced whole stands as two texts.
    """
    return Markup("<br>").join(wording for _, wording in cells_html(row, side, language, ink))


def cells_html(row: Row, side: Side, language: Language, ink: Ink = marked) -> tuple[Cell, ...]:
    """The clauses of a row's side, each with its own wording; of both in one run, those of the side that has more.

    ``ink`` writes the spans with what differs marked.
    """
    if side is Side.BOTH and row.degraded and not row.one_sided:
        return cells_html(row, Side.OLD, language, ink) + cells_html(row, Side.NEW, language, ink)
    counted = side
    if side is Side.BOTH:
        counted = Side.OLD if len(row.old) > len(row.new) else Side.NEW
    units = row.old if counted is Side.OLD else row.new
    pieces = _pieces(row.spans, counted, units)
    return tuple((unit, _unit_html(unit, spans, side, counted, language, ink)) for unit, spans in pieces)


def clean_cells(row: Row, *, old: bool) -> tuple[Cell, ...]:
    """One side's clauses as they were published, without marks."""
    side, units = (Side.OLD, row.old) if old else (Side.NEW, row.new)
    passed_over = _passed_over(side)
    return tuple(
        (unit, _plain("".join(span.text for span in spans if span.op is not passed_over)))
        for unit, spans in _pieces(row.spans, side, units)
    )


def split_spans(spans: Iterable[Span], side: Side, length: int) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """The spans up to the point where one side has ``length`` code points, and the rest; what is cut stays whole."""
    passed_over = _passed_over(side)
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


def _pieces(spans: tuple[Span, ...], side: Side, units: tuple[Unit, ...]) -> Iterator[tuple[Unit, tuple[Span, ...]]]:
    """Each clause with its stretch of the spans; the line feeds that join clauses belong to none."""
    for unit in units[:-1]:
        piece, spans = split_spans(spans, side, unit.length)
        yield unit, piece
        spans = _without_joint(spans, side)
    if units:
        yield units[-1], spans


def _without_joint(spans: tuple[Span, ...], side: Side) -> tuple[Span, ...]:
    """The spans without the first code point that one side has."""
    joint, rest = split_spans(spans, side, 1)
    passed_over = _passed_over(side)
    return tuple(span for span in joint if span.op is passed_over) + rest


def _unit_html(unit: Unit, spans: tuple[Span, ...], side: Side, counted: Side, language: Language, ink: Ink) -> Markup:
    if not unit.heading:
        return ink(spans, side, language)
    head, tail = split_spans(spans, counted, unit.heading)
    joint = Markup("") if unit.runs_in else Markup("<br>")
    return Markup("<b>{}</b>{}{}").format(ink(head, side, language), joint, ink(tail, side, language))


def _passed_over(side: Side) -> Op:
    return Op.INSERT if side is Side.OLD else Op.DELETE


def _plain(text: str) -> Markup:
    return Markup(text_html(text))  # noqa: S704 - text_html escapes
