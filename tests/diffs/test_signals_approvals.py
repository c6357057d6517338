"""An approval that became a filing is told, whichever words say so."""

import pytest
from support.wordings import found, turned


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("设立分支机构应当经主管部门批准。", "设立分支机构应当向主管部门备案。", ("批准", "备案")),
        ("设立学校实行审批制。", "设立学校实行备案制。", ("审批", "备案")),
        ("经登记机关核准后开业。", "向登记机关备案后开业。", ("核准", "备案")),
        ("对该业务实行许可管理。", "对该业务实行告知承诺管理。", ("许可", "告知承诺")),
        ("应当报国务院审查批准。", "应当报国务院备案。", ("审查批准", "备案")),
    ],
)
def test_a_filing_for_an_approval_is_looser_and_an_approval_for_a_filing_stricter(
    old: str, new: str, words: tuple[str, str]
) -> None:
    signal = ("modality", *words, "looser")
    assert found(old, new) == [signal]
    assert found(new, old) == [turned(signal)]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("设立学校实行审批制。", "设立学校实行核准制。"),
        ("应当经主管部门批准并备案。", "应当向主管部门备案。"),
        ("报市人民政府批准。", "报市人民政府。"),
        ("报市人民政府备案，并向社会公布。", "报省人民政府备案，并向社会公布批准文件。"),
    ],
)
def test_approvals_among_themselves_and_what_stands_beside_a_filing_are_silent(old: str, new: str) -> None:
    assert found(old, new) == found(new, old) == []
