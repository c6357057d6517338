"""Where an order of a decision begins and ends, and which of its parts hang on others."""

import re
from dataclasses import replace

from diffs.amending.edits import Edit, EditKind
from diffs.amending.forms import L, Q, R

FILLER = re.compile(
    r"(?:[，,、。；;：:]|并且?|同时|此外|另外|相应地?|现|拟|决定|以及|和|此前|另|作如下修改|作出修改|具体为)+"
)
CLAUSE_END = re.compile("[，,。；;：:]")
_ORDERS = re.compile("修改|改为|增加|删去|删除|合并|改成|作为|废止|移至|替换|增设|分为|取消|调整|调换|互换|对调")
#: An order on an attachment that no form reads: 对附件10标志牌的样式进行相应调整.
_ATTACHED = re.compile("[对将]附[件表录][^。；：]{0,80}(?:修改|调整|修订|替换)")
_CITES = re.compile(f"[{Q}{R}]")
_ORDERED = "(?:修改|改为|改成|替换|删[去除掉]|增加|作为|合并)"
#: What may stand behind a form that was read as a whole; anything else belongs to it: 删去第九条 in 删去第九条后半句.
_BEHIND = re.compile(
    rf"(?:$|[，。；：\ufffd]|并|且|同时|(?:、|和|及|以及|与)(?=[^，。；]*{_ORDERED})|（共[^（）]{{1,8}}处）)"
)
#: What may stand right behind a quotation that ends a form: the next order, not more words of this one.
_NEXT = re.compile(rf"原|将|把|在|对|于|删|增|其|该|此外|另|{R}|{L}")
#: An exception in words that no form reads: …，但作为名称使用的除外.
_EXCEPT = re.compile(r"[，（]?[^，。；]{0,60}除外|[，（]?除[^，。；]{1,60}外(?:$|[。；）])")
#: An order to take something out, whatever it is: 删去该款, 删除附注.
_TAKES = re.compile("^(?:并|[将把][^，。；：]{1,30})?删[去除]")
#: 对条文顺序作相应调整; 条、款、项序号依次顺延.
SEQUENCE = re.compile(
    r"(?:顺序|序号|条序|编号|条号|条次)[^。；：]{0,24}?(?:调整|顺延|修改|变动)|(?:依次|顺次|相应)(?:向后)?顺延"
    r"|(?:以后|之后|以下|其后|后续|后面)的?(?:各|其他|其余)?[条款项]文?(?:序号)?(?:向后|向前)?顺延"
)


def orders(piece: str) -> bool:
    """Whether words that no form read order something."""
    return bool(
        _ATTACHED.search(piece)
        or (_ORDERS.search(piece) and _CITES.search(piece))
        or _TAKES.search(piece)
        or (Q in piece and R in piece)
    )


def whole(text: str, end: int) -> bool:
    """Whether a form that ends there is all of what is ordered, not the head of something that says more or less."""
    if _EXCEPT.match(text, end):
        return False
    return _BEHIND.match(text, end) is not None or (text[end - 1] in (Q, "，") and _NEXT.match(text, end) is not None)


def of_one_order(edits: list[Edit]) -> list[Edit]:
    """The edits of a passage; numbers below an article and headings wait for what was not understood beside them."""
    unread = [edit for edit in edits if edit.kind is EditKind.UNREAD]
    articles = {(one.article, one.branch) for edit in unread for one in edit.targets}
    if not unread:
        return edits
    return [replace(edit, kind=EditKind.UNREAD) if _hangs(edit, articles) else edit for edit in edits]


def _hangs(edit: Edit, articles: set[tuple[int | None, int]]) -> bool:
    """Whether an edit says what follows from another order: for an article of ``articles``, or for a chapter."""
    if edit.kind is EditKind.HEADING_SUBSTITUTION:
        return bool(edit.targets) and (None, 0) in articles
    below = any(not one.whole_article for one in edit.targets)
    return (
        edit.kind is EditKind.RENUMBERING
        and below
        and any((one.article, one.branch) in articles for one in edit.targets)
    )
