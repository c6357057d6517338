"""Looks up a page's elements by simple selectors in one pass over the page: shapes ask for dozens of places each."""

import re
from dataclasses import dataclass

from bs4 import BeautifulSoup, Comment, Tag

_SIMPLE = re.compile(r"([a-z][a-z0-9]*)?(?:#([\w-]+))?((?:\.[\w-]+)*)(?:\[(\w+)=\"([^\"]*)\"\])?")


@dataclass(frozen=True, slots=True)
class _Step:
    """One part of a selector: element name, id, classes, attribute with its value."""

    name: str | None
    id: str | None
    classes: tuple[str, ...]
    attribute: str | None
    value: str

    def matches(self, tag: Tag) -> bool:
        """Whether an element is what this part names."""
        classes = tag.get("class") or ()
        return (
            (self.name is None or tag.name == self.name)
            and (self.id is None or tag.get("id") == self.id)
            and all(name in classes for name in self.classes)
            and (self.attribute is None or tag.get(self.attribute) == self.value)
        )


class PageIndex:
    """The elements and comments of one page by name, id and class, in document order.

    Built once; elements removed from the page later are still found.
    """

    def __init__(self, soup: BeautifulSoup) -> None:
        self.comments: list[Comment] = []
        self._tags: dict[str, list[Tag]] = {}
        for node in soup.descendants:
            if isinstance(node, Tag):
                self._note(node)
            elif isinstance(node, Comment):
                self.comments.append(node)

    def _note(self, tag: Tag) -> None:
        self._tags.setdefault(tag.name, []).append(tag)
        identity = tag.get("id")
        if isinstance(identity, str):
            self._tags.setdefault(f"#{identity}", []).append(tag)
        for name in tag.get("class") or ():
            self._tags.setdefault(f".{name}", []).append(tag)

    def find(self, selector: str) -> list[Tag]:
        """Elements of ``name#id.class[attribute="value"]``, or of two such parts where the first stands around the second.

        ValueError for any other selector: shapes are written in this small language.
        """
        *around, last = (_step(part) for part in selector.split(" "))
        key = f"#{last.id}" if last.id else f".{last.classes[0]}" if last.classes else last.name or ""
        found = [tag for tag in self._tags.get(key, ()) if last.matches(tag)]
        return [tag for tag in found if all(any(map(step.matches, tag.parents)) for step in around)]

    def any(self, selectors: tuple[str, ...]) -> bool:
        """Whether one of the selectors finds anything."""
        return any(self.find(selector) for selector in selectors)

    def comment(self, words: str) -> Comment | None:
        """The first comment that holds ``words``."""
        return next((comment for comment in self.comments if words in comment), None)


def _step(part: str) -> _Step:
    found = _SIMPLE.fullmatch(part)
    if found is None or not part:
        raise ValueError(f'{part!r} is not a simple selector (name#id.class[attribute="value"])')
    name, identity, classes, attribute, value = found.groups()
    return _Step(name, identity, tuple(classes.split(".")[1:]), attribute, value or "")
