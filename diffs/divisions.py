"""Administrative divisions by name, as far as plans and statutes of provinces, cities and directly governed districts need them.

Source: 中华人民共和国行政区划 (provincial and prefectural level, districts and counties of the four municipalities).
"""

import re
from functools import cache

from diffs.aliases import WORDS

#: Province-level divisions and the prefecture-level ones in them; the short name is what stands before 市, 盟, 地区.
_PROVINCES = {
    "北京市": "",
    "天津市": "",
    "上海市": "",
    "重庆市": "",
    "河北省": "石家庄市 唐山市 秦皇岛市 邯郸市 邢台市 保定市 张家口市 承德市 沧州市 廊坊市 衡水市",
    "山西省": "太原市 大同市 阳泉市 长治市 晋城市 朔州市 晋中市 运城市 忻州市 临汾市 吕梁市",
    "内蒙古自治区": "呼和浩特市 包头市 乌海市 赤峰市 通辽市 鄂尔多斯市 呼伦贝尔市 巴彦淖尔市 乌兰察布市 兴安盟 锡林郭勒盟 阿拉善盟",
    "辽宁省": "沈阳市 大连市 鞍山市 抚顺市 本溪市 丹东市 锦州市 营口市 阜新市 辽阳市 盘锦市 铁岭市 朝阳市 葫芦岛市",
    "吉林省": "长春市 吉林市 四平市 辽源市 通化市 白山市 松原市 白城市 延边朝鲜族自治州",
    "黑龙江省": "哈尔滨市 齐齐哈尔市 鸡西市 鹤岗市 双鸭山市 大庆市 伊春市 佳木斯市 七台河市 牡丹江市 黑河市 绥化市 大兴安岭地区",
    "江苏省": "南京市 无锡市 徐州市 常州市 苏州市 南通市 连云港市 淮安市 盐城市 扬州市 镇江市 泰州市 宿迁市",
    "浙江省": "杭州市 宁波市 温州市 嘉兴市 湖州市 绍兴市 金华市 衢州市 舟山市 台州市 丽水市",
    "安徽省": "合肥市 芜湖市 蚌埠市 淮南市 马鞍山市 淮北市 铜陵市 安庆市 黄山市 滁州市 阜阳市 宿州市 六安市 亳州市 池州市 宣城市",
    "福建省": "福州市 厦门市 莆田市 三明市 泉州市 漳州市 南平市 龙岩市 宁德市",
    "江西省": "南昌市 景德镇市 萍乡市 九江市 新余市 鹰潭市 赣州市 吉安市 宜春市 抚州市 上饶市",
    "山东省": "济南市 青岛市 淄博市 枣庄市 东营市 烟台市 潍坊市 济宁市 泰安市 威海市 日照市 临沂市 德州市 聊城市 滨州市 菏泽市",
    "河南省": "郑州市 开封市 洛阳市 平顶山市 安阳市 鹤壁市 新乡市 焦作市 濮阳市 许昌市 漯河市 三门峡市 南阳市 商丘市 信阳市 周口市 驻马店市 济源市",
    "湖北省": "武汉市 黄石市 十堰市 宜昌市 襄阳市 鄂州市 荆门市 孝感市 荆州市 黄冈市 咸宁市 随州市 恩施土家族苗族自治州 仙桃市 潜江市 天门市 神农架林区",
    "湖南省": "长沙市 株洲市 湘潭市 衡阳市 邵阳市 岳阳市 常德市 张家界市 益阳市 郴州市 永州市 怀化市 娄底市 湘西土家族苗族自治州",
    "广东省": "广州市 韶关市 深圳市 珠海市 汕头市 佛山市 江门市 湛江市 茂名市 肇庆市 惠州市 梅州市 汕尾市 河源市 阳江市 清远市 东莞市 中山市 潮州市 揭阳市 云浮市",
    "广西壮族自治区": "南宁市 柳州市 桂林市 梧州市 北海市 防城港市 钦州市 贵港市 玉林市 百色市 贺州市 河池市 来宾市 崇左市",
    "海南省": "海口市 三亚市 三沙市 儋州市",
    "四川省": "成都市 自贡市 攀枝花市 泸州市 德阳市 绵阳市 广元市 遂宁市 内江市 乐山市 南充市 眉山市 宜宾市 广安市 达州市 雅安市 巴中市 资阳市 阿坝藏族羌族自治州 甘孜藏族自治州 凉山彝族自治州",
    "贵州省": "贵阳市 六盘水市 遵义市 安顺市 毕节市 铜仁市 黔西南布依族苗族自治州 黔东南苗族侗族自治州 黔南布依族苗族自治州",
    "云南省": "昆明市 曲靖市 玉溪市 保山市 昭通市 丽江市 普洱市 临沧市 楚雄彝族自治州 红河哈尼族彝族自治州 文山壮族苗族自治州 西双版纳傣族自治州 大理白族自治州 德宏傣族景颇族自治州 怒江傈僳族自治州 迪庆藏族自治州",
    "西藏自治区": "拉萨市 日喀则市 昌都市 林芝市 山南市 那曲市 阿里地区",
    "陕西省": "西安市 铜川市 宝鸡市 咸阳市 渭南市 延安市 汉中市 榆林市 安康市 商洛市",
    "甘肃省": "兰州市 嘉峪关市 金昌市 白银市 天水市 武威市 张掖市 平凉市 酒泉市 庆阳市 定西市 陇南市 临夏回族自治州 甘南藏族自治州",
    "青海省": "西宁市 海东市 海北藏族自治州 黄南藏族自治州 海南藏族自治州 果洛藏族自治州 玉树藏族自治州 海西蒙古族藏族自治州",
    "宁夏回族自治区": "银川市 石嘴山市 吴忠市 固原市 中卫市",
    "新疆维吾尔自治区": "乌鲁木齐市 克拉玛依市 吐鲁番市 哈密市 昌吉回族自治州 博尔塔拉蒙古自治州 巴音郭楞蒙古自治州 阿克苏地区 克孜勒苏柯尔克孜自治州 喀什地区 和田地区 伊犁哈萨克自治州 塔城地区 阿勒泰地区 石河子市",
    "香港特别行政区": "",
    "澳门特别行政区": "",
}
_DISTRICTS = {
    "北京市": "东城区 西城区 朝阳区 丰台区 石景山区 海淀区 门头沟区 房山区 通州区 顺义区 昌平区 大兴区 怀柔区 平谷区 密云区 延庆区",
    "天津市": "和平区 河东区 河西区 南开区 河北区 红桥区 东丽区 西青区 津南区 北辰区 武清区 宝坻区 滨海新区 宁河区 静海区 蓟州区",
    "上海市": "黄浦区 徐汇区 长宁区 静安区 普陀区 虹口区 杨浦区 闵行区 宝山区 嘉定区 浦东新区 金山区 松江区 青浦区 奉贤区 崇明区",
    "重庆市": "万州区 涪陵区 渝中区 大渡口区 江北区 沙坪坝区 九龙坡区 南岸区 北碚区 綦江区 大足区 渝北区 巴南区 黔江区 长寿区 江津区 合川区 永川区 南川区 璧山区 铜梁区 潼南区 荣昌区 开州区 梁平区 武隆区 两江新区 城口县 丰都县 垫江县 忠县 云阳县 奉节县 巫山县 巫溪县 石柱土家族自治县 秀山土家族苗族自治县 酉阳土家族苗族自治县 彭水苗族土家族自治县",
}
#: Sub-provincial new areas outside the municipalities and what they stand in.
_AREAS = {
    "雄安新区": "河北省",
    "西海岸新区": "山东省青岛市",
    "天府新区": "四川省",
    "贵安新区": "贵州省",
    "西咸新区": "陕西省",
    "金普新区": "辽宁省大连市",
    "江北新区": "江苏省南京市",
    "兰州新区": "甘肃省兰州市",
    "南沙新区": "广东省广州市",
    "舟山群岛新区": "浙江省舟山市",
    "哈尔滨新区": "黑龙江省哈尔滨市",
    "长春新区": "吉林省长春市",
    "湘江新区": "湖南省长沙市",
    "滇中新区": "云南省昆明市",
    "福州新区": "福建省福州市",
    "赣江新区": "江西省",
    "中原科技城": "河南省郑州市",
    "平潭综合实验区": "福建省福州市",
    "横琴粤澳深度合作区": "广东省珠海市",
    "前海深港现代服务业合作区": "广东省深圳市",
    "临港新片区": "上海市",
    "沈抚改革创新示范区": "辽宁省",
}

_SUFFIX = re.compile(r"(?:特别行政区|维吾尔自治区|壮族自治区|回族自治区|自治区|自治州|省|市|盟|地区|林区)$")
#: After a bare short name these words show that the place is meant.
_PLACE_WORD = r"(?=经济特区|经济技术|经开|工业园区|城市副中心|国际金融中心|自由贸易|自贸|片区|新区|国家|高新|综合保税|地区|[)）]|区域|市域|全市|全省)"
_PEOPLES = re.compile(
    "(?:朝鲜族|土家族|苗族|藏族|羌族|彝族|布依族|侗族|哈尼族|壮族|傣族|白族|景颇族|傈僳族|回族|蒙古族|蒙古|柯尔克孜|哈萨克)+自治州$"
)
#: A short name in a list of places, or behind a word that a place follows (在海南, 支持深圳).
_LISTED = r"(?=[、和及与](?:{names}))"
_BEFORE_PLACE = r"(?:(?<=在)|(?<=支持)|(?<=同意)|(?<=关于)|(?<=推进)|(?<=推动)|(?<=赋予)|(?<=印发))"
_NO_PLACE = r"(?!都市圈|平原|大学|海关|交易所|证券|银行|合作组织|精神)"
#: A place of its own that no list here holds, as printed: 德清县, 义乌市, 黄埔区.
_PRINTED = re.compile(
    r"^(?:中共)?(?P<place>(?![各全本我该省市某]|国家|中国|中央)"
    r"(?:[一-鿿]{1,7}?(?:自治县|自治旗)|[一-鿿]{1,4}?(?<![各全城都辖直上超股债楼门集夜早黑花菜期])(?:县|旗|市)(?=人|委|政府|{rest})"
    r"|[一-鿿]{1,4}?(?<![社园景地片山林政市校灾矿管护税范验发])区(?=人民|委|政府)))".replace(
        "{rest}", r"[一-鿿]{0,24}(?:局|办公室|条例|办法|规定|方案|规划|措施|细则|意见|通知)(?:$|[（(])"
    )
)
#: A county or county-level city right after its province: 湖北省巴东县, 浙江省义乌市.
_BELOW_PROVINCE = re.compile(
    r"((?!各|全|本|直|城|内|自治|市|县|区)[一-鿿]{1,7}?(?:自治县|自治旗|(?<![各全城都辖])(?:县|旗|市)))(?![域场区政民])"
)
#: A district or county printed right after its city: 沈阳市和平区, but not 洛阳市市区 or 成都市城市社区.
_BELOW = re.compile(r"([一-鿿]{1,3}(?<![社园景地片辖小市城校库灾街山矿林牧])(?:区|县|旗))(?![域块划级内长])")


@cache
def _full_names() -> dict[str, str]:
    """Full name of a division, or 延边州 for 延边朝鲜族自治州 → its whole chain; names that two divisions share are left out."""
    chains: dict[str, str] = {}
    clashes: set[str] = set()
    for province, cities in _PROVINCES.items():
        chains[province] = province
        for name in [*cities.split(), *_DISTRICTS.get(province, "").split()]:
            if name in chains:
                clashes.add(name)
            chains[name] = province + name
    chains.update({f"{stem}州": chain for name, chain in chains.items() if (stem := _PEOPLES.sub("", name)) != name})
    chains.update({name: chain + name for name, chain in _AREAS.items()})
    return {name: chain for name, chain in chains.items() if name not in clashes}


@cache
def _short_names() -> dict[str, str]:
    """Short name (辽宁, 沈阳) → chain; 吉林, 海南 and the like mean the province."""
    short: dict[str, str] = {}
    for name, chain in _full_names().items():
        if not chain.endswith(name):
            continue
        stem = short_of(name)
        if (len(stem) >= 2 and not name.endswith(("区", "县"))) or name.endswith(("自治区", "特别行政区")):
            short.setdefault(stem, chain)
    return short


def short_of(name: str) -> str:
    """A division's name without what it is: 辽宁 of 辽宁省, 延边 of 延边朝鲜族自治州 and of 延边州."""
    bare = _PEOPLES.sub("", name)
    return bare if bare != name else _SUFFIX.sub("", name)


def means(short: str) -> str | None:
    """The chain that a short name stands for by itself: 吉林 is 吉林省, not the city; ``None`` when no division has it."""
    return _short_names().get(short)


@cache
def namesakes(name: str) -> tuple[str, ...]:
    """What follows the short name of ``name`` in other divisions' names: 省 for 吉林市."""
    short = short_of(name)
    others = (other for other, chain in _full_names().items() if other.startswith(short) and not chain.endswith(name))
    return tuple(other[len(short) :] for other in others if short_of(other) == short or other == f"{short}州")


@cache
def _pattern() -> re.Pattern[str]:
    full = "|".join(sorted(_full_names(), key=len, reverse=True))
    short = "|".join(sorted(_short_names(), key=len, reverse=True))
    plain = "|".join(sorted(set(_short_names()) - WORDS, key=len, reverse=True))
    listed = _LISTED.format(names=f"{full}|{plain}")
    return re.compile(
        rf"(?P<full>{full})(?!场)|(?P<short>{short})(?:{_PLACE_WORD})"
        rf"|(?P<listed>{plain}){listed}|{_BEFORE_PLACE}(?P<after>{plain}){_NO_PLACE}"
    )


def places(text: str) -> list[str]:
    """Chains of all divisions that ``text`` names, in order: 辽宁省沈阳市, 重庆市渝北区."""
    chains: list[str] = []
    taken = 0
    for match in _pattern().finditer(text):
        if match.start() < taken:
            continue
        name = match["full"]
        chain = _full_names()[name] if name else _short_names()[match["short"] or match["listed"] or match["after"]]
        below = None
        if name and chain.endswith("市"):
            below = _BELOW.match(text, match.end())
        elif name in _PROVINCES and not _pattern().match(text, match.end()):
            below = _BELOW_PROVINCE.match(text, match.end())
        taken = below.end() if below else match.end()
        chains.append(chain + below[1] if below else chain)
    return chains


def one_place(text: str) -> str | None:
    """The one place ``text`` is about: the deepest chain that all others lead to; ``None`` when places compete."""
    chains = places(text)
    if not chains:
        return None
    deepest = max(chains, key=len)
    return deepest if all(deepest.startswith(chain) for chain in chains) else None


def printed_place(text: str) -> str | None:
    """The county, city or district that ``text`` opens with, as printed, where no chain of it is known."""
    match = _PRINTED.match(text)
    return match["place"] if match else None


def names_place(unit: str) -> bool:
    """Whether a unit's name carries a place of its own: 沈阳海关, 辽宁银监局."""
    return any(unit[:size] in _short_names() for size in (2, 3, 4))
