"""The forms in which amendment decisions say what to change, as patterns over a passage's signs.

Forms after 立法技术规范（试行） of the Legislative Affairs Commission and decisions as published; the first that
matches is read.
"""

import re

from diffs.amending.quotations import QUOTED
from diffs.amending.targets import CITED

#: What stands for a quotation, the citation of a provision and a title.
Q, R, L = QUOTED, "\ue011", "\ue012"

TITLE = re.compile(r"《(?:[^《》]|《[^《》]{0,80}》){1,120}》(?:[（(][^（）()]{0,60}[)）])?")
SIGN = re.compile(rf"{TITLE.pattern}|{CITED.pattern}")

#: A law's bare name before a citation: 刑法第三条, 本条例第五条.
_BARE = r"(?:[一-鿿]{0,16}?(?:法|典|条例|办法|规定|细则|规则|规程|决定|解释|通知|意见|方案|章程|制度|标准|纲要)的?)?"
THIS = r"(?:(?:该|本(?!条例)|此|这一)(?:条|款|项|章|节|自然段))"
_HEAD = rf"(?:将|把|对|在|于|即|其)?(?:其中的?)?{L}?的?{_BARE}原?的?(?:{THIS}[中内]?的?(?={R}))?"
_ALL = (
    r"(?:(?:全文|通篇|全篇|全法|文中|本(?:法|条例|办法|规定|细则|规则|决定|解释|意见|通知)|法律|条例|办法|规定)"
    r"|(?:相关|有关|其他|其余|部分|各|上述)?(?:条文|条款|各条|章节|规定|内容|条))"
)
#: 将本法（第三条除外）中的…, 除第三条外的其他条款.
_ALL_BUT = rf"(?:除?(?P<outside>{R})(?:以外|之外|外)的?)?{_ALL}(?:（除?(?P<within>{R})(?:除外|以?外)）)?"
OF = r"(?:之?[中内里])?的?(?:(?:所?引用|规定|提到)的)?"
BECOMES = r"(?:统一|均|分别|一律|全部|相应|依次|一并|都|则|地|再)*(?:修改|修订|替换|更改|变更|调整|改)(?:成|为)[：:，]?"
WORDS = rf"{Q}(?:(?:、|，?以及|和|及|与|或者|或)?{Q})*"
KINDLY = r"(?:等?(?:的)?(?:表述|字样|用语|一词|一语|词语|内容|规定|文字|字|词|名称))?"
#: What comes in the place of words; of “a”改为“b”、“c”改为“d” only “b”.
TO_WORDS = rf"{Q}(?:(?:、|，?以及|和|及|与|或者|或)?{Q}(?!{KINDLY}{BECOMES}))*"
_NUMERAL = "[一二两三四五六七八九十]{1,3}|[0-9]{1,2}"
_SAYS = r"(?:[，。]?(?:(?:具体)?内容|表述|条文|规定|章名|节名|名称|修改)?(?:如下|为|即|是|成为|规定))?[：:，]?"

#: 第八条第三款单列一条，作为第四十九条.
_ALONE = r"(?:(?:单独|另行|独立|单)?(?:列|成|作|设)?(?:为|成)?一[条款项]，)"
_BUT = rf"(?:除(?P<but>{R})(?:以外|之外|外)，?)?"
_BUT_THERE = rf"(?:[，（]?但?是?除?(?P<there>{R})(?:{OF}{Q})?(?:除外|以外|之外|外(?=$|[。；）])|不(?:作|予|再|做)?(?:修改|调整|改动))）?)?"
_COUNT = rf"(?:{_NUMERAL})"
_COUNTED = rf"(?P<n>{_NUMERAL})(?P<unit>条|款|项|章|节|编|目|段|自然段|部分|大类|类|行)"
_AS = (
    rf"(?:，?(?:分别|依次|单独|相应|修改后|并)*(?:作为|列为|列作|即|成为|改为|排列为)(?:一条，作为)?{_BARE}{THIS}?的?"
    rf"(?:(?P<to>{R})|第[（(]?(?:{_NUMERAL})[)）]?(?:部分|大类|类|行)|最后一[条款项]))"
)

_TITLED = "(?:其|该章|该节)?的?(?:章名|节名|名称|标题)"

_PATTERNS: tuple[tuple[str, str], ...] = (
    (
        "absorb",
        rf"{_HEAD}(?P<at>{R})(?:合并|并)入(?P<into>{R})[，中]?(?:分别|依次)?(?:作为|成为|列为|改为)(?:{THIS}|其)?的?(?P<to>{R})",
    ),
    (
        "join",
        rf"{_HEAD}(?P<at>{R})(?:的内容)?(?:进行|予以)?(?:合并|并入)(?:修改)?(?:为|成|，?(?:修改|作)为|，?作为)?(?:一[条款项章节]，?(?:作为)?)?(?P<to>{R})?"
        rf"(?:，?(?:并)?(?:{_TITLED}{BECOMES}|{_TITLED}[为：]|{BECOMES})(?P<text>{Q}+))?",
    ),
    (
        "split",
        rf"{_HEAD}(?P<at>{R})(?:分为|分成|拆分为|拆分成|拆为|修改为|改为)(?:{_NUMERAL})(?P<unit>[条款项]){_AS}?(?:，?(?:并)?{BECOMES}|[：:])?(?P<text>{Q}+)?",
    ),
    (
        "renumber",
        rf"{_HEAD}(?P<at>{R})(?:，|{_ALONE})?(?:相应|依次|分别|顺序|单独|修改后|则|并)*(?:改为|修改为|改作|作为|调整为|变更为|变为|移作|移至|移到|移入|列为|顺延为|顺延至)"
        rf"(?:一条，作为)?{_BARE}(?P<to>{R})(?!{OF}{Q})(?:，?(?:并)?(?:将其)?{BECOMES}(?P<text>{Q}+))?",
    ),
    (
        "annexed",
        rf"{_HEAD}(?P<at>{R})(?:的内容)?(?:{BECOMES}|替换为)(?:见|按)?本(?:决定|修正案|通知|令)(?:的|所附的?)?(?P<label>附件{_COUNT}?)",
    ),
    ("delete_heading", rf"(?:删(?:去|除|掉)|取消){_HEAD}(?P<at>{R})(?:{Q})?的?(?:章名|节名|编名|名称|标题)(?:{Q})?"),
    (
        "delete_heading",
        rf"{_HEAD}(?P<at>{R})(?:{Q})?的?(?:章名|节名|编名|名称|标题)(?:{Q})?(?:予以)?(?:删(?:去|除|掉)|取消)",
    ),
    (
        "heading",
        rf"{_HEAD}(?:(?P<at>{R})|{_ALL})?(?:{Q})?的?(?:法规|文件|条例|规章)?(?:标题|名称|题目|题名|章名|节名|编名|条名|条标)"
        rf"(?:(?P<among>(?:之?[中内里])的?{Q})|由?(?:{Q}|{L}))?{BECOMES}(?:(?P<text>{Q})|(?P<named>{L}))",
    ),
    (
        "words",
        rf"{_BUT}{_HEAD}(?:(?P<at>{R})|(?P<all>{_ALL_BUT})|{THIS})?{OF}(?P<words>{WORDS}){KINDLY}{BECOMES}(?P<text>{TO_WORDS}){_BUT_THERE}",
    ),
    (
        "scattered",
        rf"{_HEAD}{R}{OF}{WORDS}(?:(?:、|，|和|以及|，以及){R}{OF}{WORDS})+{KINDLY}{BECOMES}(?P<text>{TO_WORDS})",
    ),
    ("about_here", rf"修改(?P<at>{R})(?=[，：:])"),
    (
        "substitute",
        rf"修改(?P<at>{R})(?:的内容)?(?:为|成|如下)[：:，]?(?P<text>{Q}+)",
    ),
    ("about", rf"(?:对|将)(?P<at>{R})(?:作|做|进行)(?:如下|出如下|以下|下列)*(?:修改|修正|调整)"),
    (
        "substitute",
        rf"{_HEAD}(?:(?P<at>{R})|{THIS}|其)(?:的)?(?:全文|内容|条文|规定|整[条款项])?，?{BECOMES}{KINDLY}(?:如下)?[：:]?(?P<text>{Q}+)",
    ),
    (
        "delete_scattered",
        rf"删(?:去|除|掉){_HEAD}{R}{OF}{WORDS}(?:(?:、|，|和|及|以及|，以及){R}{OF}{WORDS})+{KINDLY}(?=[，。；并]|$)",
    ),
    (
        "delete_words",
        rf"{_BUT}删(?:去|除|掉){_HEAD}(?:(?P<at>{R})|(?P<all>{_ALL_BUT})|{THIS})?{OF}(?P<words>{WORDS}){KINDLY}{_BUT_THERE}",
    ),
    (
        "delete_words",
        rf"{_BUT}{_HEAD}(?:(?P<at>{R})|(?P<all>{_ALL_BUT})|{THIS})?{OF}(?P<words>{WORDS}){KINDLY}(?:均|予以|一律|统一|全部)*删(?:去|除|掉){_BUT_THERE}",
    ),
    (
        "delete_words",
        rf"{_BUT}{_HEAD}(?:(?P<at>{R})|(?P<all>{_ALL_BUT})|{THIS}){OF}，?删(?:去|除|掉)(?P<words>{WORDS}){KINDLY}{_BUT_THERE}",
    ),
    (
        "delete",
        rf"(?:删(?:去|除|掉)|废止|取消){_HEAD}(?:(?P<at>{R})|{THIS})(?![中内]?的?{Q})(?:的(?:全部)?(?:内容|规定))?",
    ),
    (
        "delete",
        rf"{_HEAD}(?P<at>{R})(?:的(?:全部)?(?:内容|规定))?(?:均|予以|一律|全部)*(?:删(?:去|除|掉)|废止|取消)(?!{Q})",
    ),
    (
        "delete_inside",
        rf"{_HEAD}(?P<outer>{R})[中内里]?，?(?:中的?)?删(?:去|除|掉)(?P<at>{R})(?![中内]?的?{Q})(?:的(?:全部)?(?:内容|规定))?",
    ),
    (
        "insert_attachment",
        rf"{_HEAD}(?:增加|增设|增列|新增)(?:一[个项份])?(?P<label>附[件表]{_COUNT}?)(?:，?(?:作为|即)(?P<as>附[件表]{_COUNT}?))?{L}?{_SAYS}(?P<text>{Q}+)",
    ),
    (
        "insert",
        rf"{_HEAD}(?P<at>{R})?(?:{Q})?(?P<where>之?后|之?前|之间|[中内]|末尾|最后|下)?(?:面)?，?(?:再|新|分别)*(?:增加|增写|增列|增设|增添|补充|新增|加)"
        rf"{_COUNTED}(?:规定|内容)?{_AS}?{_SAYS}(?P<text>{Q}+)?(?:，包括(?P<holds>{R}))?(?:[，。]?(?:内容)?(?:如下|为)?[：:](?P<more>{Q}+))?",
    ),
    (
        "insert_named",
        rf"(?:增加|增设|增添|补充|新增)(?:一[条款项]，?(?:作为|即))?(?P<to>{R})(?:，)?{_SAYS}(?P<text>{Q}+)",
    ),
    (
        "insert_words",
        rf"{_HEAD}(?:(?P<at>{R})|{THIS})?{OF}(?P<words>{Q})?(?:与{Q}之间)?(?P<where>之?后|之?前|末尾|最后|结尾|开头|中)?(?:面)?，?"
        rf"(?:再|新|分别)*(?:增加|增写|增列|增添|补充|加上|加)(?:规定|内容|表述|一句(?:话)?|一段)?(?:，?作为(?:{THIS}的?)?(?P<as>{R}))?(?:，?(?:具体)?内容(?:为|如下))?[：:，]?(?P<text>{Q})",
    ),
    (
        "move",
        rf"(?:并|修改后|同时)?(?:将?(?:{THIS}|其))?(?:单独|相应|{_ALONE})?(?:作为|改为|变为|移作|移至|列为|调整为)(?:一条，作为)?(?P<to>{R})",
    ),
    (
        "announced",
        rf"(?:其中)?(?:新增的?)?(?P<at>{R})的?(?:具体)?(?:内容|条文|规定)?(?:如下|为|是)[：:，]?(?P<text>{Q}+)",
    ),
    ("substitute", rf"{_HEAD}(?P<at>{R})原(?:文|内容|规定)?(?:为|是)[：:]?{Q}[，；。]?现?{BECOMES}(?P<text>{Q}+)"),
    ("chain_text", rf"(?:并|相应)*(?:将其)?{BECOMES}(?P<text>{Q}+)"),
)
FORMS: tuple[tuple[str, re.Pattern[str]], ...] = tuple((name, re.compile(shape)) for name, shape in _PATTERNS)
