import time

import pytest
from support.outlines import clause, outline

from diffs.aligning.references import references
from diffs.aligning.renumbering import provision, renumbering
from diffs.changes import compare
from diffs.comparison import ChangeClass
from diffs.describing.renumbered import Renumbered, numbers_of, resolved


def targets(text, path=""):
    return [(text[one.start : one.end], one.law, one.targets) for one in references(text, path)]


@pytest.mark.parametrize(
    ("text", "path", "expected"),
    [
        ("违反本法第三条第一款规定的", "", [("第三条第一款", None, ("第三条第一款",))]),
        ("第三条之一第二款第三项", "", [("第三条之一第二款第三项", None, ("第三条之一第二款第三项",))]),
        ("第五条第（一）、（三）项", "", [("第五条第（一）、（三）项", None, ("第五条第一项", "第五条第三项"))]),
        (
            "第三条第一款、第二款",
            "",
            [("第三条第一款", None, ("第三条第一款",)), ("第二款", None, ("第三条第二款",))],
        ),
        ("依照本条第二款的规定", "第二章/第七十二条/第五款", [("本条第二款", None, ("第七十二条第二款",))]),
        ("依照前款规定", "第七条/第三款", [("前款", None, ("第七条第二款",))]),
        ("依照前两款规定", "第七条/第三款", [("前两款", None, ("第七条第一款", "第七条第二款"))]),
        ("有第二项行为的", "第七条/第一款", [("第二项", None, ("第七条第一款第二项",))]),
        ("有前款行为的", "第七条", [("前款", None, ())]),
        (
            "依照刑事诉讼法第一百九十五条第三项、第一百九十六条",
            "",
            [
                ("第一百九十五条第三项", "刑事诉讼法", ("第一百九十五条第三项",)),
                ("第一百九十六条", "刑事诉讼法", ("第一百九十六条",)),
            ],
        ),
        (
            "《中华人民共和国刑法》第一百七十六条和本解释第三条",
            "",
            [("第一百七十六条", "刑法", ("第一百七十六条",)), ("第三条", None, ("第三条",))],
        ),
    ],
)
def test_a_reference_says_which_document_and_which_provision_it_means(text, path, expected):
    assert targets(text, path) == expected


def test_this_article_of_an_act_is_not_a_reference_to_this_article():
    assert targets("本条例自公布之日起施行，本条件不变。", "第七条") == []


def test_a_provision_is_led_by_item_by_paragraph_else_by_its_article():
    numbers = renumbering(
        [
            ("第二章/第三条", "第二章/第五条"),
            ("第二章/第三条/第二款", "第二章/第六条/第一款"),
            ("第二章/第三条/第二款/（一）", "第二章/第六条/第一款/（二）"),
            ("附件/第三条", "附件/第九条"),
        ]
    )
    assert provision("第三条", numbers) == "第五条"
    assert provision("第三条第一款", numbers) == "第五条第一款"
    assert provision("第三条第二款", numbers) == "第六条第一款"
    assert provision("第三条第二款第一项", numbers) == "第六条第一款第二项"
    assert provision("第三条第二款第四项", numbers) == "第六条第一款第四项"
    assert provision("第四条", numbers) == "第四条"


def test_an_item_of_an_only_paragraph_is_followed_with_or_without_that_paragraph():
    numbers = renumbering([("第三条", "第四条之一"), ("第三条/（二）", "第四条之一/（三）")])
    assert provision("第三条第二项", numbers) == "第四条之一第三项"
    assert provision("第三条第一款第二项", numbers) == "第四条之一第一款第三项"


def test_a_list_of_references_reads_alike_in_any_order():
    numbers = Renumbered({"第三十一条": "第二十九条", "第三十二条第二款": "第二十八条第二款"})
    old = clause("本法第三十一条、第三十二条第二款的规定", path="第三十七条")
    new = clause("本法第二十八条第二款、第二十九条的规定", path="第三十五条")
    assert resolved([old], numbers) == resolved([new])
    assert resolved([old]) != resolved([new])


LAW = """
第一章|总则|
  第一条||为了规范养犬行为，保障公民健康和人身安全，制定本条例。
  第二条||
    第一款||市公安机关是养犬管理的主管部门，负责养犬登记和监督检查。
    第二款||区公安机关负责本辖区的养犬登记，受理居民的投诉和举报。
    第三款||依照本条第二款和前款规定受理的投诉，应当及时处理。
  第三条||养犬人应当自取得犬只之日起三十日内办理养犬登记，依照治安管理处罚法第七十五条接受监督。
  第四条||携带犬只外出时应当使用束犬链牵领，依照治安管理处罚法第八十条主动避让他人。
  第五条||违反第二条第二款规定的，依照治安管理处罚法第七十五条、第八十条处罚。
"""


def class_of(made, path):
    return next(one for one in made.changes if path in one.new_path)


def test_references_to_paragraphs_follow_the_links():
    new = LAW.replace("    第一款||市公安", "    第一款||养犬管理实行属地负责的原则。\n    第二款||市公安")
    new = new.replace("    第二款||区公安", "    第三款||区公安").replace("    第三款||依照", "    第四款||依照")
    new = new.replace("依照本条第二款和前款", "依照本条第三款和前款").replace("违反第二条第二款", "违反第二条第三款")
    made = compare(outline(LAW), outline(new))
    for path in ("第一章/第二条/第四款", "第一章/第五条"):
        change = class_of(made, path)
        assert (change.change_class, change.signals) == (ChangeClass.REFERENCE, ())


def test_a_reference_that_does_not_follow_its_link_is_wording():
    new = LAW.replace("违反第二条第二款", "违反第二条第一款")
    change = class_of(compare(outline(LAW), outline(new)), "第一章/第五条")
    assert change.change_class is ChangeClass.WORDING
    assert [(one.kind.value, one.old, one.new) for one in change.signals] == [
        ("reference", "第二条第二款", "第二条第一款")
    ]


def test_a_cited_law_that_was_renumbered_throughout_is_followed():
    new = LAW.replace("第七十五条", "第八十九条").replace("第八十条", "第九十四条")
    made = compare(outline(LAW), outline(new))
    for path in ("第一章/第三条", "第一章/第四条", "第一章/第五条"):
        change = class_of(made, path)
        assert (change.change_class, change.signals) == (ChangeClass.REFERENCE, ())


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("第八十九条", "第八十二条"),  # the order of the cited articles turns round
        ("第八十九条", "第八十条"),  # one article alone, in two places of three
    ],
)
def test_citations_of_another_law_that_contradict_a_renumbering_are_wording(first, second):
    new = LAW.replace("第七十五条接受", f"{first}接受").replace("第八十条主动", f"{second}主动")
    made = compare(outline(LAW), outline(new))
    change = class_of(made, "第一章/第三条")
    assert change.change_class is ChangeClass.WORDING
    assert ("第七十五条", first) in {(one.old, one.new) for one in change.signals}


def test_the_numbers_of_other_laws_are_kept_by_their_name():
    pairs = [("第七十五条", "第八十九条"), ("第八十条", "第九十四条"), ("第八十一条", "第九十五条")]
    linked = [
        ([clause(f"违反治安管理处罚法{old}的。")], [clause(f"违反治安管理处罚法{new}的。")]) for old, new in pairs
    ]
    assert numbers_of(linked).others == {"治安管理处罚法": dict(pairs)}
    assert numbers_of(linked[:1]).others == {}


def test_references_are_read_in_linear_time():
    text = "依照本法第三条第一款、第二款和刑法第五条的规定，" * 20_000
    started = time.perf_counter()
    assert sum(1 for _ in references(text, "第七条")) == 60_000
    assert sum(1 for _ in references("第一二三四五" * 80_000 + "条")) == 1
    assert time.perf_counter() - started < 20
