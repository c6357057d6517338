"""The edits that amend a tree of clauses, each of them written down on the nodes that it touched."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial

from bench import edits
from bench.numerals import style
from diffs.clauses import Clause, Kind

#: Shorter texts (走私) are neither reworded nor merged: nothing of them would be left to know them by.
_TELLING = 6
#: Whole subtrees larger than this are neither deleted nor moved.
_LARGEST = 12
#: So many of the moved, split and merged clauses are reworded too.
_REWORDED = 0.4
#: So many of the new clauses are on the pattern of a neighbour.
_TWINS = 0.3
#: Parts of a split clause are at least this long, and a sentence that is cut at a comma that long.
_PART, _LONG = 15, 40


@dataclass(eq=False, slots=True)
class Node:
    """A clause on its way from the old text to the new one, with the old ids that it carries on."""

    clause: Clause
    origins: list[str]
    children: "Family" = field(default_factory=lambda: Family())
    edits: set[str] = field(default_factory=set)
    moved: bool = False
    inserted: bool = False
    reshaped: bool = False

    def size(self) -> int:
        """Clauses of the subtree."""
        return 1 + sum(child.size() for child in self.children)

    def weight(self) -> int:
        """Characters of the subtree."""
        return len(self.clause.wording) + sum(child.weight() for child in self.children)


class Family(list["Node"]):
    """Siblings; ``restarts`` when their numbering began at one."""

    restarts: bool = True


Edit = Callable[["Scene", Family, int], bool]


@dataclass(slots=True)
class Scene:
    """Where the editing happens: the families of siblings, strange texts, and what was touched already."""

    chance: random.Random
    families: list[Family]
    texts: list[str]
    touched: set[int] = field(default_factory=set)
    passed: set[int] = field(default_factory=set)
    strange: list[str] = field(init=False)

    def __post_init__(self) -> None:
        self.strange = [part for text in self.texts for part in edits.phrases(text) if 6 <= len(part) <= 40]

    def amend(self, wanted: int) -> None:
        """Touch so many clauses, each once."""
        names, weights = zip(*((one, weight) for one, weight in _OPERATIONS), strict=True)
        sizes = [len(family) for family in self.families]
        for _ in range(wanted * 4):
            if len(self.touched) >= wanted or not self.families:
                return
            family = self.chance.choices(self.families, weights=sizes)[0]
            at = self.chance.randrange(len(family)) if family else -1
            if at < 0 or id(family[at]) in self.touched:
                continue
            node = family[at]
            operation: Edit = self.chance.choices(names, weights=weights)[0]
            done = operation(self, family, at)
            if not (done and operation is _insert) and (done or _small(self, family, at)):
                self.touched.add(id(node))

    def free(self, family: Family, at: int) -> bool:
        """Whether there is a clause at a place that nobody touched."""
        return 0 <= at < len(family) and id(family[at]) not in self.touched


def _reworded(node: Node, text: str, edit: str) -> bool:
    if text == node.clause.text or not text:
        return False
    node.clause = with_text(node.clause, text)
    node.edits.add(edit)
    return True


def with_text(clause: Clause, text: str) -> Clause:
    """The clause with another text, in its row's cell too."""
    cells = {name: text if cell == clause.text else cell for name, cell in clause.cells.items()}
    return replace(clause, text=text, cells=cells or clause.cells)


def _small(scene: Scene, family: Family, at: int) -> bool:
    node = family[at]
    told = len(node.clause.text) >= _TELLING
    return told and _reworded(node, edits.small(scene.chance, node.clause.text), "wording")


def _phrase(scene: Scene, family: Family, at: int) -> bool:
    node = family[at]
    made = len(node.clause.text) >= _TELLING and edits.phrase(scene.chance, node.clause.text, scene.strange)
    return bool(made) and _reworded(node, str(made), "wording")


def _heavy(scene: Scene, family: Family, at: int) -> bool:
    node = family[at]
    return _reworded(node, edits.heavy(scene.chance, node.clause.text, scene.strange), "wording")


def _number(scene: Scene, family: Family, at: int) -> bool:
    return _reworded(family[at], edits.number(scene.chance, family[at].clause.text), "wording")


def _punctuation(scene: Scene, family: Family, at: int) -> bool:
    return _reworded(family[at], edits.punctuation(scene.chance, family[at].clause.text), "punctuation")


def _heading(scene: Scene, family: Family, at: int) -> bool:
    node = family[at]
    if not node.clause.heading:
        return False
    node.clause = replace(node.clause, heading=edits.heading(scene.chance, node.clause.heading))
    node.edits.add("wording")
    return True


def _insert(scene: Scene, family: Family, at: int) -> bool:
    node = family[at]
    if not scene.texts or node.clause.kind not in (Kind.CLAUSE, Kind.PARAGRAPH, Kind.TABLE_ROW):
        return False
    text = edits.twin(scene.chance, node.clause.text, scene.strange) if scene.chance.random() < _TWINS else ""
    if text:
        scene.touched.add(id(node))
    fresh = replace(with_text(node.clause, text or scene.chance.choice(scene.texts)), heading="", heading_sep="")
    between = "条" in fresh.marker and scene.chance.random() < 0.4
    made = Node(fresh, [], inserted=between)
    family.insert(at + 1 if between else at, made)
    scene.touched.add(id(made))
    return True


def _delete(scene: Scene, family: Family, at: int) -> bool:
    node = family[at]
    if len(family) < 3 or node.size() > _LARGEST or id(node) in scene.passed or _holds_touched(scene, node):
        return False
    family.pop(at)
    return True


def _holds_touched(scene: Scene, node: Node) -> bool:
    return any(id(child) in scene.touched or _holds_touched(scene, child) for child in node.children)


def _move(scene: Scene, family: Family, at: int) -> bool:
    """One clause or a block of up to four, within the family past something heavier, or to a family of its kind.

    What it passed stays, so that nobody can say that the others moved instead.
    """
    most = scene.chance.choice((1, 1, 1, 2, 3, 4))
    block: list[Node] = []
    while len(block) < most and scene.free(family, at + len(block)) and len(family) - len(block) > 3:
        block.append(family[at + len(block)])
    weight = sum(node.weight() for node in block)
    if not block or sum(node.size() for node in block) > _LARGEST or not all(node.weight() for node in block):
        return False
    kind = style(block[0].clause.marker)
    others = [one for one in scene.families if one is not family and kind and style(one[0].clause.marker) == kind]
    if others and scene.chance.random() < 0.4:
        target = scene.chance.choice(others)
        places = list(range(len(target) + 1))
    else:
        target, places = family, _far(family, at, len(block), weight)
    if not places:
        return False
    if any(id(node) in scene.passed for node in block):
        return False
    del family[at : at + len(block)]
    to = scene.chance.choice(places)
    if target is family:
        scene.passed.update(map(id, family[min(to, at) : max(to, at)]))
    target[to:to] = block
    for node in block:
        node.moved = True
        scene.touched.add(id(node))
        _on_the_way(scene, node)
    return True


def _on_the_way(scene: Scene, *nodes: Node) -> None:
    for node in nodes:
        if len(node.clause.text) > _PART and scene.chance.random() < _REWORDED:
            made = scene.chance.choice((edits.small, partial(edits.phrase, strange=scene.strange)))
            _reworded(node, made(scene.chance, node.clause.text), "wording")


def _far(family: Family, at: int, count: int, weight: int) -> list[int]:
    """Places in the family without the block that lie behind twice its weight: it moved, and not what it passed."""
    rest = [node.weight() if node.origins else 0 for node in (*family[:at], *family[at + count :])]
    passed = ((to, rest[min(to, at) : max(to, at)]) for to in range(len(rest) + 1))
    return [to for to, between in passed if sum(map(bool, between)) > 1 and sum(between) > 2 * weight]


def _split(scene: Scene, family: Family, at: int) -> bool:
    """In two behind a full stop or a semicolon, or of one long sentence behind a comma that becomes a full stop."""
    node = family[at]
    if node.children or node.edits or node.clause.kind is Kind.RUN_IN_SECTION:
        return False
    text = node.clause.text
    cuts = [cut for cut in _cuts(text) if min(cut, len(text) - cut) >= _PART]
    ends = [cut for cut in cuts if text[cut - 1] != "，"]
    if not cuts or (not ends and len(text) < _LONG):
        return False
    cut = scene.chance.choice(ends or cuts)
    first = text[:cut] if ends else text[: cut - 1] + "。"
    made = Node(replace(with_text(node.clause, text[cut:]), heading="", heading_sep=""), list(node.origins))
    node.clause = with_text(node.clause, first)
    if not ends:
        node.edits.add("punctuation")
    family.insert(at + 1, made)
    scene.touched.add(id(made))
    _on_the_way(scene, node, made)
    return True


def _cuts(text: str) -> list[int]:
    """Places behind the commas, semicolons and full stops that stand outside brackets and quotes."""
    depth, found = 0, []
    for at, char in enumerate(text[:-1], 1):
        depth += (char in "（(“《") - (char in "）)”》")
        if not depth and char in "，；。":
            found.append(at)
    return found


def _merge(scene: Scene, family: Family, at: int) -> bool:
    if not scene.free(family, at + 1):
        return False
    node, after = family[at], family[at + 1]
    bare = not (node.children or after.children or node.edits or after.edits or after.clause.heading)
    told = min(len(node.clause.text), len(after.clause.text)) >= _TELLING
    if not bare or not told or node.clause.kind != after.clause.kind:
        return False
    if _beside(node.clause) != _beside(after.clause):
        return False
    family.pop(at + 1)
    node.clause = with_text(node.clause, node.clause.text + after.clause.text)
    node.origins += after.origins
    scene.touched.add(id(after))
    _on_the_way(scene, node)
    return True


def _beside(clause: Clause) -> list[str]:
    """A row's other cells: rows that name other units are not merged."""
    return [cell for cell in clause.cells.values() if cell not in (clause.text, clause.marker)]


def _paragraph(scene: Scene, family: Family, at: int) -> bool:
    """An article of one paragraph gains a second one."""
    node = family[at]
    if "条" not in node.clause.marker or not node.clause.text or node.children or not scene.texts:
        return False
    kept = Node(_as_paragraph(node.clause, node.clause.text), list(node.origins), reshaped=True)
    fresh = Node(_as_paragraph(node.clause, scene.chance.choice(scene.texts)), [])
    node.clause, node.reshaped = replace(node.clause, text=""), True
    node.children = Family((kept, fresh) if scene.chance.random() < 0.7 else (fresh, kept))
    scene.touched.update((id(kept), id(fresh)))
    return True


def _as_paragraph(article: Clause, text: str) -> Clause:
    return replace(
        article,
        kind=Kind.PARAGRAPH,
        marker="",
        number=None,
        heading="",
        heading_sep="",
        text=text,
        level=article.level + 1,
    )


_OPERATIONS: tuple[tuple[Edit, int], ...] = (
    (_small, 14),
    (_phrase, 10),
    (_heavy, 18),
    (_number, 5),
    (_punctuation, 4),
    (_heading, 3),
    (_insert, 13),
    (_delete, 12),
    (_move, 10),
    (_split, 12),
    (_merge, 11),
    (_paragraph, 3),
)
