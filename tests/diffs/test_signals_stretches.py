"""What patterns find in the changed stretches of a difference."""

import re

import pytest

from diffs.describing.differing import sides
from diffs.describing.facts import facts
from diffs.describing.inline import inline
from diffs.describing.modality import _MODAL, _MODAL_STARTS

_OLD = "企业应当在30日内备案，不得转让。主管部门可以处一万元罚款；情节严重的，应当吊销许可。"
_NEW = "企业可以在十五个工作日内备案，应当公示。主管部门应当处二万元以上罚款；情节严重的，必须吊销许可。"


def test_patterns_find_in_changed_stretches_what_they_find_in_the_whole_text_there() -> None:
    old, new = sides(inline(_OLD, _NEW)[0])
    for side in (old, new):
        starting = [(one.start, one.end) for one in side.changed]
        whole = [
            match.span()
            for match in _MODAL.finditer(side.text)
            if any(start <= match.start() < end for start, end in starting)
        ]
        assert [match.span() for match, _ in side.matches(_MODAL, _MODAL_STARTS)] == whole
        assert len(whole) >= 3


def test_a_match_may_reach_past_its_stretch_but_not_begin_behind_it() -> None:
    old, new = sides(inline("期限为一年。", "期限为二年，应当延长。")[0])
    found = [
        (match.group(), stretch.start)
        for match, stretch in new.matches(re.compile("二年|延长|期限"), re.compile("[二延期]"))
    ]
    assert [words for words, _ in found] == ["二年", "延长"]
    assert not list(old.matches(re.compile("期限"), re.compile("期")))


@pytest.mark.parametrize(
    ("old", "new", "values"), [("期限三年。", "期限五年。", ["五年"]), ("共30家。", "共40家。", ["40家"])]
)
def test_facts_are_read_where_they_changed(old: str, new: str, values: list[str]) -> None:
    assert [one.text for one in facts(sides(inline(old, new)[0])[1])] == values
