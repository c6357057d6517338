import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.outlines import outline

from diffs.changes import ALGORITHM, compare
from diffs.clauses import Clause, Kind
from diffs.comparison import ChangeClass, Label, Op, Override, Reason, Tier

LAW = """
第一章|总则|
  第一条||为了规范养犬行为，保障公民健康和人身安全，制定本条例。
  第二条||市公安机关是养犬管理的主管部门，负责养犬登记和监督检查。
  第三条||养犬人应当自取得犬只之日起三十日内办理养犬登记。
第二章|养犬行为规范|
  第四条||携带犬只外出时，应当使用束犬链牵领，主动避让他人。
  第五条||违反本条例第三条规定的，由公安机关责令限期改正。
  第六条||本条例自2024年1月1日起施行。
"""


def change_of(comparison, path):
    """The change that holds the clause with this path, looked up among the new ones first."""
    for paths in ("new_path", "old_path"):
        for change in comparison.changes:
            if path in getattr(change, paths):
                return change
    raise LookupError(path)


def labels_of(comparison, path):
    return {label.value for label in change_of(comparison, path).labels}


def test_equal_texts_are_unchanged_throughout():
    law = outline(LAW)
    made = compare(law, law)
    assert made.summary == {Label.UNCHANGED: len(law.clauses)}
    assert all(change.change_class is None and change.similarity == 1.0 for change in made.changes)
    assert made.digest.zh == "两文本条款一致，共8处。"
    assert made.algorithm == ALGORITHM


@pytest.mark.parametrize(
    ("before", "after", "path", "labels", "found"),
    [
        ("三十日内", "十五日内", "第一章/第三条", {"modified"}, ChangeClass.WORDING),
        ("牵领，主动", "牵领、主动", "第二章/第四条", {"modified"}, ChangeClass.EDITORIAL),
        ("牵领，主动", "牵领,主动", "第二章/第四条", {"modified"}, ChangeClass.FORMAT),
        ("自2024年1月1日", "自 2024年1月1日", "第二章/第六条", {"modified"}, ChangeClass.FORMAT),
        ("第四条||", "第四条之一||", "第二章/第四条之一", {"renumbered"}, None),
        ("第四条||", "第四条　||", "第二章/第四条　", {"unchanged"}, None),
    ],
)
def test_labels_and_class_say_how_deep_a_change_goes(before, after, path, labels, found):
    made = compare(outline(LAW), outline(LAW.replace(before, after)))
    assert labels_of(made, path) == labels
    assert change_of(made, path).change_class is found


def test_a_reference_that_follows_the_renumbering_is_of_class_reference():
    new = LAW.replace("  第三条||", "  第三条||个人每户限养一只犬。\n  第四条||").replace(
        "第四条||携带", "第五条||携带"
    )
    new = new.replace("第五条||违反本条例第三条", "第六条||违反本条例第四条").replace(
        "第六条||本条例自", "第七条||本条例自"
    )
    made = compare(outline(LAW), outline(new))
    change = change_of(made, "第二章/第六条")
    assert change.change_class is ChangeClass.REFERENCE
    assert {label.value for label in change.labels} == {"modified", "renumbered"}
    assert change.signals == ()
    assert labels_of(made, "第一章/第三条") == {"added"}


def test_a_reference_to_another_law_is_wording():
    old = LAW.replace("本条例第三条规定", "《治安管理处罚法》第三条规定")
    new = old.replace("  第三条||", "  第三条||个人每户限养一只犬。\n  第四条||").replace(
        "处罚法》第三条", "处罚法》第四条"
    )
    change = change_of(compare(outline(old), outline(new)), "第二章/第五条")
    assert change.change_class is ChangeClass.WORDING
    assert [signal.new for signal in change.signals] == ["第四条"]


def test_a_heading_is_unchanged_though_its_children_change():
    made = compare(outline(LAW), outline(LAW.replace("三十日内", "十五日内")))
    assert labels_of(made, "第一章") == {"unchanged"}


def test_the_top_clause_of_a_moved_subtree_alone_is_moved():
    old = """
第一条||甲方应当按照合同约定的期限交付全部货物。
第二条||有下列情形之一的，应当重新办理登记手续：
  （一）||养犬人的居住地发生变更；
  （二）||犬只转让或者赠与他人的。
第三条||乙方应当按照合同约定的方式支付全部价款。
第四条||双方应当对合同履行中知悉的秘密予以保密，不得泄露。
"""
    lines = old.strip().splitlines()
    new = "\n".join([lines[0], *lines[4:], *lines[1:4]])
    made = compare(outline(old), outline(new))
    assert labels_of(made, "第二条") == {"moved"}
    assert labels_of(made, "第二条/（一）") == {"unchanged"}
    assert made.summary[Label.MOVED] == 1


def test_a_new_chapter_heading_moves_nothing():
    new = LAW.replace("  第三条||", "第二章|登记|\n  第三条||").replace("第二章|养犬", "第三章|养犬")
    made = compare(outline(LAW), outline(new))
    assert Label.MOVED not in made.summary
    assert labels_of(made, "第二章") == {"added"}


def test_a_split_clause_is_one_change_with_all_its_links():
    old = outline("第一条||养犬人应当办理养犬登记。登记有效期为一年。")
    new = outline("第一条||养犬人应当办理养犬登记。\n第二条||登记有效期为一年。")
    (change,) = compare(old, new).changes
    assert change.labels == {Label.SPLIT}
    assert len(change.links) == 2
    assert change.change_class is None


def test_a_merged_clause_is_one_change_with_all_its_links():
    old = outline("第一条||养犬人应当办理养犬登记。\n第二条||登记有效期为一年。")
    new = outline("第一条||养犬人应当办理养犬登记。登记有效期为二年。")
    (change,) = compare(old, new).changes
    assert change.labels == {Label.MERGED, Label.MODIFIED}
    assert [signal.new for signal in change.signals] == ["二年"]


def test_changes_stand_in_new_order_with_removed_ones_at_their_old_place():
    lines = LAW.strip().splitlines()
    new = outline("\n".join([*lines[:2], "  第二条||一户限养一只。", *lines[3:5], *lines[6:]]))
    order = [
        ((change.old_path or change.new_path)[0], *sorted(change.labels))
        for change in compare(outline(LAW), new).changes
    ]
    assert order == [
        ("第一章", "unchanged"),
        ("第一章/第一条", "unchanged"),
        ("第一章/第二条", "removed"),
        ("第一章/第二条", "added"),
        ("第一章/第三条", "unchanged"),
        ("第二章", "unchanged"),
        ("第二章/第四条", "removed"),
        ("第二章/第五条", "unchanged"),
        ("第二章/第六条", "unchanged"),
    ]


def test_places_are_masked_between_two_cities_only():
    old = outline("一||支持沈阳市建设国际会展名城。\n二||经过3年试点，积累经验。", jurisdiction="辽宁省沈阳市")
    new = outline("一||支持成都市建设国际会展名城。\n二||经过5年试点，积累经验。", jurisdiction="四川省成都市")
    across = compare(old, new, across=True)
    assert change_of(across, "一").change_class is ChangeClass.TEMPLATE
    assert Reason.SAME_MASKED_TEXT in change_of(across, "一").reasons
    assert [signal.direction for signal in change_of(across, "二").signals] == [None]
    assert not re.search("新增|删除|未变|拆分|合并|替换", across.digest.zh)
    assert not re.search("added|removed|unchanged|modified|substituted", across.digest.en)
    assert change_of(compare(old, new), "一").change_class is ChangeClass.WORDING


def test_texts_that_differ_by_an_abbreviation_are_no_strong_link():
    old = outline("一||开展合格境内有限合伙人（QDLP）境外投资试点。")
    new = outline("一||开展合格境外有限合伙人（QFLP）境内投资试点。")
    (change,) = compare(old, new).changes
    assert change.tier is Tier.WEAK
    assert Reason.FALSE_FRIEND in change.reasons


def test_a_word_replaced_throughout_is_listed_once():
    frame = (
        "股东大会由全体股东组成。\n股东大会是公司的权力机构。\n股东大会应当每年召开一次年会。\n董事会召集股东大会会议。"
    )
    old = "\n".join(f"第{number}条||{line}" for number, line in zip("一二三四", frame.splitlines(), strict=True))
    made = compare(outline(old), outline(old.replace("股东大会", "股东会")))
    assert [(one.old, one.new, one.count) for one in made.substitutions] == [("股东大会", "股东会", 4)]


def test_figures_and_references_are_no_substitutions():
    old = "\n".join(f"第{number}条||处五万元以下罚款，情形{number}。" for number in "一二三四")
    assert compare(outline(old), outline(old.replace("五万元", "十万元"))).substitutions == ()


def test_a_row_whose_unit_column_changes_is_modified():
    row = replace(outline("表1-1||推进数字政务建设。").clauses[0], kind=Kind.TABLE_ROW)
    table = outline("")
    old = replace(table, clauses=(replace(row, cells={"任务": "推进数字政务建设。", "责任单位": "市商务局"}),))
    new = replace(table, clauses=(replace(row, cells={"任务": "推进数字政务建设。", "责任单位": "市科技局"}),))
    (change,) = compare(old, new).changes
    assert change.labels == {Label.MODIFIED}
    assert [span.op for span in change.spans] == [Op.EQUAL]


def test_sentences_are_linked_wherever_they_went():
    old = outline("一||推进数字政务建设，实现全程网办。研究出台优化营商环境条例。\n二||加强知识产权保护。")
    new = outline("一||推进数字政务建设，实现全程网办。\n二||加强知识产权保护。研究出台优化营商环境条例。")
    made = compare(old, new)
    one, two = (clause.id for clause in old.clauses)
    first, second = (clause.id for clause in new.clauses)
    links = {(link.old, link.new): link.labels for link in made.sentence_links}
    assert links[((one, 0),), ((first, 0),)] == {Label.UNCHANGED}
    assert links[((two, 0),), ((second, 0),)] == {Label.UNCHANGED}
    assert links[((one, 1),), ((second, 1),)] == {Label.MOVED}
    assert made.summary == {Label.MODIFIED: 2}


def test_a_human_override_makes_the_link_manual():
    law = outline(LAW)
    old, new = law.clauses[1].id, law.clauses[2].id
    made = compare(law, law, overrides=(Override(old, new),))
    change = next(change for change in made.changes if change.old == (old,))
    assert (change.new, change.tier, change.reasons[0]) == ((new,), Tier.MANUAL, Reason.MANUAL)


WORDS = ("养犬人", "应当", "不得", "办理登记", "三十日内", "公安机关", "第三条", "，", "RCEP", " ", "\U000f0000")
LINES = st.lists(
    st.tuples(st.integers(0, 2), st.booleans(), st.lists(st.sampled_from(WORDS), max_size=6).map("".join)), max_size=9
)


@st.composite
def outlines(draw):
    """Outlines of three levels, with repeated and empty wordings."""
    depth, sketch = 0, []
    for at, (level, numbered, text) in enumerate(draw(LINES)):
        depth = min(level, depth + 1) if sketch else 0
        sketch.append("  " * depth + (f"第{at}条||{text}" if numbered else f"||{text}"))
    return outline("\n".join(sketch))


def old_side(change):
    return "".join(span.text for span in change.spans if span.op is not Op.INSERT)


def new_side(change):
    return "".join(span.text for span in change.spans if span.op is not Op.DELETE)


def wordings(made, ids):
    known = made.by_id()
    return "\n".join(known[one].wording for one in ids)


@given(outlines(), outlines())
@settings(max_examples=150, deadline=None)
def test_every_clause_stands_in_exactly_one_change_and_its_spans_spell_it(old, new):
    made = compare(old, new)
    assert sorted(one for change in made.changes for one in change.old) == sorted(one.id for one in old.clauses)
    assert sorted(one for change in made.changes for one in change.new) == sorted(one.id for one in new.clauses)
    assert all(old_side(change) == wordings(old, change.old) for change in made.changes)
    assert all(new_side(change) == wordings(new, change.new) for change in made.changes)
    assert len({change.id for change in made.changes}) == len(made.changes)
    assert all(change.labels for change in made.changes)


@given(outlines())
@settings(max_examples=60, deadline=None)
def test_any_outline_compared_with_itself_is_unchanged(law):
    assert set(compare(law, law).summary) <= {Label.UNCHANGED}


@given(outlines(), outlines())
@settings(max_examples=100, deadline=None)
def test_both_directions_link_the_same_clauses(old, new):
    forth = {link for change in compare(old, new).changes for link in change.links}
    back = {(one, other) for change in compare(new, old).changes for other, one in change.links}
    assert forth == back


@given(outlines(), st.lists(st.tuples(st.integers(0, 9), st.sampled_from(WORDS)), min_size=1, max_size=4))
@settings(max_examples=100, deadline=None)
def test_inserting_clauses_adds_that_many_and_modifies_none(law, inserted):
    clauses: list[Clause] = list(law.clauses)
    for number, (at, text) in enumerate(inserted):
        fresh = replace(outline(f"|{text}插入{number}").clauses[0], id=f"fresh{number}")
        clauses.insert(min(at, len(clauses)), fresh)
    made = compare(law, replace(law, clauses=tuple(clauses)))
    assert made.summary[Label.ADDED] == len(inserted)
    assert set(made.summary) <= {Label.ADDED, Label.UNCHANGED}


def test_the_same_two_texts_always_compare_alike():
    new = outline(LAW.replace("三十日内", "十五日内"))
    assert compare(outline(LAW), new) == compare(outline(LAW), new)


def test_a_sentence_that_became_two_is_linked_with_both():
    old = outline("一||建立储备企业名录，加快培育企业；深入挖掘存量企业潜力，推动探索新模式。加强监管。")
    new = outline("一||建立储备企业名录，加快培育企业。深入挖掘存量企业潜力，推动探索新模式。加强监管。")
    links = compare(old, new).sentence_links
    one, other = old.clauses[0].id, new.clauses[0].id
    assert links[0].old == ((one, 0),)
    assert links[0].new == ((other, 0), (other, 1))
    assert links[0].labels == {Label.MODIFIED, Label.SPLIT}
    assert links[1].labels == {Label.UNCHANGED}
