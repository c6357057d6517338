"""What the search page says, and how a question is refused."""

from collections.abc import Mapping

SEARCHING: Mapping[str, tuple[str, str]] = {
    "nav.search": ("检索", "Search"),
    "search.title": ("检索", "Search"),
    "search.words": ("检索词", "Words"),
    "search.go": ("检索", "Search"),
    "search.how": (
        "一个字起即可检索，在文件标题、文号和条款中逐字比对；不分全角半角、大小写，汉字间的空格不计，"
        "文号年份两旁的括号不分式样。"
        '空格隔开的几个词须在同一条款中都出现；英文引号 "…" 内的空格不拆分。',
        "One character is enough; titles, numbers and clauses are compared character by character, whatever their width, "
        "case, blanks between Han characters and brackets around the year of a document number. "
        'Words parted by blanks must all stand in one clause; "…" keeps its blanks.',
    ),
    "search.more": ("限定范围", "Narrow it down"),
    "search.kind": ("条款类别", "Kind of clause"),
    "search.from": ("文本日期自", "Dated from"),
    "search.until": ("至", "until"),
    "search.versions": ("版本", "Versions"),
    "search.latest": ("各文件的最新版本", "the latest of each document"),
    "search.all": ("全部版本", "all versions"),
    "search.older": ("旧版本", "older version"),
    "search.in_text": ("条款中 {count} 处", "{count} places in the clause"),
    "search.results": ("检索结果", "What was found"),
    "search.none": ("没有找到", "Nothing was found for"),
    "search.none_hint": (
        "可减少检索词、放宽限定范围，或检索全部版本。",
        "Use fewer words, drop a filter, or search all versions.",
    ),
    "search.none_more": ("后面没有了。", "There is nothing more."),
    "search.partly": (
        "这一页尚未查遍所收文本，请继续。",
        "Not all the texts held have been looked through on this page; go on.",
    ),
    "search.go_on": ("继续检索", "Go on searching"),
    "search.first_page": ("回到第一页", "Back to the first page"),
    "clause_kind.title": ("标题", "title"),
    "clause_kind.front_matter": ("文前", "front matter"),
    "clause_kind.heading": ("章节标题", "heading"),
    "clause_kind.clause": ("条款", "numbered clause"),
    "clause_kind.run_in_section": ("段首标题", "run-in section"),
    "clause_kind.paragraph": ("段落", "paragraph"),
    "clause_kind.table_row": ("表格行", "table row"),
    "clause_kind.attachment": ("附件", "attachment"),
    "clause_kind.signature": ("落款", "signature"),
    "clause_kind.colophon": ("版记", "colophon"),
    "detail.search_blank": (
        "没有可检索的字；请在 q 中写至少一个看得见的字。",
        "There is nothing to search for; put at least one visible character into q.",
    ),
    "detail.no_day": (
        "参数 {name} 要写成 2024-03-01 这样的日期，不能是 {value}。",
        "{name} must be a day like 2024-03-01, not {value}.",
    ),
}
