"""Contested links and what their references say: an article that punishes 第X条 is known by the article it names."""

from collections import defaultdict
from collections.abc import Mapping

from diffs.aligning.references import references
from diffs.aligning.renumbering import article_of, spread
from diffs.aligning.scoring import THRESHOLD
from diffs.assignment import Scored
from diffs.trees import Tree

#: Links whose scores are that near are contested; agreement or contradiction of references moves a score by ``_WEIGHT``.
_NEAR = 0.2
_WEIGHT = 0.12


def contested(
    old: Tree,
    new: Tree,
    links: Mapping[int, int],
    measured: Mapping[tuple[int, int], float],
    numbers: Mapping[str, str],
) -> list[Scored]:
    """Pairs to be solved anew, with scores that weigh their references; ``numbers`` maps old article markers to new.

    A pair is contested when one of its ends could nearly as well be linked otherwise and both cite articles of their
    own document. The links of those ends as they stand are among the pairs.
    """
    if not numbers:
        return []
    cited = _Cited(old, numbers), _Cited(new)
    doubtful = _doubtful(links, measured, cited)
    linked = {second: first for first, second in links.items()}
    pairs = set(doubtful)
    for first, second in doubtful:
        for pair in ((first, links.get(first, -1)), (linked.get(second, -1), second)):
            if pair in measured:
                pairs.add(pair)
    return [(*pair, max(0.001, measured[pair] + _weight(*pair, cited))) for pair in sorted(pairs)]


def _doubtful(
    links: Mapping[int, int], measured: Mapping[tuple[int, int], float], cited: tuple["_Cited", "_Cited"]
) -> list[tuple[int, int]]:
    """Unlinked pairs that score nearly as well as the links of their ends, references on both sides."""
    best: dict[tuple[int, int], float] = defaultdict(float)
    for first, second in links.items():
        score = measured.get((first, second), 2.0)
        best[0, first] = best[1, second] = score
    return [
        (first, second)
        for (first, second), score in measured.items()
        if score >= THRESHOLD
        and links.get(first) != second
        and best[0, first] - _NEAR <= score >= best[1, second] - _NEAR
        and cited[0](first)
        and cited[1](second)
    ]


def _weight(first: int, second: int, cited: tuple["_Cited", "_Cited"]) -> float:
    mine, others = cited[0](first), cited[1](second)
    if not mine or not others:
        return 0.0
    return _WEIGHT * (2 * len(mine & others) / len(mine | others) - 1)


class _Cited:
    """The own articles that a clause cites, followed through ``numbers`` when given; read once each."""

    def __init__(self, tree: Tree, numbers: Mapping[str, str] | None = None) -> None:
        self._tree, self._numbers = tree, numbers
        self._known: dict[int, frozenset[str]] = {}

    def __call__(self, at: int) -> frozenset[str]:
        if at not in self._known:
            clause = self._tree.clauses[at]
            cited = (one.targets for one in references(self._tree.contents[at], clause.path) if one.law is None)
            self._known[at] = frozenset(self._followed(article_of(each)) for ones in cited for each in spread(ones))
        return self._known[at]

    def _followed(self, article: str) -> str:
        """The article's new marker; one that is not linked leads nowhere."""
        return article if self._numbers is None else self._numbers.get(article, f"{article}?")
