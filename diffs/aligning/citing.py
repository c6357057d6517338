"""Contested links and what their references say: an article that punishes 第X条 is known by the article it names."""

from collections import defaultdict
from collections.abc import Mapping

from diffs.aligning.references import references
from diffs.aligning.renumbering import article_of, provision, provision_of, spread
from diffs.aligning.scoring import THRESHOLD
from diffs.assignment import Scored
from diffs.trees import Tree

#: Links whose scores are that near are contested; agreement or contradiction of references moves a score by ``_WEIGHT``.
_NEAR = 0.2
_WEIGHT = 0.12


def contested(
    links: Mapping[int, int], measured: Mapping[tuple[int, int], float], cited: tuple["Cited", "Cited"]
) -> list[Scored]:
    """Pairs to be solved anew, with scores that weigh their references.

    A pair is contested when one of its ends could nearly as well be linked otherwise and both cite articles of their
    own document. The links of those ends as they stand are among the pairs.
    """
    doubtful = _doubtful(links, measured, cited)
    linked = {second: first for first, second in links.items()}
    pairs = set(doubtful)
    for first, second in doubtful:
        for pair in ((first, links.get(first, -1)), (linked.get(second, -1), second)):
            if pair in measured:
                pairs.add(pair)
    weighed = [(*pair, max(0.001, measured[pair] + _weight(*pair, cited))) for pair in sorted(pairs)]
    return [one for one in weighed if one[2] >= THRESHOLD or links.get(one[0]) == one[1]]


def belied(
    pairs: Mapping[tuple[int, int], float], cited: tuple["Cited", "Cited"], numbers: Mapping[str, str]
) -> set[tuple[int, int]]:
    """Those of scored pairs that only read alike: what one side cites stands elsewhere than what the other cites.

    Where it stands must be known from one side at least, and what the references take must leave no link.
    """
    reached = {article_of(new) for new in numbers.values()}
    found = set()
    for (first, second), score in pairs.items():
        if score - _WEIGHT >= THRESHOLD:
            continue
        mine, others = cited[0].elsewhere(first), cited[1].elsewhere(second)
        if mine and others and not mine & others and (mine <= reached or others <= reached):
            found.add((first, second))
    return found


def _doubtful(
    links: Mapping[int, int], measured: Mapping[tuple[int, int], float], cited: tuple["Cited", "Cited"]
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


def _weight(first: int, second: int, cited: tuple["Cited", "Cited"]) -> float:
    mine, others = cited[0](first), cited[1](second)
    if not mine or not others:
        return 0.0
    return _WEIGHT * (2 * len(mine & others) / len(mine | others) - 1)


class Cited:
    """The own articles that a clause cites, followed through ``numbers`` when given; read once each."""

    def __init__(self, tree: Tree, numbers: Mapping[str, str] | None = None) -> None:
        self._tree, self._numbers = tree, numbers
        self._known: dict[int, tuple[frozenset[str], frozenset[str]]] = {}

    def __call__(self, at: int) -> frozenset[str]:
        """All of them."""
        return self._read(at)[0]

    def elsewhere(self, at: int) -> frozenset[str]:
        """Those that the clause itself does not stand in (前款, 本条)."""
        return self._read(at)[1]

    def _read(self, at: int) -> tuple[frozenset[str], frozenset[str]]:
        if at not in self._known:
            path = self._tree.clauses[at].path
            cited = (one.targets for one in references(self._tree.contents[at], path) if one.law is None)
            led = {each: self._followed(each) for ones in cited for each in spread(ones)}
            home = article_of(provision_of(path)) if led else ""
            elsewhere = (to for each, to in led.items() if article_of(each) != home)
            self._known[at] = frozenset(led.values()), frozenset(elsewhere)
        return self._known[at]

    def _followed(self, target: str) -> str:
        """The article where a provision stands, in the other text when followed; one not linked leads nowhere.

        An item that became an article of its own leads there, whatever its article is linked with.
        """
        article = article_of(target)
        if self._numbers is None:
            return article
        led = provision(target, self._numbers)
        return article_of(led) if led != target or article in self._numbers else f"{article}?"
