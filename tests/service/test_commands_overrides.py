"""``clausewatch overrides``: a word said on the command line is the same word everywhere."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from support.houses import ARTICLES
from support.shelf import AMENDED, statute

ROOT = Path(__file__).parents[2]


def clausewatch(*arguments: str, data: Path) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "service.cli", *arguments],
        capture_output=True,
        timeout=120,
        cwd=ROOT,
        env={"PATH": "/usr/bin:/bin", "CLAUSEWATCH_DATA": str(data)},
    )


def answer(*arguments: str, data: Path, code: int = 0) -> dict:
    done = clausewatch(*arguments, "--json", data=data)
    assert done.returncode == code, done.stderr.decode()
    return json.loads(done.stdout)


@pytest.fixture
def pair(tmp_path: Path) -> tuple[str, str]:
    """The law of 2024 and of 2025 as versions of one document."""
    document, made = [], []
    for name, articles, dated in (("old", ARTICLES, "2024-03-01"), ("new", AMENDED, "2025-11-01")):
        file = tmp_path / f"{name}.txt"
        file.write_text(statute(articles), encoding="utf-8")
        tracked = answer("track", str(file), "--dated", dated, *document, data=tmp_path)
        document = ["--document", tracked["document"]]
        made.append(tracked["version"])
    return made[0], made[1]


def test_a_word_is_said_listed_obeyed_by_diff_and_taken_back(tmp_path: Path, pair: tuple[str, str]) -> None:
    before = answer("diff", *pair, data=tmp_path)
    said = answer("overrides", "add", *pair, "--old", "第四条", "--new", "第七条", "--note", "对照表", data=tmp_path)
    assert (said["old_path"], said["new_path"], said["note"]) == ("第四条", "第七条", "对照表")
    assert said["created_by"] == "command line"
    made = answer("diff", *pair, data=tmp_path)
    (change,) = [one for one in made["changes"] if one["old_path"] == ["第四条"]]
    assert (change["new_path"], change["tier"]) == (["第七条"], "manual")
    assert [one["id"] for one in made["overrides"]] == [said["id"]]
    assert answer("overrides", "list", data=tmp_path)["items"] == [said]
    gone = answer("overrides", "remove", said["id"], data=tmp_path)
    assert gone["withdrawn_by"] == "command line"
    assert answer("overrides", "list", data=tmp_path)["items"] == []
    assert answer("overrides", "list", "--withdrawn", data=tmp_path)["items"] == [gone]
    assert answer("diff", *pair, data=tmp_path) == before


def test_people_read_what_was_said_and_what_it_replaced(tmp_path: Path, pair: tuple[str, str]) -> None:
    first = answer("overrides", "add", *pair, "--old", "第四条", "--new", "none", data=tmp_path)
    done = clausewatch("overrides", "add", *pair, "--old", first["old"], "--new", "第七条", data=tmp_path)
    assert done.returncode == 0
    assert done.stdout == b""
    assert f"第四条 ↔ 第七条, in place of {first['id']}" in done.stderr.decode()
    listed = clausewatch("overrides", "list", "--withdrawn", data=tmp_path).stdout.decode()
    assert "第七条" in listed
    assert "replaced" in listed


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [("none", "none", "No clause is named"), ("第九条", "none", "has no clause 第九条"), ("none", "x", "no clause x")],
)
def test_what_cannot_hold_is_one_line_and_json_when_asked(
    tmp_path: Path, pair: tuple[str, str], old: str, new: str, said: str
) -> None:
    given = ("overrides", "add", *pair, "--old", old, "--new", new)
    failed = answer(*given, data=tmp_path, code=1)
    assert failed["error"]["reason"] == "bad_override"
    assert said in failed["error"]["message"]
    lines = clausewatch(*given, data=tmp_path).stderr.decode().strip().splitlines()
    assert len(lines) == 1
    assert answer("overrides", "list", data=tmp_path)["items"] == []


def test_an_unknown_version_or_override_is_named(tmp_path: Path, pair: tuple[str, str]) -> None:
    given = ("overrides", "add", pair[0], "ver_0", "--old", "第四条", "--new", "第四条")
    assert "no version ver_0" in answer(*given, data=tmp_path, code=1)["error"]["message"]
    assert "no override ovr_0" in answer("overrides", "remove", "ovr_0", data=tmp_path, code=1)["error"]["message"]
