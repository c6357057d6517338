"""www.gov.cn: State Council documents, text in ``#UCAP-CONTENT`` inside ``td.b12c`` (2019) or ``div.pages_content``."""

from scrapers.shapes.shape import Shape

SHAPE = Shape(
    name="govcn",
    signs=("td.b12c", "div.pages_content"),
    address=r"^https?://([\w-]+\.)?www\.gov\.cn/",
    content=("td#UCAP-CONTENT.b12c", "div#UCAP-CONTENT.pages_content", "#UCAP-CONTENT", "td.b12c", "div.pages_content"),
    title=(".article h1", "#ti"),
    remove=("#pageBreak", "#div_div", "canvas"),
)
