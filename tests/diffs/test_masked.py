"""The stretches that are masked between two places: where masking takes something out, and nowhere else."""

from pathlib import Path

import pytest

from diffs.clauses import DocumentFacts
from diffs.counting.masked import Masked, stretches_of
from diffs.parsing import parse
from diffs.places import ABOVE, OWN, masks

SAMPLES = sorted((Path(__file__).parents[2] / "samples").glob("*.txt"))
SIGNS = {Masked.OWN: OWN, Masked.ABOVE: ABOVE, Masked.AGENCY: "\ue200", Masked.DEFERENCE: ""}


def facts(place: str) -> DocumentFacts:
    return DocumentFacts("", jurisdiction=place)


def taken_out(text: str, of: DocumentFacts) -> str:
    pieces, last = [], 0
    for one in stretches_of(of)(text):
        assert last <= one.start < one.end <= len(text)
        pieces += [text[last : one.start], SIGNS[one.stands_for]]
        last = one.end
    return "".join([*pieces, text[last:]])


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_without_its_stretches_a_wording_is_what_masking_makes_of_it(path: Path) -> None:
    outline = parse(path.read_text(encoding="utf-8"))
    mask, _ = masks(outline.document, outline.document)
    found = 0
    for clause in outline.clauses:
        masked = "".join("\ue200" if "\ue200" <= sign <= "\uf000" else sign for sign in mask(clause.wording))
        assert taken_out(clause.wording, outline.document) == masked
        found += masked != clause.wording
    assert found > 5


@pytest.mark.parametrize(
    ("text", "place", "stretches"),
    [
        ("在沈高校", "辽宁省沈阳市", [("沈", "own")]),
        ("形成都市圈", "四川省成都市", []),
        ("支持成都都市圈建设，成都市在川企业", "四川省成都市", [("成都市", "own"), ("川", "above")]),
        (
            "积极配合市级部门，支持开展区商务局试点，在渝北区内。",
            "重庆市渝北区",
            [("积极配合市级部门，支持", "deference"), ("商务局", "agency"), ("渝北区", "own")],
        ),
        ("", "重庆市渝北区", []),
        ("沈阳市", "", []),
    ],
)
def test_a_stretch_says_what_it_stands_for(text: str, place: str, stretches: list[tuple[str, str]]) -> None:
    found = stretches_of(facts(place))(text)
    assert [(text[one.start : one.end], str(one.stands_for)) for one in found] == stretches
