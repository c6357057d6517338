"""Amendments of attachments: lists, catalogues and tables under a label of their own."""

import time

import pytest

from diffs.amending.amendments import read_decision
from diffs.amending.applying import amend
from diffs.amending.edits import Amended, EditReason
from diffs.amending.opened import open_text
from diffs.parsing import parse

OLD = """某某管理办法
第一章　总则
　　第一条　为了规范管理，制定本办法。
　　第二条　本办法适用于附件一所列项目。
第二章　附则
　　第三条　收费标准见附表。
　　第四条　本办法自2020年1月1日起施行。

附件一：
重点项目目录
一、甲类项目
（一）道路运输；
（二）水路运输；
（三）航空运输。
二、乙类项目
（一）仓储；
（二）装卸。

附件二：
申请材料清单
1. 申请书
2. 身份证明
3. 营业执照复印件

附表：
收费标准表
序号\t项目\t标准
1\t登记费\t100元
2\t检验费\t200元
3\t变更费\t50元
"""


def amended(*orders: str, old: str = OLD, title: str = "某某管理办法") -> Amended:
    (amendment,) = read_decision(f"对《{title}》作如下修改：\n" + "\n".join(orders)).amendments
    return amend(old, amendment)


def reasons(done: Amended) -> list[EditReason | None]:
    return [outcome.reason for outcome in done.outcomes]


@pytest.mark.parametrize("text", [OLD, OLD.rstrip("\n"), OLD.replace("\n", "\r\n"), OLD.replace("：\n", "\n")])
def test_a_text_with_attachments_opened_and_printed_again_is_the_same_to_the_letter(text: str) -> None:
    assert open_text(text, parse(text)).render() == text


@pytest.mark.parametrize(
    ("order", "before", "after"),
    [
        ("附件一第一项第（二）项修改为：“（二）水路、管道运输”。", "（二）水路运输；", "（二）水路、管道运输；"),
        ("将附件一第一项第（三）项修改为：“（三）民用航空”。", "（三）航空运输。", "（三）民用航空。"),
        ("将附件一第二项修改为：“二、乙类目录”。", "二、乙类项目\n", "二、乙类目录\n"),
        ("将附件二第3项修改为：“3.营业执照”。", "3. 营业执照复印件", "3. 营业执照"),
        ("将附件二第2项、第3项修改为：“2.甲\n“3.乙”。", "2. 身份证明\n3. 营业执照复印件", "2. 甲\n3. 乙"),
        ("将附件一第一项中的“运输”修改为“客运”。", "（一）道路运输；", "（一）道路客运；"),
        ("将附表中的“检验费”修改为“检测费”。", "2\t检验费", "2\t检测费"),
        ("将附表《收费标准表》第3项中的“50元”修改为“60元”。", "3\t变更费\t50元", "3\t变更费\t60元"),
        ("将所附《收费标准表》序号2修改为：“2\t检验费\t150元”。", "2\t检验费\t200元", "2\t检验费\t150元"),
        ("将附表第二行修改为：“检验费 150元”。", "2\t检验费\t200元", "2\t检验费\t150元"),
        ("删去附件一第一项第（二）项。", "（二）水路运输；\n", ""),
        ("将附件一的名称修改为：“重点项目清单”。", "重点项目目录", "重点项目清单"),
        (
            "将附件二修改为：“附件二\n“材料清单\n“1.甲”。",
            "申请材料清单\n1. 申请书\n2. 身份证明\n3. 营业执照复印件",
            "材料清单\n1.甲",
        ),
        ("附件二增加两项，作为第4项、第5项：“4.章程\n“5.承诺书”。", "复印件\n", "复印件\n4. 章程\n5. 承诺书\n"),
        (
            "附件一增加一类，作为第三类：“三、丙类项目\n“（一）快递。”",
            "（二）装卸。\n",
            "（二）装卸。\n三、丙类项目\n（一）快递。\n",
        ),
        ("附表增加一行：“4\t补办费\t10元”。", "50元\n", "50元\n4\t补办费\t10元\n"),
        ("在附件二第1项中的“申请书”后增加“（一式两份）”。", "1. 申请书", "1. 申请书（一式两份）"),
    ],
)
def test_an_edit_inside_an_attachment_changes_that_spot_alone(order: str, before: str, after: str) -> None:
    done = amended(f"一、{order}")
    assert reasons(done) == [None]
    assert done.text == (OLD.replace(before, after, 1) if "运输”修改" not in order else OLD.replace("运输", "客运"))


def test_the_place_cited_last_is_left_for_its_neighbours() -> None:
    done = amended("一、附件一第一项第（一）项修改为：“（一）公路；”；删去第（二）项；第二项修改为：“二、乙类目录”。")
    assert reasons(done) == [None] * 3
    assert "一、甲类项目\n（一）公路；\n（三）航空运输。\n二、乙类目录\n（一）仓储；" in done.text


def test_an_entry_of_another_rank_than_its_neighbours_is_refused() -> None:
    assert reasons(amended("一、附件一第一项增加一项，作为第三项：“三、丙类项目”。")) == [EditReason.CONFLICT]


def test_an_empty_last_cell_stays_with_its_row() -> None:
    old = "某办法\n第一条 甲。\n第二条 乙。\n附表：\n标准表\n项目\t标准\t备注\n甲\t1元\t全部\n乙\t2元\t\n"
    done = amended("一、删去附表第2行。", old=old, title="某办法")
    assert done.text == old.replace("乙\t2元\t\n", "")
    done = amended(
        "一、附表第1行修改为：“甲\t3元\t部分”。", "二、附表第2行修改为：“乙\t4元\t无”。", old=old, title="某办法"
    )
    assert done.text.endswith("甲\t3元\t部分\n乙\t4元\t无\n")


def test_an_addition_pushes_numbers_on_and_keeps_the_stops() -> None:
    done = amended(
        "一、附件一第一项增加一项，作为第（三）项：“（三）铁路运输”。",
        "二、附件一第二项增加一项，作为第（三）项：“（三）包装。”",
    )
    assert reasons(done) == [None, None]
    assert "（二）水路运输；\n（三）铁路运输；\n（四）航空运输。\n二、" in done.text
    assert "（一）仓储；\n（二）装卸；\n（三）包装。\n" in done.text
    done = amended("一、附表增加一项，作为第2项：“2 补办费 10元”。")
    assert "1\t登记费\t100元\n2\t补办费\t10元\n3\t检验费\t200元\n4\t变更费\t50元\n" in done.text


def test_what_is_taken_out_leaves_its_number_unless_the_decision_says_that_numbers_follow() -> None:
    assert "1. 申请书\n3. 营业执照复印件" in amended("一、删去附件二第2项。").text
    assert "1. 申请书\n2. 营业执照复印件" in amended("一、删去附件二第2项，后续序号作相应调整。").text
    done = amended("一、删除附表序号1、序号3。", "附表序号相应调整。")
    assert "标准\n1\t检验费\t200元\n" in done.text
    assert "变更费" not in done.text


def test_an_attachment_goes_as_a_whole() -> None:
    done = amended("一、删去附件二。", "二、附表改为附件二。")
    assert "申请材料清单" not in done.text
    assert done.text.startswith(OLD[: OLD.index("附件二")])
    assert "收费标准表" in done.text


def test_an_attachment_is_added_in_the_order_of_its_number() -> None:
    done = amended("一、增加一个附件，作为附件三：“附件三", "“办理流程", "“1.申请”。")
    assert reasons(done) == [None]
    assert "\n附件三：\n办理流程\n1.申请\n附表：\n" in done.text
    assert reasons(amended("一、增加附件二：“办理流程”。")) == [EditReason.CONFLICT]
    old = "某办法\n第一条 甲。\n第二条 乙。"
    done = amended("一、增加附件：“附件：某目录\n“1.申请”。", old=old, title="某办法")
    assert done.text == f"{old}\n附件\n某目录\n1.申请"


def test_what_is_cited_first_holds_for_the_places_inside_it() -> None:
    done = amended(
        "一、对附件一作如下修改：",
        "（一）第一项第（一）项修改为：“（一）公路”。",
        "（二）第二项中的“仓储”修改为“库存”。",
        "二、将第二条、附件一中的“目录”和“项目”修改为“事项”。",
    )
    assert [outcome.edit.targets[0].path for outcome in done.outcomes] == [
        "附件1/第一项/（一）",
        "附件1/第二项",
        "第二条",
    ]
    assert reasons(done) == [None, None, EditReason.WORDS_NOT_FOUND]
    assert "一、甲类项目\n（一）公路；" in done.text
    assert "二、乙类项目\n（一）库存；" in done.text


def test_articles_of_an_attachment_are_not_those_of_the_text() -> None:
    old = "某规定\n第一条 甲。\n第二条 乙。\n附件1\n第一部分 通则\n第一条 附件的第一条。\n第二条 附件的第二条。\n第三条 附件的第三条。\n"
    done = amended("一、第二条修改为：“丙。”", "二、附件1第二条修改为：“第二条 丁。”", old=old, title="某规定")
    assert reasons(done) == [None, None]
    assert done.text == old.replace("乙。", "丙。").replace("附件的第二条。", "丁。")


@pytest.mark.parametrize(
    ("order", "reason"),
    [
        ("附件一第（一）项修改为：“甲”。", EditReason.TARGET_AMBIGUOUS),
        ("附件一第九项修改为：“甲”。", EditReason.TARGET_NOT_FOUND),
        ("附件五第一项修改为：“甲”。", EditReason.TARGET_NOT_FOUND),
        ("附表第2项修改为：“检验费 每次 200元”。", EditReason.NOT_UNDERSTOOD),
        ("附件二增加一项，作为第9项：“9.甲”。", EditReason.PLACE_NOT_FOUND),
        ("将附件一修改为本决定附件。", EditReason.NOT_UNDERSTOOD),
    ],
)
def test_what_cannot_be_applied_to_an_attachment_is_told_and_leaves_it_as_it_was(
    order: str, reason: EditReason
) -> None:
    done = amended(f"一、{order}")
    assert reasons(done) == [reason]
    assert done.text == OLD


def test_what_merely_names_an_attachment_is_no_place() -> None:
    text = "国务院决定：\n一、对2部行政法规予以修改。（附件1）\n附件1\n国务院决定修改的行政法规\n一、删去《甲条例》第七条。"
    (amendment,) = read_decision(text).amendments
    assert (amendment.title, [str(edit.kind) for edit in amendment.edits]) == ("甲条例", ["repeal"])


def test_a_long_table_is_amended_in_bounded_time() -> None:
    rows = "".join(f"{at}\t第{at}种\t{at}元\n" for at in range(1, 3001))
    old = f"某办法\n第一条 甲。\n第二条 乙。\n附表：\n标准表\n序号\t项目\t标准\n{rows}"
    orders = [f"将附表第{at}项中的“第{at}种”修改为“某种”。" for at in range(1, 301)]
    before = time.perf_counter()
    done = amended(*orders, old=old, title="某办法")
    assert time.perf_counter() - before < 20
    assert set(reasons(done)) == {None}
    assert "\n300\t某种\t300元\n301\t第301种\t301元\n" in done.text
