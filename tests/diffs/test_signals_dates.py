"""Which day a printed date means, and which way a change of it points."""

import pytest
from support.wordings import Found, found, turned


@pytest.mark.parametrize(
    ("old", "new", "signal"),
    [
        ("2025年5月底前完成。", "2025年底前完成。", ("date", "2025年5月底", "2025年底", "later")),
        ("2025年6月30日前完成。", "2025年底前完成。", ("date", "2025年6月30日", "2025年底", "later")),
        ("2025年6月15日前完成。", "2025年6月底前完成。", ("date", "2025年6月15日", "2025年6月底", "later")),
        ("二〇二五年年底前完成。", "2026年3月1日前完成。", ("date", "二〇二五年年底", "2026年3月1日", "later")),
        ("2025年上半年完成。", "2025年9月1日前完成。", ("date", "2025年上半年", "2025年9月1日", "later")),
        ("2025年6月1日前完成。", "2025年下半年完成。", ("date", "2025年6月1日", "2025年下半年", "later")),
        ("自2025年起施行。", "自2025年6月起施行。", ("date", "2025年", "2025年6月", "later")),
        ("自2025年起施行。", "自2026年6月起施行。", ("date", "2025年", "2026年6月", "later")),
        ("2025年底前完成。", "2026年底前完成。", ("date", "2025年底", "2026年底", "later")),
    ],
)
def test_a_date_without_a_day_means_the_last_or_the_first_one_by_its_words(old: str, new: str, signal: Found) -> None:
    assert found(old, new) == [signal]
    assert found(new, old) == [turned(signal)]


@pytest.mark.parametrize(
    ("old", "new"), [("2025年完成。", "2025年6月完成。"), ("计划于2025年6月实施。", "计划于2025年6月15日实施。")]
)
def test_a_day_within_the_month_or_year_before_is_neither_earlier_nor_later(old: str, new: str) -> None:
    for one, other in ((old, new), (new, old)):
        assert [(signal[0], signal[3]) for signal in found(one, other)] == [("date", None)]


def test_the_last_day_of_a_month_is_its_end() -> None:
    assert found("2025年6月30日前完成。", "2025年6月底前完成。") == []
    assert found("2024年2月底前完成。", "2024年2月29日前完成。") == []
