"""The texts of a family in order: drafts apart, by the level of the place, by the notice that issued them.

Source of the levels: 宪法第三十条 (provinces with the municipalities, cities and prefectures, counties and districts);
zones (自由贸易试验区, 新区, 开发区) are areas that are no division of their own.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from diffs.clauses import DocumentFacts, Stage
from diffs.divisions import one_place


class Level(StrEnum):
    """What kind of place a text applies to, from the whole country down (closed)."""

    NATIONAL = "national"
    PROVINCE = "province"
    CITY = "city"
    DISTRICT = "district"
    ZONE = "zone"


@dataclass(frozen=True, slots=True)
class Batch:
    """Texts that stand together: drafts or not, one level, issued together.

    ``notice`` is what their numbers have in common (商资发〔2022〕) and ``on`` their day, where they have one;
    ``together`` says that two texts or more were issued so. ``texts`` are the numbers of the texts as given, in order.
    """

    draft: bool
    level: Level
    notice: str | None
    on: date | None
    together: bool
    texts: tuple[int, ...]


_PROVINCE = re.compile(r"(?:.{2,7}?(?:省|自治区|特别行政区)|北京市|天津市|上海市|重庆市)")
_MUNICIPALITIES = ("北京市", "天津市", "上海市", "重庆市")
_CITY = re.compile(r".{1,12}?(?:自治州|地区|盟|市)")
#: Areas by their last word, but for those of that name which are divisions.
_AREA = re.compile(r"(?:新区|示范区|合作区|试验区|科技城|新片区|开发区|保税区|高新区)$")
_DISTRICTS_CALLED_AREAS = ("浦东新区", "滨海新区")
#: A title about a zone names it before it says what is done: 中国（辽宁）自由贸易试验区沈阳片区实施方案.
_ZONE = re.compile(r"(?:自由贸易试验区|自贸试验区|片区|开发区|保税区|高新区|工业园区|试验区)")
_DONE = re.compile("促进|推进|支持|加强|深化|建设|服务|管理|规范|落实|创建|扩大")
_NUMBER = re.compile(r"^(?P<series>.{1,20}?[〔\[(（【]\d{4}[〕\])）】])第?(?P<serial>\d{1,5})号?$")
#: Numbers of one series so near to one another belong to one batch.
_NEAR = 20


def level_of(title: str, place: str | None) -> Level:
    """The level of the place that a text applies to; ``place`` is its chain (四川省成都市), or as printed (德清县)."""
    if _of_zone(title):
        return Level.ZONE
    if place is None:
        return Level.NATIONAL
    chain = one_place(place) or place
    if _AREA.search(chain) and not chain.endswith(_DISTRICTS_CALLED_AREAS):
        return Level.ZONE
    if _PROVINCE.fullmatch(chain):
        return Level.PROVINCE
    if chain.startswith(_MUNICIPALITIES):
        return Level.DISTRICT
    return Level.CITY if _of_city(chain) else Level.DISTRICT


def batches(texts: Sequence[DocumentFacts]) -> tuple[Batch, ...]:
    """The texts in batches: final texts before drafts, the wider place first, then by day; undated batches last.

    Inside a batch texts keep their order. One batch holds the texts of one issuer on one day, or of one series of
    numbers not far from one another; all that were issued alone share the batch of their level.
    """
    rooms: dict[tuple[bool, Level], list[int]] = {}
    for at, facts in enumerate(texts):
        rooms.setdefault((facts.stage is not Stage.FINAL, level_of(facts.title, facts.jurisdiction)), []).append(at)
    order = [*Level]
    found: list[Batch] = []
    for draft, level in sorted(rooms, key=lambda room: (room[0], order.index(room[1]))):
        found += _of_room(texts, rooms[draft, level], level, draft=draft)
    return tuple(found)


def _of_room(texts: Sequence[DocumentFacts], members: Sequence[int], level: Level, *, draft: bool) -> list[Batch]:
    groups: list[list[int]] = []
    for at in members:
        known = next((one for one in groups if any(_together(texts[at], texts[other]) for other in one)), None)
        if known is None:
            groups.append([at])
        else:
            known.append(at)
    shared = [_batch(texts, one, level, draft=draft) for one in groups if len(one) > 1]
    shared.sort(key=lambda one: (one.on or date.max, one.texts))
    alone = tuple(at for one in groups if len(one) == 1 for at in one)
    return [*shared, Batch(draft, level, None, None, False, alone)] if alone else shared


def _batch(texts: Sequence[DocumentFacts], members: Sequence[int], level: Level, *, draft: bool) -> Batch:
    series = {_series(texts[at].number) for at in members}
    days = {_day(texts[at]) for at in members}
    notice = next(iter(series)) if len(series) == 1 else None
    day = next(iter(days)) if len(days) == 1 else None
    return Batch(draft, level, notice[0] if notice else None, day, True, tuple(members))


def _together(one: DocumentFacts, other: DocumentFacts) -> bool:
    if one.issuers and set(one.issuers) == set(other.issuers) and _day(one) is not None and _day(one) == _day(other):
        return True
    first, second = _NUMBER.match(one.number or ""), _NUMBER.match(other.number or "")
    if first is None or second is None or first["series"] != second["series"]:
        return False
    return abs(int(first["serial"]) - int(second["serial"])) <= _NEAR


def _series(number: str | None) -> tuple[str] | None:
    match = _NUMBER.match(number or "")
    return (match["series"],) if match else None


def _day(facts: DocumentFacts) -> date | None:
    dates = facts.dates
    return dates.signed_on or dates.promulgated_on or dates.published_on


def _of_zone(title: str) -> bool:
    name = title.rpartition("关于")[2]
    found = _ZONE.search(name)
    return found is not None and _DONE.search(name[: found.start()]) is None


def _of_city(chain: str) -> bool:
    """Whether a chain ends at a prefecture-level city; one that no list holds is a county-level one (义乌市)."""
    province = _PROVINCE.match(chain)
    rest = chain[province.end() :] if province else chain
    city = _CITY.fullmatch(rest)
    return city is not None and one_place(rest) is not None
