"""Outlines that a person has read and found right, case by case; each case says in its note what it stands for.

A case is ``golden/NAME.json`` beside ``golden/NAME.txt`` (or ``.md``), or names a text of ``samples/``. A case that
should change is read again first: print ``described(parse(text))`` and compare it with the text.
"""

import json
import re
from pathlib import Path

import pytest
from support.parsed import described, uncovered

from diffs.parsing import parse
from diffs.parsing.reading import PATH_WORDS

GOLDEN = Path(__file__).parent / "golden"
SAMPLES = Path(__file__).parents[2] / "samples"
CASES = sorted(GOLDEN.glob("*.json"))


def source(case: Path) -> Path:
    """The text that a golden case is about."""
    own = [path for path in (case.with_suffix(".txt"), case.with_suffix(".md")) if path.exists()]
    return own[0] if own else SAMPLES / f"{case.stem}.txt"


def read(path: Path) -> str:
    return path.read_bytes().decode("utf-8")


def test_every_sample_has_a_golden_outline() -> None:
    assert {path.stem for path in SAMPLES.glob("*.txt")} <= {case.stem for case in CASES}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_outline_is_the_one_that_was_read_and_found_right(case: Path) -> None:
    text = read(source(case))
    golden = json.loads(case.read_text(encoding="utf-8"))
    assert golden.pop("note")
    outline = parse(text, markdown=source(case).suffix == ".md")
    assert uncovered(text, outline) == []
    assert described(outline) == golden


@pytest.mark.parametrize("name", ["chengdu-2022-plan", "shanghai-2021-plan", "shenyang-2022-plan"])
def test_line_ends_and_indents_do_not_change_the_outline(name: str) -> None:
    text = read(SAMPLES / f"{name}.txt")
    plain = [(clause.path, clause.wording, dict(clause.cells)) for clause in parse(text).clauses]
    returned = [
        (clause.path, clause.wording, dict(clause.cells)) for clause in parse(text.replace("\n", "\r\n")).clauses
    ]
    lines = [line if "\t" in line else "\u3000\u3000" + line for line in text.split("\n")]
    indented = [(clause.path, clause.wording, dict(clause.cells)) for clause in parse("\n".join(lines)).clauses]
    assert returned == plain
    assert indented == plain


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_unnumbered_parts_have_paths_of_fixed_words(case: Path) -> None:
    outline = parse(read(source(case)), markdown=source(case).suffix == ".md")
    words = {step for clause in outline.clauses if clause.level == 0 for step in clause.path.split("/")}
    assert {word for word in words if not re.fullmatch(r"¶\d+|(?:附件|文件)\d+", word)} <= set(PATH_WORDS)
