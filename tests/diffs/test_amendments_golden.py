"""Laws before and after an amendment decision, excerpts; each folder holds both texts, the decision, and who worded it."""

from pathlib import Path

import pytest

from diffs.amending.amendments import fitting, outline_title, read_decision
from diffs.amending.applying import amend
from diffs.amending.edits import Amended
from diffs.changes import compare
from diffs.comparison import ChangeClass, Label
from diffs.parsing import parse

CASES = sorted(path for path in (Path(__file__).parent / "golden/amendments").iterdir() if path.is_dir())


def text(case: Path, name: str) -> str:
    return (case / f"{name}.txt").read_text(encoding="utf-8")


def applied(case: Path) -> Amended:
    old = text(case, "old")
    amendment = fitting(read_decision(text(case, "decision")).amendments, outline_title(parse(old)))
    assert amendment is not None
    return amend(old, amendment)


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.name)
def test_the_decision_leads_from_the_old_text_to_the_new(case: Path) -> None:
    comparison = compare(parse(applied(case).text), parse(text(case, "new")))
    differs = [
        (change.old_path, change.new_path)
        for change in comparison.changes
        if change.labels != {Label.UNCHANGED} and change.change_class is not ChangeClass.FORMAT
    ]
    assert differs == []


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.name)
def test_what_is_not_applied_is_what_the_case_lists(case: Path) -> None:
    refused = [f"{outcome.edit.kind} {outcome.reason}" for outcome in applied(case).outcomes if not outcome.applied]
    listed = case / "refused.txt"
    assert refused == (listed.read_text(encoding="utf-8").splitlines() if listed.exists() else [])


def test_every_case_says_who_worded_the_decision() -> None:
    assert CASES
    notes = {case.name: (case / "note.md").read_text(encoding="utf-8") for case in CASES}
    assert [name for name, note in notes.items() if "Wording:" not in note] == []
