"""Page shapes: one content management system a file, tried from the most particular to the most general."""

from scrapers.shapes import chongqing, generic, govcn, guangdong, hanweb, trs, ucap
from scrapers.shapes.index import PageIndex
from scrapers.shapes.shape import Shape

GENERIC = generic.SHAPE

# A page of Chongqing also holds TRS containers, and one of www.gov.cn UCAP's: the particular come first.
SHAPES: tuple[Shape, ...] = (
    govcn.SHAPE,
    ucap.SHAPE,
    chongqing.SHAPE,
    guangdong.SHAPE,
    trs.SHAPE,
    hanweb.SHAPE,
    GENERIC,
)

NAMES: tuple[str, ...] = tuple(shape.name for shape in SHAPES)


def by_name(name: str) -> Shape:
    """The shape of that name; KeyError lists the known ones."""
    for shape in SHAPES:
        if shape.name == name:
            return shape
    raise KeyError(f"page shape {name!r} is unknown; known: {', '.join(NAMES)}")


def recognise(index: PageIndex, url: str) -> Shape:
    """The first shape that matches a page, ``generic`` when none does."""
    return next((shape for shape in SHAPES if shape.matches(index, url)), GENERIC)


__all__ = ["GENERIC", "NAMES", "SHAPES", "PageIndex", "Shape", "by_name", "recognise"]
