"""A plan's body beside a list that is arranged and worded on its own."""

from diffs.checking.consistency import check
from diffs.comparison import Label
from diffs.parsing import parse

MEASURES = (
    "支持会展企业通过收购、兼并、参股等形式走联合发展道路",
    "创新非公企业职称单独评审新机制，与国有企业、科研院所分开评审，评审通过率相同",
    "支持承揽海外大型工程的企业与职业院校联合建立国际化人才培养基地",
    "鼓励社会资本设立产业并购基金及其管理机构，提升金融服务能力",
    "推动绿色金融发展，开发绿色信贷、绿色债券、绿色基金相关金融工具",
    "加快建设多式联运中心，提供社会化信息服务",
)
ASSIGNED = "（责任单位：市商务局、市科技局）"


def plan(rows, measures=MEASURES):
    body = "\n".join(f"{at}.{one}。{ASSIGNED}" for at, one in enumerate(measures, 1))
    table = "\n".join(f"{at}\t{one}。\t市商务局" for at, one in enumerate(rows, 1))
    return parse(
        f"济南市服务业扩大开放综合试点实施方案\n一、主要任务\n（一）扩大开放。\n{body}\n二、组织实施\n加强统筹协调。\n"
        f"附件\n济南市服务业扩大开放综合试点重点任务分工表\n序号\t重点任务\t责任单位\n{table}\n"
    )


def linked(made):
    return {(one.row.rsplit("-", 1)[1], one.clause.rsplit("/", 1)[1]) for one in made.links}


def test_a_row_that_joins_two_numbered_measures_is_linked_with_both():
    made = check(plan((f"{MEASURES[0]}；{MEASURES[1]}", *MEASURES[2:])))
    assert {("1", "1"), ("1", "2"), ("2", "3")} <= linked(made)
    assert all(Label.MERGED in one.labels for one in made.links if one.row.endswith("-1"))


def test_a_numbered_measure_that_no_row_repeats_is_told():
    made = check(plan(MEASURES[:-1]))
    assert [one.clause.rsplit("/", 1)[1] for one in made.unlisted] == ["6"]


def test_a_row_worded_otherwise_is_linked_wherever_it_stands():
    reworded = MEASURES[0].replace("支持会展企业", "鼓励会展市场主体").replace("发展道路", "提升道路")
    made = check(plan((MEASURES[4], MEASURES[2], MEASURES[5], reworded, MEASURES[3], MEASURES[1])))
    assert linked(made) == {("1", "5"), ("2", "3"), ("3", "6"), ("4", "1"), ("5", "4"), ("6", "2")}
    assert [one.row.rsplit("-", 1)[1] for one in made.discrepancies] == ["4"]


def test_two_schemes_with_different_abbreviations_are_no_row_and_its_measure():
    measures = ("深入实施合格境外有限合伙人（QFLP）试点", *MEASURES)
    made = check(
        plan(
            (MEASURES[4], MEASURES[2], "支持开展合格境内有限合伙人（QDLP）试点", *MEASURES[3:4], *MEASURES[:2]),
            measures,
        )
    )
    assert [one.rsplit("-", 1)[1] for one in made.unlinked] == ["3"]
