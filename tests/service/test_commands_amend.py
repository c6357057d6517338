"""``clausewatch amend``: what it prints and how it ends."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DECISION = (
    "某市人民代表大会常务委员会关于修改《某市档案条例》的决定\n决定对《某市档案条例》作如下修改：\n"
    "一、将第二条修改为：“甲。”\n本决定自2024年1月1日起施行。\n"
)
OLD = "某市档案条例\n第一条　为了加强管理，制定本条例。\n第二条　丙。\n第三条　丁。\n"


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    decision, old = tmp_path / "决定.txt", tmp_path / "条例.txt"
    decision.write_text(DECISION, encoding="utf-8")
    old.write_text(OLD, encoding="utf-8")
    return decision, old


def amend(*arguments: object, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "service.cli", "amend", *map(str, arguments)],
        input=given,
        capture_output=True,
        timeout=120,
        cwd=ROOT,
        env={"PATH": "/usr/bin:/bin"},
    )


def test_what_was_applied_is_a_table_and_the_count_is_said(files: tuple[Path, Path]) -> None:
    done = amend(*files)
    assert done.returncode == 0
    assert "第二条" in done.stdout.decode()
    assert "已适用1项，未适用0项" in done.stderr.decode()


def test_the_amended_text_goes_to_stdout_to_the_letter(files: tuple[Path, Path]) -> None:
    assert amend(*files, "--text").stdout.decode() == OLD.replace("丙", "甲")


def test_json_holds_edits_and_text(files: tuple[Path, Path]) -> None:
    made = json.loads(amend(*files, "--json").stdout)
    assert (made["schema"], made["applied"], made["not_applied"]) == ("clausewatch/amendment/1", 1, 0)
    assert made["text"] == OLD.replace("丙", "甲")


def test_an_edit_that_could_not_be_applied_ends_with_4_and_is_named(files: tuple[Path, Path]) -> None:
    files[0].write_text(DECISION + "二、删去第九条。\n", encoding="utf-8")
    done = amend(*files)
    assert done.returncode == 4
    assert "target_not_found" in done.stdout.decode()
    done = amend(*files, "--text")
    assert (done.returncode, done.stdout.decode()) == (4, OLD.replace("丙", "甲"))
    assert "target_not_found" in done.stderr.decode()
    assert json.loads(amend(*files, "--json").stdout)["not_applied"] == 1


def test_what_is_no_decision_ends_with_1_and_one_line(files: tuple[Path, Path]) -> None:
    done = amend(files[1], files[1], "--json")
    assert done.returncode == 1
    assert json.loads(done.stdout)["error"]["reason"] == "no_decision"
    assert len(done.stderr.decode().strip().splitlines()) == 1


def test_a_text_of_another_title_needs_to_be_told_which_is_meant(files: tuple[Path, Path]) -> None:
    files[1].write_text(OLD.replace("档案", "图书"), encoding="utf-8")
    done = amend(*files, "--json")
    assert (done.returncode, json.loads(done.stdout)["error"]["reason"]) == (1, "no_amendment_fits")
    assert "《某市档案条例》" in done.stderr.decode()
    assert amend(*files, "--title", "某市档案条例").returncode == 0


def test_the_amendment_of_the_old_texts_title_is_chosen_among_many(files: tuple[Path, Path]) -> None:
    many = DECISION.replace(
        "一、将第二条修改为：“甲。”", "一、删去《甲法》第一条。\n二、将《某市档案条例》第二条修改为：“甲。”"
    )
    done = amend("-", files[1], "--json", "--title", "某市档案条例", given=many.encode())
    made = json.loads(done.stdout)
    assert [(one["title"], one["chosen"]) for one in made["amendments"]] == [("某市档案条例", True), ("甲法", False)]
    assert made["text"] == OLD.replace("丙", "甲")


def test_a_citation_that_cannot_follow_is_told_however_the_text_is_asked_for(files: tuple[Path, Path]) -> None:
    files[0].write_text(DECISION.replace("一、将第二条修改为：“甲。”", "一、删去第一条第一款。"), encoding="utf-8")
    files[1].write_text(OLD.replace("第二条　丙。", "乙。\n第二条　依照第一条第二款。"), encoding="utf-8")
    assert "决定未言序号顺延" in amend(*files).stdout.decode()
    assert "第二条 第一条第二款：决定未言序号顺延" in amend(*files, "--text").stderr.decode()
    (row,) = json.loads(amend(*files, "--json").stdout)["references"]
    assert row == {"clause": "第二条", "old": "第一条第二款", "new": None, "reason": "not_said"}


def test_an_instruction_that_was_not_understood_is_shown_in_its_own_words(files: tuple[Path, Path]) -> None:
    order = "二、将第二条第二句作文字修改。\n三、将第三条第一句作为第二条第二句，修改为：“己。”\n"
    files[0].write_text(DECISION.replace("本决定", f"{order}本决定"), encoding="utf-8")
    shown = [line for line in amend(*files).stdout.decode().splitlines() if "未识别" in line]
    assert [words in line for line, words in zip(shown, ("第二句作文字修改", "第一句作为"), strict=True)] == [
        True,
        True,
    ]
    said = amend(*files, "--text").stderr.decode().splitlines()
    assert any("not_understood" in line and "第二句作文字修改" in line for line in said)
