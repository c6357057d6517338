"""Amendments applied to the texts they amend."""

import random
import time

import pytest
from support.decisions import amended_law, decision, law

from diffs.amending.amendments import read_decision
from diffs.amending.applying import amend
from diffs.amending.edits import Amended, EditKind, EditReason
from diffs.amending.opened import open_text
from diffs.parsing import parse

OLD = """某市档案条例
（2010年1月1日某市人民代表大会常务委员会通过）

目录
第一章　总则
第二章　管理
第三章　附则

第一章　总则
　　第一条　为了加强档案管理，制定本条例。
　　第二条　本市档案适用本条例。
　　法律另有规定的，从其规定。
　　第三条　市档案局负责本市档案工作。
第二章　管理
　　第四条　下列行为应当登记：
　　（一）收集；
　　（二）整理；
　　（三）利用。
　　违反前款规定的，依照本条例第五条处理。
　　第五条　违反第四条规定的，由市档案局处一千元罚款，市档案局可以公告。
第三章　附则
　　第六条　本条例自2010年3月1日起施行。
"""


def amended(*orders: str, old: str = OLD) -> Amended:
    (amendment,) = read_decision("对《某市档案条例》作如下修改：\n" + "\n".join(orders)).amendments
    return amend(old, amendment)


def reasons(done: Amended) -> list[EditReason | None]:
    return [outcome.reason for outcome in done.outcomes]


def article(done: Amended, path: str) -> str:
    """Everything below an article of the amended text, as its outline reads."""
    clauses = [clause for clause in parse(done.text).clauses if clause.path.split("/")[0] == path]
    return "|".join(f"{clause.marker}{clause.text}" for clause in clauses if clause.text)


@pytest.mark.parametrize("text", [OLD, OLD.rstrip("\n"), OLD.replace("\n", "\r\n"), OLD.replace("　　", "")])
def test_a_text_opened_and_printed_again_is_the_same_to_the_letter(text: str) -> None:
    assert open_text(text, parse(text)).render() == text


@pytest.mark.parametrize("seed", range(120))
def test_a_law_amended_by_the_decision_made_for_it_is_the_new_law(seed: int) -> None:
    draft = amended_law(seed)
    (amendment,) = read_decision(decision(draft)).amendments
    done = amend(law(draft.old), amendment)
    assert [outcome for outcome in done.outcomes if not outcome.applied] == []
    assert done.text == law(draft.new)


@pytest.mark.parametrize("seed", range(20))
def test_the_order_of_instructions_does_not_matter(seed: int) -> None:
    draft = amended_law(seed)
    random.Random(seed).shuffle(draft.orders)
    (amendment,) = read_decision(decision(draft)).amendments
    assert amend(law(draft.old), amendment).text == law(draft.new)


def test_a_whole_decision_with_chapters_contents_and_references() -> None:
    done = amended(
        "一、第二条增加一款，作为第一款：“档案工作坚持‘为民’原则。”",
        "二、删去第三条。",
        "三、将第四条改为第三条，第一款第二项修改为：“（二）整理、鉴定”。",
        "第一款增加一项，作为第四项：“（四）保管”。",
        "四、增加一条，作为第四条：“档案馆应当开放档案。",
        "“开放档案不收费。”",
        "五、将第五条中的“一千元”修改为“五千元”，“市档案局”修改为“市档案主管部门”。",
        "六、增加一章，作为第三章：",
        "“第三章　监督",
        "“第六条　档案主管部门应当监督检查。",
        "“第七条　检查结果应当公布。”",
        "此外，对条文顺序作相应调整。",
    )
    assert reasons(done) == [None] * len(done.outcomes)
    assert (
        done.text
        == """某市档案条例
（2010年1月1日某市人民代表大会常务委员会通过）

目录
第一章　总则
第二章　管理
第三章　监督
第四章　附则

第一章　总则
　　第一条　为了加强档案管理，制定本条例。
　　第二条　档案工作坚持“为民”原则。
　　本市档案适用本条例。
　　法律另有规定的，从其规定。
第二章　管理
　　第三条　下列行为应当登记：
　　（一）收集；
　　（二）整理、鉴定；
　　（三）利用；
　　（四）保管。
　　违反前款规定的，依照本条例第五条处理。
　　第四条　档案馆应当开放档案。
　　开放档案不收费。
　　第五条　违反第三条规定的，由市档案主管部门处五千元罚款，市档案主管部门可以公告。
第三章　监督
　　第六条　档案主管部门应当监督检查。
　　第七条　检查结果应当公布。
第四章　附则
　　第八条　本条例自2010年3月1日起施行。
"""
    )
    assert [(one.clause, one.old, one.new) for one in done.references] == [("第五条", "第四条", "第三条")]


def test_a_reference_to_an_article_that_is_gone_is_told_and_stays() -> None:
    done = amended("一、删去第五条。", "对条文顺序作相应调整。")
    assert [(one.clause, one.old, one.new) for one in done.references] == [("第四条", "第五条", None)]
    assert "依照本条例第五条处理" in done.text


def test_words_that_the_decision_writes_are_in_the_new_numbering_already() -> None:
    done = amended("一、删去第三条。", "二、将第五条中的“第四条”修改为“第三条、第五条”。", "对条文顺序作相应调整。")
    assert "违反第三条、第五条规定的" in done.text


def test_without_a_word_on_order_numbers_stay() -> None:
    done = amended("一、删去第三条。", "二、第五条后增加一条，作为第五条之一：“甲。”")
    markers = [unit.marker for unit in open_text(done.text, parse(done.text)).articles()]
    assert markers == ["第一条", "第二条", "第四条", "第五条", "第五条之一", "第六条"]


def test_articles_may_become_paragraphs_and_paragraphs_articles() -> None:
    done = amended(
        "一、将第二条第二款改为第三条，修改为：“甲。”", "二、将第三条改为第四条第一款。", "增加一款，作为第二款：“乙。”"
    )
    assert reasons(done) == [None] * 4
    assert article(done, "第二条") == "第二条本市档案适用本条例。"
    assert article(done, "第三条") == "第三条甲。"
    assert article(done, "第四条") == "市档案局负责本市档案工作。|乙。"
    assert article(done, "第五条").startswith("下列行为")


def test_an_article_is_split_by_paragraphs_or_by_what_is_quoted() -> None:
    done = amended("一、第二条分为两条，作为第二条、第三条。")
    assert article(done, "第三条") == "第三条法律另有规定的，从其规定。"
    done = amended("一、第二条分为两条，作为第二条、第三条，修改为：“第二条　甲。", "“第三条　乙。", "“丙。”")
    assert (article(done, "第二条"), article(done, "第三条")) == ("第二条甲。", "乙。|丙。")


def test_title_and_chapter_headings_are_put_anew() -> None:
    done = amended("一、将名称修改为：“某市档案管理条例”。", "二、第二章章名修改为：“档案管理”。")
    assert done.text.startswith("某市档案管理条例\n")
    assert done.text.count("第二章　档案管理\n") == 2


def test_a_chapter_is_deleted_with_its_articles() -> None:
    done = amended("一、删去第二章。", "对章节和条文顺序作相应调整。")
    assert [clause.path for clause in parse(done.text).clauses if clause.path.startswith("第")] == [
        "第一章",
        "第一条",
        "第二条",
        "第二条/第一款",
        "第二条/第二款",
        "第三条",
        "第二章",
        "第四条",
    ]


def test_words_are_found_across_a_page_break_and_in_any_width() -> None:
    old = OLD.replace("由市档案局处一千元罚款，", "由市档案\n\n局处一千元罚款,")
    done = amended("一、将第五条中的“由市档案局处一千元罚款，”修改为“由主管部门警告，”。", old=old)
    assert "违反第四条规定的，由主管部门警告，市档案局可以公告。" in done.text


@pytest.mark.parametrize(
    ("order", "reason"),
    [
        ("一、第九条修改为：“甲。”", EditReason.TARGET_NOT_FOUND),
        ("一、第一条第二款修改为：“甲。”", EditReason.TARGET_NOT_FOUND),
        ("一、第四条第一款第九项修改为：“（九）甲”。", EditReason.TARGET_NOT_FOUND),
        ("一、删去第九章。", EditReason.TARGET_NOT_FOUND),
        ("一、将第五条中的“二千元”修改为“甲”。", EditReason.WORDS_NOT_FOUND),
        ("一、删去第五条中的“二千元”。", EditReason.WORDS_NOT_FOUND),
        ("一、在第五条“市档案局”后增加“甲”。", EditReason.WORDS_FOUND_OFTEN),
        ("一、第二条分为三条，作为第二条、第三条、第四条。", EditReason.TEXT_MISSING),
        ("一、增加一条：“甲。”", EditReason.PLACE_NOT_FOUND),
        ("一、增加两条，作为第三条、第四条：“甲。”", EditReason.CONFLICT),
        ("一、第四条第二款按照第五条的体例作修改。", EditReason.NOT_UNDERSTOOD),
    ],
)
def test_what_cannot_be_applied_says_why_and_leaves_the_text(order: str, reason: EditReason) -> None:
    done = amended(order)
    assert reasons(done) == [reason]
    assert done.text == OLD


def test_a_target_named_twice_is_changed_once() -> None:
    done = amended("一、第三条修改为：“甲。”", "二、删去第三条。", "三、将第三条中的“市档案局”修改为“乙”。")
    assert reasons(done) == [None, EditReason.CONFLICT, EditReason.SUPERSEDED]
    assert article(done, "第三条") == "第三条甲。"


def test_numbers_that_contradict_one_another_are_refused() -> None:
    done = amended("一、增加一条，作为第三条：“甲。”", "二、增加一条，作为第三条：“乙。”", "对条文顺序作相应调整。")
    assert sorted(map(str, reasons(done))) == ["None", "None", "conflict"]
    assert "乙。" not in done.text or "甲。" not in done.text


def test_a_notice_without_articles_is_amended_by_its_sections() -> None:
    old = "关于做好登记工作的通知\n各单位：\n一、加强领导。各单位应当重视。\n二、严格检查。每年检查一次。\n三、按时报送。\n"
    (amendment,) = read_decision(
        "对《关于做好登记工作的通知》作如下修改：\n将第二条中的“一次”修改为“两次”。\n删去第三条。"
    ).amendments
    done = amend(old, amendment)
    assert reasons(done) == [None, None]
    assert done.text == old.replace("一次", "两次").replace("三、按时报送。\n", "")


def test_the_law_of_foreign_trade_as_decided_in_2022() -> None:
    """删去第九条 with the order adjusted: articles 16 to 18 of the law of 2016 cite one another."""
    old = (
        "中华人民共和国对外贸易法\n第八条 甲。\n第九条 从事货物进出口的对外贸易经营者，应当办理备案登记。\n第十条 乙。\n"
        "第十六条 丙。\n第十七条 丁。\n第十八条 国务院对外贸易主管部门依照本法第十六条和第十七条的规定，制定目录。\n"
    )
    decided = (
        "全国人民代表大会常务委员会关于修改《中华人民共和国对外贸易法》的决定\n"
        "第十三届全国人民代表大会常务委员会第三十八次会议决定对《中华人民共和国对外贸易法》作如下修改：\n删去第九条。\n"
        "本决定自公布之日起施行。\n"
        "《中华人民共和国对外贸易法》根据本决定作相应修改并对条文顺序作相应调整，重新公布。"
    )
    (amendment,) = read_decision(decided).amendments
    done = amend(old, amendment)
    assert done.text == (
        "中华人民共和国对外贸易法\n第八条 甲。\n第九条 乙。\n"
        "第十五条 丙。\n第十六条 丁。\n第十七条 国务院对外贸易主管部门依照本法第十五条和第十六条的规定，制定目录。\n"
    )


def test_large_texts_are_amended_in_bounded_time() -> None:
    draft = amended_law(3, size=900)
    (amendment,) = read_decision(decision(draft)).amendments
    before = time.perf_counter()
    done = amend(law(draft.old), amendment)
    assert time.perf_counter() - before < 20
    assert done.text == law(draft.new)


def test_a_word_put_anew_throughout_leaves_title_and_history_alone() -> None:
    done = amended("一、将全文中的“档案”修改为“文书”。")
    assert reasons(done) == [None]
    assert done.text.startswith("某市档案条例\n（2010年1月1日")
    assert "为了加强文书管理" in done.text


def test_a_hostile_number_of_searches_ends_soon_and_says_so() -> None:
    old = law([*amended_law(1, size=900).old])
    (amendment,) = read_decision("对《某某条例》作如下修改：\n" + "将全文中的“应当”修改为“必须”。\n" * 5000).amendments
    before = time.perf_counter()
    done = amend(old, amendment)
    assert time.perf_counter() - before < 60
    assert set(map(str, reasons(done))) == {"None", "words_not_found", "too_much"}


def test_no_edit_is_lost() -> None:
    done = amended("一、删去第三条。", "二、第四条第二款按照第五条的体例作修改。", "对条文顺序作相应调整。")
    assert [outcome.edit.kind for outcome in done.outcomes] == [EditKind.REPEAL, EditKind.UNREAD, EditKind.SEQUENCE]


def test_words_stay_where_the_decision_says_so() -> None:
    done = amended("一、将本条例中的“市档案局”修改为“市档案馆”，但第三条除外。")
    assert reasons(done) == [None]
    assert article(done, "第三条") == "第三条市档案局负责本市档案工作。"
    assert "由市档案馆处一千元罚款，市档案馆可以公告" in done.text
    assert reasons(amended("一、将本条例中的“市档案局”修改为“市档案馆”，但第九条除外。")) == [
        EditReason.TARGET_NOT_FOUND
    ]


def test_a_chapter_without_its_heading_keeps_its_articles() -> None:
    done = amended("一、删去第二章章名。", "对条文顺序作相应调整。")
    assert reasons(done) == [None, None]
    assert done.text == OLD.replace("第二章　管理\n", "").replace("第三章", "第二章")


def test_a_paragraph_may_become_an_article_of_its_own() -> None:
    done = amended("一、将第二条第二款单列一条，作为第三条，修改为：“甲。”", "第二条增加一款，作为第一款：“乙。”")
    assert reasons(done) == [None] * 3
    assert article(done, "第二条") == "乙。|本市档案适用本条例。"
    assert (article(done, "第三条"), article(done, "第四条")) == ("第三条甲。", "第四条市档案局负责本市档案工作。")


def test_items_are_joined_split_and_taken_out_by_lists_of_numbers() -> None:
    done = amended("一、将第四条第（一）、（二）项合并为第（一）项，修改为：“（一）收集整理；”")
    assert article(done, "第四条").startswith("下列行为应当登记：|（一）收集整理；|（二）利用。")
    done = amended(
        "一、将第四条第（三）项拆分为两项，作为第（三）项、第（四）项，修改为：“（三）利用；\n“（四）开放。”"
    )
    assert "（三）利用；|（四）开放。|违反前款规定的" in article(done, "第四条")
    done = amended("一、删除第四条第（一）、（三）项。")
    assert article(done, "第四条").startswith("下列行为应当登记：|（一）整理。|违反")


def test_a_chapter_whose_heading_is_quoted_apart_comes_with_its_articles() -> None:
    done = amended(
        "一、增加一章，作为第三章，章名为“监督”：", "“第六条　甲。", "“第七条　乙。”", "对条文顺序作相应调整。"
    )
    assert reasons(done) == [None, None]
    assert done.text == OLD.replace("第三章　附则\n\n", "第三章　监督\n第四章　附则\n\n").replace(
        "第三章　附则\n　　第六条", "第三章　监督\n　　第六条　甲。\n　　第七条　乙。\n第四章　附则\n　　第八条"
    )


def test_which_part_of_a_split_article_a_reference_means_is_told_and_left() -> None:
    done = amended("一、将第四条改为第四条、第五条，修改为：“第四条　甲。\n“第五条　乙。”", "对条文顺序作相应调整。")
    assert reasons(done) == [None, None]
    assert article(done, "第六条") == "第六条违反第四条规定的，由市档案局处一千元罚款，市档案局可以公告。"
    assert [(one.clause, one.old, one.new) for one in done.references] == [("第六条", "第四条", None)]


def test_items_that_are_quoted_in_one_line_are_added_as_items() -> None:
    done = amended("一、第四条第一款第（三）项之后增加两项，作为第（四）项、第（五）项：“（四）开放；（五）销毁。”")
    assert reasons(done) == [None]
    assert "（三）利用；|（四）开放；|（五）销毁。|违反" in article(done, "第四条")


def test_words_are_added_between_two_others() -> None:
    done = amended("一、在第二条第二款“另有”与“规定”之间增加“特别”。")
    assert article(done, "第二条").endswith("法律另有特别规定的，从其规定。")


def test_what_is_added_to_a_paragraph_may_go_on_with_its_sentence() -> None:
    done = amended("一、第二条第二款增加规定：“；但是，军事档案除外”。", "二、第二条第一款末尾增加：“甲。”")
    assert reasons(done) == [None, None]
    assert article(done, "第二条") == "本市档案适用本条例。甲。|法律另有规定的，从其规定；但是，军事档案除外。"


def test_a_range_between_two_articles_that_are_there_may_lack_some() -> None:
    old = OLD.replace("　　第五条", "　　第七条").replace("　　第六条", "　　第八条")
    done = amended("一、第四条至第八条相应改为第五条至第九条。", old=old)
    assert reasons(done) == [None]
    assert [unit.marker for unit in open_text(done.text, parse(done.text)).articles()][3:] == [
        "第五条",
        "第八条",
        "第九条",
    ]
    done = amended("一、第四条至第九条相应改为第五条至第十条。")
    assert reasons(done) == [EditReason.TARGET_NOT_FOUND]
