"""The level of a place, and the texts of a family in their order: drafts apart, wider places first, by notice."""

from datetime import date

import pytest

from diffs.clauses import DocumentFacts, LegalDates, Stage
from diffs.families.batches import Level, batches, level_of

LEVELS = [
    ("优化营商环境条例", None, Level.NATIONAL),
    ("国务院关于推进自由贸易试验区贸易投资便利化改革创新若干措施的通知", None, Level.NATIONAL),
    ("条例", "辽宁省", Level.PROVINCE),
    ("条例", "内蒙古自治区", Level.PROVINCE),
    ("条例", "上海市", Level.PROVINCE),
    ("海南自由贸易港条例", "海南省", Level.PROVINCE),
    ("条例", "辽宁省沈阳市", Level.CITY),
    ("条例", "吉林省吉林市", Level.CITY),
    ("条例", "湖北省恩施土家族苗族自治州", Level.CITY),
    ("条例", "内蒙古自治区锡林郭勒盟", Level.CITY),
    ("条例", "重庆市渝北区", Level.DISTRICT),
    ("条例", "上海市浦东新区", Level.DISTRICT),
    ("条例", "浙江省义乌市", Level.DISTRICT),
    ("条例", "德清县", Level.DISTRICT),
    ("条例", "湖北省巴东县", Level.DISTRICT),
    ("条例", "重庆市两江新区", Level.ZONE),
    ("条例", "河北省雄安新区", Level.ZONE),
    ("沈阳市人民政府关于印发中国（辽宁）自由贸易试验区沈阳片区实施方案的通知", "辽宁省沈阳市", Level.ZONE),
]


@pytest.mark.parametrize(("title", "place", "level"), LEVELS)
def test_a_text_has_the_level_of_its_place(title: str, place: str | None, level: Level) -> None:
    assert level_of(title, place) is level


def text(place: str | None, number: str | None = None, *, on: date | None = None, **more: object) -> DocumentFacts:
    return DocumentFacts(
        title="方案",
        jurisdiction=place,
        number=number,
        dates=LegalDates(signed_on=on),
        **more,  # type: ignore[arg-type]
    )


def test_texts_of_one_series_of_numbers_or_of_one_issuer_and_day_are_one_batch() -> None:
    day = date(2022, 12, 29)
    given = [
        text("辽宁省沈阳市", "商资发〔2022〕208号", on=day),
        text("浙江省杭州市", "杭政〔2021〕1号"),
        text("四川省成都市", "商资发〔2022〕213号", on=day),
        text("湖北省武汉市", issuers=("商务部",), on=date(2021, 4, 21)),
        text("江苏省南京市", issuers=("商务部",), on=date(2021, 4, 21)),
    ]
    found = batches(given)
    assert [one.texts for one in found] == [(3, 4), (0, 2), (1,)]
    assert [(one.notice, one.on, one.together) for one in found] == [
        (None, date(2021, 4, 21), True),
        ("商资发〔2022〕", day, True),
        (None, None, False),
    ]


def test_numbers_far_apart_or_without_a_series_are_no_batch() -> None:
    given = [
        text("辽宁省沈阳市", "国函〔2022〕1号"),
        text("四川省成都市", "国函〔2022〕99号"),
        text("浙江省杭州市", "第五号"),
    ]
    assert [one.texts for one in batches(given)] == [(0, 1, 2)]


def test_drafts_stand_last_and_wider_places_first() -> None:
    given = [
        text("重庆市渝北区", stage=Stage.DRAFT_FOR_COMMENT),
        text("重庆市渝中区"),
        text("辽宁省沈阳市"),
        text(None),
        text("上海市", stage=Stage.DRAFT),
    ]
    assert [(one.draft, one.level, one.texts) for one in batches(given)] == [
        (False, Level.NATIONAL, (3,)),
        (False, Level.CITY, (2,)),
        (False, Level.DISTRICT, (1,)),
        (True, Level.PROVINCE, (4,)),
        (True, Level.DISTRICT, (0,)),
    ]


def test_every_text_stands_in_one_batch() -> None:
    given = [text(place, f"甲发〔2020〕{at}号") for at, (_, place, _) in enumerate(LEVELS)]
    assert sorted(at for one in batches(given) for at in one.texts) == list(range(len(given)))
    assert batches([]) == ()
