"""The measures of a text: what a family of texts is compared by, one column each.

In a statute a measure is the article with everything below it; in a plan it is a row of the task list, with the body's
sentences that say the same as its evidence, and every other sentence of the body. Nothing is counted twice.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from diffs.checking.consistency import repeats
from diffs.clauses import Clause, Kind, Outline
from diffs.comparison import SentenceRef
from diffs.keys import norm
from diffs.places import ABOVE, OWN, Mask, place_mask

_ARTICLE = re.compile(r"\s*第.{1,12}条")
_CONTAINER = re.compile(r"\s*第.{1,12}[编章节]|表|附件")
_PAPERWORK = frozenset({Kind.TITLE, Kind.FRONT_MATTER, Kind.SIGNATURE, Kind.COLOPHON, Kind.ATTACHMENT})
_NUMERAL = re.compile(r"[\d.、．（）()\s]*")
_PLACES = re.compile(f"[{OWN}{ABOVE}]+")
_CLOSING = "。；;.、,，"
#: A category is a name, not a paragraph.
_LONGEST_CATEGORY = 60
#: Words of deference to the level above, which say nothing of the measure: 积极配合市级部门，支持….
_DEFERENCE = re.compile(r"^(?:积极|主动|全力)?(?:配合|争取)(?:国家|省|市|上)?级?(?:有关|相关|主管)?部门[,，](?:积极)?")


#: A sentence by the position of its clause and its offset in it.
At = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure of one text.

    ``sentences`` is empty where the measure is the whole clause with what stands below it; ``evidence`` are the
    sentences of the body that say the same as a row of the list. ``plain`` is the folded wording without its closing
    mark, ``masked`` the same with the text's own places masked, ``key`` that without words of deference, for linking
    only. ``section`` are the headings above, outermost first. ``order`` places it in the text's own order, a row where
    the body says it. ``parts`` are the keys of its sentences where a row has several.
    """

    clause: Clause
    sentences: tuple[SentenceRef, ...]
    evidence: tuple[SentenceRef, ...]
    text: str
    plain: str
    masked: str
    key: str
    section: tuple[str, ...]
    order: tuple[int, int, int]
    parts: tuple[str, ...] = ()


def measures_of(outline: Outline) -> tuple[Measure, ...]:
    """The measures of a text in its own order."""
    found = [one for one in _Reader(outline).measures() if one.plain]
    return tuple(sorted(found, key=lambda one: one.order))


def mask_for(outline: Outline) -> Mask:
    """The mask of the place that a text applies to."""
    return place_mask(outline.document)


def _folded(text: str) -> str:
    return norm(text).rstrip(_CLOSING)


def _key(masked: str) -> str:
    return _DEFERENCE.sub("", masked) or masked


class _Reader:
    """Reads the measures of one outline; positions are those of its clauses."""

    def __init__(self, outline: Outline) -> None:
        self.clauses = outline.clauses
        self.mask = mask_for(outline)
        at = {clause.id: place for place, clause in enumerate(self.clauses)}
        self.parents = [at.get(clause.parent or "", -1) for clause in self.clauses]
        self.above = {parent for parent in self.parents if parent >= 0}
        rows = sum(clause.kind is Kind.TABLE_ROW for clause in self.clauses)
        self.evidence = repeats(outline) if rows else {}
        self.follows_body = 2 * len(self.evidence) > rows

    def measures(self) -> Iterator[Measure]:
        said = {ref for refs in self.evidence.values() for ref in refs}
        articles: dict[int, list[int]] = {}
        last = (-1, 0, 0)
        for at, clause in enumerate(self.clauses):
            article = self._article(at, articles)
            if article >= 0:
                articles.setdefault(article, []).append(at)
            elif clause.kind is Kind.TABLE_ROW:
                last = self._row_order(at, last)
                yield self._measure(at, (), clause.text, last, self.evidence.get(at, ()))
            elif clause.kind not in _PAPERWORK:
                yield from (self._sentence(at, index) for index in self._free(at, said))
                if not clause.text and at not in self.above and clause.marker and not _CONTAINER.match(clause.marker):
                    yield self._measure(at, (), clause.heading, (at, 0, 0))
        for article, members in articles.items():
            yield self._measure(article, (), self._whole(article, members), (article, 0, 0))

    def _article(self, at: int, known: dict[int, list[int]]) -> int:
        """The article a position stands in (or is), -1 for none."""
        if _ARTICLE.match(self.clauses[at].marker):
            return at
        parent = self.parents[at]
        while parent >= 0 and parent not in known:
            parent = self.parents[parent]
        return parent

    def _free(self, at: int, said: set[At]) -> list[int]:
        return [index for index in range(len(self.clauses[at].sentences)) if (at, index) not in said]

    def _row_order(self, at: int, last: tuple[int, int, int]) -> tuple[int, int, int]:
        """A row stands where the body says it, else behind the row before it; a list of its own keeps its place."""
        if not self.follows_body:
            return at, 0, 0
        refs = self.evidence.get(at)
        if refs:
            return (*refs[0], at)
        return (last[0], last[1], at) if last[0] >= 0 else (at, 0, at)

    def _sentence(self, at: int, index: int) -> Measure:
        clause = self.clauses[at]
        return self._measure(at, ((clause.id, index),), clause.sentences[index], (at, index, 0))

    def _measure(
        self,
        at: int,
        sentences: tuple[SentenceRef, ...],
        text: str,
        order: tuple[int, int, int],
        said: tuple[At, ...] = (),
    ) -> Measure:
        shown = tuple((self.clauses[place].id, index) for place, index in said)
        clause, masked = self.clauses[at], self._masked(text)
        several = clause.kind is Kind.TABLE_ROW and len(clause.sentences) > 1
        return Measure(
            clause=clause,
            sentences=sentences,
            evidence=shown,
            text=text,
            plain=_folded(text),
            masked=masked,
            key=_key(masked),
            section=self._section(at),
            order=order,
            parts=tuple(_key(self._masked(one)) for one in clause.sentences) if several else (),
        )

    def _masked(self, text: str) -> str:
        """Folded, with one sign for a place, be it the city, the province or both."""
        return _PLACES.sub(OWN, _folded(self.mask(text)))

    def _whole(self, article: int, members: list[int]) -> str:
        """The wording of an article: a line for each of its clauses that has one, with the printed marker of items."""
        lines = []
        for at in members:
            clause = self.clauses[at]
            marker = clause.marker if at != article else ""
            if clause.wording.strip():
                lines.append(f"{marker}{clause.wording}")
        return "\n".join(lines)

    def _section(self, at: int) -> tuple[str, ...]:
        clause = self.clauses[at]
        found = [] if clause.kind is not Kind.TABLE_ROW else _categories(clause)
        if clause.kind is not Kind.TABLE_ROW and clause.text and clause.heading and not _ARTICLE.match(clause.marker):
            found.append(clause.heading)
        parent = self.parents[at]
        while parent >= 0:
            above = self.clauses[parent]
            if above.heading and above.kind is not Kind.ATTACHMENT:
                found.insert(0, above.heading)
            parent = self.parents[parent]
        return tuple(found)


def _categories(clause: Clause) -> list[str]:
    """What a row's other columns say of where it belongs: categories, but no numbers and no units."""
    units = {given.role for given in clause.responsible}
    return [
        cell
        for name, cell in clause.cells.items()
        if name not in units
        and cell.strip() != clause.text.strip()
        and len(cell) <= _LONGEST_CATEGORY
        and not _NUMERAL.fullmatch(cell)
    ]
