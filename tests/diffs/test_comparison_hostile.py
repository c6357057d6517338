"""Hostile wording through the whole engine: bounded time, nothing lost, and the promises of a comparison kept."""

import time

import pytest

from diffs.changes import compare
from diffs.comparison import Op
from diffs.parsing import parse

DEEP = "".join(f"{'（' if level % 2 else '('}{level}） 第{level}层的内容。\n" for level in range(500))
HOSTILE = {
    "one line of a megabyte": "推动服务业扩大开放，" * 100_000,
    "a hundred thousand brackets": "（" * 50_000 + "开放" + "）" * 50_000,
    "nesting 500 deep": "".join(f"{'#' * (level % 6 + 1)} {level}. 层\n" for level in range(500)) + DEEP,
    "only punctuation": "。，；：、！？" * 5_000,
    "Traditional characters": "第一條 為規範外資，制定本條例。\n第二條 臺灣地區的投資者，依照有關規定辦理。\n" * 200,
    "mixed English": "一、General provisions 总则 and 附则\n1. The State 鼓励 foreign investment in 服务业 and trade。\n"
    * 300,
    "all lines alike": "第一条 应当依法办理。\n" * 2_000,
    "surrogates and controls": "第一条 甲\ud800乙\x00丙\u202e丁。\n" * 50,
}
#: Far above what is measured (the slowest takes some 10 s), far below what a quadratic step would take.
SECONDS = 60


def mutated(text: str) -> str:
    middle = len(text) // 2
    return text[: middle - 5] + "试点期限为3年。" + text[middle:]


@pytest.mark.parametrize("across", [False, True])
@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_wording_is_compared_in_bounded_time_and_loses_nothing(text: str, across: bool) -> None:
    old, new = parse(text), parse(mutated(text))
    start = time.process_time()
    made = compare(old, new, across=across)
    assert time.process_time() - start < SECONDS
    for side, outline, passed_over in ((0, old, Op.INSERT), (1, new, Op.DELETE)):
        known = outline.by_id()
        ids = [one for change in made.changes for one in (change.old, change.new)[side]]
        assert sorted(ids) == sorted(known)
        for change in made.changes:
            said = "\n".join(known[one].wording for one in (change.old, change.new)[side])
            spelt = "".join(span.text for span in change.spans if span.op is not passed_over)
            assert spelt == said or not (change.old and change.new)


def test_a_stretch_too_long_to_look_into_is_replaced_whole_and_says_so() -> None:
    stretches = ["，".join(f"{word}{number}" for number in range(700)) for word in ("甲", "乙")]
    old, new = (parse(f"第一条 试点任务如下：{stretch}。\n第二条 应当依法办理。\n") for stretch in stretches)
    changed = [change for change in compare(old, new).changes if change.old and change.old_path == ("第一条",)]
    assert [change.degraded for change in changed] == [True]


def test_thousands_of_sentences_in_one_clause_are_linked_where_they_stand() -> None:
    letters = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳"
    words = [
        "".join(letters[number >> shift & 15] for shift in range(0, 44, 4)) for number in range(0, 9 << 40, 9 << 26)
    ]
    kept = [f"{word}。" for word in words]
    changed = [one if at % 3 else f"{one[:8]}应当另行规定。" for at, one in enumerate(kept)]
    old, new = (parse("第一条 " + "".join(sentences)) for sentences in (kept, changed))
    start = time.process_time()
    links = compare(old, new).sentence_links
    assert time.process_time() - start < SECONDS / 4
    assert len(kept) > 15_000
    assert len(links) == len(kept)
