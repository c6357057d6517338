"""A law as several cities copied it, with the truth of every row: who has which article, and where."""

import random
from dataclasses import dataclass

from support.outlines import outline

from diffs.clauses import Outline

CITIES = ("沈阳市", "成都市", "杭州市", "武汉市", "西安市", "厦门市", "合肥市", "南昌市")
PROVINCES = ("辽宁省", "四川省", "浙江省", "湖北省", "陕西省", "福建省", "安徽省", "江西省")

#: The template; {place} is the city, {number} a number that cities choose themselves.
ARTICLES = (
    "为了加强{place}公园的规划、建设和管理，保护和改善生态环境，根据有关法律、行政法规，结合本市实际，制定本条例。",
    "{place}行政区域内公园的规划、建设、保护和监督管理活动，适用本条例。",
    "园林绿化主管部门负责公园的监督管理工作，组织编制公园名录，并向社会公布。",
    "公园发展规划应当确定公园的数量、布局和规模，与国土空间规划相衔接，报{place}人民政府批准后实施。",
    "新建公园的绿化用地面积不得低于陆地面积的百分之六十五，建筑占地面积依照国家标准执行。",
    "公园内的亭、台、楼、阁等游憩建筑，其风格、体量和色彩应当与周围景观相协调。",
    "任何单位和个人不得侵占公园用地。因重大工程确需临时占用的，占用期限不得超过{number}个月，期满后应当恢复原状。",
    "公园管理单位应当对古树名木建立档案，设置保护标志，定期进行养护和病虫害防治。",
    "游乐设施投入使用前应当经检验合格，操作人员应当持证上岗，每日运营前进行试运行和安全检查。",
    "公园应当设置无障碍设施、公共厕所和饮水点，并在显著位置公示开放时间和游园须知。",
    "举办大型活动的，承办者应当制定应急预案，在活动举办{number}日前向公安机关申请安全许可。",
    "禁止在公园内燃放烟花爆竹、捕捞水生动物、采挖植物以及擅自张贴广告。",
    "携带犬只进入公园的，应当使用牵引带，及时清除粪便，避让老年人、残疾人和儿童。",
    "违反规定擅自占用公园用地的，责令限期退还，并处每平方米{number}元的罚款。",
    "公园管理人员玩忽职守、滥用职权、徇私舞弊的，由所在单位给予处分；构成犯罪的，依法追究刑事责任。",
    "{place}人民政府可以根据本条例制定实施细则。",
)
#: What one city alone has.
OWN = (
    "湿地公园内的候鸟栖息地实行封闭保护，每年十月至次年三月禁止游人进入核心区。",
    "鼓励利用废弃矿山、采石场改建郊野公园，改建费用纳入生态修复专项资金。",
    "山体公园的登山步道应当设置里程桩和救援定位牌，并与消防救援平台联网。",
    "滨海公园应当在风暴潮预警期间关闭亲水平台，疏散在场游客和商户。",
)
#: The article that some cities wrote as two, with where the second begins.
SPLIT = 6


@dataclass(frozen=True, slots=True)
class City:
    """One copy: its outline and, for each article of the template, the numbers under which it stands there."""

    outline: Outline
    stands: dict[int, tuple[str, ...]]
    own: tuple[str, ...]


def city_copies(count: int, seed: int = 1) -> list[City]:
    """Copies with articles dropped, added, moved, split, renumbered, and with other places and numbers."""
    chance = random.Random(seed)
    return [_copy(at, chance) for at in range(count)]


def _copy(at: int, chance: random.Random) -> City:
    city, province = CITIES[at % len(CITIES)], PROVINCES[at % len(CITIES)]
    kept = [number for number in range(len(ARTICLES)) if number in (0, SPLIT) or chance.random() > 0.15]
    if at % 3 == 1:
        kept.append(kept.pop(kept.index(SPLIT)))
    lines: list[tuple[int, str]] = []
    for number in kept:
        text = ARTICLES[number].format(place=city, number=chance.choice(("三", "六", "十", "二十")))
        halves = text.split("。因", 1) if number == SPLIT and at % 4 == 2 else [text]
        lines += [(number, half) for half in _whole(halves)]
    own = at if at < len(OWN) else -1
    if own >= 0:
        lines.insert(chance.randrange(len(lines)), (-1, OWN[own]))
    return _numbered(lines, city, province)


def _whole(halves: list[str]) -> list[str]:
    return halves if len(halves) == 1 else [halves[0] + "。", "因" + halves[1]]


def _numbered(lines: list[tuple[int, str]], city: str, province: str) -> City:
    stands: dict[int, tuple[str, ...]] = {}
    own: tuple[str, ...] = ()
    sketch = []
    for place, (number, text) in enumerate(lines, 1):
        marker = f"第{place}条"
        sketch.append(f"{marker}||{text}")
        if number < 0:
            own = (*own, marker)
        else:
            stands[number] = (*stands.get(number, ()), marker)
    made = outline("\n".join(sketch), title=f"{city}公园条例", jurisdiction=province + city)
    return City(made, stands, own)
