"""Kinds of official documents beside plans and statutes: what is peculiar to the layout of each."""

from datetime import date

import pytest
from support.parsed import uncovered

from diffs.clauses import Kind
from diffs.parsing import parse

LETTER = """沈阳市人民政府办公室关于印发沈阳市促进消费若干措施的通知
各区、县（市）人民政府：
现将《沈阳市促进消费若干措施》印发给你们，请认真贯彻执行。
沈阳市人民政府办公室
2024年2月28日
沈阳市促进消费若干措施
一、支持汽车消费
对购买新能源汽车给予补贴。
二、支持家电消费
对购买绿色家电给予补贴。
"""
COLONS = """索 引 号：	000014349/2024-00123	主题分类：	商贸、海关、旅游
发文机关：	沈阳市人民政府办公室	成文日期：	2024年02月28日
标　　题：	沈阳市人民政府办公室关于印发沈阳市促进消费若干措施的通知
发文字号：	沈政办发〔2024〕9号	发布日期：	2024年03月19日
"""
REPORT = """关于某某条例草案的说明
一、必要性
制定本条例十分必要。
二、主要内容
（一）关于范围。第二条规定了范围。
"""


def paths(text: str, *, markdown: bool = False) -> list[str]:
    return [clause.path for clause in parse(text, markdown=markdown).clauses]


@pytest.mark.parametrize("table", [COLONS, COLONS.replace("：", ""), COLONS.replace("	", " ")])
def test_the_table_of_labels_above_a_published_text_is_no_table_of_tasks(table: str) -> None:
    outline = parse(f"{table}\n{LETTER}")
    assert not uncovered(f"{table}\n{LETTER}", outline)
    assert Kind.TABLE_ROW not in {clause.kind for clause in outline.clauses}
    assert outline.document.title == LETTER.split("\n")[0]
    assert outline.document.number == "沈政办发〔2024〕9号"
    assert outline.document.dates.published_on == date(2024, 3, 19)
    assert [clause.path for clause in outline.clauses if clause.level == 1] == ["一", "二"]


def test_a_table_whose_columns_are_called_as_labels_are_stays_a_table() -> None:
    outline = parse("文件目录表\n发文字号\t标题\t发布日期\n沈政发〔2024〕1号\t关于消费的通知\t2024年1月2日\n")
    assert [clause.cells["标题"] for clause in outline.clauses if clause.cells] == ["关于消费的通知"]


def test_contents_end_before_the_preamble() -> None:
    body = "第一篇　发展环境\n“十四五”时期成就显著。\n第二篇　创新发展\n坚持创新驱动。\n"
    text = f"某省发展规划纲要\n目　录\n第一篇　发展环境\n第二篇　创新发展\n本纲要阐明战略意图。\n{body}"
    outline = parse(text)
    assert [clause.path for clause in outline.clauses] == ["方案/标题", "目录", "引言", "第一篇", "第二篇"]
    assert outline.clauses[2].text == "本纲要阐明战略意图。"


def test_contents_with_roman_pages_and_an_appendix_take_no_part_of_the_text() -> None:
    contents = "前言 ...... II\n1　范围 ...... 1\n2　要求 ...... 2\n附录A（规范性）　清单 ...... 5\n"
    body = "前　言\n本文件由某局提出。\n1　范围\n本文件规定了要求。\n2　要求\n2.1　窗口\n窗口应设置标识。\n2.2　人员\n人员应持证上岗。\n"
    outline = parse(f"政务服务规范\n目　次\n{contents}{body}附录A\n（规范性）\n清单\n")
    tops = [clause.path for clause in outline.clauses if clause.level == 1]
    assert tops == ["1", "2", "附录A"]
    assert [clause.text.count("\n") for clause in outline.clauses if clause.path == "目录"] == [4]


def test_contents_right_above_a_table_are_its_sections_and_no_clauses() -> None:
    rows = "序号\t特别管理措施\n一、农业\n1\t禁止投资转基因品种。\n二、采矿业\n2\t禁止投资稀土勘查。\n"
    text = f"特别管理措施清单\n说明\n一、本清单自发布之日起施行。\n目　录\n一、农业\n二、采矿业\n\n{rows}"
    found = paths(text)
    assert found[-5:] == ["任务表", "任务表/一", "任务表-1", "任务表/二", "任务表-2"]
    assert found.count("一") == 1
    assert "目录" in found


def test_a_section_that_opens_below_a_box_stands_beside_it() -> None:
    boxed = "专栏1　重点工程\n1.甲工程。建成甲。\n2.乙工程。建成乙。\n"
    found = paths(f"某市规划\n第一章　总则\n要创新。\n{boxed}第一节　平台\n建设平台。\n第二节　人才\n引进人才。\n")
    assert found[1:] == ["第一章", "第一章/专栏1", "第一章/专栏1/1", "第一章/专栏1/2", "第一章/第一节", "第一章/第二节"]


def test_a_list_of_powers_in_several_tables_keeps_its_title() -> None:
    table = "| 序号 | 职权名称 | 责任处室 |\n|---|---|---|\n| {} | 核准 | 流通处 |\n"
    text = f"# 沈阳市商务局权责清单\n\n## 一、行政许可\n\n{table.format(1)}\n## 二、行政处罚\n\n{table.format(2)}"
    outline = parse(text, markdown=True)
    assert outline.document.title == "沈阳市商务局权责清单"
    found = [(clause.path, clause.level) for clause in outline.clauses if clause.level]
    assert found[:3] == [("一", 1), ("任务表", 2), ("任务表-1", 3)]
    assert found[3:] == [("二", 1), ("任务表(2)", 2), ("任务表(2)-2", 3)]


def test_an_organ_of_the_state_is_no_town() -> None:
    order = "国家市场监督管理总局令\n第101号\n《办法》已经通过，现予公布。\n局长　罗文\n2024年12月2日\n"
    text = f"{order}网络销售食品监督管理办法\n第一条　为了规范，制定本办法。\n第二条　本办法自2025年6月1日起施行。\n"
    assert parse(text).document.jurisdiction is None


def test_the_day_from_which_a_standard_applies_is_no_act() -> None:
    head = "政务服务规范\n2024-05-06 发布　　2024-08-01 实施\n某市市场监督管理局　发布\n"
    dates = parse(f"{head}1　范围\n本文件规定了要求。\n").document.dates
    assert (dates.promulgated_on, dates.effective_on) == (date(2024, 5, 6), date(2024, 8, 1))


@pytest.mark.parametrize(
    "words", ["以上说明，请予审议。", "《某某条例（草案）》及以上说明，请审议。", "以上报告，请审议。"]
)
def test_words_that_submit_a_report_belong_to_none_of_its_points(words: str) -> None:
    last = parse(f"{REPORT}{words}\n").clauses[-1]
    assert (last.path, last.level, last.text) == ("¶1", 1, words)


def test_further_lines_of_who_gets_copies_stand_in_the_footer() -> None:
    text = "会议纪要\n一、关于试点\n原则同意方案。\n分送：市长，市政府秘书长。\n各区人民政府。\n"
    last = parse(text).clauses[-1]
    assert (last.kind, last.text) == (Kind.COLOPHON, "分送：市长，市政府秘书长。\n各区人民政府。")


def test_each_that_signs_and_dates_a_joint_text_by_itself_is_an_issuer() -> None:
    signed = "中国人民银行\n2024年5月15日\n国家金融监督管理总局\n2024年5月17日\n"
    outline = parse(f"关于调整首付款比例的公告\n现公告如下：\n一、首付款不低于15%。\n二、自公布之日起执行。\n{signed}")
    assert outline.document.issuers == ("中国人民银行", "国家金融监督管理总局")
    assert outline.document.dates.signed_on == date(2024, 5, 15)


def test_the_explanation_above_a_list_is_headed_by_itself() -> None:
    text = "特别管理措施（负面清单）\n（2024年版）\n说　明\n一、本清单统一列出措施。\n二、本清单由部门解释。\n"
    outline = parse(text)
    assert outline.document.title == "特别管理措施（负面清单）（2024年版）"
    assert [clause.heading for clause in outline.clauses if clause.path == "引言"] == ["说　明"]
    assert parse("关于某某条例（草案）的\n说明\n一、背景\n有必要。\n").document.title == "关于某某条例（草案）的说明"


def test_words_explained_below_a_report_are_none_of_its_points() -> None:
    points = "一、去年工作\n完成任务。\n二、今年工作\n扩大内需。\n"
    text = f"政府工作报告\n各位代表：\n请予审议。\n{points}名词解释\n1.首店：指第一家门店。\n2.专班：指工作组。\n"
    assert [path for path in paths(text) if "/" not in path or path.startswith("文件2")] == [
        *("一", "二", "文件2/方案/标题", "文件2/1", "文件2/2"),
    ]


def test_the_organ_that_gives_a_report_is_no_second_title() -> None:
    given = "——2024年3月5日在第十四届全国人民代表大会第二次会议上\n国家发展和改革委员会\n各位代表：\n"
    outline = parse(
        f"关于2024年计划草案的报告\n{given}现将报告提请审查。\n一、去年情况\n运行平稳。\n二、今年要求\n稳中求进。\n"
    )
    assert [clause.heading for clause in outline.clauses if clause.kind is Kind.TITLE] == ["关于2024年计划草案的报告"]
    assert any(clause.path.startswith("题注") and "国家发展" in clause.text for clause in outline.clauses)


def test_the_acts_below_a_regulation_of_macao_are_no_article() -> None:
    signed = "二零二三年九月二十日制定。\n命令公佈。\n行政長官　賀一誠\n"
    text = f"第11/2023號行政法規\n勞動規範\n第一條\n標的\n本行政法規訂定義務。\n第二條\n生效\n本行政法規自公佈翌日起生效。\n{signed}"
    last = parse(text).clauses[-1]
    assert (last.kind, last.text) == (Kind.SIGNATURE, signed.strip())


def test_where_and_when_an_explanation_was_given_stands_apart_from_whom_it_was_given_to() -> None:
    given = "——2024年6月20日在沈阳市第十七届人民代表大会常务委员会第十五次会议上\n沈阳市科学技术局局长 王某某\n"
    text = f"关于某某条例（草案）的说明\n{given}主任、各位委员：\n我作如下说明：\n一、必要性\n有必要。\n"
    heads = [(clause.path, clause.text) for clause in parse(text).clauses if clause.kind is Kind.FRONT_MATTER]
    assert heads[:3] == [
        ("题注", given.split("\n")[0]),
        ("题注/¶2", "沈阳市科学技术局局长 王某某"),
        ("通知/主送", "主任、各位委员："),
    ]


@pytest.mark.parametrize("heading", ["禁止行为", "申报支持方向", "推进碳达峰碳中和", "促进贸易投资自由", "违法事由"])
def test_a_heading_that_ends_in_a_noun_is_not_drawn_into_the_line_below(heading: str) -> None:
    clause = parse(f"某市办法\n一、{heading}\n落实有关方案，加强监管。\n二、其他\n另行规定。\n").clauses[1]
    assert (clause.heading, clause.text) == (heading, "落实有关方案，加强监管。")


@pytest.mark.parametrize("end", ["加强监测，并对违法行为", "统筹推进碳达峰，做好与碳中和"])
def test_a_sentence_cut_behind_such_a_noun_still_goes_on(end: str) -> None:
    clause = parse(f"某市办法\n一、措施\n{end}\n有关的工作予以支持。\n二、其他\n另行规定。\n").clauses[1]
    assert clause.text == f"{end}有关的工作予以支持。"


def test_the_items_of_a_box_may_open_with_a_figure() -> None:
    boxed = "专栏1　新基建工程\n01 5G网络覆盖工程\n推进建设。\n02 算力工程\n建设中心。\n"
    found = {clause.path: clause for clause in parse(f"某规划\n一、任务\n（一）夯实基础。要夯实。\n{boxed}").clauses}
    assert found["一/（一）/专栏1/1"].heading == "5G网络覆盖工程"
    assert found["一/（一）/专栏1/2"].text == "建设中心。"


def test_how_names_are_ordered_is_no_part_of_the_title_of_their_list() -> None:
    rows = "序号\t企业名称\n1\t甲公司\n2\t乙公司\n"
    text = f"关于企业名单的公示\n现予公示。\n附件\n2024年企业名单\n（共2家，排名不分先后）\n{rows}"
    found = [clause for clause in parse(text).clauses if clause.kind is Kind.ATTACHMENT]
    assert found[0].heading == "2024年企业名单"


def test_the_day_of_an_order_is_no_part_of_its_number() -> None:
    text = "废止目录\n一、《某某条例》（1991年4月16日国务院令第82号发布）\n二、《某某办法》（国务院令第127号）\n"
    assert [cite.number for cite in parse(text).document.cites] == ["国务院令第82号", "国务院令第127号"]


def test_attachments_named_below_an_open_line_are_a_list() -> None:
    text = "申报指南\n第一部分　材料\n提交材料。\n第二部分　联系方式\n联系人：王某，电话：024-12345678\n附：1.申请表\n　　2.承诺书\n"
    last = parse(text).clauses[-1]
    assert (last.path, last.text) == ("附件说明", "附：1.申请表\n2.承诺书")


def test_a_plan_in_traditional_characters_has_its_principles_units_and_measures() -> None:
    body = "（一）基本原則\n——堅持互利。發揮優勢。\n——堅持先行。率先實施。\n（二）便利執業。要便利。（責任單位：市司法局）\n"
    rows = "序號\t任務\t責任單位\n1\t便利執業\t市司法局、市人力資源社會保障局\n2\t設立機構\t市金融局\n"
    found = {clause.path: clause for clause in parse(f"實施方案\n一、要求\n{body}附件1：任務分工表\n{rows}").clauses}
    assert found["一/（一）/堅持互利"].text == "發揮優勢。"
    assert [one.units for one in found["一/（二）"].responsible] == [("市司法局",)]
    assert found["任务表-1"].text == "便利執業"
    assert [one.units for one in found["任务表-2"].responsible] == [("市金融局",)]


@pytest.mark.parametrize(
    "line",
    [
        "【责任单位】市商务局、市财政局",
        "【责任单位】：市商务局、市财政局",
        "办理方式：免申即享\n责任单位：市商务局、市财政局",
    ],
)
def test_the_unit_on_a_card_of_a_policy_is_read(line: str) -> None:
    text = f"惠企政策汇编\n一、首店奖励\n【政策内容】给予奖励。\n{line}\n二、稳岗返还\n【政策内容】返还费用。\n"
    found = [one.units for clause in parse(text).clauses for one in clause.responsible]
    assert found == [("市商务局", "市财政局")]


def test_who_fills_a_form_in_is_no_part_of_its_title_and_its_sum_no_section() -> None:
    rows = "序号\t项目名称\t金额（万元）\n1\t\t\n2\t\t\n合计\t\t\n"
    text = f"关于申报项目的通知\n各单位：\n请申报。\n某局\n2024年5月1日\n附件1\n专项资金申报表\n申报单位（盖章）：　　　　　填报日期：　年　月　日\n{rows}"
    found = {clause.path: clause for clause in parse(text).clauses}
    assert (found["任务表"].heading, found["任务表"].text[:8]) == ("专项资金申报表", "申报单位（盖章）")
    assert Kind.HEADING not in {clause.kind for clause in found.values()}


@pytest.mark.parametrize("number", ["〔七届〕第十二号", "（十四届）第2号", "[十七届]第3号"])
def test_an_announcement_numbered_by_the_term_of_its_organ_has_that_number(number: str) -> None:
    organ = "上海市浦东新区人民代表大会常务委员会"
    order = f"{organ}公告\n{number}\n《规定》已由会议通过，现予公布。\n{organ}\n2024年6月27日\n"
    text = f"{order}浦东新区若干规定\n第一条　为了优化，制定本规定。\n第二条　本规定自2024年8月1日起施行。\n"
    facts = parse(text).document
    assert (facts.number_printed, facts.number) == (number, f"{organ}公告{number}")
    assert facts.title == f"{organ}公告"
