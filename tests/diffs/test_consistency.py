"""A plan's body against its own task list: what is linked, what is discrepant, what is passed over."""

import random
import time
from pathlib import Path

import pytest

from diffs.checking.consistency import Check, check, repeats
from diffs.checking.measures import fold
from diffs.comparison import Label
from diffs.parsing import parse

SAMPLES = Path(__file__).parents[2] / "samples"
SCIENCE = ["支持科研机构与企业共建实验室，促进成果转化。", "加强知识产权保护，建立快速维权、纠纷调解机制。"]
FINANCE = ["支持符合条件的机构在3年内开展跨境业务。", "优化支付便利化水平，拓展移动支付场景。"]
BODY = [*SCIENCE, *FINANCE]


def plan(science: list[str] = SCIENCE, finance: list[str] = FINANCE) -> str:
    """A small plan without its list."""
    return "\n\n".join(
        [
            "示例市服务业扩大开放试点工作方案",
            "一、总体要求",
            "（一）工作目标。经过3年试点，形成10条以上制度创新成果。",
            "二、主要任务",
            f"（一）推进科技服务。{''.join(science)}",
            f"（二）推进金融服务。{''.join(finance)}",
            "三、组织实施",
            "加强组织领导，压实部门责任。",
        ]
    )


def table(rows: list[str], title: str = "示例市服务业扩大开放试点任务清单") -> str:
    """A task table of numbered rows with a unit column."""
    cells = [f"{number}\t{row}\t市商务局" for number, row in enumerate(rows, 1)]
    return "\n".join([title, "", "序号\t试点任务\t责任单位", *cells])


def checked(rows: list[str], text: str | None = None) -> Check:
    return check(parse(f"{text or plan()}\n\n{table(rows)}\n"))


def places(made: Check) -> list[tuple[str, str, tuple[int, ...]]]:
    return [(link.row, link.clause, link.sentences) for link in made.links]


IN_ORDER = [
    ("任务清单-1", "二/（一）", (0,)),
    ("任务清单-2", "二/（一）", (1,)),
    ("任务清单-3", "二/（二）", (0,)),
    ("任务清单-4", "二/（二）", (1,)),
]


def test_a_list_that_says_what_the_body_says_has_no_discrepancy() -> None:
    made = checked(BODY)
    assert places(made) == IN_ORDER
    assert {label for link in made.links for label in link.labels} == {Label.UNCHANGED}
    assert (made.rows, made.discrepancies, made.headings, made.unlinked, made.unlisted) == (4, (), (), (), ())


def test_links_name_ids_for_comparisons() -> None:
    outline = parse(f"{plan()}\n\n{table(BODY)}\n")
    known = outline.by_id()
    for link in check(outline).links:
        assert known[link.row_id].path == link.row
        assert known[link.clause_id].path == link.clause
        assert [known[clause].sentences[at] for clause, at in link.refs] == list(known[link.row_id].sentences)


@pytest.mark.parametrize(
    ("old", "new", "difference"),
    [
        ("、", "", ("、", "")),
        ("3年", "5年", ("3年", "5年")),
        ("跨境", "跨境和离岸", ("", "和离岸")),
        ("支付场景", "支付应用场景", ("", "应用")),
        ("，促进", "。促进", (",", "。")),
        ("转化。", "转化", ("。", "")),
    ],
)
def test_a_character_that_differs_makes_its_row_discrepant(old: str, new: str, difference: tuple[str, str]) -> None:
    at = next(number for number, row in enumerate(BODY) if old in row)
    made = checked([row.replace(old, new) if number == at else row for number, row in enumerate(BODY)])
    assert places(made) == IN_ORDER
    assert [(one.row, one.sentence, one.differences) for one in made.discrepancies] == [
        (f"任务清单-{at + 1}", at % 2, (difference,))
    ]
    assert [link.row for link in made.links if Label.MODIFIED in link.labels] == [f"任务清单-{at + 1}"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("，", ","),
        ("，", "， "),
        ("3年", "３ 年"),
        ("跨境", "跨\u3000境"),
        ("支持", "**支持**"),
        ("跨境", "跨\u200b境"),
        ("用", "⽤"),
    ],
)
def test_width_blanks_markup_and_what_nobody_sees_do_not_count(old: str, new: str) -> None:
    made = checked([row.replace(old, new) for row in BODY])
    assert places(made) == IN_ORDER
    assert made.discrepancies == ()


def test_a_number_at_the_head_is_no_part_of_the_measure() -> None:
    assert fold("8. 支持企业。") == fold("（八）支持企业。") == fold("⑧支持企业。") == "支持企业。"
    assert fold("2.5亿元") == "2.5亿元"
    made = checked([f"（{number}）{row}" for number, row in enumerate(BODY, 1)])
    assert (places(made), made.discrepancies) == (IN_ORDER, ())


def test_a_list_that_closes_no_row_has_a_style_of_its_own() -> None:
    made = checked([row.rstrip("。") for row in BODY])
    assert (places(made), made.discrepancies) == (IN_ORDER, ())
    assert checked([row.replace("。", "；") for row in BODY]).discrepancies == ()


def test_a_row_may_merge_sentences() -> None:
    made = checked(["".join(SCIENCE), *FINANCE])
    assert places(made)[0] == ("任务清单-1", "二/（一）", (0, 1))
    assert made.links[0].labels == {Label.MERGED}
    made = checked(["".join(SCIENCE).replace("。加强", "；加强"), *FINANCE])
    assert places(made)[0] == ("任务清单-1", "二/（一）", (0, 1))
    assert [(one.row, one.differences) for one in made.discrepancies] == [("任务清单-1", (("。", ";"),))]


def test_a_row_may_draw_on_two_clauses() -> None:
    made = checked([SCIENCE[0], SCIENCE[1] + FINANCE[0], FINANCE[1]])
    assert places(made)[1:3] == [("任务清单-2", "二/（一）", (1,)), ("任务清单-2", "二/（二）", (0,))]
    assert made.discrepancies == ()
    wrong = checked([SCIENCE[0], SCIENCE[1] + FINANCE[0].replace("3年", "5年"), FINANCE[1]])
    assert [(one.row, one.clause, one.sentence) for one in wrong.discrepancies] == [("任务清单-2", "二/（二）", 0)]


def test_a_sentence_may_become_several_rows() -> None:
    text = plan(science=["支持科研机构与企业共建实验室；加强知识产权保护，建立快速维权机制；培育技术经理人。"])
    rows = ["支持科研机构与企业共建实验室。", "加强知识产权保护，建立快速维权机制。", "培育技术经理人。", *FINANCE]
    made = checked(rows, text)
    assert places(made)[:3] == [(f"任务清单-{number}", "二/（一）", (0,)) for number in (1, 2, 3)]
    assert {label for link in made.links[:3] for label in link.labels} == {Label.SPLIT}
    assert made.discrepancies == ()
    wrong = checked([rows[0], rows[1].replace("快速", ""), *rows[2:]], text)
    assert [one.row for one in wrong.discrepancies] == ["任务清单-2"]


def test_what_no_row_repeats_is_unlisted_and_introductions_are_not() -> None:
    text = plan(science=["围绕科技服务，重点做好以下工作。", *SCIENCE, "支持设立海外研发中心并给予用地保障。"])
    made = checked(BODY, text)
    assert [(one.clause, one.sentence) for one in made.unlisted] == [("二/（一）", 3)]
    assert made.discrepancies == ()


def test_a_row_without_a_sentence_is_unlinked() -> None:
    made = checked([*BODY, "建设国际消费中心城市并打造夜间经济地标。"])
    assert made.unlinked == ("任务清单-5",)
    assert places(made) == IN_ORDER
    assert made.discrepancies == ()


def test_a_row_said_twice_names_the_first() -> None:
    made = checked([BODY[0], BODY[0], *BODY[1:]])
    assert [(link.row, link.repeats) for link in made.links if link.repeats] == [("任务清单-2", "任务清单-1")]
    assert made.rows == len(made.links) == 5
    assert (made.unlinked, made.discrepancies) == ((), ())


def test_responsible_units_in_brackets_are_no_part_of_a_measure() -> None:
    text = plan(
        science=[SCIENCE[0], "（责任单位：市科技局、市教育局）", SCIENCE[1]],
        finance=[FINANCE[0].replace("。", "（市金融局牵头）。"), FINANCE[1]],
    )
    made = checked(BODY, text)
    assert [(link.row, link.clause) for link in made.links] == [(row, clause) for row, clause, _ in IN_ORDER]
    assert (made.discrepancies, made.unlisted) == ((), ())


def test_measures_that_are_headings_are_checked_too() -> None:
    numbered = "\n\n".join(f"{number}.{measure}" for number, measure in enumerate(BODY, 1))
    text = f"示例市工作方案\n\n一、主要任务\n\n{numbered}\n\n二、组织实施\n\n加强组织领导。"
    made = checked([*BODY[:3], BODY[3].replace("移动", "")], text)
    assert [(link.clause, link.sentences, link.heading) for link in made.links] == [
        (f"一/{number}", (), True) for number in range(1, 5)
    ]
    assert [(one.clause, one.sentence) for one in made.discrepancies] == [("一/4", None)]


def test_a_list_may_be_made_of_headings_or_hold_them_before_their_text() -> None:
    headings = ["推进科技服务", "推进金融服务"]
    text = plan() + "\n\n四、推进贸易服务\n\n建设贸易数字化平台，培育外贸综合服务企业。"
    made = checked([*headings, "推动贸易服务"], text)
    assert [(link.clause, link.sentences, link.heading) for link in made.links] == [
        ("二/（一）", (), True),
        ("二/（二）", (), True),
        ("四", (), True),
    ]
    assert [(one.clause, one.sentence, one.differences) for one in made.discrepancies] == [
        ("四", None, (("推进", "推动"),))
    ]
    whole = checked([f"{headings[0]}。{''.join(SCIENCE)}", f"{headings[1]}。{''.join(FINANCE)}"])
    assert [(link.clause, link.sentences, link.heading) for link in whole.links] == [
        ("二/（一）", (0, 1), True),
        ("二/（二）", (0, 1), True),
    ]
    assert whole.discrepancies == ()


def test_tables_in_another_order_than_the_sections_are_no_moves() -> None:
    listed = (
        f"一、推进金融服务\n1\t{FINANCE[0]}\t甲局\n2\t{FINANCE[1]}\t甲局\n"
        f"二、促进科技服务\n3\t{SCIENCE[0]}\t乙局\n4\t{SCIENCE[1]}\t乙局"
    )
    made = check(parse(f"{plan()}\n\n任务清单\n\n序号\t试点任务\t责任单位\n{listed}\n"))
    assert [(link.clause, link.sentences) for link in made.links] == [
        ("二/（二）", (0,)),
        ("二/（二）", (1,)),
        ("二/（一）", (0,)),
        ("二/（一）", (1,)),
    ]
    assert {label for link in made.links for label in link.labels} == {Label.UNCHANGED}
    assert [(one.list, one.body) for one in made.headings] == [("促进科技服务", "推进科技服务")]


LISTS = {
    "numbered lines after a title": "示例市试点任务清单\n\n一、推进科技服务\n\n1.{}\n\n2.{}\n\n二、推进金融服务\n\n3.{}\n\n4.{}",
    "numbered lines that go on": "示例市试点任务清单\n\n1.{}\n\n2.{}\n\n3.{}\n\n4.{}",
    "a pipe table": "## 附件：任务清单\n\n| 序号 | 试点任务 | 单位 |\n|---|---|---|\n| 1 | {} | 甲 |\n| 2 | {} | 乙 |\n| 3 | {} | 甲 |\n| 4 | {} | 乙 |",
    "one cell a line": "附件\n示例市试点任务分工\n序号\n试点任务\n责任单位\n1\n{}\n甲局\n2\n{}\n甲局\n3\n{}\n乙局\n4\n{}\n乙局",
    "an untitled table": "\t序号\t试点任务\t责任单位\n\t1\t{}\t甲局\n\t2\t{}\t甲局\n\t3\t{}\t乙局\n\t4\t{}\t乙局",
}


@pytest.mark.parametrize("form", LISTS.values(), ids=LISTS)
def test_a_list_is_read_in_every_form(form: str) -> None:
    rows = [*BODY[:3], BODY[3].replace("支付场景", "场景")]
    markdown = form.startswith("##")
    made = check(parse(f"{plan()}\n\n{form.format(*rows)}\n", markdown=markdown))
    assert [(link.clause, link.sentences) for link in made.links] == [(clause, at) for _, clause, at in IN_ORDER]
    assert [one.differences for one in made.discrepancies] == [(("支付", ""),)]
    assert made.unlisted == ()


def test_a_list_may_be_a_text_of_its_own() -> None:
    together = checked([BODY[0].replace("企业", "高校"), *BODY[1:]])
    for listed in (table([BODY[0].replace("企业", "高校"), *BODY[1:]]), "\n\n".join(["任务", *together_lines()])):
        made = check(parse(plan()), parse(listed))
        assert [(link.clause, link.sentences) for link in made.links] == [
            (link.clause, link.sentences) for link in together.links
        ]
        assert [one.differences for one in made.discrepancies] == [(("企业", "高校"),)]


def together_lines() -> list[str]:
    """The list as bare numbered lines."""
    return [f"{at}.{row}" for at, row in enumerate([BODY[0].replace("企业", "高校"), *BODY[1:]], 1)]


def test_a_table_of_targets_is_no_task_list() -> None:
    targets = "附件2\n\n主要指标\n\n指标\t2024年\t2025年\n服务业增加值\t100\t200\n进出口总额\t20\t30"
    alone = check(parse(f"{plan()}\n\n{targets}\n"))
    assert (alone.rows, alone.links, alone.unlinked) == (0, (), ())
    beside = check(parse(f"{plan()}\n\n附件1\n\n{table(BODY)}\n\n{targets}\n"))
    assert (beside.rows, len(beside.links), beside.unlinked) == (4, 4, ())


@pytest.mark.parametrize("name", ["shanghai-2021-plan", "shenyang-ftz-2017-plan"])
def test_a_plan_without_a_list_has_no_rows(name: str) -> None:
    made = check(parse((SAMPLES / f"{name}.txt").read_text(encoding="utf-8")))
    assert (made.rows, made.links, made.discrepancies, made.unlisted) == (0, (), (), ())


def test_a_table_that_the_body_does_not_repeat_is_unlinked_and_not_discrepant() -> None:
    made = check(parse((SAMPLES / "yubei-draft-plan.txt").read_text(encoding="utf-8")))
    assert (made.rows, len(made.unlinked)) == (70, 70)
    assert (made.links, made.discrepancies, made.headings, made.unlisted) == ((), (), (), ())


def captioned(category: str) -> str:
    rows = [f"{category if not at else ''}\t{at + 1}. {row}" for at, row in enumerate(SCIENCE)]
    rows += [f"{'' if at else '推进金融服务'}\t{at + 3}. {row}" for at, row in enumerate(FINANCE)]
    return "\n".join(["示例市试点任务清单", "", "表 1 主要任务", "", "类别\t试点任务", *rows])


def test_category_names_are_compared_with_the_headings_over_their_sentences() -> None:
    same = check(parse(f"{plan()}\n\n{captioned('推进科技服务')}\n"))
    assert (len(same.links), same.headings) == (4, ())
    other = check(parse(f"{plan()}\n\n{captioned('促进科技服务')}\n"))
    assert [(one.list, one.body, one.rows) for one in other.headings] == [
        ("促进科技服务", "推进科技服务", ("表1-1", "表1-2"))
    ]
    assert other.discrepancies == ()


# Mutations of a real plan: one spot of its list changed at a time.

SHENYANG = (SAMPLES / "shenyang-2022-plan.txt").read_text(encoding="utf-8")
BASE = check(parse(SHENYANG))
KNOWN = {one.list for one in BASE.discrepancies}
AT = SHENYANG.index("表 1 推动")


def rows_to_mutate(count: int, seed: int, *, holding: str = "") -> list[str]:
    """Lines of plain rows of the list, drawn at random, none of them discrepant already."""
    lines = [line for line in SHENYANG[AT:].split("\n") if line.startswith("\t") and holding in line]
    fresh = [line for line in lines if line.split(". ", 1)[1] not in KNOWN]
    return random.Random(seed).sample(fresh, min(count, len(fresh)))


def mutated(line: str, *instead: str) -> Check:
    assert SHENYANG.count(line) == 1
    return check(parse(SHENYANG.replace(line, "\n".join(instead))))


def texts(made: Check) -> set[str]:
    return {one.list for one in made.discrepancies}


def spot(line: str, mark: str, seed: int) -> int:
    return random.Random(seed).choice([at for at, char in enumerate(line) if char == mark])


@pytest.mark.parametrize("line", rows_to_mutate(8, 1, holding="、"))
def test_a_mark_deleted_from_one_row_is_one_discrepancy_more(line: str) -> None:
    at = spot(line, "、", len(line))
    made = mutated(line, line[:at] + line[at + 1 :])
    assert places(made) == places(BASE)
    [new] = [one for one in made.discrepancies if one.list not in KNOWN]
    assert new.differences == (("、", ""),)
    assert len(made.discrepancies) == len(BASE.discrepancies) + 1
    assert (made.headings, made.unlinked, made.unlisted) == (BASE.headings, (), ())


@pytest.mark.parametrize("line", rows_to_mutate(8, 2))
def test_a_character_replaced_in_one_row_is_one_discrepancy_more(line: str) -> None:
    at = random.Random(len(line)).randrange(line.index(". ") + 3, len(line) - 1)
    made = mutated(line, line[:at] + "乂" + line[at + 1 :])
    assert places(made) == places(BASE)
    assert len(texts(made) - KNOWN) == 1
    assert texts(made) >= KNOWN


def test_a_digit_swapped_in_one_row_is_one_discrepancy_more() -> None:
    made = check(parse(SHENYANG[:AT] + SHENYANG[AT:].replace("不超过 50%", "不超过 51%")))
    assert places(made) == places(BASE)
    assert [one.differences for one in made.discrepancies if one.list not in KNOWN] == [(("50%", "51%"),)]


@pytest.mark.parametrize("line", rows_to_mutate(5, 3))
def test_a_row_removed_leaves_its_sentences_unlisted(line: str) -> None:
    made = mutated(line)
    gone = line.split(". ", 1)[1]
    assert made.rows == BASE.rows - 1 == len(made.links)
    assert fold("".join(one.text for one in made.unlisted)) == fold(gone)
    assert texts(made) == KNOWN


@pytest.mark.parametrize("line", rows_to_mutate(5, 4))
def test_a_row_printed_twice_is_a_repetition(line: str) -> None:
    made = mutated(line, line, line)
    assert len({link.row for link in made.links if link.repeats}) == 1
    assert made.rows == BASE.rows + 1
    assert (texts(made), made.unlinked, made.unlisted) == (KNOWN, (), ())


@pytest.mark.parametrize("line", rows_to_mutate(5, 5))
def test_a_row_moved_to_another_table_is_linked_where_it_belongs(line: str) -> None:
    table_2, table_5 = "\t2. 鼓励融合发展领域", "\t6. 积极培育服务业数字化"
    target = table_5 if SHENYANG.index(line) < SHENYANG.index("表 3 促进") else table_2
    text = SHENYANG.replace(line + "\n", "")
    made = check(parse(text.replace(target, f"\t{line.lstrip()}\n{target}")))
    [moved] = [link for link in made.links if Label.MOVED in link.labels]
    [before] = [link for link in BASE.links if link.clause == moved.clause and link.sentences == moved.sentences]
    assert before.labels == moved.labels - {Label.MOVED} or before.labels == {Label.UNCHANGED}
    assert (texts(made), made.unlinked, made.unlisted) == (KNOWN, (), ())


def test_widened_and_narrowed_marks_change_nothing() -> None:
    for old, new in (("，", ","), ("（", "("), ("、", "、 "), ("%", "％")):
        made = check(parse(SHENYANG[:AT] + SHENYANG[AT:].replace(old, new)))
        assert places(made) == places(BASE)
        assert [(one.row, one.differences) for one in made.discrepancies] == [
            (one.row, one.differences) for one in BASE.discrepancies
        ]


# Hostile lists.


def test_an_empty_list_has_no_rows() -> None:
    assert check(parse(f"{plan()}\n\n任务清单\n\n序号\t试点任务\t责任单位\n\t\t\n")).rows == 0
    assert check(parse("")).rows == 0
    assert check(parse(""), parse("")).rows == 0


def test_a_list_longer_than_its_body_leaves_rows_unlinked() -> None:
    more = [f"第{number}类机构应当自行制定年度计划并报送材料。" for number in range(200)]
    made = checked([*BODY, *more])
    assert [link.row for link in made.links] == [row for row, _, _ in IN_ORDER]
    assert len(made.unlinked) == 200


def test_rows_that_are_all_equal_are_one_measure() -> None:
    made = checked([BODY[0]] * 300)
    assert made.rows == len(made.links) == 300
    assert {(link.clause, link.sentences) for link in made.links} == {("二/（一）", (0,))}
    assert made.discrepancies == ()


def sentence(drawn: random.Random) -> str:
    words = "支持推动建设完善服务业开放平台机制创新试点企业数据金融科技教育医疗物流贸易人才园区市场监管标准跨境合作"
    return "".join(drawn.choice(words) for _ in range(drawn.randint(20, 50))) + "。"


@pytest.mark.parametrize("kind", ["modified", "unrelated"])
def test_five_thousand_rows_take_seconds(kind: str) -> None:
    drawn = random.Random(7)
    body = [sentence(drawn) for _ in range(5000)]
    rows = {
        "modified": [one[:9] + one[10:] for one in body],
        "unrelated": [sentence(drawn) for _ in body],
    }[kind]
    sections = [f"{at // 10 + 1}.重点领域。{''.join(body[at : at + 10])}" for at in range(0, 5000, 10)]
    outline = parse("\n\n".join(["示例市工作方案", "一、主要任务", *sections, table(rows)]))
    start = time.process_time()
    made = check(outline)
    assert time.process_time() - start < 20
    assert (made.rows, len(made.links)) == (5000, 0 if kind == "unrelated" else 5000)
    assert len(made.discrepancies) == (5000 if kind == "modified" else 0)


@pytest.mark.parametrize("name", sorted(path.name for path in SAMPLES.glob("*.txt")))
def test_what_rows_repeat_is_what_a_check_links(name: str) -> None:
    outline = parse((SAMPLES / name).read_text(encoding="utf-8"))
    places = {clause.id: at for at, clause in enumerate(outline.clauses)}
    linked: dict[int, list[tuple[int, int]]] = {}
    for one in check(outline).links:
        refs = [(places[one.clause_id], offset) for offset in one.sentences]
        linked.setdefault(places[one.row_id], []).extend(refs)
    assert repeats(outline) == {row: tuple(sorted(refs)) for row, refs in linked.items() if refs}
