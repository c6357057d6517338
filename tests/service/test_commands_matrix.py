"""``clausewatch matrix``: a table for people, JSON and CSV for programs, one line for mistakes."""

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from support.families import ARTICLES
from support.shelf import statute

ROOT = Path(__file__).parents[2]


def clausewatch(*arguments: str, data: Path, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "service.cli", *arguments],
        capture_output=True,
        timeout=120,
        cwd=ROOT,
        env={"PATH": "/usr/bin:/bin", "CLAUSEWATCH_DATA": str(data), **environment},
    )


@pytest.fixture
def laws(tmp_path: Path) -> list[str]:
    """Files of two cities; the second lacks an article and has one of its own."""
    chosen = {"沈阳市": (0, 7, 8, 13), "成都市": (0, 7, 13)}
    own = "=湿地公园内的候鸟栖息地实行封闭保护，每年十月至次年三月禁止游人进入核心区。"
    paths = []
    for city, numbers in chosen.items():
        fines = {"沈阳市": "三百", "成都市": "五百"}
        articles = [ARTICLES[at].format(place=city, number=fines[city]) for at in numbers]
        path = tmp_path / f"{city}.txt"
        path.write_text(statute([*articles, *([own] if city == "成都市" else [])], f"{city}公园条例"), encoding="utf-8")
        paths.append(str(path))
    return paths


def test_json_is_the_matrix_contract(tmp_path: Path, laws: list[str]) -> None:
    done = clausewatch("matrix", *laws, "--json", "--not-held", "广州市公园条例", data=tmp_path)
    assert done.returncode == 0, done.stderr.decode()
    laid = json.loads(done.stdout)
    assert laid["schema"] == "clausewatch/matrix/1"
    assert laid["summary"] == {
        **{"texts": 3, "held": 2, "counting": "places", "places": 2, "rows": 5},
        **{"in_all": 3, "in_some": 0, "in_one": 2, "in_none": 0},
    }
    assert [[cell["label"] for cell in row["cells"]] for row in laid["rows"]] == [
        ["template", "template", "not_held"],
        ["identical", "identical", "not_held"],
        ["identical", "absent", "not_held"],
        ["modified", "identical", "not_held"],
        ["absent", "identical", "not_held"],
    ]
    assert done.stderr == b""
    assert not (tmp_path / "clausewatch.db").exists()


def test_people_get_a_table_and_the_summary(tmp_path: Path, laws: list[str]) -> None:
    shown = clausewatch("matrix", *laws, data=tmp_path, COLUMNS="100").stdout.decode()
    assert "沈阳市公园条例  4 条，独有 1" in shown
    assert "〔地〕" in shown
    assert "改 三百" in shown
    assert "候鸟栖息地" not in shown
    assert "共 5 行，2 地：各地都有 3，部分有 0，仅一地有 2（2 行未列出，加 --all 列出）" in shown
    everything = clausewatch("matrix", *laws, "--all", data=tmp_path, COLUMNS="100").stdout.decode()
    assert "候鸟栖息地" in everything
    assert "未见" in everything


def test_csv_holds_whole_wordings_and_no_formula(tmp_path: Path, laws: list[str]) -> None:
    printed = clausewatch("matrix", *laws, "--csv", data=tmp_path).stdout
    rows = list(csv.DictReader(io.StringIO(printed.decode("utf-8-sig"), newline="")))
    assert len(rows) == 5
    assert rows[0]["成都市公园条例：文字"] == ARTICLES[0].format(place="成都市", number="")
    assert [row["成都市公园条例：标签"] for row in rows] == ["同模板", "相同", "未见", "相同", "相同"]
    assert [row["范围"] for row in rows] == ["全有", "全有", "独有", "全有", "独有"]
    assert rows[0]["共同文字"].startswith("为了加强〔地名〕公园")
    assert rows[3]["沈阳市公园条例：不同之处"] == "数字：三百元"
    assert rows[4]["成都市公园条例：文字"].startswith("'=湿地公园")
    assert rows[4]["共同文字"].startswith("'=湿地公园")


def test_stored_versions_and_files_mix(tmp_path: Path, laws: list[str]) -> None:
    stored = json.loads(clausewatch("track", laws[0], "--json", data=tmp_path).stdout)["version"]
    laid = json.loads(clausewatch("matrix", stored, laws[1], "--json", data=tmp_path).stdout)
    plain = json.loads(clausewatch("matrix", *laws, "--json", data=tmp_path).stdout)
    assert laid["rows"] == plain["rows"]


@pytest.mark.parametrize(
    ("arguments", "code", "reason", "said"),
    [
        (["FIRST"], 1, "bad_input", "2 to 40 texts, 1 were given"),
        (["FIRST"] * 41, 1, "bad_input", "2 to 40 texts, 41 were given"),
        (["FIRST", "none.txt"], 1, "unreadable", "none.txt"),
        (["FIRST", "ver_0000000000000000"], 1, "not_found", "ver_0000000000000000"),
        ([], 2, "usage", ""),
        (["FIRST", "FIRST", "--csv"], 2, "usage", "--json or --csv"),
    ],
)
def test_a_mistake_is_one_line_and_json(
    tmp_path: Path, laws: list[str], arguments: list[str], code: int, reason: str, said: str
) -> None:
    given = [laws[0] if one == "FIRST" else one for one in arguments]
    done = clausewatch("matrix", *given, "--json", data=tmp_path)
    assert done.returncode == code
    error = json.loads(done.stdout)["error"]
    assert error["reason"] == reason
    assert said in error["message"]
    assert len(done.stderr.decode().strip().splitlines()) == 1


def test_a_draft_beside_its_final_text_is_said_to_be_not_counted(tmp_path: Path, laws: list[str]) -> None:
    draft = tmp_path / "draft.txt"
    text = Path(laws[0]).read_text(encoding="utf-8").replace("沈阳市公园条例", "沈阳市公园条例（征求意见稿）", 1)
    draft.write_text(f"{text}\n第五条　滨海公园应当在风暴潮预警期间关闭亲水平台，疏散游客。", encoding="utf-8")
    shown = clausewatch("matrix", *laws, str(draft), data=tmp_path).stdout.decode()
    assert "沈阳市公园条例（征求意见稿）（不计入）" in shown
    assert "共 6 行，2 地：各地都有 3，部分有 0，仅一地有 2，只见于不计入的文本 1（3 行未列出" in shown


def test_two_texts_of_one_place_are_told_apart(tmp_path: Path, laws: list[str]) -> None:
    shown = clausewatch("matrix", laws[0], laws[0], data=tmp_path).stdout.decode()
    assert "沈阳市1" in shown
    assert "沈阳市2" in shown
    assert "共 4 行，2 份：各份都有 4，部分有 0，仅一份有 0" in shown
    laid = json.loads(clausewatch("matrix", laws[0], laws[0], "--json", data=tmp_path).stdout)
    assert (laid["summary"]["counting"], laid["summary"]["places"]) == ("texts", 2)
