"""The outline while it is being built: mutable nodes, turned into clauses once the whole text is read."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from diffs.clauses import NO_CELLS, Extent, Kind, Responsibility
from diffs.parsing.numbering import Rank


@dataclass(slots=True, eq=False)
class Draft:
    """One future clause.

    ``step`` is its own part of the eId, ``rank`` that of its marker, ``depth`` that of its Markdown heading (0: none);
    ``children`` and ``paragraphs`` count what it has received so far.
    """

    path: str
    kind: Kind
    level: int = 0
    parent: "Draft | None" = None
    marker: str = ""
    number: str | None = None
    heading: str = ""
    heading_sep: str = ""
    text: str = ""
    extent: list[Extent] = field(default_factory=list)
    cells: Mapping[str, str] = field(default_factory=lambda: NO_CELLS)
    responsible: list[Responsibility] = field(default_factory=list)
    rank: Rank | None = None
    depth: int = 0
    step: str = ""
    children: int = 0
    paragraphs: int = 0

    @property
    def wording(self) -> str:
        """Heading, separator and text."""
        return f"{self.heading}{self.heading_sep}{self.text}"

    def child_path(self, name: str) -> str:
        """The path of a child called ``name``."""
        return f"{self.path}/{name}"
