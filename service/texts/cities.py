"""What the page of two places says: what is counted, what became of it, what frames the measures, what is masked."""

from collections.abc import Mapping

CITIES: Mapping[str, tuple[str, str]] = {
    "cities.title": ("两地措施对照总数", "Both places in numbers"),
    "cities.headline": (
        "{a} {old}、{b} {new} 项（按{grain}计）：在另一方有对应的 {answered_old} 与 {answered_new}，仅见于一方的 {alone_old} 与 {alone_new}",
        "{a} {old}, {b} {new} {grain}: {answered_old} and {answered_new} have a counterpart, "
        "{alone_old} and {alone_new} stand on one side only",
    ),
    "cities.digest": ("连同标题、正文、开头与落款逐条计：", "Clause by clause, headings, body and frame included: "),
    "cities.more": ("出处与版本", "Source and version"),
    "cities.counted": ("计数单位", "Counted by"),
    "cities.fate": ("在另一方", "On the other side"),
    "cities.total": ("合计", "in all"),
    "cities.all": ("显示全部", "Show all"),
    "cities.shown": ("下面只列：{fate}。", "Below: {fate} only."),
    "cities.shown_side": ("下面只列：{fate}（{place}）。", "Below: {fate} only, on the side of {place}."),
    "cities.body_same": ("其中仅清单有别、正文一致", "of these only the lists differ, the bodies agree"),
    "cities.extent": (
        "措施 {sentences} 句 · 领域 {sections} 个 · 清单 {rows} 行",
        "measures: {sentences} sentences · sections: {sections} · list rows: {rows}",
    ),
    "cities.extent_listless": (
        "措施 {sentences} 句 · 领域 {sections} 个 · 无任务清单",
        "measures: {sentences} sentences · sections: {sections} · no task list",
    ),
    "cities.instead": (
        "不是双方都有{asked}，改按{grain}计数。",
        "Not both texts have {asked}: {grain} are counted instead.",
    ),
    "cities.twins": (
        "这两份文本每个领域各为一条，按条款计与按领域计是同一些单位。",
        "In these two texts each section is one clause: counted by clauses or by sections, the units are the same.",
    ),
    "cities.none": ("两份文本中没有可计数的措施。", "There is no measure to count in the two texts."),
    "cities.number": ("{place}：{fate}，{count}", "{place}: {fate}, {count}"),
    "grain.rows": ("清单行", "list rows"),
    "grain.clauses": ("条款", "clauses"),
    "grain.sentences": ("句", "sentences"),
    "grain.sections": ("领域", "sections"),
    "fate.identical": ("相同", "identical"),
    "fate.template": ("仅地名、机关名不同", "equal but for places"),
    "fate.reworded": ("表述不同", "reworded"),
    "fate.regrouped": ("拆分或合并", "merged or split"),
    "fate.partly": ("部分对应，待核", "partly corresponding, to be checked"),
    "fate.one_sided": ("仅见于一方", "found on one side only"),
    "near.lead": ("{place}最相近 · 相似 {percent}%", "nearest in {place} · {percent}% alike"),
    "near.none": ("{place}未找到字面相近的", "nothing alike was found in {place}"),
    "near.partly": ("（{place}有相近的，待核）", "(something alike in {place}, to be checked)"),
    "frame.fold": (
        "开头、主送、组织实施与落款：{count} 段",
        "Opening, addressees, instructions, signature: {count} paragraphs",
    ),
    "frame.differing": ("{count} 段不同", "{count} differ"),
    "frame.template": ("其中 {count} 段仅地名、机关名不同", "{count} of them but for places"),
    "frame.one_sided": ("{count} 段仅见于一方", "{count} on one side only"),
    "frame.same": ("全部相同", "all the same"),
    "frame.addressees": ("主送", "Addressees"),
    "frame.nothing": ("无", "none"),
    "beside.fold": (
        "另有 {count} 条所述已在计数之内（清单与正文互见），折叠于此",
        "{count} more say again what is counted (list and body repeat one another)",
    ),
    "masks.title": ("遮去之处", "What is masked"),
    "masks.shown": ("标出", "marked"),
    "masks.plain": ("不标", "not marked"),
    "masks.legend": (
        "加点之处（本地与上级地名、按职能归并的机关名、配合上级的套语）比对时视为相同。",
        "Dotted: own and higher places, agencies by function and words of deference count as equal.",
    ),
    "masked.own": ("本地地名，比对时视为相同", "own place, counts as equal"),
    "masked.above": ("上级地名，比对时视为相同", "higher place, counts as equal"),
    "masked.agency": ("机关名，按职能比对", "agency, compared by function"),
    "masked.deference": ("配合上级的套语，比对时不计", "words of deference, passed over"),
}
