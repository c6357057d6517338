"""``clausewatch history``: JSON whatever the outcome, and a table for people."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from support.shelf import filled_shelf


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    folder = tmp_path_factory.mktemp("shelf")
    with filled_shelf(folder) as shelf:
        return folder, shelf.versions


def run(folder: Path, *arguments: str) -> tuple[int, str, str]:
    environment = {"CLAUSEWATCH_DATA": str(folder), "PATH": os.environ["PATH"], "NO_COLOR": "1", "COLUMNS": "200"}
    command = [sys.executable, "-m", "service.cli", "history", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    return done.returncode, done.stdout, done.stderr


def test_json_is_what_the_api_answers(filled: tuple[Path, list[str]]) -> None:
    folder, versions = filled
    code, out, _ = run(folder, versions[2], "第四条", "--json")
    answer: dict[str, Any] = json.loads(out)
    assert code == 0
    assert answer["schema"] == "clausewatch/clause-history/1"
    assert [one["presence"] for one in answer["texts"]] == ["stands"] * 3


def test_people_get_a_line_for_each_text_and_each_hit(filled: tuple[Path, list[str]]) -> None:
    folder, versions = filled
    code, out, _ = run(folder, versions[2], "第四条")
    assert code == 0
    assert "2020-05-01" in out
    assert "modified" in out
    assert "similar" in out


def test_an_unknown_clause_is_one_line_and_json_when_asked(filled: tuple[Path, list[str]]) -> None:
    folder, versions = filled
    code, out, err = run(folder, versions[2], "第一百条", "--json")
    assert code == 1
    assert json.loads(out)["error"]["reason"] == "not_found"
    assert len(err.strip().splitlines()) == 1
