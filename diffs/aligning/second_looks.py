"""Second looks at an alignment: what references, place and better partners say of links that likeness alone made."""

import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from diffs.aligning.citing import Cited, belied, contested
from diffs.aligning.growth import Group
from diffs.aligning.linking import Links
from diffs.aligning.renumbering import renumbering
from diffs.aligning.scoring import STRONG, THRESHOLD
from diffs.assignment import Scored, best_links
from diffs.comparison import Tier
from diffs.similarity import COSINE_SHARE, Cosines, ratio
from diffs.trees import Tree

#: The article on coming into force; a statute has one, the last that says so.
_IN_FORCE = re.compile(r"本[^，。；]{1,12}自[^，。；]{1,25}起(?:施行|实施|实行|生效)")
#: Between linked neighbours the only two clauses left over are one from this likeness on, bonuses aside.
_IN_GAP = 0.30
#: What is left over is one with what comes this much nearer than all else, by cosine, from such a cosine on.
_CONTRAST, _CONTRASTED = 0.1, 0.25
#: A weak link gives way when one of its ends reads that much more like another clause.
_BETTER = 0.2


def by_references(links: Links) -> list[Scored]:
    """Links to be made anew because of the articles that they cite; links that these belie are taken back.

    Articles on penalties read alike; which one is which shows in the 第X条 that they punish.
    """
    paths = ((links.old.clauses[one].path, links.new.clauses[other].path) for one, other in links.forth.items())
    numbers = renumbering(paths)
    if not numbers:
        return []
    cited = Cited(links.old, numbers), Cited(links.new)
    rivals = [one for one in contested(links.forth, links.measured, cited) if not links.settled(one[0])]
    old, new = _citing_leaves(links.old), _citing_leaves(links.new)
    pairs = {pair: score for pair, score in links.measured.items() if pair[0] in old and pair[1] in new}
    links.belied = belied(pairs, cited, numbers)
    solved = best_links([one for one in rivals if one[:2] not in links.belied])
    for first, second in sorted(links.belied):
        if not links.settled(first):
            links.unlink(first, second)
    return [
        (first, second, links.measured[first, second])
        for first, second, _ in solved
        if links.forth.get(first) != second
    ]


def _citing_leaves(tree: Tree) -> set[int]:
    """The positions without clauses below them that may cite an article."""
    return {at for at, key in enumerate(tree.keys) if "条" in key and not tree.children[at]}


def by_place(links: Links, cosines: Cosines, loose_old: set[int], loose_new: set[int]) -> list[Scored]:
    """Links of free clauses that are one by their place: both on coming into force, or alone between neighbours."""
    found = _in_force(links)
    done_old, done_new = {one[0] for one in found}, {one[1] for one in found}
    left_old, left_new = loose_old - done_old, loose_new - done_new
    gaps = (one for one in _alone_in_gaps(links) if one not in links.belied)
    pairs = [one for one in gaps if one[0] in left_old and one[1] in left_new]
    measured = cosines.among(([first], [second]) for first, second in pairs)
    for (first, second), cosine in zip(pairs, measured, strict=True):
        alike = ratio(links.old.contents[first], links.new.contents[second])
        if COSINE_SHARE * float(cosine[0, 0]) + (1 - COSINE_SHARE) * alike >= _IN_GAP:
            found.append((first, second, THRESHOLD))
    return found


def _in_force(links: Links) -> list[Scored]:
    first, second = _last_in_force(links.old), _last_in_force(links.new)
    if first < 0 or second < 0 or not links.free_old([first]) or not links.free_new([second]):
        return []
    return [(first, second, THRESHOLD)]


def _last_in_force(tree: Tree) -> int:
    """The last leaf that says from when the text is in force, -1 when none does."""
    said = (at for at in range(len(tree) - 1, -1, -1) if "起" in tree.keys[at] and not tree.children[at])
    return next((at for at in said if _IN_FORCE.search(tree.keys[at])), -1)


def _alone_in_gaps(links: Links) -> list[tuple[int, int]]:
    """Pairs of free leaves that are the only ones left between two links of siblings, on both sides."""
    families: dict[tuple[int, int], list[int]] = defaultdict(list)
    for first, second in sorted(links.forth.items()):
        above = links.old.parents[first], links.new.parents[second]
        if min(above) >= 0 and links.forth.get(above[0]) == above[1]:
            families[above].append(first)
    return [pair for members in families.values() for pair in _gaps(links, members)]


def _gaps(links: Links, members: Sequence[int]) -> list[tuple[int, int]]:
    places = _places(links.old, members), _places(links.new, [links.forth[at] for at in members])
    pairs = []
    for before, after in pairwise(members):
        old = _between(links.old, places[0], before, after)
        new = _between(links.new, places[1], links.forth[before], links.forth[after])
        if old >= 0 and new >= 0 and links.free_old([old]) and links.free_new([new]):
            pairs.append((old, new))
    return pairs


def _places(tree: Tree, members: Sequence[int]) -> dict[int, int]:
    siblings = tree.children[tree.parents[members[0]]]
    return {at: place for place, at in enumerate(siblings)}


def _between(tree: Tree, places: dict[int, int], before: int, after: int) -> int:
    """The leaf that is the only sibling between two others, -1 when there is another number of them."""
    if places[after] - places[before] != 2:
        return -1
    at = tree.children[tree.parents[before]][places[before] + 1]
    return -1 if tree.children[at] else at


def by_contrast(near: Sequence[Scored]) -> list[Scored]:
    """Of pairs of what is left over those whose ends are far nearer to one another than to anything else left over.

    A rule that two places word in their own ways reads too little alike by itself, but nothing else comes near it.
    """
    best: dict[tuple[int, int], list[float]] = defaultdict(lambda: [0.0, 0.0])
    for first, second, cosine in near:
        for end in ((0, first), (1, second)):
            best[end] = sorted([*best[end], cosine])[1:]
    return [
        (first, second, cosine)
        for first, second, cosine in near
        if cosine >= _CONTRASTED
        and all(best[end][1] == cosine >= best[end][0] + _CONTRAST for end in ((0, first), (1, second)))
    ]


def lend(links: Links) -> list[Scored]:
    """Take back weak links of clauses that read far more like what another link holds, so that it may take them in."""
    weak = {first: links.forth[first] for first in sorted(links.forth) if _is_weak(links, first)}
    turned = {second: first for first, second in weak.items()}
    better: dict[int, float] = defaultdict(float)
    for (first, second), score in links.measured.items():
        if links.forth.get(first) != second:
            if first in weak:
                better[first] = max(better[first], score)
            if second in turned:
                better[turned[second]] = max(better[turned[second]], score)
    lent = [
        (first, second, links.scores[first])
        for first, second in weak.items()
        if links.scores[first] < better[first] - _BETTER
    ]
    for first, second, _ in lent:
        links.unlink(first, second)
    return lent


def _is_weak(links: Links, first: int) -> bool:
    """Whether likeness alone links two leaves, and hardly."""
    second = links.forth[first]
    lone = links.scores[first] < STRONG and not links.old.children[first] and not links.new.children[second]
    return lone and not links.settled(first)


def give_back(lent: Sequence[Scored], free_old: list[int], free_new: list[int]) -> list[Group]:
    """The lent links of which neither end was taken in, as groups; their positions leave the free ones."""
    groups = []
    still_old, still_new = set(free_old), set(free_new)
    for first, second, score in lent:
        if first in still_old and second in still_new:
            groups.append(Group((first,), (second,), score, Tier.WEAK))
            free_old.remove(first)
            free_new.remove(second)
    return groups
