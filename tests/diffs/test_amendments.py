"""What amendment decisions say, read into typed edits."""

import time
from datetime import date

import pytest

from diffs.amending.amendments import fitting, read_decision
from diffs.amending.edits import Edit, EditKind, Place

HEAD = "关于修改《某条例》的决定\n对《某条例》作如下修改：\n"


def edits(*lines: str) -> tuple[Edit, ...]:
    (amendment,) = read_decision(HEAD + "\n".join(lines)).amendments
    return amendment.edits


def said(edit: Edit) -> tuple[str, str, str]:
    targets = "、".join(address.path for address in edit.targets)
    return str(edit.kind), targets, "、".join(address.path for address in edit.destinations)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("一、第三条修改为：“甲。”", [("substitution", "第三条", "")]),
        ("一、将第三条第二款修改为：“甲。”", [("substitution", "第三条/第二款", "")]),
        ("一、第三条第一款第（二）项修改为：“（二）甲；”", [("substitution", "第三条/第一款/（二）", "")]),
        ("一、把第十二条之一第二项修改为“（二）甲”。", [("substitution", "第十二条之一/（二）", "")]),
        ("一、第三条改为第五条。", [("renumbering", "第三条", "第五条")]),
        (
            "一、将第三条改为第五条，修改为：“甲。”",
            [("renumbering", "第三条", "第五条"), ("substitution", "第三条", "")],
        ),
        (
            "一、将第三条改为第五条，第一款修改为：“甲。”",
            [("renumbering", "第三条", "第五条"), ("substitution", "第三条/第一款", "")],
        ),
        ("一、第三条改为第五条第一款。", [("renumbering", "第三条", "第五条/第一款")]),
        (
            "一、第三条、第四条改为第五条、第六条。",
            [("renumbering", "第三条、第四条", "第五条、第六条")],
        ),
        (
            "一、第三条至第五条改为第四条至第六条。",
            [("renumbering", "第三条、第四条、第五条", "第四条、第五条、第六条")],
        ),
        ("一、将第三条、第五条合并，作为第四条，修改为：“甲。”", [("join", "第三条、第五条", "第四条")]),
        ("一、第三条、第四条合并为第三条，修改为：“甲。”", [("join", "第三条、第四条", "第三条")]),
        ("一、第六条第一款与第七条合并为第七条，修改为：“甲。”", [("join", "第六条/第一款、第七条", "第七条")]),
        ("一、第三条分为两条，作为第三条、第四条，修改为：“甲。\n“乙。”", [("split", "第三条", "第三条、第四条")]),
        ("一、增加一条，作为第四条：“甲。”", [("insertion", "", "第四条")]),
        ("一、第三条后增加一条，作为第四条：“甲。”", [("insertion", "第三条", "第四条")]),
        ("一、在第三条后增加一条作为第四条，即：“甲。”", [("insertion", "第三条", "第四条")]),
        ("一、增加两条，分别作为第四条、第五条：“第四条　甲。\n“第五条　乙。”", [("insertion", "", "第四条、第五条")]),
        ("一、第三条增加一款，作为第二款：“甲。”", [("insertion", "第三条", "第三条/第二款")]),
        (
            "一、第三条增加二款，作为第二款、第三款：“甲。\n“乙。”",
            [("insertion", "第三条", "第三条/第二款、第三条/第三款")],
        ),
        ("一、在第三条中增加一款作为该条第二款，即：“甲。”", [("insertion", "第三条", "第三条/第二款")]),
        (
            "一、第三条第一款增加一项，作为第二项：“（二）甲；”",
            [("insertion", "第三条/第一款", "第三条/第一款/（二）")],
        ),
        ("一、增加一章，作为第二章：“第二章　甲\n“第四条　乙。”", [("insertion", "", "第二章")]),
        ("一、将第三条中的“甲”修改为“乙”。", [("text_substitution", "第三条", "")]),
        (
            "一、第三条、第五条第二款、第七条中的“甲”统一修改为“乙”。",
            [("text_substitution", "第三条、第五条/第二款、第七条", "")],
        ),
        ("一、将全文中的“甲”修改为“乙”。", [("text_substitution", "", "")]),
        ("一、将有关条款中的“甲”修改为“乙”。", [("text_substitution", "", "")]),
        ("一、删去第三条。", [("repeal", "第三条", "")]),
        ("一、第三条第二款删除。", [("repeal", "第三条/第二款", "")]),
        ("一、删去第三条第二款中的“甲”。", [("text_repeal", "第三条/第二款", "")]),
        ("一、将第三条中的“甲”、“乙”删去。", [("text_repeal", "第三条", "")]),
        ("一、在第三条“甲”后增加“乙”。", [("text_insertion", "第三条", "")]),
        ("一、第三条第二款中的“甲”之前增加“乙”。", [("text_insertion", "第三条/第二款", "")]),
        ("一、将题目修改为：“某某条例”。", [("heading_substitution", "", "")]),
        ("一、第二章章名修改为：“管理”。", [("heading_substitution", "第二章", "")]),
        ("一、对条文顺序作相应调整。", [("sequence", "", "")]),
        ("一、第三条以后各条顺延。", [("sequence", "", "")]),
        ("一、第八条第一款删除“甲”。", [("text_repeal", "第八条/第一款", "")]),
        ("一、取消第九条。", [("repeal", "第九条", "")]),
        ("一、修改第三条为：“甲。”", [("substitution", "第三条", "")]),
        (
            "一、修改第五条，将第一款中的“甲”改为“乙”，增加第三款：“丙。”",
            [("text_substitution", "第五条/第一款", ""), ("insertion", "第五条", "第五条/第三款")],
        ),
        ("一、修改第三条第二款，将“甲”修改为“乙”。", [("text_substitution", "第三条/第二款", "")]),
        ("一、增加第二十一条：“甲。”", [("insertion", "", "第二十一条")]),
        ("一、在第二十条与第二十一条之间增加一条：“甲。”", [("insertion", "第二十条", "")]),
        ("一、在第四条第二款“甲”与“乙”之间增加“丙”。", [("text_insertion", "第四条/第二款", "")]),
        (
            "一、删去第二条第二款中的“甲”，并将该款移作第三款。",
            [("text_repeal", "第二条/第二款", ""), ("renumbering", "第二条/第二款", "第二条/第三款")],
        ),
        (
            "一、将第七十二条改为第八十条、第八十一条，修改为：“甲。\n“乙。”",
            [("split", "第七十二条", "第八十条、第八十一条")],
        ),
        ("一、将引言修改为：“甲。”", [("substitution", "引言", "")]),
        (
            "一、将第八条第三款单列一条，作为第四十九条，修改为：“甲。”",
            [("renumbering", "第八条/第三款", "第四十九条"), ("substitution", "第八条/第三款", "")],
        ),
        ("一、删去第三章章名。", [("heading_repeal", "第三章", "")]),
        ("一、第三章的章名予以删去。", [("heading_repeal", "第三章", "")]),
        ("一、删除第三条第（二）、（三）项。", [("repeal", "第三条/（二）、第三条/（三）", "")]),
        (
            "一、将第五条第一至三款修改为：“甲。”",
            [("substitution", "第五条/第一款、第五条/第二款、第五条/第三款", "")],
        ),
        (
            "一、将第五条第二款和第三款合并为一款，作为第二款，修改为：“甲。”",
            [("join", "第五条/第二款、第五条/第三款", "第五条/第二款")],
        ),
        (
            "一、将第三条第二项拆分为两项，作为第二项、第三项，修改为：“（二）甲；\n“（三）乙；”",
            [("split", "第三条/（二）", "第三条/（二）、第三条/（三）")],
        ),
        (
            "一、删去第一条、第三条中的“甲”和第九条中的“乙”，将第五条中的“丙”修改为“丁”。",
            [
                ("text_repeal", "第一条、第三条", ""),
                ("text_repeal", "第九条", ""),
                ("text_substitution", "第五条", ""),
            ],
        ),
    ],
)
def test_a_form_of_instruction_is_read(line: str, expected: list[tuple[str, str, str]]) -> None:
    assert [said(edit) for edit in edits(line)] == expected


def test_what_is_cited_first_holds_for_what_follows() -> None:
    """十五 of the decision of 2013 on the consumer protection law."""
    read = edits(
        "十五、将第三十二条改为第三十七条，第一款中的“消费者协会履行下列职能：”修改为“消费者协会履行下列公益性职责：”。",
        "第一款第一项修改为：“（一）向消费者提供消费信息和咨询服务”。",
        "第一款增加一项，作为第二项：“（二）参与制定有关消费者权益的法律”。",
        "第一款第三项改为第四项，修改为：“（四）就有关消费者合法权益的问题，向有关部门反映、查询，提出建议”。",
        "增加二款，作为第三款、第四款：“消费者协会应当认真履行职责。",
        "“依法成立的其他消费者组织开展活动。”",
    )
    assert [said(edit) for edit in read] == [
        ("renumbering", "第三十二条", "第三十七条"),
        ("text_substitution", "第三十二条/第一款", ""),
        ("substitution", "第三十二条/第一款/（一）", ""),
        ("insertion", "第三十二条/第一款", "第三十二条/第一款/（二）"),
        ("renumbering", "第三十二条/第一款/（三）", "第三十二条/第一款/（四）"),
        ("substitution", "第三十二条/第一款/（三）", ""),
        ("insertion", "第三十二条", "第三十二条/第三款、第三十二条/第四款"),
    ]


def test_words_of_several_places_may_share_what_comes_in_their_place() -> None:
    read = edits("一、将第三条第一款中的“甲”，第五条中的“乙”、“丙”修改为“丁”。")
    assert [(said(edit)[1], edit.words, edit.text) for edit in read] == [
        ("第三条/第一款", ("甲",), "丁"),
        ("第五条", ("乙",), "丁"),
        ("第五条", ("丙",), "丁"),
    ]


def test_an_article_named_over_its_own_list_of_instructions_holds_for_each() -> None:
    read = edits(
        "一、对第五条作如下修改：",
        "（一）第一款中的“甲”修改为“乙”；",
        "（二）增加一款，作为第三款：“丙。”",
        "二、将题目修改为：“丁”。",
        "三、将“甲”统一修改为“乙”。",
    )
    assert [said(edit)[1] for edit in read] == ["第五条/第一款", "第五条", "", ""]


def test_pairs_of_words_may_follow_one_another_after_a_comma_of_lists() -> None:
    first, second = edits("一、将第十二条中“3万元”改为“5万元”、“10日”改为“15日”。")
    assert (first.words, first.text, second.words, second.text) == (("3万元",), "5万元", ("10日",), "15日")


@pytest.mark.parametrize(
    "line",
    [
        "一、将本条例中的“甲”统一修改为“乙”，但第三条、第五条第二款除外。",
        "一、除第三条、第五条第二款外，将本条例中的“甲”统一修改为“乙”。",
        "一、将本条例（第三条、第五条第二款除外）中的“甲”修改为“乙”。",
        "一、将除第三条、第五条第二款外的其他条款中的“甲”统一修改为“乙”。",
        "一、将第三条、第五条第二款以外条文中的“甲”修改为“乙”。",
        "一、除第三条、第五条第二款以外，删去全文中的“甲”。",
        "一、将全文中的“甲”删去，第三条、第五条第二款中的“甲”不作修改。",
    ],
)
def test_places_that_keep_their_words_are_exceptions(line: str) -> None:
    (edit,) = edits(line)
    assert (edit.words, edit.targets) == (("甲",), ())
    assert [address.path for address in edit.exceptions] == ["第三条", "第五条/第二款"]


def test_half_width_marks_read_like_full_width_ones() -> None:
    read = edits('一、第七条增加一项,作为第六项,即:"负责农村节能减排工作;"', "二、第八条增加一款,作为第二款:“甲。”")
    assert [said(edit) for edit in read] == [
        ("insertion", "第七条", "第七条/（六）"),
        ("insertion", "第八条", "第八条/第二款"),
    ]
    assert [edit.text for edit in read] == ["负责农村节能减排工作;", "甲。"]


def test_a_chain_of_words_is_one_edit_each() -> None:
    read = edits("一、将第三条改为第五条第一款，其中的“甲”修改为“乙”，“丙”修改为“丁”；删去“戊”。")
    assert [(str(edit.kind), edit.words, edit.text) for edit in read] == [
        ("renumbering", (), ""),
        ("text_substitution", ("甲",), "乙"),
        ("text_substitution", ("丙",), "丁"),
        ("text_repeal", ("戊",), ""),
    ]


def test_words_before_and_after_others() -> None:
    after, before, end = edits(
        "一、在第三条“甲”后增加“乙”。", "二、在第四条“丙”之前增加“丁”。", "三、第五条第二款后增加：“戊。”"
    )
    assert (after.place, before.place, end.place) == (Place.AFTER, Place.BEFORE, Place.END)


@pytest.mark.parametrize(
    "quoted",
    [
        "“甲称‘乙’。\n“丙。”",
        '"甲称“乙”。\n丙。"',
        "“甲称‘乙’。\n\n  “丙。”",
        "“甲称‘乙’。\n丙。”",
    ],
)
def test_a_quotation_runs_over_paragraphs_and_keeps_inner_marks(quoted: str) -> None:
    (edit,) = edits(f"一、第三条修改为：{quoted}")
    assert edit.text == "甲称“乙”。\n丙。"


def test_a_line_that_a_page_end_broke_is_joined_in_and_outside_of_quotations() -> None:
    (edit,) = edits("一、将第三条第二款中的“公司登记机关”修改为\n“市场监督管理部门”。")
    assert (edit.words, edit.text) == (("公司登记机关",), "市场监督管理部门")
    (edit,) = edits("一、第三条修改为：“国家倡导文明、健康、节约资源和保护\n环境的消费方式，反对浪费。”")
    assert edit.text == "国家倡导文明、健康、节约资源和保护环境的消费方式，反对浪费。"


def test_a_quotation_that_nobody_closed_ends_at_the_next_instruction() -> None:
    first, second = edits("一、将第三条修改为：“甲。", "二、将第四条修改为：“乙。”", "本决定自公布之日起施行。")
    assert (first.text, second.text) == ("甲。", "乙。")


def test_an_insertion_that_is_only_announced_is_the_substitution_that_follows() -> None:
    """Amendment XII to the criminal law, article 1."""
    (edit,) = edits("一、在刑法第一百六十五条中增加一款作为第二款，将该条修改为：“甲。\n“乙。”")
    assert said(edit) == ("substitution", "第一百六十五条", "")
    assert edit.text == "甲。\n乙。"


def test_amendments_to_the_criminal_law_and_the_constitution_name_the_law_in_their_title() -> None:
    bill = "中华人民共和国刑法修正案（八）\n一、在刑法第十七条后增加一条，作为第十七条之一：“甲。”\n"
    (amendment,) = read_decision(bill + "二、将刑法第五十条修改为：“乙。”").amendments
    assert amendment.title == "中华人民共和国刑法"
    assert [said(edit) for edit in amendment.edits] == [
        ("insertion", "第十七条", "第十七条之一"),
        ("substitution", "第五十条", ""),
    ]
    bill = "中华人民共和国宪法修正案\n第三十二条　宪法序言第七自然段中“甲”修改为“乙”。\n第三十三条　宪法第三条第四款“丙”修改为：“丁”。"
    (amendment,) = read_decision(bill).amendments
    assert [said(edit)[:2] for edit in amendment.edits] == [
        ("text_substitution", "序言/第七款"),
        ("text_substitution", "第三条/第四款"),
    ]


MANY = """国务院关于修改和废止部分行政法规的决定
为了优化营商环境，国务院决定：
一、对2部行政法规的部分条款予以修改。（附件1）
二、对2部行政法规予以废止。（附件2）
本决定自2023年7月20日起施行。
附件1
国务院决定修改的行政法规
一、删去《外国商会管理暂行规定》第七条。
第九条改为第七条，修改为：“成立外国商会，应当提出书面申请。”
二、将《中华人民共和国烟草专卖法实施条例》第五十一条中的“《烟草专卖法》第三十条”修改为“《烟草专卖法》第二十八条”。
此外，对相关行政法规中的条文序号作相应调整。
附件2
国务院决定废止的行政法规
一、《甲试行办法》（1985年3月7日国务院批准）
二、《乙规定》（1987年4月10日国务院发布）
"""


def test_one_decision_amends_and_repeals_many_texts() -> None:
    decision = read_decision(MANY)
    assert decision.effective_on == date(2023, 7, 20)
    assert [(one.title, len(one.edits), one.repealed, one.resequenced) for one in decision.amendments] == [
        ("外国商会管理暂行规定", 3, False, True),
        ("中华人民共和国烟草专卖法实施条例", 1 + 1, False, True),
        ("甲试行办法", 0, True, False),
        ("乙规定", 0, True, False),
    ]
    assert fitting(decision.amendments, "烟草专卖法实施条例") is decision.amendments[1]
    assert fitting(decision.amendments, "丙条例") is None


def test_laws_under_headings_of_their_own() -> None:
    text = (
        "全国人民代表大会常务委员会关于修改《中华人民共和国甲法》等二部法律的决定\n决定：\n"
        "一、对《中华人民共和国甲法》作出修改\n（一）将第三条修改为：“甲。”\n（二）删去第五条。\n"
        "二、对《中华人民共和国乙法》作出修改\n将第三条中的“丙”修改为“丁”。\n本决定自公布之日起施行。"
    )
    decision = read_decision(text)
    assert [(one.title, len(one.edits)) for one in decision.amendments] == [
        ("中华人民共和国甲法", 2),
        ("中华人民共和国乙法", 1),
    ]
    assert decision.effective_on is None


def test_what_orders_a_change_and_is_not_understood_is_an_edit_all_the_same() -> None:
    known, unread = edits("一、删去第三条。", "二、第四条第二款的表述按照第五条的体例作文字修改。")
    assert (known.kind, unread.kind) == (EditKind.REPEAL, EditKind.UNREAD)


def test_an_extent_shows_the_words_of_the_instruction() -> None:
    text = HEAD + "一、将第三条改为第五条，其中的“甲”修改为“乙”。"
    (amendment,) = read_decision(text).amendments
    ((first,), (second,)) = (edit.extent for edit in amendment.edits)
    assert text[slice(*first)] == "将第三条改为第五条"
    assert text[slice(*second)] == "其中的“甲”修改为“乙”"


@pytest.mark.parametrize(
    "text", ["", "第一条　为了甲，制定本法。\n第二条　乙应当丙。", "关于印发某方案的通知\n各部门：\n请修改完善后执行。"]
)
def test_what_orders_nothing_is_no_decision(text: str) -> None:
    assert read_decision(text).amendments == ()


@pytest.mark.parametrize(
    "text",
    [
        HEAD + "一、将第三条修改为：" + "“" * 100_000,
        HEAD + "第三条、" * 30_000,
        HEAD + "第三条，" * 30_000 + "修改为",
        HEAD + "将第三条中的“甲”修改为“乙”，" * 10_000,
        HEAD + "《" * 80_000,
        HEAD + "第" * 100_000,
        HEAD + "删去" * 60_000,
        HEAD + "将第一条至第九千九百九十九条删去。\n" * 2_000,
    ],
    ids=["quotes", "list", "commas", "chain", "titles", "numbers", "verbs", "ranges"],
)
def test_hostile_text_is_read_in_bounded_time(text: str) -> None:
    before = time.perf_counter()
    read_decision(text)
    assert time.perf_counter() - before < 20


def test_a_heading_and_its_articles_may_be_quoted_apart() -> None:
    (chapter,) = edits("一、增加一章，作为第三章，章名为“管理”：", "“第十条　甲。", "“第十一条　乙。”")
    assert (chapter.unit, chapter.text) == ("章", "管理\n第十条　甲。\n第十一条　乙。")


def test_a_section_and_its_articles_may_be_announced_apart() -> None:
    """Amendment LII to the constitution."""
    section, moved = edits(
        "一、第三章“国家机构”中增加一节，作为第七节“监察委员会”；增加二条，分别作为第四条、第五条。内容如下：",
        "“第七节　监察委员会",
        "“第四条　甲。",
        "“第五条　乙。”",
        "第七节相应改为第八节。",
    )
    assert (section.unit, section.text) == ("节", "第七节　监察委员会\n第四条　甲。\n第五条　乙。")
    assert said(moved) == ("renumbering", "第七节", "第八节")


def test_a_sentence_on_the_order_of_many_texts_holds_for_all() -> None:
    decision = read_decision(
        "关于修改《甲条例》等2件地方性法规的决定\n一、对《甲条例》作出修改\n将第三条修改为：“甲。”\n"
        "二、对《乙条例》作出修改\n删去第三条。\n《甲条例》等2件地方性法规根据本决定作相应修改并对条文顺序作相应调整，重新公布。"
    )
    assert [(one.title, one.resequenced) for one in decision.amendments] == [("甲条例", True), ("乙条例", True)]


def test_text_without_quotation_marks_is_read_where_its_end_is_certain() -> None:
    """A ministry's decision of 2012 as pages print it that drop the marks."""
    read = edits(
        "一、",
        "第六十二条第一款修改为:客运包车应当凭标志牌,按照约定的时间运行。",
        "第二款修改为:客运包车一端应当在车籍所在地。",
        "删除第三款。",
        "二、",
        "第六十三条增加一款,作为第二款,内容为:从事包车客运的企业应当备案。",
        "原第二款变为第三款。",
        "三、第九十条第三项修改为:(三)未持有标志牌的;",
        "同时,对附件10标志牌的样式进行相应调整。",
        "本决定自2013年1月1日起施行。",
    )
    assert [(*said(edit)[:2], edit.text) for edit in read] == [
        ("substitution", "第六十二条/第一款", "客运包车应当凭标志牌,按照约定的时间运行。"),
        ("substitution", "第六十二条/第二款", "客运包车一端应当在车籍所在地。"),
        ("repeal", "第六十二条/第三款", ""),
        ("insertion", "第六十三条", "从事包车客运的企业应当备案。"),
        ("renumbering", "第六十三条/第二款", ""),
        ("substitution", "第九十条/（三）", "(三)未持有标志牌的;"),
        ("unread", "第九十条/（三）", ""),
    ]


def test_text_without_quotation_marks_that_runs_on_is_not_guessed() -> None:
    read = edits(
        "一、第六十二条修改为：下列情形不得运行：", "（一）甲；", "（二）乙。", "二、第三条修改为：丙。", "丁。"
    )
    assert [str(edit.kind) for edit in read] == ["unread", "unread"]
