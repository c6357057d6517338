"""Figures that are written as words, weighed like figures."""

import pytest
from support.wordings import Found, found, turned


@pytest.mark.parametrize(
    ("old", "new", "signal"),
    [
        ("每年报告一次。", "每两年报告一次。", ("number", "每年", "每两年", "longer")),
        ("每年至少检查一次。", "每半年至少检查一次。", ("number", "每年", "每半年", "shorter")),
        ("每季度报送一次。", "每月报送一次。", ("number", "每季度", "每月", "shorter")),
        ("每三年评估一次。", "每五年评估一次。", ("number", "三年", "五年", "longer")),
        ("许可证有效期三年。", "许可证长期有效。", ("number", "三年", "长期", "longer")),
        ("档案保存五年。", "档案永久保存。", ("number", "五年", "永久", "longer")),
        ("半数以上通过。", "三分之二以上通过。", ("percentage", "半数以上", "三分之二", "raised")),
        ("成员过半数通过。", "成员三分之一以上通过。", ("percentage", "过半数", "三分之一", "lowered")),
        ("第一次违反的，给予警告。", "第二次违反的，给予警告。", ("number", "第一次", "第二次", "raised")),
        ("应当在半年内完成。", "应当在一年内完成。", ("deadline", "半年", "一年", "longer")),
        ("许可证有效期为一年。", "许可证有效期为一年半。", ("number", "一年", "一年半", "longer")),
        ("期限为一个半月。", "期限为2个月。", ("deadline", "一个半月", "2个月", "longer")),
        ("应当在两个半小时内到达。", "应当在三小时内到达。", ("deadline", "两个半小时", "三小时", "longer")),
        ("应当在半年内完成。", "应当在一年半内完成。", ("deadline", "半年", "一年半", "longer")),
        ("应当及时答复申请人。", "应当在十五日内答复申请人。", ("deadline", "及时", "十五日", None)),
        ("应当立即报告。", "应当在二十四小时内报告。", ("deadline", "立即", "二十四小时", None)),
        ("责令限期改正。", "责令三十日内改正。", ("deadline", "限期", "三十日", None)),
        ("每年1月前公布。", "每年3月前公布。", ("date", "1月", "3月", "later")),
        ("公示不少于十五日。", "公示不少于十个工作日。", ("deadline", "十五日", "十个工作日", None)),
        ("公示不少于十日。", "公示不少于十个工作日。", ("deadline", "十日", "十个工作日", "longer")),
        ("公示不少于7日。", "公示不少于5个工作日。", ("deadline", "7日", "5个工作日", None)),
        ("年满18岁的公民。", "年满十六周岁的公民。", ("number", "18岁", "十六周岁", "lowered")),
    ],
)
def test_a_figure_in_words_is_told_with_its_direction(old: str, new: str, signal: Found) -> None:
    assert found(old, new) == [signal]
    assert found(new, old) == [turned(signal)]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("成员过半数同意。", "成员半数以上同意。"),
        ("试用十二个月。", "试用一年。"),
        ("每日公布。", "每天公布。"),
        ("年满十八周岁。", "年满18岁。"),
        ("第二次会议通过。", "第三次会议通过。"),
        ("第十二届第三次全体会议。", "第十二届第四次全体会议。"),
        ("证书长期有效。", "证书在使用时有效。"),
        ("主管部门检查。", "主管部门每年检查。"),
        ("主管部门应当答复。", "主管部门应当及时答复。"),
        ("主管部门应当立即报告。", "主管部门应当及时报告。"),
    ],
)
def test_the_same_in_other_words_and_what_only_counts_or_comes_alone_is_silent(old: str, new: str) -> None:
    assert found(old, new) == found(new, old) == []
