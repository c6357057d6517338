"""Amended copies of an outline with their recorded truth: which clause is which, and what happened to it."""

import random
import re
from dataclasses import dataclass, field, replace

from diffs.clauses import Clause, Outline
from diffs.comparison import Label
from diffs.keys import sentences

_NUMERALS = "零一二三四五六七八九"
_WORDS = "及时 依法 有关部门 按照规定 统一 负责 备案 监督检查 十五日 定期 书面 公开 有权 协同 信息系统 可以 应当 不得 三年".split()
_OPERATIONS = ("modify",) * 5 + ("delete", "insert", "move", "split", "merge")


@dataclass(eq=False)
class _Node:
    """A clause on its way from the old text to the new one, with the old ids that it carries on."""

    clause: Clause
    origins: list[str]
    children: list["_Node"] = field(default_factory=list)
    edited: bool = False
    moved: bool = False


@dataclass(frozen=True, slots=True)
class Amended:
    """An amended copy, its true links (old id, new id), and the true labels of each new id and removed old id."""

    outline: Outline
    links: frozenset[tuple[str, str]]
    labels: dict[str, frozenset[Label]]


def amended(outline: Outline, share: float, seed: int, donor: Outline) -> Amended:
    """A copy with ``share`` of its clauses touched; new clauses come from ``donor``; the same seed, the same copy."""
    chance = random.Random(seed)
    roots = _tree(outline)
    texts = [clause.text for clause in donor.clauses if 20 <= len(clause.text) <= 300]
    families = [family for family in _families(roots) if len(family) > 2 and family[0].clause.marker]
    total = sum(len(family) for family in families)
    touched: set[int] = set()
    for _ in range(round(total * share)):
        family = chance.choices(families, weights=[len(each) for each in families])[0]
        _touch(chance, family, families, texts, touched)
    return _written(outline, roots)


def _tree(outline: Outline) -> list[_Node]:
    nodes: dict[str, _Node] = {}
    roots: list[_Node] = []
    for clause in outline.clauses:
        node = nodes[clause.id] = _Node(clause, [clause.id])
        (nodes[clause.parent].children if clause.parent in nodes else roots).append(node)
    return roots


def _families(roots: list[_Node]) -> list[list[_Node]]:
    found, waiting = [roots], list(roots)
    while waiting:
        node = waiting.pop()
        if node.children:
            found.append(node.children)
            waiting.extend(node.children)
    return found


def _touch(
    chance: random.Random, family: list[_Node], families: list[list[_Node]], texts: list[str], touched: set[int]
) -> None:
    free = [at for at, node in enumerate(family) if id(node) not in touched]
    if not free:
        return
    at = chance.choice(free)
    node, operation = family[at], chance.choice(_OPERATIONS)
    if operation == "insert" and texts:
        fresh = _Node(replace(node.clause, text=chance.choice(texts), heading="", heading_sep=""), [])
        family.insert(at, fresh)
        touched.add(id(fresh))
    elif operation == "delete" and len(family) > 2:
        family.pop(at)
    elif operation == "move" and len(family) > 3:
        _move(chance, family, at, families)
    elif operation == "split" and not node.children and len(node.clause.sentences) > 1:
        _split(chance, family, at, touched)
    elif operation == "merge" and at + 1 < len(family) and _mergeable(node, family[at + 1], touched):
        _merge(family, at, touched)
    elif node.clause.text:
        _modify(chance, node)
    touched.add(id(node))


def _modify(chance: random.Random, node: _Node) -> None:
    text = node.clause.text
    for _ in range(chance.choice((1, 1, 2, 3))):
        at = chance.randrange(len(text) + 1)
        cut = chance.choice((0, 1, 2, 4, 8)) if len(text) > 16 else 1
        text = text[:at] + chance.choice(_WORDS) + text[at + cut :]
    if text != node.clause.text:
        node.clause, node.edited = replace(node.clause, text=text), True


def _move(chance: random.Random, family: list[_Node], at: int, families: list[list[_Node]]) -> None:
    """To a far place of the same family, or to another family of the same kind of number."""
    node = family.pop(at)
    alike = [other for other in families if other and other[0].clause.marker[:1] == node.clause.marker[:1]]
    target = family if chance.random() < 0.5 or not alike else chance.choice(alike)
    places = [to for to in range(len(target) + 1) if target is not family or abs(to - at) > 1]
    target.insert(chance.choice(places or [0]), node)
    node.moved = True


def _split(chance: random.Random, family: list[_Node], at: int, touched: set[int]) -> None:
    node = family[at]
    parts = node.clause.sentences
    cut = chance.randrange(1, len(parts))
    second = _Node(replace(node.clause, text="".join(parts[cut:]), heading="", heading_sep=""), list(node.origins))
    node.clause = replace(node.clause, text="".join(parts[:cut]))
    family.insert(at + 1, second)
    touched.add(id(second))


def _mergeable(node: _Node, after: _Node, touched: set[int]) -> bool:
    bare = not node.children and not after.children and id(after) not in touched
    return bare and bool(node.clause.text and after.clause.text and not after.clause.heading)


def _merge(family: list[_Node], at: int, touched: set[int]) -> None:
    node, after = family[at], family.pop(at + 1)
    node.clause = replace(node.clause, text=node.clause.text + after.clause.text)
    node.origins += after.origins
    touched.add(id(after))


def _written(outline: Outline, roots: list[_Node]) -> Amended:
    """The tree as an outline, numbered through, with the truth read off its nodes."""
    counters: dict[str, int] = {}
    clauses: list[Clause] = []
    kept: dict[str, list[str]] = {}
    facts: dict[str, _Node] = {}

    def write(node: _Node, parent: str | None, at: int) -> None:
        marker = _numbered(node.clause.marker, at, counters)
        own = f"n{len(clauses)}"
        clauses.append(
            replace(node.clause, id=own, parent=parent, marker=marker, path=own, sentences=sentences(node.clause.text))
        )
        facts[own] = node
        for origin in node.origins:
            kept.setdefault(origin, []).append(own)
        for place, child in enumerate(_with_marker(node.children), 1):
            write(child[0], own, child[1] or place)

    for node, place in _with_marker(roots):
        write(node, None, place)
    made = Outline(outline.document, tuple(clauses))
    return Amended(
        made,
        frozenset((old, new) for old, news in kept.items() for new in news),
        _labels(outline, made, kept, facts),
    )


def _with_marker(family: list[_Node]) -> list[tuple[_Node, int]]:
    """Nodes with their number among those of the family that have one."""
    at, numbered = 0, []
    for node in family:
        at += bool(node.clause.marker)
        numbered.append((node, at))
    return numbered


def _numbered(marker: str, at: int, counters: dict[str, int]) -> str:
    """The marker with its number as it now runs; articles run through the whole text."""
    match = re.search(r"[零一二三四五六七八九十百千]+|\d+", marker)
    if not match:
        return marker
    if marker.startswith("第") and "条" in marker:
        at = counters["条"] = counters.get("条", 0) + 1
    number = str(at) if match.group().isdigit() else _han(at)
    return marker[: match.start()] + number + marker[match.end() :]


def _han(value: int) -> str:
    if value < 10:
        return _NUMERALS[value]
    for power, sign in ((1000, "千"), (100, "百"), (10, "十")):
        if value >= power:
            head, rest = divmod(value, power)
            lead = "" if (power == 10 and value < 20) else _han(head)
            gap = "零" if rest and rest < power // 10 else ""
            return lead + sign + gap + (_han(rest) if rest else "")
    return ""


def _labels(
    old: Outline, new: Outline, kept: dict[str, list[str]], facts: dict[str, _Node]
) -> dict[str, frozenset[Label]]:
    before, after = old.by_id(), new.by_id()
    labels: dict[str, set[Label]] = {one: {Label.REMOVED} for one in before if one not in kept}
    for own, node in facts.items():
        found = labels.setdefault(own, set())
        if not node.origins:
            found.add(Label.ADDED)
            continue
        first = kept[node.origins[0]][0]
        if len(node.origins) > 1:
            found.add(Label.MERGED)
        if len(kept[node.origins[0]]) > 1:
            found.add(Label.SPLIT)
        if any(facts[other].edited for other in kept[node.origins[0]]):
            found.add(Label.MODIFIED)
        if any(facts[other].moved for other in kept[node.origins[0]]):
            found.add(Label.MOVED)
        if before[node.origins[0]].marker != after[first].marker:
            found.add(Label.RENUMBERED)
    return {one: frozenset(found or {Label.UNCHANGED}) for one, found in labels.items()}
