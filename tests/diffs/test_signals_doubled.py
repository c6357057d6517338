"""Prohibitions that are turned into their plain form, and words of one strength put for another."""

import pytest
from support.wordings import Found, found, turned


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("未经批准不得设立办学机构。", "经批准方可设立办学机构。", ("不得", "方可")),
        ("未经批准，任何单位不得设立办学机构。", "经批准，方可设立办学机构。", ("不得", "方可")),
        ("未经批准，任何单位和个人不得采集。", "任何单位和个人经批准，方可采集。", ("不得", "方可")),
        ("未经主管部门批准，不得开业。", "经主管部门批准后，方可开业。", ("不得", "方可")),
        ("未取得许可证的，不得从事经营活动。", "取得许可证后，可以从事经营活动。", ("不得", "可以")),
        ("非经批准不得占用。", "经批准可以占用。", ("不得", "可以")),
        ("不具备条件的，不得上岗。", "具备条件的，方可上岗。", ("不得", "方可")),
        ("登记机关不得不予受理。", "登记机关应当受理。", ("不得不予", "应当")),
        ("登记机关不得拒绝受理申请。", "登记机关应当受理申请。", ("不得拒绝", "应当")),
        ("企业不得不提供服务。", "企业应当提供服务。", ("不得不", "应当")),
        ("比例不得低于规定标准。", "比例不低于规定标准。", ("不得", "不")),
        ("当事人有权申请复议。", "当事人可以申请复议。", ("有权", "可以")),
        ("变更名称需经批准。", "变更名称应当经批准。", ("需", "应当")),
        ("变更名称需要报批。", "变更名称应当报批。", ("需要", "应当")),
    ],
)
def test_the_same_norm_in_another_form_is_drafting(old: str, new: str, words: tuple[str, str]) -> None:
    signal: Found = ("modality", *words, "drafting")
    assert found(old, new) == [signal]
    assert found(new, old) == [turned(signal)]


@pytest.mark.parametrize(
    ("old", "new", "signal"),
    [
        ("未经批准不得转让。", "未经批准可以转让。", ("modality", "不得", "可以", "reversed")),
        ("未经批准不得转让。", "可以转让。", ("modality", "不得", "可以", "reversed")),
        ("未经批准，外国人不得进入保护区。", "外国人可以进入保护区。", ("modality", "不得", "可以", "reversed")),
        ("未经批准不得转让。", "经批准不得转让。", ("negation", "未", None, "reversed")),
        ("登记机关不得拒绝受理。", "登记机关可以拒绝受理。", ("modality", "不得", "可以", "reversed")),
        ("不需要报批。", "应当报批。", ("modality", None, "应当", "stricter")),
        ("当事人有权申请复议。", "当事人应当申请复议。", ("modality", None, "应当", "stricter")),
    ],
)
def test_a_prohibition_that_really_goes_is_no_drafting(old: str, new: str, signal: Found) -> None:
    assert found(old, new) == [signal]
    assert found(new, old) == [turned(signal)]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("政府应当适应发展的需要，举办教育。", "政府应当适应发展的要求，举办教育。"),
        ("没有需要整改的问题。", "没有应当整改的问题。"),
        ("享有所有权的人申请。", "享有使用权的人申请。"),
    ],
)
def test_needs_and_rights_that_are_nouns_are_no_norms(old: str, new: str) -> None:
    assert found(old, new) == found(new, old) == []
