"""Guangdong province and its cities: ``/content/post_NNN.html`` with the text in ``.zw``."""

from scrapers.shapes.shape import Shape

SHAPE = Shape(
    name="guangdong",
    signs=("div.zw",),
    address=r"/content/post_\d+\.html",
    content=("div.zw", ".article-content", ".content-box .article"),
    title=("h1.title", ".zw-title", "h1"),
)
