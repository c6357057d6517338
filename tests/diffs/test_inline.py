from itertools import accumulate

import pytest
from diff_match_patch import diff_match_patch
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import Indel

from diffs.comparison import Op
from diffs.describing.inline import _cleaned, inline
from diffs.describing.lining import LONGEST
from diffs.tokens import TOKEN

ANY_TEXT = st.text(alphabet=st.characters(exclude_categories=()), max_size=60)
LEGAL_TEXT = st.lists(
    st.sampled_from(
        [
            "第十二条",
            "第十三条第二款",
            "3年",
            "5年",
            "不得",
            "可以",
            "〔2022〕208号",
            "RCEP",
            "，",
            "。",
            "\n",
            "试点",
            "\U000f0000",
        ]
    ),
    max_size=30,
).map("".join)


def sides(spans):
    old = "".join(span.text for span in spans if span.op is not Op.INSERT)
    new = "".join(span.text for span in spans if span.op is not Op.DELETE)
    return old, new


@given(ANY_TEXT, ANY_TEXT)
def test_spans_spell_both_texts_for_any_unicode(old, new):
    assert sides(inline(old, new)[0]) == (old, new)


@given(LEGAL_TEXT, LEGAL_TEXT)
def test_spans_spell_both_texts_of_legal_wording_with_private_use_characters(old, new):
    assert sides(inline(old, new)[0]) == (old, new)


@given(LEGAL_TEXT, st.integers(0, 400), LEGAL_TEXT)
@settings(max_examples=50)
def test_long_wordings_are_lined_up_by_sentence_and_still_spell_both(old, repeated, new):
    frame = "各级人民政府应当加强对试点工作的领导。" * (repeated // 10)
    before, after = frame + old + frame, frame + new + frame
    assert sides(inline(before, after)[0]) == (before, after)


@pytest.mark.parametrize(
    ("old", "new", "deleted", "inserted"),
    [
        ("依照本法第十二条规定处理。", "依照本法第十三条第二款规定处理。", "第十二条", "第十三条第二款"),
        ("试点期限为3年。", "试点期限为5年。", "3年", "5年"),
        ("外资股比不超过50%的", "外资股比不超过51%的", "50%", "51%"),
        ("商资发〔2022〕208号", "商资发〔2022〕213号", "〔2022〕208号", "〔2022〕213号"),
        ("自2022年12月29日起施行", "自2022年11月29日起施行", "2022年12月29日", "2022年11月29日"),
        ("个人不得转让经营权", "个人可以转让经营权", "不得", "可以"),
        ("开展QDLP试点", "开展QFLP试点", "QDLP", "QFLP"),
        ("处三万元以上五万元以下罚款", "处三万元以上十五万元以下罚款", "五万元", "十五万元"),
        ("依照第（一）、（三）项处罚", "依照第（一）、（四）项处罚", "第（一）、（三）项", "第（一）、（四）项"),
        ("处1，000元罚款", "处1，500元罚款", "1，000元", "1，500元"),
    ],
)
def test_legal_and_numeric_tokens_are_replaced_whole(old, new, deleted, inserted):
    spans, degraded = inline(old, new)
    assert not degraded
    assert [span.text for span in spans if span.op is Op.DELETE] == [deleted]
    assert [span.text for span in spans if span.op is Op.INSERT] == [inserted]


WORDS = (
    "第三条第二款",
    "第（一）、（三）项",
    "1，000元",
    "1,500元",
    "30日",
    "10%",
    "应当",
    "不得",
    "企业",
    "，",
    "、",
    "：",
    "。",
    "备案",
)


@given(st.lists(st.sampled_from(WORDS), max_size=60), st.lists(st.sampled_from(WORDS), max_size=60))
@settings(max_examples=200)
def test_no_span_ends_inside_a_token(first, second):
    old, new = "".join(first), "".join(second)
    spans, _ = inline(old, new)
    for text, other in ((old, Op.INSERT), (new, Op.DELETE)):
        ends = set(accumulate(len(span.text) for span in spans if span.op is not other))
        assert not [match for match in TOKEN.finditer(text) if ends & set(range(match.start() + 1, match.end()))]


def test_equal_texts_are_one_equal_span_and_empty_ones_none():
    assert [(span.op, span.text) for span in inline("同一", "同一")[0]] == [(Op.EQUAL, "同一")]
    assert inline("", "") == ((), False)


def test_unlike_texts_are_replaced_whole_and_say_so():
    old, new = "举办音像制品展销活动的应当提出申请并缴纳费用", "科技金融试点由省级部门统筹规划和组织验收评估"
    spans, degraded = inline(old, new)
    assert degraded
    assert [(span.op, span.text) for span in spans] == [(Op.DELETE, old), (Op.INSERT, new)]


def test_wordings_that_differ_over_too_long_a_stretch_are_replaced_whole():
    old = "甲乙丙丁" * LONGEST
    spans, degraded = inline(old, "戊" + old[:-1])
    assert degraded
    assert len(spans) == 2


def test_a_long_wording_with_one_changed_word_is_not_degraded():
    old = "各级人民政府应当加强对试点工作的领导。" * 500 + "期限为3年。"
    spans, degraded = inline(old, old.replace("3年", "5年"))
    assert not degraded
    assert [span.text for span in spans if span.op is not Op.EQUAL] == ["3年", "5年"]


def test_a_sentence_of_any_length_shows_two_words_that_changed_far_apart():
    parts = [f"第{number}类企业应当按照规定报送材料，" for number in range(2000)]
    old = "对下列事项" + "".join(parts) + "逾期处罚。"
    new = old.replace("对下列", "就下列").replace("逾期", "及时")
    spans, degraded = inline(old, new)
    assert not degraded
    assert [(span.op, span.text) for span in spans if span.op is not Op.EQUAL] == [
        (Op.DELETE, "对"),
        (Op.INSERT, "就"),
        (Op.DELETE, "逾期"),
        (Op.INSERT, "及时"),
    ]


@pytest.mark.parametrize(
    ("old", "new", "kept"),
    [
        ("给他人人身、财产造成损害的，", "造成人身、财产或者其他损害的，", "人身、财产损害的，"),
        ("有渔业船舶检验证书；", "渔业船舶超越船舶检验证书核定的航区航行；", "渔业船舶检验证书；"),
    ],
)
def test_of_equally_short_differences_the_one_is_shown_of_which_more_stays(old, new, kept):
    for spans, _ in (inline(old, new), inline(new, old)):
        assert "".join(span.text for span in spans if span.op is Op.EQUAL) == kept


def test_what_a_long_wording_keeps_once_holds_it_together():
    long = "支持商业银行按照依法合规、风险可控、商业可持续原则提供多样化融资服务，"
    short = "并在部分学校先行先试，"
    old = f"探索设立产业投资基金及其管理机构，引进境外战略投资者，{long}纳入职业院校日常教学体系，{short}同时依法加强课程审查备案，健全联盟。"
    new = f"开展信贷资产证券化并补充资本，发行绿色公司债券，{long}扩大优质平台软件资源供给，{short}积极促进育人模式转型升级，优化流程！"
    kept = "".join(span.text for span in inline(old, new)[0] if span.op is Op.EQUAL)
    assert long in kept
    assert short in kept


@given(
    st.lists(st.sampled_from("甲乙丙丁戊己庚辛"), max_size=60),
    st.lists(st.sampled_from("甲乙丙丁戊己庚辛"), max_size=60),
)
@settings(max_examples=60)
def test_wordings_of_many_equal_parts_still_spell_both(first, second):
    old, new = ("".join(f"{part}应当依照本法第三条办理，" for part in parts) for parts in (first, second))
    assert sides(inline(old, new)[0]) == (old, new)


def test_added_text_is_one_insertion_and_not_degraded():
    assert inline("", "新增内容")[1] is False
    assert [span.op for span in inline("", "新增内容")[0]] == [Op.INSERT]


def _cleaned_by_the_library(old, new, step):
    hunks = [
        (1, new[op.dest_start : op.dest_end][::step])
        if op.tag == "insert"
        else (0 if op.tag == "equal" else -1, old[op.src_start : op.src_end][::step])
        for op in Indel.opcodes(old, new)
    ][::step]
    diff_match_patch().diff_cleanupSemantic(hunks)
    return hunks


@given(st.text("甲乙丙丁，", max_size=40), st.text("甲乙丙丁，", max_size=40))
@settings(max_examples=300)
def test_the_clean_up_is_that_of_diff_match_patch_from_the_end_that_keeps_more(old, new):
    forth, back = _cleaned_by_the_library(old, new, 1), _cleaned_by_the_library(old[::-1], new[::-1], -1)
    assert _cleaned(old, new) == max(forth, back, key=lambda hunks: sum(len(text) for sign, text in hunks if not sign))
