import pytest

from diffs.changes import compare
from diffs.comparison import Agreement, Label, Reason
from diffs.parsing import parse

BODY = """{city}服务业扩大开放综合试点总体方案
一、总体要求
坚持改革开放。
二、试点任务
（一）推动重点领域扩大开放
1.科技服务。{science}支持在{city}设立研发机构。
2.金融服务。{finance}鼓励开展绿色金融创新。
附件
{city}服务业扩大开放综合试点任务清单
类别\t试点任务
科技服务\t1.{science_row}
科技服务\t2.支持在{city}设立研发机构。
金融服务\t3.{finance_row}
金融服务\t4.鼓励开展绿色金融创新。
"""
SCIENCE = "开展赋予科研人员职务科技成果所有权试点，健全收益分配机制。"
FINANCE = "允许外资银行获准开展人民币业务，扩大服务范围。"


def plan(city, science=SCIENCE, finance=FINANCE, science_row=None, finance_row=None):
    return parse(
        BODY.format(
            city=city,
            science=science,
            finance=finance,
            science_row=science_row or science,
            finance_row=finance_row or finance,
        )
    )


def row(comparison, path):
    return next(change for change in comparison.changes if path in change.new_path or path in change.old_path)


def rows(comparison):
    return [one for one in comparison.changes if any("-" in path for path in (*one.old_path, *one.new_path))]


def test_a_row_is_the_measure_and_the_sentence_it_repeats_its_evidence():
    old, new = plan("沈阳市"), plan("成都市")
    change = row(compare(old, new, across=True), "任务清单-1")
    assert change.evidence is not None
    assert change.evidence.agreement is Agreement.SAME
    said = {clause.id: clause.sentences for clause in (*old.clauses, *new.clauses)}
    assert [said[one][at] for one, at in (*change.evidence.old, *change.evidence.new)] == [SCIENCE, SCIENCE]


def test_a_row_that_differs_while_the_bodies_agree_says_so():
    changed = SCIENCE.replace("健全", "完善")
    change = row(compare(plan("沈阳市"), plan("成都市", science_row=changed), across=True), "任务清单-1")
    assert change.evidence is not None
    assert change.evidence.agreement is Agreement.LIST_ONLY
    assert Label.MODIFIED in change.labels


def test_a_body_that_differs_while_the_rows_agree_says_so():
    changed = SCIENCE.replace("健全", "完善")
    change = row(compare(plan("沈阳市"), plan("成都市", changed, science_row=SCIENCE), across=True), "任务清单-1")
    assert change.evidence is not None
    assert change.evidence.agreement is Agreement.BODY_ONLY


@pytest.mark.parametrize("finance", [FINANCE.replace("银行", "保险公司"), "推动跨境支付便利化，便利人员往来结算。"])
def test_a_measure_in_body_and_list_is_counted_once(finance):
    made = compare(plan("沈阳市"), plan("沈阳市", finance=finance))
    body = [one for one in made.changes if not one.counted]
    assert {path for one in body for path in one.new_path} == {"二/（一）/1", "二/（一）/2"}
    counted = [one for one in made.changes if one.counted and one.labels != {Label.UNCHANGED}]
    assert {path for one in counted for path in (*one.old_path, *one.new_path)} == {"任务清单-3"}
    assert sum(made.summary.values()) == sum(len(one.labels) for one in made.changes if one.counted)


def test_a_body_sentence_that_no_row_repeats_is_counted_with_its_clause():
    added = SCIENCE + "建设国际科技合作基地，吸引海外高端人才落户。"
    made = compare(plan("沈阳市"), plan("沈阳市", added, science_row=SCIENCE))
    assert row(made, "二/（一）/1").counted
    assert not row(made, "二/（一）/2").counted


def test_with_a_list_on_one_side_only_its_rows_are_not_counted():
    bare = parse(BODY.partition("附件\n")[0].format(city="上海市", science=SCIENCE, finance=FINANCE))
    made = compare(plan("沈阳市"), bare, across=True)
    assert rows(made)
    assert not any(one.counted for one in rows(made))
    assert row(made, "二/（一）/1").counted


def test_rows_whose_bodies_agree_are_one_measure_however_the_lists_put_it():
    first, second = "开展赋予科研人员职务科技成果所有权试点。", "健全收益分配机制。"
    made = compare(plan("沈阳市", science_row=first), plan("成都市", science_row=second), across=True)
    change = row(made, "任务清单-1")
    assert (change.old_path, change.new_path) == (("任务清单-1",), ("任务清单-1",))
    assert change.evidence is not None
    assert change.evidence.agreement is Agreement.LIST_ONLY
    assert Reason.SENTENCE_OVERLAP in change.reasons


def test_texts_without_task_lists_have_no_evidence_and_count_everything():
    text = "某条例\n第一条 为了规范管理，制定本条例。\n第二条 本条例自公布之日起施行。\n"
    made = compare(parse(text), parse(text.replace("规范", "加强")))
    assert all(change.counted and change.evidence is None for change in made.changes)
