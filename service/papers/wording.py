"""A row in words: its two sides clause by clause, and what became of it as people write it in a 对照表. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from diffs.comparison import ChangeClass, Label, Op, Span
from service.facing import Said
from service.sheets.places import spoken
from service.sheets.rows import Row, Unit
from service.sheets.sheet import Sheet
from service.texts import Language, say, say_compared

Spans = tuple[Span, ...]
#: Labels that say the new number themselves.
_TELLING = frozenset({Label.MOVED, Label.SPLIT, Label.MERGED})


@dataclass(frozen=True, slots=True)
class Worded:
    """A clause of one side: its wording in spans of that side alone."""

    unit: Unit
    spans: Spans


def side_of(row: Row, *, old: bool) -> tuple[Worded, ...]:
    """The clauses of a row's old or new side, each with its own wording; the line feeds between them belong to none."""
    passed_over = Op.INSERT if old else Op.DELETE
    rest = tuple(span for span in row.spans if span.op is not passed_over)
    answer = []
    for unit in row.old if old else row.new:
        piece, rest = cut(rest, unit.length)
        answer.append(Worded(unit, piece))
        _, rest = cut(rest, 1)
    return tuple(answer)


def cut(spans: Sequence[Span], length: int) -> tuple[Spans, Spans]:
    """The first ``length`` code points of spans, and the rest."""
    head: list[Span] = []
    for at, span in enumerate(spans):
        if len(span.text) > length:
            split = [Span(span.op, span.text[:length])] if length else []
            return (*head, *split), (Span(span.op, span.text[length:]), *spans[at + 1 :])
        head.append(span)
        length -= len(span.text)
    return tuple(head), ()


def spelt(spans: Iterable[Span]) -> str:
    """What spans spell."""
    return "".join(span.text for span in spans)


def places(units: Iterable[Unit]) -> str:
    """Clauses as they are spoken of: 第三条第二款、第四条."""
    return spoken(unit.path for unit in units)


def fate(row: Row, sheet: Sheet, language: Language) -> tuple[str, ...]:
    """What became of a row, one thing a line: 修改；第四条改为第五条；移自第十二条；人工."""
    return tuple(dict.fromkeys(_fate(row, sheet, language)))


def by_hand(row: Row, said: Iterable[Said]) -> tuple[Said, ...]:
    """The people's words that are about a row's clauses."""
    old, new = {unit.id for unit in row.old}, {unit.id for unit in row.new}
    return tuple(one for one in said if one.old in old or one.new in new)


def said_of(sheet: Sheet, language: Language, key: str, **values: object) -> str:
    """A text that is said otherwise of two places than of two versions, in the words for what a sheet compares."""
    a, b = sheet.names
    return say_compared(language, key, across=sheet.asked.across, a=a, b=b, **values)


def label_words(row: Row, sheet: Sheet, language: Language) -> list[str]:
    """A row's labels as the pages name them."""
    if to_check(row, sheet):
        return [say(language, "fate.partly") for _ in row.labels]
    return [said_of(sheet, language, f"label.{label}") for label in row.labels]


def to_check(row: Row, sheet: Sheet) -> bool:
    """Whether a row of one place corresponds in part to something of the other: nobody calls it unique yet."""
    return bool(sheet.cities and row.one_sided and sheet.cities.to_check(row))


def _fate(row: Row, sheet: Sheet, language: Language) -> Iterator[str]:
    for label, word in zip(row.labels, label_words(row, sheet, language), strict=True):
        if label is not Label.RENUMBERED or _TELLING.isdisjoint(row.labels):
            yield _told(row, label, word, sheet, language)
    if row.degraded and not row.one_sided:
        yield say(language, "row.degraded")
    if row.weak:
        yield say(language, "row.weak", percent=row.similarity)
    if by_hand(row, sheet.overrides):
        yield say(language, "paper.by_hand")


def _told(row: Row, label: Label, word: str, sheet: Sheet, language: Language) -> str:
    old, new = places(row.old), places(row.new)
    if label is Label.MODIFIED and row.change_class not in (None, ChangeClass.WORDING):
        return say(language, "paper.kind_of", word=word, kind=said_of(sheet, language, f"class.{row.change_class}"))
    if label is Label.RENUMBERED and row.renumbered:
        before, after = (one.rstrip(".．、") for one in row.renumbered)
        return said_of(sheet, language, "paper.renumbered", old=before, new=after)
    if label is Label.MOVED:
        return said_of(sheet, language, "paper.moved", old=old, new=new)
    if label in (Label.SPLIT, Label.MERGED):
        return said_of(sheet, language, "paper.split" if label is Label.SPLIT else "paper.merged", old=old, new=new)
    return word
