"""A comparison in one sentence a person can read, in Chinese and in English, from templates."""

from collections.abc import Mapping

from diffs.comparison import Digest, Label

_ORDER = (Label.MODIFIED, Label.ADDED, Label.REMOVED, Label.MOVED, Label.SPLIT, Label.MERGED, Label.RENUMBERED)
_ZH = {
    Label.MODIFIED: "修改{}处",
    Label.ADDED: "新增{}处",
    Label.REMOVED: "删除{}处",
    Label.MOVED: "移动{}处",
    Label.SPLIT: "拆分{}处",
    Label.MERGED: "合并{}处",
    Label.RENUMBERED: "重新编号{}处",
}
_EN = {
    Label.MODIFIED: "{} modified",
    Label.ADDED: "{} added",
    Label.REMOVED: "{} removed",
    Label.MOVED: "{} moved",
    Label.SPLIT: "{} split",
    Label.MERGED: "{} merged",
    Label.RENUMBERED: "{} renumbered",
}
_ZH_ACROSS = {Label.MODIFIED: "表述不同{}处", Label.ADDED: "仅见于后者{}处", Label.REMOVED: "仅见于前者{}处"}
_EN_ACROSS = {
    Label.MODIFIED: "{} worded differently",
    Label.ADDED: "{} only in the second text",
    Label.REMOVED: "{} only in the first text",
}


def digest_of(summary: Mapping[Label, int], substitutions: int, *, across: bool = False) -> Digest:
    """The sentence for a summary of label counts; between two places nothing is called added or removed."""
    zh, en = (_ZH | _ZH_ACROSS, _EN | _EN_ACROSS) if across else (_ZH, _EN)
    told = [label for label in _ORDER if summary.get(label) and label in (_shown(across))]
    same = summary.get(Label.UNCHANGED, 0)
    if not told:
        return Digest(f"两文本条款一致，共{same}处。", f"The two texts agree in all {same} clauses.")
    chinese = "，".join(zh[label].format(summary[label]) for label in told) + f"；未变{same}处"
    english = ", ".join(en[label].format(summary[label]) for label in told) + f"; {same} unchanged"
    if substitutions:
        chinese += f"；通篇替换用语{substitutions}组"
        english += f"; {substitutions} wording substitution{'s' * (substitutions > 1)} throughout"
    return Digest(f"{chinese}。", f"{english}.")


def _shown(across: bool) -> tuple[Label, ...]:
    return tuple(label for label in _ORDER if not (across and label in (Label.MOVED, Label.RENUMBERED)))
