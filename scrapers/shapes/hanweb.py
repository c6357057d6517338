"""hanweb jpage and JPaaS: ``/art/Y/M/D/art_col_id.html`` with the text in ``#zoom`` or between CMS comments."""

from scrapers.shapes.shape import Shape

SHAPE = Shape(
    name="hanweb",
    signs=(".bt_content", ".xxgk_article", "#hiddenLocation", "#ss_webid", 'meta[name="Maketime"]'),
    address=r"/art/\d{4}/|/col/col\d+/|/module/web/jpage/",
    content=(".bt_content", "#zoom", ".zoom", "#Zoom", ".article_content"),
    marks=(("ZJEG_RSS.content.begin", "ZJEG_RSS.content.end"),),
    title=(".xl_title", ".bt_title", ".sp_title", ".title h1"),
    items=(".doclist li", ".Three_zhnlist_02", "li.zjnav04Left02_content"),
)
