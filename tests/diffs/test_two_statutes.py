"""Two places' statutes on one subject, worded by each for itself: what may be linked, and what only sounds alike."""

import pytest

from diffs.changes import compare
from diffs.parsing import parse

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
