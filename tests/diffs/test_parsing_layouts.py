"""One text in many layouts gives one outline: indents, line ends, page numbers, widths, Markdown, cells."""

import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest
from support.parsed import uncovered

from diffs.keys import norm
from diffs.parsing import parse

SAMPLES = Path(__file__).parents[2] / "samples"
NAMES = sorted(path.stem for path in SAMPLES.glob("*.txt"))
FULL = {ord("0") + digit: ord("０") + digit for digit in range(10)}


def seen(text: str, *, markdown: bool = False) -> list[tuple[object, ...]]:
    """What must not depend on the layout; width and blanks are folded."""
    clauses = parse(text, markdown=markdown).clauses
    return [
        (clause.path, clause.kind, clause.level, norm(clause.heading), norm(clause.text), _cells(clause.cells.values()))
        for clause in clauses
    ]


def _cells(cells: Iterable[str]) -> list[str]:
    return [norm(cell) for cell in cells]


def prose(text: str, change: Callable[[str], str]) -> str:
    """``text`` with its lines changed, those of tables excepted."""
    return "\n".join(line if "\t" in line or not line.strip() else change(line) for line in text.split("\n"))


def numbered(text: str, mark: str) -> str:
    return prose(text, lambda line: re.sub(r"^(\d+)\. ?", lambda match: match[1] + mark, line))


def paged(text: str, page: str) -> str:
    """A page number after every ninth line that is not of a table."""

    def lines() -> Iterator[str]:
        number = 0
        before = text.split("\n")
        for at, (line, following) in enumerate(zip(before, [*before[1:], ""], strict=True)):
            yield line
            if at % 9 == 8 and "\t" not in line and "\t" not in following:
                number += 1
                yield from ("", page.format(number), "")

    return "\n".join(lines())


def piped(text: str) -> str:
    """Tables as Markdown prints them."""

    def table(match: re.Match[str]) -> str:
        rows = [line.split("\t") for line in match[0].rstrip("\n").split("\n")]
        width = max(map(len, rows))
        lines = ["| " + " | ".join(cell.strip() for cell in [*row, *[""] * (width - len(row))]) + " |" for row in rows]
        return "\n".join([lines[0], "|" + ":---|" * width, *lines[1:]]) + "\n"

    return re.sub(r"(?:[^\n]*\t[^\n]*\n?)+", table, text)


def celled(text: str) -> str:
    """Tables with one cell a line, an empty line after each row."""
    return "\n".join(
        "\n".join("\t" + cell for cell in line.split("\t")) + "\n" if "\t" in line else line
        for line in text.split("\n")
    )


LAYOUTS: dict[str, Callable[[str], str]] = {
    "lone carriage returns": lambda text: text.replace("\n", "\r"),
    "byte order mark": lambda text: "\ufeff" + text,
    "indents of U+2003": lambda text: prose(text, lambda line: "\u2003\u2003" + line),
    "indents of U+00A0": lambda text: prose(text, lambda line: "\u00a0" * 4 + line + "\u00a0"),
    "indents of U+3000": lambda text: prose(text, lambda line: "\u3000\u3000" + line),
    "indents of tabs": lambda text: prose(text, lambda line: "\t" + line),
    "empty lines with blanks": lambda text: re.sub(r"(?<=\n)\n", " \u3000\n", text),
    "pages — 1 —": lambda text: paged(text, "— {} —"),
    "pages -1-": lambda text: paged(text, "-{}-"),
    "pages 第1页": lambda text: paged(text, "第{}页"),
    "pages 1": lambda text: paged(text, "{}"),
    "pages 1 / 20": lambda text: paged(text, "{} / 20"),
    "form feeds": lambda text: paged(text, "\f{}"),
    "running heads": lambda text: paged(text, "某市人民政府公报\n— {} —"),
    "(一)": lambda text: prose(text, lambda line: re.sub(r"^（(\w+)）", r"(\1)", line)),
    "( 一 )": lambda text: prose(text, lambda line: re.sub(r"^[（(]([一二三四五六七八])[）)]", r"( \1 ) ", line)),
    "1、": lambda text: numbered(text, "、"),
    "1．": lambda text: numbered(text, "．"),
    "1 .": lambda text: numbered(text, " . "),
    "１．": lambda text: prose(text, lambda line: re.sub(r"^(\d+)\. ?", lambda m: m[1].translate(FULL) + "．", line)),
    "一.": lambda text: prose(text, lambda line: re.sub(r"^([一二三四五])、", r"\1. ", line)),
    "一 、": lambda text: prose(text, lambda line: re.sub(r"^([一二三四五])、", r"\1 、 ", line)),
    "bold headings": lambda text: prose(
        text, lambda line: re.sub(r"^((?:[一二三四五]、|[（(][一二三四五六七八][）)] ?)[^。]*。?)", r"**\1**", line)
    ),
}


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("name", NAMES)
def test_the_layout_does_not_change_the_outline(name: str, layout: str) -> None:
    text = (SAMPLES / f"{name}.txt").read_bytes().decode("utf-8")
    assert seen(LAYOUTS[layout](text)) == seen(text)


@pytest.mark.parametrize("name", ["chengdu-2022-plan", "shenyang-2022-plan"])
def test_tables_in_tabs_pipes_and_cells_are_one_table(name: str) -> None:
    text = (SAMPLES / f"{name}.txt").read_bytes().decode("utf-8")
    assert seen(piped(text), markdown=True) == seen(text)
    assert seen(celled(text)) == seen(text)


@pytest.mark.parametrize("name", NAMES)
def test_plain_text_read_as_markdown_gives_the_same_outline(name: str) -> None:
    text = (SAMPLES / f"{name}.txt").read_bytes().decode("utf-8")
    assert seen(text, markdown=True) == seen(text)


def test_bold_marks_of_run_in_sections_may_be_missing() -> None:
    text = (SAMPLES / "shenyang-2022-plan.txt").read_bytes().decode("utf-8")
    assert seen(text.replace("**", "")) == seen(text)


INDENTED = (
    "某市工作方案\n　　一、总体要求\n　　坚持稳中求进。推动改革。\n　　二、任务\n　　（一）创新。支持企业发展。{turn}鼓励企业参与标准制定。\n"
    "　　（二）绿色。推广节能产品。\n　　三、保障\n　　加强领导，落实责任。\n　　建立台账，定期调度。\n　　强化考核，兑现奖惩。\n　　加强宣传，营造氛围。\n　　及时总结，推广经验。\n"
)


@pytest.mark.parametrize("turn", ["\n— 1 —\n", "\n第1页 共3页\n", "\n\f", "\n— 1 —\n\n"])
def test_a_paragraph_that_a_page_end_cut_at_a_stop_is_one_where_all_others_are_indented(turn: str) -> None:
    found = {clause.path: clause.text for clause in parse(INDENTED.format(turn=turn)).clauses}
    assert found["二/（一）"] == "支持企业发展。鼓励企业参与标准制定。"


def test_without_a_page_end_or_without_indents_a_stop_ends_the_paragraph() -> None:
    for text in (
        INDENTED.format(turn="\n"),
        INDENTED.format(turn="\n— 1 —\n　　"),
        INDENTED.format(turn="\n— 1 —\n").replace("　", ""),
    ):
        found = {clause.path: clause.text for clause in parse(text).clauses}
        assert found["二/（一）"] == "支持企业发展。"
        assert found["二/（一）/¶2"] == "鼓励企业参与标准制定。"


def test_a_title_at_the_head_of_a_page_goes_on_with_no_paragraph() -> None:
    text = INDENTED.format(turn="\n") + "— 2 —\n某某市重点任务分解落实清单\n任务\t单位\n推进甲\t市甲局\n"
    outline = parse(text)
    assert "某某市重点任务分解落实清单" in [clause.heading for clause in outline.clauses]


@pytest.mark.parametrize(
    ("above", "below", "joint"),
    [
        ("（data processor or", "data controller）", " "),
        ("（data controller,", "including the state）", " "),
        ("（data processor", "(the controller)）", " "),
        ("**（data processor or**", "**data controller）**", " "),
        ("（cross-", "border transfer）", ""),
        ("（使用API，经", "data controller）", ""),
        ("（邮箱为wangmou@example", "gov.cn）", ""),
        ("（网址为www.example", "gov.cn）", ""),
        ("（标准号ISO", "9001）", ""),
        ("（费用为20", "24元）", ""),
    ],
)
def test_a_line_break_between_two_latin_words_stands_for_a_blank(above: str, below: str, joint: str) -> None:
    text = f"某市规定\n第一条 数据处理者{above}\n{below}应当遵守本规定。\n第二条 本规定自公布之日起施行。\n"
    outline = parse(text)
    assert uncovered(text, outline) == []
    found = next(clause for clause in outline.clauses if clause.path == "第一条")
    assert found.text == f"数据处理者{above}{joint}{below}应当遵守本规定。".replace("**", "")


def test_a_title_and_a_cell_broken_between_latin_words_keep_a_blank_there() -> None:
    text = (
        "Measures for Data Security\nand Personal Information\n第一条 甲。\n第二条 乙。\n任务清单\n序号\t任务\t责任单位\n"
        "1\t支持cross border⏎data flows。\t市商务局\n2\t支持港澳⏎机构。\t市教委\n"
    )
    outline = parse(text)
    assert outline.clauses[0].heading == "Measures for Data Security and Personal Information"
    assert [clause.text for clause in outline.clauses[-2:]] == ["支持cross border data flows。", "支持港澳机构。"]
