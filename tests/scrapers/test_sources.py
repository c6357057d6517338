"""Declarations: what is right is read, what is wrong is told with file, line and remedy."""

import re
from pathlib import Path

import pytest

from scrapers.pages import Selectors
from scrapers.shapes import NAMES
from scrapers.sources import Declaration, read_declarations, read_interval
from scrapers.toml_lines import Lines

FULL = """\
# a ministry
[[source]]
id = "mofcom-policy"
name = "商务部政策发布"
place = "北京市"
list = "https://www.example.org/zwgk/index.html"
pages = [
  "https://www.example.org/a.html",
  "https://www.example.org/b.html#top",
]
interval = "6h"
shape = "trs"
attachments = false
robots = false
max_pages = 5

[source.select]
list_item = "ul.list li"
link = "a[title]"
date = "span"
title = "h1"
content = "#zoom"
remove = [".share", "#hits"]

[[source]]
id = "yubei"
name = "渝北区"
pages = ["https://www.example.net/notice.html"]
"""


def write(folder: Path, text: str, name: str = "sources.toml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def told(path: Path) -> list[str]:
    return [f"{problem.line}: {problem.message}" for problem in read_declarations([path])[1]]


def source(lines: str) -> str:
    return f'[[source]]\nid = "a"\nname = "A"\nlist = "https://www.example.org/"\n{lines}\n'


def test_every_key_is_read(tmp_path: Path) -> None:
    declarations, problems = read_declarations([write(tmp_path, FULL)])
    assert problems == ()
    assert declarations == (
        Declaration(
            id="mofcom-policy",
            name="商务部政策发布",
            place="北京市",
            list_url="https://www.example.org/zwgk/index.html",
            pages=("https://www.example.org/a.html", "https://www.example.org/b.html"),
            interval=21600,
            shape="trs",
            attachments=False,
            robots=False,
            selectors=Selectors("ul.list li", "a[title]", "span", "h1", "#zoom", (".share", "#hits")),
            max_pages=5,
        ),
        Declaration(id="yubei", name="渝北区", pages=("https://www.example.net/notice.html",)),
    )


def test_what_is_left_out_has_its_documented_default() -> None:
    plain = Declaration(id="a", name="A", list_url="https://www.example.org/")
    assert (plain.interval, plain.max_pages, plain.attachments, plain.robots, plain.shape) == (
        86400,
        3,
        True,
        True,
        None,
    )


def test_a_declaration_survives_json(tmp_path: Path) -> None:
    for declaration in read_declarations([write(tmp_path, FULL)])[0]:
        assert Declaration.from_json(declaration.to_json()) == declaration


def test_json_from_outside_is_checked_like_toml() -> None:
    given = {"id": "a", "name": "A", "list": "https://www.example.org/", "interval": "30s", "place": None}
    assert Declaration.from_json(given).interval == 30
    with pytest.raises(ValueError, match="unknown key 'intervall': did you mean interval"):
        Declaration.from_json({**given, "intervall": "1d"})
    with pytest.raises(ValueError, match="name is missing"):
        Declaration.from_json({"id": "a", "list": "https://www.example.org/"})
    with pytest.raises(ValueError, match="select has to be a table"):
        Declaration.from_json({**given, "select": "#zoom"})


@pytest.mark.parametrize(
    ("text", "seconds"), [("30s", 30), ("10m", 600), ("6h", 21600), ("1d", 86400), (" 2 h ", 7200), (10, 10)]
)
def test_intervals_are_read_in_seconds(text: object, seconds: int) -> None:
    assert read_interval(text) == seconds


@pytest.mark.parametrize("wrong", ["", "6", "h", "6 weeks", "-1h", "0d", "1.5h", "9s", 9, True, 6.5, None, ["6h"]])
def test_a_wrong_interval_says_how_to_write_one(wrong: object) -> None:
    with pytest.raises(ValueError, match=r'"10s"|"6h"'):
        read_interval(wrong)


@pytest.mark.parametrize(
    ("lines", "line", "message"),
    [
        ('intervall = "6h"', 5, "unknown key 'intervall': did you mean interval?"),
        ('colour = "red"', 5, "unknown key 'colour': a source takes id, name, place, list"),
        ('interval = "often"', 5, 'write it like "30s"'),
        ('\n\ninterval = "5s"', 7, '"10s" at least'),
        ('interval = "999999999d"', 5, '"366d" at most'),
        (f'place = "{"省" * 201}"', 5, "at most 200 characters"),
        ('place = "辽宁\\u0000省"', 5, "that can be shown"),
        (f'pages = ["https://www.example.org/{"x" * 2000}"]', 5, "more than 2000 bytes"),
        ('shape = "TRS"', 5, "did you mean trs?"),
        ('shape = "wordpress"', 5, "it is one of"),
        ('attachments = "yes"', 5, "true or false, without quotation marks"),
        ("robots = 1", 5, "true or false"),
        ("max_pages = 0", 5, "from 1 to 1000"),
        ("max_pages = true", 5, "from 1 to 1000"),
        ("place = 3", 5, "place has to be text"),
        ('pages = "https://www.example.org/"', 5, "pages has to be a list of URLs"),
        ('pages = [\n  "https://www.example.org/",\n  "www.example.org"]', 5, "is not a URL"),
        ('pages = ["http://127.1/"]', 5, "no plain IP address"),
        ('pages = ["file:///etc/passwd"]', 5, "neither http nor https"),
        ('pages = ["http://me:word@www.example.org/"]', 5, "carries a user name"),
        ('[source.select]\n\ncontnet = "#zoom"', 7, "unknown key 'contnet': did you mean content?"),
        ('[source.select]\ncontent = "#zoom["', 6, "'#zoom[' is not a CSS selector"),
        ('[source.select]\ncontent = ""', 6, "content has to be a CSS selector"),
        ('[source.select]\nremove = ".share"', 6, "remove has to be a list"),
        ('[source.select]\nremove = [".share", ">>"]', 6, "'>>' is not a CSS selector"),
        ('select = "#zoom"', 5, "select has to be a table"),
        ('select = { content = "#a", datum = "b" }', 5, "did you mean date?"),
        ('place = """\n[[source]]\ncolour = 1\n"""\ncolour = 2', 9, "unknown key 'colour'"),
    ],
)
def test_a_mistake_is_told_with_its_line_and_remedy(tmp_path: Path, lines: str, line: int, message: str) -> None:
    problems = told(write(tmp_path, source(lines)))
    assert len(problems) == 1
    assert problems[0].startswith(f"{line}: ")
    assert message in problems[0]


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("", 1, "declares no source: begin one with a line [[source]]"),
        ('[source]\nid = "a"', 1, "write [[source]] with two brackets"),
        (f"source = {'[' * 5000}{']' * 5000}", 1, "nested too deeply"),
        ("source = 3", 1, "begin it with a line [[source]]"),
        ('[[sources]]\nid = "a"', 1, "unknown key 'sources': did you mean source?"),
        ("[[source]]\nid = \n", 2, "is not TOML"),
        ('[[source]]\nid = "a"\nid = "b"\n', 3, "is not TOML"),
        ('[[source]]\nid = "a', 2, "is not TOML"),
        ('\n[[source]]\nname = "A"\npages = ["https://www.example.org/"]', 2, "id is missing"),
        ('[[source]]\nid = "a"\nname = "A"', 1, "says nothing to fetch: give list (a list page) or pages"),
        ('[[source]]\nid = "A b"\nname = "A"\npages = ["https://www.example.org/"]', 2, "like shenyang-gov"),
    ],
)
def test_a_mistake_of_the_whole_file_is_told(tmp_path: Path, text: str, line: int, message: str) -> None:
    problems = told(write(tmp_path, text))
    assert len(problems) == 1
    assert problems[0].startswith(f"{line}: ")
    assert message in problems[0]


def test_all_mistakes_are_told_at_once_in_order_and_right_sources_are_kept(tmp_path: Path) -> None:
    text = (
        source('shape = "x"\nrobots = 0\ncolour = 1')
        + '[[source]]\nid = "b"\nname = "B"\npages = ["https://b.example/"]\n'
    )
    declarations, problems = read_declarations([write(tmp_path, text)])
    assert [problem.line for problem in problems] == [5, 6, 7]
    assert [declaration.id for declaration in declarations] == ["b"]


def test_an_id_taken_in_another_file_names_that_place(tmp_path: Path) -> None:
    write(tmp_path, source(""), "one.toml")
    write(tmp_path, "\n" + source(""), "two.toml")
    declarations, problems = read_declarations([tmp_path])
    assert len(declarations) == 1
    assert len(problems) == 1
    assert str(problems[0]).startswith(f"{tmp_path / 'two.toml'}:3: id 'a' is taken by {tmp_path / 'one.toml'}:2")


def test_unreadable_files_are_told_and_the_others_read(tmp_path: Path) -> None:
    latin = tmp_path / "latin.toml"
    latin.write_bytes('name = "商务部"'.encode("gbk"))
    good = write(tmp_path, source(""), "with a mark.toml")
    good.write_bytes(b"\xef\xbb\xbf" + good.read_bytes())
    declarations, problems = read_declarations([tmp_path / "none.toml", latin, good])
    assert [declaration.id for declaration in declarations] == ["a"]
    assert [problem.message for problem in problems] == [
        "cannot be read: No such file or directory",
        "is not UTF-8: save it as UTF-8",
    ]


def test_lines_are_found_for_dotted_and_quoted_keys() -> None:
    lines = Lines("a.b = 1\n[x.'y z']\n\"k\" = 2\n[[t]]\nn = 1\n[t.s]\nm = 1\n[[t]]\n[t.s]\nm = 2\n")
    assert lines.of(("a", "b")) == 1
    assert lines.of(("x", "y z", "k")) == 3
    assert lines.of(("t", 0, "n")) == 5
    assert lines.of(("t", 0, "s", "m")) == 7
    assert lines.of(("t", 1, "s", "m")) == 10
    assert lines.of(("t", 1, "s", "missing")) == 9
    assert lines.of(("nowhere",)) == 1


def test_the_examples_of_the_documentation_are_right(tmp_path: Path) -> None:
    text = (Path(__file__).parents[2] / "docs" / "sources.md").read_text("utf-8")
    blocks = re.findall(r"```toml\n(.*?)```", text, re.DOTALL)
    assert len(blocks) >= 6
    for number, block in enumerate(blocks):
        declarations, problems = read_declarations([write(tmp_path, block, f"{number}.toml")])
        assert [str(problem) for problem in problems] == []
        assert declarations


def test_the_documentation_names_every_key_and_shape() -> None:
    text = (Path(__file__).parents[2] / "docs" / "sources.md").read_text("utf-8")
    keys = Declaration(id="a", name="A").to_json()
    for word in (*keys, *keys["select"]):
        assert f"`{word}`" in text
    for name in NAMES:
        assert f"\n### {name}" in text
