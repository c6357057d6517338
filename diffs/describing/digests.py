"""A comparison in one sentence a person can read, in Chinese and in English, from templates."""

from collections import Counter
from collections.abc import Sequence
from itertools import chain

from diffs.clauses import Clause, Kind, Outline
from diffs.comparison import Agreement, Change, ChangeClass, Digest, Label

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
_ZH_ACROSS = {
    Label.MODIFIED: "表述不同{}处",
    Label.ADDED: "仅见于后者{}处",
    Label.REMOVED: "仅见于前者{}处",
    Label.SPLIT: "一条对多条{}处",
    Label.MERGED: "多条对一条{}处",
}
_EN_ACROSS = {
    Label.MODIFIED: "{} worded differently",
    Label.ADDED: "{} only in the second text",
    Label.REMOVED: "{} only in the first text",
    Label.SPLIT: "{} standing as several in the second text",
    Label.MERGED: "{} standing as several in the first text",
}
#: What is the same, and words that stand for others throughout: between two places, and else.
_REST_ACROSS = ("相同{}处", "{} the same", "通篇用词不同{}组", "{} worded otherwise throughout")
_REST = ("未变{}处", "{} unchanged", "通篇替换用语{}组", "{} substituted throughout")
_PLACES_ZH, _PLACES_EN = "（其中{}处仅地名、机关名不同）", " ({} of them but for places)"
_BELOW_ZH, _BELOW_EN = "（含其下条款共{}处）", " ({} with what stands below)"
_UNCHANGED = frozenset({Label.UNCHANGED})
#: Between two places neither order nor number says anything of a measure.
_UNSAID = frozenset({Label.MOVED, Label.RENUMBERED})
#: What stands around the provisions: title, notes on history, contents, signature, distribution.
_APPARATUS = frozenset({Kind.TITLE, Kind.FRONT_MATTER, Kind.SIGNATURE, Kind.COLOPHON})


def digest_of(
    changes: Sequence[Change], old: Outline, new: Outline, substitutions: int, *, across: bool = False
) -> Digest:
    """The sentence for some changes; between two places nothing is called added, removed or unchanged.

    Only what is counted counts. Of an added or removed part the top is counted, layout and what stands around the
    provisions are told apart.
    """
    clauses = {**old.by_id(), **new.by_id()}
    told = [change for change in changes if change.counted]
    around: list[Change] = []
    provisions: list[Change] = []
    for change in told:
        (around if _is_apparatus(change, clauses) else provisions).append(change)
    zh, en = _counted(provisions, clauses, across=across)
    alike = _UNCHANGED | _UNSAID if across else _UNCHANGED
    same = sum(change.labels <= alike for change in provisions)
    same_zh, same_en, *throughout = _REST_ACROSS if across else _REST
    extra_zh, extra_en = _beside(provisions, around, (substitutions, throughout[0], throughout[1]))
    if not zh and not extra_zh:
        return Digest(f"两文本条款一致，共{same}处。", f"The two texts agree in all {same} clauses.")
    return Digest(
        "；".join(["，".join(zh) or "条款一致", same_zh.format(same), *extra_zh]) + "。",
        "; ".join([", ".join(en) or "no provision differs", same_en.format(same), *extra_en]) + ".",
    )


def _is_apparatus(change: Change, known: dict[str, Clause]) -> bool:
    if change.labels == _UNCHANGED:
        return False
    return all(known[one].kind in _APPARATUS for one in (*change.old, *change.new))


def _counted(changes: Sequence[Change], clauses: dict[str, Clause], *, across: bool) -> tuple[list[str], list[str]]:
    counts = Counter(chain.from_iterable(change.labels for change in changes))
    classes = [change.change_class for change in changes]
    counts[Label.MODIFIED] -= classes.count(ChangeClass.FORMAT)
    template = classes.count(ChangeClass.TEMPLATE)
    zh, en = (_ZH | _ZH_ACROSS, _EN | _EN_ACROSS) if across else (_ZH, _EN)
    chinese, english = [], []
    for label in _ORDER:
        if counts[label] <= 0 or (across and label in _UNSAID):
            continue
        top = _tops(changes, clauses, label) if label in (Label.ADDED, Label.REMOVED) else counts[label]
        below = counts[label] if top < counts[label] else 0
        places = template if label is Label.MODIFIED else 0
        chinese.append(zh[label].format(top) + _more(_BELOW_ZH, below) + _more(_PLACES_ZH, places))
        english.append(en[label].format(top) + _more(_BELOW_EN, below) + _more(_PLACES_EN, places))
    return chinese, english


def _more(said: str, count: int) -> str:
    return said.format(count) if count else ""


def _tops(changes: Sequence[Change], clauses: dict[str, Clause], label: Label) -> int:
    """How many added or removed clauses stand under none of their kind."""
    ids = {one for change in changes if label in change.labels for one in (*change.old, *change.new)}
    return sum(clauses[one].parent not in ids for one in ids)


def _beside(
    provisions: Sequence[Change], around: Sequence[Change], throughout: tuple[int, str, str]
) -> tuple[list[str], list[str]]:
    layout = [change.change_class for change in provisions].count(ChangeClass.FORMAT)
    lists = [one.evidence.agreement for one in provisions if one.evidence].count(Agreement.LIST_ONLY)
    told = (
        (layout, "另有仅版式不同{}处", "{} in layout only"),
        (len(around), "另有题注、落款等附属部分不同{}处", "{} around the provisions (title, notes, signature)"),
        (lists, "其中清单有别、正文一致{}处", "{} of them differ in the list while the bodies agree"),
        throughout,
    )
    return (
        [zh.format(count) for count, zh, _ in told if count],
        [en.format(count) for count, _, en in told if count],
    )
