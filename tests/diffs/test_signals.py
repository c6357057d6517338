import pytest
from support.outlines import clause

from diffs.clauses import Responsibility
from diffs.comparison import Direction, SignalKind
from diffs.inline import inline
from diffs.places import mask_of
from diffs.signals import signals


def found(old, new, references=None, masks=None):
    spans, _ = inline(old, new)
    made = signals((clause(old),), (clause(new),), spans, references or {}, masks)
    return [(one.kind.value, one.old, one.new, one.direction and one.direction.value) for one in made]


@pytest.mark.parametrize(
    ("old", "new", "signal"),
    [
        ("经过3年试点，形成经验。", "经过5年试点，形成经验。", ("number", "3年", "5年", "longer")),
        ("应当在三十日内作出决定。", "应当在十五日内作出决定。", ("deadline", "三十日", "十五日", "shorter")),
        ("应当在10日内答复。", "应当在10个工作日内答复。", ("deadline", "10日", "10个工作日", "longer")),
        ("处五万元以下罚款。", "处二十万元以下罚款。", ("money", "五万元", "二十万元", "raised")),
        ("外资股比不超过50%。", "外资股比不超过25%。", ("percentage", "50%", "25%", "lowered")),
        ("自2024年1月1日起施行。", "自2023年7月1日起施行。", ("date", "2024年1月1日", "2023年7月1日", "earlier")),
        ("培育20家企业。", "培育30家企业。", ("number", "20家", "30家", "raised")),
        ("企业不得从事上述业务。", "企业可以从事上述业务。", ("modality", "不得", "可以", "reversed")),
        ("经营者必须备案。", "经营者应当备案。", ("modality", "必须", "应当", "drafting")),
        ("经营者应备案。", "经营者应当备案。", ("modality", "应", "应当", "drafting")),
        ("经营者应当备案。", "经营者可以备案。", ("modality", "应当", "可以", "looser")),
        ("经营者可以备案。", "经营者应当备案。", ("modality", "可以", "应当", "stricter")),
        ("允许外资设立机构。", "支持外资设立机构。", ("modality", "允许", "支持", None)),
        ("下列事项属于公开范围。", "下列事项不属于公开范围。", ("negation", None, "不", "reversed")),
        ("企业可申请资金。", "符合条件的企业可申请资金。", ("scope", None, "符合条件的", "stricter")),
        ("依照《合同法》处理。", "依照《民法典》处理。", ("reference", "《合同法》", "《民法典》", None)),
        (
            "商资发〔2022〕208号文件",
            "商资发〔2022〕213号文件",
            ("document_number", "商资发〔2022〕208号", "商资发〔2022〕213号", None),
        ),
        ("（以下简称试点）工作", "（以下简称综合试点）工作", ("definition", "试点", "综合试点", None)),
        ("依照本法第十二条处理。", "依照本法第十五条处理。", ("reference", "第十二条", "第十五条", None)),
    ],
)
def test_a_difference_is_told_with_both_values_and_its_direction(old, new, signal):
    assert signal in found(old, new)


def test_a_reference_that_follows_the_renumbering_is_silent():
    assert found("依照本法第十二条处理。", "依照本法第十三条处理。", {"第十二条": "第十三条"}) == []


def test_equal_figures_that_only_changed_their_place_are_silent():
    assert found("甲占50%，乙占30%。", "乙占30%，甲占50%。") == []


def test_a_change_of_words_without_figures_or_modals_gives_no_signal():
    assert found("完善监管体系。", "健全监管体系。") == []


def test_between_two_places_nothing_has_a_direction_and_the_place_is_silent():
    masks = mask_of("辽宁省沈阳市"), mask_of("四川省成都市")
    made = found("《沈阳市方案》经过3年试点。", "《成都市方案》经过5年试点。", masks=masks)
    assert made == [("number", "3年", "5年", None)]


def test_responsible_units_differ_as_sets_with_the_lead_first():
    old = clause(
        "推进试点。",
        responsible=(
            Responsibility("配合单位", ("市财政局",), (0, 4)),
            Responsibility("牵头单位", ("市商务局", "市科技局"), (0, 4)),
        ),
    )
    new = clause(
        "推进试点。",
        responsible=(
            Responsibility("牵头单位", ("市科技局",), (0, 4)),
            Responsibility("配合单位", ("市财政局", "市商务局"), (0, 4)),
        ),
    )
    made = signals((old,), (new,), inline(old.wording, new.wording)[0], {})
    assert [(one.kind, one.old, one.new) for one in made] == [
        (SignalKind.UNIT, "牵头单位：市商务局、市科技局", "牵头单位：市科技局"),
        (SignalKind.UNIT, "配合单位：市财政局", "配合单位：市财政局、市商务局"),
    ]


def test_a_change_of_order_among_units_is_none():
    old = clause("推进试点。", responsible=(Responsibility("责任单位", ("市商务局", "市科技局"), (0, 4)),))
    new = clause("推进试点。", responsible=(Responsibility("责任单位", ("市科技局", "市商务局"), (0, 4)),))
    assert signals((old,), (new,), inline(old.wording, new.wording)[0], {}) == ()


def test_a_new_prohibition_is_stricter():
    assert ("modality", None, "不得", Direction.STRICTER.value) in found("企业经营。", "企业不得经营。")
