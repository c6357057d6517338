"""What a text says of itself as a document, as printed and never inferred."""

from datetime import date

import pytest

from diffs.clauses import Citation, DocumentFacts, Stage
from diffs.divisions import one_place
from diffs.parsing import parse
from diffs.parsing.citations import normal_number


@pytest.mark.parametrize(
    ("printed", "normal"),
    [
        ("商资发2021年第63号", "商资发〔2021〕63号"),
        ("(商资发〔2022〕208号)", "商资发〔2022〕208号"),
        ("国发[2017]15号", "国发〔2017〕15号"),
        ("沪府办发（2023）5号", "沪府办发〔2023〕5号"),
        ("国务院令第722号", "国务院令第722号"),
        ("2023年第5号公告", "2023年第5号公告"),
        ("商务部公告2023年第12号", "商务部公告2023年第12号"),
    ],
)
def test_document_numbers_are_normalised_but_orders_and_announcements_stay(printed: str, normal: str) -> None:
    assert normal_number(printed) == normal


def facts(text: str) -> DocumentFacts:
    return parse(text).document


LAW = """中华人民共和国甲法
（2018年3月20日第十三届全国人民代表大会第一次会议通过　根据2024年12月25日第十四届全国人民代表大会常务委员会第十三次会议《关于修改〈中华人民共和国甲法〉的决定》修正）
第一章　总则
第一条　为了规范甲，制定本法。
第二条　依照《中华人民共和国乙法》（以下简称乙法）执行。
第三条　本法自2025年6月1日起施行。《丙办法》（国发〔1999〕3号）同时废止。
"""


def test_a_law_prints_its_last_act_and_its_effective_date() -> None:
    found = facts(LAW)
    assert found.dates.promulgated_on == date(2024, 12, 25)
    assert found.dates.effective_on == date(2025, 6, 1)
    assert (found.dates.signed_on, found.number, found.jurisdiction, found.issuers) == (None, None, None, ())


def test_cited_documents_come_with_the_number_printed_beside_them() -> None:
    assert Citation("丙办法", "国发〔1999〕3号") in facts(LAW).cites
    assert Citation("中华人民共和国乙法", None) in facts(LAW).cites


def test_an_effective_date_that_is_not_printed_is_not_inferred() -> None:
    assert facts("某法\n第一条 甲。\n第二条 本法自公布之日起施行。\n").dates.effective_on is None


def test_joint_issuers_are_each_named() -> None:
    text = "关于做好某事的通知\n各省、自治区、直辖市人民政府：\n现将有关事项通知如下。\n商务部\n财政部\n国家税务总局\n二〇二三年四月二十日\n"
    found = facts(text)
    assert found.issuers == ("商务部", "财政部", "国家税务总局")
    assert found.dates.signed_on == date(2023, 4, 20)


@pytest.mark.parametrize(
    ("mark", "stage", "reading"),
    [
        ("（征求意见稿）", Stage.DRAFT_FOR_COMMENT, None),
        ("（公开征求意见稿）", Stage.DRAFT_FOR_COMMENT, None),
        ("（送审稿）", Stage.DRAFT_SUBMITTED, None),
        ("（草案）", Stage.DRAFT, None),
        ("（草案二次审议稿）", Stage.DRAFT, 2),
        ("（修订草案三次审议稿）", Stage.DRAFT, 3),
        ("（修订草案征求意见稿）", Stage.DRAFT_FOR_COMMENT, None),
        ("（征求意见第二稿）", Stage.DRAFT_FOR_COMMENT, None),
        ("（草案）（三审稿）", Stage.DRAFT, 3),
        ("（试行）", Stage.FINAL, None),
        ("", Stage.FINAL, None),
    ],
)
def test_stage_and_reading_are_those_of_the_mark(mark: str, stage: Stage, reading: int | None) -> None:
    below = facts(f"某市管理办法\n{mark}\n第一条 甲。\n第二条 乙。\n")
    beside = facts(f"某市管理办法{mark}\n第一条 甲。\n第二条 乙。\n")
    assert (below.stage, below.reading) == (beside.stage, beside.reading) == (stage, reading)


@pytest.mark.parametrize(
    ("title", "place"),
    [
        ("商务部关于印发《沈阳市服务业扩大开放综合试点总体方案》的通知", "辽宁省沈阳市"),
        ("中国(辽宁)自由贸易试验区 沈阳片区实施方案", "辽宁省沈阳市"),
        ("渝北区服务业扩大开放综合试点工作方案", "重庆市渝北区"),
        ("深圳经济特区外商投资条例", "广东省深圳市"),
        ("上海市优化营商环境条例", "上海市"),
        ("沈阳市和平区实施方案", "辽宁省沈阳市和平区"),
        ("洛阳市市区养犬管理规定", "河南省洛阳市"),
        ("中华人民共和国会计法", None),
        ("国务院关于同意在天津、上海、海南、重庆开展试点的批复", None),
        ("天津市和上海市合作方案", None),
        ("国务院办公厅关于山西、安徽省四起事故的通报", None),
        ("国务院关于印发中国（山东）、中国（江苏）自由贸易试验区总体方案的通知", None),
        ("关于支持海南全面深化改革开放的指导意见", "海南省"),
        ("国务院关于在成都都市圈开展试点的通知", None),
        ("粤港澳大湾区发展规划纲要", None),
        ("湖北省巴东县建设方案", "湖北省巴东县"),
        ("浙江省义乌市国际贸易综合改革方案", "浙江省义乌市"),
        ("山东省各市县考核办法", "山东省"),
        ("广东省直机关办公用房办法", "广东省"),
        ("广西壮族自治区南宁市条例", "广西壮族自治区南宁市"),
        ("青岛西海岸新区促进办法", "山东省青岛市西海岸新区"),
        ("大连金普新区实施方案", "辽宁省大连市金普新区"),
        ("浦东新区若干规定", "上海市浦东新区"),
        ("沈阳经济技术开发区管理办法", "辽宁省沈阳市"),
        ("苏州工业园区条例", "江苏省苏州市"),
        ("中国（上海）自由贸易试验区临港新片区管理办法", "上海市临港新片区"),
    ],
)
def test_jurisdiction_is_the_whole_chain_of_the_one_place(title: str, place: str | None) -> None:
    assert one_place(title) == place


@pytest.mark.parametrize(
    ("title", "place"),
    [
        ("义乌市养犬管理条例", "义乌市"),
        ("德清县人民政府关于印发办法的通知", "德清县"),
        ("各市人民政府考核办法", None),
        ("全市城市区域管理办法", None),
        ("城市绿化条例", None),
        ("行政区划管理条例", None),
        ("上市公司治理办法", None),
        ("自然保护区条例", None),
        ("黄埔区人民政府关于印发办法的通知", "黄埔区"),
        ("中华人民共和国某县制度办法", None),
    ],
)
def test_a_county_is_named_as_it_is_printed(title: str, place: str | None) -> None:
    assert facts(f"{title}\n第一条 甲。\n第二条 乙。\n").jurisdiction == place


def test_several_labels_of_one_line_are_parted() -> None:
    text = "发布机构：某市商务局　发布日期：2023-05-06\n文号：甲商〔2023〕5号 有效性：有效\n甲办法\n第一条 乙。\n第二条 丙。\n"
    found = facts(text)
    assert (found.publisher, found.number) == ("某市商务局", "甲商〔2023〕5号")
    assert found.dates.published_on == date(2023, 5, 6)
    assert facts(text.replace("甲商〔2023〕5号", "无")).number is None


@pytest.mark.parametrize(
    "title", ["关于《中华人民共和国甲法（草案）》的说明", "关于《甲办法（征求意见稿）》公开征求意见采纳情况的公告"]
)
def test_a_text_about_a_draft_is_no_draft(title: str) -> None:
    text = f"{title}\n全国人民代表大会常务委员会：\n现说明如下。\n一、背景\n乙。\n"
    assert facts(text).stage is Stage.FINAL


@pytest.mark.parametrize(
    ("head", "number", "printed"),
    [
        ("国务院关于甲的通知\n国发[2015]50号\n", "国发〔2015〕50号", "国发[2015]50号"),
        ("甲市人民政府关于乙的通知\n甲府发（2020）8号\n", "甲府发〔2020〕8号", "甲府发（2020）8号"),
        ("甲市人民政府关于乙的通知\n甲府〔2020〕 8 号\n", "甲府〔2020〕8号", "甲府〔2020〕 8 号"),
        ("甲市人民政府关于乙的通知\n甲府发［2020］第8号\n", "甲府发〔2020〕8号", "甲府发［2020］第8号"),
        ("甲市人民政府关于乙的通知（甲府〔2020〕8号）\n", "甲府〔2020〕8号", "甲府〔2020〕8号"),
        ("国家税务总局公告\n2023年第5号\n关于乙的公告\n", "国家税务总局公告2023年第5号", "2023年第5号"),
        (
            "商务部 海关总署公告2023年第23号 关于乙的公告\n",
            "商务部海关总署公告2023年第23号",
            "商务部 海关总署公告2023年第23号",
        ),
        (
            "关于乙的公告\n财政部　税务总局　国家发展改革委公告2023年第19号\n",
            "财政部税务总局国家发展改革委公告2023年第19号",
            "财政部　税务总局　国家发展改革委公告2023年第19号",
        ),
        (
            "甲市办公室文件\n甲政办〔2023〕9号　　　签发人：王某\n关于乙的通知\n",
            "甲政办〔2023〕9号",
            "甲政办〔2023〕9号",
        ),
        ("甲银行　乙总局\n公　　告\n〔2024〕第2号\n", "甲银行乙总局公告〔2024〕第2号", "〔2024〕第2号"),
        ("澳門特別行政區\n第7/2023號法律\n乙制度\n", "第7/2023號法律", "第7/2023號法律"),
    ],
)
def test_numbers_stand_in_the_head_in_many_forms(head: str, number: str, printed: str) -> None:
    found = facts(f"{head}各有关单位：\n现通知如下。\n一、甲\n乙。\n二、丙\n丁。\n")
    assert (found.number, found.number_printed) == (number, printed)


def test_the_instrument_says_where_it_applies_not_the_ministry_that_sends_it() -> None:
    text = "商务部关于印发方案的通知\n某省人民政府：\n现印发给你们。\n商务部\n2022年1月1日\n成都市总体方案\n一、总则\n甲。\n"
    assert facts(text).jurisdiction == "四川省成都市"


def test_dates_for_comments_and_of_expiry_are_read_where_printed() -> None:
    call = "关于公开征求意见的公告\n现公开征求意见，时间为2023年4月1日至2023年5月1日。\n市场监管总局\n2023年3月31日\n"
    assert (facts(call).dates.comments_from, facts(call).dates.comments_until) == (date(2023, 4, 1), date(2023, 5, 1))
    notice = "某市通知\n一、内容\n甲。\n二、附则\n本通知自2023年5月1日起施行，有效期至2025年12月31日。\n"
    assert facts(notice).dates.expires_on == date(2025, 12, 31)


@pytest.mark.parametrize(
    ("text", "synthetic"),
    [
        ("【演示文本，非官方】\n某市方案\n一、甲\n乙。\n", True),
        ("某市方案\n一、甲\n乙。\n　【演示文本，非官方】　\n", True),
        ("某市方案\n一、甲\n本文标有【演示文本，非官方】字样。\n", False),
        ("某市方案\n一、甲\n乙。\n", False),
    ],
)
def test_a_demonstration_text_is_one_that_carries_the_line(text: str, synthetic: bool) -> None:
    assert facts(text).synthetic is synthetic


def test_number_and_date_are_read_however_scanning_parted_their_characters() -> None:
    spaced = facts(
        "某 市 政 府 关 于 甲 的 通 知\n某 政 发 〔 2 0 2 2 〕 1 2 号\n各 区 ：\n现 通 知 如 下 。\n某 市 政 府\n2 0 2 2 年 1 2 月 1 日\n"
    )
    assert spaced.title == "某 市 政 府 关 于 甲 的 通 知"
    assert (spaced.number, spaced.dates.signed_on) == ("某政发〔2022〕12号", date(2022, 12, 1))
    assert spaced.issuers == ("某市政府",)
    assert facts("关于甲的通知\n各区：\n现通知如下。\n某局\n二 〇 二 二 年 十 二 月 一 日\n").dates.signed_on == date(
        2022, 12, 1
    )
