"""One order for several texts, texts named without marks, and texts printed anew below the decision."""

import pytest

from diffs.amending.amendments import read_decision
from diffs.amending.edits import EditKind

HEAD = "某市人民政府关于修改部分规章的决定\n"
END = "\n本决定自公布之日起施行。"

Said = list[tuple[str, str, str, str, str]]


def said(orders: str) -> Said:
    return [
        (one.title, str(edit.kind), "、".join(place.path for place in edit.targets), "、".join(edit.words), edit.text)
        for one in read_decision(HEAD + orders + END).amendments
        for edit in one.edits
    ]


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        (
            "一、将《甲办法》第三条、《乙办法》第五条第一款、第六条中的“丙”修改为“丁”。",
            [
                ("甲办法", "text_substitution", "第三条", "丙", "丁"),
                ("乙办法", "text_substitution", "第五条/第一款、第六条", "丙", "丁"),
            ],
        ),
        (
            "一、将《甲办法》和《乙办法》等2件规章中的“丙”、“戊”分别修改为“丁”、“己”。",
            [
                (title, "text_substitution", "", *words)
                for title in ("甲办法", "乙办法")
                for words in (("丙", "丁"), ("戊", "己"))
            ],
        ),
        (
            "一、删去《甲办法》第三条、《乙办法》第五条中的“丙”。",
            [("甲办法", "text_repeal", "第三条", "丙", ""), ("乙办法", "text_repeal", "第五条", "丙", "")],
        ),
        (
            "一、将《甲办法》第三条中的“丙”、《乙办法》第五条中的“戊”修改为“丁”。",
            [
                ("甲办法", "text_substitution", "第三条", "丙", "丁"),
                ("乙办法", "text_substitution", "第五条", "戊", "丁"),
            ],
        ),
        (
            "一、将下列规章中的“丙”修改为“丁”：\n（一）《甲办法》第三条；\n（二）《乙办法》第五条、第六条。\n"
            "二、删去《甲办法》第七条。",
            [
                ("甲办法", "text_substitution", "第三条", "丙", "丁"),
                ("甲办法", "repeal", "第七条", "", ""),
                ("乙办法", "text_substitution", "第五条、第六条", "丙", "丁"),
            ],
        ),
    ],
)
def test_an_order_for_several_texts_is_one_of_each(order: str, expected: Said) -> None:
    assert said(order) == expected


def test_an_order_for_several_texts_that_is_not_understood_is_told_in_each() -> None:
    told = said("一、将《甲办法》第三条、《乙办法》第五条按照第六条的体例修改。")
    assert [(title, kind) for title, kind, *_ in told] == [("甲办法", "unread"), ("乙办法", "unread")]


@pytest.mark.parametrize(
    "order",
    [
        "一、将《甲办法》第三条中的“丙”修改为“丁”，将《乙办法》第五条中的“丙”修改为“丁”，删去第六条。",
        "一、将《甲办法》第三条《乙办法》第五条中的“丙”修改为“丁”；删去《乙办法》第六条。",
        "一、将《甲办法》第三条、《乙办法》第五条中的“丙”修改为“丁”。\n二、删去《乙办法》第六条。",
    ],
)
def test_each_order_of_a_passage_is_of_the_text_it_names(order: str) -> None:
    """Words of the second text must never be changed in the first."""
    assert said(order) == [
        ("甲办法", "text_substitution", "第三条", "丙", "丁"),
        ("乙办法", "text_substitution", "第五条", "丙", "丁"),
        ("乙办法", "repeal", "第六条", "", ""),
    ]


def test_several_orders_for_several_texts_stand_in_one_passage() -> None:
    assert said("一、将《甲办法》《乙办法》中的“丙”修改为“丁”，删去《甲办法》第三条、《乙办法》第五条中的“戊”。") == [
        ("甲办法", "text_substitution", "", "丙", "丁"),
        ("甲办法", "text_repeal", "第三条", "戊", ""),
        ("乙办法", "text_substitution", "", "丙", "丁"),
        ("乙办法", "text_repeal", "第五条", "戊", ""),
    ]


def test_texts_may_be_named_without_marks_over_their_orders() -> None:
    """Orders of the second text must never be taken for those of the first."""
    orders = "一、修改下列规章\n（一）甲办法\n1.删去第三条。\n（二）乙办法（2010年5月1日发布）\n1.删去第四条。\n"
    decision = read_decision(f"{HEAD}{orders}二、废止下列规章\n（一）丙办法\n本决定自公布之日起施行。")
    assert [(one.title, [edit.targets[0].path for edit in one.edits], one.repealed) for one in decision.amendments] == [
        ("甲办法", ["第三条"], False),
        ("乙办法", ["第四条"], False),
        ("丙办法", [], True),
    ]


def test_a_text_printed_anew_below_the_decision_orders_nothing() -> None:
    decision = read_decision(
        "关于修改《某市车辆条例》的决定\n一、删去第三条。\n本决定自公布之日起施行。\n《某市车辆条例》根据本决定作相应修改，重新公布。\n"
        "某市车辆条例\n第一条　本条例所称“机动车”，删去“非机动车”。\n第二条　不得将第一条修改为“甲”。\n"
        "附件2\n二、删去第九条。"
    )
    (amendment,) = decision.amendments
    assert [(edit.kind, edit.targets[0].path) for edit in amendment.edits] == [
        (EditKind.REPEAL, "第三条"),
        (EditKind.REPEAL, "第九条"),
    ]
