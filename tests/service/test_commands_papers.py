"""``clausewatch diff --paper``: a paper in a file or on stdout, and one line for mistakes."""

import json
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import docx
import pytest
from support.houses import ARTICLES
from support.shelf import AMENDED, statute

from service.cli import main

ROOT = Path(__file__).parents[2]


def clausewatch(*arguments: str, data: Path) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "service.cli", *arguments],
        capture_output=True,
        timeout=120,
        cwd=ROOT,
        env={"PATH": "/usr/bin:/bin", "CLAUSEWATCH_DATA": str(data)},
    )


@pytest.fixture
def pair(tmp_path: Path) -> list[str]:
    """Two Word files of a law."""
    for name, articles in (("old", ARTICLES), ("new", AMENDED)):
        paper = docx.Document()
        for line in statute(articles).split("\n"):
            paper.add_paragraph(line)
        paper.save(str(tmp_path / f"{name}.docx"))
    return [str(tmp_path / "old.docx"), str(tmp_path / "new.docx")]


def test_two_word_files_make_a_table_in_word(tmp_path: Path, pair: list[str]) -> None:
    out = tmp_path / "对照表.docx"
    done = clausewatch("diff", *pair, "-o", str(out), "--json", data=tmp_path)
    assert done.returncode == 0, done.stderr.decode()
    told = json.loads(done.stdout)
    assert (told["paper"], told["changes"], told["shown"]) == ("table.docx", 2, 2)
    assert (told["bytes"], told["digest"]) == (out.stat().st_size, sha256(out.read_bytes()).hexdigest())
    cells = [cell.text for row in docx.Document(str(out)).tables[0].rows for cell in row.cells]
    assert f"第四条　{AMENDED[3]}" in cells
    assert not (tmp_path / "clausewatch.db").exists()


def test_a_paper_can_go_to_standard_output_and_be_filtered(tmp_path: Path, pair: list[str]) -> None:
    done = clausewatch("diff", *pair, "--paper", "table.md", "-o", "-", "--query", "?label=added", data=tmp_path)
    assert done.returncode == 0
    assert AMENDED[6] in done.stdout.decode()
    assert ARTICLES[3] not in done.stdout.decode()
    assert done.stderr == b""


@pytest.mark.parametrize(
    ("arguments", "code", "reason"),
    [
        (["--paper", "table.pdf"], 2, "usage"),
        (["-o", "x.foo"], 2, "usage"),
        (["-o", "no/such/folder/x.md"], 1, "unwritable"),
        (["-o", "x.md", "--query", "label=addd"], 1, "bad_input"),
        (["-o", "x.md", "--lang", "fr"], 2, "usage"),
        (["-o", "x.md", "--exit-code"], 2, "usage"),
    ],
)
def test_mistakes_are_one_line(
    pair: list[str], arguments: list[str], code: int, reason: str, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["diff", *pair, *arguments, "--json"])
    told = capfdbinary.readouterr()
    assert ended.value.code == code
    assert json.loads(told.out)["error"]["reason"] == reason
    assert len(told.err.decode().splitlines()) == 1
