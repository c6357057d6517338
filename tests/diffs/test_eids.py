"""Identifiers of clauses: the same text gives the same ids, an edit touches its own clause only, eIds are unique."""

import re
from pathlib import Path

import pytest

from diffs.clauses import Outline
from diffs.parsing import parse

ROOT = Path(__file__).parents[2]
TEXTS = sorted((ROOT / "samples").glob("*.txt")) + sorted((ROOT / "tests/diffs/golden").rglob("*.txt"))
LAW = (
    "某法\n第一章 总则\n第一条 甲。\n乙。\n第二条 丙：\n（一）丁；\n（二）戊。\n第二章 职责\n第一节 机构\n第三条 己。\n"
    "第三条之一 庚。\n第二节 程序\n第四条 辛。\n附件1\n壬办法\n第一条 癸。\n第二条 子。\n"
)


def addresses(outline: Outline) -> dict[str, str]:
    return {clause.path: clause.eid for clause in outline.clauses}


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_ids_are_unique_and_the_same_when_parsed_again(path: Path) -> None:
    text = path.read_bytes().decode("utf-8")
    first, again = parse(text), parse(text)
    ids, eids = [clause.id for clause in first.clauses], [clause.eid for clause in first.clauses]
    assert ids == [clause.id for clause in again.clauses]
    assert len(set(ids)) == len(set(eids)) == len(ids)
    assert all(re.fullmatch(r"[^\s]+", eid) for eid in eids)


def test_an_edit_changes_the_id_of_its_own_clause_only() -> None:
    before, after = parse(LAW), parse(LAW.replace("丁；", "丁丁；"))
    changed = [(old.path, new.path) for old, new in zip(before.clauses, after.clauses, strict=True) if old.id != new.id]
    assert changed == [("第二条/（一）", "第二条/（一）")]


def test_layout_that_is_not_wording_changes_no_id() -> None:
    loose = LAW.replace("\n", "\r\n\r\n").replace("第一条 ", "　　第一条　")
    assert [clause.id for clause in parse(loose).clauses] == [clause.id for clause in parse(LAW).clauses]


def test_an_inserted_article_leaves_the_ids_of_those_before_it() -> None:
    before, after = parse(LAW), parse(LAW.replace("第四条 辛。", "第四条 新。\n第五条 辛。"))
    kept = {clause.id for clause in before.clauses} & {clause.id for clause in after.clauses}
    assert {clause.path for clause in before.clauses if clause.id not in kept} == {"第四条"}


def test_clauses_that_repeat_in_path_and_wording_are_told_apart_in_order() -> None:
    outline = parse("某法\n第一条 甲。\n第一条 甲。\n第二条 乙。\n")
    assert len({clause.id for clause in outline.clauses}) == len(outline.clauses)
    assert [clause.eid for clause in outline.clauses][1:] == ["art_1", "art_1.2", "art_2"]


def test_eids_of_statutes_follow_the_naming_convention() -> None:
    assert addresses(parse(LAW)) == {
        "方案/标题": "docTitle",
        "第一章": "chp_1",
        "第一条": "art_1",
        "第一条/第一款": "art_1__para_1",
        "第一条/第二款": "art_1__para_2",
        "第二条": "art_2",
        "第二条/（一）": "art_2__item_1",
        "第二条/（二）": "art_2__item_2",
        "第二章": "chp_2",
        "第二章/第一节": "chp_2__sec_1",
        "第三条": "art_3",
        "第三条之一": "art_3-1",
        "第二章/第二节": "chp_2__sec_2",
        "第四条": "art_4",
        "附件1": "att_1",
        "附件1/第一条": "att_1__art_1",
        "附件1/第二条": "att_1__art_2",
    }


def test_eids_count_in_figures() -> None:
    found = addresses(parse("某法\n第一条 甲。\n第二条 乙。\n附件二\n丙办法\n一、丁\n戊。\n二、己\n庚。\n"))
    assert {eid for eid in found.values() if eid.startswith("att")} == {"att_2", "att_2__sec_1", "att_2__sec_2"}
