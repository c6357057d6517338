"""Figures of every shape: what a difference shows whole, and which way it points."""

import pytest
from support.outlines import clause

from diffs.describing.inline import inline
from diffs.describing.renumbered import Renumbered
from diffs.describing.signals import signals

Found = tuple[str, str | None, str | None, str | None]


def found(old: str, new: str) -> list[Found]:
    spans, _ = inline(old, new)
    made = signals((clause(old),), (clause(new),), spans, Renumbered({}))
    return [(one.kind.value, one.old, one.new, one.direction and one.direction.value) for one in made]


@pytest.mark.parametrize(
    ("old", "new", "signal"),
    [
        ("每户限养十二只。", "每户限养十五只。", ("number", "十二只", "十五只", "raised")),
        ("每户限养一只。", "每户限养两只。", ("number", "一只", "两只", "raised")),
        ("建筑不得超过十八层。", "建筑不得超过十二层。", ("number", "十八层", "十二层", "lowered")),
        ("配备执法艇三艘。", "配备执法艇五艘。", ("number", "三艘", "五艘", "raised")),
        ("存栏二十三万五千头。", "存栏二十五万头。", ("number", "二十三万五千头", "二十五万头", "raised")),
        ("三分之一以上业主同意。", "三分之二以上业主同意。", ("percentage", "三分之一", "三分之二", "raised")),
        ("五分之四以上通过。", "三分之二以上通过。", ("percentage", "五分之四", "三分之二", "lowered")),
        ("加收万分之五的滞纳金。", "加收万分之三的滞纳金。", ("percentage", "万分之五", "万分之三", "lowered")),
        ("处三点五万元罚款。", "处四点五万元罚款。", ("money", "三点五万元", "四点五万元", "raised")),
    ],
)
def test_a_figure_in_chinese_digits_is_told_with_its_direction(old: str, new: str, signal: Found) -> None:
    assert found(old, new) == [signal]


@pytest.mark.parametrize(
    ("old", "new"),
    [("“十三五”规划", "“十四五”规划"), ("统一部署。", "一体部署。"), ("各种一般事项。", "各种统一事项。")],
)
def test_words_with_digits_give_no_figures(old: str, new: str) -> None:
    assert found(old, new) == []


@pytest.mark.parametrize("minus", ["-", "－", "−", "零下"])
@pytest.mark.parametrize("lead", ["不得高于", "库温", "（", "保持在10℃至"])
def test_a_temperature_below_zero_keeps_its_sign(minus: str, lead: str) -> None:
    made = found(f"储存温度{lead}{minus}18℃。", f"储存温度{lead}{minus}15℃。")
    assert [one for one in made if "18" in str(one[1])] == [("number", f"{minus}18℃", f"{minus}15℃", "raised")]


@pytest.mark.parametrize(
    ("old", "new", "signal"),
    [
        ("人数为10-18人。", "人数为10-20人。", ("number", "18人", "20人", "raised")),
        ("标准号2020-18。", "标准号2020-19。", ("number", "18", "19", "raised")),
        ("湿度10%-18%。", "湿度10%-20%。", ("percentage", "18%", "20%", "raised")),
        ("附件-3规定。", "附件-4规定。", ("number", "3", "4", "raised")),
    ],
)
def test_a_hyphen_between_figures_is_no_sign(old: str, new: str, signal: Found) -> None:
    assert found(old, new) == [signal]


@pytest.mark.parametrize(
    ("old", "new", "lower", "upper"),
    [
        (
            "处一万元至五万元罚款。",
            "处五万元至十万元罚款。",
            ("money", "一万元", "五万元", "raised"),
            ("money", "五万元", "十万元", "raised"),
        ),
        (
            "处2万元—3万元罚款。",
            "处3万元—5万元罚款。",
            ("money", "2万元", "3万元", "raised"),
            ("money", "3万元", "5万元", "raised"),
        ),
        ("处1—3万元罚款。", "处2-5万元罚款。", ("money", "1", "2", "raised"), ("money", "3万元", "5万元", "raised")),
        (
            "处三至五年有期徒刑。",
            "处五至七年有期徒刑。",
            ("number", "三", "五", "longer"),
            ("number", "五年", "七年", "longer"),
        ),
        (
            "比例为10%~20%。",
            "比例为20%~30%。",
            ("percentage", "10%", "20%", "raised"),
            ("percentage", "20%", "30%", "raised"),
        ),
        (
            "参加者3名到5名。",
            "参加者2名到3名。",
            ("number", "3名", "2名", "lowered"),
            ("number", "5名", "3名", "lowered"),
        ),
    ],
)
def test_the_ends_of_a_range_are_paired_lower_with_lower(old: str, new: str, lower: Found, upper: Found) -> None:
    assert found(old, new) == [lower, upper]


def test_a_range_of_articles_is_no_range_of_figures() -> None:
    assert [one for one in found("第三至五条所列。", "第三至六条所列。") if one[0] == "number"] == []


@pytest.mark.parametrize(
    "lead",
    "按照 依照 根据 依据 执行 参照 印发 详见 见 和 与 及 以及 或者 对 由 同时废止 申报材料应当符合 《关于支持企业发展的意见》（".split(),
)
@pytest.mark.parametrize("number", ["国办发〔2022〕5号", "财税〔2021〕3号", "国家发展改革委公告〔2020〕1号"])
def test_words_that_lead_to_a_document_number_are_no_part_of_it(lead: str, number: str) -> None:
    assert [one for one in found(f"{lead}{number}办理。", f"{number}办理。") if one[0] == "document_number"] == []
    other = number.replace("号", "9号")
    made = found(f"{lead}{number}办理。", f"{lead}{other}办理。")
    assert ("document_number", number, other, None) in made


@pytest.mark.parametrize(
    "issuer", ["中华人民共和国国务院令", "呼和浩特政发", "对外经贸发", "自然资规", "发改价格", "国办通知"]
)
def test_the_issuer_of_a_document_number_stays_whole(issuer: str) -> None:
    made = found(f"按照{issuer}〔2022〕5号办理。", f"按照{issuer}〔2022〕6号办理。")
    assert made == [("document_number", f"{issuer}〔2022〕5号", f"{issuer}〔2022〕6号", None)]


@pytest.mark.parametrize(
    ("old", "new", "signal"),
    [
        ("比例不低于30%。", "比例不超过30%。", ("percentage", "不低于30%", "不超过30%", "reversed")),
        ("期限不超过3年。", "期限不少于3年。", ("deadline", "不超过3年", "不少于3年", "reversed")),
        ("温度不得低于18℃。", "温度低于18℃。", ("number", "不得低于18℃", "低于18℃", "reversed")),
        ("处五万元以上罚款。", "处五万元以下罚款。", ("money", "五万元以上", "五万元以下", "reversed")),
        ("处2000元罚款。", "处2000元以下罚款。", ("money", "2000元", "2000元以下", None)),
        ("培育至少20家企业。", "培育20家企业。", ("number", "至少20家", "20家", None)),
        ("占5%以上的。", "占5‰以上的。", ("percentage", "5%", "5‰", "lowered")),
        ("占5‰以上的。", "占百分之一以上的。", ("percentage", "5‰", "百分之一", "raised")),
    ],
)
def test_a_bound_that_turns_comes_or_goes_is_told(old: str, new: str, signal: Found) -> None:
    assert [one for one in found(old, new) if one[0] not in ("modality", "negation")] == [signal]


@pytest.mark.parametrize(
    ("old", "new", "signal"),
    [
        (
            "可以并处一万元以下的罚款。",
            "可以并处一万元以上二十万元以下的罚款。",
            ("money", "一万元", "二十万元", "raised"),
        ),
        (
            "可以并处一万元以上的罚款。",
            "可以并处五千元以上一万元以下的罚款。",
            ("money", "一万元", "五千元", "lowered"),
        ),
    ],
)
def test_a_bound_that_became_the_other_end_of_a_range_has_not_turned(old: str, new: str, signal: Found) -> None:
    kind, before, after, points = signal
    back = (kind, after, before, "lowered" if points == "raised" else "raised")
    assert found(old, new) == [signal]
    assert back in found(new, old)
    assert "reversed" not in [one[3] for one in found(new, old)]


@pytest.mark.parametrize(
    ("old", "new", "signal"),
    [
        ("处人民币5万元罚款。", "处5万美元罚款。", ("money", "5万元", "5万美元", None)),
        ("资本不低于100万欧元。", "资本不低于100万元人民币。", ("money", "100万欧元", "100万元", None)),
    ],
)
def test_another_currency_is_one_signal_and_weighs_nothing(old: str, new: str, signal: Found) -> None:
    assert found(old, new) == [signal]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("处五万元以下罚款。", "处不超过五万元罚款。"),
        ("占5‰以上的。", "占千分之五以上的。"),
        ("培育20家企业。", "培育20家大型企业。"),
    ],
)
def test_another_word_for_the_same_bound_is_silent(old: str, new: str) -> None:
    assert found(old, new) == []


@pytest.mark.parametrize(
    ("old", "new", "opens", "closes"),
    [
        ("8:00至17:30", "8:30至18:00", ("8:00", "8:30"), ("17:30", "18:00")),
        ("8：00—17：30", "8：30—18：00", ("8：00", "8：30"), ("17：30", "18：00")),
        ("8时至17时30分", "8时30分至18时", ("8时", "8时30分"), ("17时30分", "18时")),
        ("八时至十七时", "九时至十八时", ("八时", "九时"), ("十七时", "十八时")),
    ],
)
def test_times_of_day_are_whole_and_later_or_earlier(
    old: str, new: str, opens: tuple[str, str], closes: tuple[str, str]
) -> None:
    made = found(f"开放时间为{old}。", f"开放时间为{new}。")
    assert made == [("number", *opens, "later"), ("number", *closes, "later")]


def test_a_ratio_is_no_time_that_could_be_later() -> None:
    assert found("比例为1:10。", "比例为1:20。") == [("number", "1:10", "1:20", None)]
    assert found("自8:00起开放。", "自08:00起开放。") == []
