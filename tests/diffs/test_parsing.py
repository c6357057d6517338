"""How paragraphs, run-in sections, statutes and parts of several documents become one tree."""

import pytest

from diffs.clauses import Clause, FindingKind, Kind
from diffs.parsing import parse


def tree(text: str, *, markdown: bool = False) -> dict[str, Clause]:
    outline = parse(text, markdown=markdown)
    return {clause.path: clause for clause in outline.clauses}


PLAN = "某市实施方案\n为贯彻要求，制定本方案。\n"


@pytest.mark.parametrize(
    "body",
    [
        "一、总体要求\n（一）指导思想。坚持高质量发展。\n（二）目标。到2025年，支持甲。",
        "一、总体要求\n\n（一）指导思想。\n\n坚持高质量发展。\n\n（二）目标。\n\n到2025年，支持甲。",
        "一、总体要求\n(一) 指导思想\n　　坚持高质量发展。\n(二) 目标\n　　到2025年，支持甲。",
        "**一、总体要求**\n**（一）指导思想。**坚持高质量发展。\n**（二）目标。**到2025年，支持甲。",
    ],
)
def test_inline_and_block_layout_give_one_tree(body: str) -> None:
    found = tree(PLAN + body)
    assert list(found) == ["方案/标题", "引言", "一", "一/（一）", "一/（二）"]
    assert (found["一"].kind, found["一"].heading, found["一"].level) == (Kind.HEADING, "总体要求", 1)
    assert (found["一/（一）"].heading, found["一/（一）"].text) == ("指导思想", "坚持高质量发展。")
    assert (found["一/（二）"].kind, found["一/（二）"].text) == (Kind.CLAUSE, "到2025年，支持甲。")


def test_run_in_sections_are_found_bold_or_not_and_glued_to_a_sentence() -> None:
    found = tree(
        PLAN + "1.竞争性服务业。科技服务领域：支持甲。推动乙。**商务服务领域:**支持丙。教育服务领域：支持丁，\n\n"
        "并推动戊。\n\n金融服务领域：支持己。\n支持庚。"
    )
    texts = {
        path.removeprefix("1/"): clause.text for path, clause in found.items() if clause.kind is Kind.RUN_IN_SECTION
    }
    assert texts == {
        "科技服务领域": "支持甲。推动乙。",
        "商务服务领域": "支持丙。",
        "教育服务领域": "支持丁，并推动戊。",
        "金融服务领域": "支持己。支持庚。",
    }
    assert (found["1"].kind, found["1"].text, found["1/商务服务领域"].heading_sep) == (Kind.CLAUSE, "", ":")


def test_lead_sentences_are_headings_under_principles_only() -> None:
    found = tree(
        PLAN + "一、基本原则\n坚持创新。推动甲。\n坚持开放。推动乙。\n二、任务\n加快发展。推动丙。\n扩大规模。推动丁。"
    )
    assert found["一/坚持创新"].text == "推动甲。"
    assert found["二"].text == "加快发展。推动丙。"
    assert found["二/¶2"].text == "扩大规模。推动丁。"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("支持高等学校、科研院所和中央企业等在本市布局，推动深化高等院校和", "科研机构成果转化。"),
        ("推行“一站式竣工投产”，支持甲，", "实施重大项目审批服务。"),
        ("支持探索（不含注册会计师，资产评估", "师)等领域，推动甲。"),
        ("以《高层次人才认定办法》为标准，推动甲，设立", "A、B、C三类，提供服务。"),
        ("支持探索数据流通，加强跨境电商服务业态拓展", "2、服务业制度创新新优势。"),
    ],
)
def test_a_sentence_cut_by_a_page_end_is_healed(before: str, after: str) -> None:
    found = tree(f"{PLAN}一、任务\n{before}\n\n{after}\n二、保障\n支持乙。")
    assert found["一"].text == before + after
    assert list(found) == ["方案/标题", "引言", "一", "二"]


def test_real_paragraph_ends_headings_and_lists_are_not_joined() -> None:
    found = tree(
        PLAN + "一、任务\n支持甲，推动乙。\n推动丙。（责任单位：市科技局）\n推动丁，包括：\n1.支持戊；\n2.支持己。"
    )
    assert found["一/¶2"].text == "推动丙。（责任单位：市科技局）"
    assert found["一/¶3"].text == "推动丁，包括："
    assert (found["一/1"].text, found["一/2"].text) == ("支持戊；", "支持己。")


def test_numbering_may_run_on_across_sections_or_start_over() -> None:
    found = tree(PLAN + "一、甲\n（一）乙。\n1.丙。\n2.丁。\n（二）戊。\n3.己。\n二、庚\n1.辛。")
    assert [path for path in found if path[0] in "一二"] == [
        "一", "一/（一）", "一/（一）/1", "一/（一）/2", "一/（二）", "一/（二）/3", "二", "二/1",
    ]  # fmt: skip
    assert [finding.kind for finding in parse(PLAN + "一、甲\n（一）乙。\n1.丙。\n（二）丁。\n2.戊。").findings] == []


def test_a_shallow_list_inside_a_deeper_numbering_stays_inside() -> None:
    found = tree(PLAN + "1.甲。\n（一）乙。\n（二）丙。\n2.丁。")
    assert [path for path in found if path[0] in "12"] == ["1", "1/（一）", "1/（二）", "2"]


STATUTE = """某市管理条例
（2020年1月1日某市第一届人民代表大会常务委员会第一次会议通过）
目　录
第一章　总则
第二章　法律责任
第一章　总则
第一条　为了规范甲，制定本条例。
第二条　本条例适用于下列情形：
（一）甲：
1.乙；
2.丙；
（二）丁。
前款规定的情形，从其规定。
有下列行为之一的，除外：
（一）戊。
第二条之一　国家支持己。
第二章　法律责任
第三条　违反本条例的，依法处理。
"""


def test_articles_are_addressed_by_article_paragraph_item() -> None:
    found = tree(STATUTE)
    assert list(found)[3:] == [
        "第一章", "第一条", "第二条", "第二条/第一款", "第二条/第一款/（一）", "第二条/第一款/（一）/1",
        "第二条/第一款/（一）/2", "第二条/第一款/（二）", "第二条/第二款", "第二条/第三款", "第二条/第三款/（一）",
        "第二条之一", "第二章", "第三条",
    ]  # fmt: skip
    assert found["第二条"].text == ""
    assert found["第二条/第二款"].text == "前款规定的情形，从其规定。"
    assert found["第三条"].text == "违反本条例的，依法处理。"
    assert found["第二条之一"].number == "2-1"


def test_articles_hang_under_their_chapter_and_chapters_listed_first_are_no_clauses() -> None:
    outline = parse(STATUTE)
    parents = {clause.path: parent.path if parent else None for clause, parent in outline.walk()}
    assert (parents["第一条"], parents["第三条"], parents["第二条/第一款/（一）"]) == (
        "第一章",
        "第二章",
        "第二条/第一款",
    )
    assert [clause.path for clause in outline.clauses].count("第一章") == 1
    assert next(clause for clause in outline.clauses if clause.path == "目录").kind is Kind.FRONT_MATTER


def test_eids_follow_akoma_ntoso() -> None:
    found = tree(STATUTE)
    assert found["第一章"].eid == "chp_1"
    assert found["第二条/第一款/（一）/2"].eid == "art_2__para_1__item_1__point_2"
    assert found["第二条之一"].eid == "art_2-1"
    plan = tree(PLAN + "一、甲\n（一）乙。丙。\n1.丁。科技服务领域：戊。")
    assert plan["一/（一）/1/科技服务领域"].eid == "sec_1__subsec_1__para_1__point_1"


def test_a_list_directly_under_a_one_paragraph_article_carries_no_paragraph_number() -> None:
    found = tree("某条例\n第一条　包括：\n（一）甲；\n（二）乙。\n第二条　丙。\n")
    assert list(found)[1:] == ["第一条", "第一条/（一）", "第一条/（二）", "第二条"]
    assert found["第一条"].text == "包括："


def test_attachments_keep_their_numbering_apart_from_the_body() -> None:
    found = tree(PLAN + "一、甲\n乙。\n附件1\n某某清单说明\n一、丙\n丁。\n附件2\n申报要求\n一、戊\n己。")
    assert [path for path in found if "附件" in path] == ["附件1", "附件1/一", "附件2", "附件2/一"]
    assert (found["附件1"].kind, found["附件1"].marker, found["附件1"].heading) == (
        Kind.ATTACHMENT,
        "附件1",
        "某某清单说明",
    )
    assert found["附件2/一"].level == 2


def test_a_second_document_in_the_same_file_has_addresses_of_its_own() -> None:
    found = tree("甲市管理办法\n第一条　甲。\n第二条　乙。\n乙市管理办法\n第一条　丙。\n第二条　丁。\n")
    assert found["第二条"].text == "乙。"
    assert found["文件2/第二条"].text == "丁。"


def test_ids_depend_on_the_text_alone_and_repetitions_are_told_apart() -> None:
    text = PLAN + "一、甲\n支持乙。\n一、甲\n支持乙。\n"
    first, second = [clause for clause in parse(text).clauses if clause.path == "一"]
    assert first.id != second.id
    assert [clause.id for clause in parse(text).clauses] == [clause.id for clause in parse(text).clauses]
    longer = parse(text.replace("为贯彻要求", "为全面贯彻要求"))
    assert {first.id, second.id} <= {clause.id for clause in longer.clauses}


@pytest.mark.parametrize(
    ("spot", "kind"),
    [
        ("支持支持甲企业", FindingKind.DOUBLED_WORD),
        ("科研机构 and 科技企业", FindingKind.FOREIGN_WORD),
        ("零\u200b宽字符", FindingKind.INVISIBLE_CHARACTER),
        ("反向\u202e字符", FindingKind.BIDIRECTIONAL_CHARACTER),
        ("⽅案", FindingKind.COMPATIBILITY_CHARACTER),
        ("支持甲（不含乙", FindingKind.UNBALANCED_BRACKET),
        ("依托人民币的贸易金融区块链平台", FindingKind.SUSPECT_PHRASE),
    ],
)
def test_suspicious_spots_are_findings_beside_an_unchanged_text(spot: str, kind: FindingKind) -> None:
    outline = parse(f"{PLAN}一、任务\n推动{spot}。\n二、其他\n甲。")
    assert [finding.kind for finding in outline.findings] == [kind]
    owner = outline.by_id()[outline.findings[0].clause or ""]
    assert owner.path == "一"
    assert spot in owner.text


@pytest.mark.parametrize(
    "text",
    [
        "本规定规定的事项",
        "支持中小企业创业创新",
        "充分运用信用信息",
        "目的的实现",
        "基层组织组织开展",
        "1）甲2）乙",
        "《甲〈乙〉》",
    ],
)
def test_good_chinese_raises_no_finding(text: str) -> None:
    assert parse(f"{PLAN}一、任务\n推动{text}。").findings == ()


def test_gaps_and_repetitions_of_numbers_are_findings() -> None:
    kinds = [finding.kind for finding in parse(PLAN + "一、甲。\n三、乙。\n三、丙。\n四、丁。").findings]
    assert kinds == [FindingKind.NUMBERING_GAP, FindingKind.DUPLICATE_NUMBER]


def test_markdown_headings_without_numbers_carry_what_stands_below_them() -> None:
    found = tree("# 某市方案\n\n## 背景\n\n甲。\n\n### 沿革\n\n乙。\n\n## 任务\n\n1. 丙。\n", markdown=True)
    assert list(found) == ["方案/标题", "背景", "背景/沿革", "任务", "任务/1"]
    assert found["背景"].text == "甲。"


def test_page_numbers_belong_to_no_text() -> None:
    found = tree(
        PLAN + "一、任务\n支持甲，推动高等院校和科研机构\n\n— 1 —\n\n发展。\n第 2 页 共 9 页\n二、保障\n支持丙。"
    )
    assert (found["一"].text, found["二"].text) == ("支持甲，推动高等院校和科研机构发展。", "支持丙。")
    assert list(found) == ["方案/标题", "引言", "一", "二"]


def test_lines_of_a_fixed_width_are_paragraphs_again() -> None:
    articles = [
        f"第{number}条　为了规范甲、乙和丙的活动，保护自然人、法人和其他组织的合法权益，{which}，制定本条例{number}。"
        for number, which in zip("一二三四五六七八", ["根据宪法", "依照有关法律", "结合本市实际情况"] * 3, strict=False)
    ]
    title = "某市管理条例\n"
    broken = "\n".join(
        line[at : at + 24] for article in articles for line in ["　　" + article] for at in range(0, len(line), 24)
    )
    whole = [(clause.path, clause.text) for clause in parse(title + "\n".join(articles)).clauses]
    assert [(clause.path, clause.text) for clause in parse(title + broken).clauses] == whole
    assert len(whole) == 9


@pytest.mark.parametrize("gap", [" ", "　　"])
def test_a_text_that_lost_its_line_breaks_is_cut_at_its_numbers(gap: str) -> None:
    law = gap.join(
        [
            "某市管理办法",
            "第一章 总则",
            "第一条 为了规范甲的活动，依照本办法第二条的规定，制定本办法。",
            "第二条 本办法适用于下列活动：",
            "（一）生产；",
            "（二）经营。",
            "第二章 附则",
            "第三条 本办法自2024年1月1日起施行。",
        ]
    )
    assert list(tree(law)) == [
        "方案/标题",
        "第一章",
        "第一条",
        "第二条",
        "第二条/（一）",
        "第二条/（二）",
        "第二章",
        "第三条",
    ]
    plan = "某市实施方案 为贯彻要求，制定本方案。一、总体要求(一)指导思想。坚持高质量发展，推动甲、乙和丙的发展，支持一、二、三产业。"
    found = tree(plan + "(二)目标。到2025年，支持甲、乙、丙和丁的发展。二、任务1.支持甲。2.支持乙，面积29.97平方公里。")
    assert [path for path in found if path[0] in "一二"] == ["一", "一/（一）", "一/（二）", "二"]


def test_a_chapter_whose_number_was_not_printed_is_no_paragraph_of_the_article_above() -> None:
    text = "某条例\n第一章 总则\n第一条 甲。\n第二条 乙。\n监督管理\n第三条 丙。\n第三章 附则\n第四条 丁。\n"
    outline = parse(text)
    parents = {clause.path: parent.path if parent else None for clause, parent in outline.walk()}
    assert (parents["第二条"], parents["第三条"], parents["第四条"]) == ("第一章", "监督管理", "第三章")
    assert tree(text)["第二条"].text == "乙。"


def test_a_provision_cut_without_a_pause_is_healed() -> None:
    found = tree(
        "某条例\n第一条 甲。\n第二条 当事人对市主管部门作出的行政处罚决定\n\n在法定期限内不申请复议的，强制执行。\n第三条 丙。"
    )
    assert found["第二条"].text == "当事人对市主管部门作出的行政处罚决定在法定期限内不申请复议的，强制执行。"


def test_a_table_inside_the_body_belongs_to_the_clause_it_stands_in() -> None:
    table = "指标\t2020年\t2025年\n能耗\t1\t2\n排放\t3\t4\n"
    inside = parse(f"{PLAN}一、目标\n指标如下。\n表1 主要指标\n{table}二、任务\n支持甲。\n{table}三、保障\n支持乙。\n")
    parents = {clause.path: parent.path if parent else None for clause, parent in inside.walk()}
    assert (parents["表1"], parents["任务表"], parents["任务表-1"]) == ("一", "二", "任务表")
    after = parse(f"{PLAN}一、目标\n支持甲。\n二、任务\n支持乙。\n{table}")
    assert next(clause for clause in after.clauses if clause.path == "任务表").parent is None


def test_the_numbering_outside_a_box_goes_on_below_it() -> None:
    found = tree(PLAN + "一、任务\n1.甲。\n专栏1 重点工程\n1.乙。\n2.丙。\n3.丁。\n2.戊。\n二、保障\n支持己。")
    assert [path for path in found if path.startswith("一/")] == [
        "一/1", "一/1/专栏1", "一/1/专栏1/1", "一/1/专栏1/2", "一/1/专栏1/3", "一/2",
    ]  # fmt: skip


def test_who_is_responsible_is_no_part_of_a_heading_without_a_stop() -> None:
    found = tree(PLAN + "一、任务\n1.推行“一件事”（责任单位：市科技局、教委）\n2.推行乙（含丙）\n")
    assert (found["一/1"].heading, found["一/1"].text) == ("推行“一件事”", "（责任单位：市科技局、教委）")
    assert found["一/1"].responsible[0].units == ("市科技局", "市教委")
    assert found["一/2"].heading == "推行乙（含丙）"


def test_closing_words_belong_to_no_item() -> None:
    found = tree("关于某事的通知\n各单位：\n现通知如下：\n一、做好甲。\n二、做好乙。\n特此通知。\n某局\n2024年1月2日\n")
    assert (found["二"].text, found["¶1"].text) == ("", "特此通知。")


def test_what_stands_below_a_list_belongs_to_the_clause_that_opened_it() -> None:
    found = tree(
        PLAN
        + "一、市政府应当履行下列职责：\n（一）制定规划；\n（二）落实资金。\n市政府每年报告工作。\n报告应当公开。\n"
        "二、奖励\n（一）甲类20万元；\n（二）乙类10万元。\n最高500万元。\n三、措施：\n（一）加强监管。开展检查。\n（二）优化服务。简化流程。\n服务事项应当公布。\n四、施行。"
    )
    assert list(found)[2:] == [
        "一", "一/（一）", "一/（二）", "一/¶2", "一/¶3", "二", "二/（一）", "二/（二）", "二/¶2", "三", "三/（一）", "三/（二）", "三/（二）/¶2", "四",
    ]  # fmt: skip
