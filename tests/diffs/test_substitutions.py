from support.outlines import outline

from diffs.changes import compare
from diffs.describing.substitutions import substitutions
from diffs.places import mask_of


def listed(pairs):
    """The substitutions between two texts whose articles are the pairs."""
    numbers = "一二三四五六七八九"
    old, new = (
        outline("\n".join(f"第{numbers[at]}条||{pair[side]}" for at, pair in enumerate(pairs))) for side in (0, 1)
    )
    return [(one.old, one.new, one.count) for one in compare(old, new).substitutions]


def replaced(texts, *words):
    made = []
    for text in texts:
        new = text
        for old, other in words:
            new = new.replace(old, other)
        made.append((text, new))
    return listed(made)


def test_a_word_replaced_throughout_is_listed_once():
    texts = ["发票的领购和保管应当登记。", "单位领购发票应当提出申请。", "税务机关核准领购发票的数量。"]
    assert replaced(texts, ("领购", "领用")) == [("领购", "领用", 3)]


def test_a_word_is_completed_by_what_follows_it_everywhere():
    texts = ["国家工作人员不得从事经营活动。", "对国家工作人员应当进行考核。", "国家工作人员违反本法的，给予处分。"]
    assert replaced(texts, ("国家工作人员", "公职人员")) == [("国家工作人员", "公职人员", 3)]


def test_a_modal_verb_stands_for_itself_whatever_follows_it():
    texts = ["企业必须依法登记。", "单位必须依法纳税。", "个人必须依法申报。"]
    assert replaced(texts, ("必须", "应当")) == [("必须", "应当", 3)]


def test_a_word_may_hold_the_mark_between_two():
    texts = [
        "区、县人民政府应当保障义务教育经费。",
        "市和区、县教育行政部门负责实施义务教育。",
        "各区、县建立学校的保障制度。",
    ]
    assert replaced(texts, ("区、县", "区")) == [("区、县", "区", 3)]


def test_one_character_stands_alone_when_its_old_form_is_gone():
    texts = ["会计帐簿应当依法设置。", "各单位应当对帐和查帐。", "记帐本位币为人民币。"]
    assert replaced(texts, ("帐", "账")) == [("帐", "账", 4)]


def test_one_word_in_several_surroundings_is_one_entry():
    texts = [
        "法律草案由法律委员会统一审议。",
        "全国人民代表大会法律委员会提出审议结果的报告。",
        "专门委员会与法律委员会的意见不一致的，应当报告。",
    ]
    assert replaced(texts, ("法律委员会", "宪法和法律委员会")) == [("法律委员会", "宪法和法律委员会", 3)]


def test_a_word_left_elsewhere_is_listed_with_its_surroundings():
    texts = [
        "国务院科学技术主管部门负责病原微生物的管理。",
        "由国务院科学技术主管部门制定名录。",
        "应当报国务院科学技术主管部门批准。",
        "国家加强科学技术研究和科学技术普及。",
    ]
    words = ("国务院科学技术主管", "国务院卫生健康主管")
    assert replaced(texts, words) == [("国务院科学技术主管部门", "国务院卫生健康主管部门", 3)]


def test_a_dropped_alternative_is_listed_with_what_stays():
    texts = [
        "按照城镇居民人均可支配收入或者农村居民人均纯收入标准计算残疾赔偿金。",
        "上一年度城镇居民人均可支配收入或者农村居民人均纯收入按照统计数据确定。",
        "其城镇居民人均可支配收入或者农村居民人均纯收入高于受诉法院所在地标准的，从高计算。",
    ]
    ((old, new, count),) = replaced(texts, ("或者农村居民人均纯收入", ""))
    assert old.endswith("可支配收入或者农村居民人均纯收入")
    assert new.endswith("可支配收入")
    assert count == 3


def test_two_halves_that_always_come_together_are_one():
    texts = [
        "在泄露国家秘密案件的查处中应当保密。",
        "有关部门移送泄露国家秘密案件的查处材料。",
        "对泄露国家秘密案件的查处情况进行通报。",
    ]
    words = ("泄露国家秘密案件的查处", "违反保密规定案件的调查处理")
    ((old, new, count),) = replaced(texts, words)
    assert "泄露国家秘密案件" in old
    assert "违反保密规定案件" in new
    assert count == 3


def test_what_happens_twice_or_is_left_is_no_substitution():
    texts = ["股东大会选举董事。", "股东大会修改章程。", "监事会列席会议。"]
    assert replaced(texts, ("股东大会", "股东会")) == []


def test_figures_references_and_joints_are_told_elsewhere():
    texts = ["罚款五万元和没收。", "处五万元和警告。", "五万元和拘留的处罚。"]
    assert replaced(texts, ("五万元", "十万元"), ("和", "或者")) == []


def test_between_two_places_the_place_is_no_substitution():
    texts = ["沈阳市商务局推进试点。", "支持沈阳市企业发展。", "沈阳市设立专班。"]
    old = outline("\n".join(f"第{at}条||{text}" for at, text in zip("一二三", texts, strict=True)))
    new = outline(
        "\n".join(f"第{at}条||{text.replace('沈阳', '成都')}" for at, text in zip("一二三", texts, strict=True))
    )
    changes = compare(old, new).changes
    masks = mask_of("辽宁省沈阳市"), mask_of("四川省成都市")
    assert substitutions(changes, old, new, masks) == ()
    assert [one.count for one in substitutions(changes, old, new)] == [3]
