"""What is kept of a comparison reads back as it was."""

import json
from pathlib import Path

import pytest
from support.houses import ARTICLES
from support.shelf import AMENDED, Shelf, statute

from diffs.changes import compare
from diffs.clauses import Outline
from diffs.comparison import Override
from diffs.parsing import parse
from service.kept_comparisons import KeptChange, change_from_json, comparison_from_json
from service.schemas import change_json, comparison_json
from service.version_comparing import compare_versions, compare_versions_json

SAMPLES = Path(__file__).parents[2] / "samples"


def sample(name: str) -> Outline:
    return parse((SAMPLES / f"{name}.txt").read_text(encoding="utf-8"))


LAWS = parse(statute(ARTICLES)), parse(statute(AMENDED))


@pytest.mark.parametrize(
    ("old", "new", "across"),
    [(*LAWS, False), (sample("shenyang-2022-plan"), sample("chengdu-2022-plan"), True)],
    ids=["laws", "cities"],
)
def test_a_comparison_reads_back_from_its_json_as_it_was(old: Outline, new: Outline, across: bool) -> None:
    said = comparison_json(compare(old, new, across=across, overrides=(Override(old.clauses[-1].id, None),)))
    assert comparison_json(comparison_from_json(json.loads(json.dumps(said)))) == said


def test_a_kept_comparison_is_the_one_that_was_made(shelf: Shelf) -> None:
    pair = shelf.versions[0], shelf.versions[2]
    first, second = compare_versions(shelf.house, *pair), compare_versions(shelf.house, *pair)
    assert comparison_json(first.comparison) == comparison_json(second.comparison)
    assert json.loads(compare_versions_json(shelf.house, *pair)) == comparison_json(second.comparison)


def test_single_changes_read_back_where_they_are_wanted() -> None:
    changes = compare(*LAWS).changes
    rows = [change_json(change) for change in changes]
    assert [change_json(change_from_json(row)) for row in rows] == rows
    assert [(KeptChange(row).old, KeptChange(row).new) for row in rows] == [(one.old, one.new) for one in changes]
