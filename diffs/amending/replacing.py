"""Units replaced by what a decision quotes: articles, paragraphs, items, headings, entries of attachments."""

from collections.abc import Callable

from diffs.amending.edits import Edit, EditReason
from diffs.amending.entries import new_attachment, new_entries
from diffs.amending.inserting import State
from diffs.amending.opened import OpenText, Unit
from diffs.amending.payloads import a_line_each, articles_of, finished, paragraphs_of, read_payload
from diffs.amending.refusing import Refused, refuse_settled


def substitution(opened: OpenText, state: State, edit: Edit) -> int:
    """Units replaced by what is quoted."""
    units = [state.finder.find(target) for target in edit.targets]
    if not edit.text:
        raise Refused(EditReason.TEXT_MISSING)
    refuse_settled(units)
    text = a_line_each(edit.text) if len(units) > 1 and units[0].kind == "item" else edit.text
    quoted = read_payload(text, opened.style, listed=opened.listed)
    if any(unit.kind != units[0].kind for unit in units):
        raise Refused(EditReason.CONFLICT)
    if units[0].kind in ("entry", "row", "attachment"):
        return _new_attached(opened, units, edit.text)
    replace_units(opened, state, units, quoted)
    for unit in units:
        unit.rewritten = True
    return len(units)


def _new_articles(opened: OpenText, state: State, units: list[Unit], quoted: list[Unit]) -> None:
    articles = articles_of(quoted, opened.style)
    if not articles or len(articles) < len(units):
        raise Refused(EditReason.CONFLICT)
    if len(articles) > len(units) and len(units) > 1:
        raise Refused(EditReason.CONFLICT)
    for unit, article in zip(units, articles, strict=False):
        refill(unit, article.children)
        if "【" in article.gap:
            unit.gap = article.gap
    for article in articles[len(units) :]:
        article.goal = (article.number, article.branch) if article.number else None
        article.anchor = (units[-1], True)
        state.added.append((article, state.place))


def _new_paragraphs(_opened: OpenText, _state: State, units: list[Unit], quoted: list[Unit]) -> None:
    paragraphs = paragraphs_of(quoted)
    if not paragraphs:
        raise Refused(EditReason.TEXT_MISSING)
    share = paragraphs[: len(units)]
    for unit, new in zip(units, share, strict=False):
        _replace_words(unit, new)
    units[len(share) - 1].extra = paragraphs[len(units) :]
    for unit in units[len(share) :]:
        unit.removed = True


def _new_items(_opened: OpenText, _state: State, units: list[Unit], quoted: list[Unit]) -> None:
    items = [unit for unit in quoted if unit.kind in ("item", "paragraph")]
    if len(items) < len(units):
        raise Refused(EditReason.CONFLICT)
    for unit, new in zip(units, items, strict=False):
        _replace_words(unit, new)
    units[-1].extra = items[len(units) :]


def _new_container(_opened: OpenText, _state: State, units: list[Unit], quoted: list[Unit]) -> None:
    head = quoted[0]
    if len(units) != 1 or len(quoted) != 1 or head.kind not in ("container", "paragraph"):
        raise Refused(EditReason.NOT_UNDERSTOOD)
    units[0].body.set(head.body.text)


def _new_raw(_opened: OpenText, _state: State, units: list[Unit], quoted: list[Unit]) -> None:
    if len(units) != 1 or len(quoted) != 1:
        raise Refused(EditReason.NOT_UNDERSTOOD)
    units[0].body.set(quoted[0].body.text)


def _new_attached(opened: OpenText, units: list[Unit], text: str) -> int:
    if units[0].kind != "attachment":
        new_entries(units, text)
    elif len(units) == 1:
        new_attachment(units[0], text, opened.style)
    else:
        raise Refused(EditReason.NOT_UNDERSTOOD)
    for unit in units:
        unit.rewritten = True
    return len(units)


_SUBSTITUTES: dict[str, Callable[[OpenText, State, list[Unit], list[Unit]], None]] = {
    "article": _new_articles,
    "paragraph": _new_paragraphs,
    "item": _new_items,
    "container": _new_container,
    "preface": _new_raw,
    "raw": _new_raw,
}


def replace_units(opened: OpenText, state: State, units: list[Unit], quoted: list[Unit]) -> None:
    """Put what is quoted in the place of units of one kind. Raises ``Refused`` where it does not fit them."""
    _SUBSTITUTES[units[0].kind](opened, state, units, quoted)


def refill(article: Unit, children: list[Unit]) -> None:
    """Give an article other paragraphs; its last line ends as before."""
    before, now = (units[-1] if units else None for units in (article.children, children))
    if before and now and not (before.children or now.children) and not finished(now.body.text):
        now.body.pieces.append((_ending(before), True))
    article.children = children
    for child in children:
        child.parent = article


def _replace_words(unit: Unit, new: Unit) -> None:
    """Put what is quoted in a unit's place; items stay when the quotation stops at its colon."""
    text = new.body.text
    keeps = unit.children and not new.children and text.rstrip().endswith(("：", ":"))
    if not finished(text) and (unit.kind == "item" or not unit.children):
        text += _ending(unit)
    unit.body.set(text)
    if not keeps:
        unit.children = new.children


def _ending(unit: Unit) -> str:
    """The mark that ends an item or a paragraph: a quotation leaves it out when the sentence goes on after it."""
    text = unit.body.text.rstrip()
    return text[-1] if text and text[-1] in ("；;。，,：:" if unit.kind == "item" else "。") else ""
