"""Amended copies of an outline with their recorded truth: which clause is which, and what happened to it.

The truth is written down by whoever edits, never read off a comparison. Edited are wordings (a word to nearly half of
the text, numbers, punctuation, headings), clauses are inserted (also as 第X条之一), deleted, moved alone and as blocks
within and between containers, split and merged, and reworded on the way; new ones may follow the pattern of old ones;
articles gain and lose paragraphs, numbers run anew and references to articles follow them.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from rapidfuzz import fuzz, process

from bench.numerals import ARTICLE, NUMERAL, han, renumbered, style, value
from bench.operations import Family, Node, Scene, with_text
from diffs.clauses import Clause, Kind, Outline
from diffs.comparison import ChangeClass, Label
from diffs.keys import sentences

_EDITABLE = frozenset({Kind.HEADING, Kind.CLAUSE, Kind.RUN_IN_SECTION, Kind.PARAGRAPH, Kind.TABLE_ROW})
#: New clauses read less like any old one than this (rapidfuzz ratio in per cent), so that none of them is one.
_NEW = 55


@dataclass(frozen=True, slots=True)
class Amended:
    """An amended copy, its true links (old id, new id), and the true labels of each new id and removed old id.

    ``classes`` holds the true class of modified clauses where one kind of edit made the difference; ``reshaped`` the
    ids of articles that gained or lost their paragraphs, whose labels are a matter of how one counts.
    """

    outline: Outline
    links: frozenset[tuple[str, str]]
    labels: dict[str, frozenset[Label]]
    classes: dict[str, ChangeClass] = field(default_factory=dict)
    reshaped: frozenset[str] = frozenset()


def amended(outline: Outline, share: float, seed: int, donor: Outline) -> Amended:
    """A copy with ``share`` of its clauses touched; new clauses come from ``donor``; the same seed, the same copy."""
    chance = random.Random(seed)
    roots = _tree(outline)
    scene = Scene(chance, _families(roots), _strangers(outline, donor))
    scene.amend(round(sum(len(family) for family in scene.families) * share))
    for root in roots:
        _settle(root)
    return _Writer(outline, roots).written()


def _tree(outline: Outline) -> Family:
    nodes: dict[str, Node] = {}
    roots = Family()
    for clause in outline.clauses:
        node = nodes[clause.id] = Node(clause, [clause.id], inserted="条之" in clause.marker)
        (nodes[clause.parent].children if clause.parent in nodes else roots).append(node)
    for family in (roots, *(node.children for node in nodes.values())):
        first = next((one.clause.marker for one in family if NUMERAL.search(one.clause.marker)), "")
        match = NUMERAL.search(first)
        family.restarts = not match or value(match.group()) == 1
    return roots


def _families(roots: Family) -> list[Family]:
    found, waiting = [roots], list(roots)
    while waiting:
        node = waiting.pop()
        if node.children:
            found.append(node.children)
            waiting.extend(node.children)
    return [family for family in found if len(family) > 1 and all(one.clause.kind in _EDITABLE for one in family)]


def _strangers(outline: Outline, donor: Outline) -> list[str]:
    """Texts of the donor that are none of the outline's; of very large outlines a sample is looked at."""
    texts = sorted({clause.text for clause in donor.clauses if 20 <= len(clause.text) <= 300})
    known = [clause.text for clause in outline.clauses if clause.text][:3000]
    if not texts or not known:
        return texts
    likeness = process.cdist(texts, known, scorer=fuzz.ratio, score_cutoff=_NEW).max(axis=1)
    return [text for text, most in zip(texts, likeness, strict=True) if not most]


def _settle(node: Node) -> None:
    """Articles that are left with one paragraph hold it themselves."""
    only = node.children[0] if len(node.children) == 1 else None
    if only and "条" in node.clause.marker and not node.clause.text and only.clause.kind is Kind.PARAGRAPH:
        node.clause = replace(node.clause, text=only.clause.text)
        node.origins += [one for one in only.origins if one not in node.origins]
        node.edits |= only.edits
        node.children, node.reshaped = only.children, True
    for child in node.children:
        _settle(child)


class _Writer:
    """Writes the tree as an outline, numbered through, with the truth read off its nodes."""

    def __init__(self, outline: Outline, roots: Family) -> None:
        self.old, self.roots = outline, roots
        self.counters: dict[str, int] = {}
        self.after: dict[str, int] = {}
        self.clauses: list[Clause] = []
        self.nodes: list[Node] = []
        self.names: set[str] = set()

    def written(self) -> Amended:
        """The outline and its truth."""
        self._family(self.roots, None)
        self._refer()
        made = Outline(self.old.document, tuple(replace(one, sentences=sentences(one.text)) for one in self.clauses))
        kept: dict[str, list[int]] = {}
        for at, node in enumerate(self.nodes):
            for origin in node.origins:
                kept.setdefault(origin, []).append(at)
        links = frozenset((old, made.clauses[at].id) for old, news in kept.items() for at in news)
        reshaped = {made.clauses[at].id for at, node in enumerate(self.nodes) if node.reshaped}
        reshaped |= {old for old, new in links if new in reshaped}
        return Amended(made, links, self._labels(kept), self._classes(kept), frozenset(reshaped))

    def _family(self, family: Family, parent: Clause | None) -> None:
        started: set[str] = set()
        unnumbered = 0
        for node in family:
            kind = style(node.clause.marker)
            if kind and kind not in started and family.restarts:
                self.counters[kind] = 0
            started.add(kind)
            unnumbered += not kind
            marker = self._marker(node, kind)
            path = self._path(node.clause, marker, parent, unnumbered)
            cells = {name: marker if cell == node.clause.marker else cell for name, cell in node.clause.cells.items()}
            own = replace(
                node.clause, id=f"n{len(self.clauses)}", parent=parent.id if parent else None, marker=marker, path=path
            )
            own = replace(own, cells=cells) if cells else own
            self.clauses.append(own)
            self.nodes.append(node)
            self._family(node.children, own)

    def _marker(self, node: Node, kind: str) -> str:
        if not NUMERAL.search(node.clause.marker):
            return node.clause.marker
        if node.inserted and self.counters.get(kind):
            self.after[kind] = self.after.get(kind, 0) + 1
            return renumbered(node.clause.marker, self.counters[kind], self.after[kind])
        self.counters[kind], self.after[kind] = self.counters.get(kind, 0) + 1, 0
        return renumbered(node.clause.marker, self.counters[kind])

    def _path(self, clause: Clause, marker: str, parent: Clause | None, unnumbered: int) -> str:
        """An address as the parser would give it."""
        if "条" in marker:
            path = marker.strip()
        elif clause.kind is Kind.TABLE_ROW:
            number = NUMERAL.search(marker)
            path = f"{clause.path.rpartition('-')[0]}-{number.group() if number else unnumbered}"
        elif parent is None and not marker:
            path = clause.path
        else:
            name = marker.strip().rstrip(".、．").translate(str.maketrans("()", "（）")) or clause.heading
            if parent and "条" in parent.marker and not marker:
                name = f"第{han(unnumbered)}款"
            path = f"{parent.path}/{name or f'¶{unnumbered}'}" if parent else name
        while path in self.names:
            path += "'"
        self.names.add(path)
        return path

    def _refer(self) -> None:
        """References to articles of the text follow their new numbers; those of other laws stay."""
        before = self.old.by_id()
        numbers = {
            before[node.origins[0]].marker.strip(): clause.marker.strip()
            for node, clause in zip(self.nodes, self.clauses, strict=True)
            if node.origins and "条" in clause.marker
        }
        numbers = {one: other for one, other in numbers.items() if one != other}
        for at, (node, clause) in enumerate(zip(self.nodes, self.clauses, strict=True)):
            text = _referring(clause.text, numbers) if node.origins and numbers else clause.text
            if text != clause.text:
                node.edits.add("reference")
                self.clauses[at] = with_text(clause, text)

    def _labels(self, kept: dict[str, list[int]]) -> dict[str, frozenset[Label]]:
        before = self.old.by_id()
        labels: dict[str, set[Label]] = {one: {Label.REMOVED} for one in before if one not in kept}
        for node, clause in zip(self.nodes, self.clauses, strict=True):
            found = labels.setdefault(clause.id, set())
            if not node.origins:
                found.add(Label.ADDED)
                continue
            same = kept[node.origins[0]]
            if len(node.origins) > 1:
                found.add(Label.MERGED)
            if len(same) > 1:
                found.add(Label.SPLIT)
            if any(self.nodes[at].edits for at in same):
                found.add(Label.MODIFIED)
            if any(self.nodes[at].moved for at in same):
                found.add(Label.MOVED)
            if before[node.origins[0]].marker != self.clauses[same[0]].marker:
                found.add(Label.RENUMBERED)
        return {one: frozenset(found or {Label.UNCHANGED}) for one, found in labels.items()}

    def _classes(self, kept: dict[str, list[int]]) -> dict[str, ChangeClass]:
        """Classes of one-to-one clauses in which one kind of edit was made."""
        kinds = {
            "wording": ChangeClass.WORDING,
            "punctuation": ChangeClass.EDITORIAL,
            "reference": ChangeClass.REFERENCE,
        }
        return {
            clause.id: kinds[next(iter(node.edits))]
            for node, clause in zip(self.nodes, self.clauses, strict=True)
            if len(node.edits) == 1 and len(node.origins) == 1 and len(kept[node.origins[0]]) == 1
        }


def _referring(text: str, numbers: dict[str, str]) -> str:
    made: list[str] = []
    done = 0
    for match in ARTICLE.finditer(text):
        lead = text[max(0, match.start() - 12) : match.start()]
        if match.group() not in numbers or "》" in lead or _named(lead):
            continue
        made += [text[done : match.start()], numbers[match.group()]]
        done = match.end()
    return "".join((*made, text[done:]))


def _named(lead: Sequence[str]) -> bool:
    """Whether what stands before 第X条 names another law."""
    return str(lead).endswith(("刑法", "民法典", "诉讼法", "处罚法", "解释", "条例", "办法")) and not str(
        lead
    ).endswith(("本法", "本解释", "本条例", "本办法"))
