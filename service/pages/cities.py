"""What the page of two places needs beside its sheet: where its numbers and switches lead, and masks in the wording."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from markupsafe import Markup, escape

from diffs.comparison import Op, Span
from diffs.counting.fates import Fate, Grain
from diffs.counting.masked import Stretch, stretches_of
from diffs.rendering import Places, Side, marked_html, text_html
from service.pages.controls import query_of
from service.pages.markup import Ink, marked
from service.sheets.asked import Asked
from service.sheets.counting import Counting, Masks
from service.sheets.sheet import Sheet
from service.texts import Language, say


def city_values(sheet: Sheet, page: str | None) -> dict[str, Any]:
    """Where the numbers and switches of the count lead; nowhere for texts that are not stored (``page`` is ``None``)."""
    asked = sheet.asked

    def at(**changes: Any) -> str | None:
        return _address(page, asked, replace(asked.counting, **changes))

    def fate_at(fate: Fate, side: str) -> str | None:
        return at(fates=(fate,), side=Side(side))

    def grain_at(grain: Grain) -> str | None:
        return at(grain=grain, fates=(), side=Side.BOTH)

    def masks_at(masks: str) -> str | None:
        return at(masks=Masks(masks))

    return {
        "grains": tuple(Grain),
        "fate_at": fate_at,
        "grain_at": grain_at,
        "masks_at": masks_at,
        "all_fates": at(fates=(), side=Side.BOTH),
    }


def _address(page: str | None, asked: Asked, counting: Counting) -> str | None:
    """The sheet of a number holds all its rows: other filters are let go where a fate is asked for."""
    if page is None:
        return None
    kept = asked.unfiltered.viewed(asked.view) if counting.fates else asked
    return f"{page}{query_of(replace(kept, counting=counting))}#{'sheet' if counting.fates else 'sums'}"


def ink_of(sheet: Sheet) -> Ink:
    """What writes wordings: of two places with what each alone has, and with their masked stretches unless those are
    not to be marked."""
    if not sheet.comparison.across:
        return marked
    plain = partial(marked, places=sheet.names)
    if sheet.asked.counting.masks is Masks.PLAIN:
        return plain
    finders = stretches_of(sheet.texts[0].document), stretches_of(sheet.texts[1].document)

    def ink(spans: Iterable[Span], side: Side, language: Language) -> Markup:
        spans = tuple(spans)
        found = tuple(
            () if side is _OTHER[at] else finder("".join(span.text for span in spans if span.op is not passed_over))
            for at, (finder, passed_over) in enumerate(zip(finders, (Op.INSERT, Op.DELETE), strict=True))
        )
        if not any(found):
            return plain(spans, side, language)
        return Markup("").join(_written(spans, side, language, found, sheet.names))

    return ink


#: What does not show the wording of the old side, and of the new one; and what no side shows of the other.
_OTHER = (Side.NEW, Side.OLD)
_HIDDEN = {Side.OLD: Op.INSERT, Side.NEW: Op.DELETE}


def _written(
    spans: Iterable[Span], side: Side, language: Language, found: Sequence[Sequence[Stretch]], places: Places
) -> Iterator[Markup]:
    """The spans, those with masked stretches written in pieces; what both sides have is read as the new one has it,
    where that is shown."""
    reached = [0, 0]
    for span in spans:
        of = 0 if side is Side.OLD or span.op is Op.DELETE else 1
        start, end = reached[of], reached[of] + len(span.text)
        inside = [one for one in found[of] if one.start < end and one.end > start]
        if span.op is not _HIDDEN.get(side):
            yield (
                _pieces(span, start, inside, language, places) if inside else marked((span,), side, language, places)
            )
        reached[0] += len(span.text) if span.op is not Op.INSERT else 0
        reached[1] += len(span.text) if span.op is not Op.DELETE else 0


def _pieces(span: Span, start: int, stretches: Iterable[Stretch], language: Language, places: Places) -> Markup:
    """One span, which begins at ``start`` of a side's wording, with its stretches marked inside."""
    html, at = "", 0
    for stretch in stretches:
        first, last = max(stretch.start - start, at), min(stretch.end - start, len(span.text))
        words = say(language, f"masked.{stretch.stands_for}")
        html += text_html(span.text[at:first])
        html += f'<span class="masked" title="{escape(words)}">{text_html(span.text[first:last])}</span>'
        at = last
    html += text_html(span.text[at:])
    return Markup(marked_html(span.op, html, language.value, places))  # noqa: S704 - every text in it is escaped
