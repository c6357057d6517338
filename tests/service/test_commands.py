"""The command line as a newcomer meets it: data on stdout, words on stderr, exit codes as written."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from support.houses import ARTICLES, article_page, list_page
from support.servers import Site, Step

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "samples"


def clausewatch(
    *arguments: str, data: Path, given: bytes = b"", **environment: str
) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "service.cli", *arguments],
        input=given,
        capture_output=True,
        timeout=120,
        cwd=ROOT,
        env={
            "PATH": "/usr/bin:/bin",
            "CLAUSEWATCH_DATA": str(data),
            "CLAUSEWATCH_ALLOWED_NETWORKS": "127.0.0.0/8",
            "CLAUSEWATCH_DELAY": "0",
            **{f"CLAUSEWATCH_{key.upper()}": value for key, value in environment.items()},
        },
    )


def answer(done: subprocess.CompletedProcess[bytes], code: int = 0) -> dict:
    assert done.returncode == code, done.stderr.decode()
    return json.loads(done.stdout)


@pytest.fixture
def site():
    with Site() as opened:
        yield opened


def test_parse_prints_the_outline_contract(tmp_path: Path) -> None:
    outline = answer(clausewatch("parse", str(SAMPLES / "shanghai-2021-plan.txt"), "--json", data=tmp_path))
    assert outline["schema"] == "clausewatch/outline/1"
    assert outline["document"]["number"] == "商资发〔2021〕63号"
    assert set(outline["clauses"][0]) == {
        *("id", "path", "eid", "kind", "level", "parent", "marker", "number", "heading", "heading_sep"),
        *("text", "sentences", "extent", "cells", "responsible"),
    }
    assert not (tmp_path / "clausewatch.db").exists()


def test_parse_reads_standard_input_and_prints_a_tree_for_people(tmp_path: Path) -> None:
    done = clausewatch("parse", "-", data=tmp_path, given="某市办法\n\n第一条 为了规范管理，制定本办法。\n".encode())
    assert done.returncode == 0
    assert "第一条" in done.stdout.decode()


def test_diff_of_two_places_takes_neither_for_an_amendment_of_the_other(tmp_path: Path) -> None:
    plans = [str(SAMPLES / f"{city}-2022-plan.txt") for city in ("shenyang", "chengdu")]
    printed = clausewatch("diff", "--across", *plans, data=tmp_path).stdout.decode()
    assert "⟨1：沈阳⟩⟨2：成都⟩" in printed
    assert "only in 2" in printed
    assert not re.search(r"\[-|\{\+|\b(?:added|removed|modified|unchanged)\b|新增|删除|未变|→", printed)
    drafts = [str(tmp_path / name) for name in ("old.txt", "new.txt")]
    for path, years in zip(drafts, "35", strict=True):
        Path(path).write_text(f"某市试点办法\n第一条　试点期限为{years}年。", encoding="utf-8")
    assert "[-3年-]{+5年+}" in clausewatch("diff", *drafts, data=tmp_path).stdout.decode()


def test_diff_prints_the_comparison_contract_and_says_differences_by_its_exit_code(tmp_path: Path) -> None:
    old, new = tmp_path / "old.txt", tmp_path / "new.txt"
    old.write_text("某市办法\n\n第一条 期限为三年。\n第二条 应当备案。\n", encoding="utf-8")
    new.write_text("某市办法\n\n第一条 期限为五年。\n第二条 应当备案。\n", encoding="utf-8")
    comparison = answer(clausewatch("diff", str(old), str(new), "--json", data=tmp_path))
    assert comparison["schema"] == "clausewatch/comparison/1"
    (change,) = [one for one in comparison["changes"] if one["labels"] != ["unchanged"]]
    assert (change["labels"], change["old_path"], change["class"]) == (["modified"], ["第一条"], "wording")
    assert clausewatch("diff", str(old), str(new), "--exit-code", data=tmp_path).returncode == 3
    assert clausewatch("diff", str(old), str(old), "--exit-code", data=tmp_path).returncode == 0


@pytest.mark.parametrize(
    ("name", "body", "said"),
    [("gone.txt", None, "no such file"), ("empty.txt", b"", "empty"), ("cut.docx", b"PK\x03\x04rest", "cut.docx")],
)
def test_an_unreadable_file_is_one_line_and_json_when_asked(
    tmp_path: Path, name: str, body: bytes | None, said: str
) -> None:
    path = tmp_path / name
    if body is not None:
        path.write_bytes(body)
    done = clausewatch("parse", str(path), "--json", data=tmp_path)
    error = answer(done, 1)["error"]
    assert said in error["message"].lower()
    assert error["reason"]
    assert len(done.stderr.decode().strip().splitlines()) == 1


def test_a_wrong_option_is_a_usage_error_with_json_when_asked(tmp_path: Path) -> None:
    done = clausewatch("parse", "--jsn", "x", data=tmp_path)
    assert done.returncode == 2
    assert answer(clausewatch("parse", "x", "--jso", "--json", data=tmp_path), 2)["error"]["reason"] == "usage"


def test_track_prints_its_json_for_every_outcome(tmp_path: Path, site: Site) -> None:
    changed = [*ARTICLES[:-1], "违反本条例规定的，处二万元罚款。"]
    url = site.page("/a.html", article_page(ARTICLES), article_page(ARTICLES), article_page(changed), Step(status=404))
    answers = [(clausewatch("track", url, "--json", "--text", data=tmp_path)) for _ in range(4)]
    rows = [json.loads(one.stdout) for one in answers]
    assert [one["outcome"] for one in rows] == ["first", "unchanged", "changed", "gone"]
    assert [one.returncode for one in answers] == [0, 0, 0, 4]
    assert rows[0]["charset"] == {"name": "utf-8", "why": "header"}
    assert "第一条" in rows[0]["text"]
    assert rows[0]["document"] == rows[2]["document"]
    assert rows[0]["version"] != rows[2]["version"]
    refused = clausewatch("track", "http://192.168.0.1/", "--json", data=tmp_path)
    assert refused.returncode == 1
    row = json.loads(refused.stdout)
    assert (row["outcome"], row["reason"], row["document"]) == ("error", "address_refused", None)
    missing = clausewatch("track", str(tmp_path / "none.txt"), "--json", data=tmp_path)
    assert (json.loads(missing.stdout)["outcome"], missing.returncode) == ("error", 1)


def test_crawl_fsck_and_the_rest_work_from_an_empty_folder(tmp_path: Path, site: Site) -> None:
    folder = tmp_path / "sources"
    folder.mkdir()
    (folder / "demo.toml").write_text(
        f'[[source]]\nid = "demo"\nname = "示例市政府"\nlist = "{site.url("/list.html")}"\ninterval = "1h"\n',
        encoding="utf-8",
    )
    site.page("/list.html", list_page([("/a.html", "示例市数据条例")]))
    site.page("/a.html", article_page(ARTICLES))
    assert answer(clausewatch("sources", "lint", "--json", data=tmp_path))["problems"] == []
    (run,) = answer(clausewatch("crawl", "--json", data=tmp_path))["runs"]
    assert (run["source"], run["outcome"], run["counts"]) == ("demo", "first", {"first": 1})
    assert answer(clausewatch("crawl", "--json", data=tmp_path))["runs"] == []
    (source,) = answer(clausewatch("sources", "list", "--json", data=tmp_path))["items"]
    assert (source["status"], source["baselined_at"] is not None) == ("ok", True)
    assert answer(clausewatch("fsck", "--json", data=tmp_path)) == {"clean": True, "problems": []}
    nowhere = answer(clausewatch("fsck", "--json", data=tmp_path / "elsewhere"), 1)
    assert "CLAUSEWATCH_DATA" in nowhere["error"]["message"]
    assert not (tmp_path / "elsewhere").exists()
    assert answer(clausewatch("upgrade", "--json", data=tmp_path)) == {"upgraded": False, "indexed": 0}
    tried = answer(clausewatch("sources", "test", "demo", "--json", data=tmp_path))
    assert [one["title"] for one in tried["entries"]] == ["示例市数据条例"]
    assert answer(clausewatch("sources", "test", site.url("/a.html"), "--json", data=tmp_path))["clauses"] >= 6


def test_fsck_names_a_missing_snapshot_and_exits_with_five(tmp_path: Path, site: Site) -> None:
    clausewatch("track", site.page("/a.html", article_page(ARTICLES)), data=tmp_path)
    for path in (tmp_path / "snapshots").rglob("*"):
        if path.is_file():
            path.unlink()
    found = answer(clausewatch("fsck", "--json", data=tmp_path), 5)
    assert found["clean"] is False
    assert found["problems"]


def test_a_wrong_declaration_names_file_and_line(tmp_path: Path) -> None:
    path = tmp_path / "wrong.toml"
    path.write_text('[[source]]\nid = "a"\nname = "甲"\nlist = "http://e.cn/"\nintervall = "1h"\n', encoding="utf-8")
    done = clausewatch("sources", "lint", str(path), data=tmp_path)
    assert done.returncode == 1
    assert f"{path}:5:" in done.stdout.decode()


def test_subscriptions_are_added_tried_and_removed(tmp_path: Path, site: Site) -> None:
    target = site.page("/hook", Step(status=200))
    made = answer(clausewatch("subscriptions", "add", target, "--name", "分析组", "--json", data=tmp_path))
    assert made["secret"].startswith("whsec_")
    tried = answer(clausewatch("subscriptions", "test", made["id"], "--json", data=tmp_path))
    assert tried["status"] == "delivered"
    assert site.asked("/hook")[0].headers["webhook-id"] == tried["id"]
    (sent,) = answer(clausewatch("subscriptions", "deliveries", made["id"], "--json", data=tmp_path))["items"]
    assert sent["id"] == tried["id"]
    answer(clausewatch("subscriptions", "remove", made["id"], "--json", data=tmp_path))
    assert answer(clausewatch("deliver", "--json", data=tmp_path)) == {"attempts": []}
    gone = answer(clausewatch("subscriptions", "remove", "sub_none", "--json", data=tmp_path), 1)
    assert gone["error"]["reason"] == "not_found"


def test_a_title_from_the_web_cannot_drive_the_terminal(tmp_path: Path) -> None:
    path = tmp_path / "hostile.txt"
    path.write_text("某市\x1b]0;owned\x07办法\u202e\n\n第一条 内容。\n", encoding="utf-8")
    shown = clausewatch("parse", str(path), data=tmp_path).stdout
    assert b"\x1b]0" not in shown
    assert "\u202e".encode() not in shown


def test_every_verb_stands_in_the_operations_handbook() -> None:
    from service.cli import VERBS

    handbook = (ROOT / "docs/operations.md").read_text(encoding="utf-8")
    assert [verb for verb in VERBS if f"clausewatch {verb}" not in handbook] == []


def test_help_lists_every_verb(tmp_path: Path) -> None:
    from service.cli import VERBS

    shown = clausewatch("--help", data=tmp_path).stdout.decode()
    assert [verb for verb in VERBS if verb not in shown] == []
    assert "--json" in clausewatch("sources", "list", "--help", data=tmp_path).stdout.decode()
