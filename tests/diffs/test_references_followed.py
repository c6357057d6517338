"""A law gets a new third article, and its penalty cites other articles: what follows is no change, what does not is one."""

import time

import pytest

from diffs.aligning.references import references
from diffs.changes import compare
from diffs.comparison import ChangeClass, SignalKind
from diffs.describing.inline import inline
from diffs.parsing import parse
from diffs.provisions import han

ARTICLES = (
    "为了规范养犬行为，保障公民健康和人身安全，制定本条例。",
    "市公安机关是养犬管理的主管部门，负责养犬登记和监督检查。",
    "养犬人应当自取得犬只之日起三十日内办理养犬登记。",
    "携带犬只外出时应当使用束犬链牵领，主动避让他人。",
    "禁止在学校、医院等公共场所饲养烈性犬。",
    "犬只死亡的，养犬人应当按照规定进行无害化处理。",
    "养犬登记证有效期为两年，期满前应当办理延续手续。",
    "有关单位{}由公安机关责令改正。",
    "本条例自2025年1月1日起施行。",
)
ADDED = "个人在重点管理区内每户限养一只犬，不得超过限养数量。"


def law(citation, *, added=False, annex=""):
    articles = [*ARTICLES[:2], *([ADDED] if added else []), *ARTICLES[2:]]
    lines = [f"第{han(number)}条　{text.format(citation)}" for number, text in enumerate(articles, 1)]
    return parse("\n".join(["某市养犬管理条例", "", *lines]) + annex)


def change_of(old, new):
    made = compare(law(old), law(new, added=True))
    return next(one for one in made.changes if one.new_path == ("第九条",))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("违反第3条规定的，", "违反第4条规定的，"),
        ("违反第３条规定的，", "违反第４条规定的，"),
        ("违反第 3 条规定的，", "违反第 4 条规定的，"),
        ("违反第 三 条、第 四 条规定的，", "违反第 四 条、第 五 条规定的，"),
        ("违反第三条规定的，", "违反第4条规定的，"),
        ("违反第3条第2款第（3）项规定的，", "违反第4条第2款第（3）项规定的，"),
        ("违反第三条第（一）项第1目规定的，", "违反第四条第（一）项第1目规定的，"),
        ("违反第四、五、六条规定的，", "违反第五、六、七条规定的，"),
        ("违反第四、五、六条规定的，", "违反第五条、第六条和第七条规定的，"),
        ("违反第二、三、四条规定的，", "违反第二、四、五条规定的，"),
        ("违反第三、第四条规定的，", "违反第四、第五条规定的，"),
        ("违反第四条、五条和第七条规定的，", "违反第五条、六条和第八条规定的，"),
        ("违反第四条至第六条规定的，", "违反第五条至第七条规定的，"),
        ("违反第四至六条规定的，", "违反第五至七条规定的，"),
        ("违反第4-6条规定的，", "违反第5-7条规定的，"),
        ("违反第四条—第六条规定的，", "违反第五条—第七条规定的，"),
        ("违反第二条至第四条规定的，", "违反第二条至第五条规定的，"),
        ("违反第三条第二款、第三款规定的，", "违反第四条第二、三款规定的，"),
        ("违反第三条第一款第一项至第三项规定的，", "违反第四条第一款第一项至第三项规定的，"),
        ("违反第三条第（二）（三）项规定的，", "违反第四条第（二）、（三）项规定的，"),
        ("违反第三条第二款和该条第三款规定的，", "违反第四条第二款、第三款规定的，"),
        ("违反第一〇三条、第三条规定的，", "违反第103条、第四条规定的，"),
        ("违反《价格法》第三条以及本条例第三、四条规定的，", "违反《价格法》第三条以及本条例第四、五条规定的，"),
        ("违反前两条规定的，", "违反第七条、第八条规定的，"),
        ("违反第七条规定的，", "违反前条规定的，"),
        ("违反本暂行办法第三条规定的，", "违反本暂行办法第四条规定的，"),
        ("违反本《条例》第三条规定的，", "违反本《条例》第四条规定的，"),
    ],
)
def test_a_citation_that_follows_the_new_numbers_is_of_class_reference(old, new):
    change = change_of(old, new)
    assert (change.change_class, change.signals) == (ChangeClass.REFERENCE, ())


@pytest.mark.parametrize(
    ("old", "new", "signals"),
    [
        ("违反第3条规定的，", "违反第5条规定的，", [("第3条", "第5条")]),
        ("违反第 三 条规定的，", "违反第 五 条规定的，", [("第 三 条", "第 五 条")]),
        (
            "违反第3条第2款第（3）项规定的，",
            "违反第4条第2款第（4）项规定的，",
            [("第3条第2款第（3）项", "第4条第2款第（4）项")],
        ),
        ("违反第四、五、六条规定的，", "违反第五、六、八条规定的，", [("第四、五、六条", "第五、六、八条")]),
        ("违反第二、三、四条规定的，", "违反第二、三、四、五条规定的，", [("第二、三、四条", "第二、三、四、五条")]),
        ("违反第四条、五条规定的，", "违反第五条、七条规定的，", [("第四条、五条", "第五条、七条")]),
        ("违反第四至六条规定的，", "违反第五至八条规定的，", [("第四至六条", "第五至八条")]),
        ("违反第四条至第六条规定的，", "违反第五条、第七条规定的，", [("第四条至第六条", "第五条、第七条")]),
        ("违反第四条、第六条规定的，", "违反第五条至第七条规定的，", [("第四条、第六条", "第五条至第七条")]),
        (
            "违反第四条第（一）、（三）项规定的，",
            "违反第五条第（一）至（三）项规定的，",
            [("第四条第（一）、（三）项", "第五条第（一）至（三）项")],
        ),
        ("违反第三条第二、三款规定的，", "违反第四条第二、四款规定的，", [("第三条第二、三款", "第四条第二、四款")]),
        ("违反前条规定的，", "违反前两条规定的，", [("前条", "前两条")]),
        ("违反原第三条规定的，", "违反原第四条规定的，", [("第三条", "第四条")]),
        ("违反附件1第三条规定的，", "违反附件1第四条规定的，", [("第三条", "第四条")]),
        (
            "违反《治安管理处罚法》（2012年修正）第三条规定的，",
            "违反《治安管理处罚法》（2012年修正）第四条规定的，",
            [("第三条", "第四条")],
        ),
        ("违反本条例第三条规定的，", "违反刑法第四条规定的，", [("本条例第三条", "刑法第四条")]),
        ("违反第四条规定的，", "违反刑法第四条规定的，", [("第四条", "刑法第四条")]),
        ("违反刑法第三条规定的，", "违反民法典第三条规定的，", [("刑法第三条", "民法典第三条")]),
        ("违反刑法第三条规定的，", "违反民法典第五条规定的，", [("刑法第三条", "民法典第五条")]),
        (
            "违反治安管理处罚法第三条、第四条规定的，",
            "违反行政处罚法第三条、第四条规定的，",
            [("治安管理处罚法第三条", "行政处罚法第三条")],
        ),
    ],
)
def test_a_citation_that_leads_elsewhere_is_a_signal(old, new, signals):
    change = change_of(old, new)
    assert change.change_class is ChangeClass.WORDING
    assert [(one.kind, one.old, one.new) for one in change.signals] == [
        (SignalKind.REFERENCE, *texts) for texts in signals
    ]


def test_a_law_cited_with_and_without_the_state_in_its_name_is_one_law():
    assert change_of("违反中华人民共和国刑法第三条规定的，", "违反刑法第三条规定的，").signals == ()


def test_a_citation_whose_blanks_alone_differ_says_nothing():
    made = compare(law("违反第二条规定的，"), law("违反第 2 条规定的，"))
    assert [one.signals for one in made.changes if one.change_class] == [()]
    made = compare(law("违反第二条规定的，"), law("违反第 二 条规定的，"))
    assert [(one.change_class, one.signals) for one in made.changes if one.change_class] == [(ChangeClass.FORMAT, ())]


CHAPTERS = """养犬条例

第一章　总则
第一条　为了规范养犬行为，保障公民健康和人身安全，制定本条例。
{added}第{two}章　登记
第{n}条　养犬人应当自取得犬只之日起三十日内办理养犬登记。
第{three}章　罚则
第{m}条　违反本条例第{cited}章规定的，由公安机关依照本章规定责令改正，处二百元罚款。
"""
FREE = "第二章　免疫\n第二条　犬只应当每年接种一次狂犬病疫苗，并取得免疫证明。\n"


@pytest.mark.parametrize(("cited", "found"), [("三", ChangeClass.REFERENCE), ("四", ChangeClass.WORDING)])
def test_a_citation_of_a_chapter_follows_that_chapter(cited, found):
    old = parse(CHAPTERS.format(added="", two="二", three="三", n="二", m="三", cited="二"))
    new = parse(CHAPTERS.format(added=FREE, two="三", three="四", n="三", m="四", cited=cited))
    change = next(one for one in compare(old, new).changes if one.new_path == ("第四条",))
    assert change.change_class is found
    assert [(one.old, one.new) for one in change.signals] == ([] if cited == "三" else [("第二章", "第四章")])


ANNEX = """

附件1

养犬登记规程

第一条　登记按本规程办理，由养犬人提出申请并提交犬只免疫证明。
{}条　登记机关应当在五个工作日内作出是否登记的决定并书面告知。
"""


def test_a_citation_of_an_annex_follows_the_annex_and_not_the_main_text():
    old = law("违反第三条和附件1第二条规定的，", annex=ANNEX.format("第二"))
    more = "第二条　犬只应当佩戴登记机关发放的标牌，标牌遗失的应当补办。\n第三"
    new = law("违反第四条和附件1第三条规定的，", added=True, annex=ANNEX.format(more))
    change = next(one for one in compare(old, new).changes if one.new_path == ("第九条",))
    assert (change.change_class, change.signals) == (ChangeClass.REFERENCE, ())


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("第四、五、六条", "第四、五、七条"),
        ("第十二至十五条", "第十二至十六条"),
        ("第4-6条", "第4-7条"),
        ("第 五 条", "第 六 条"),
        ("第5条第2款第（3）项", "第5条第2款第（4）项"),
        ("第三条第二、三款", "第三条第二、四款"),
        ("第四条、五条", "第四条、六条"),
        ("第12条之一", "第12条之二"),
    ],
)
def test_spans_cut_no_citation(old, new):
    spans, _ = inline(f"违反{old}的规定，责令改正。", f"违反{new}的规定，责令改正。")
    assert [one.text for one in spans] == ["违反", old, new, "的规定，责令改正。"]


def test_long_lists_are_read_in_linear_time():
    started = time.perf_counter()
    assert sum(1 for _ in references("第四、五、" * 60_000)) == 0
    assert sum(1 for _ in references("第四条、五条、" * 60_000)) == 60_000
    assert sum(1 for _ in references("第（一）、（二）" * 60_000 + "项")) == 1
    assert time.perf_counter() - started < 20
