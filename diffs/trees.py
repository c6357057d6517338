"""What alignment sees of an outline: comparable keys, the tree by position, and keys of whole subtrees."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from diffs.clauses import Clause, Outline
from diffs.keys import norm

#: Subtrees up to this many characters are compared by their whole content, longer ones by their own wording.
CONTENT_LIMIT = 1500


@dataclass(frozen=True, slots=True)
class Tree:
    """The clauses of one outline by position in document order.

    ``keys`` are own wordings as compared (norm, places masked when asked), ``sentences`` and ``headings``
    likewise; ``contents`` the keys of the whole
    subtree joined, or the own key where that would exceed ``CONTENT_LIMIT``. ``parents`` holds positions, -1 at the
    top; ``roots`` are the top clauses. ``sizes`` counts the characters of a subtree.
    """

    clauses: tuple[Clause, ...]
    keys: tuple[str, ...]
    sentences: tuple[tuple[str, ...], ...]
    headings: tuple[str, ...]
    parents: tuple[int, ...]
    children: tuple[tuple[int, ...], ...]
    roots: tuple[int, ...]
    contents: tuple[str, ...]
    sizes: tuple[int, ...]
    depths: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.keys)

    def below(self, position: int) -> list[int]:
        """The subtree of a position, itself first, in document order."""
        if not self.children[position]:
            return [position]
        found, waiting = [], [position]
        while waiting:
            at = waiting.pop()
            found.append(at)
            waiting.extend(reversed(self.children[at]))
        return found


def tree_of(outline: Outline, mask: Callable[[str], str] | None = None) -> Tree:
    """The tree of an outline; ``mask`` rewrites the wording before it is folded."""
    clauses = outline.clauses
    fold = _folding(mask) if mask else norm
    sentences = tuple(tuple(map(fold, clause.sentences)) for clause in clauses)
    keys = tuple(_key(clause, folded, fold) for clause, folded in zip(clauses, sentences, strict=True))
    parents = _parents(clauses)
    children: list[list[int]] = [[] for _ in clauses]
    for at, parent in enumerate(parents):
        if parent >= 0:
            children[parent].append(at)
    contents, sizes = _contents(keys, children)
    return Tree(
        clauses=clauses,
        keys=keys,
        sentences=sentences,
        headings=tuple(map(fold, (clause.heading for clause in clauses))),
        parents=parents,
        children=tuple(map(tuple, children)),
        roots=tuple(at for at, parent in enumerate(parents) if parent < 0),
        contents=contents,
        sizes=sizes,
        depths=_depths(parents),
    )


def _folding(mask: Callable[[str], str]) -> Callable[[str], str]:
    """Masks and folds each wording once."""
    folded: dict[str, str] = {"": ""}

    def fold(text: str) -> str:
        if text not in folded:
            folded[text] = norm(mask(text))
        return folded[text]

    return fold


def flat(keys: Sequence[str]) -> Tree:
    """Wordings side by side, for what compares wordings only."""
    count = len(keys)
    return Tree(
        clauses=(),
        keys=tuple(keys),
        sentences=((),) * count,
        headings=("",) * count,
        parents=(-1,) * count,
        children=((),) * count,
        roots=tuple(range(count)),
        contents=tuple(keys),
        sizes=tuple(map(len, keys)),
        depths=(0,) * count,
    )


def _key(clause: Clause, sentences: tuple[str, ...], fold: Callable[[str], str]) -> str:
    """The folded wording, put together from its folded sentences where they spell the text."""
    if sentences and "".join(clause.sentences) == clause.text:
        return fold(clause.heading + clause.heading_sep) + "".join(sentences)
    return fold(clause.wording)


def _parents(clauses: tuple[Clause, ...]) -> tuple[int, ...]:
    """Positions of parents; a parent that does not stand before its child counts as none."""
    seen: dict[str, int] = {}
    parents = []
    for at, clause in enumerate(clauses):
        parents.append(seen.get(clause.parent, -1) if clause.parent else -1)
        seen[clause.id] = at
    return tuple(parents)


def _contents(keys: tuple[str, ...], children: list[list[int]]) -> tuple[tuple[str, ...], tuple[int, ...]]:
    contents, sizes = list(keys), [len(key) for key in keys]
    for at in range(len(keys) - 1, -1, -1):
        if not children[at]:
            continue
        sizes[at] += sum(sizes[child] for child in children[at])
        if sizes[at] <= CONTENT_LIMIT:
            contents[at] = keys[at] + "".join(contents[child] for child in children[at])
    return tuple(contents), tuple(sizes)


def _depths(parents: tuple[int, ...]) -> tuple[int, ...]:
    depths: list[int] = []
    for parent in parents:
        depths.append(depths[parent] + 1 if parent >= 0 else 0)
    return tuple(depths)


class Interned:
    """Small integers for equal values, shared by both sides of a comparison."""

    def __init__(self) -> None:
        self._known: dict[object, int] = {}

    def __call__(self, value: object) -> int:
        """The integer of a value."""
        return self._known.setdefault(value, len(self._known))


def subtree_ids(tree: Tree, interned: Interned) -> list[int]:
    """One integer per clause, equal where the whole subtrees read alike."""
    ids = [0] * len(tree)
    for at in range(len(tree) - 1, -1, -1):
        ids[at] = interned((tree.keys[at], tuple(ids[child] for child in tree.children[at])))
    return ids
