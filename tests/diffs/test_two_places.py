"""Two cities' plans beside each other: what is the same, what differs but for places, what a list's columns say."""

from pathlib import Path

import pytest

from diffs.changes import compare
from diffs.comparison import ChangeClass, Label, SignalKind
from diffs.parsing import parse

SAMPLES = Path(__file__).resolve().parents[2] / "samples"

MEASURES = (
    "支持在{city}设立外商独资财务公司，服务跨国公司。",
    "鼓励开展绿色金融创新，发行绿色债券。",
    "规范发展数字人民币试点，拓展应用场景。",
    "推动二手车出口业务，完善报关流程。",
)


def plan(city, measures, head="序号\t工作任务", beside=""):
    body = "".join(measures).format(city=city)
    rows = "".join(f"{at}\t{one.format(city=city)}{beside}\n" for at, one in enumerate(measures, 1))
    return parse(
        f"{city}服务业扩大开放综合试点实施方案\n一、主要任务\n（一）推动重点领域扩大开放。{body}\n二、组织实施\n加强统筹。\n"
        f"{city}服务业扩大开放综合试点任务清单\n{head}\n{rows}"
    )


def rows(comparison):
    return {path: one for one in comparison.changes for path in one.new_path if path.startswith("任务清单-")}


def test_a_measure_that_only_stands_elsewhere_counts_as_the_same():
    made = compare(plan("沈阳市", MEASURES), plan("成都市", (*MEASURES[2:], *MEASURES[:2])), across=True)
    labels = [rows(made)[f"任务清单-{at}"].labels for at in (1, 2, 4)]
    assert all(one and one <= {Label.UNCHANGED, Label.MOVED, Label.RENUMBERED} for one in labels)
    same = sum(one.labels <= {Label.UNCHANGED, Label.MOVED, Label.RENUMBERED} for one in made.changes if one.counted)
    assert f"相同{same}处" in made.digest.zh
    assert f"{same} the same" in made.digest.en


def test_the_digest_tells_what_differs_but_for_places():
    reworded = (*MEASURES[:3], MEASURES[3].replace("完善", "优化"))
    made = compare(plan("沈阳市", MEASURES), plan("成都市", reworded), across=True)
    assert "表述不同3处（其中2处仅地名、机关名不同）" in made.digest.zh, "the list's title, the first row, the last row"
    assert "3 worded differently (2 of them but for places)" in made.digest.en
    assert "仅地名" not in compare(plan("沈阳市", MEASURES), plan("沈阳市", reworded)).digest.zh


def test_a_column_that_only_one_list_has_makes_no_measure_another():
    units = plan("成都市", MEASURES, "序号\t工作任务\t牵头单位\t完成时限", "\t市商务局\t2025年底前")
    found = rows(compare(plan("沈阳市", MEASURES), units, across=True))
    assert [found[f"任务清单-{at}"].change_class for at in (1, 2)] == [ChangeClass.TEMPLATE, None]


@pytest.mark.parametrize(
    ("beside", "expected"),
    [
        ("\t市商务局\t2025年底前", None),
        ("\t市商务委\t2025年底前", ChangeClass.TEMPLATE),
        ("\t市科技局、市教育局\t2025年底前", ChangeClass.TEMPLATE),
        ("\t市商务局\t2027年底前", ChangeClass.WORDING),
    ],
)
def test_each_place_has_units_of_its_own_but_a_term_is_wording(beside, expected):
    head = "序号\t工作任务\t牵头单位\t完成时限"
    old = plan("沈阳市", MEASURES, head, "\t市商务局\t2025年底前")
    assert (
        rows(compare(old, plan("成都市", MEASURES, head, beside), across=True))["任务清单-2"].change_class is expected
    )


def test_units_that_differ_are_told_as_signals():
    head = "序号\t工作任务\t牵头单位"
    made = compare(
        plan("沈阳市", MEASURES, head, "\t市商务局"), plan("成都市", MEASURES, head, "\t市科技局"), across=True
    )
    assert [(one.kind, one.old, one.new) for one in rows(made)["任务清单-2"].signals] == [
        (SignalKind.UNIT, "牵头单位：市商务局", "牵头单位：市科技局")
    ]


def test_a_new_column_of_one_s_own_list_is_told():
    units = plan("沈阳市", MEASURES, "序号\t工作任务\t牵头单位", "\t市商务局")
    assert rows(compare(plan("沈阳市", MEASURES), units))["任务清单-2"].change_class is ChangeClass.WORDING


def test_a_measure_that_both_sides_say_alike_takes_no_third_for_a_shared_phrase():
    text = (SAMPLES / "shenyang-2022-plan.txt").read_text(encoding="utf-8").replace("沈阳", "成都")
    kept = [line for line in text.splitlines() if not line.strip().startswith("10. 深化技能人员职业资格制度改革")]
    made = compare(parse(text), parse("\n".join(kept)), across=True)
    assert [one.labels for one in made.changes if "表1-10" in one.old_path] == [{Label.REMOVED}]
    assert not any(Label.MERGED in one.labels for one in made.changes)


def district(measures):
    table = "\n".join(f"{at}\t积极配合市级部门，{one}\t区商务局" for at, one in enumerate(measures, 1))
    return parse(
        "河西区服务业扩大开放综合试点工作方案\n一、重点举措\n（一）强化组织。召开专题会议，落实各项工作。\n二、保障措施\n加强宣传。\n"
        f"河西区服务业扩大开放综合试点任务表\n序号\t试点任务\t区级牵头单位\n{table}\n"
    )


def test_a_district_s_tasks_count_beside_a_city_s_list_although_its_body_does_not_repeat_them():
    made = compare(plan("沈阳市", MEASURES), district(MEASURES[1:]), across=True)
    linked = [one for one in made.changes if one.old_path and any(path.startswith("任务表-") for path in one.new_path)]
    assert [(one.counted, one.change_class) for one in linked] == [(True, ChangeClass.TEMPLATE)] * 3
    alone = [one for one in made.changes if one.old_path == ("任务清单-1",)]
    assert [(one.counted, one.labels) for one in alone] == [(True, {Label.REMOVED})]
    body = [one for one in made.changes if "一/（一）" in one.old_path]
    assert [one.counted for one in body] == [False], "its sentences are the rows"


def test_a_list_that_says_what_its_body_does_not_counts_beside_a_plan_without_a_list():
    bare = parse(
        "沈阳市服务业扩大开放综合试点实施方案\n一、主要任务\n（一）推动开放。促进贸易发展。\n二、组织实施\n加强统筹。\n"
    )
    made = compare(bare, district(MEASURES[1:]), across=True)
    assert all(one.counted for one in made.changes)
