"""Pairs of real wordings whose links were decided by reading; each folder holds both texts, what is expected, and why."""

import json
from pathlib import Path

import pytest

from diffs.changes import compare
from diffs.comparison import Label
from diffs.parsing import parse

CASES = sorted(path for path in (Path(__file__).parent / "golden/comparisons").iterdir() if path.is_dir())


@pytest.fixture(params=CASES, ids=lambda path: path.name)
def case(request):
    texts = [(request.param / name).read_text(encoding="utf-8") for name in ("old.txt", "new.txt")]
    return compare(*map(parse, texts)), json.loads((request.param / "expected.json").read_text(encoding="utf-8"))


def linked(comparison):
    return {(old, new) for change in comparison.changes for old in change.old_path for new in change.new_path}


def test_what_a_reader_links_is_linked(case):
    comparison, expected = case
    assert [pair for pair in expected["links"] if tuple(pair) not in linked(comparison)] == []


def test_what_a_reader_links_is_linked_from_new_to_old_too(case, request):
    _, expected = case
    folder = next(path for path in CASES if path.name in request.node.name)
    texts = [parse((folder / name).read_text(encoding="utf-8")) for name in ("new.txt", "old.txt")]
    back = linked(compare(*texts))
    assert [pair for pair in expected["links"] if (pair[1], pair[0]) not in back] == []


def test_what_a_reader_calls_added_or_removed_is(case):
    comparison, expected = case
    labels = {path: change.labels for change in comparison.changes for path in change.new_path or change.old_path}
    alone_old = {path for change in comparison.changes if not change.new for path in change.old_path}
    assert [path for path in expected["added"] if labels.get(path) != {Label.ADDED}] == []
    assert [path for path in expected["removed"] if path not in alone_old] == []


def test_nothing_is_called_moved_that_a_reader_does_not_call_so(case):
    comparison, expected = case
    moved = {path for change in comparison.changes if Label.MOVED in change.labels for path in change.new_path}
    assert moved <= set(expected["moved"])


def test_every_case_says_who_decided_and_how():
    assert CASES
    assert [path.name for path in CASES if "Decided by reading" not in (path / "note.md").read_text("utf-8")] == []
