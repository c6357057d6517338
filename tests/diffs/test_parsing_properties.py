"""Promises that hold for every string: an outline comes back, nothing is lost, ids are unique, time is bounded."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.parsed import uncovered

from diffs.parsing import parse

FRAGMENTS = [
    "一、", "二、", "（一）", "(二)", "1.", "（1）", "①", "第一条", "第二条 ", "第三条之一　", "第一章 总则", "第一节 甲", "目录",
    "附件1", "附件2 甲方案", "附件：1.甲", "2.乙", "表1 甲", "商务部", "某市人民政府", "关于印发某市方案的通知", "某市方案", "甲条例",
    "（征求意见稿）", "各区县人民政府：", "2020年1月1日", "（2020年1月1日通过）", "2020年1月1日印发", "抄送：甲。", "【演示文本，非官方】",
    "【发布单位】甲", "商资发〔2021〕63号", "。", "，", "：", "；", "\n", "\n\n", "\r\n", "\t", "\t\t", "　", "**", "**甲领域：**",
    "科技服务领域：", "基本原则", "强化甲。乙", "（责任单位：市甲局、乙局）", "支持甲乙", "<p>1. 甲</p> <p>2. 乙</p>", " ⏎ ",
    "序号\t任务\t责任单位", "类别\t\t试点任务", "|a|b|", "|--|--|", "# ", "## ", "---", "<!-- x -->", "\u200b", "\ufeff", "\u202e",
    "⼈", "（", "）", "“", "”", "《甲》", "《", "自2020年1月1日起施行", "序言", "¶", "/", "\x0b", "\x85", "\u2028", "\x1c", "任务清单",
    "—、", "（—）", "一）", "1)、", "1\\. ", "2.2024年", "一、1996年", "1、3、5年级", "（1）甲；（2）乙。", "二、甲。（一）乙。（二）丙。",
    "基本原则。坚持甲。推动乙。", "——坚持丙，注重丁。推动戊。", "本方案自2023年1月1日起施行。", "特此通知。", "（共印80份）", "附件：\n1.甲\n",
    "附：甲", "附件1：甲\n附件2：乙", "附件1.", "附录 甲", "\n1\n", "\n2\n", "\n3 / 9\n", "某市公报\n— 1 —\n", "\f", "\r", "\ufffd",
    "序号\t任务\t责任单位\t\n\t\t牵头\t配合\n", "1\t支持甲，探索\t市甲局\n\t乙。\t\n", "| 1 | a\\|b | <br>c |\n", "> ", "- ", "1+X证书",
    "29.97平方公里", "2021.", "服务平合", "服务平台", "建設", "，，", "支持支持", " and ", "王某委员：", "某局关于做好某事的通知",
    "（民政部　2020年1月1日）", "表一 甲", "专栏1 乙", "第二部分 丙", "修改为：“", "1.1 甲", "1.2 乙", "单位：万元",
]  # fmt: skip
TEXTS = st.one_of(st.text(max_size=200), st.lists(st.sampled_from(FRAGMENTS), max_size=60).map("".join))


@settings(deadline=None, max_examples=300)
@given(TEXTS, st.booleans())
def test_every_text_has_an_outline_that_loses_nothing(text: str, markdown: bool) -> None:
    outline = parse(text, markdown=markdown)
    assert uncovered(text, outline) == []
    ids = [clause.id for clause in outline.clauses]
    assert len(set(ids)) == len(ids)
    assert len({clause.eid for clause in outline.clauses}) == len(ids)
    assert all(clause.parent is None or clause.parent in ids[:at] for at, clause in enumerate(outline.clauses))
    assert all(0 <= finding.extent[0] < finding.extent[1] <= len(text) for finding in outline.findings)
    assert all(
        0 <= given.scope[0] <= given.scope[1] <= len(clause.text)
        for clause in outline.clauses
        for given in clause.responsible
    )


@settings(deadline=None, max_examples=100)
@given(TEXTS)
def test_text_is_shown_as_it_is_printed(text: str) -> None:
    for clause in parse(text).clauses:
        printed = iter(text)
        shown = "".join(clause.text.split()) if clause.level == 0 else ""
        assert all(char in printed for char in shown), "something shown was never printed, or in another order"


@settings(deadline=None, max_examples=100)
@given(TEXTS)
def test_parsing_again_gives_the_same_outline(text: str) -> None:
    assert parse(text) == parse(text)


@pytest.mark.parametrize(
    "text",
    [
        "支持甲乙，" * 200_000,
        "（" * 50_000 + "）" * 50_000,
        "（" * 100_000,
        "。，；：、" * 40_000,
        "“" * 100_000,
        "\t\n" * 20_000,
        "**" * 50_000,
        "支持甲乙丙丁戊己庚辛壬癸子丑寅卯，推动辰\n" * 10_000,
        "目录\n" + "第一章 总则\n" * 5_000,
        "附件：1.甲\n2.乙\n" * 3_000,
        "责任单位：" * 20_000,
        "|" * 100_000,
        "（一）" * 500 + "甲",
        "\n".join("（一）" * depth + "甲" for depth in range(1, 500)),
        "\n".join(f"{mark}甲。" for _ in range(2_000) for mark in ("一、", "（一）", "1.", "（1）", "①")),
        "（一）甲；" + "（二）乙；" * 50_000,
        "；".join(f"（{number % 99 + 1}）甲" for number in range(50_000)),
        "1." + "支持甲乙。" * 200_000,
        "。" * 200_000,
        "一、甲。（一）乙。（二）丙。" * 20_000,
        "附件1：甲\n" * 10_000,
        "某市公报\n— 1 —\n" * 10_000,
        "\n".join(f"{'甲' * 300}\n{page}" for page in range(1, 1_000)),
        "序号\t任务\t单位\n" + "1\t支持甲，探索\t市局\n\t乙\t\n" * 5_000,
        "為全面有效推進海南省服務業擴大開放綜合試點工作，制定本方案。\n" * 5_000,
        "Article 1. This plan is made for the purpose of opening.\n" * 3_000,
        "支持 and 乙企业 of 丙 RCEP、QFLP（不含 the 丁）。" * 10_000,
        "服务平合" * 50_000,
        "一、基本原则\n" + "坚持甲。推动乙。\n" * 10_000,
        "1.甲。" + "科技服务领域：支持甲。" * 20_000,
    ],
    ids=lambda text: f"{text[:6]!r} {len(text)}",
)
def test_hostile_text_is_parsed_in_bounded_time(text: str) -> None:
    started = time.process_time()
    outline = parse(text)
    assert time.process_time() - started < 15
    assert uncovered(text, outline) == []


@pytest.mark.parametrize(
    "text", ["2021.2.202发布", "题注\n（2021.2.202发布）\n第一条 甲。\n", "索\t局\n\t\n。\n清单\x85第三条"]
)
def test_what_once_stopped_the_parser_is_read(text: str) -> None:
    outline = parse(text)
    covered = "".join(
        text[start:end] for start, end in sorted(one for clause in outline.clauses for one in clause.extent)
    )
    assert "".join(covered.split()) == "".join(text.split())
