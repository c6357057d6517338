"""TRS WCM: static pages ``tYYYYMMDD_id.html`` with the text in an editor container; ministries and many cities."""

from scrapers.shapes.shape import Shape

SHAPE = Shape(
    name="trs",
    signs=(".TRS_Editor", ".TRS_UEDITOR", ".Custom_UnionStyle", ".TRS_PreAppend"),
    address=r"/t\d{8}_\d+(_\d+)?\.s?html?",
    content=(
        ".view.TRS_UEDITOR",
        ".TRS_UEDITOR",
        ".TRS_Editor",
        ".Custom_UnionStyle",
        ".TRS_PreAppend",
        "#zoom",
        "#Zoom",
        "#article-content",
    ),
    title=("h1.article-title", ".moe-detail-box h1", ".detail-article-title h2", ".article-title"),
    remove=("#detail-editor",),
    items=("li.news-item", "#list li"),
)
