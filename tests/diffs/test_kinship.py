"""Which texts copy one template: cities' plans and laws are found, what shares a title or a subject alone is not."""

from itertools import permutations
from pathlib import Path

import pytest
from support.families import city_copies
from support.outlines import outline

from diffs.clauses import Outline
from diffs.families.kinship import Sketch, families, kinship, packed, sketch, title_pattern, titles_alike, unpacked
from diffs.parsing import parse
from diffs.places import mask_of

SAMPLES = Path(__file__).parents[2] / "samples"
CITIES = ("shenyang-2022-plan", "chengdu-2022-plan", "shanghai-2021-plan")


@pytest.fixture(scope="module")
def plans() -> dict[str, Sketch]:
    return {path.stem: sketch(parse(path.read_text(encoding="utf-8"))) for path in sorted(SAMPLES.glob("*plan.txt"))}


def test_the_cities_plans_are_one_family_and_the_free_trade_zone_is_none_of_it(plans: dict[str, Sketch]) -> None:
    (found,) = families(plans)
    assert found.names == tuple(sorted([*CITIES, "yubei-draft-plan"]))
    assert found.pattern == "服务业扩大开放综合试点总体方案"
    assert (found.pairs, found.kin) == (6, 6)
    assert found.near["shenyang-2022-plan"] > found.near["yubei-draft-plan"] > 0.1


def test_the_figures_of_a_pair_are_those_it_is_judged_by(plans: dict[str, Sketch]) -> None:
    near = kinship(plans["shenyang-2022-plan"], plans["chengdu-2022-plan"])
    assert near is not None
    assert near.title == 1.0
    assert 0.3 < near.overlap < 0.5
    assert near.confidence == pytest.approx((1.0 + near.overlap / 0.5) / 2)
    assert kinship(plans["shenyang-2022-plan"], plans["shenyang-ftz-2017-plan"]) is None


def test_the_order_in_which_texts_are_given_does_not_matter(plans: dict[str, Sketch]) -> None:
    expected = families(plans)
    assert all(families(dict(order)) == expected for order in list(permutations(plans.items()))[::17])


def test_copies_of_a_law_are_found_and_a_law_of_the_same_city_is_left_alone() -> None:
    texts = {f"park{at}": sketch(city.outline) for at, city in enumerate(city_copies(5))}
    other = outline(
        "\n".join(f"第{at}条||{text}" for at, text in enumerate(DATA, 1)),
        title="沈阳市数据条例",
        jurisdiction="辽宁省沈阳市",
    )
    (found,) = families(texts | {"data": sketch(other)})
    assert found.names == tuple(sorted(texts))


DATA = (
    "为了规范数据处理活动，保障数据安全，促进数据开发利用，根据有关法律、行政法规，结合本市实际，制定本条例。",
    "公共管理和服务机构应当按照规定汇聚、共享和开放公共数据，不得拒绝合理的共享需求。",
    "数据交易场所应当建立规范透明、安全可控的数据交易服务环境，制定交易规则。",
)


def test_two_texts_of_one_place_or_of_none_are_not_kin() -> None:
    copy = city_copies(1)[0].outline
    assert kinship(sketch(copy), sketch(copy)) is None
    national = sketch(outline(_sketch_of(copy), title="公园条例"))
    assert kinship(national, national) is None
    assert kinship(national, sketch(copy)) is not None


def _sketch_of(text: Outline) -> str:
    return "\n".join(f"{clause.marker}||{clause.text}" for clause in text.clauses if clause.marker)


def test_a_text_too_short_to_judge_is_nobody_s_kin() -> None:
    short = outline("第一条||公园免费开放。", title="杭州市公园条例", jurisdiction="浙江省杭州市")
    assert kinship(sketch(short), sketch(city_copies(1)[0].outline)) is None
    assert families({}) == ()


@pytest.mark.parametrize(
    ("title", "place", "pattern"),
    [
        (
            "商务部关于印发《沈阳市服务业扩大开放综合试点总体方案》的通知",
            "辽宁省沈阳市",
            "服务业扩大开放综合试点总体方案",
        ),
        ("渝北区服务业扩大开放综合试点工作方案（征求意见稿）", "重庆市渝北区", "服务业扩大开放综合试点工作方案"),
        ("湖州市人民政府关于公布湖州市养犬管理办法的通知", "浙江省湖州市", "养犬管理办法"),
        ("辽宁省2023—2025年数字政府建设方案", "辽宁省", "数字政府建设方案"),
        ("上海市实施《中华人民共和国义务教育法》办法", "上海市", "实施义务教育法办法"),
        ("", None, ""),
    ],
)
def test_a_title_loses_what_tells_its_copies_apart(title: str, place: str | None, pattern: str) -> None:
    assert title_pattern(title, mask_of(place)) == pattern


def test_titles_are_alike_whatever_kind_of_text_they_call_it() -> None:
    assert titles_alike("养犬管理条例", "养犬管理规定") == 1.0
    assert titles_alike("数据条例", "公园条例") == 0.0
    assert titles_alike("", "公园条例") == 0.0


def test_runs_are_kept_and_read_back() -> None:
    runs = sketch(city_copies(1)[0].outline).runs
    assert len(runs) > 100
    assert unpacked(packed(runs)) == runs
    assert packed(runs) == packed(sorted(runs, reverse=True))


def test_hostile_titles_and_wordings_are_read_too() -> None:
    for title in ("《" * 5000, "关于印发" * 2000, "\ud800", "（" * 3000, "2023" * 2000):
        assert isinstance(sketch(outline("第一条||甲\ud83d乙\x00丙", title=title)).pattern, str)
