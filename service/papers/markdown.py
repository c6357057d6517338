"""The 对照表 as Markdown: notes, one table, the sources; GitHub and pandoc render it, and it reads as plain text."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from diffs.comparison import Op, Span
from service.papers.characters import legible, one_line
from service.papers.entries import Box, Entry, Heading, Line, Paragraph, Run, absent, gap, listing
from service.papers.preface import Preface, preface
from service.papers.wording import cut, said_of
from service.sheets.sheet import Sheet
from service.texts import Language, say

#: ASCII punctuation that Markdown may read (CommonMark 2.4); < > & and @ become entities, so that no HTML is left.
_ESCAPES = str.maketrans(
    {char: f"\\{char}" for char in "\\`*_{}[]()#+-.!|~^$=:\"'/"}
    | {"&": "&amp;", "<": "&lt;", ">": "&gt;", "@": "&#64;", "\n": "<br>"}
)
_MARKS = {Op.EQUAL: ("", ""), Op.DELETE: ("<del>", "</del>"), Op.INSERT: ("<ins>", "</ins>")}
_ONLY = {Op.EQUAL: ("", ""), Op.DELETE: ("<mark>", "</mark>"), Op.INSERT: ("<mark>", "</mark>")}
Marks = Mapping[Op, tuple[str, str]]


def table_markdown(sheet: Sheet, language: Language) -> bytes:
    """The sheet's entries in UTF-8."""
    listed = listing(sheet, language)
    words = preface(sheet, listed, language)
    lines = [*_before(words, language), *_table(listed.entries, words, sheet, language), *_after(words, language)]
    return ("\n".join(lines) + "\n").encode()


def escaped(text: str) -> str:
    """Text that Markdown shows as it is, on one line."""
    return legible(text).translate(_ESCAPES)


def _before(words: Preface, language: Language) -> Iterator[str]:
    yield from (f"# {escaped(one_line(words.title))}", "")
    if words.synthetic:
        yield from (f"> {escaped(words.synthetic)}", "")
    yield from (escaped(words.disclaimer), "", escaped(words.digest), "", f"## {say(language, 'paper.notes')}", "")
    yield from (f"{number}. {escaped(note)}" for number, note in enumerate(words.notes, 1))
    yield ""


def _table(entries: Iterable[Entry], words: Preface, sheet: Sheet, language: Language) -> Iterator[str]:
    heads = (
        say(language, "paper.number"),
        *words.columns,
        *(said_of(sheet, language, key) for key in ("paper.kind", "paper.explanation")),
    )
    yield _row([escaped(one) for one in heads])
    yield _row(["---:", ":---", ":---", ":---", ":---"])
    for entry in entries:
        match entry:
            case Heading():
                yield _row(["", f"**{escaped(' › '.join(entry.titles))}**", "", "", ""])
            case Run():
                yield _row(["", f"*{escaped(entry.text)}*", "", "", ""])
            case Box():
                for at, line in enumerate(entry.lines):
                    yield _row([str(entry.number) if at == 0 else "", *_line(line, sheet, language), ""])
    yield ""


def _line(line: Line, sheet: Sheet, language: Language) -> list[str]:
    marks = _ONLY if sheet.asked.across else _MARKS
    sides = [
        "<br>".join(_paragraph(one, marks) for one in side)
        or "<br>".join(map(escaped, absent(line.rows, sheet, language, old=old)))
        for side, old in ((line.old, True), (line.new, False))
    ]
    return [*sides, "<br>".join(map(escaped, line.fate))]


def _paragraph(one: Paragraph, marks: Marks) -> str:
    lead = f"**{escaped(one.lead)}**{gap(one.lead)}" if one.lead else ""
    if not one.heading:
        return lead + _marked(one.spans, marks)
    head, tail = cut(one.spans, one.heading)
    return f"{lead}<b>{_marked(head, marks)}</b>{'' if one.runs_in else '<br>'}{_marked(tail, marks)}"


def _marked(spans: Iterable[Span], marks: Marks) -> str:
    return "".join(f"{marks[span.op][0]}{escaped(span.text)}{marks[span.op][1]}" for span in spans)


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _after(words: Preface, language: Language) -> Iterator[str]:
    yield from (f"## {say(language, 'paper.sources')}", "")
    for name, facts in words.sources:
        yield from (f"**{escaped(name)}**", "")
        yield from (f"- {escaped(fact)}：{escaped(value)}" for fact, value in facts)
        yield ""
    yield escaped(words.method)
