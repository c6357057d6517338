"""Pages of no known family: containers that many sites name alike; whatever else is found by text density."""

from scrapers.shapes.shape import Shape

SHAPE = Shape(
    name="generic",
    content=(
        "#vsb_content",
        "#ivs_content",
        "#BodyLabel",
        ".TRS_Editor",
        "#UCAP-CONTENT",
        "#zoomcon",
        "#zoom",
        "#Zoom",
        "#article-content",
        ".article-content",
        "#js_content",
        '[itemprop="articleBody"]',
    ),
    title=("h1.title", "h1.article-title", "h1"),
)
