from support.outlines import outline

from diffs.aligning.alignment import align
from diffs.aligning.growth import combined
from diffs.comparison import Override, Tier
from diffs.trees import flat, tree_of

LAW = """
第一章|总则|
  第一条||为了规范电影产业发展，丰富人民群众精神文化生活，制定本条例。
  第二条||在本市从事电影创作、摄制、发行、放映等活动，适用本条例。
  第三条||市电影主管部门负责本市的电影工作，区电影主管部门负责本区的电影工作。
第二章|创作与摄制|
  第四条||鼓励社会力量通过投资、捐赠等方式参与电影创作，并依法享受有关优惠待遇。
  第五条||摄制电影应当保护文物和生态环境，不得破坏自然资源。
  第六条||剧组拍摄完成后应当在十五日内恢复原状。恢复原状的费用由剧组承担。
第三章|附则|
  第七条||本条例自2024年1月1日起施行。
"""


def linked(old, new, overrides=()):
    """The links as pairs of ``marker or text``, and the alignment itself."""
    first, second = tree_of(old), tree_of(new)
    alignment = align(first, second, overrides)
    return {
        (old.clauses[one].marker or old.clauses[one].text, new.clauses[other].marker or new.clauses[other].text)
        for group in alignment.groups
        for one in group.old
        for other in group.new
    }, alignment


def test_an_outline_is_linked_with_itself_clause_by_clause():
    law = outline(LAW)
    pairs, alignment = linked(law, law)
    assert pairs == {(clause.marker, clause.marker) for clause in law.clauses}
    assert {group.tier for group in alignment.groups} == {Tier.EXACT}


def test_an_insertion_shifts_no_link():
    new = LAW.replace("  第五条||", "  第五条||电影院应当公示票价和放映计划。\n  第六条||").replace(
        "第六条||剧组", "第七条||剧组"
    )
    pairs, _ = linked(outline(LAW), outline(new))
    assert {("第五条", "第六条"), ("第六条", "第七条"), ("第四条", "第四条")} <= pairs
    assert not any(other == "第五条" for _, other in pairs)


def test_a_deletion_leaves_its_neighbours_linked():
    lines = [line for line in LAW.splitlines() if "文物" not in line]
    pairs, _ = linked(outline(LAW), outline("\n".join(lines)))
    assert "第五条" not in {one for one, _ in pairs}
    assert ("第六条", "第六条") in pairs


def test_a_modified_clause_is_linked_though_its_number_changed():
    new = LAW.replace("第五条||摄制电影应当保护文物和生态环境", "第九条||摄制电影必须保护文物、古树名木和生态环境")
    pairs, alignment = linked(outline(LAW), outline(new))
    assert ("第五条", "第九条") in pairs
    assert [group.tier for group in alignment.groups if group.tier is not Tier.EXACT] == [Tier.STRONG]


def test_identity_never_rests_on_the_printed_number():
    old = outline("第一条||县级以上人民政府应当建立养犬管理协调机制。\n第二条||养犬人应当为犬只接种狂犬病疫苗。")
    new = outline("第一条||养犬人应当为犬只接种狂犬病疫苗。\n第二条||县级以上人民政府应当建立养犬管理协调机制。")
    assert linked(old, new)[0] == {("第一条", "第二条"), ("第二条", "第一条")}


def test_a_clause_that_moved_to_another_chapter_is_found_there():
    line = "  第五条||摄制电影应当保护文物和生态环境，不得破坏自然资源。\n"
    new = LAW.replace(line, "").replace("第三章|附则|\n", "第三章|附则|\n" + line)
    assert ("第五条", "第五条") in linked(outline(LAW), outline(new))[0]


def test_an_article_that_was_split_is_one_group():
    new = LAW.replace(
        "  第六条||剧组拍摄完成后应当在十五日内恢复原状。恢复原状的费用由剧组承担。",
        "  第六条||剧组拍摄完成后应当在十五日内恢复原状。\n  第七条||恢复原状的费用由剧组承担。",
    )
    pairs, alignment = linked(outline(LAW), outline(new.replace("第七条||本条例", "第八条||本条例")))
    assert {("第六条", "第六条"), ("第六条", "第七条")} <= pairs
    assert [len(group.new) for group in alignment.groups].count(2) == 1


def test_two_articles_that_were_merged_are_one_group():
    old = LAW.replace(
        "  第六条||剧组拍摄完成后应当在十五日内恢复原状。恢复原状的费用由剧组承担。",
        "  第六条||剧组拍摄完成后应当在十五日内恢复原状。\n  第七条||恢复原状的费用由剧组承担。",
    )
    pairs, _ = linked(outline(old.replace("第七条||本条例", "第八条||本条例")), outline(LAW))
    assert {("第六条", "第六条"), ("第七条", "第六条")} <= pairs


def test_an_article_that_got_a_second_paragraph_stays_the_same_article():
    new = LAW.replace(
        "  第五条||摄制电影应当保护文物和生态环境，不得破坏自然资源。",
        "  第五条||\n    |摄制电影应当保护文物和生态环境，不得破坏自然资源。\n    |违反规定的，由主管部门责令改正。",
    )
    law, amended = outline(LAW), outline(new)
    pairs, _ = linked(law, amended)
    assert {("第五条", "第五条"), ("第五条", "摄制电影应当保护文物和生态环境，不得破坏自然资源。")} <= pairs
    assert "违反规定的，由主管部门责令改正。" not in {other for _, other in pairs}


def test_repeated_items_stay_with_their_own_articles():
    text = """
第一条||申请设立电影院的，应当提交下列材料：
  （一）||申请书；
  （二）||法律、行政法规规定的其他材料。
第二条||申请设立剧组的，应当具备下列条件：
  （一）||有必要的资金；
  （二）||法律、行政法规规定的其他材料。
"""
    old = outline(text)
    new = outline(text.replace("申请书；", "申请书和章程；"))
    first, second = tree_of(old), tree_of(new)
    assert {(group.old, group.new) for group in align(first, second).groups} == {((at,), (at,)) for at in range(6)}


def test_siblings_under_one_heading_are_linked_though_their_text_is_new():
    old = outline("一|主要任务|\n  |科技服务领域：|深化职务科技成果所有权改革。\n  |金融服务领域：|支持开展跨境结算。")
    new = outline(
        "一|主要任务|\n  |科技服务领域：|建设中试熟化平台和技术转移部门。\n  |金融服务领域：|支持开展跨境结算。"
    )
    assert len(linked(old, new)[0]) == 3


def test_the_links_do_not_depend_on_which_text_is_called_old():
    new = outline(
        LAW.replace("第五条||摄制电影应当保护", "第六条||摄制影片应当严格保护").replace("第三章|附则|", "第三章|其他|")
    )
    forth, _ = linked(outline(LAW), new)
    back, _ = linked(new, outline(LAW))
    assert forth == {(one, other) for other, one in back}


def test_a_human_link_wins_over_the_algorithm():
    law = outline(LAW)
    first, last = law.clauses[1].id, law.clauses[-1].id
    pairs, alignment = linked(law, law, (Override(first, last),))
    assert ("第一条", "第七条") in pairs
    assert ("第一条", "第一条") not in pairs
    assert [group.tier for group in alignment.groups].count(Tier.MANUAL) == 1


def test_a_clause_that_a_human_set_apart_is_linked_with_none():
    law = outline(LAW)
    one = law.clauses[1].id
    assert "第一条" not in {old for old, _ in linked(law, law, (Override(one, None),))[0]}
    assert "第一条" not in {new for _, new in linked(law, law, (Override(None, one),))[0]}


def test_an_override_that_names_unknown_clauses_is_without_effect():
    law = outline(LAW)
    assert linked(law, law, (Override("nowhere", "nothing"),))[0] == linked(law, law)[0]


def test_empty_outlines_have_no_links():
    assert linked(outline(""), outline(LAW))[0] == set()
    assert linked(outline(""), outline(""))[0] == set()


def test_a_weak_overlap_is_kept_as_related():
    old = outline("一||支持在本市设立国际医疗部，发展远程医疗和互联网诊疗。\n二||完善统计监测体系。")
    new = outline(
        "一||发展远程医疗，建设健康医疗大数据平台，推动手术机器人研发与应用，完善监管平台。\n二||完善统计监测体系。"
    )
    pairs, alignment = linked(old, new)
    assert pairs == {("二", "二")}
    assert [(one, other) for one, other, _ in alignment.related] == [(0, 0)]


def test_a_clause_whose_link_gave_way_keeps_its_overlap_as_related():
    fined = "由监督检查部门责令停止违法行为，处{}的罚款；情节严重的，处{}的罚款。"
    few, more, most = "五万元以上五十万元以下", "五十万元以上三百万元以下", "一百万元以上五百万元以下"
    refusing = "妨碍、破坏其他经营者合法提供的网络产品或者服务正常运行"
    forcing = "强制或者变相强制平台内经营者以低于成本的价格销售商品"
    old = outline(
        f"第一条||经营者不得利用技术手段，{refusing}。\n"
        f"第二条||经营者违反本法第一条规定{refusing}的，{fined.format(few, more)}"
    )
    new = outline(
        f"第一条||经营者不得利用数据、技术手段，{refusing}。\n第二条||平台经营者不得{forcing}，扰乱市场竞争秩序。\n"
        f"第三条||经营者违反本法第一条规定利用网络从事不正当竞争的，{fined.format(most, most)}\n"
        f"第四条||平台经营者违反本法第二条规定{forcing}的，{fined.format(few, more)}"
    )
    pairs, alignment = linked(old, new)
    assert pairs == {("第一条", "第一条"), ("第二条", "第三条")}
    assert [(one, other) for one, other, _ in alignment.related] == [(1, 3)]


def test_two_clauses_that_say_the_same_may_want_the_same_two_parts():
    parts = flat(["养犬人应当办理登记", "犬只应当佩戴牌照"])
    wholes = flat(["养犬人应当办理登记,犬只应当佩戴牌照"] * 2)
    scored = [(part, whole, 0.3) for part in (0, 1) for whole in (0, 1)]
    made_up = combined(parts, wholes, [0, 1], [0, 1], scored)
    assert [(group.old, group.new) for group in made_up] == [((0, 1), (0,))]
