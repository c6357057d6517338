"""How alike two wordings are for 最早见于, and the slips of the pen that both have."""

import pytest

from diffs.clauses import DocumentFacts
from diffs.histories.echoes import Echo, Grade, Mark, Probe, Slip, mask_of_facts, shared_slips, spans_between
from diffs.keys import sentences

SHENYANG = DocumentFacts(title="沈阳市方案", jurisdiction="辽宁省沈阳市")
CHENGDU = DocumentFacts(title="成都市方案", jurisdiction="四川省成都市")
MEASURE = "支持在沈高校深化科技成果权属改革，以产权激励创新，赋予科研人员更大自主权。"


def echo(wording: str, other: str) -> Echo | None:
    return Probe(wording, SHENYANG).echo(other, sentences(other), mask_of_facts(CHENGDU))


def test_width_and_blanks_do_not_make_words_differ() -> None:
    found = echo("加快建设，全面推进改革。", "加快 建设,全面推进改革。")
    assert found == Echo(Grade.IDENTICAL, 1.0, "加快 建设,全面推进改革。")


def test_each_text_s_own_place_is_masked() -> None:
    found = echo(MEASURE, MEASURE.replace("在沈", "在蓉"))
    assert found is not None
    assert found.grade is Grade.TEMPLATE
    assert echo(MEASURE, MEASURE.replace("在沈", "在杭")).grade is Grade.SIMILAR  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("other", "alike"),
    [
        ("支持高校深化科技成果权属改革，以股权激励创新，赋予科研团队更大自主权。", True),
        ("规范探索银行、保险、券商、创投等机构联动，建立知识产权金融联盟。", False),
    ],
)
def test_rewording_is_similar_and_another_measure_is_not(other: str, alike: bool) -> None:
    found = echo(MEASURE, other)
    assert (found is not None and found.grade is Grade.SIMILAR and 0.6 <= found.score < 1) is alike


def test_short_wordings_are_equal_or_nothing() -> None:
    assert echo("本条例自2020年7月1日起施行。", "本条例自2020年11月1日起施行。") is None
    assert echo("附则", "附则") is not None


def test_a_sentence_inside_a_longer_clause_is_found_and_said_to_be_a_part() -> None:
    longer = f"完善创新体系，优化创新环境。{MEASURE}加强知识产权保护，促进成果转化。"
    found = echo(MEASURE, longer)
    assert found == Echo(Grade.IDENTICAL, 1.0, MEASURE, partly=True)


def test_a_slip_counts_as_copied_only_where_both_have_it_at_the_same_place() -> None:
    mark = Mark(Slip.DOUBLED_WORD, "支持支持")
    mine, theirs = "积极推动，支持支持企业开展贸易。", "积极推动，支持支持机构开展贸易。"
    spans = spans_between(Echo(Grade.SIMILAR, 0.9, theirs), mine)
    assert shared_slips(spans, (mark,), (mark,)) == (mark,)
    assert shared_slips(spans, (mark,), ()) == ()
    elsewhere = "支持支持机构发展。"
    apart = spans_between(Echo(Grade.SIMILAR, 0.6, elsewhere), "全面落实各项任务，企业开展贸易支持支持。")
    assert shared_slips(apart, (mark,), (mark,)) == ()


def test_an_odd_blank_in_both_is_evidence_and_a_text_set_with_blanks_is_none() -> None:
    spans = spans_between(Echo(Grade.SIMILAR, 0.9, "依托人民 币的平台开展业务。"), "依托人民 币的平台开展结算。")
    assert shared_slips(spans, (), ()) == (Mark(Slip.ODD_BLANK, "人民 币的"),)
    spaced = "推 进 服 务 业 扩 大 开 放。"
    assert shared_slips(spans_between(Echo(Grade.IDENTICAL, 1.0, spaced), spaced), (), ()) == ()


def test_a_bracket_left_alone_counts_only_where_it_is_the_only_one() -> None:
    mark = Mark(Slip.UNBALANCED_BRACKET, "）")
    one, many = "支持企业）开展贸易。", "支持企业（含外资）开展）贸易。"
    assert shared_slips(spans_between(Echo(Grade.IDENTICAL, 1.0, one), one), (mark,), (mark,)) == (mark,)
    assert shared_slips(spans_between(Echo(Grade.IDENTICAL, 1.0, many), many), (mark,), (mark,)) == ()
