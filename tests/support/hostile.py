"""Texts that would run as script, or turn and hide what stands around them, if a page or paper let them."""

#: Sixty ways to smuggle ``hit()`` into a page: elements, attributes, addresses, comments, broken and encoded markup.
SCRIPTS = (
    "<script>hit()</script>",
    "<SCRIPT>hit()</SCRIPT>",
    "<scr<script>ipt>hit()</scr</script>ipt>",
    "<script src=data:,hit()></script>",
    "<script>hit()//",
    "</title><script>hit()</script>",
    "</textarea><script>hit()</script>",
    "</style><script>hit()</script>",
    "</script><script>hit()</script>",
    "--><script>hit()</script><!--",
    "]]><script>hit()</script>",
    "<![CDATA[<script>hit()</script>]]>",
    "<img src=x onerror=hit()>",
    "<img src=x onerror='hit()'>",
    '<img src="x" onerror="hit()">',
    "<img/src=x/onerror=hit()>",
    "<IMG SRC=x ONERROR=hit()>",
    "<img src=x onerror=&#104;it()>",
    "<svg onload=hit()>",
    "<svg/onload=hit()>",
    "<svg><script>hit()</script></svg>",
    "<svg><animate onbegin=hit() attributeName=x dur=1s>",
    "<svg><a xlink:href=javascript:hit()><text y=9>x</text></a></svg>",
    "<math><mtext><script>hit()</script></mtext></math>",
    "<body onload=hit()>",
    "<iframe src=javascript:hit()>",
    "<iframe srcdoc='<script>parent.hit()</script>'>",
    "<object data=javascript:hit()>",
    "<embed src=javascript:hit()>",
    "<video><source onerror=hit()></video>",
    "<audio src=x onerror=hit()>",
    "<details open ontoggle=hit()>",
    "<input autofocus onfocus=hit()>",
    "<select autofocus onfocus=hit()>",
    "<textarea autofocus onfocus=hit()>",
    "<marquee onstart=hit()>",
    "<style onload=hit()>*{}</style>",
    "<link rel=stylesheet href=x onerror=hit()>",
    "<meta http-equiv=refresh content='0;url=javascript:hit()'>",
    "<base href=javascript:hit()//>",
    "<form action=javascript:hit()><button autofocus>x</button></form>",
    "<a href=javascript:hit()>x</a>",
    "<a href=' javascript:hit()'>x</a>",
    "<a href='java\tscript:hit()'>x</a>",
    "javascript:hit()",
    "data:text/html,<script>hit()</script>",
    '" onmouseover="hit()" autofocus onfocus="hit()',
    "' onmouseover='hit()' autofocus onfocus='hit()",
    '"><script>hit()</script>',
    "'><script>hit()</script>",
    "`><script>hit()</script>",
    '"/><img src=x onerror=hit()>',
    "&lt;script&gt;hit()&lt;/script&gt;",
    "&#60;script&#62;hit()&#60;/script&#62;",
    "\\u003cscript\\u003ehit()\\u003c/script\\u003e",
    "{{ hit() }}{% raw %}<script>hit()</script>",
    "${hit()}",
    "<x contenteditable onblur=hit() tabindex=1 autofocus onfocus=hit()>x",
    "<table background=javascript:hit()><tr><td background=javascript:hit()>",
    "＜script＞hit()＜/script＞<noscript><p title='</noscript><img src=x onerror=hit()>'>",
)
#: Turned, isolated, invisible: each must be shown by its code point.
UNSEEN = ("\u202e", "\u202d", "\u2066", "\u2067", "\u2069", "\u200b", "\u200f", "\u2060", "\ufeff", "\u00ad", "\u061c")
#: What a spreadsheet would take for a formula at the start of a cell.
FORMULAS = ("=1+1", "+1+1", "-1+1", "@SUM(1)", "\t=1+1", "\r=1+1", '=HYPERLINK("http://127.0.0.1")', "＝1+1")


def hostile_statute(ending: str) -> str:
    """A statute whose title, articles and items are all hostile; ``ending`` tells two of them apart."""
    lines = [f"示例市{SCRIPTS[0]}条例"]
    lines += [f"第{n}条　{text}{ending}。" for n, text in enumerate((*SCRIPTS, *FORMULAS), 1)]
    lines += [f"第{n}条　前{mark}后{ending}。" for n, mark in enumerate(UNSEEN, 1 + len(SCRIPTS) + len(FORMULAS))]
    return "\n".join(lines)
