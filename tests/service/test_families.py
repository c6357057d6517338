"""Families proposed from what is held, and what a person says of them: nothing refused comes back."""

import threading
from pathlib import Path

import pytest
from support.houses import HandClock, house_at
from support.relatives import data_rules, held, park_rules

from diffs.families.batches import Level
from diffs.families.family import CellLabel
from service.errors import BadFamily, NotFound
from service.families import (
    MOST_TEXTS,
    add_document,
    add_missing,
    create_family,
    move_member,
    order_members,
    remove_member,
    rename_family,
    settle_family,
)
from service.family_sheets import family_sheet, texts_of
from service.house import House
from service.kinship import propose_families
from service.tracking import track_file
from storage import families
from storage.families import Family
from storage.family_tables import FamilyStatus, MemberStatus

SAMPLES = Path(__file__).parents[2] / "samples"


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def house(tmp_path: Path, clock: HandClock):
    with house_at(tmp_path, clock=clock) as opened:
        yield opened


def known(house: House) -> tuple[Family, ...]:
    with house.database.read() as session:
        return families.listed(session)


def titles(house: House, family_id: str, status: MemberStatus | None = None) -> list[str]:
    with house.database.read() as session:
        texts = texts_of(session, family_id)
    return [text.facts.title for text in texts if status in (None, text.member.status)]


def grown(house: House, *cities: str) -> str:
    """The one family of these cities' copies, which came one after the other."""
    for city in cities:
        assert isinstance(house.clock, HandClock)
        house.clock.pass_by(minutes=1)
        held(house, park_rules(city))
    propose_families(house)
    (family,) = known(house)
    return family.id


def test_the_plans_of_three_cities_are_proposed_and_the_zone_s_is_not(house: House) -> None:
    for path in sorted(SAMPLES.glob("*plan.txt")):
        track_file(house, path.name, path.read_bytes())
    assert propose_families(house) == (known(house)[0].id,)
    (family,) = known(house)
    assert (family.title, family.status) == ("服务业扩大开放综合试点总体方案", FamilyStatus.PROPOSED)
    assert family.evidence["kin"] == family.evidence["pairs"] == 6
    sheet = family_sheet(house, family.id)
    shown = [(one.draft, one.level, one.notice, len(one.texts)) for one in sheet.batches]
    assert shown == [
        (False, Level.PROVINCE, None, 1),
        (False, Level.CITY, "商资发〔2022〕", 2),
        (True, Level.DISTRICT, None, 1),
    ]
    assert {text.facts.jurisdiction for text in sheet.texts[1:3]} == {"四川省成都市", "辽宁省沈阳市"}


def test_nothing_is_proposed_of_one_text_of_unlike_texts_or_twice(house: House) -> None:
    assert propose_families(house) == ()
    held(house, park_rules("沈阳市"))
    held(house, data_rules("成都市"))
    assert propose_families(house) == ()
    held(house, park_rules("成都市"))
    assert len(propose_families(house)) == 1
    assert propose_families(house, everything=True) == ()
    assert len(known(house)) == 1


def test_a_later_copy_is_proposed_for_the_family_that_is_there(house: House) -> None:
    family_id = grown(house, "沈阳市", "成都市")
    settle_family(house, family_id, FamilyStatus.CONFIRMED, by="甲")
    held(house, park_rules("杭州市"))
    assert propose_families(house) == (family_id,)
    assert titles(house, family_id, MemberStatus.PROPOSED) == ["杭州市公园条例"]
    settle_family(house, family_id, FamilyStatus.CONFIRMED, by="乙")
    assert titles(house, family_id, MemberStatus.PROPOSED) == []


def test_a_text_that_was_put_out_is_not_proposed_again(house: House) -> None:
    family_id = grown(house, "沈阳市", "成都市", "杭州市")
    with house.database.read() as session:
        third = texts_of(session, family_id)[2].member
    assert remove_member(house, family_id, third.id, by="甲") == remove_member(house, family_id, third.id, by="乙")
    assert propose_families(house, everything=True) == ()
    assert len(titles(house, family_id)) == 2
    assert third.document_id
    assert add_document(house, family_id, third.document_id, by="甲").made
    assert len(titles(house, family_id)) == 3


def test_a_family_that_was_refused_is_not_proposed_again_until_others_outnumber_it(house: House) -> None:
    family_id = grown(house, "沈阳市", "成都市")
    settle_family(house, family_id, FamilyStatus.REFUSED, by="甲")
    assert propose_families(house, everything=True) == ()
    held(house, park_rules("杭州市"))
    assert propose_families(house) == ()
    held(house, park_rules("武汉市"))
    assert len(propose_families(house)) == 1
    assert {one.status for one in known(house)} == {FamilyStatus.REFUSED, FamilyStatus.PROPOSED}


def test_a_text_that_is_not_held_has_a_column_and_no_claims(house: House) -> None:
    family_id = grown(house, "沈阳市", "成都市")
    assert add_missing(house, family_id, "南昌市公园条例", None, by="甲").made
    assert not add_missing(house, family_id, " 南昌市公园条例 ", "", by="乙").made
    add_missing(house, family_id, "公园条例", "浙江省义乌市", by="甲")
    sheet = family_sheet(house, family_id)
    assert sheet.matrix is not None
    assert [(text.facts.jurisdiction, text.held) for text in sheet.texts] == [
        ("辽宁省沈阳市", True),
        ("四川省成都市", True),
        ("江西省南昌市", False),
        ("浙江省义乌市", False),
    ]
    assert {row.cells[2].label for row in sheet.matrix.rows} == {CellLabel.NOT_HELD}


def test_a_kept_matrix_is_the_one_that_would_be_made(house: House) -> None:
    family_id = grown(house, "沈阳市", "成都市")
    first = family_sheet(house, family_id)
    assert family_sheet(house, family_id) == first
    document_id = first.texts[0].member.document_id
    changed = park_rules("沈阳市", number="二十")
    track_file(house, "later.txt", changed.encode(), document_id=document_id)
    later = family_sheet(house, family_id)
    assert later.matrix != first.matrix
    add_missing(house, family_id, "南昌市公园条例", None, by="甲")
    wider = family_sheet(house, family_id)
    assert wider.matrix is not None
    assert len(wider.matrix.columns) == 3


def test_forty_texts_stand_side_by_side_and_the_others_are_named(house: House) -> None:
    family_id = grown(house, "沈阳市", "成都市")
    for at in range(39):
        add_missing(house, family_id, f"公园条例之{at}", None, by="甲")
    sheet = family_sheet(house, family_id)
    assert sheet.matrix is not None
    assert len(sheet.matrix.columns) == 40
    assert [text.facts.title for text in sheet.left_out] == ["公园条例之38"]
    order_members(house, family_id, [sheet.left_out[0].member.id])
    assert [text.facts.title for text in family_sheet(house, family_id).left_out] == ["公园条例之37"]


def test_a_family_of_too_many_texts_is_refused(house: House) -> None:
    family = create_family(house, "公园条例", [], by="甲")
    for at in range(MOST_TEXTS):
        add_missing(house, family.id, f"公园条例之{at}", None, by="甲")
    with pytest.raises(BadFamily, match=f"{MOST_TEXTS} texts at most"):
        add_missing(house, family.id, "再一份", None, by="甲")


def test_one_text_or_none_held_has_no_matrix(house: House) -> None:
    family = create_family(house, "公园条例", [], by="甲")
    assert family_sheet(house, family.id).matrix is None
    add_missing(house, family.id, "甲", None, by="甲")
    add_missing(house, family.id, "乙", None, by="甲")
    assert family_sheet(house, family.id).matrix is None


def test_texts_change_places(house: House) -> None:
    family_id = grown(house, "沈阳市", "成都市", "杭州市")
    before = titles(house, family_id)
    with house.database.read() as session:
        ids = [text.member.id for text in texts_of(session, family_id)]
    move_member(house, family_id, ids[2], forward=True)
    move_member(house, family_id, ids[0], forward=True)
    assert titles(house, family_id) == [before[0], before[2], before[1]]
    move_member(house, family_id, ids[0], forward=False)
    assert titles(house, family_id) == [before[2], before[0], before[1]]


@pytest.mark.parametrize("title", ["", "  \n ", "甲" * 301, "甲\x00", "甲\ud800"])
def test_a_title_that_cannot_stand_is_refused(house: House, title: str) -> None:
    family = create_family(house, "公园条例", [], by="甲")
    for call in (
        lambda: create_family(house, title, [], by="甲"),
        lambda: rename_family(house, family.id, title),
        lambda: add_missing(house, family.id, title, None, by="甲"),
    ):
        with pytest.raises(BadFamily):
            call()
    with pytest.raises(BadFamily, match="place has 60"):
        add_missing(house, family.id, "甲", "乙" * 61, by="甲")


def test_what_is_not_there_is_named(house: House) -> None:
    family = create_family(house, "公园条例", [], by="甲")
    for call in (
        lambda: create_family(house, "甲", ["doc_0"], by="甲"),
        lambda: settle_family(house, "fam_0", FamilyStatus.CONFIRMED, by="甲"),
        lambda: add_document(house, family.id, "doc_0", by="甲"),
        lambda: remove_member(house, family.id, "mem_0", by="甲"),
        lambda: order_members(house, family.id, ["mem_0"]),
        lambda: move_member(house, family.id, "mem_0", forward=True),
        lambda: family_sheet(house, "fam_0"),
    ):
        with pytest.raises(NotFound, match=r"no (family|member|document) "):
            call()


def test_a_family_is_confirmed_once_whoever_confirms_it_at_the_same_moment(house: House) -> None:
    family_id = grown(house, "沈阳市", "成都市")
    names = [f"甲{at}" for at in range(6)]
    said = [
        threading.Thread(target=settle_family, args=(house, family_id, FamilyStatus.CONFIRMED), kwargs={"by": name})
        for name in names
    ]
    for one in said:
        one.start()
    for one in said:
        one.join(timeout=60)
    (family,) = known(house)
    assert family.status is FamilyStatus.CONFIRMED
    with house.database.read() as session:
        assert {one.decided_by for one in families.members(session, family_id)} == {family.decided_by}


def test_two_who_look_for_families_at_once_propose_one(house: House) -> None:
    for city in ("沈阳市", "成都市", "杭州市"):
        held(house, park_rules(city))
    looking = [threading.Thread(target=propose_families, args=(house,), kwargs={"everything": True}) for _ in range(4)]
    for one in looking:
        one.start()
    for one in looking:
        one.join(timeout=60)
    (family,) = known(house)
    assert len(titles(house, family.id)) == 3
