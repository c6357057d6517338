"""Two plans checked against their own lists by reading, row by row; the notes in the cases say how."""

import tomllib
from pathlib import Path

import pytest

from diffs.checking.consistency import Check, check
from diffs.checking.measures import fold
from diffs.clauses import Outline
from diffs.comparison import Label, Op
from diffs.parsing import parse

GOLDEN = Path(__file__).parent / "golden" / "check"
SAMPLES = Path(__file__).parents[2] / "samples"
NAMES = sorted(case.stem for case in GOLDEN.glob("*.toml"))


@pytest.fixture(scope="module", params=NAMES)
def name(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture(scope="module")
def truth(name: str) -> dict:
    return tomllib.loads((GOLDEN / f"{name}.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def outline(name: str) -> Outline:
    return parse((SAMPLES / f"{name}.txt").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def made(outline: Outline) -> Check:
    return check(outline)


def test_every_row_is_linked_with_the_sentences_that_a_reader_found(made: Check, truth: dict) -> None:
    read = {
        (row, clause, tuple(sentences)) for clause, rows in truth["links"].items() for row, sentences in rows.items()
    }
    assert {(link.row, link.clause, link.sentences) for link in made.links} == read
    assert len(made.links) == made.rows == len(read)
    assert made.unlinked == ()


def test_no_sentence_of_the_listed_part_is_left_over(made: Check, outline: Outline, truth: dict) -> None:
    counts = {clause.path: len(clause.sentences) for clause in outline.clauses}
    for clause, rows in truth["links"].items():
        assert sorted(at for sentences in rows.values() for at in sentences) == list(range(counts[clause]))
    assert made.unlisted == ()


def test_every_true_discrepancy_is_found_and_no_other(made: Check, truth: dict) -> None:
    read = {(one["row"], one["clause"], one["sentence"]) for one in truth["discrepancies"]}
    assert {(one.row, one.clause, one.sentence) for one in made.discrepancies} == read
    assert {link.row for link in made.links if Label.MODIFIED in link.labels} == {row for row, _, _ in read}


def test_what_a_reader_quoted_stands_in_the_spans_of_its_row(made: Check, truth: dict) -> None:
    found = {one.row: one for one in made.discrepancies}
    for quoted in truth["discrepancies"]:
        one = found[quoted["row"]]
        assert quoted["body"] in one.body
        assert quoted["list"] in one.list
        assert one.body == "".join(span.text for span in one.spans if span.op is not Op.INSERT)
        assert one.list == "".join(span.text for span in one.spans if span.op is not Op.DELETE)
        assert one.differences
        assert all(fold(body) != fold(listed) for body, listed in one.differences)


def test_headings_differ_where_a_reader_saw_it(made: Check, truth: dict) -> None:
    read = [(one["list"], one["body"], tuple(one["rows"])) for one in truth["headings"]]
    assert [(one.list, one.body, one.rows) for one in made.headings] == read


def test_rows_of_several_sentences_say_so(made: Check) -> None:
    merged = {link.row for link in made.links if Label.MERGED in link.labels}
    assert merged == {link.row for link in made.links if len(link.sentences) > 1}
    assert not [link for link in made.links if link.labels & {Label.MOVED, Label.SPLIT}]
