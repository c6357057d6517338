"""Government agencies by what they do: how one is called here and there, and what it was called before a reform.

Sources: 国务院机构改革方案 of 1998, 2008, 2013, 2018 (国发〔2018〕6号) and 2023 (国发〔2023〕5号), the 地方机构改革 that followed
them, and the short names that plans of cities print (市发改委, 市经信局). A name is folded without what stands before it,
its place and its level: agencies of two places or of two levels stay apart.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache

from diffs.keys import once

#: What an agency does, and the names for it that may stand before 局, 委, 厅 or 办.
_FUNCTIONS: Mapping[str, str] = {
    "发展改革": "发展和改革 发展与改革 发展改革 发改 发展计划",
    "工业信息化": "经济和信息化 经济与信息化 经济信息化 经济信息 经信 工业和信息化 工业信息化 工业与信息化 工信 经贸信息",
    "经济贸易": "经济贸易 经贸",
    "外经贸": "对外贸易经济合作 对外经济贸易合作 对外经济贸易 外经贸 外贸",
    "商务": "商务",
    "科技": "科学技术 科技",
    "外国专家": "外国专家 外专",
    "教育": "教育",
    "财政": "财政",
    "人力社保": "人力资源和社会保障 人力资源社会保障 人力社保 人社",
    "人事": "人事",
    "劳动保障": "劳动和社会保障 劳动保障",
    "自然资源": "规划和自然资源 自然资源和规划 自然资源与规划 规划自然资源 自然资源规划 自然资源",
    "国土资源": "国土资源和规划 规划和国土资源 规划国土资源 国土资源和房屋管理 国土房管 规划国土 国土资源 国土",
    "规划": "城乡规划 城市规划 规划",
    "海洋渔业": "海洋与渔业 海洋和渔业 海洋渔业",
    "生态环境": "生态环境",
    "环境保护": "环境保护 环保",
    "住房建设": "住房和城乡建设 住房城乡建设 住房和建设 住房建设 城乡建设 住建 房城乡建 住房保障和房产管理 住房保障",
    "交通": "交通运输 交通",
    "水务": "水行政 水利水务 水利 水务",
    "农业农村": "农业农村",
    "农业": "农牧业 农林 农业 农牧",
    "畜牧兽医": "畜牧兽医 畜牧",
    "文化旅游": "文化广电和旅游 文化广电旅游 文化广播电视和旅游 文化和旅游发展 文化和旅游 文化旅游发展 文化旅游 文化体育和旅游 文化体育旅游"
    " 文广旅游 文广旅 文旅",
    "文化": "文化广播影视 文化广电新闻出版 文化广电 文广新 文广 文化",
    "旅游": "旅游发展 旅游",
    "卫生健康": "卫生健康 卫健",
    "卫生计生": "卫生和计划生育 卫生计生 卫计",
    "卫生": "卫生",
    "计划生育": "人口和计划生育 人口计生 计划生育 计生",
    "应急": "应急管理 应急",
    "安全生产": "安全生产监督管理 安全生产监管 安监",
    "市场监管": "市场监督管理 市场监管 市场和质量监督管理 市场质量监管",
    "工商": "工商行政管理 工商和质量监督管理 工商",
    "质量监督": "质量技术监督 质量监督检验检疫 技术监督 质监 质检",
    "食品药品": "食品药品监督管理 食品药品监管 食药监管 食药监",
    "药品": "药品监督管理 药品监管 药监",
    "知识产权": "知识产权 专利",
    "地方金融": "地方金融监督管理 地方金融监管 地方金融管理 地方金融 金融服务管理 金融工作 金融发展 金融服务 金融",
    "金融监管": "国家金融监督管理 金融监督管理 金融监管",
    "银保监": "银行保险监督管理 银保监",
    "银监": "银行业监督管理 银监",
    "保监": "保险监督管理 保监",
    "证监": "证券监督管理 证监",
    "税务": "税务",
    "国税": "国家税务 国税",
    "地税": "地方税务 地税",
    "司法": "司法行政 司法",
    "法制": "政府法制 人民政府法制 法制",
    "公安": "公安",
    "民政": "民政",
    "医疗保障": "医疗保障 医保",
    "大数据": "大数据应用发展管理 大数据应用发展 大数据发展管理 大数据发展 大数据管理 大数据 数据发展 数据管理 政务服务和大数据 政务服务和数据 数据",
    "政务服务": "政务服务管理 政务服务 行政审批服务 行政审批",
    "营商环境": "营商环境建设 营商环境",
    "统计": "统计",
    "审计": "审计",
    "国有资产": "国有资产监督管理 国资",
    "外事": "外事侨务 外事",
    "投资促进": "投资促进 投促 经济合作 招商引资 招商",
    "林业": "林业和草原 林业草原 林业和园林 林草 林业",
    "体育": "体育",
    "城市管理": "城市管理和综合行政执法 城市管理综合行政执法 城市综合管理 城市管理 城管 综合行政执法 综合执法",
    "新闻出版广电": "新闻出版广电 广播电视 广播电影电视 广电 新闻出版",
    "网信": "委网络安全和信息化 网络安全和信息化 互联网信息 委网信 网信",
    "口岸": "口岸和物流 口岸物流 口岸",
    "信访": "信访",
    "退役军人": "退役军人事务 退役军人",
    "扶贫": "扶贫开发 扶贫",
    "乡村振兴": "乡村振兴",
    "粮食": "粮食和物资储备 粮食和储备 粮食物资储备 粮储 粮食",
    "能源": "能源",
    "气象": "气象",
    "邮政": "邮政管理 邮政",
    "通信": "通信管理 通信",
    "民族宗教": "民族宗教事务 民族和宗教事务 民族宗教 民宗",
    "文物": "文物",
    "中医药": "中医药管理 中医药",
    "公积金": "住房公积金管理 公积金",
    "人才": "人才工作 人才",
}
#: Names of one character are such only behind a level: 市教委, 区农委, 省外办.
_SINGLE: Mapping[str, str] = {
    "教育": "教委",
    "农业": "农委",
    "外事": "外办",
    "住房建设": "建委",
    "工业信息化": "工信委",
}
#: What took over from what; 2018 and 2023 unless older.
_SUCCESSORS: Mapping[str, str] = {
    "工商": "市场监管",
    "质量监督": "市场监管",
    "食品药品": "市场监管 药品",
    "知识产权": "市场监管",
    "国土资源": "自然资源",
    "规划": "自然资源",
    "海洋渔业": "自然资源 农业农村",
    "环境保护": "生态环境",
    "文化": "文化旅游",
    "旅游": "文化旅游",
    "新闻出版广电": "文化旅游",
    "卫生": "卫生计生 卫生健康",
    "计划生育": "卫生计生 卫生健康",
    "卫生计生": "卫生健康",
    "安全生产": "应急",
    "银监": "银保监 金融监管",
    "保监": "银保监 金融监管",
    "银保监": "金融监管",
    "地方金融": "金融监管",
    "农业": "农业农村",
    "畜牧兽医": "农业农村",
    "扶贫": "乡村振兴 农业农村",
    "乡村振兴": "农业农村",
    "法制": "司法",
    "外国专家": "科技",
    "外经贸": "商务",
    "经济贸易": "商务 工业信息化",
    "人事": "人力社保",
    "劳动保障": "人力社保",
    "国税": "税务",
    "地税": "税务",
}
_LEVELS = "市区县省州旗"
_SUFFIXES = (
    "局(?![面部限势长])|委员会|委(?![员托派任属书])|厅(?!长)|办公室|办(?![理法学事好案税证电公结])",
    "总局|部(?![门分件队长署])|署(?!名)|总?会(?=$|[、，。；）)])",
    "(?:行政)?(?:主管|管理)?部门",
)
_STATE = re.compile("^(?:国务院|国家|中国|中华人民共和国)")
#: The first of the characters that stand for agencies in a folded text, one for each function and kind of suffix.
_FIRST = 0xE200


@cache
def _names() -> tuple[re.Pattern[str], Mapping[str, int]]:
    """The pattern of all agency names, by their first character, and the number of the function by name."""
    numbers = list(_FUNCTIONS)
    stems = {stem: numbers.index(name) for name, listed in _FUNCTIONS.items() for stem in listed.split()}
    single = {stem: numbers.index(name) for name, stem in _SINGLE.items()}
    heads: dict[str, list[str]] = {}
    for stem in sorted(stems, key=len, reverse=True):
        heads.setdefault(stem[0], []).append(re.escape(stem[1:]))
    ordered = "|".join(f"{head}(?:{'|'.join(rests)})" for head, rests in heads.items())
    first = "".join(sorted({stem[0] for stem in (*stems, *single)}))
    local, national, sector = _SUFFIXES
    pattern = re.compile(
        rf"(?=[{first}])(?:(?P<stem>{ordered})(?:(?P<local>{local})|(?P<national>{national})|(?P<sector>{sector}))"
        rf"|(?<=[{_LEVELS}])(?P<single>{'|'.join(single)})(?![员托派任]))"
    )
    return pattern, {**stems, **single}


@once
def folded(text: str) -> str:
    """``text`` with each agency's name as one character that stands for its function; all else stays.

    市商务局 and 市商务委 fold alike, 市商务局 and 区商务局 or 商务部 do not.
    """
    return _names()[0].sub(_fold, text)


def agencies_in(text: str) -> Iterator[tuple[int, int]]:
    """The offset pairs of the names that ``folded`` replaces."""
    return (match.span() for match in _names()[0].finditer(text))


def _fold(match: re.Match[str]) -> str:
    number = _names()[1][match["stem"] or match["single"]]
    kind = 1 if match["national"] else 2 if match["sector"] else 0
    return chr(_FIRST + 3 * number + kind)


def renamed(old_unit: str, new_unit: str) -> bool:
    """Whether two names of units differ by the name of an agency that does the same, or took over from the other.

    Place and level must agree: 市工商局→市市场监管局, 区金融办→区地方金融监管局; 市工商局→区市场监管局 is no renaming.
    """
    old, new = _national(folded(old_unit)), _national(folded(new_unit))
    if old_unit == new_unit or len(old) != len(new):
        return False
    pairs = [(one, other) for one, other in zip(old, new, strict=True) if one != other]
    return _follows(*pairs[0]) if len(pairs) == 1 else not pairs


def _national(unit: str) -> str:
    """A folded unit without 国务院, 国家 or 中国; a 办 or 局 of the State Council ranks with its ministries."""
    bare = _STATE.sub("", unit)
    if bare == unit or len(bare) != 1 or not 0 <= ord(bare) - _FIRST < 3 * len(_FUNCTIONS):
        return unit
    return chr(ord(bare) - (ord(bare) - _FIRST) % 3 + 1)


def _follows(old: str, new: str) -> bool:
    """Whether one folded agency took over from another, of whatever kind of suffix but on one level."""
    first, second = ord(old) - _FIRST, ord(new) - _FIRST
    size = 3 * len(_FUNCTIONS)
    if not (0 <= first < size and 0 <= second < size) or (first % 3 == 1) != (second % 3 == 1):
        return False
    names = list(_FUNCTIONS)
    mine, others = names[first // 3], names[second // 3]
    return mine == others or others in _SUCCESSORS.get(mine, "").split()
