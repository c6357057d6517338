"""One clause followed from text to text, whole, through renumbering, splitting and merging."""

import pytest

from diffs.changes import compare
from diffs.clauses import Outline
from diffs.comparison import Change, Label
from diffs.histories.lineage import Crossing, content, cross, found_again, tops, whole, wordings
from diffs.parsing import parse

OLD = """示例市数据条例
第一条　为了规范数据处理活动，保障数据安全，促进数据开发利用，制定本条例。
第二条　市人民政府应当加强对数据工作的领导，建立健全数据治理和数据安全协调机制。市数据主管部门负责统筹协调全市数据管理工作，组织实施本条例。
第三条　处理个人信息应当遵循下列原则：
（一）合法、正当、必要，不得过度处理；
（二）公开透明，明示处理的目的、方式和范围。
第四条　公共数据应当依法开放，不得拒绝合理的共享需求。
"""
NEW = """示例市数据条例
第一条　为了规范数据处理活动，保障数据安全，促进数据开发利用，制定本条例。
第二条　本条例所称数据，是指任何以电子或者其他方式对信息的记录。
第三条　市人民政府应当加强对数据工作的领导，建立健全数据治理和数据安全协调机制。
第四条　市数据主管部门负责统筹协调全市数据管理工作，组织实施本条例。
第五条　处理个人信息应当遵循下列原则：
（一）合法、正当、必要，不得过度处理；
（二）公开透明，明示处理的目的、方式和期限。
"""


def named(outline: Outline, path: str) -> str:
    return next(clause.id for clause in outline.clauses if clause.path == path)


def paths(outline: Outline, clauses: tuple[str, ...]) -> list[str]:
    known = outline.by_id()
    return [known[one].path for one in clauses]


def crossed(old: Outline, new: Outline, path: str, *, forward: bool) -> tuple[Crossing[Change], list[str]]:
    changes = compare(old, new).changes
    near, far = (old, new) if forward else (new, old)
    crossing = cross(changes, (old, new), (named(near, path),), forward=forward)
    return crossing, paths(far, crossing.to)


@pytest.fixture(scope="module")
def pair() -> tuple[Outline, Outline]:
    return parse(OLD), parse(NEW)


def test_a_split_leads_to_all_its_parts_and_each_part_back_to_the_whole(pair: tuple[Outline, Outline]) -> None:
    crossing, to = crossed(*pair, "第二条", forward=True)
    assert to == ["第三条", "第四条"]
    assert Label.SPLIT in crossing.changes[0].labels
    assert crossed(*pair, "第四条", forward=False)[1] == ["第二条"]


def test_a_merger_leads_on_to_the_one_clause_that_took_it_in(pair: tuple[Outline, Outline]) -> None:
    crossing, to = crossed(pair[1], pair[0], "第三条", forward=True)
    assert to == ["第二条"]
    assert crossing.changes[0].old_path == ("第三条", "第四条")


def test_an_article_is_followed_with_its_items(pair: tuple[Outline, Outline]) -> None:
    crossing, to = crossed(*pair, "第三条", forward=True)
    assert to == ["第五条"]
    changed = [change.new_path for change in crossing.changes if Label.MODIFIED in change.labels]
    assert changed == [("第五条/（二）",)]
    assert len(crossing.changes) == 3


def test_what_came_or_went_leads_nowhere(pair: tuple[Outline, Outline]) -> None:
    gone, nowhere = crossed(*pair, "第四条", forward=True)
    assert nowhere == []
    assert gone.changes[0].labels == {Label.REMOVED}
    come, before = crossed(*pair, "第二条", forward=False)
    assert before == []
    assert come.changes[0].labels == {Label.ADDED}


def test_a_heading_is_followed_without_what_it_heads() -> None:
    outline = parse("示例方案\n一、总体要求\n（一）工作目标。形成制度创新成果。\n二、组织实施\n加强组织领导。\n")
    heading = named(outline, "一")
    assert whole(outline, (heading,)) == {heading}


def test_of_nested_clauses_the_topmost_are_kept_in_document_order(pair: tuple[Outline, Outline]) -> None:
    old = pair[0]
    given = [named(old, path) for path in ("第四条", "第三条/（二）", "第三条")]
    assert paths(old, tops(old, given)) == ["第三条", "第四条"]


def test_the_same_words_are_found_again_wherever_they_stand(pair: tuple[Outline, Outline]) -> None:
    old = pair[0]
    moved = parse(
        "示例市数据条例\n第一条　另有规定的，从其规定。\n第二条　公共数据应当依法 开放，不得拒绝合理的共享需求。\n"
    )
    lost = content(old, (named(old, "第四条"),))
    assert paths(moved, found_again(moved, lost)) == ["第二条"]
    assert found_again(pair[1], lost) == ()
    assert found_again(old, "总则") == ()


def test_an_article_with_items_is_found_again_as_a_whole(pair: tuple[Outline, Outline]) -> None:
    old = pair[0]
    lost = content(old, (named(old, "第三条"),))
    assert paths(old, found_again(old, lost)) == ["第三条"]
    assert [clause.path for clause in wordings(old, (named(old, "第三条"),))] == [
        "第三条",
        "第三条/（一）",
        "第三条/（二）",
    ]
