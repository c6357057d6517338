"""Treaties, and the laws of Hong Kong and Macao: signatures without a date, parts and acts of their own kinds."""

from datetime import date

import pytest
from support.parsed import uncovered

from diffs.clauses import Clause, Kind, Outline
from diffs.parsing import parse


def read(text: str) -> tuple[Outline, dict[str, Clause]]:
    outline = parse(text)
    assert uncovered(text, outline) == []
    return outline, {clause.path: clause for clause in outline.clauses}


TREATY = (
    "中华人民共和国政府和甲国政府关于互免签证的协定\n　　中华人民共和国政府和甲国政府，达成协议如下：\n　　第一条　公民入境免办签证。\n"
    "　　第二条　本协定自签字之日起生效。\n　　本协定于一九九一年三月二十六日在北京签订，一式两份，每份都用中文和甲文写成，两种文本同等作准。\n"
)


@pytest.mark.parametrize(
    "signers",
    [
        "　　中华人民共和国政府代表　　　　甲国政府代表\n　　　　　王某　　　　　　　　　史某\n",
        "　　中华人民共和国政府\n　　代表\n　　王某（签字）\n　　甲国政府\n　　代表\n　　史某（签字）\n",
    ],
)
def test_a_treaty_is_signed_below_its_last_article_without_a_date(signers: str) -> None:
    outline, found = read(TREATY + signers)
    assert list(found) == ["方案/标题", "引言", "第一条", "第二条", "¶1", "落款"]
    assert found["第二条"].text == "本协定自签字之日起生效。"
    assert found["落款"].text.split() == signers.split()
    assert outline.document.issuers == ("中华人民共和国政府", "甲国政府")


def test_a_law_of_macao_has_its_number_its_headings_and_its_closing_acts() -> None:
    outline, found = read(
        "澳門特別行政區\n第26/2024號法律\n若干法令的整合\n立法會制定本法律。\n第一條\n標的\n本法律進行下列處理：\n（一）整合；\n（二）修改。\n"
        "第二條\n生效\n一、本法律自公佈翌日起生效。\n二、附件除外。\n二零二四年十二月十七日通過。\n立法會主席　高某\n"
        "二零二四年十二月十八日簽署。\n命令公佈。\n行政長官　賀某\n"
    )
    assert list(found) == [
        "通知/红头", "通知/文号", "方案/标题", "引言", "第一条", "第一条/（一）", "第一条/（二）", "第二条", "第二条/一", "第二条/二", "落款",
    ]  # fmt: skip
    assert found["落款"].kind is Kind.SIGNATURE
    assert (outline.document.title, outline.document.number) == ("若干法令的整合", "第26/2024號法律")
    assert (outline.document.issuers, outline.document.dates.signed_on) == ((), date(2024, 12, 18))


def test_an_ordinance_of_hong_kong_has_a_chapter_number_and_parts_headed_below_their_numbers() -> None:
    outline, found = read(
        "第123章\n《某某條例》\n[2011年4月1日]\n第1部\n導言\n1. 簡稱\n本條例可引稱為《某某條例》。\n第2部\n管制\n2. 牌照\n(1) 不得無牌經營。\n"
        "(2) 即屬犯罪。\n"
    )
    assert list(found) == [
        "通知/文号", "方案/标题", "题注", "第一部", "第一部/1", "第二部", "第二部/2", "第二部/2/（1）", "第二部/2/（2）",
    ]  # fmt: skip
    assert [found[path].heading for path in ("方案/标题", "第一部", "第二部")] == ["《某某條例》", "導言", "管制"]
    assert outline.document.number == "第123章"


@pytest.mark.parametrize("line", ["第2部法律已经通过。", "第3章规定的情形。", "2023年12月18日签署的协议继续有效。"])
def test_counted_laws_and_dated_acts_in_running_text_are_none_of_these(line: str) -> None:
    found = read(f"某市实施方案\n一、任务\n推进立法。\n{line}\n二、保障\n落实。\n")[1]
    assert list(found) == ["方案/标题", "一", "一/¶2", "二"]


def test_a_line_in_another_language_belongs_to_what_it_repeats() -> None:
    found = read(
        "外商投资法 Foreign Investment Law\n第一章 总则 Chapter I General Provisions\n第一条 Article 1\n为了扩大开放，制定本法。\n"
        "This Law is enacted to expand opening up.\n第二条　企业依照下列规定办理：\nArticle 2 Enterprises shall do the following:\n"
        "（一）登记；\n(1) register with the authority;\n（二）报告。\n(2) report to the authority.\n国家另有规定的除外。\n"
        "Unless the State provides otherwise.\n第三条　本法自2020年1月1日起施行。\nArticle 3 This Law comes into force.\n"
    )[1]
    assert [path for path in found if path.startswith("第") and "章" not in path] == [
        "第一条", "第二条", "第二条/第一款", "第二条/第一款/（一）", "第二条/第一款/（一）/¶2", "第二条/第一款/（二）", "第二条/第一款/（二）/¶2",
        "第二条/第二款", "第三条",
    ]  # fmt: skip
    assert found["第一条"].heading == "Article 1"
    assert found["第一条"].text == "为了扩大开放，制定本法。\nThis Law is enacted to expand opening up."
    assert found["第二条/第一款/（二）/¶2"].text == "(2) report to the authority."
