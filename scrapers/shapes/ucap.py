"""UCAP: ``.shtml`` pages that wrap title and text in tags of their own, ``<UCAPTITLE>`` and ``<UCAPCONTENT>``."""

from scrapers.shapes.shape import Shape

SHAPE = Shape(
    name="ucap",
    signs=("ucapcontent", "ucaptitle", "#zoomcon", "#UCAP-CONTENT"),
    address=r"/c\d+/\d{6}/\w+\.shtml",
    content=("ucapcontent", "#zoomcon", "#UCAP-CONTENT"),
    title=("ucaptitle",),
    items=(),
)
