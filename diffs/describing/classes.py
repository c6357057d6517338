"""How deep a difference goes (its class), how sure a link is (its tier), and why it was made (its reasons)."""

import re
from collections.abc import Iterator, Sequence

from diffs.aligning.growth import Group
from diffs.aligning.scoring import false_friends
from diffs.clauses import Clause
from diffs.comparison import ChangeClass, Op, Reason, Span, Tier
from diffs.describing.renumbered import Renumbered, resolved
from diffs.keys import alike, norm, words
from diffs.places import Mask
from diffs.tokens import HAN_DIGITS

_CITING = re.compile(rf"(?:[{HAN_DIGITS}\d第条款项目编章节之前本该同至和及到与\W]|以及|规定|的)*")
_END = Span(Op.EQUAL, "")


def wording_class(
    old: Sequence[Clause],
    new: Sequence[Clause],
    spans: Sequence[Span],
    numbers: Renumbered,
    masked: tuple[str, str] | None = None,
    places: tuple[Mask, Mask] | None = None,
) -> ChangeClass | None:
    """The class of the difference between two wordings; none when they are the same.

    ``numbers`` says where references lead; ``masked`` are the folded wordings with places masked by ``places``. What
    stands beside the measure of a table row (units, terms) counts as wording; between two places only in columns that
    both lists have, and there who is responsible is no wording: each place has its own units.
    """
    beside = _beside_class(old, new, places)
    if beside is ChangeClass.WORDING:
        return beside
    found = _class_of_words(old, new, spans, numbers, masked)
    return found if found is ChangeClass.WORDING else beside or found


def _class_of_words(
    old: Sequence[Clause],
    new: Sequence[Clause],
    spans: Sequence[Span],
    numbers: Renumbered,
    masked: tuple[str, str] | None,
) -> ChangeClass | None:
    """The class of the difference between two wordings without what stands beside them."""
    equal = Op.EQUAL
    differing = [span.text for span in spans if span.op is not equal]
    if not differing:
        return None
    if _editorial(spans):
        first, second = (norm("\n".join([one.wording for one in ones])) for ones in (old, new))
        if first == second:
            return ChangeClass.FORMAT
        if alike(first, second):
            return ChangeClass.EDITORIAL
    if _of_references(differing) and alike(resolved(old, numbers), resolved(new)):
        return ChangeClass.REFERENCE
    if masked and alike(*masked):
        return ChangeClass.TEMPLATE
    return ChangeClass.WORDING


def _of_references(differing: Sequence[str]) -> bool:
    """Whether all that differs could stand in references; looking is cheaper than following them."""
    return all(_CITING.fullmatch(norm(text)) for text in differing)


def _editorial(spans: Sequence[Span]) -> bool:
    """Whether the words of all differing places agree, the first place aside, where a number may stand."""
    equal, delete = Op.EQUAL, Op.DELETE
    deleted = inserted = ""
    first = next((at for at, span in enumerate(spans) if span.op is equal), len(spans))
    for span in [*spans[first:], _END]:
        if span.op is delete:
            deleted = span.text
        elif span.op is not equal:
            inserted = span.text
        else:
            if deleted != inserted and words(norm(deleted)) != words(norm(inserted)):
                return False
            deleted = inserted = ""
    return True


def cells_beside(clauses: Sequence[Clause]) -> list[str]:
    """The cells right of the measure in table rows, folded; those left of it are categories of many rows."""
    return [norm(cell) for clause in clauses if clause.cells for _, cell in _beside(clause)]


def _beside(clause: Clause) -> Iterator[tuple[str, str]]:
    """The columns right of the measure with their cells."""
    cells, key = iter(clause.cells.items()), norm(clause.text)
    for _, cell in cells:
        if clause.text and (clause.text in cell or (len(key) <= len(cell) and key in norm(cell))):
            break
    return cells


def _beside_class(old: Sequence[Clause], new: Sequence[Clause], places: tuple[Mask, Mask] | None) -> ChangeClass | None:
    """The class of the difference beside the measures of table rows; none when nothing differs there."""
    if places is None:
        return ChangeClass.WORDING if cells_beside(old) != cells_beside(new) else None
    columns, others = _columns(old), _columns(new)
    shared = [(columns[name], others[name]) for name in columns if name in others and columns[name] != others[name]]
    if not shared:
        return None
    roles = {norm(given.role) for clause in (*old, *new) for given in clause.responsible}
    shared = [(columns[name], others[name]) for name in columns if name in others and name not in roles]
    alike_masked = all(
        [places[0](one) for one in first] == [places[1](one) for one in second] for first, second in shared
    )
    return ChangeClass.TEMPLATE if alike_masked else ChangeClass.WORDING


def _columns(clauses: Sequence[Clause]) -> dict[str, list[str]]:
    """By column what stands beside the measures of some rows, folded, each once."""
    found: dict[str, dict[str, None]] = {}
    for clause in clauses:
        for name, cell in _beside(clause) if clause.cells else ():
            found.setdefault(norm(name), {})[norm(cell)] = None
    return {name: list(cells) for name, cells in found.items()}


def tier_and_reasons(
    group: Group,
    old: Sequence[Clause],
    new: Sequence[Clause],
    keys: tuple[str, str],
    *,
    same_parent: bool,
    across: bool,
) -> tuple[Tier, tuple[Reason, ...]]:
    """How sure a link is and why it stands; texts that differ by an abbreviation (QDLP, QFLP) are never strong."""
    reasons = [_first_reason(group, old, new, keys, across=across)]
    if old[0].heading and norm(old[0].heading) == norm(new[0].heading):
        reasons.append(Reason.SAME_HEADING)
    if old[0].number is not None and old[0].number == new[0].number:
        reasons.append(Reason.SAME_NUMBER)
    if same_parent:
        reasons.append(Reason.SAME_PARENT)
    tier = group.tier
    if tier is Tier.STRONG and false_friends(*keys):
        return Tier.WEAK, (*reasons, Reason.FALSE_FRIEND)
    return tier, tuple(reasons)


def _first_reason(
    group: Group, old: Sequence[Clause], new: Sequence[Clause], keys: tuple[str, str], *, across: bool
) -> Reason:
    if group.tier is Tier.MANUAL:
        return Reason.MANUAL
    wordings = [one.wording for one in old], [one.wording for one in new]
    if wordings[0] == wordings[1] and (any(wordings[0]) or group.tier is Tier.EXACT):
        return Reason.SAME_TEXT
    if keys[0] == keys[1] and keys[0]:
        return Reason.SAME_MASKED_TEXT if across else Reason.SAME_KEY
    return Reason.CONTAINED_TEXT if len(old) + len(new) > 2 else Reason.SIMILAR_TEXT
