"""What is said of two places in other words than of an amendment: ``group_across.name`` stands in for ``group.name``.

Between two places nothing is deleted, added or amended; something is only here, only there, or worded differently.
"""

from collections.abc import Mapping

TWO_PLACES: Mapping[str, tuple[str, str]] = {
    "comparison_across.overline": ("两地条文对照", "Two places, clause by clause"),
    "comparison_across.substitutions": ("通篇用词不同", "Worded otherwise throughout"),
    "comparison_across.unchanged": ("相同条文", "The same"),
    "comparison_across.turn": ("左右对调", "Swap sides"),
    "comparison_across.fold": ("{count} 条相同", "{count} the same"),
    "comparison_across.method": (
        "由程序比对生成（算法 {algorithm}）；差异是否具有实质意义，由读者判断。",
        "Compared by a program (algorithm {algorithm}); whether a difference matters is the reader's judgement.",
    ),
    "marks.legend": (
        "单下划线：仅见于{a}；双下划线：仅见于{b}。两地文本各自成文，无所谓增删。",
        "Underlined once: only in {a}; underlined twice: only in {b}. Neither text amends the other.",
    ),
    "view_across.columns": ("对照表", "Two columns"),
    "view_across.inline": ("合排", "In one run"),
    "view_across.old": ("只看{a}", "{a}, clean"),
    "view_across.new": ("只看{b}", "{b}, clean"),
    "label_across.unchanged": ("相同", "the same"),
    "label_across.modified": ("表述不同", "worded differently"),
    "label_across.added": ("仅见于{b}", "only in {b}"),
    "label_across.removed": ("仅见于{a}", "only in {a}"),
    "label_across.moved": ("位置不同", "elsewhere"),
    "label_across.renumbered": ("编号不同", "numbered differently"),
    "label_across.split": ("一条对多条", "one here, several there"),
    "label_across.merged": ("多条对一条", "several here, one there"),
    "class_across.wording": ("文字", "wording"),
    "class_across.editorial": ("标点编号", "editorial"),
    "class_across.reference": ("仅引用的条号不同", "numbers referred to only"),
    "class_across.template": ("仅地名不同", "places only"),
    "class_across.format": ("版式", "format"),
    "row_across.moved": ("{a}：{old} ↔ {b}：{new}", "{a}: {old} ↔ {b}: {new}"),
    "row_across.trace": ("{place} 在{b}位于 {to}", "{place} stands at {to} in {b}"),
    "row_across.see_old": ("看{a} {place}", "See {place} in {a}"),
    "row_across.see_new": ("看{b} {place}", "See {place} in {b}"),
    "row_across.absent_old": ("（{a}未见）", "(not in {a})"),
    "row_across.absent_new": ("（{b}未见）", "(not in {b})"),
    "filter_across.label": ("异同", "Alike or not"),
    "filter_across.class": ("差异程度", "How deep"),
    "filter_across.wording_only": ("只看文字差异", "Differences in wording only"),
    "filter_across.shown": (
        "共 {all} 处不同，符合筛选的 {shown} 处。",
        "{shown} of {all} differences match the filters.",
    ),
    "filter_across.nothing": (
        "没有符合筛选的差异；清除筛选后可见全部。",
        "No difference matches the filters; clear them to see all.",
    ),
    "filter_across.side": (
        "只列该地文本自有的条文，按原文次序；两地相同的照登。",
        "Only the clauses of this text, in its own order; those that both have are shown.",
    ),
    "filter_across.hidden_row": (
        "链接所指的一处不在当前筛选之内。",
        "The difference that the link names is not among those shown.",
    ),
    "filter_across.lost_row": (
        "这份比对里没有链接所指的一处；条文可能已重新配对，请按条号查找。",
        "The comparison has no such difference; clauses may have been paired anew, so look for it by its number.",
    ),
    "count_across.explained": (
        "总数表按所选单位计，其下小结每事计一次；筛选与逐处计数按表中的行计（共 {all} 行），清单与正文互见、上下级条款各占一行，故数目不同。",
        "The table of sums counts the chosen unit, the sentence below it a matter once; the filters and the counter count "
        "rows ({all}): a list and the body that says the same, a section and what stands in it are rows each.",
    ),
    "count_across.label": ("逐处查看", "From difference to difference"),
    "count_across.previous": ("上一处不同", "Previous difference"),
    "count_across.next": ("下一处不同", "Next difference"),
    "keys_across.next": ("下一处不同", "next difference"),
    "keys_across.previous": ("上一处不同", "previous difference"),
    "keys_across.layout": ("对照表与合排互换", "two columns or one run"),
    "keys_across.unchanged": ("显示或折叠相同条文", "show or fold what is the same"),
    "keys_across.wording": ("只看文字差异，再按恢复", "differences in wording only, or all again"),
    "tools_across.snapshot_old": ("原文快照（{a}）", "Snapshot ({a})"),
    "tools_across.snapshot_new": ("原文快照（{b}）", "Snapshot ({b})"),
    "tools_across.text_old": ("{a}全文此处", "In the full text of {a}"),
    "tools_across.text_new": ("{b}全文此处", "In the full text of {b}"),
    "paper_across.title": ("{names}两地条文对照表", "Provisions of two places compared {names}"),
    "paper_across.kind": ("异同", "Alike or not"),
    "paper_across.explanation": ("差异说明", "Remarks"),
    "paper_across.renumbered": ("{old}对应{new}", "{old} corresponds to {new}"),
    "paper_across.moved": ("位置不同（{old}／{new}）", "elsewhere ({old} / {new})"),
    "paper_across.split": ("{a}{old}对应{b}{new}", "{old} in {a} corresponds to {new} in {b}"),
    "paper_across.merged": ("{a}{old}对应{b}{new}", "{old} in {a} corresponds to {new} in {b}"),
    "paper_across.run_unchanged": ("{reach}相同", "{reach} the same"),
    "paper_across.run_renumbered": (
        "{reach}（{a}为{old}）仅编号不同",
        "{reach} ({old} in {a}): only the number differs",
    ),
    "paper_across.reading": (
        "按{b}文本的顺序排列。左栏标出的文字仅见于{a}，右栏标出的文字仅见于{b}（Word、Excel 中分别为单下划线、双下划线）；"
        "一方未见的条款，在该方栏内注明未见。两地文本各自成文，无所谓增删。“差异说明”栏留空，供填写。",
        "In the order of the text of {b}. What is marked on the left is only in {a}, on the right only in {b} (in Word and "
        "Excel underlined once and twice). A clause that one side does not have is said so there. Neither text amends the "
        "other. Remarks are left for you to fill in.",
    ),
    "paper_across.replaced": ("通篇用词不同：{pairs}。", "Worded otherwise throughout: {pairs}."),
    "paper_across.substitution": (
        "{a}“{old}”、{b}“{new}”（{count} 处）",
        "“{old}” in {a}, “{new}” in {b} ({count} times)",
    ),
    "paper_across.listed": (
        "两地文本共有 {changed} 处不同，本表列出 {shown} 处，编为 {boxes} 项。",
        "There are {changed} differences; {shown} of them are listed, under {boxes} numbers.",
    ),
    "paper_across.listed_filtered": (
        "两地文本共有 {changed} 处不同，本表按筛选条件（{filters}）列出 {shown} 处，编为 {boxes} 项。",
        "There are {changed} differences; {shown} of them pass the filter ({filters}) and are listed, under {boxes} "
        "numbers.",
    ),
    "paper_across.unlisted": ("未逐条列示的不同：{reasons}。", "Differences not listed: {reasons}."),
    "paper_across.only_renumbered": ("仅编号不同", "only the number differs"),
    "paper_across.numbers": ("编号对应：{pairs}。", "Numbers that correspond: {pairs}."),
    "paper_across.same": ("相同的条款 {count} 处未逐条列示。", "{count} clauses that are the same are not listed."),
    "paper_across.redline": ("两文合排", "Both texts in one"),
    "paper_across.changes": ("异同", "Differences"),
    "paper_across.substitutions": ("用词不同", "Worded otherwise"),
    "paper_across.old": ("{a}用词", "In {a}"),
    "paper_across.new": ("{b}用词", "In {b}"),
    "paper_across.class": ("差异层次", "Depth"),
    "paper_across.change_id": ("行标识", "Row id"),
    "paper.marks": (
        "Word 标为删除的文字仅见于{a}，标为插入的仅见于{b}，不表示修订；全部拒绝即{a}文本，全部接受即{b}文本。",
        "What Word marks as deleted is only in {a}, as inserted only in {b}; neither amends the other. Reject all for the "
        "text of {a}, accept all for that of {b}.",
    ),
    "paper_across.table_docx": ("对照表（Word）", "Table (Word)"),
    "paper_across.redline_docx": ("两文合排（Word）", "Both texts in one (Word)"),
    "paper_across.changes_xlsx": ("异同清单（Excel）", "Differences (Excel)"),
    "paper_across.table_md": ("对照表（Markdown）", "Table (Markdown)"),
    "paper_across.changes_json": ("异同（JSON）", "Differences (JSON)"),
    "paper_across.changes_csv": ("异同清单（CSV）", "Differences (CSV)"),
}
