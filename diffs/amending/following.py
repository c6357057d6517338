"""References in old words that follow the new numbers of 条, 款, 项 and 目, and those of which nobody can say where to.

A citation follows as a whole or not at all; what the decision itself wrote is in the new numbering already.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from diffs.amending.bodies import Body
from diffs.amending.citations import Numeral, Step, chains
from diffs.amending.edits import FollowedReference, ReferenceReason
from diffs.amending.opened import OpenText, Unit
from diffs.amending.whereabouts import Home, Spot, Whereabouts
from diffs.provisions import han

#: A stretch of a text and what is to stand there.
Change = tuple[int, int, str]


def follow_references(opened: OpenText, where: Whereabouts, *, said: bool) -> list[FollowedReference]:
    """Let citations in old words follow the new numbers; each that was changed, or could not be, in order.

    ``said``: the decision says that numbers follow, or gives units numbers of a new order. Otherwise citations of 款 and
    项 stay, and those that now point elsewhere are told.
    """
    found: list[FollowedReference] = []
    for article in opened.articles():
        for unit in article.walk():
            home = where.homes.get(id(unit))
            if home is not None and unit.body.pieces:
                found += _Following(where, unit.body, article.marker, home, said).rows()
    return found


class _Unclear(Exception):
    """A citation cannot follow; ``heads`` when its article can."""

    def __init__(self, reason: ReferenceReason, *, heads: bool = False) -> None:
        super().__init__(reason)
        self.reason, self.heads = reason, heads


@dataclass(slots=True)
class _Context:
    """How far a citation was read: ``units`` cited in the old text by level, ``spot`` where that is in the new."""

    units: list[Unit | None]
    spot: Spot
    changes: list[Change] = field(default_factory=list)
    head: list[Change] = field(default_factory=list)


@dataclass(slots=True)
class _Following:
    """The citations of one body, which stood at ``home`` and stands in the article ``clause`` now."""

    where: Whereabouts
    body: Body
    clause: str
    home: Home
    said: bool
    last: Unit | None = None

    def rows(self) -> Iterator[FollowedReference]:
        """Change the body; what became of each citation that is touched."""
        text = self.body.text
        fresh = _fresh(self.body)
        changes: list[Change] = []
        for chain in chains(text):
            if all(_touched(step, fresh) for step in chain):
                continue
            start, end = chain[0].start, chain[-1].end
            made, reason = self._read(chain, text, fresh)
            if not made and reason is None:
                continue
            new = _changed(text[start:end], [(low - start, high - start, put) for low, high, put in made])
            yield FollowedReference(self.clause, _plain(text[start:end]), _plain(new) if made else None, reason)
            changes += made
        if changes:
            _write(self.body, changes)

    def _read(
        self, chain: Sequence[Step], text: str, fresh: Sequence[tuple[int, int]]
    ) -> tuple[list[Change], ReferenceReason | None]:
        context: _Context | None = None
        try:
            for step in chain:
                if context is None:
                    context = self._begin(step, text, alone=len(chain) == 1, written=_touched(step, fresh))
                    if context is None:
                        return [], None
                    if step.word != "第" or not step.level:
                        continue
                if not _touched(step, fresh):
                    self._step(context, step, text)
        except _Unclear as unclear:
            return (context.head if context and unclear.heads else []), unclear.reason
        if context is None:
            return [], None
        if context.changes and not self.said:
            return [], ReferenceReason.NOT_SAID
        return context.head + context.changes, None

    def _begin(self, step: Step, text: str, *, alone: bool, written: bool) -> _Context | None:
        """What a citation is read from; ``None`` where nothing can be known and nothing needs to be."""
        if step.word == "第" and not step.level:
            return self._written(step) if written else self._article(step, text)
        article = self.home[0]
        if written and self.where.moved(article):
            raise _Unclear(ReferenceReason.AMENDED)
        if step.word == "该":
            if not alone and self.last is not None and self.where.moved(self.last):
                raise _Unclear(ReferenceReason.AMBIGUOUS)
            return None
        if written or (step.word == "本" and alone):
            return None
        return self._back(step) if step.word == "前" else self._own(step)

    def _own(self, step: Step) -> _Context | None:
        """本条, 本款, or a bare 第二款: what the citation stands in, where all of it still stands."""
        units = self.home[: step.level + (step.word == "本")]
        if len(units) < step.level + (step.word == "本"):
            return None
        article, here = self.home[0], self.where.spots.get(id(self.home[-1]))
        image = self.where.images.get(id(article))
        if here is None or image is not here.article:
            if here is None or self.where.moved(article):
                raise _Unclear(ReferenceReason.MOVED)
            return None
        spot = self.where.spots.get(id(units[-1])) if len(units) > 1 else Spot(image)
        return _Context([*units, *[None] * (4 - len(units))], spot) if spot else None

    def _article(self, step: Step, text: str) -> _Context | None:
        """第三条, or 第三、四条 when every one of them is known."""
        made: _Context | None = None
        for numeral in step.numerals:
            branch = step.branch if numeral is step.numerals[-1] else 0
            found = self.where.articles.get((numeral.value, branch), [])
            if len(found) != 1:
                return None
            image = self.where.images.get(id(found[0]))
            self.last = found[0]
            if image is None:
                raise _Unclear(ReferenceReason.GONE)
            made = _Context([found[0], None, None, None], Spot(image), head=made.head if made else [])
            if image.final != (numeral.value, branch):
                made.head.append(_renumbered(step, numeral, image, text))
        return made

    def _written(self, step: Step) -> _Context | None:
        """An article that the decision cites itself, in the new numbering."""
        place = (step.numerals[0].value, step.branch)
        for units in self.where.articles.values():
            for unit in units:
                image = self.where.images.get(id(unit))
                if image is unit and unit.final == place and self.where.moved(unit):
                    raise _Unclear(ReferenceReason.AMENDED)
        return None

    def _back(self, step: Step) -> _Context | None:
        """前款, 前两款, 前项, 前条: what stood right before must still stand there."""
        if len(self.home) <= step.level:
            return None
        level, unit = step.level, self.home[step.level]
        siblings = self.home[level - 1].old if level else self.where.order
        at = next(place for place, one in enumerate(siblings) if one is unit)
        meant = siblings[max(at - step.back, 0) : at]
        if len(meant) != step.back:
            return None
        own = self._placed(unit, level)
        for back, one in zip(range(step.back, 0, -1), meant, strict=True):
            if own is None or self._placed(one, level) != (own[0], own[1] - back):
                raise _Unclear(ReferenceReason.NOT_BEFORE)
        units: list[Unit | None] = [*self.home[:level], meant[-1] if step.back == 1 else None]
        return _Context([*units, *[None] * (3 - level)], self._spot(meant[-1]))

    def _spot(self, unit: Unit) -> Spot:
        return self.where.spots.get(id(unit)) or Spot(self.where.images[id(unit)])

    def _placed(self, unit: Unit, level: int) -> tuple[object, int] | None:
        """What a unit stands in now, and its place there. Raises ``_Unclear`` when it is gone."""
        if level == 0:
            image = self.where.images.get(id(unit))
            if image is None:
                raise _Unclear(ReferenceReason.GONE)
            return None, self.where.ranks[id(image)]
        spot = self.where.spots.get(id(unit))
        if spot is None:
            raise _Unclear(self._why(unit))
        return (id(spot.article), *spot[1:level]), _number(spot, level)

    def _step(self, context: _Context, step: Step, text: str) -> None:
        holder = next((unit for unit in reversed(context.units[: step.level]) if unit is not None), None)
        if holder is None or (step.level == 3 and context.units[2] is None):
            raise _Unclear(ReferenceReason.AMBIGUOUS)
        last: Unit | None = None
        for numeral in step.numerals:
            unit = self.where.below(holder, numeral.value, step.level)
            if unit is None:
                if self.where.moved(context.units[0] or holder):
                    raise _Unclear(ReferenceReason.AMBIGUOUS)
                continue
            number = self._now(context, unit, step)
            if last is not None and numeral.ranged:
                self._between(last, unit, step.level)
            if number != numeral.value:
                context.changes.append(
                    (numeral.start, numeral.end, _figures(text[numeral.start : numeral.end], number))
                )
            last = unit
        if step.ranged and step.beside and last is not None:
            first = context.units[step.level]
            if first is not None:
                self._between(first, last, step.level)
        context.units[step.level :] = [last, *[None] * (3 - step.level)]
        if last is not None:
            context.spot = self.where.spots[id(last)]

    def _now(self, context: _Context, unit: Unit, step: Step) -> int:
        """The number of a cited unit in the new text, when the words before it still lead there."""
        spot = self.where.spots.get(id(unit))
        if spot is None:
            reason = self._why(unit)
            raise _Unclear(reason, heads=reason is ReferenceReason.REWRITTEN)
        named = [level for level in range(1, step.level) if context.units[level] is not None]
        if spot.article is not context.spot.article or any(
            _number(spot, level) != _number(context.spot, level) for level in named
        ):
            raise _Unclear(ReferenceReason.MOVED)
        if step.level == 2 and not named and not self.where.only(spot):
            raise _Unclear(ReferenceReason.AMBIGUOUS)
        return _number(spot, step.level)

    def _why(self, unit: Unit) -> ReferenceReason:
        return ReferenceReason.GONE if self.where.removed(unit) else ReferenceReason.REWRITTEN

    def _between(self, first: Unit, last: Unit, level: int) -> None:
        """A range holds what it held: nothing was put between its ends, nothing went elsewhere."""
        siblings = self.where.homes[id(first)][-2].old
        places = [place for place, unit in enumerate(siblings) if unit is first or unit is last]
        if len(places) != 2:
            if not self.where.moved(self.where.homes[id(first)][0]):
                return
            raise _Unclear(ReferenceReason.AMBIGUOUS)
        ends = [_number(self.where.spots[id(siblings[place])], level) for place in places]
        spots = [self.where.spots.get(id(unit)) for unit in siblings[places[0] : places[1] + 1]]
        if sorted(_number(spot, level) for spot in spots if spot) != list(range(ends[0], ends[1] + 1)):
            raise _Unclear(ReferenceReason.RANGE)


def _number(spot: Spot, level: int) -> int:
    return (0, spot.paragraph, spot.item, spot.point)[level]


def _renumbered(step: Step, numeral: Numeral, article: Unit, text: str) -> Change:
    """The number of an article as the citation prints it; with its 之一 where the citation is of one article."""
    number, branch = article.final
    if len(step.numerals) > 1 and (branch or step.branch):
        raise _Unclear(ReferenceReason.AMBIGUOUS)
    put = _figures(text[numeral.start : numeral.end], number)
    if len(step.numerals) > 1:
        return numeral.start, numeral.end, put
    return step.start, step.end, f"第{put}条" + (f"之{han(branch)}" if branch else "")


def _figures(printed: str, number: int) -> str:
    return str(number) if printed.isdecimal() else han(number)


def _plain(words: str) -> str:
    return "".join(words.split())


def _fresh(body: Body) -> list[tuple[int, int]]:
    """The stretches of a body that the decision wrote."""
    found, at = [], 0
    for text, fresh in body.pieces:
        if fresh:
            found.append((at, at + len(text)))
        at += len(text)
    return found


def _touched(step: Step, fresh: Sequence[tuple[int, int]]) -> bool:
    return any(low < step.end and step.start < high for low, high in fresh)


def _changed(text: str, changes: Sequence[Change]) -> str:
    pieces, at = [], 0
    for low, high, put in changes:
        pieces += [text[at:low], put]
        at = high
    return "".join([*pieces, text[at:]])


def _write(body: Body, changes: Sequence[Change]) -> None:
    """Put ``changes`` into the old pieces of a body; none of them reaches into a fresh one."""
    pieces: list[tuple[str, bool]] = []
    waiting = list(reversed(changes))
    start = 0
    for text, fresh in body.pieces:
        end, at = start + len(text), 0
        while waiting and not fresh and waiting[-1][0] < end:
            low, high, put = waiting.pop()
            pieces += [(text[at : low - start], False), (put, True)]
            at = high - start
        pieces.append((text[at:], fresh))
        start = end
    body.pieces = [piece for piece in pieces if piece[0]]
