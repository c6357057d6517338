import pytest
from support.outlines import clause

from diffs.clauses import Kind, Responsibility
from diffs.comparison import Direction, SignalKind
from diffs.describing.inline import inline
from diffs.describing.renumbered import Renumbered
from diffs.describing.signals import signals
from diffs.places import mask_of

NO_NUMBERS = Renumbered()


def found(old, new, references=None, masks=None, **facts):
    spans, _ = inline(old, new)
    numbers = Renumbered(references or {})
    made = signals((clause(old, **facts),), (clause(new, **facts),), spans, numbers, masks)
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
        ("对申请人不予登记。", "对申请人予以登记。", ("modality", "不予", "予以", "reversed")),
        ("对申请人准予登记。", "对申请人不予登记。", ("modality", "准予", "不予", "reversed")),
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


@pytest.mark.parametrize(("old", "new"), [("对成果奖励。", "对成果予以奖励。"), ("予以登记的，", "准予登记的，")])
def test_a_grant_says_nothing_where_no_refusal_stood(old, new):
    assert found(old, new) == []


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
    made = signals((old,), (new,), inline(old.wording, new.wording)[0], NO_NUMBERS)
    assert [(one.kind, one.old, one.new) for one in made] == [
        (SignalKind.UNIT, "牵头单位：市商务局、市科技局", "牵头单位：市科技局"),
        (SignalKind.UNIT, "配合单位：市财政局", "配合单位：市财政局、市商务局"),
    ]


def test_a_change_of_order_among_units_is_none():
    old = clause("推进试点。", responsible=(Responsibility("责任单位", ("市商务局", "市科技局"), (0, 4)),))
    new = clause("推进试点。", responsible=(Responsibility("责任单位", ("市科技局", "市商务局"), (0, 4)),))
    assert signals((old,), (new,), inline(old.wording, new.wording)[0], NO_NUMBERS) == ()


def test_a_new_prohibition_is_stricter():
    assert ("modality", None, "不得", Direction.STRICTER.value) in found("企业经营。", "企业不得经营。")


@pytest.mark.parametrize(
    ("old", "new", "signal"),
    [
        # 民事诉讼法 第二百八十七条第二款: the verbs stand in two hunks and govern the same.
        (
            "当事人请求执行的，应当由当事人直接向有管辖权的外国法院申请承认和执行。",
            "当事人请求执行的，当事人可以直接向有管辖权的外国法院申请承认和执行。",
            ("modality", "应当", "可以", "looser"),
        ),
        # 渔业法 第二十五条: a dropped half-sentence held an 应当 of its own.
        (
            "单位和个人，必须按照捕捞许可证规定的作业类型进行作业，大中型渔船应当填写渔捞日志。",
            "单位和个人，应当按照捕捞许可证规定的作业类型进行作业。",
            ("modality", "必须", "应当", "drafting"),
        ),
        # 野生动物保护法 第四十六条第二款: put into a standing segment.
        (
            "构成违反治安管理行为的，由公安机关依法给予治安管理处罚。",
            "构成违反治安管理行为的，还应当由公安机关依法给予治安管理处罚。",
            ("modality", None, "应当", "stricter"),
        ),
        # 刑事诉讼法解释: taken out of a standing segment.
        (
            "认定被告人有罪和对被告人从重处罚，应当适用证据确实、充分的证明标准。",
            "认定被告人有罪和对被告人从重处罚，适用证据确实、充分的证明标准。",
            ("modality", "应当", None, "looser"),
        ),
        # 专利法实施细则 第二十八条: a soft word where the other text has a prohibition.
        ("也不能用来说明产品的性能。", "也不得说明产品的性能。", ("modality", "不能", "不得", "drafting")),
        # A whole new sentence binds something new and points nowhere.
        ("养犬人办理登记。", "养犬人办理登记。养犬人应当携带犬牌。", ("modality", None, "应当", None)),
    ],
)
def test_modal_verbs_are_weighed_by_what_they_govern(old, new, signal):
    assert signal in found(old, new)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        # 渔业法 第三十条: neither governs what the other does.
        (
            "捕捞的渔获物中幼鱼不得超过规定的比例。在禁渔区或者禁渔期内禁止销售非法捕捞的渔获物。",
            "国家鼓励、支持使用推荐渔具目录规定的渔具从事捕捞作业。",
        ),
        # 野生动物保护法 第六条: the old segment was governed by the first 禁止 as well.
        ("禁止违法猎捕野生动物、破坏野生动物栖息地。", "禁止违法猎捕、运输、交易野生动物，禁止破坏野生动物栖息地。"),
        # 发票管理办法 第二十二条: the duty goes on from the segment before.
        (
            "开具发票应当按照规定的时限、栏目如实开具，并加盖发票专用章。",
            "开具发票应当按照规定的时限、栏目如实开具，开具纸质发票应当加盖发票专用章。",
        ),
        # 非法集资解释: another verb, the same force.
        ("具有下列情形之一的，属于刑法规定的“情节严重”：", "具有下列情形之一的，应当认定为刑法规定的“情节严重”："),
        # 北京市优化营商环境条例: in an attribute nobody is bound.
        ("将本部门应当实施行政处罚的行为区分为两类。", "将本部门依法公示行政处罚行为区分为两类。"),
    ],
)
def test_modal_verbs_that_govern_something_else_point_nowhere(old, new):
    assert {one[3] for one in found(old, new) if one[0] == "modality"} <= {None}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        # 民事诉讼法 第二百七十四条（七）
        ("采用电子方式送达；", "采用电子方式送达，但是受送达人所在国法律禁止的除外；"),
        # 对外贸易法
        ("公布限制或者禁止进出口的货物、技术目录。", "发布禁止或者限制进出口的货物、技术目录。"),
        ("国家可以限制或者禁止有关的国际服务贸易。", "国家可以禁止或者限制有关的国际服务贸易。"),
        # 监察法 第六十五条（七）, 反间谍法 第三十四条
        ("违反规定发生安全事故的；", "违反规定发生安全事故，不予以解除留置措施的；"),
        ("由国家移民管理机构决定其期限。", "由国家移民管理机构决定其不准入境的期限。"),
        # 对外贸易法 第三十三条, 保障中小企业款项支付条例 第二十九条
        ("逃避税款的；", "逃避应征税款的；"),
        ("协会可以提供服务。", "协会可以应中小企业请求提供服务。"),
        # 北京市优化营商环境条例 第十一条
        ("新增产业禁止限制目录由市发展改革部门公布。", "新增产业的禁止和限制目录由市发展改革部门公布。"),
    ],
)
def test_words_that_bind_nobody_are_no_norms(old, new):
    assert [one for one in found(old, new) if one[0] == "modality"] == []


def test_a_verb_that_opens_an_item_points_nowhere_since_the_opening_may_hold_it():
    made = found("不得鼓掌、喧哗、随意走动；", "鼓掌、喧哗、随意走动；", marker="（二）")
    assert made == [("modality", "不得", None, None)]


@pytest.mark.parametrize(
    ("old", "new", "signal"),
    [
        # 会计法 第四十二条 → 第四十条: the new text has a step that the old one lacked.
        (
            "可以对单位并处三千元以上五万元以下的罚款；",
            "对单位可以并处二十万元以下的罚款；情节严重的，对单位可以并处二十万元以上一百万元以下的罚款；",
            ("money", "五万元", "二十万元", "raised"),
        ),
        # 文物保护法 第七十条 → 第八十七条: the fine, not the threshold of it.
        (
            "责令改正，可以并处二万元以下的罚款。",
            "责令改正；违法所得五千元以上的，并处罚款；违法所得不足五千元的，可以并处五万元以下的罚款。",
            ("money", "二万元", "五万元", "raised"),
        ),
        # 民事诉讼法 第二百七十四条（八）
        (
            "公告送达，自公告之日起满三个月，即视为送达。",
            "公告送达，自发出公告之日起，经过六十日，即视为送达。",
            ("deadline", "三个月", "六十日", "shorter"),
        ),
        (
            "占生产总值的百分之二点五以上。",
            "占生产总值的百分之四以上。",
            ("percentage", "百分之二点五", "百分之四", "raised"),
        ),
        ("立案时不满二十周岁的案件；", "立案时不满二十二周岁的案件；", ("number", "二十周岁", "二十二周岁", "raised")),
        # 非法集资解释 第三条（二）: a threshold tells alone.
        (
            "个人吸收公众存款对象30人以上的，单位吸收公众存款对象150人以上的；",
            "吸收公众存款对象150人以上的；",
            ("number", "30人", None, None),
        ),
    ],
)
def test_figures_are_paired_by_what_they_are_for(old, new, signal):
    assert signal in found(old, new)


def test_a_lower_bound_is_no_partner_of_an_upper_one():
    made = found("处五万元以上的罚款。", "处二十万元以下的罚款。")
    assert [one[3] for one in made] == [None, None]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("处2万元以下的罚款。", "处二万元以下的罚款。"),
        ("价值20％以上的罚款。", "价值百分之二十以上的罚款。"),
        ("自二〇二四年一月一日起施行。", "自2024年1月1日起施行。"),
        ("甲级、乙级资质，期限为90日。", "甲级、乙级资质，期限为九十天。"),
    ],
)
def test_the_same_value_in_other_digits_is_silent(old, new):
    assert found(old, new) == []


def test_the_age_of_a_thing_is_no_deadline():
    assert found("车龄超过50年的车辆。", "车龄超过100年的车辆。") == [("number", "50年", "100年", "longer")]
    made = found("审批不超过15个工作日。", "审批不超过10个工作日。")
    assert made == [("deadline", "15个工作日", "10个工作日", "shorter")]


def test_dates_in_a_history_are_paired_by_their_act():
    old = "2018年6月25日 最高人民法院审判委员会第1743次会议通过\n2018年7月1日 施行"
    new = "2018年6月25日 最高人民法院审判委员会第1743次会议通过\n2023年12月5日 最高人民法院审判委员会第1908次会议通过"
    new += "\n2024年1月1日 施行"
    made = found(old, new, kind=Kind.FRONT_MATTER)
    assert ("date", "2018年7月1日", "2024年1月1日", "later") in made
    assert ("date", None, "2023年12月5日", None) in made
    assert len(made) == 2


def test_the_brackets_of_a_title_are_no_difference():
    assert found("《关于修改<会计法>的决定》修正", "《关于修改〈会计法〉的决定》修正") == []


def test_a_limit_points_somewhere_only_where_what_it_limits_stands():
    assert found("支持中小学校招生。", "支持符合条件的中小学校招生。") == [("scope", None, "符合条件的", "stricter")]
    made = found("法院裁定中止审理。", "法院裁定中止审理；符合条件的，可以决定逮捕。")
    assert ("scope", None, "符合条件的", None) in made


def test_a_negation_among_other_changes_is_no_reversal():
    old = "没有诉讼代表人参与诉讼的，应当要求人民检察院确定。"
    new = "诉讼代表人不符合前条规定的，应当要求人民检察院另行确定。"
    assert [one for one in found(old, new) if one[0] == "negation"] == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("市工商局", "市市场监管局"),
        ("区金融办", "区地方金融监管局"),
        ("区大数据发展局", "区大数据应用发展管理局"),
        ("市经济和信息化委员会", "市经信局"),
    ],
)
def test_a_unit_that_was_renamed_is_drafting(old, new):
    before = clause("推进试点。", responsible=(Responsibility("牵头单位", ("市财政局", old), (0, 4)),))
    after = clause("推进试点。", responsible=(Responsibility("牵头单位", ("市财政局", new), (0, 4)),))
    (made,) = signals((before,), (after,), inline("推进试点。", "推进试点。")[0], NO_NUMBERS)
    assert (made.kind, made.direction) == (SignalKind.UNIT, Direction.DRAFTING)


def test_between_two_places_an_organ_of_the_same_function_is_the_same():
    masks = mask_of("辽宁省沈阳市"), mask_of("四川省成都市")
    before = clause("推进试点。", responsible=(Responsibility("牵头单位", ("市商务局", "市经信局"), (0, 4)),))
    after = clause("推进试点。", responsible=(Responsibility("牵头单位", ("市商务委", "市经济和信息化局"), (0, 4)),))
    assert signals((before,), (after,), inline("推进试点。", "推进试点。")[0], NO_NUMBERS, masks) == ()


@pytest.mark.parametrize(
    ("old", "new", "signal"),
    [
        ("主管部门可以处罚款。", "主管部门处罚款。", ("modality", "可以", None, "stricter")),
        ("由主管部门责令改正，并处罚款。", "由主管部门责令改正，可以并处罚款。", ("modality", None, "可以", "looser")),
        (
            "国家鼓励社会资本参与设施的建设。",
            "国家引导社会资本参与设施的建设。",
            ("modality", "鼓励", None, None),
        ),
        ("社会资本参与设施的建设。", "鼓励社会资本参与设施的建设。", ("modality", None, "鼓励", None)),
    ],
)
def test_a_permission_points_the_other_way_than_a_duty_and_an_encouragement_nowhere(old, new, signal):
    assert found(old, new) == [signal]


def test_a_permission_in_words_of_its_own_is_not_told():
    assert found("养犬人办理登记。", "养犬人办理登记。邻人可以到场查看。") == []
