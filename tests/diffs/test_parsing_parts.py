"""Parts of official texts: letters, attachments and their lists, several documents in one file, footers, closing words."""

import pytest
from support.parsed import uncovered

from diffs.clauses import Clause, Kind
from diffs.parsing import parse

PLAN = "某市实施方案\n为贯彻要求，制定本方案。\n"


def tree(text: str, *, markdown: bool = False) -> dict[str, Clause]:
    outline = parse(text, markdown=markdown)
    assert uncovered(text, outline) == []
    return {clause.path: clause for clause in outline.clauses}


def letter(title: str, body: str) -> str:
    return f"{title}\n某商发〔2023〕5号\n各区商务主管部门：\n现将有关事项通知如下：\n{body}\n某市商务局\n2023年2月3日\n"


def test_two_complete_letters_in_one_file_are_two_documents() -> None:
    first = letter("某市商务局关于做好外贸工作的通知", "一、加强领导。各区要重视。\n二、狠抓落实。确保完成。")
    second = letter("某市商务局关于做好外资工作的通知", "一、明确目标。利用外资。")
    found = tree(first + "\n" + second)
    assert [path for path in found if path[-1] in "一二"] == ["一", "二", "文件2/一"]
    assert found["文件2/通知/主送"].text == "各区商务主管部门："
    assert found["文件2/通知/落款"].kind is Kind.SIGNATURE


def test_a_letter_a_plan_its_list_and_a_further_plan_each_keep_their_numbers() -> None:
    text = (
        "某市人民政府关于印发某市总体方案的通知\n各区人民政府：\n现将《某市总体方案》印发给你们。\n"
        "附件：1.某市总体方案\n2.重点任务清单\n3.某市保障方案\n某市人民政府\n2023年1月1日\n（此件公开发布）\n"
        "附件1\n某市总体方案\n一、目标\n（一）总量。到2025年，支持甲。\n"
        "附件2\n重点任务清单\n序号\t任务\t责任单位\n1\t支持甲。\t市商务局\n2\t支持乙。\t市教委\n"
        "附件3：\n某市保障方案\n一、领导\n成立专班。\n抄送：市委。\n某市人民政府办公厅　　2023年1月2日印发\n（共印80份）\n"
    )
    assert list(tree(text)) == [
        "通知/标题", "通知/主送", "通知/正文", "附件说明", "通知/落款", "通知/公开属性", "附件标识", "方案/标题", "一", "一/（一）",
        "任务清单", "任务清单-1", "任务清单-2", "附件3", "附件3/一", "版记/抄送", "版记/印发",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "note",
    [
        "附件：某市总体方案",
        "附件：1.某市总体方案\n2.任务清单",
        "附件：1. 某市总体方案\n　　　2.2024年任务清单",
        "附件：\n1.某市总体方案\n2.任务清单",
        "附件1.某市总体方案\n2.任务清单",
        "附件1：某市总体方案.docx\n附件2：任务清单.xlsx",
        "附：某市总体方案",
    ],
)
def test_the_list_of_attachments_is_no_attachment(note: str) -> None:
    text = letter("某市商务局关于某事的通知", "一、加强领导。各区要重视。").replace(
        "\n某市商务局\n", f"\n{note}\n某市商务局\n"
    )
    found = tree(text)
    assert found["附件说明"].text.split("\n") == [line.strip() for line in note.split("\n")]
    assert not any(clause.kind is Kind.ATTACHMENT for clause in found.values())


@pytest.mark.parametrize(
    ("label", "path"),
    [
        ("附件", "附件"),
        ("附件1", "附件1"),
        ("附件 2", "附件2"),
        ("附 件 3", "附件3"),
        ("附件二", "附件2"),
        ("附件２：", "附件2"),
        ("附件1.", "附件1"),
        ("附录", "附录"),
        ("附表1", "附表1"),
    ],
)
def test_an_attachment_carries_its_label_as_address(label: str, path: str) -> None:
    found = tree(f"{PLAN}一、甲\n乙。\n{label}\n申报要求说明\n一、丙\n丁。")
    assert (found[path].kind, found[path].heading) == (Kind.ATTACHMENT, "申报要求说明")
    assert found[f"{path}/一"].text == "丁。"


def test_an_appendix_may_have_its_title_beside_its_label() -> None:
    found = tree(f"{PLAN}一、甲\n乙。\n附录 名词解释\n1.RCEP：区域全面经济伙伴关系协定。\n")
    assert (found["附录"].heading, found["附录/1"].heading) == ("名词解释", "RCEP")


@pytest.mark.parametrize(
    "signers",
    [
        "国家发展改革委\n商   务   部\n市场监管总局",
        "国家发展改革委　　商务部　　市场监管总局",
        "　　　　　　国家发展改革委\n　　　　　　商务部",
    ],
)
def test_the_signature_of_several_organs_is_one_part(signers: str) -> None:
    found = tree(f"关于某事的通知\n各单位：\n现通知如下：\n一、做好甲。\n\n{signers}\n2022年1月24日\n")
    assert found["通知/落款"].text.split("\n")[-1] == "2022年1月24日"
    assert [path for path in found if "落款" in path] == ["通知/落款"]


def test_a_reply_to_a_person_is_a_letter() -> None:
    found = tree(
        "国务院办公厅对某号提案的答复\n国办函〔2006〕82号\n王某某委员：\n您的提案收悉。现答复如下：\n感谢您的支持。\n国务院办公厅\n二〇〇六年十月十八日\n（本文有删减）\n"
    )
    assert found["通知/主送"].text == "王某某委员："
    assert found["通知/落款"].text == "国务院办公厅\n二〇〇六年十月十八日"
    assert found["附注"].text == "（本文有删减）"


def test_a_title_of_two_lines_is_no_printed_head() -> None:
    found = tree(
        "国务院办公厅关于全面推行行政规范性文件\n合法性审核机制的指导意见\n国办发〔2018〕115号\n各部委：\n现提出意见。\n"
    )
    assert found["通知/标题"].heading == "国务院办公厅关于全面推行行政规范性文件合法性审核机制的指导意见"


def test_issuer_and_date_in_brackets_are_no_part_of_the_title() -> None:
    found = tree("关于清理整顿社会团体的意见\n（民政部　一九九七年一月二十八日）\n一、总则\n甲。\n二、附则\n乙。\n")
    assert found["方案/标题"].heading == "关于清理整顿社会团体的意见"
    assert found["题注"].text == "（民政部　一九九七年一月二十八日）"


PRINCIPLES = ["坚持问题导向，注重创新驱动", "坚持开放", "坚持统筹"]


@pytest.mark.parametrize(
    "layout", ["（二）基本原则。\n{}", "（二）基本原则\n{}", "（二）基本原则。{}", "（二）工作原则：\n{}"]
)
@pytest.mark.parametrize("dash", ["", "——", "—"])
def test_principles_are_headings_wherever_the_first_stands(layout: str, dash: str) -> None:
    leads = "\n".join(f"{dash}{lead}。推动甲。" for lead in PRINCIPLES)
    found = tree(PLAN + "一、总体要求\n（一）指导思想。坚持发展。\n" + layout.format(leads) + "\n二、任务\n支持乙。")
    assert [path for path in found if path.startswith("一/（二）/")] == [f"一/（二）/{lead}" for lead in PRINCIPLES]
    assert (found["一/（二）"].kind, found["一/（二）"].text) == (Kind.HEADING, "")
    assert {found[f"一/（二）/{lead}"].text for lead in PRINCIPLES} == {"推动甲。"}


@pytest.mark.parametrize(
    "closing",
    [
        "本方案自印发之日起施行。",
        "本措施自2023年4月1日起施行，有效期至2025年12月31日。",
        "本办法由市商务局负责解释。",
        "特此通知。",
    ],
)
def test_words_about_the_whole_text_belong_to_no_item(closing: str) -> None:
    found = tree(f"{PLAN}一、任务\n（一）做甲。推动乙。\n（二）做丙。推动丁。\n{closing}\n")
    assert (found["一/（二）"].text, found["¶1"].text) == ("推动丁。", closing)


def test_under_supplementary_provisions_they_are_the_section_s_own_text() -> None:
    found = tree(f"{PLAN}一、任务\n做甲。\n二、附则\n本措施自2023年1月1日起施行。\n本措施由市商务局负责解释。\n")
    assert found["二"].text == "本措施自2023年1月1日起施行。"
    assert found["二/¶2"].text == "本措施由市商务局负责解释。"


@pytest.mark.parametrize(
    ("line", "paths"),
    [
        ("1.甲。（1）支持乙；（2）支持丙。", ["一/1"]),
        ("（1）支持乙；（2）支持丙；（3）支持丁。", ["一/（1）", "一/（2）", "一/（3）"]),
        ("1.支持乙。2.支持丙，面积29.97平方公里。3.支持丁。", ["一/1", "一/2", "一/3"]),
        ("（一）科学选址。优先利用甲。（二）精致设计。突出乙。", ["一/（一）", "一/（二）"]),
        ("（一）重点。1.支持乙。2.支持丙。", ["一/（一）", "一/（一）/1", "一/（一）/2"]),
        ("（一）按照“1.甲。2.乙。”执行（1.丙；2.丁）。", ["一/（一）"]),
        ("1.一是支持乙；二是支持丙。", ["一/1"]),
        ("1.到2025年，达到80%。3.5亿元以上的优先。", ["一/1"]),
    ],
)
def test_a_line_that_opens_with_a_number_may_hold_the_whole_list(line: str, paths: list[str]) -> None:
    found = tree(f"{PLAN}一、任务\n{line}\n二、保障\n支持戊。\n三、其他\n支持己。\n")
    assert [path for path in found if path.startswith("一/")] == paths


def test_a_plan_that_lost_its_line_breaks_may_have_but_one_chapter() -> None:
    found = tree(
        "某市服务业扩大开放综合试点实施方案(征求意见稿)为深入贯彻落实国务院批复精神,结合本市实际,特制定本方案。一、总体要求(一)指导思想以习近平新时代中国特色社会主义思想为指导,全面推进甲。(二)总体目标经过3年试点,形成乙。"
    )
    assert list(found) == ["方案/标题", "引言", "一", "一/（一）", "一/（二）"]
    assert (found["一/（一）"].heading, found["一/（二）"].heading) == ("指导思想", "总体目标")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("（二）目标。力争到", "2025年，达到甲。"),
        ("（二）目标。自", "2021.1.1起，开展试点。"),
        ("（二）目标。面积扩大到", "29.97平方公里。"),
        ("（二）目标。认真落实党的十八届三中、四", "中、五中全会精神。"),
        ("（二）目标。支持开展", "“1+X”证书制度试点。"),
        ("（二）目标。建设一批有条件的", "3D打印企业。"),
    ],
)
def test_a_short_line_cut_inside_a_sentence_is_healed(before: str, after: str) -> None:
    found = tree(f"{PLAN}一、总体\n（一）甲。乙。\n{before}\n\n{after}\n二、任务\n支持丙。")
    assert found["一/（二）"].text == before.removeprefix("（二）目标。") + after
    assert not any("¶" in path for path in found)


def test_a_box_above_all_numbers_ends_where_the_numbering_begins() -> None:
    found = tree("某市规划\n专栏1 主要指标\n1.甲。\n一、总则\n乙。\n二、任务\n丙。\n")
    assert list(found) == ["方案/标题", "专栏1", "专栏1/1", "一", "二"]


def test_the_title_of_a_further_document_may_be_a_markdown_section() -> None:
    text = "# 甲方案\n\n一、甲\n\n## 某局关于某事的通知\n\n各单位：\n\n一、乙\n"
    assert list(tree(text, markdown=True)) == [
        "方案/标题",
        "一",
        "文件2/通知/标题",
        "文件2/通知/主送",
        "文件2/一",
    ]
    assert list(tree("## 某市公报\n第一章 甲\n", markdown=True)) == ["方案/标题", "第一章"]


@pytest.mark.parametrize(
    "text", ["专栏1公报\n一、甲", "附件1一 甲", "## 某市公报\n第一章", "专栏1 甲\n一、乙", "附件\n附件\n附件"]
)
def test_parts_that_could_be_two_things_are_read_once(text: str) -> None:
    for markdown in (False, True):
        assert uncovered(text, parse(text, markdown=markdown)) == []


def test_closing_words_that_name_several_amended_laws_belong_to_no_item() -> None:
    found = tree(
        "某市人大常委会关于修改《甲条例》等三件法规的决定\n一、对《甲条例》作出修改\n将第五条修改为：“甲。”\n二、废止《丙条例》\n"
        "本决定自2024年7月1日起施行。\n《甲条例》《乙条例》根据本决定作相应修改，重新公布。\n"
    )
    assert found["二"].text == ""
    assert found["¶2"].text == "《甲条例》《乙条例》根据本决定作相应修改，重新公布。"


def test_a_line_of_labels_below_a_title_is_no_part_of_it() -> None:
    found = tree(
        "《甲措施》政策解读\n发布日期：2024-05-06 来源：市商务局\n一、背景是什么？\n答：落实部署。\n二、内容有哪些？\n答：共两条。\n"
    )
    assert found["方案/标题"].heading == "《甲措施》政策解读"
    assert found["通知/发文日期"].text == "发布日期：2024-05-06 来源：市商务局"


def test_a_title_broken_at_a_word_that_cannot_end_one_stops_before_its_addressee() -> None:
    found = tree(
        "某办转发某局关于防震工作意见报告的通知\n各区：\n现转发给你们。\n某办\n2023年2月3日\n关于1997年趋势和\n加强防震工作意见的报告\n"
        "市政府：\n我局召开会议。\n一、活动情况\n共发生38次。\n二、工作意见\n（一）落实预案。\n（二）加强宣传。\n以上意见如无不妥，请批转各区执行。\n"
    )
    assert found["方案/标题"].heading == "关于1997年趋势和加强防震工作意见的报告"
    assert found["¶1"].text == "以上意见如无不妥，请批转各区执行。"
    assert found["二/（二）"].text == ""


def test_a_list_of_members_below_the_last_section_is_a_document_of_its_own() -> None:
    found = tree(
        "某联席会议制度\n一、职能\n统筹协调。\n二、要求\n密切配合。\n某市招商工作\n联席会议成员名单\n召 集 人：甲某　　副市长\n成　　员：乙某　　市商务局局长\n"
        "丙某　　市财政局局长\n"
    )
    assert found["文件2/方案/标题"].heading == "某市招商工作联席会议成员名单"
    assert [path for path in found if path.startswith("二")] == ["二"]


def test_who_wrote_a_forwarded_text_is_no_preamble() -> None:
    found = tree(
        "某办转发甲委关于恢复消费措施的通知\n某办函〔2023〕70号\n各区人民政府：\n现转发给你们，请认真落实。\n某办公厅\n2023年7月28日\n"
        "关于恢复消费的措施\n甲委　乙局\n为扩大内需，现提出以下措施。\n一、稳定消费\n支持甲。\n二、保障\n落实乙。\n"
    )
    assert list(found)[5:9] == ["方案/标题", "题注", "引言", "一"]
    assert found["题注"].text == "甲委　乙局"


def test_lines_that_say_how_to_reach_an_organ_and_closing_words_stand_alone() -> None:
    found = tree(
        "某局关于申报的通知\n各区：\n现通知如下：\n一、时间\n5月31日前，报送材料。\n二、方式\n联系人：张某，电话010-1234，分机5\n"
        "通信地址：某路1号，甲楼乙室\n邮编：100000，请注明\n特此通知。\n某局\n2024年4月28日\n"
    )
    assert [found[path].text for path in ("二", "二/¶2", "二/¶3", "¶1")] == [
        "联系人：张某，电话010-1234，分机5",
        "通信地址：某路1号，甲楼乙室",
        "邮编：100000，请注明",
        "特此通知。",
    ]


@pytest.mark.parametrize("words", ["专此批复。", "此复。", "特此函达。", "此令。", "感谢您对规划工作的关心支持！"])
def test_closing_words_of_every_kind_belong_to_no_item(words: str) -> None:
    found = tree(
        f"某市政府的批复\n甲县政府：\n你县请示收悉。经研究，现批复如下：\n一、同意规划。\n二、严格执行。\n{words}\n2020年1月3日\n"
    )
    assert (found["二"].text, found["¶1"].text) == ("", words)


def test_labels_of_a_page_may_open_with_bullets_and_have_their_values_below() -> None:
    outline = parse(
        "某县人民政府工作规则\n  • 索引号:\n\n    6107/2024-001\n  • 发文机构:\n\n    县政府网站\n  • 发文字号:\n\n    某政发〔2024〕7号\n"
        "  • 成文日期:\n\n    2024年04月06日\n某县人民政府工作规则\n第一章总则\n一、制定本规则。\n二、依法行政。\n"
    )
    assert [clause.path for clause in outline.clauses][:6] == [
        "方案/标题", "附注", "通知/发布单位", "通知/文号", "通知/发文日期", "第一章",
    ]  # fmt: skip
    assert (outline.document.number, outline.document.publisher) == ("某政发〔2024〕7号", "县政府网站")


def test_an_order_below_the_title_of_a_page_is_no_preamble() -> None:
    found = tree(
        "某区建设管理实施办法\n某区人民政府令\n第82号\n《某区建设管理实施办法》已经会议通过，现予发布施行。\n区长　乌某\n1997年7月23日\n"
        "第一章　总则\n第一条　制定本办法。\n第二条　遵守本办法。\n"
    )
    assert list(found)[:5] == ["方案/标题", "通知/红头", "通知/文号", "引言", "落款"]


def test_a_call_for_comments_sends_its_draft_along_though_its_colon_is_narrow() -> None:
    found = tree(
        "某办关于《规章条例（修订草案征求意见稿）》公开征求意见的通知\n现全文公布,可以在2017年5月26日前,提出意见:\n(一)登录网站提出。\n"
        "(二)发送邮件。\n某办\n2017年4月25日\n规章条例\n（修订草案征求意见稿）\n第一条 制定本条例。\n第二条 适用本条例。\n"
    )
    assert list(found)[:2] == ["通知/标题", "通知/正文"]
    assert list(found)[-4:] == ["方案/标题", "方案/稿别", "第一条", "第二条"]


def test_a_title_in_quotation_marks_ends_where_it_is_printed_again() -> None:
    found = tree(
        "《某市关于做好乙工作的通知》\n《某市关于做好乙工作的通知》\n各区：\n现通知如下。\n一、甲。\n二、乙。\n"
    )
    assert found["通知/标题"].heading == "《某市关于做好乙工作的通知》"


@pytest.mark.parametrize("head", ["某市人民政府", "某市人民政府文件", "某市人民政府办公室"])
def test_an_organ_above_number_and_title_is_no_title(head: str) -> None:
    found = tree(f"{head}\n某政发〔2024〕1号\n关于做好乙工作的通知\n各区：\n现通知如下：\n一、甲。\n二、乙。\n")
    assert list(found)[:4] == ["通知/红头", "通知/文号", "通知/标题", "通知/主送"]


def test_copy_number_secrecy_and_urgency_above_a_head_are_no_title() -> None:
    outline = parse(
        "000012\n机密★1年\n特急\n某市政府办公室文件\n某政办〔2023〕9号\n关于乙的通知\n各区：\n现通知如下。\n一、甲。\n二、乙。\n"
        "某市政府办公室（盖章）\n二〇二三年元月廿八日\n"
    )
    assert [clause.path for clause in outline.clauses][:6] == [
        "附注", "附注/¶2", "附注/¶3", "通知/红头", "通知/文号", "通知/标题",
    ]  # fmt: skip
    assert str(outline.document.dates.signed_on) == "2023-01-28"


def test_a_joint_order_names_its_organs_on_lines_of_their_own() -> None:
    outline = parse(
        "某某发展委员会\n某某信息部\n财政部\n令\n第9号\n《乙管理办法》已经2024年1月5日会议通过，现予公布。\n某某发展委员会主任：郑某\n"
        "财政部部长：蓝某\n2024年2月1日\n乙管理办法\n第一条　制定本办法。\n第二条　自公布之日起施行。\n"
    )
    assert [clause.path for clause in outline.clauses] == [
        "通知/标题", "通知/文号", "通知/正文", "通知/落款", "方案/标题", "第一条", "第二条",
    ]  # fmt: skip
    assert outline.document.number == "某某发展委员会某某信息部财政部令第9号"


DRAFT = "某市数据条例（征求意见稿）\n第一条 为了规范数据活动，制定本条例。\n第二条 本条例自2025年1月1日起施行。\n"


@pytest.mark.parametrize(
    "lines",
    [
        ["联系人：王某", "联系电话：010-12345678", "电子邮箱：a@example.cn"],
        ["\n意见反馈截止时间：2024年11月30日。联系人：王某，联系电话：010-12345678。"],
        ["征求意见时间为2024年11月1日至30日。", "通信地址：某市某路1号", "邮政编码：100000"],
        ["如有意见，请于2024年11月30日前反馈。", "传真：010-12345678"],
        ["（联系人：王某；联系电话：010-12345678）"],
    ],
)
@pytest.mark.parametrize("below", ["", "某市司法局\n2024年11月1日\n", "附件：起草说明\n", "（此件公开发布）\n"])
def test_lines_that_say_whom_to_reach_are_none_of_the_last_article(lines: list[str], below: str) -> None:
    found = tree(DRAFT + "\n".join(lines) + "\n" + below)
    assert [path for path in found if path.startswith("第二条")] == ["第二条"]
    assert found["第二条"].text == "本条例自2025年1月1日起施行。"
    notes = [clause for path, clause in found.items() if path.startswith("附注")]
    assert [clause.text for clause in notes] == [line.strip() for line in lines]
    assert {clause.kind for clause in notes} == {Kind.FRONT_MATTER}


def test_below_the_last_measure_of_a_plan_and_of_a_letter_they_stand_by_themselves() -> None:
    body = "一、目标。到2025年，支持甲。\n二、保障。加强领导。\n联系人：王某\n联系电话：010-12345678"
    assert list(tree(PLAN + body))[-4:] == ["一", "二", "附注", "附注/¶2"]
    found = list(tree(letter("某市商务局关于某事的通知", body)))
    assert found[-5:] == ["一", "二", "通知/正文/¶2", "通知/正文/¶3", "通知/落款"]


@pytest.mark.parametrize(
    ("text", "owner"),
    [
        (DRAFT.replace("制定本条例。", "公布下列信息：\n联系方式：电话和地址。\n联系人：姓名。"), "第一条"),
        (PLAN + "一、目标。支持甲。\n二、联系方式。欢迎来函。\n联系人：王某\n电话：010-12345678\n", "二"),
        (PLAN + "一、目标。支持甲。\n二、咨询服务\n联系人：王某\n电话：010-12345678\n", "二"),
        (PLAN + "一、目标。支持甲。\n联系人：王某\n电话：010-12345678\n二、保障。加强领导。\n", "一"),
        (DRAFT.replace("施行。\n", "施行。\n联系方式：见政府网站。\n报名表由区政府印制。\n"), "第二条"),
    ],
)
def test_inside_the_text_such_lines_belong_to_the_clause_they_stand_in(text: str, owner: str) -> None:
    found = tree(text)
    assert not any(path.startswith("附注") for path in found)
    reached = [
        clause for path, clause in found.items() if any(word in clause.text for word in ("联系人：", "联系方式："))
    ]
    assert reached
    assert all(clause.path.split("/")[0] == owner for clause in reached)


GRID = "序号\t任务\t责任单位\n1\t支持甲。\t市商务局\n2\t支持乙。\t市教委\n"
MEASURES = PLAN + "一、目标。支持甲。\n二、保障。加强领导。\n"


@pytest.mark.parametrize("between", ["", "表1 推动开放\n", "（2023年）\n"])
@pytest.mark.parametrize("title", ["重点任务清单", "某市服务业扩大开放综合试点\n重点任务清单"])
@pytest.mark.parametrize("label", ["附件：", "附：", "附件： 《{}》"])
def test_a_line_that_names_the_list_right_below_it_is_a_note(label: str, title: str, between: str) -> None:
    name = title.replace("\n", "")
    line = label.format(name) if "{" in label else label + name
    bare, noted = (tree(f"{MEASURES}{above}{title}\n{between}{GRID}") for above in ("", f"{line}\n"))
    assert noted["附件说明"].text == line
    assert [path for path in noted if path != "附件说明"] == list(bare)
    assert next(path for path in bare if "任务清单" in path) == "任务清单"


@pytest.mark.parametrize("between", ["", "表1 推动开放\n", "（2023年）\n"])
@pytest.mark.parametrize("line", ["附件2：重点任务清单", "附件2 重点任务清单", "附件2：某市重点任务清单"])
def test_a_numbered_label_and_the_title_below_it_are_one_list(line: str, between: str) -> None:
    found = tree(f"{MEASURES}{line}\n重点任务清单\n{between}{GRID}")
    lists = [clause for clause in found.values() if clause.kind is Kind.ATTACHMENT]
    assert [(item.path, item.marker) for item in lists] == [("任务清单", "附件2")]
    assert (lists[0].heading + lists[0].text).count("重点任务清单") == line.count("某市") + 1


def test_a_title_printed_once_more_below_its_label_is_no_paragraph_of_the_attachment() -> None:
    found = tree(MEASURES + "附件1：某市保障规划\n某市保障规划\n一、领导。成立专班。\n")
    assert list(found)[-2:] == ["附件1", "附件1/一"]
    assert (found["附件1"].heading, found["附件1"].text) == ("某市保障规划", "")


@pytest.mark.parametrize("addressed", ["各位代表：\n", ""])
def test_where_a_report_was_given_and_by_whom_is_no_part_of_its_title(addressed: str) -> None:
    given = "——2024年1月15日在某市第十五届人民代表大会第三次会议上"
    outline = parse(
        f"政府工作报告\n{given}\n市长　王某某\n{addressed}现在，我代表市人民政府报告工作。\n一、回顾\n甲。\n二、安排\n乙。\n"
    )
    assert outline.document.title == "政府工作报告"
    heads = [clause.text for clause in outline.clauses if clause.path.startswith("题注")]
    assert heads == [given, "市长　王某某"]


@pytest.mark.parametrize("asked", ["问：谁可以申请？", "问: 谁可以申请", "记者：谁可以申请？"])
def test_a_question_below_a_title_is_no_part_of_it(asked: str) -> None:
    outline = parse(f"某市政策答记者问\n{asked}\n答：企业可以申请。\n")
    assert outline.document.title == "某市政策答记者问"
    assert [clause.text for clause in outline.clauses][1:] == [asked, "答：企业可以申请。"]
