import pytest

from diffs.clauses import DocumentFacts
from diffs.places import ABOVE, OWN, mask_of, masks, place_of


def masked(jurisdiction, text):
    return mask_of(jurisdiction)(text).replace(OWN, "◇").replace(ABOVE, "◆")


@pytest.mark.parametrize(
    ("jurisdiction", "text", "expected"),
    [
        ("辽宁省沈阳市", "支持在沈阳市设立的企业", "支持在◇设立的企业"),
        ("辽宁省沈阳市", "支持在沈高校与来沈人才", "支持在◇高校与来◇人才"),
        ("辽宁省沈阳市", "沈阳海关、辽宁省人民政府", "◇海关、◆人民政府"),
        ("四川省成都市", "境外人才在蓉参加评价", "境外人才在◇参加评价"),
        ("四川省成都市", "推进成都都市圈与重庆都市圈发展", "推进成都都市圈与重庆都市圈发展"),
        ("四川省成都市", "成渝地区双城经济圈", "成渝地区双城经济圈"),
        ("四川省成都市", "加强成都市与重庆市协同", "加强◇与重庆市协同"),
        ("四川省成都市", "形成都市圈发展格局", "形成都市圈发展格局"),
        ("四川省成都市", "形成都市农业品牌", "形成都市农业品牌"),
        ("辽宁省大连市", "为了加强大连市公园管理，建设强大连接", "为了加强◇公园管理，建设强大连接"),
        ("四川省成都市", "从事除台湾地区以外的业务", "从事除台湾地区以外的业务"),
        ("上海市", "在沪金融机构、本市企业", "在◇金融机构、◇企业"),
        ("上海市", "网上海关与上海合作组织", "网上海关与上海合作组织"),
        ("上海市", "维护全市场秩序", "维护全市场秩序"),
        ("重庆市渝北区", "支持区内企业，渝北区与重庆市联动", "支持◇企业，◇与◆联动"),
        ("重庆市渝北区", "园区内企业与辖区内居民", "园区内企业与辖区内居民"),
        ("广西壮族自治区", "广西壮族自治区与本自治区、广西企业", "◇与◇、◇企业"),
        ("沈阳市", "辽宁省与沈阳市", "◆与◇"),
        ("辽宁省沈阳市", "在辽宁省沈阳市设立", "在◇设立"),
        ("吉林省吉林市", "吉林省与吉林市，中国（吉林）自由贸易试验区", "◆与◇，中国（◆）自由贸易试验区"),
        ("吉林省", "吉林省与吉林市", "◇与吉林市"),
        ("青海省海南藏族自治州", "海南州、海南藏族自治州，全州、我州", "◇、◇，◇、◇"),
        ("青海省海南藏族自治州", "对接海南省和海南自由贸易港", "对接海南省和海南自由贸易港"),
        ("吉林省延边朝鲜族自治州", "延边州、延边人才", "◇、◇人才"),
        ("云南省大理白族自治州", "大理文旅，强大理论支撑，大理石", "◇文旅，强大理论支撑，大理石"),
        ("内蒙古自治区", "内蒙古企业，我区、全区", "◇企业，◇、◇"),
        ("新疆维吾尔自治区", "在疆企业，在新时代", "在◇企业，在新时代"),
        ("浙江省德清县", "全县、我县、德清县", "◇、◇、◇"),
        ("上海市浦东新区", "浦东与浦东新区，新区内", "◇与◇，新区内"),
        ("广东省珠海市横琴粤澳深度合作区", "横琴、横琴粤澳深度合作区、珠海市", "◇、◇、◆"),
        ("广东省广州市", "在穗企业，在粤港澳大湾区和粤港澳三地", "在◇企业，在粤港澳大湾区和粤港澳三地"),
        ("广东省深圳市", "在深企业，在深化改革中，来深人才", "在◇企业，在深化改革中，来◇人才"),
        ("吉林省长春市", "在长高校，在长三角，在长期护理", "在◇高校，在长三角，在长期护理"),
        ("辽宁省大连市", "在连企业，在连续三年，在连锁经营", "在◇企业，在连续三年，在连锁经营"),
        ("山东省济南市", "在济高校，在济宁", "在◇高校，在济宁"),
        ("江苏省常州市", "在常态化防控下", "在常态化防控下"),
        ("北京市", "在京企业，在京津冀", "在◇企业，在京津冀"),
        ("浙江省绍兴市", "在越企业，越来越好", "在◇企业，越来越好"),
        ("北京市大兴区", "大兴区大兴调查研究之风", "◇大兴调查研究之风"),
        (None, "沈阳市与成都市", "沈阳市与成都市"),
    ],
)
def test_only_a_texts_own_chain_of_places_is_masked(jurisdiction, text, expected):
    assert masked(jurisdiction, text) == expected


def test_two_cities_copies_of_one_sentence_read_alike_once_masked():
    old, new = masks(
        DocumentFacts(title="甲", jurisdiction="辽宁省沈阳市"), DocumentFacts(title="乙", jurisdiction="四川省成都市")
    )
    assert old("辽宁省人民政府支持沈阳市建设") == new("四川省人民政府支持成都市建设")


def test_the_place_is_read_from_the_title_when_no_jurisdiction_is_known():
    old, _ = masks(DocumentFacts(title="沈阳市服务业扩大开放综合试点总体方案"), DocumentFacts(title="办法"))
    assert old("沈阳市") == OWN


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("由市商务局会同有关部门落实。", "由市商务委会同有关部门落实。"),
        ("沈阳市发展改革委牵头。", "成都市发改委牵头。"),
        ("支持设立绿色金融领域的专业机构。", "积极配合市级部门，支持设立绿色金融领域的专业机构。"),
        ("适度放宽医药研发用品进出口。", "积极配合市级部门，支持适度放宽医药研发用品进出口。"),
        ("探索开展数字营商环境建设。", "配合国家、市级有关部门，支持探索开展数字营商环境建设。"),
    ],
)
def test_two_places_that_say_the_same_of_their_own_read_alike(old, new):
    first, second = masks(
        DocumentFacts("甲", jurisdiction="辽宁省沈阳市"), DocumentFacts("乙", jurisdiction="四川省成都市")
    )
    assert first(old).removeprefix("支持") == second(new).removeprefix("支持")


@pytest.mark.parametrize(
    "text",
    ["推动企业积极配合市级部门，支持改革。", "与台湾地区有关的业务除外。", "中德产业园建设。", "成都都市圈协同发展。"],
)
def test_what_is_not_of_the_text_s_own_place_or_way_stays(text):
    second = masks(DocumentFacts("甲", jurisdiction="辽宁省沈阳市"), DocumentFacts("乙", jurisdiction="四川省成都市"))[
        1
    ]
    assert second(text) == text


@pytest.mark.parametrize(
    ("title", "place"),
    [
        ("海南州促进服务业发展办法", "青海省海南藏族自治州"),
        ("延边州优化营商环境条例", "吉林省延边朝鲜族自治州"),
        ("黔东南州养犬管理规定", "贵州省黔东南苗族侗族自治州"),
        ("海南省促进服务业发展办法", "海南省"),
    ],
)
def test_an_autonomous_prefecture_is_known_by_its_short_name(title, place):
    assert place_of(DocumentFacts(title=title)) == place
