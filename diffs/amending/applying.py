"""An amendment applied to the text it amends.

Every target is found in the old text's numbering before anything moves, so the order of instructions and the shifts
they cause do not matter. What cannot be applied leaves the text as it was at that spot and says why.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from diffs.amending.attached import labelled
from diffs.amending.bodies import Body
from diffs.amending.edits import Amended, Amendment, Edit, EditKind, EditReason, FollowedReference, Outcome
from diffs.amending.entries import settle_entries
from diffs.amending.finding import Finder
from diffs.amending.following import follow_references
from diffs.amending.inserting import State, insertion, place_head
from diffs.amending.joining import Joining, join_articles, numbers_meet
from diffs.amending.opened import OpenText, Unit, open_text
from diffs.amending.payloads import articles_of, paragraphs_of, read_payload
from diffs.amending.refusing import Refused, refuse_settled
from diffs.amending.replacing import refill, replace_units, substitution
from diffs.amending.sentences import cites_sentences, in_sentences
from diffs.amending.settling import contents_lines, move_home, number_articles, number_below, number_containers
from diffs.amending.targets import Address
from diffs.amending.whereabouts import Whereabouts, noted
from diffs.amending.wording import (
    heading_repeal,
    heading_substitution,
    in_turn,
    text_insertion,
    text_repeal,
    text_substitution,
)
from diffs.parsing import parse
from diffs.parsing.numbering import Rank


def amend(text: str, amendment: Amendment, *, markdown: bool = False) -> Amended:
    """``text`` as it reads once ``amendment`` is applied; total, and near-linear in the sizes of both."""
    opened = open_text(text, parse(text, markdown=markdown))
    return _Applying(opened, amendment, State(Finder(opened))).apply()


@dataclass(slots=True)
class _Applying:
    """The state of one application; ``outcomes`` by the place of the edit."""

    opened: OpenText
    amendment: Amendment
    state: State
    inbound: list[tuple[Unit, Address, int]] = field(default_factory=list)
    movers: list[tuple[Unit, Unit, int]] = field(default_factory=list)
    joining: list[Joining] = field(default_factory=list)
    merged: dict[int, Unit] = field(default_factory=dict)
    parted: set[int] = field(default_factory=set)
    outcomes: list[Outcome] = field(default_factory=list)
    sequential: bool = False
    containers: tuple[Unit, ...] = ()

    def apply(self) -> Amended:
        where = noted(self.opened)
        self.containers = tuple(unit for unit in self.opened.units if unit.kind == "container")
        contents = contents_lines(self.opened)
        self.sequential = self.amendment.resequenced or any(map(_moves_numbers, self.amendment.edits))
        self.outcomes = [Outcome(edit) for edit in self.amendment.edits]
        for place in in_turn(self.amendment.edits):
            self.state.place = place
            self.outcomes[place] = self._one(self.amendment.edits[place])
        self._hold_back()
        references = self._settle(contents, where)
        return Amended(
            self.amendment.title,
            self.opened.render(),
            tuple(self.outcomes),
            tuple(references),
            self.amendment.repealed,
        )

    def _one(self, edit: Edit) -> Outcome:
        try:
            if cites_sentences(edit):
                return Outcome(edit, None, in_sentences(self.state.finder, edit))
            return Outcome(edit, None, _APPLIERS[edit.kind](self, edit))
        except Refused as refused:
            return Outcome(edit, refused.reason, 0)

    def _settle(self, contents: list[str] | None, where: Whereabouts) -> list[FollowedReference]:
        for place in join_articles(self.opened, self.state, self.joining, self.merged):
            self._set(place, EditReason.PLACE_NOT_FOUND)
        self._take_inbound()
        self.sequential = self.sequential or numbers_meet(self.opened, self.state)
        for unit in self.opened.articles():
            number_below(unit)
            unit.removed = unit.removed or bool(unit.old and not unit.children)
        for unit, _ in self.state.added:
            number_below(unit)
        lost = number_articles(self.opened, [unit for unit, _ in self.state.added], sequential=self.sequential)
        self._refuse(lost)
        for head, edit, place in self.state.heads:
            if not place_head(self.opened, head, edit):
                self._set(place, EditReason.PLACE_NOT_FOUND)
        self._see_home()
        settle_entries(self.opened, resequenced=self._follows())
        number_containers(self.opened, self.containers, contents, resequenced=self.amendment.resequenced)
        where.settle(self.opened, self.merged, self.parted)
        said = self.sequential or self._follows() or any(map(_moves_below, self.amendment.edits))
        return follow_references(self.opened, where, said=said)

    def _hold_back(self) -> None:
        """Paragraphs and items whose new numbers follow from an order that was refused keep the old ones."""
        refused = {
            (one.article, one.branch)
            for outcome in self.outcomes
            if outcome.reason is not None and outcome.edit.kind in _MAKES_ROOM and outcome.edit.unit != "条"
            for one in outcome.edit.targets
            if one.article is not None
        }
        for place, outcome in enumerate(self.outcomes):
            edit = outcome.edit
            if not outcome.applied or edit.kind is not EditKind.RENUMBERING or not refused:
                continue
            pairs = list(zip(edit.targets, edit.destinations, strict=True))
            if all(_below_one(one, to) and (one.article, one.branch) in refused for one, to in pairs):
                for one, _ in pairs:
                    unit = self._there(one, edit)
                    if unit is not None:
                        unit.goal = None
                self._set(place, EditReason.CONFLICT)

    def _follows(self) -> bool:
        """Whether the decision says that numbers follow."""
        return self.amendment.resequenced or any(edit.kind is EditKind.SEQUENCE for edit in self.amendment.edits)

    def _refuse(self, lost: Sequence[Unit]) -> None:
        gone = set(map(id, lost))
        for unit, place in self.state.added:
            if id(unit) in gone:
                self._set(place, EditReason.CONFLICT)

    def _set(self, place: int, reason: EditReason) -> None:
        self.outcomes[place] = Outcome(self.outcomes[place].edit, reason, 0)

    def _take_inbound(self) -> None:
        """Paragraphs that go to an article of the new numbering, which may be given to an article of the old."""
        for unit, address, place in self.inbound:
            goal = (address.article or 0, address.branch)
            hosts = [one for one in self.opened.articles() if one.goal == goal and not one.removed]
            hosts += [one for one, _ in self.state.added if one.kind == "article" and one.goal == goal]
            if not hosts and not self.sequential:
                hosts = self.state.finder.articles.get(goal, [])
            if len(hosts) == 1:
                unit.goal = (address.paragraph or 0, 0)
                hosts[0].added.append(unit)
            else:
                self._set(place, EditReason.PLACE_NOT_FOUND)

    def _see_home(self) -> None:
        """An article moved to a chapter and given no number goes to that chapter's near end; refused when it is not beside."""
        for unit, home, place in self.movers:
            if not move_home(self.opened, unit, home):
                self._set(place, EditReason.PLACE_NOT_FOUND)

    def repeal(self, edit: Edit) -> int:
        """Units taken out; a container with all in it."""
        units = [self.state.finder.find(target) for target in edit.targets]
        if not units:
            raise Refused(EditReason.TARGET_NOT_FOUND)
        refuse_settled(units)
        for unit in units:
            for member in self.state.finder.members(unit) if unit.kind == "container" else [unit]:
                member.removed = True
        return len(units)

    def renumbering(self, edit: Edit) -> int:
        """第X条改为第Y条, 第二款改为第十九条, 第X条改为第Y条第Z款."""
        if len(edit.targets) != len(edit.destinations):
            raise Refused(EditReason.NOT_UNDERSTOOD)
        found = [
            (self._there(target, edit), target, to) for target, to in zip(edit.targets, edit.destinations, strict=True)
        ]
        if any(unit and (unit.removed or unit.goal) for unit, _, _ in found):
            raise Refused(EditReason.CONFLICT)
        for unit, target, to in found:
            if unit is not None:
                self._renumber(unit, target, to)
        return sum(unit is not None for unit, _, _ in found)

    def _there(self, target: Address, edit: Edit) -> Unit | None:
        """The unit at a target; a range between two that are there may lack some: taken out before, or an excerpt."""
        try:
            return self.state.finder.find(target)
        except Refused as refused:
            ends = (edit.targets[0], edit.targets[-1])
            if target in ends or refused.reason is not EditReason.TARGET_NOT_FOUND:
                raise
            return None

    def _renumber(self, unit: Unit, target: Address, to: Address) -> None:
        if unit.kind == "container" and to.container:
            unit.goal = (to.containers[-1][1], 0)
        elif unit.kind == "article" and to.whole_article:
            unit.goal = (to.article or 0, to.branch)
        elif unit.kind == "article" and to.container:
            unit.home = self.state.finder.find(to)
            self.movers.append((unit, unit.home, self.state.place))
        elif unit.kind == "article" and to.paragraph is not None and to.item is None:
            self._into_paragraph(unit, to)
        elif unit.kind == "paragraph" and to.whole_article:
            self._out_of_article(unit, to)
        elif unit.kind == "paragraph" and to.paragraph is not None and to.item is None:
            if (to.article, to.branch) == (target.article, target.branch):
                unit.goal = (to.paragraph, 0)
            else:
                self._leave(unit)
                self.inbound.append((unit, to, self.state.place))
        elif to.attachment is not None and unit.kind in ("attachment", "entry", "row"):
            self._renumber_attached(unit, target, to)
        elif unit.kind == "item" and (to.item is not None or to.point is not None):
            unit.goal = (to.point if to.point is not None else to.item or 0, 0)
        else:
            raise Refused(EditReason.NOT_UNDERSTOOD)

    def _renumber_attached(self, unit: Unit, target: Address, to: Address) -> None:
        """附件一第三项改为第四项, 附件四改为附件三: the number changes, the place does not."""
        number = to.steps[-1][1] if to.steps else labelled(to.attachment or "")[1]
        if len(to.steps) != len(target.steps) or not number or not unit.marker:
            raise Refused(EditReason.NOT_UNDERSTOOD)
        unit.goal = (number, 0)

    def _into_paragraph(self, unit: Unit, to: Address) -> None:
        """An article becomes a paragraph, of which article is known once all edits are applied."""
        unit.goal = (to.article or 0, to.branch)
        self.joining.append((unit, to, self.state.place))

    def _out_of_article(self, unit: Unit, to: Address) -> None:
        home = unit.parent
        self._leave(unit)
        article = Unit("article", Body([]), Rank.ARTICLE, gap=self.opened.style.gaps["article"], tail="")
        article.goal, article.children, unit.parent = (to.article or 0, to.branch), [unit], article
        article.home = home
        self.state.added.append((article, self.state.place))

    def _leave(self, unit: Unit) -> None:
        if unit.parent is not None:
            unit.parent.children = [child for child in unit.parent.children if child is not unit]

    def join(self, edit: Edit) -> int:
        """Several units made one: the first holds the text, the others go."""
        units = [self.state.finder.find(target) for target in edit.targets]
        if len(units) < 2 or len(edit.destinations) > 1:
            raise Refused(EditReason.NOT_UNDERSTOOD)
        refuse_settled(units)
        host = next((unit for unit in units if unit.kind == "article"), units[0])
        if host.kind == "container":
            host = self._first_of(units)
        others = [unit for unit in units if unit is not host]
        if edit.text:
            quoted = read_payload(edit.text, self.opened.style, listed=self.opened.listed)
            replace_units(self.opened, self.state, [host], quoted)
            host.rewritten = True
        elif host.kind == "article" and all(unit.kind == "article" for unit in others):
            host.children += [child for unit in others for child in unit.children]
        else:
            raise Refused(EditReason.TEXT_MISSING)
        for unit in others:
            unit.removed = True
            self.merged[id(unit)] = host
        if host.kind == "container":
            host.goal = (host.number, host.branch)
        for to in edit.destinations:
            self._renumber(host, edit.targets[units.index(host)], to)
        return len(units)

    def _first_of(self, units: list[Unit]) -> Unit:
        """The first of containers of one rank in a row, none of which holds others. Raises ``Refused``."""
        heads = [unit for unit in self.opened.units if unit.kind == "container"]
        places = sorted(next(at for at, head in enumerate(heads) if head is unit) for unit in units)
        if len({unit.rank for unit in units}) > 1 or places != list(range(places[0], places[0] + len(units))):
            raise Refused(EditReason.NOT_UNDERSTOOD)
        below = heads[places[-1] + 1] if places[-1] + 1 < len(heads) else None
        last = heads[places[-1]]
        if below is not None and (below.rank or Rank.PART) > (last.rank or Rank.PART):
            raise Refused(EditReason.NOT_UNDERSTOOD)
        return heads[places[0]]

    def split(self, edit: Edit) -> int:
        """One article made several: by the quoted articles, or paragraph by paragraph."""
        if len(edit.targets) != 1:
            raise Refused(EditReason.NOT_UNDERSTOOD)
        unit = self.state.finder.find(edit.targets[0])
        if unit.kind in ("paragraph", "item") and edit.text:
            return substitution(self.opened, self.state, edit)
        if len(edit.destinations) < 2:
            raise Refused(EditReason.NOT_UNDERSTOOD)
        if unit.kind != "article":
            raise Refused(EditReason.NOT_UNDERSTOOD)
        refuse_settled([unit])
        parts = self._parts(unit, edit)
        unit.goal = (edit.destinations[0].article or 0, edit.destinations[0].branch)
        for to, part in zip(edit.destinations[1:], parts[1:], strict=True):
            article = Unit("article", Body([]), Rank.ARTICLE, gap=self.opened.style.gaps["article"], tail="")
            refill(article, part)
            article.goal = (to.article or 0, to.branch)
            article.home = unit
            self.state.added.append((article, self.state.place))
        refill(unit, parts[0])
        unit.rewritten = bool(edit.text)
        self.parted.add(id(unit))
        return len(parts)

    def _parts(self, unit: Unit, edit: Edit) -> list[list[Unit]]:
        count = len(edit.destinations)
        if edit.text:
            quoted = read_payload(edit.text, self.opened.style, listed=self.opened.listed)
            articles = articles_of(quoted, self.opened.style)
            if len(articles) == count:
                return [article.children for article in articles]
            children = paragraphs_of(quoted)
        else:
            children = unit.children
        if len(children) != count:
            raise Refused(EditReason.TEXT_MISSING)
        return [[child] for child in children]

    def sequence(self, _edit: Edit) -> int:
        """The order of articles is adjusted as part of settling."""
        return 1

    def unread(self, _edit: Edit) -> int:
        """An instruction that was not understood."""
        raise Refused(EditReason.NOT_UNDERSTOOD)


_APPLIERS: dict[EditKind, Callable[[_Applying, Edit], int]] = {
    EditKind.SUBSTITUTION: lambda self, edit: substitution(self.opened, self.state, edit),
    EditKind.INSERTION: lambda self, edit: insertion(self.state, edit),
    EditKind.REPEAL: _Applying.repeal,
    EditKind.RENUMBERING: _Applying.renumbering,
    EditKind.SPLIT: _Applying.split,
    EditKind.JOIN: _Applying.join,
    EditKind.TEXT_SUBSTITUTION: lambda self, edit: text_substitution(self.state.finder, edit),
    EditKind.TEXT_INSERTION: lambda self, edit: text_insertion(self.state.finder, edit),
    EditKind.TEXT_REPEAL: lambda self, edit: text_repeal(self.state.finder, edit),
    EditKind.HEADING_SUBSTITUTION: lambda self, edit: heading_substitution(self.state.finder, edit),
    EditKind.HEADING_REPEAL: lambda self, edit: heading_repeal(self.state.finder, edit),
    EditKind.SEQUENCE: _Applying.sequence,
    EditKind.UNREAD: _Applying.unread,
}


#: Orders below an article that make room for numbers, or close a gap.
_MAKES_ROOM = (EditKind.REPEAL, EditKind.INSERTION, EditKind.JOIN, EditKind.SPLIT)


def _below_one(address: Address, to: Address) -> bool:
    """Whether a unit below an article has another number there, not another article."""
    return not address.whole_article and (address.article, address.branch) == (to.article, to.branch)


def _moves_numbers(edit: Edit) -> bool:
    """Whether an edit gives articles plain numbers of a new order, so that the others must follow."""
    given = any(address.article is not None and not address.branch for address in edit.destinations)
    if edit.kind is EditKind.INSERTION:
        return (edit.unit == "条" and given) or (edit.unit in ("章", "节", "编") and bool(edit.text))
    whole = any(address.whole_article for address in (*edit.targets, *edit.destinations))
    return given and whole and edit.kind in (EditKind.RENUMBERING, EditKind.JOIN, EditKind.SPLIT)


def _moves_below(edit: Edit) -> bool:
    """Whether an edit gives paragraphs or items numbers of a new order."""
    if edit.kind not in (EditKind.INSERTION, EditKind.RENUMBERING, EditKind.JOIN, EditKind.SPLIT):
        return False
    return any(address.paragraph is not None or address.item is not None for address in edit.destinations)
