"""The marked-up wordings of a row: one side with what it loses or gains, both in one run, or one side clean."""

from collections.abc import Iterable

from markupsafe import Markup

from diffs.comparison import Op, Span
from diffs.rendering import Side, spans_html, text_html
from service.sheets.rows import Row
from service.texts import Language


def wording_html(row: Row, side: Side, language: Language) -> Markup:
    """A row's wording on one side, or of both in one run; what was replaced whole then stands as two texts.

    A single clause's heading is set off as it is on the page.
    """
    if side is Side.BOTH and row.degraded and not row.one_sided:
        return wording_html(row, Side.OLD, language) + Markup("<br>") + wording_html(row, Side.NEW, language)
    counted = Side.OLD if side is Side.OLD or not row.new else Side.NEW
    units = row.old if counted is Side.OLD else row.new
    if len(row.old) > 1 or len(row.new) > 1 or not units or not units[0].heading:
        return _marked(row.spans, side, language)
    head, tail = split_spans(row.spans, counted, units[0].heading)
    joint = Markup("") if units[0].runs_in else Markup("<br>")
    return Markup("<b>{}</b>{}{}").format(_marked(head, side, language), joint, _marked(tail, side, language))


def clean_html(row: Row, *, old: bool) -> Markup:
    """One side's wording as it was published, without marks."""
    return Markup(text_html(row.wording(old=old)))  # noqa: S704 - text_html escapes


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
