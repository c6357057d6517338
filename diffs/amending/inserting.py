"""Units added to a text: articles, paragraphs, items, chapters with or without their articles."""

from dataclasses import dataclass, field

from diffs.amending.edits import Edit, EditReason, Place
from diffs.amending.entries import insert_attachment, insert_entries
from diffs.amending.finding import CONTAINER_WORDS, Finder
from diffs.amending.opened import OpenText, Unit
from diffs.amending.payloads import a_line_each, articles_of, finished, paragraphs_of, read_payload
from diffs.amending.refusing import Refused, nth
from diffs.parsing.numbering import Rank

_RANKS = {word: rank for rank, word in CONTAINER_WORDS.items()}


@dataclass(slots=True)
class State:
    """What edits leave for settling: ``added`` units and container ``heads`` with the place of the edit they are of."""

    finder: Finder
    place: int = 0
    added: list[tuple[Unit, int]] = field(default_factory=list)
    heads: list[tuple[Unit, Edit, int]] = field(default_factory=list)


def insertion(state: State, edit: Edit) -> int:
    """Units added."""
    if edit.unit in ("章", "节", "编"):
        return _insert_container(state, edit)
    if not edit.text:
        raise Refused(EditReason.TEXT_MISSING)
    if edit.unit == "附件":
        return insert_attachment(state.finder.opened, edit)
    if edit.targets and edit.targets[-1].attachment is not None:
        return insert_entries(state.finder.find(edit.targets[-1]), edit, next(iter(edit.destinations), None))
    several = edit.unit in ("项", "目") and max(len(edit.destinations), edit.count) > 1
    text = a_line_each(edit.text) if several else edit.text
    quoted = read_payload(text, state.finder.opened.style, listed=state.finder.opened.listed)
    if edit.unit == "条":
        return _insert_articles(state, edit, quoted)
    if edit.unit == "款":
        return _insert_paragraphs(state, edit, paragraphs_of(quoted))
    return _insert_items(state, edit, quoted)


def _insert_articles(state: State, edit: Edit, quoted: list[Unit]) -> int:
    articles = articles_of(quoted, state.finder.opened.style)
    if not any(unit.kind == "article" for unit in quoted) and edit.count > 1:
        articles = _one_each(state, paragraphs_of(quoted), edit.count)
    if not articles or (edit.destinations and len(edit.destinations) != len(articles)):
        raise Refused(EditReason.CONFLICT)
    anchor = state.finder.find(edit.targets[0]) if edit.targets else None
    if anchor is not None and anchor.kind not in ("article", "container"):
        anchor = anchor.parent
    for at, article in enumerate(articles):
        if edit.destinations:
            article.goal = (edit.destinations[at].article or 0, edit.destinations[at].branch)
        elif article.number:
            article.goal = (article.number, article.branch)
        if anchor is not None:
            _anchor(state, article, anchor, edit.place)
        if article.goal is None and article.anchor is None and article.home is None:
            raise Refused(EditReason.PLACE_NOT_FOUND)
    state.added += [(article, state.place) for article in articles]
    return len(articles)


def _one_each(state: State, paragraphs: list[Unit], count: int) -> list[Unit]:
    """Paragraphs without article numbers, as many as articles are announced."""
    if len(paragraphs) != count:
        raise Refused(EditReason.CONFLICT)
    return [articles_of([paragraph], state.finder.opened.style)[0] for paragraph in paragraphs]


def _anchor(state: State, article: Unit, anchor: Unit, place: Place | None) -> None:
    """在第三条后 orders a place; 第二章增加一条 names the home."""
    if anchor.kind == "container":
        article.home = anchor
        if article.goal is None:
            last = [unit for unit in state.finder.members(anchor) if unit.kind == "article"]
            article.anchor = (last[-1], True) if last else None
    else:
        article.anchor = (anchor, place is not Place.BEFORE)
        article.home = anchor


def _insert_paragraphs(state: State, edit: Edit, paragraphs: list[Unit]) -> int:
    if not edit.targets:
        raise Refused(EditReason.TARGET_NOT_FOUND)
    target = state.finder.find(edit.targets[-1])
    article = target if target.kind == "article" else target.parent
    if article is None or article.kind != "article" or article.removed or article.rewritten:
        raise Refused(EditReason.CONFLICT if article and article.kind == "article" else EditReason.NOT_UNDERSTOOD)
    if edit.destinations and len(edit.destinations) != len(paragraphs):
        raise Refused(EditReason.CONFLICT)
    _complete(paragraphs, article)
    for at, paragraph in enumerate(paragraphs):
        if edit.destinations:
            paragraph.goal = (edit.destinations[at].paragraph or 0, 0)
        elif target is not article and edit.place in (Place.AFTER, Place.BEFORE):
            paragraph.anchor = (target, edit.place is Place.AFTER)
    article.added += paragraphs
    return len(paragraphs)


def _complete(paragraphs: list[Unit], article: Unit) -> None:
    """A paragraph quoted without its stop, which stands behind the quotation, ends as those of the article do."""
    last = paragraphs[-1] if paragraphs else None
    stops = any(one.body.text.rstrip().endswith("。") for one in article.old)
    if last and stops and not last.children and not finished(last.body.text):
        last.body.pieces.append(("。", True))


def _insert_items(state: State, edit: Edit, quoted: list[Unit]) -> int:
    if not edit.targets:
        raise Refused(EditReason.TARGET_NOT_FOUND)
    target = state.finder.find(edit.targets[-1])
    beside = target if target.kind == "item" and edit.unit == "项" else None
    holder = _holder(target, edit.unit)
    if holder.removed or holder.rewritten:
        raise Refused(EditReason.CONFLICT)
    if edit.destinations and len(edit.destinations) != len(quoted):
        raise Refused(EditReason.CONFLICT)
    sample = next(iter(holder.old), None)
    for at, unit in enumerate(quoted):
        unit.kind, unit.parent = "item", holder
        unit.rank = sample.rank if sample else unit.rank or Rank.PAREN_HAN
        unit.marker = sample.marker if sample else unit.marker or "（一）"
        unit.gap = sample.gap if sample else unit.gap
        to = edit.destinations[at] if edit.destinations else None
        number = (to.point if to.point is not None else to.item) if to else None
        unit.goal = (number, 0) if number else None
        if not number and beside is not None and edit.place in (Place.AFTER, Place.BEFORE):
            unit.anchor = (beside, edit.place is Place.AFTER)
    holder.added += quoted
    return len(quoted)


def _insert_container(state: State, edit: Edit) -> int:
    rank = _RANKS[edit.unit]
    quoted = read_payload(edit.text, state.finder.opened.style, listed=state.finder.opened.listed) if edit.text else []
    articles = articles_of([unit for unit in quoted if unit.kind != "paragraph"], state.finder.opened.style)
    if not any(unit.kind == "container" for unit in quoted):
        named = [unit for unit in quoted[:1] if unit.kind == "paragraph"]
        if len(named) != 1 or not edit.destinations:
            raise Refused(EditReason.TEXT_MISSING)
        number = edit.destinations[0].containers[-1][1] if edit.destinations[0].containers else 0
        head = Unit("container", named[0].body, rank, number, marker=f"第一{edit.unit}", fresh=True)
        head.gap = state.finder.opened.style.gaps["container"]
        head.goal = (number, 0)
        if articles:
            articles[0].heads = [head]
        else:
            state.heads.append((head, edit, state.place))
            return 1
    elif not articles:
        head = next(unit for unit in quoted if unit.kind == "container")
        head.goal = (head.number, head.branch)
        state.heads.append((head, edit, state.place))
        return 1
    for article in articles:
        article.goal = (article.number, article.branch) if article.number else None
        if article.goal is None:
            raise Refused(EditReason.PLACE_NOT_FOUND)
        for head in article.heads:
            head.goal = (head.number, head.branch)
    state.added += [(article, state.place) for article in articles]
    return len(articles)


def _holder(target: Unit, unit: str) -> Unit:
    """What items are added to: the one paragraph with items, or the last; for 目 the item."""
    if unit == "目":
        return target
    if target.kind == "item":
        return target.parent or target
    if target.kind == "article":
        listing = [child for child in target.old if child.old]
        if len(listing) > 1:
            raise Refused(EditReason.TARGET_AMBIGUOUS)
        return listing[0] if listing else nth(target.old, len(target.old))
    return target


def place_head(opened: OpenText, head: Unit, edit: Edit) -> bool:
    """A heading without articles of its own: over the article that 包括 names, or after the container before it."""
    at = -1
    if edit.words:
        named = [place for place, unit in enumerate(opened.units) if unit.marker == edit.words[0]]
        at = named[0] if named else -1
        while at > 0 and opened.units[at - 1].kind == "container":
            at -= 1
    elif head.goal:
        same = [place for place, unit in enumerate(opened.units) if unit.kind == "container" and unit.rank is head.rank]
        later = [place for place in same if opened.units[place].number >= head.goal[0]]
        at = later[0] if later else -1
    if at < 0:
        return False
    below = opened.units[at]
    if below.kind == "container" and (below.rank or Rank.PART) <= (head.rank or Rank.PART):
        first = _added_before(opened, at)
        if first == at:
            return False
        at = first
    opened.units.insert(at, head)
    return True


def _added_before(opened: OpenText, at: int) -> int:
    """Where the articles begin that were added right before ``at`` and are said to stand nowhere else."""
    while (
        at and opened.units[at - 1].kind == "article" and opened.units[at - 1].fresh and not opened.units[at - 1].home
    ):
        at -= 1
    return at
