"""Chongqing city and its districts: ``.gkxl-article`` under a table of keys and values, later ``.view``."""

from scrapers.shapes.shape import Shape

SHAPE = Shape(
    name="chongqing",
    signs=(".gkxl-article", "table.gkxl-top", ".gkxl-title"),
    content=(".gkxl-article", ".view.TRS_UEDITOR", ".view", ".TRS_Editor"),
    title=(".gkxl-title", ".gkxl-article-title"),
    remove=("table.gkxl-top",),
    items=("ul.list-cont li",),
)
