"""What stands around the measures of two texts (opening, addressees, instructions, signature), and what differs there. Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from diffs.clauses import LegalDates, Outline
from diffs.comparison import ChangeClass, SignalKind
from service.comparing import Compared
from service.sheets.rows import Row

_FIGURES = (SignalKind.NUMBER, SignalKind.DATE, SignalKind.DEADLINE, SignalKind.MONEY, SignalKind.PERCENTAGE)
_ADDRESSED = "主送"
#: Parts whose numbers and dates are facts of the document.
_SAID_BY_FACTS = frozenset({"文号", "落款", "发文日期", "题注"})
_BETWEEN = re.compile(r"[，,、；;：:。\s]+")
#: Beyond so many differing figures the rest is left to the rows.
_MOST = 12


@dataclass(frozen=True, slots=True)
class Difference:
    """What differs of one fact: a key of the texts, and both values as printed, empty where a side has none."""

    fact: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Frame:
    """The rows around the measures: how many differ, of these but for places, how many stand on one side only."""

    rows: tuple[Row, ...]
    differing: int
    template: int
    one_sided: int
    differences: tuple[Difference, ...]


def frame_of(compared: Compared, rows: Sequence[Row]) -> Frame:
    """The frame that some rows of a comparison are, and what differs in it."""
    differing = [row for row in rows if not row.same_text and not row.one_sided]
    return Frame(
        rows=tuple(rows),
        differing=len(differing),
        template=sum(row.change_class is ChangeClass.TEMPLATE for row in differing),
        one_sided=sum(row.one_sided for row in rows),
        differences=(*_facts(compared), *_addressees(compared), *_figures(rows)),
    )


def _facts(compared: Compared) -> Iterator[Difference]:
    old, new = compared.old.document, compared.new.document
    if old.number != new.number:
        yield Difference("fact.number", old.number or "", new.number or "")
    if old.issuers != new.issuers:
        yield Difference("fact.issuers", "、".join(old.issuers), "、".join(new.issuers))
    for name in LegalDates.__slots__:
        one, other = getattr(old.dates, name), getattr(new.dates, name)
        if one != other:
            yield Difference(f"date.{name}", str(one or ""), str(other or ""))


def _addressees(compared: Compared) -> Iterator[Difference]:
    old, new = _addressed(compared.old), _addressed(compared.new)
    only = [one for one in old if one not in new], [one for one in new if one not in old]
    if any(only):
        yield Difference("frame.addressees", "、".join(only[0]), "、".join(only[1]))


def _addressed(outline: Outline) -> list[str]:
    lines = (clause.text for clause in outline.clauses if clause.path.rpartition("/")[2] == _ADDRESSED)
    return [name for line in lines for name in _BETWEEN.split(line) if name]


def _figures(rows: Sequence[Row]) -> Iterator[Difference]:
    told = [row for row in rows if row.place.rpartition("/")[2] not in _SAID_BY_FACTS]
    found = (signal for row in told for signal in row.signals if signal.kind in _FIGURES)
    said = dict.fromkeys((f"signal.{one.kind}", one.old or "", one.new or "") for one in found)
    yield from (Difference(*one) for one in list(said)[:_MOST])
