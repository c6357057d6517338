"""What a page shape is: where one content management system keeps text, title and list entries, as simple selectors."""

import re
from dataclasses import dataclass

from scrapers.shapes.index import PageIndex


@dataclass(frozen=True, slots=True)
class Shape:
    """One family of pages.

    ``signs`` are selectors and ``address`` a pattern of the URL, any one of which recognises the family; ``content`` are
    selectors of the main text, best first; ``marks`` are pairs of words in HTML comments between which the text stands;
    ``remove`` names what is not text inside it; ``items`` are list entries, best first.
    """

    name: str
    signs: tuple[str, ...] = ()
    address: str | None = None
    content: tuple[str, ...] = ()
    marks: tuple[tuple[str, str], ...] = ()
    title: tuple[str, ...] = ()
    remove: tuple[str, ...] = ()
    items: tuple[str, ...] = ()

    def matches(self, index: PageIndex, url: str) -> bool:
        """Whether a page looks like this family, by its markup first, by its address else."""
        if index.any(self.signs) or any(index.comment(begin) for begin, _ in self.marks):
            return True
        return self.address is not None and re.search(self.address, url) is not None
