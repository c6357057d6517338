import pytest

from diffs.agencies import folded, renamed


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("市商务局", "市商务委"),
        ("市商务委", "市商务委员会"),
        ("市发展改革委", "市发改委"),
        ("市发展和改革委员会", "市发改委"),
        ("市经济和信息化局", "市经信局"),
        ("市教委", "市教育局"),
        ("由市科技局牵头", "由市科学技术局牵头"),
    ],
)
def test_names_for_one_function_fold_alike(one, other):
    assert folded(one) == folded(other) != one


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("市商务局", "区商务局"),
        ("市商务局", "商务部"),
        ("成都市商务局", "沈阳市商务局"),
        ("市商务局", "市科技局"),
        ("市药监局", "市市场监管局"),
    ],
)
def test_agencies_of_another_level_place_or_function_stay_apart(one, other):
    assert folded(one) != folded(other)


@pytest.mark.parametrize(
    "text", ["科技创新的商务环境", "服务贸易新格局", "教育办学质量", "对外商务办理流程", "市委托的机构"]
)
def test_words_that_are_no_agencies_stay(text):
    assert folded(text) == text


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("市工商局", "市市场监管局"),
        ("国家工商行政管理总局", "国家市场监督管理总局"),
        ("工商行政管理部门", "市场监督管理部门"),
        ("国土资源部", "自然资源部"),
        ("市国土资源局", "市规划和自然资源局"),
        ("环境保护部", "生态环境部"),
        ("市旅游局", "市文化和旅游局"),
        ("市卫生计生委", "市卫生健康委"),
        ("市安监局", "市应急管理局"),
        ("重庆银保监局", "重庆金融监管局"),
        ("中国银保监会", "国家金融监督管理总局"),
        ("市金融办", "市地方金融管理局"),
        ("市农委", "市农业农村局"),
        ("国务院法制办", "司法部"),
        ("市法制办", "市司法局"),
        ("市外专局", "市科技局"),
    ],
)
def test_renamings_of_the_reforms_are_known(old, new):
    assert renamed(old, new)
    assert not renamed(new, old) or folded(old) == folded(new)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("市商务局", "市商务局"),
        ("市工商局", "区市场监管局"),
        ("市财政局", "市商务局"),
        ("市市场监管局", "市工商局"),
        ("沈阳海关", "成都海关"),
    ],
)
def test_other_units_are_not_renamed(old, new):
    assert not renamed(old, new)
