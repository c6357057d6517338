"""``clausewatch check`` as people and programs meet it."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from support.houses import house_at

from service.tracking import track_file

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "samples"
PLAN = """示例区服务业扩大开放试点工作方案
一、主要任务
（一）推进科技服务。支持科研机构与企业共建实验室，促进成果转化。
（二）推进金融服务。支持符合条件的机构开展跨境业务、优化支付便利化水平。
"""
LIST = """任务清单

序号\t试点任务\t单位
1\t支持科研机构与企业共建实验室,促进成果转化。\t市科技局
2\t支持符合条件的机构开展跨境业务优化支付便利化水平。\t市金融局
3\t建设国际消费中心城市并打造夜间经济地标。\t市商务局
"""


def clausewatch(*arguments: str, given: str = "") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "service.cli", "check", *arguments],
        input=given.encode(),
        capture_output=True,
        timeout=120,
        cwd=ROOT,
        env={"PATH": "/usr/bin:/bin"},
    )


def answer(done: subprocess.CompletedProcess[bytes], code: int = 0) -> dict:
    assert done.returncode == code, done.stderr.decode()
    return json.loads(done.stdout)


def test_it_prints_the_check_contract() -> None:
    check = answer(clausewatch(str(SAMPLES / "shenyang-2022-plan.txt"), "--json"))
    assert list(check) == ["schema", "rows", "links", "discrepancies", "headings", "unlinked", "unlisted"]
    assert {"row", "clause", "sentences", "labels"} <= set(check["links"][0])
    assert {"row", "clause", "sentence", "body", "list", "spans"} <= set(check["discrepancies"][0])
    assert {"list", "body", "rows"} <= set(check["headings"][0])
    assert (check["rows"], len(check["links"]), len(check["discrepancies"])) == (95, 95, 6)


def test_people_see_the_differences_marked_and_a_count() -> None:
    shown = clausewatch(str(SAMPLES / "shenyang-2022-plan.txt")).stdout.decode()
    assert "@@ 二/（二）/5 第2句 ↔ 表2-4" in shown
    assert "[-用-]{+土+}" in shown
    assert "防范金融风险  防控金融风险" in shown
    assert shown.rstrip().splitlines()[-1] == "清单95行，95行在正文中有对应句子；文字不一6处；标题不一1处"


def test_what_only_differs_in_width_is_not_marked() -> None:
    shown = clausewatch(str(SAMPLES / "chengdu-2022-plan.txt")).stdout.decode()
    assert "合作[-并-]参与" in shown
    assert "{+，+}" not in shown
    assert "[-,-]" not in shown


@pytest.mark.parametrize(("arguments", "code"), [((), 0), (("--exit-code",), 3), (("--exit-code", "--json"), 3)])
def test_discrepancies_are_an_exit_code_when_asked(arguments: tuple[str, ...], code: int) -> None:
    assert clausewatch("-", *arguments, given=PLAN + "\n" + LIST).returncode == code


def test_no_discrepancy_is_no_exit_code() -> None:
    same = LIST.replace("跨境业务优化", "跨境业务、优化")
    assert clausewatch("-", "--exit-code", given=f"{PLAN}\n{same}").returncode == 0


def test_the_list_may_be_a_file_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "plan.txt").write_text(PLAN, encoding="utf-8")
    (tmp_path / "list.txt").write_text(LIST, encoding="utf-8")
    check = answer(clausewatch(str(tmp_path / "plan.txt"), "--list", str(tmp_path / "list.txt"), "--json"))
    assert [(one["row"], one["differences"]) for one in check["discrepancies"]] == [("任务清单-2", [["、", ""]])]
    assert check["unlinked"] == ["任务清单-3"]
    shown = clausewatch(str(tmp_path / "plan.txt"), "--list", str(tmp_path / "list.txt")).stdout.decode()
    assert "正文中没有对应句子的行：任务清单-3" in shown


def test_a_plan_without_a_list_says_how_to_mend_it() -> None:
    done = clausewatch(str(SAMPLES / "shanghai-2021-plan.txt"), "--json")
    error = answer(done, code=1)["error"]
    assert error["reason"] == "no_task_list"
    assert "--list" in error["message"]
    assert len(done.stderr.decode().splitlines()) == 1


def test_a_list_file_without_rows_is_named(tmp_path: Path) -> None:
    (tmp_path / "list.txt").write_text("某市人民政府办公室", encoding="utf-8")
    error = answer(clausewatch("-", "--list", str(tmp_path / "list.txt"), "--json", given=PLAN), code=1)["error"]
    assert error["reason"] == "no_task_list"
    assert "list.txt" in error["message"]


def test_a_file_that_is_not_there_is_one_line(tmp_path: Path) -> None:
    error = answer(clausewatch(str(tmp_path / "none.txt"), "--json"), code=1)["error"]
    assert error["reason"] == "unreadable"


def test_stored_texts_are_checked_by_the_id_of_a_version_or_a_document(tmp_path: Path) -> None:
    with house_at(tmp_path) as house:
        whole = track_file(house, "whole.txt", f"{PLAN}\n{LIST}".encode())
        plan = track_file(house, "plan.txt", PLAN.replace("示例区", "样本区").encode())
    expected = answer(clausewatch("-", "--json", given=f"{PLAN}\n{LIST}"))
    for given in (whole.version, whole.document):
        assert answer(stored(tmp_path, str(given), "--json")) == expected
    assert answer(stored(tmp_path, str(plan.version), "--list", str(whole.version), "--json"))["rows"] == 3
    alone = answer(stored(tmp_path, str(plan.version), "--json"), code=1)["error"]
    assert (alone["reason"], str(plan.version) in alone["message"]) == ("no_task_list", True)
    for unknown in ("ver_0", "doc_0"):
        assert answer(stored(tmp_path, unknown, "--json"), code=1)["error"]["reason"] == "not_found"


def stored(folder: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "service.cli", "check", *arguments]
    environment = {"PATH": "/usr/bin:/bin", "CLAUSEWATCH_DATA": str(folder)}
    return subprocess.run(command, capture_output=True, timeout=120, cwd=ROOT, env=environment)
