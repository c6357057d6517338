"""Where the references of an old text lead: by the links of its own provisions, and by those of laws that it cites.

A law that was renumbered itself is known by its citations: wherever nothing but the number differs, one old number
always reads as one new number, and their order stays.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from diffs.aligning.references import Reference, references
from diffs.aligning.renumbering import article_of, provision, renumbering, spread
from diffs.clauses import Clause
from diffs.keys import norm
from diffs.tokens import numeral

#: A cited law counts as renumbered when so many places say so, or when all that cite it do and they are two.
_PLACES, _ALL = 3, 2

Votes = dict[str, dict[str, Counter[str]]]
#: Clauses that are linked: those of the old text and those of the new one.
Linked = tuple[Sequence[Clause], Sequence[Clause]]


@dataclass(frozen=True, slots=True)
class Renumbered:
    """Provisions of the own text (第三条第二款), and articles of other laws by the law's name, old to new."""

    own: Mapping[str, str] = field(default_factory=dict)
    others: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def led(self, reference: Reference) -> tuple[str, ...]:
        """Where the targets of a reference in the old text stand in the new one, those of ranges one by one."""
        numbers = self.own if reference.law is None else self.others.get(reference.law)
        if not numbers:
            return spread(reference.targets)
        return spread([provision(target, numbers) for target in reference.targets])


_NOWHERE = Renumbered()


def numbers_of(linked: Sequence[Linked]) -> Renumbered:
    """What linked clauses say about the numbers of their own provisions and of the laws they cite."""
    own = renumbering((one.path, new[0].path) for old, new in linked for one in old)
    return Renumbered(own, _others(linked))


def resolved(clauses: Iterable[Clause], numbers: Renumbered | None = None) -> str:
    """The folded wording of clauses with each reference said in full and followed; lists of them are put in order."""
    return "\n".join(_resolved(norm(clause.wording), clause.path, numbers) for clause in clauses)


def _resolved(text: str, path: str, numbers: Renumbered | None) -> str:
    pieces, at = [], 0
    for run in _runs(references(text, path)):
        ones = [
            target or text[one.start : one.end] for one in run for target in (numbers or _NOWHERE).led(one) or ("",)
        ]
        pieces += [text[at : run[0].start], "、".join(sorted(dict.fromkeys(ones)))]
        at = run[-1].end
    return "".join([*pieces, text[at:]])


def _runs(ones: Iterable[Reference]) -> Iterator[list[Reference]]:
    """References that make one list."""
    run: list[Reference] = []
    for one in ones:
        if run and not one.listed:
            yield run
            run = []
        run.append(one)
    if run:
        yield run


def _others(linked: Sequence[Linked]) -> dict[str, dict[str, str]]:
    votes: Votes = defaultdict(lambda: defaultdict(Counter))
    for old, new in linked:
        if len(old) == len(new) == 1 and old[0].text != new[0].text and "条" in old[0].text:
            _vote(votes, old[0], new[0])
    renumbered = {law for law, ones in votes.items() if any(one not in news for one, news in ones.items())}
    if not renumbered:
        return {}
    for old, new in linked:
        if old[0].text == new[0].text and "条" in old[0].text and any(law in old[0].text for law in renumbered):
            _vote(votes, old[0], new[0])
    found = {law: _ordered(votes[law]) for law in sorted(renumbered)}
    return {law: numbers for law, numbers in found.items() if numbers}


def _vote(votes: Votes, old: Clause, new: Clause) -> None:
    """Counts which number reads as which, where two wordings differ by numbers of other laws alone."""
    first, second = norm(old.wording), norm(new.wording)
    mine, others = list(references(first, old.path)), list(references(second, new.path))
    if len(mine) != len(others) or not any(one.law for one in mine):
        return
    if _between(first, mine) != _between(second, others):
        return
    for one, other in zip(mine, others, strict=True):
        if one.law and one.law == other.law and len(one.targets) == len(other.targets):
            for target, led in zip(_ends(one.targets), _ends(other.targets), strict=False):
                votes[one.law][article_of(target)][article_of(led)] += 1


def _ends(targets: Iterable[str]) -> list[str]:
    """Provisions, and the ends of ranges."""
    return [end for target in targets for end in target.split("至")]


def _between(text: str, ones: Sequence[Reference]) -> list[str]:
    starts, ends = [*(one.start for one in ones), len(text)], [0, *(one.end for one in ones)]
    return [text[end:start] for end, start in zip(ends, starts, strict=True)]


def _ordered(votes: Mapping[str, Counter[str]]) -> dict[str, str]:
    """The numbers of a law, when each has one new number and their order stays; else nothing."""
    sure = {old: next(iter(news)) for old, news in votes.items() if len(news) == 1}
    places = sum(news.total() for old, news in votes.items() if old in sure and sure[old] != old)
    ordered = sorted(sure.items(), key=lambda one: _value(one[0]))
    rising = all(_value(one[1]) < _value(other[1]) for one, other in pairwise(ordered))
    enough = places >= _PLACES or (places >= _ALL and len(sure) == len(votes))
    return dict(ordered) if rising and enough else {}


def _value(article: str) -> tuple[float, float]:
    number, _, inserted = article[1:].partition("条")
    return numeral(number) or 0.0, numeral(inserted.lstrip("之")) or 0.0
