"""Targets of a decision found in the text as it stood, and the refusal when one is not there."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from diffs.amending.attached import attached
from diffs.amending.edits import EditReason
from diffs.amending.opened import OpenText, Unit
from diffs.amending.refusing import Refused, nth, only
from diffs.amending.targets import Address
from diffs.parsing.numbering import Rank

#: How containers are called.
CONTAINER_WORDS = {Rank.PART: "编", Rank.SUBPART: "分编", Rank.CHAPTER: "章", Rank.SECTION: "节"}


#: Characters that the edits of one amendment may search in all, so that a hostile decision ends in seconds; the
#: longest code with a hundred edits of its whole text needs a third of it.
MOST_SEARCHED = 30_000_000
#: What 全文 means where there are articles: neither the title nor the acts listed below it.
_NAMED = frozenset({"container", "article", "preface"})
#: What looking at a unit costs beside its characters.
_VISIT = 60
#: What looking for a number among the entries of attachments costs an entry.
_LOOK = 6


@dataclass(slots=True)
class Finder:
    """Finds units by their addresses in the old text; ``articles`` by number and branch."""

    opened: OpenText
    articles: dict[tuple[int, int], list[Unit]] = field(default_factory=dict)
    spent: int = 0
    inside: int = 0

    def __post_init__(self) -> None:
        """Note the articles before anything moves, and how many units attachments hold."""
        self.inside = sum(1 for unit in self.opened.units if unit.kind == "attachment" for _ in unit.walk())
        for unit in self.opened.articles():
            self.articles.setdefault((unit.number, unit.branch), []).append(unit)

    def find(self, address: Address) -> Unit:
        """The unit at an address of the old text. Raises ``Refused``."""
        if address.attachment is not None:
            return only(self._attached(address))
        if address.preamble:
            return self._preamble(address)
        if address.article is None:
            return self._container(address)
        found = self.articles.get((address.article, address.branch), [])
        unit = only(found)
        if address.paragraph is not None:
            unit = nth(unit.old, address.paragraph)
        if address.item is not None:
            unit = _item(unit, address.item)
        if address.point is not None:
            unit = _item(unit, address.point)
        return unit

    def _attached(self, address: Address) -> list[Unit]:
        """What stands at an address in an attachment. Raises ``Refused``."""
        self.spent += self.inside * _LOOK
        if self.spent > MOST_SEARCHED:
            raise Refused(EditReason.TOO_MUCH)
        return attached(self.opened, address)

    def _preamble(self, address: Address) -> Unit:
        paragraphs = [unit for unit in self.opened.units if unit.kind == "preface"]
        if address.paragraph is None:
            return only(paragraphs)
        return nth(tuple(paragraphs), address.paragraph)

    def _container(self, address: Address) -> Unit:
        if not address.containers:
            raise Refused(EditReason.TARGET_NOT_FOUND)
        current: dict[str, int] = {}
        found = []
        for unit in self.opened.units:
            if unit.kind == "container" and not unit.fresh:
                word = CONTAINER_WORDS[unit.rank or Rank.CHAPTER]
                current[word] = unit.number
                if all(current.get(name) == number for name, number in address.containers) and (
                    word == address.containers[-1][0]
                ):
                    found.append(unit)
        return only(found)

    def spend(self, group: Sequence[Unit]) -> None:
        """Count a search in ``group``. Raises ``Refused`` when there were too many."""
        self.spent += sum(_VISIT + sum(len(text) for text, _ in unit.body.pieces) for unit in group)
        if self.spent > MOST_SEARCHED:
            raise Refused(EditReason.TOO_MUCH)

    def searched(self, targets: Sequence[Address], exceptions: Sequence[Address] = ()) -> list[list[Unit]]:
        """The units that each target holds, or all of the text, without those that ``exceptions`` hold."""
        if self.spent > MOST_SEARCHED:
            raise Refused(EditReason.TOO_MUCH)
        spared = {id(one) for place in exceptions for one in self._held(place)}
        if not targets:
            named = _NAMED if self.articles else None
            held = [one for unit in self.opened.units if not named or unit.kind in named for one in _texts(unit)]
            return [[one for one in held if id(one) not in spared]]
        return [[one for one in self._held(target) if id(one) not in spared] for target in targets]

    def _held(self, target: Address) -> list[Unit]:
        if target.attachment is not None:
            return [one for member in self._attached(target) for one in _texts(member)]
        unit = self.find(target)
        units = self.members(unit) if unit.kind == "container" else [unit]
        return [one for member in units for one in _texts(member)]

    def members(self, container: Unit) -> list[Unit]:
        """A container with all up to the next one of its rank or a higher one."""
        at = next(place for place, unit in enumerate(self.opened.units) if unit is container)
        members = [container]
        for unit in self.opened.units[at + 1 :]:
            if unit.kind == "container" and (unit.rank or Rank.PART) <= (container.rank or Rank.PART):
                break
            if unit.kind in ("raw", "title", "contents"):
                break
            members.append(unit)
        return members


def _item(unit: Unit, number: int) -> Unit:
    """An item by its printed number; 第三条第二项 may leave out which paragraph when only one has items."""
    holders = unit.old if unit.kind == "article" else (unit,)
    return only([item for holder in holders for item in holder.old if item.kind == "item" and item.number == number])


def _texts(unit: Unit) -> list[Unit]:
    return [one for one in unit.walk() if not one.removed] if unit.kind not in ("contents",) else []
