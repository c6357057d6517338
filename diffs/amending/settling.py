"""What follows an amendment's edits: order and numbers of paragraphs, items, articles and containers."""

import re
from collections.abc import Sequence

from diffs.amending.arranging import arrange
from diffs.amending.finding import CONTAINER_WORDS
from diffs.amending.opened import OpenText, Unit, article_marker, renumbered
from diffs.amending.payloads import finished
from diffs.keys import norm
from diffs.parsing.numbering import Rank
from diffs.provisions import han

#: Sections are counted anew in each chapter.
_RESTARTING = (Rank.SECTION,)


def number_below(article: Unit) -> None:
    """Put an article's paragraphs and their items in order and number the items."""
    article.children = _ordered(article)
    for paragraph in article.children:
        _number_items(paragraph)


def _ordered(holder: Unit) -> list[Unit]:
    for place, unit in enumerate(holder.old, 1):
        if unit.kind == "paragraph":
            unit.number = place
    if not holder.added and not any(unit.goal or unit.removed or unit.extra for unit in holder.children):
        return holder.children
    order, lost = arrange(holder.children, holder.added, sequential=True)
    order += [unit for unit in lost if unit not in order]
    return [one for unit in order for one in (unit, *unit.extra)]


def _number_items(holder: Unit) -> None:
    before = holder.children
    last_old = holder.old[-1] if holder.old else None
    holder.children = _ordered(holder)
    changed = [id(unit) for unit in holder.children] != [id(unit) for unit in holder.old]
    items = [unit for unit in holder.children if unit.kind == "item"]
    if changed and items:
        for place, unit in enumerate(items, 1):
            unit.marker = renumbered(unit.marker or "（一）", place)
            unit.number = place
        _punctuate(items, last_old, _between(holder.old))
    for unit in before if not changed else items:
        if unit.children or unit.added:
            _number_items(unit)


def _between(items: Sequence[Unit]) -> str:
    """The mark between the items of a list: 。 where the old ones are sentences, else ；."""
    texts = [unit.body.text.rstrip() for unit in items[:-1] if not unit.children]
    return "。" if texts and all(text.endswith("。") for text in texts) else "；"


def _punctuate(items: Sequence[Unit], last_old: Unit | None, mark: str) -> None:
    """Items end in ``mark`` and the last one in 。: an item added last takes the stop over, one added earlier gets it."""
    for unit in items[:-1]:
        text = unit.body.text.rstrip()
        if unit.fresh and not finished(text):
            unit.body.pieces.append((mark, True))
        elif mark == "；" and unit is last_old and not unit.children and text.endswith("。"):
            _swap_stop(unit, "；")
    last = items[-1]
    text = last.body.text.rstrip()
    if not finished(text):
        last.body.pieces.append(("。", True))
    elif text.endswith("；") and last is not last_old:
        _swap_stop(last, "。")


def _swap_stop(unit: Unit, stop: str) -> None:
    text, fresh = unit.body.pieces[-1]
    unit.body.pieces[-1] = (text.rstrip()[:-1] + stop, fresh)


def number_articles(opened: OpenText, added: Sequence[Unit], *, sequential: bool) -> list[Unit]:
    """Put the articles in order with their numbers; those of ``added`` that cannot be placed are given back."""
    existing = list(opened.articles())
    articles = [unit for unit in added if unit.kind == "article"]
    touched = articles or any(unit.goal or unit.removed for unit in existing)
    if not touched and not sequential:
        opened.units = [unit for unit in opened.units if not unit.removed]
        for unit in existing:
            unit.final = (unit.number, unit.branch)
        return []
    order, lost = arrange(existing, articles, sequential=sequential)
    opened.units = _placed(opened.units, order)
    for unit in order:
        if unit.final != (unit.number, unit.branch) or not unit.marker:
            unit.marker = _marker(unit, opened)
    return lost


def _marker(unit: Unit, opened: OpenText) -> str:
    if opened.listed:
        return f"{han(unit.final[0])}、"
    return article_marker(unit.final, opened.style)


def _placed(units: Sequence[Unit], order: Sequence[Unit]) -> list[Unit]:
    """All units with the articles in ``order``: those that stay where they stood, others after the one before them."""
    kept = _keeping(units, order)
    homes = _homes(units)
    after: dict[int, list[Unit]] = {}
    before: dict[int, list[Unit]] = {}
    first: list[Unit] = []
    last: Unit | None = None
    following = _kept_next(order, kept)
    for unit in order:
        upper, lower = homes.get(id(last)), following.get(id(unit))
        if id(unit) in kept:
            last = unit
        elif lower is not None and homes.get(id(unit)) is homes[id(lower)] is not upper and unit.home is None:
            before.setdefault(id(lower), []).append(unit)
        else:
            (after.setdefault(id(last), []) if last is not None else first).append(unit)
    placed: list[Unit] = []
    for unit in units:
        if unit.kind == "article" and first:
            placed += _headed(first)
            first = []
        placed += _headed(before.get(id(unit), []))
        if not unit.removed and (unit.kind != "article" or id(unit) in kept):
            placed.append(unit)
        placed += _headed(after.get(id(unit), []))
    return _home([*placed, *_headed(first)])


def _homes(units: Sequence[Unit]) -> dict[int, Unit | None]:
    """The heading right above each article of the old text, ``None`` for none."""
    homes: dict[int, Unit | None] = {}
    above: Unit | None = None
    for unit in units:
        above = unit if unit.kind == "container" else above
        homes[id(unit)] = above
    return homes


def _kept_next(order: Sequence[Unit], kept: set[int]) -> dict[int, Unit]:
    """For each article the next one that keeps its place."""
    following: dict[int, Unit] = {}
    behind: Unit | None = None
    for unit in reversed(order):
        if behind is not None:
            following[id(unit)] = behind
        behind = unit if id(unit) in kept else behind
    return following


def _headed(articles: Sequence[Unit]) -> list[Unit]:
    return [one for unit in articles for one in (*unit.heads, unit)]


def _keeping(units: Sequence[Unit], order: Sequence[Unit]) -> set[int]:
    """Articles of the old text that keep their place: those whose order the new one does not reverse."""
    position = {id(unit): at for at, unit in enumerate(order)}
    kept: set[int] = set()
    highest = -1
    for unit in units:
        at = position.get(id(unit), -1)
        if unit.kind == "article" and not unit.removed and at > highest:
            kept.add(id(unit))
            highest = at
    return kept


def _home(units: list[Unit]) -> list[Unit]:
    """Articles that a decision puts into a chapter and that stand right before its heading go behind it."""
    placed = list(units)
    for at in range(len(placed) - 2, -1, -1):
        unit = placed[at]
        follows = placed[at + 1]
        if unit.home is not None and unit.home is follows and follows.kind == "container":
            placed[at], placed[at + 1] = follows, unit
    return placed


def move_home(opened: OpenText, unit: Unit, home: Unit) -> bool:
    """Put an article into a chapter that begins right behind it or ended right before it; whether it is in it now.

    Its number does not change, so it can go nowhere else.
    """
    at = next((place for place, one in enumerate(opened.units) if one is unit), -1)
    heads = [place for place, one in enumerate(opened.units) if one.kind == "container"]
    above = max((place for place in heads if place < at), default=-1)
    below = min((place for place in heads if place > at), default=-1)
    if at < 0 or unit.goal:
        return at >= 0
    if above >= 0 and opened.units[above] is home:
        return True
    if below == at + 1 and opened.units[below] is home:
        opened.units[at], opened.units[below] = home, unit
        return True
    before = max((place for place in heads if place < above), default=-1)
    if above == at - 1 and before >= 0 and opened.units[before] is home:
        opened.units[above], opened.units[at] = unit, opened.units[above]
        return True
    return False


def number_containers(
    opened: OpenText, former: Sequence[Unit], contents: list[str] | None, *, resequenced: bool
) -> None:
    """Number 编, 章 and 节 on where one was added or moved, or taken out and the order adjusted; print contents anew.

    ``former`` are the containers of the old text, those that are gone too.
    """
    heads = [unit for unit in opened.units if unit.kind == "container"]
    gone = resequenced and any(unit.removed for unit in former)
    if gone or any(unit.fresh or unit.goal for unit in heads):
        steps = _steps(former)
        last: dict[Rank, int] = {}
        for unit in heads:
            rank = unit.rank or Rank.CHAPTER
            step = steps.get(id(unit), 1)
            number = unit.goal[0] if unit.goal else max(step, 0) + (0 if step < 0 else last.get(rank, 0)) or 1
            last[rank] = number
            last = {one: value for one, value in last.items() if one <= rank or one not in _RESTARTING}
            if unit.fresh or number != unit.number:
                unit.marker, unit.number = f"第{han(number)}{CONTAINER_WORDS[rank]}", number
    if contents is not None:
        _print_contents(opened, contents)


def _steps(former: Sequence[Unit]) -> dict[int, int]:
    """How far each container's number is from the one of its rank before it; -1 where numbers start over."""
    steps: dict[int, int] = {}
    last: dict[Rank, int] = {}
    for unit in former:
        rank = unit.rank or Rank.CHAPTER
        step = unit.number - last.get(rank, 0)
        steps[id(unit)] = step if step > 0 else -1
        last[rank] = unit.number
        last = {one: value for one, value in last.items() if one <= rank or one not in _RESTARTING}
    return steps


def contents_lines(opened: OpenText) -> list[str] | None:
    """The container headings as they stand, when the text's table of contents repeats exactly them."""
    listing = next((unit for unit in opened.units if unit.kind == "contents"), None)
    if listing is None:
        return None
    lines = [norm(line) for line in listing.body.text.split("\n")]
    heads = [norm(_heading(unit)) for unit in opened.units if unit.kind == "container"]
    return heads if [line for line in lines[1:] if line] == heads else None


def _heading(unit: Unit) -> str:
    return f"{unit.marker}{unit.gap}{unit.body.text}"


def _print_contents(opened: OpenText, before: list[str]) -> None:
    heads = [unit for unit in opened.units if unit.kind == "container"]
    if [norm(_heading(unit)) for unit in heads] == before:
        return
    listing = next(unit for unit in opened.units if unit.kind == "contents")
    lines = listing.body.text.split("\n")
    indents: dict[str, str] = {}
    for line in lines[1:]:
        word = next((word for word in ("分编", "编", "章", "节") if re.match(rf"\s*第[^\s]+?{word}", line)), "")
        indents.setdefault(word, line[: len(line) - len(line.lstrip())])
    blank = "\n\n" if any(not line.strip() for line in lines[1:]) else "\n"
    listed = [indents.get(CONTAINER_WORDS[unit.rank or Rank.CHAPTER], "") + _heading(unit) for unit in heads]
    listing.body.set(blank.join([lines[0], *listed]))
