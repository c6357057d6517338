"""One text as a count over two places sees it: its units by grain, what each says, and how much the text holds."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from diffs.checking.measures import lists_tasks
from diffs.clauses import Clause, Kind, Outline
from diffs.comparison import SentenceRef
from diffs.counting.fates import WHOLE, Extent, Grain
from diffs.counting.measure_part import measure_part
from diffs.counting.sections import ARTICLE, Sections, sections_of
from diffs.places import Mask
from diffs.trees import Tree, tree_of


@dataclass(frozen=True, slots=True)
class CountedText:
    """An outline with its folded, masked wording, its measures and its 领域.

    ``listed``: it has a task list; ``repeated``: its body says what the list says, so that rows are counted as rows only.
    """

    outline: Outline
    tree: Tree
    at: Mapping[str, int]
    main: frozenset[str]
    sections: Sections
    listed: bool
    repeated: bool

    def refs(self, grain: Grain) -> tuple[SentenceRef, ...]:
        """What is counted, in document order."""
        if grain is Grain.ROWS:
            return tuple((clause.id, WHOLE) for clause in self.outline.clauses if clause.kind is Kind.TABLE_ROW)
        if grain is Grain.SECTIONS:
            return tuple((head, WHOLE) for head in self.sections.heads)
        if grain is Grain.CLAUSES:
            return tuple((clause.id, WHOLE) for clause in self._said())
        return tuple((clause.id, at) for clause in self._said() for at in range(len(clause.sentences)))

    def _said(self) -> Iterator[Clause]:
        """The measures' clauses that say something themselves."""
        above = {clause.parent for clause in self.outline.clauses}
        for clause in self.outline.clauses:
            row = self.repeated and clause.kind is Kind.TABLE_ROW
            if clause.id in self.main and not row and (clause.text or (clause.heading and clause.id not in above)):
                yield clause

    @property
    def statute(self) -> bool:
        """Whether its measures are articles; those of a plan are sentences."""
        return any(ARTICLE.match(clause.marker) for clause in self.outline.clauses)

    @property
    def extent(self) -> Extent:
        """How much the text holds."""
        rows = len(self.refs(Grain.ROWS)) if self.listed else 0
        return Extent(rows, len(self.sections.heads), len(self.refs(Grain.SENTENCES)))

    def key(self, ref: SentenceRef, grain: Grain) -> str:
        """The folded, masked wording of a unit; of a section with all that stands in it."""
        at = self.at[ref[0]]
        if ref[1] != WHOLE:
            return self.tree.sentences[at][ref[1]]
        if grain is Grain.SECTIONS:
            return self.tree.headings[at] + "".join(self.tree.keys[self.at[one]] for one in self.members([ref]))
        return self.tree.keys[at]

    def said(self, ref: SentenceRef) -> tuple[str, str]:
        """The path and the printed wording of a unit."""
        clause = self.tree.clauses[self.at[ref[0]]]
        if ref[1] != WHOLE:
            return f"{clause.path}#{ref[1] + 1}", clause.sentences[ref[1]]
        return clause.path, clause.wording

    def members(self, refs: Collection[SentenceRef]) -> tuple[str, ...]:
        """The ids of the clauses that stand in some sections."""
        return tuple(member for head, _ in refs for member in self.sections.members[head])


def counted_text(outline: Outline, mask: Mask | None, told: Collection[str], repeated: bool) -> CountedText:
    """An outline to be counted; ``told`` are the clauses its task list repeats where both texts have such a list,
    ``repeated`` says whether its own list repeats any."""
    main = measure_part(outline, told)
    at = {clause.id: place for place, clause in enumerate(outline.clauses)}
    listed = repeated or lists_tasks(outline)
    return CountedText(outline, tree_of(outline, mask), at, main, sections_of(outline, main), listed, repeated)
