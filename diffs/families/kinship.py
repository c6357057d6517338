"""Which texts copy one template: titles alike once places are masked, and wording in common; with the figures.

Two texts are kin when they apply to different places (or one of them to the whole country), their titles are alike, and
the shorter one's runs of five characters stand in the other. The more alike the titles, the less wording is asked for.
Measured on 143 texts (53 local statutes of four kinds, five plans, seven openings of plans, 78 laws of other kinds): within
a kind .05 to .9 of the runs are in common, half of the pairs more than .14; of other pairs half have less than .016.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from itertools import combinations
from struct import pack, unpack

from rapidfuzz.distance import Indel

from diffs.clauses import Outline
from diffs.keys import loose, norm
from diffs.places import ABOVE, OWN, Mask, place_mask

#: Changes whenever the same texts could be found kin otherwise than before.
ALGORITHM = "clausewatch-kinship-1"

#: Titles less alike than this are no kin, whatever the texts share: a law and the rules made under it are not copies.
TITLE_FROM = 0.5
#: What must be in common under equal titles, and how much more under titles that share nothing.
OVERLAP_FROM, OVERLAP_MORE = 0.05, 0.3
#: So much in common counts as all that can be asked for.
_PLENTY = 0.5
_RUN = 5
#: One run of four is kept, the same ones in every text: the share in common is off by about two points.
_KEPT_OF = 4
#: A text of fewer kept runs says too little to be judged.
_FEWEST = 30
#: A group takes a text, or another group, when so many of the pairs between them are kin.
_MAJORITY = 0.5

_WRAPPED = re.compile(r"[《〈](?P<title>.+)[》〉]")
_NOTICE = re.compile(
    r"关于(?:(?:重新)?(?:印发|公布|发布|转发|下发)|(?:公开)?征求)(?P<title>.+?)(?:的(?:通知|公告|决定|函)|意见的.{2,4})$"
)
_ASIDE = re.compile(r"[(\[〔【][^()\[\]〔〕【】]*[)\]〕】]")
_STATUS = re.compile(r"(?:公开)?(?:征求意见稿|修订草案|修正草案|送审稿|审议稿|草案)$")
_YEARS = re.compile(r"(?:19|20)\d\d(?:[-—–~至到](?:19|20)\d\d)?年?度?")
_STATE = "中华人民共和国"
_PLACES = re.compile(f"[{OWN}{ABOVE}]+")
#: What kind of text a title ends with; cities choose 条例 or 规定 for one and the same matter.
_INSTRUMENT = re.compile("(?:条例|规定|办法|细则|规则|方案|意见|措施|规划|计划|通知|决定|标准|规程)$")


@dataclass(frozen=True, slots=True)
class Sketch:
    """What a text is known by among its kin.

    ``pattern`` is the title of the instrument without its places, years and stage; ``place`` is ``None`` for the whole
    country; ``runs`` are the digests of the runs of characters that are kept of its wording.
    """

    pattern: str
    place: str | None
    runs: frozenset[int]


@dataclass(frozen=True, slots=True)
class Kinship:
    """How near two texts are: ``title`` is the likeness of their patterns, ``overlap`` the share of runs in common."""

    title: float
    overlap: float

    @property
    def confidence(self) -> float:
        """0 to 1: titles and wording weigh the same, half of all runs in common counts as all."""
        return (self.title + min(1.0, self.overlap / _PLENTY)) / 2


@dataclass(frozen=True, slots=True)
class Kin:
    """Texts of one family, named as they were given, in order; ``pattern`` is the title that most of them have.

    ``pairs`` counts the pairs at different places, ``kin`` those of them that are kin; ``title`` and ``overlap`` are the
    means over these, ``near`` each text's own mean overlap.
    """

    names: tuple[str, ...]
    pattern: str
    pairs: int
    kin: int
    title: float
    overlap: float
    confidence: float
    near: Mapping[str, float]


def sketch(outline: Outline) -> Sketch:
    """A text's sketch; depends on its words alone."""
    facts, mask = outline.document, place_mask(outline.document)
    runs: set[int] = set()
    for clause in outline.clauses:
        wording = loose(_PLACES.sub(OWN, mask(f"{clause.heading}\n{clause.text}")))
        runs.update(_digest(wording[at : at + _RUN]) for at in range(len(wording) - _RUN + 1))
    kept = frozenset(run for run in runs if run % _KEPT_OF == 0)
    return Sketch(title_pattern(facts.title, mask), facts.jurisdiction, kept)


def packed(runs: Iterable[int]) -> bytes:
    """Runs as bytes to keep, four for each, in ascending order."""
    ordered = sorted(runs)
    return pack(f"<{len(ordered)}I", *ordered)


def unpacked(kept: bytes) -> frozenset[int]:
    """The inverse of ``packed``."""
    return frozenset(unpack(f"<{len(kept) // 4}I", kept))


def title_pattern(title: str, mask: Mask) -> str:
    """The title of the instrument with what tells its copies apart taken out: notice, places, years, stage."""
    name = norm(title).replace(" ", "")
    if found := _NOTICE.search(name) or _WRAPPED.search(name) if "关于" in name else None:
        name = found["title"].strip("《》〈〉")
    name = _PLACES.sub("", mask(name.replace(_STATE, "")))
    return loose(_YEARS.sub("", _STATUS.sub("", _ASIDE.sub("", name))))


def titles_alike(first: str, second: str) -> float:
    """How alike two patterns are, 0 to 1, the kind of text left out; 0 where one is empty."""
    one, other = _matter(first), _matter(second)
    return Indel.normalized_similarity(one, other) if one and other else 0.0


def kinship(first: Sketch, second: Sketch) -> Kinship | None:
    """How near two texts are, ``None`` when they are not kin."""
    if first.place == second.place or min(len(first.runs), len(second.runs)) < _FEWEST:
        return None
    title = titles_alike(first.pattern, second.pattern)
    if title < TITLE_FROM:
        return None
    overlap = len(first.runs & second.runs) / min(len(first.runs), len(second.runs))
    needed = OVERLAP_FROM + OVERLAP_MORE * (1 - title)
    return Kinship(title, overlap) if overlap >= needed else None


def families(sketches: Mapping[str, Sketch]) -> tuple[Kin, ...]:
    """The families among texts, the surest first; a text stands in one at most.

    The result does not depend on the order in which the texts are given, but for ties it depends on their names.
    """
    found = {
        (one, other): near
        for one, other in combinations(sorted(sketches), 2)
        if (near := kinship(sketches[one], sketches[other])) is not None
    }
    group: dict[str, set[str]] = {}
    for one, other in sorted(found, key=lambda pair: (-found[pair].confidence, pair)):
        first, second = group.get(one, {one}), group.get(other, {other})
        if first is not second and _belong(first, second, sketches, found):
            joined = first | second
            group.update(dict.fromkeys(joined, joined))
    distinct = {id(members): members for members in group.values()}
    kin = [_kin(sorted(members), sketches, found) for members in distinct.values()]
    return tuple(sorted(kin, key=lambda one: (-one.confidence, one.names)))


@lru_cache(maxsize=4096)
def _matter(pattern: str) -> str:
    return _INSTRUMENT.sub("", pattern) or pattern


@lru_cache(maxsize=65536)
def _digest(run: str) -> int:
    return int.from_bytes(blake2b(run.encode("utf-8", "surrogatepass"), digest_size=4).digest(), "little")


_Found = Mapping[tuple[str, str], Kinship]


def _belong(first: set[str], second: set[str], sketches: Mapping[str, Sketch], found: _Found) -> bool:
    """Whether most of the pairs between two groups are kin, of those that could be."""
    pairs = [(min(one, other), max(one, other)) for one in first for other in second]
    able = [pair for pair in pairs if sketches[pair[0]].place != sketches[pair[1]].place]
    return sum(pair in found for pair in able) >= _MAJORITY * len(able)


def _kin(names: Sequence[str], sketches: Mapping[str, Sketch], found: _Found) -> Kin:
    able = [pair for pair in combinations(names, 2) if sketches[pair[0]].place != sketches[pair[1]].place]
    near = {pair: found[pair] for pair in able if pair in found}
    patterns = Counter(sketches[name].pattern for name in names)
    return Kin(
        names=tuple(names),
        pattern=min(patterns, key=lambda one: (-patterns[one], len(one), one)),
        pairs=len(able),
        kin=len(near),
        title=_mean(one.title for one in near.values()),
        overlap=_mean(one.overlap for one in near.values()),
        confidence=_mean(one.confidence for one in near.values()),
        near={name: _mean(one.overlap for pair, one in near.items() if name in pair) for name in names},
    )


def _mean(values: Iterable[float]) -> float:
    listed = list(values)
    return round(sum(listed) / len(listed), 3) if listed else 0.0
