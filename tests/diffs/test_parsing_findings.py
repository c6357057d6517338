"""Suspicious spots by rule, with the clause and the place of each; good Chinese raises none."""

import pytest

from diffs.clauses import FindingKind
from diffs.parsing import parse

PLAN = "某市实施方案\n为贯彻要求，制定本方案。\n一、任务\n"
SUSPECT = FindingKind.SUSPECT_PHRASE


def findings(sentence: str) -> list[tuple[FindingKind, str]]:
    text = f"{PLAN}{sentence}\n二、其他\n支持乙。\n"
    outline = parse(text)
    owners = {outline.by_id()[finding.clause or ""].path for finding in outline.findings}
    assert owners <= {"一", "一/¶2"}
    return [(finding.kind, text[slice(*finding.extent)]) for finding in outline.findings]


@pytest.mark.parametrize(
    ("sentence", "kind", "spot"),
    [
        ("支持支持甲企业。", FindingKind.DOUBLED_WORD, "支持支持"),
        ("加大加大投入力度。", FindingKind.DOUBLED_WORD, "加大加大"),
        ("推动扩大开放扩大开放。", FindingKind.DOUBLED_WORD, "扩大开放扩大开放"),
        ("支持甲的的企业。", FindingKind.DOUBLED_WORD, "的的"),
        ("特色商业街区 and 城市商圈等。", FindingKind.FOREIGN_WORD, "and"),
        ("科研机构or科技企业。", FindingKind.FOREIGN_WORD, "or"),
        ("国际中心城市建設。", SUSPECT, "設"),
        ("釆取措施。", SUSPECT, "釆"),
        ("搭建技术服务平合。公共技术服务平台。完善技术服务平台。", SUSPECT, "平合"),
        ("大力引人外资。大力引入外资，大力引入人才。", SUSPECT, "引人"),
        ("依托人民币的贸易金融区块链平台。", SUSPECT, "人民币的贸易金融区块链"),
        ("实现出由“串联”转为“并联”。", SUSPECT, "实现出由"),
        ("支持甲，，推动乙。", SUSPECT, "，，"),
        ("支持甲、。", SUSPECT, "、。"),
        ("支持\u200b甲。", FindingKind.INVISIBLE_CHARACTER, "\u200b"),
        ("支持\ue5e5甲。", FindingKind.INVISIBLE_CHARACTER, "\ue5e5"),
        ("支持\ufffd甲。", FindingKind.INVISIBLE_CHARACTER, "\ufffd"),
        ("支持\u202e甲。", FindingKind.BIDIRECTIONAL_CHARACTER, "\u202e"),
        ("支持⼈才。", FindingKind.COMPATIBILITY_CHARACTER, "⼈"),
        ("支持甲（不含乙。", FindingKind.UNBALANCED_BRACKET, "（"),
    ],
)
def test_each_rule_finds_its_spot(sentence: str, kind: FindingKind, spot: str) -> None:
    assert findings(sentence) == [(kind, spot)]


@pytest.mark.parametrize(
    "sentence",
    [
        "遵循公平合理、和平合作的原则。",
        "支持越来越多的企业走出去，研究研究再说。",
        "推进实现现代化，解决出现现象。",
        "本规定规定的事项，由基层组织组织开展。",
        "目的的实现，存在在建工程。",
        "支持 QFLP、QDLP 和 RCEP 等，推广 and。",
        "一个个、渐渐地、和和平平。",
        "支持镕基、堃等名字中的字。",
        "等等……以及。。。",
        "到二〇二〇二〇二一年，第一一一条。",
    ],
)
def test_good_chinese_raises_no_finding(sentence: str) -> None:
    assert findings(sentence) == []


def test_a_traditional_text_is_not_one_long_finding() -> None:
    text = "海南省總體方案\n為全面有效推進服務業擴大開放，制定本方案。\n一、總體要求\n(一)指導思想。以新發展理念為指導，貫徹黨的決策。\n"
    outline = parse(text)
    assert outline.findings == ()
    assert [clause.path for clause in outline.clauses] == ["方案/标题", "引言", "一", "一/（一）"]


def test_a_finding_does_not_touch_the_text() -> None:
    text = f"{PLAN}国际中心城市建設，依托人民币的贸易金融区块链平台。\n"
    outline = parse(text)
    assert len(outline.findings) == 2
    assert outline.clauses[-1].text == "国际中心城市建設，依托人民币的贸易金融区块链平台。"
