"""The 对照表 as a Word file: A4 landscape, head repeated on every page, a column left empty for 修改说明 or 差异说明."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from diffs.comparison import Op, Span
from service.papers.characters import one_line
from service.papers.entries import Box, Entry, Heading, Paragraph, Run, absent, gap, listing
from service.papers.preface import Preface, preface
from service.papers.word_package import WordFile, word_bytes
from service.papers.wording import cut, said_of
from service.papers.wordml import Ink, cell, paragraph, row, style, table, text_runs
from service.sheets.sheet import Sheet
from service.texts import Language, say

#: 序号, the two texts, 变动类型, 修改说明; together the width between the margins.
WIDTHS = (680, 5250, 5250, 1660, 1958)
SOURCE_WIDTHS = (2198, 6300, 6300)
#: A line shorter than this, in code points of its longer side, is never split between two pages.
SHORT = 200
_INKS = {Op.EQUAL: Ink.PLAIN, Op.DELETE: Ink.DELETED, Op.INSERT: Ink.INSERTED}
_ONLY = {Op.EQUAL: Ink.PLAIN, Op.DELETE: Ink.ONLY_A, Op.INSERT: Ink.ONLY_B}
_DOTTED = '<w:{edge} w:val="dotted" w:sz="4" w:space="0" w:color="808080"/>'
_RESTART, _CONTINUE = '<w:vMerge w:val="restart"/>', '<w:vMerge w:val="continue"/>'
_SHADED = '<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>'


def table_docx(sheet: Sheet, language: Language) -> bytes:
    """The sheet's entries as a DOCX."""
    listed = listing(sheet, language)
    words = preface(sheet, listed, language)
    rows = [_head(words, sheet, language), *_rows(listed.entries, sheet, language)]
    body = "".join([*_before(words, language), table(WIDTHS, rows), *_after(words, language)])
    return word_bytes(
        WordFile(
            body=body,
            landscape=True,
            title=words.title,
            description=f"{words.disclaimer} {words.method}",
            header=words.disclaimer,
            footer=page_words(language),
            made_at=sheet.heads[1].observed_at,
        )
    )


def page_words(language: Language) -> tuple[str, str, str]:
    """What stands before, between and after the two numbers of a footer."""
    before, between, after = say(language, "paper.page", page="\n", pages="\n").split("\n")
    return before, between, after


def _before(words: Preface, language: Language) -> Iterator[str]:
    yield paragraph(text_runs(one_line(words.title)), style("Title"))
    if words.synthetic:
        yield paragraph(text_runs(words.synthetic, Ink.BOLD), style("Subtitle"))
    yield paragraph(text_runs(words.disclaimer), style("Subtitle"))
    yield paragraph(text_runs(say(language, "paper.notes")), style("Label"))
    for number, note in enumerate((words.digest, *words.notes), 1):
        yield paragraph(text_runs(f"{number}.\t{note}"), style("Note"))
    yield paragraph("", style("Note"))


def _after(words: Preface, language: Language) -> Iterator[str]:
    yield paragraph(text_runs(say(language, "paper.sources")), style("Label"))
    (first, before), (second, after) = words.sources
    known = dict(before), dict(after)
    rows = [row(_source_cells(("", first, second), Ink.BOLD), head=True)]
    rows += [
        row(_source_cells((name, known[0].get(name, ""), known[1].get(name, ""))), whole=True)
        for name in dict.fromkeys((*known[0], *known[1]))
    ]
    yield table(SOURCE_WIDTHS, rows)
    yield paragraph(text_runs(words.method), style("Note"))


def _source_cells(texts: Sequence[str], ink: str = Ink.PLAIN) -> list[str]:
    return [
        cell(width, paragraph(text_runs(text, ink), style("CellSmall")))
        for width, text in zip(SOURCE_WIDTHS, texts, strict=True)
    ]


def _head(words: Preface, sheet: Sheet, language: Language) -> str:
    said = (said_of(sheet, language, key) for key in ("paper.kind", "paper.explanation"))
    names = (say(language, "paper.number"), *words.columns, *said)
    shaded = _SHADED.format(fill="E7E6E6") + '<w:vAlign w:val="center"/>'
    return row(
        [
            cell(width, paragraph(text_runs(one_line(name)), style("CellHead")), shaded)
            for width, name in zip(WIDTHS, names, strict=True)
        ],
        head=True,
    )


def _rows(entries: Iterable[Entry], sheet: Sheet, language: Language) -> Iterator[str]:
    for entry in entries:
        match entry:
            case Heading():
                yield _across(" › ".join(map(one_line, entry.titles)), "CellSection", _SHADED.format(fill="F5F5F5"))
            case Run():
                yield _across(entry.text, "CellSmall", "", Ink.FAINT)
            case Box():
                yield from _box(entry, sheet, language)


def _box(box: Box, sheet: Sheet, language: Language) -> Iterator[str]:
    """The lines of an entry: its number and its explanation are one cell each for all of them, and so is a side that
    is absent from several lines running."""
    lines = box.lines
    outer = _merges([True] * len(lines))
    gaps = [
        [() if (one.old if left else one.new) else absent(one.rows, sheet, language, old=left) for one in lines]
        for left in (True, False)
    ]
    old, new = (_merges([len(said) == 1 for said in side]) for side in gaps)
    inks = _ONLY if sheet.asked.across else _INKS
    for at, line in enumerate(lines):
        edges = (("top", at > 0), ("bottom", at < len(lines) - 1))
        dotted = "".join(_DOTTED.format(edge=edge) for edge, inside in edges if inside)
        inner = f"<w:tcBorders>{dotted}</w:tcBorders>" if dotted else ""
        fate = "".join(paragraph(text_runs(one), style("CellSmall")) for one in line.fate)
        cells = (
            (paragraph(text_runs(str(box.number)) if at == 0 else "", style("CellCentre")), outer[at]),
            (_side(line.old, gaps[0][at], old[at], inks), old[at] + inner),
            (_side(line.new, gaps[1][at], new[at], inks), new[at] + inner),
            (fate or paragraph("", style("CellSmall")), inner),
            (paragraph("", style("Cell")), outer[at]),
        )
        filled = [cell(width, content, extra) for width, (content, extra) in zip(WIDTHS, cells, strict=True)]
        yield row(filled, whole=line.weight < SHORT)


def _merges(alike: Sequence[bool]) -> list[str]:
    """For each line of an entry how its cell is one with those around it, where neighbours are alike."""
    padded = (False, *alike, False)
    return [
        "" if not (here and (above or below)) else _CONTINUE if above else _RESTART
        for above, here, below in zip(padded, alike, padded[2:], strict=False)
    ]


def _across(text: str, named: str, properties: str, ink: str = Ink.PLAIN) -> str:
    """A row that is one cell."""
    spanned = f'<w:gridSpan w:val="{len(WIDTHS)}"/>{properties}'
    return row([cell(sum(WIDTHS), paragraph(text_runs(text, ink), style(named)), spanned)], whole=True)


def _side(paragraphs: Sequence[Paragraph], missing: Sequence[str], merge: str, inks: Mapping[Op, Ink]) -> str:
    """A side's clauses, or what is said where there are none: once for several lines running."""
    if merge == _CONTINUE:
        return paragraph("", style("Cell"))
    if not paragraphs:
        said = [paragraph(text_runs(one, Ink.FAINT), style("CellSmall")) for one in missing[1:]]
        return paragraph(text_runs(missing[0], Ink.FAINT), style("CellCentre")) + "".join(said)
    return "".join(_paragraph(one, inks) for one in paragraphs)


def _paragraph(one: Paragraph, inks: Mapping[Op, Ink]) -> str:
    lead = text_runs(f"{one.lead}{gap(one.lead)}", Ink.BOLD) if one.lead else ""
    named = style("CellSmall" if one.small else "Cell")
    bold = {**inks, Op.EQUAL: Ink.BOLD}
    head, tail = cut(one.spans, one.heading)
    if head and tail and not one.runs_in:
        return paragraph(lead + _marked(head, bold), named) + paragraph(_marked(tail, inks), named)
    return paragraph(lead + _marked(head, bold) + _marked(tail, inks), named)


def _marked(spans: Iterable[Span], inks: Mapping[Op, Ink]) -> str:
    return "".join(text_runs(span.text, inks[span.op]) for span in spans)
