"""Who issued a text, one organ or several, wherever it says so."""

import pytest

from diffs.parsing import parse

BODY = "一、总体要求\n坚持甲。\n二、保障措施\n加强乙。\n"
LAW = "甲办法\n第一条 甲。\n第二条 乙。\n"


@pytest.mark.parametrize(
    ("signature", "issuers"),
    [
        ("商务部\n2022年1月5日", ("商务部",)),
        ("商务部　中央网信办　国家发展改革委\n2022年1月5日", ("商务部", "中央网信办", "国家发展改革委")),
        ("国家发展改革委　科技部\n财政部\n2022年1月5日", ("国家发展改革委", "科技部", "财政部")),
        ("财政部、税务总局\n2022年1月5日", ("财政部", "税务总局")),
        ("甲市人民政府 2022年1月5日", ("甲市人民政府",)),
        ("甲市人民政府（印章）\n2022年1月5日", ("甲市人民政府",)),
        ("沈 阳 市 商 务 局\n2022年1月5日", ("沈阳市商务局",)),
        ("中共甲市委　甲市人民政府\n2022年1月5日", ("中共甲市委", "甲市人民政府")),
    ],
)
def test_signers_are_issuers(signature: str, issuers: tuple[str, ...]) -> None:
    text = f"关于甲的通知\n各有关单位：\n现通知如下。\n{BODY}{signature}\n"
    assert parse(text).document.issuers == issuers


@pytest.mark.parametrize(
    ("head", "issuers"),
    [
        ("国家发展改革委等部门关于推动甲的意见\n", ("国家发展改革委",)),
        ("商务部等14部门关于培育甲的实施意见\n", ("商务部",)),
        ("财政部 税务总局关于甲的通知\n", ("财政部", "税务总局")),
        ("中共中央办公厅 国务院办公厅印发《关于甲的意见》\n", ("中共中央办公厅", "国务院办公厅")),
        ("中国人民银行 银保监会 证监会关于甲的意见\n", ("中国人民银行", "银保监会", "证监会")),
        ("上海市市场监督管理局、上海市商务委员会关于甲的通知\n", ("上海市市场监督管理局", "上海市商务委员会")),
        ("甲市人民政府文件\n甲政发〔2020〕8号\n关于乙的通知\n", ("甲市人民政府",)),
        ("发文机关：甲市商务局\n关于乙的通知\n", ("甲市商务局",)),
        ("关于乙的通知\n", ()),
        ("关于乙的公告\n", ()),
        ("海关总署公告\n", ("海关总署",)),
    ],
)
def test_unsigned_texts_name_their_issuers_in_the_head(head: str, issuers: tuple[str, ...]) -> None:
    assert parse(f"{head}{BODY}").document.issuers == issuers


@pytest.mark.parametrize(
    ("head", "signer", "issuer", "number"),
    [
        ("中华人民共和国国务院令\n第725号", "总理　某某", "中华人民共和国国务院", "中华人民共和国国务院令第725号"),
        ("国家税务总局令\n第59号", "国家税务总局局长：某某", "国家税务总局", "国家税务总局令第59号"),
        ("上海市人民政府令第61号", "市长　某某", "上海市人民政府", "上海市人民政府令第61号"),
        ("中国人民银行令〔2022〕第2号", "行长 某某", "中国人民银行", "中国人民银行令〔2022〕第2号"),
    ],
)
def test_an_order_is_issued_by_its_organ_not_by_who_signs_it(head: str, signer: str, issuer: str, number: str) -> None:
    text = f"{head}\n《甲办法》已经审议通过，现予公布，自2022年3月1日起施行。\n{signer}\n2022年1月20日\n{LAW}"
    facts = parse(text).document
    assert (facts.issuers, facts.number) == ((issuer,), number)
    assert [str(on) for on in (facts.dates.signed_on, facts.dates.effective_on)] == ["2022-01-20", "2022-03-01"]


def test_a_court_announces_its_interpretation_under_its_own_number() -> None:
    text = (
        "中华人民共和国最高人民法院\n公　告\n《某解释》已于2022年12月26日通过，现予公布。\n最高人民法院\n2023年1月19日\n"
        "法释〔2023〕2号\n最高人民法院\n关于审理某案件适用法律的解释\n第一条 甲。\n第二条 乙。\n"
    )
    facts = parse(text).document
    assert (facts.issuers, facts.number) == (("最高人民法院",), "法释〔2023〕2号")


@pytest.mark.parametrize(
    ("title", "issuers"),
    [
        ("商务部\n发展改革委\n财政部\n关于甲的通知", ("商务部", "发展改革委", "财政部")),
        ("商务部 发展改革委\n财政部 海关总署关于甲的通知", ("商务部", "发展改革委", "财政部", "海关总署")),
        ("商务部、发展改革委、财政部、\n海关总署关于甲的通知", ("商务部", "发展改革委", "财政部", "海关总署")),
        ("商务部 中国人民银行\n国家外汇管理局\n关于甲的通知", ("商务部", "中国人民银行", "国家外汇管理局")),
        ("甲省商务厅\n中国人民银行\n甲省分行关于甲的通知", ("甲省商务厅", "中国人民银行甲省分行")),
        ("甲省人民政府\n办公厅关于甲的通知", ("甲省人民政府办公厅",)),
        ("国家税务总局\n甲省税务局关于甲的通知", ("国家税务总局甲省税务局",)),
        ("国家发展\n改革委 商务部\n关于甲的通知", ("国家发展改革委", "商务部")),
        ("商务部\n等8部门关于甲的通知", ("商务部",)),
    ],
)
def test_organs_on_lines_of_their_own_in_a_joint_title_are_issuers_each(title: str, issuers: tuple[str, ...]) -> None:
    outline = parse(f"{title}\n各有关单位：\n现通知如下。\n{BODY}")
    assert outline.document.issuers == issuers
    assert outline.document.title == title.replace("\n", "")


def test_the_head_of_a_joint_announcement_is_no_title_however_many_lines_it_takes() -> None:
    document = parse(f"商务部\n海关总署\n公告\n2023年第5号\n关于甲的公告\n{BODY}").document
    assert document.title == "关于甲的公告"
    assert document.number == "商务部海关总署公告2023年第5号"
    assert document.issuers == ("商务部", "海关总署")
