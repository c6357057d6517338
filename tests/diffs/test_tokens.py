"""What no difference may cut, and what is a word of its own."""

import pytest

from diffs.tokens import TOKEN, numeral


@pytest.mark.parametrize(
    "quantity",
    "十二只 三头 十五层 两匹 五株 三幢 十间 六辆 一艘 十二 一百二十 二十三万五千只 三分之一 五分之四 万分之五 千分之三 百分之二点五 "
    "三点五万元 三十日 两个月 一年半 两个半月 3个半小时 十五家 8:00 17：30 08:30:15 8时30分 8时 八时三十分 8点半".split(),
)
def test_a_quantity_is_one_token(quantity: str) -> None:
    assert [match.group() for match in TOKEN.finditer(f"每户{quantity}的")] == [quantity]


@pytest.mark.parametrize(
    "word",
    "一般 一律 统一 一体 三农 五位一体 第一 十分 万一 千方百计 两高 四个全面 一致 一定 统一部署 唯一 专一 一起 一一 两岸 三公 一窗 一网通办 一时".split(),
)
def test_a_word_with_a_digit_is_no_token(word: str) -> None:
    assert TOKEN.findall(f"对{word}的") == []


@pytest.mark.parametrize(
    ("text", "value"),
    [("三点五万", 35_000), ("二十三万五千", 235_000), ("二〇二四", 2024), ("十三五", None), ("十二", 12)],
)
def test_a_numeral_has_a_value_and_a_word_of_digits_none(text: str, value: float | None) -> None:
    assert numeral(text) == value
