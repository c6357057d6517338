"""``clausewatch families``: the same words on the command line, with JSON whatever the outcome."""

import csv
import io
import json
from pathlib import Path

import pytest
from openpyxl import load_workbook
from support.relatives import park_rules

from service.cli import main


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]):
    """Runs a command in this process; gives its code and what it put on stdout."""
    monkeypatch.setenv("CLAUSEWATCH_DATA", str(tmp_path / "data"))

    def called(*arguments: str) -> tuple[int, bytes]:
        capfdbinary.readouterr()
        with pytest.raises(SystemExit) as ended:
            main([*arguments])
        return int(ended.value.code or 0), capfdbinary.readouterr().out

    for city in ("沈阳市", "成都市"):
        file = tmp_path / f"{city}.txt"
        file.write_text(park_rules(city), encoding="utf-8")
        assert called("track", str(file))[0] == 0
    return called


def told(answer: tuple[int, bytes], code: int = 0) -> dict:
    assert answer[0] == code, answer
    return json.loads(answer[1])


def test_a_family_is_proposed_edited_and_laid_out(run, tmp_path: Path) -> None:
    (item,) = told(run("families", "propose", "--json"))["items"]
    name = item["id"]
    assert told(run("families", "list", "--status", "proposed", "--json"))["items"][0]["texts"] == 2
    assert told(run("families", "confirm", name, "--json"))["decided_by"] == "command line"
    added = told(run("families", "add", name, "--not-held", "公园规定", "--place", "湖北省武汉市", "--json"))
    assert [(one["place"], one["held"]) for one in added["members"]][2] == ("湖北省武汉市", False)
    assert told(run("families", "rename", name, "公园一类", "--json"))["title"] == "公园一类"
    laid = told(run("families", "matrix", name, "--presence", "all", "--json"))
    assert laid["filters"] == {"presence": "all"}
    assert {row["cells"][2]["label"] for row in laid["rows"]} == {"not_held"}
    code, printed = run("families", "matrix", name, "--csv", "--word", "候鸟")
    assert (code, len(list(csv.reader(io.StringIO(printed.decode("utf-8-sig")))))) == (0, 1)
    assert run("families", "matrix", name, "--xlsx", str(tmp_path / "m.xlsx"))[0] == 0
    assert load_workbook(tmp_path / "m.xlsx").sheetnames == ["矩阵", "说明"]
    held = next(one for one in added["members"] if one["held"])
    assert told(run("families", "remove", name, held["document_id"], "--json"))["texts"] == 2
    assert told(run("families", "refuse", name, "--json"))["status"] == "refused"


def test_words_for_people_are_tables(run) -> None:
    run("families", "propose")
    code, printed = run("families", "list")
    assert (code, "公园条例" in printed.decode()) == (0, True)
    name = printed.decode().split("fam_")[1].split()[0]
    for verb in ("show", "matrix"):
        code, printed = run("families", verb, f"fam_{name}")
        assert code == 0
        assert "沈阳" in printed.decode()


@pytest.mark.parametrize(
    ("arguments", "code", "reason"),
    [
        (("show", "fam_0"), 1, "not_found"),
        (("confirm", "fam_0"), 1, "not_found"),
        (("add", "fam_0", "doc_0"), 1, "not_found"),
        (("add", "fam_0"), 1, "bad_family"),
        (("create", " "), 1, "bad_family"),
        (("create", "甲", "doc_0"), 1, "not_found"),
        (("list", "--status", "odd"), 2, "usage"),
        (("matrix", "fam_0", "--csv"), 2, "usage"),
    ],
)
def test_mistakes_are_told_as_json_too(run, arguments: tuple[str, ...], code: int, reason: str) -> None:
    assert told(run("families", *arguments, "--json"), code)["error"]["reason"] == reason


def test_a_family_made_by_hand_has_no_matrix_until_it_has_texts(run) -> None:
    made = told(run("families", "create", "我的一类", "--json"))
    assert (made["status"], made["texts"]) == ("confirmed", 0)
    assert told(run("families", "matrix", made["id"], "--json"), 1)["error"]["reason"] == "bad_family"
