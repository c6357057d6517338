"""Two places' statutes on one subject, worded by each for itself: what may be linked, and what only sounds alike."""

import pytest

from diffs.aligning.citing import Cited
from diffs.changes import compare
from diffs.parsing import parse
from diffs.trees import tree_of

FIRST, LAST = "为了规范养犬行为，维护公共秩序，制定本条例。", "本条例自公布之日起施行。"


def statute(city, *articles):
    numbered = enumerate((FIRST, *articles, LAST))
    return parse(
        f"{city}养犬管理条例\n" + "\n".join(f"第{'一二三四五六七八九十'[at]}条　{one}" for at, one in numbered)
    )


def links(old, new):
    """The linked paths of old and new, in both directions of comparing; they are the same."""
    found = {(one.old_path, one.new_path) for one in compare(old, new, across=True).changes if one.links}
    assert found == {(one.new_path, one.old_path) for one in compare(new, old, across=True).changes if one.links}
    return found


SEVERAL = (
    "居民委员会应当开展文明养犬的宣传教育活动，引导和督促养犬人履行免疫和登记等义务，配合相关部门做好养犬的日常管理工作，"
    "及时调解因养犬引起的纠纷。\n居民委员会、业主委员会可以依法组织居民、业主制定文明养犬公约，划定允许遛犬的区域和时间，"
    "设立标识并监督实施。"
)
ONE = (
    "村（居）民委员会、业主委员会和物业服务企业应当协助相关部门做好养犬管理工作，依法调解因养犬引起的纠纷，"
    "开展文明养犬宣传活动，召集居民会议和业主大会就养犬的行为规范依法制定公约，并监督实施。"
)


@pytest.mark.parametrize("turned", [False, True])
def test_an_article_of_several_paragraphs_is_linked_with_words_of_its_own(turned):
    old, new = statute("温州市", SEVERAL), statute("烟台市", ONE)
    found = compare(*((new, old) if turned else (old, new)), across=True).changes
    second = next(one for one in found if one.links and "第二条" in one.old_path)
    assert "第二条/第二款" in (second.old_path if not turned else second.new_path)
    assert second.similarity > 0


BARK = "养犬人应当采取有效措施制止犬吠，不得影响他人正常生活。"
LEASH = "携带犬只外出，应当用长度不超过两米的犬绳牵引，主动避让行人。"
SALE = "从事犬只销售、美容等经营活动的，应当依法取得营业执照，不得在居民住宅楼内经营。"


def test_penalties_for_what_stands_elsewhere_are_not_one():
    barked = (
        "违反本条例第二条规定，犬吠影响他人正常生活的，由公安机关予以警告；警告后不改正的，处二百元以上五百元以下罚款。"
    )
    sold = "违反本条例第{}条规定，在居民住宅楼内经营的，由市场监督管理部门责令停业，没收违法所得，并处一万元以上五万元以下罚款。"
    old, new = statute("温州市", BARK, LEASH, barked), statute("烟台市", SALE, BARK, LEASH, sold.format("二"))
    assert (("第二条",), ("第三条",)) in links(old, new)
    assert (("第四条",), ("第五条",)) not in links(old, new), "one punishes barking, the other selling"
    assert (("第四条",), ("第五条",)) in links(old, statute("烟台市", SALE, BARK, LEASH, sold.format("三")))


def test_a_citation_is_followed_by_the_item_it_names():
    fined = "违反本条例第二条第二项、第三条规定的，由公安机关予以警告。\n有前款行为，拒不改正的，处五百元罚款。"
    tree = tree_of(statute("温州市", "养犬人应当遵守下列规定：\n（一）制止犬吠；\n（二）避让行人。", LEASH, fined))
    first, second = (at for at, one in enumerate(tree.clauses) if one.path.startswith("第四条/"))
    cited = Cited(tree, {"第二条": "第二条", "第二条第二项": "第七条", "第四条": "第九条"})
    assert cited(first) == {"第七条", "第三条?"}, "an article that is linked with none leads nowhere"
    assert (cited(second), cited.elsewhere(second)) == ({"第九条"}, set()), "what it says of its own article"


def test_what_closes_two_lists_on_different_things_is_not_one():
    duties = "公安机关履行下列职责：\n（一）办理养犬登记；\n（二）捕捉无主犬；\n（三）法律、法规规定的其他{}。"
    places = (
        "下列场所禁止携带犬只进入：\n（一）医院、学校；\n（二）文物保护场所；\n（三）法律、法规规定的其他公共场所。"
    )
    old = statute("温州市", duties.format("职责"), BARK, LEASH)
    apart, shared = (links(old, statute("烟台市", BARK, LEASH, one)) for one in (places, duties.format("职责任务")))
    assert not any(path.endswith("（三）") for one in apart for path in one[0])
    assert any(path.endswith("（三）") for one in shared for path in one[0]), (
        "where the lists are one, so is their close"
    )


SERVING = (
    "市、区人民政府应当建立健全由政府主导，专业机构、行业协会和志愿者等共同参与的养犬服务体系，"
    "为养犬人提供全方位、精准化的服务。"
)
SERVED = (
    "本市按照政府主导、多方参与的原则，建立健全养犬服务体系，通过规划引领、购买服务、政策激励等方式引导专业机构、"
    "行业协会、志愿者等主体参与。"
)
RIVAL = (
    "本市按照政府主导、部门协同的原则，建立健全犬只防疫体系，通过宣传教育、购买服务等方式引导诊疗机构、行业协会、"
    "志愿者等参与。"
)


def in_chapters(city, *chapters):
    """A statute of chapters, each a heading and its articles."""
    lines, number = [f"{city}养犬管理条例"], 0
    for at, (heading, *articles) in enumerate(chapters):
        lines.append(f"第{'一二三'[at]}章　{heading}")
        for article in articles:
            number += 1
            lines.append(f"第{'一二三四五六七八九'[number - 1]}条　{article}")
    return parse("\n".join(lines))


def test_what_each_place_words_in_its_own_way_is_one_only_where_nothing_else_comes_near():
    scope, fine = "本市行政区域内养犬适用本条例。", "违反本条例规定的，由公安机关责令改正，处二百元以上一千元以下罚款。"
    leash = "携带犬只出户应当束犬链，由成年人牵引。"
    old = in_chapters("温州市", ("总则", FIRST, scope), ("养犬服务", SERVING, leash), ("法律责任", fine))
    alone, beside = (
        in_chapters("烟台市", ("总则", FIRST, scope, *served), ("行为规范", leash), ("法律责任", fine))
        for served in ((SERVED,), (SERVED, RIVAL))
    )
    assert (("第三条",), ("第三条",)) in links(old, alone)
    assert not any("第三条" in one for one, _ in links(old, beside))
    seen = {one.old for one in compare(old, beside, across=True).related}
    assert next(one.id for one in old.clauses if one.path == "第三条") in seen
