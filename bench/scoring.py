"""How right a list of links and labels is, and the plain reading of labels from links that peers are given."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from bench.amended import Amended
from diffs.clauses import Clause, Outline
from diffs.comparison import Comparison, Label
from diffs.keys import norm

Links = frozenset[tuple[str, str]]
Labels = dict[str, frozenset[Label]]


@dataclass(frozen=True, slots=True)
class Score:
    """Precision, recall and their harmonic mean, from counts."""

    right: int
    found: int
    true: int

    @property
    def precision(self) -> float:
        """Right among found; 1 when nothing was found."""
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """Right among true; 1 when nothing was to be found."""
        return self.right / self.true if self.true else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        return 2 * self.right / (self.found + self.true) if self.found + self.true else 1.0

    def __add__(self, other: "Score") -> "Score":
        return Score(self.right + other.right, self.found + other.found, self.true + other.true)


def scored(found: Iterable[object], true: Iterable[object]) -> Score:
    """Counts of two sets."""
    one, other = set(found), set(true)
    return Score(len(one & other), len(one), len(other))


def link_score(old: Outline, copy: Amended, links: Links) -> Score:
    """Links between clauses that say something; an empty article above its paragraphs is not asked for."""
    said = {one.id for one in old.clauses if one.wording}, {one.id for one in copy.outline.clauses if one.wording}
    kept = ({pair for pair in some if pair[0] in said[0] and pair[1] in said[1]} for some in (links, copy.links))
    return scored(*kept)


def label_scores(old: Outline, copy: Amended, labels: Labels) -> dict[Label, Score]:
    """One score per label over new clauses and removed old ones; those whose paragraphs came or went are left out."""
    said = {one.id for one in (*old.clauses, *copy.outline.clauses) if one.wording} - copy.reshaped
    scores = {}
    for label in Label:
        true = {one for one, names in copy.labels.items() if one in said and label in names}
        scores[label] = scored((one for one, names in labels.items() if one in said and label in names), true)
    return scores


def macro(scores: dict[Label, Score]) -> float:
    """The mean F1 of the labels that occur in the truth."""
    asked = [score.f1 for score in scores.values() if score.true]
    return sum(asked) / len(asked) if asked else 1.0


def links_of(comparison: Comparison) -> Links:
    """All links of a comparison."""
    return frozenset(link for change in comparison.changes for link in change.links)


def labels_of(comparison: Comparison) -> Labels:
    """Labels by new id, and by old id where there is no new one."""
    return {one: change.labels for change in comparison.changes for one in change.new or change.old}


def plain_labels(old: Outline, new: Outline, links: Links) -> Labels:
    """Labels as anyone would read them off bare links: no link, other words, other number, out of order, n to m."""
    before, after = old.by_id(), new.by_id()
    forth, back = defaultdict(list), defaultdict(list)
    for one, other in sorted(links):
        forth[one].append(other)
        back[other].append(one)
    places = {clause.id: at for at, clause in enumerate(old.clauses)}
    firsts = [(clause.id, places[back[clause.id][0]]) for clause in new.clauses if clause.id in back]
    ordered = _increasing([at for _, at in firsts])
    moved = {one for number, (one, _) in enumerate(firsts) if number not in ordered}
    labels: dict[str, set[Label]] = {one: {Label.REMOVED} for one in before if one not in forth}
    for one, clause in after.items():
        olds = back.get(one)
        if not olds:
            labels[one] = {Label.ADDED}
            continue
        news = forth[olds[0]]
        found = labels[one] = set()
        if _joined(before, olds) != _joined(after, news):
            found.add(Label.MODIFIED)
        if _plain(before[olds[0]].marker) != _plain(clause.marker):
            found.add(Label.RENUMBERED)
        if one in moved:
            found.add(Label.MOVED)
        if len(news) > 1:
            found.add(Label.SPLIT)
        if len(olds) > 1:
            found.add(Label.MERGED)
    return {one: frozenset(found or {Label.UNCHANGED}) for one, found in labels.items()}


def _joined(clauses: dict[str, Clause], ids: list[str]) -> str:
    return "".join(norm(clauses[one].wording) for one in ids)


def _plain(marker: str) -> str:
    return norm(marker).strip("().、 ")


def _increasing(values: list[int]) -> set[int]:
    """Places of one longest increasing subsequence."""
    tails: list[int] = []
    before: list[int] = []
    for at, value in enumerate(values):
        low, high = 0, len(tails)
        while low < high:
            half = (low + high) // 2
            low, high = (half + 1, high) if values[tails[half]] < value else (low, half)
        before.append(tails[low - 1] if low else -1)
        tails[low : low + 1] = [at]
    found, at = set(), tails[-1] if tails else -1
    while at >= 0:
        found.add(at)
        at = before[at]
    return found
