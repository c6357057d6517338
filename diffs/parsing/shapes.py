"""Shapes of lines in official documents, told from their own words: dates, numbers, addressees, captions, footers.

Parts and order follow GB/T 9704-2012 (发文机关标志, 发文字号, 标题, 主送机关, 正文, 附件说明, 署名, 成文日期, 附注,
附件, 抄送, 印发) and the heads of published laws.
"""

import re
from collections.abc import Sequence

_SCRIPTS = str.maketrans(
    {
        simple: f"[{simple}{old}]"
        for simple, old in zip(
            "号编务单类项内称门时间备标领举责头负构处办协参与导实",
            "號編務單類項內稱門時間備標領舉責頭負構處辦協參與導實",
            strict=True,
        )
    }
    | {"牵": "[牵牽]", "机": "[机機]", "条": "[条條]", "规": "[规規]", "进": "[进進]"}
)


def either_script(pattern: str) -> str:
    """A ``pattern`` without sets of characters that finds its words in simplified and traditional characters."""
    return pattern.translate(_SCRIPTS)


_HAN_DATE = (
    r"[〇零○ＯOoО０0一二三四五六七八九](?:\s?[〇零○ＯOoО０0一二三四五六七八九]){3}\s*年"
    r"\s*[元一二三四五六七八九十](?:\s?[一二三四五六七八九十]){0,2}\s*月"
    r"\s*[一二三四五六七八九十廿卅](?:\s?[一二三四五六七八九十]){0,2}\s*日"
)
_YEAR = r"(?:\d{4}|\d\s\d\s\d\s\d)"
_DATE = rf"(?:{_YEAR}\s*年\s*\d(?:\s?\d)?\s*月\s*\d(?:\s?\d)?\s*日|{_HAN_DATE}|\d{{4}}[-./]\d{{1,2}}[-./]\d{{1,2}})"
_YEAR_NUMBER = (
    rf"[一-鿿](?:\s?[一-鿿]){{0,13}}\s?[〔\[［(（【﹝]\s*{_YEAR}\s*[〕\]］)）】﹞]\s*(?:第\s*)?\d(?:\s?\d){{0,4}}\s*号"
)
_PLAIN_NUMBER = r"[一-鿿]{2,12}\s*\d{4}\s*年?\s*第\s*\d{1,5}\s*号"
#: 第7/2023號法律 numbers the acts of Macao, 第123A章 the ordinances of Hong Kong.
_ACT_NUMBER = r"第\d{1,4}[A-Z]{0,2}章|第\s*\d{1,3}/\d{4}\s*[號号]\s*(?:法律|行政法[規规]|行政[長长]官(?:批示|公告)|行政命令|[經经][濟济]財政司司長批示)"
#: The organs of a joint announcement stand before its number: 财政部 税务总局公告2023年第19号.
_ORDER_NUMBER = r"(?:[一-鿿]{2,30}(?:[\s、]+[一-鿿]{2,30}){0,7}?(?:令|公告|通告))?\s*[(（]?(?:\d{4}\s*年)?\s*第\s*[\d〇零一二三四五六七八九十百]{1,6}\s*号[)）]?"

#: 〔2024〕第2号 or 〔七届〕第十二号 below 某某公告, which it numbers.
_BARE_NUMBER = (
    rf"[〔［\[]\s*{_YEAR}\s*[〕］\]]\s*第\s*\d{{1,4}}\s*号"
    r"|[〔［\[（(]\s*[一二三四五六七八九十]{1,3}届\s*[〕］\]）)]\s*第?\s*[\d〇零一二三四五六七八九十百]{1,5}\s*号"
)

#: What the table above a published text says of it, a label beside each value: 索 引 号：, 成文日期.
PAGE_LABEL = re.compile(
    r"(?:信息)?索引号|(?:主题|组配|体裁|信息)分类|发[文布]字号|发布文号|文号|文件编号|(?:发[文布]|制定|公布)(?:机关|机构|单位)"
    r"|(?:成文|发文|发布|生成|公布|公开|印发|施行|生效|实施|失效|废止)(?:日期|时间)|公开(?:方式|属性|形式|时限|范围)|(?:时效|有效)性|效力状态"
)
#: What the cover of a standard carries, and its number: ICS 03.120, CCS A 00; DB31/T 1234—2024.
CLASSED = re.compile(r"^(?:ICS|CCS)\s*[A-Z\d.\s]{1,20}$|^备案号[：:]")
_STANDARD = r"(?:GB|[A-Z]{2,3}|DB\s?\d{2,6})(?:\s?/\s?[A-Z]{1,6})?\s?\d{1,6}(?:\.\d{1,3})?\s?[-—–]\s?\d{4}"
#: What stands above the head of a letter: number of the copy, secrecy, urgency.
SECRECY = re.compile(
    r"^(?:\d{6}|(?:绝\s*密|机\s*密|秘\s*密)(?:\s*[★☆].{0,12})?|特\s*急|加\s*急|急\s*件|平\s*急|特\s*提)$"
)
#: A dated act in the head of a law: 2019年10月22日 中华人民共和国国务院令第722号公布.
HISTORY = re.compile(
    rf"^[（(]?\s*(?:根据|依据)?\s*{_DATE}.{{0,400}}?(?:通过|修正|修订|公布|发布|批准|施行|实施|废止|制定|会议|国务院|印发)"
    rf"|^[（(][^（）()《》。：:]{{2,80}}{_DATE}[^（）()：:]{{0,80}}(?:通过|修正|修订|修改|公布|发布|批准|施行|实施)[)）]$"
)
DATE_LINE = re.compile(rf"^[（(\[［]?{_DATE}[)）\]］]?$")
SIGNED_LINE = re.compile(rf"^[^。，,；：:《》]{{2,60}}\s+{_DATE}$")
NUMBER_LINE = re.compile(
    rf"^[（(\[［【]?(?:{_YEAR_NUMBER}|{_PLAIN_NUMBER}|{_ORDER_NUMBER}|{_ACT_NUMBER}|{_BARE_NUMBER}|{_STANDARD})[)）\]］】]?(?:\s*[\[［(（]{_DATE}[\]］)）])?(?:\s+签发人\s*[：:].{{0,60}})?$"
)
LABEL = re.compile(
    r"^(?:[•·●■◆▪]\s*)?(?:[【\[]\s*(?P<a>[一-鿿\s]{2,10}?)\s*[】\]]|(?P<b>[一-鿿\s]{2,10}?)\s*[：:])\s*(?P<value>.*)$",
    re.S,
)
ADDRESSEE = re.compile(
    r"^(?!.*(?:[如以]下|决定|决议|命令)[：:]$)(?!(?:[•·●■◆▪]\s*)?(?:发文|发布|制定|公布|责任|牵头|配合)(?:机关|机构|单位|部门)\s*[：:])(?=.{2,2000}[：:]$)(?!.*[。；;]).*(?:政府|部门|单位|机构|委|厅|局|办|院|会|司|公司|企业|中心|(?<!部)署|银行|组织|法院|学校|人大|党组|各区|各县|各市|各省|团体|工会|同志|你省|你市|(?<![全内外干局分])部)(?:[^一-鿿].*)?[：:]$|^各[^。；]{1,200}[：:]$"
    r"|^[一-鿿·、\s]{2,40}(?:委员|代表|同志|主席|主任|总理|先生|女士)[：:]$",
    re.S,
)
PUBLICITY = re.compile(
    r"^[（(]?\s*(?:此件|本件|此文)?\s*(?:不予公开|主动公开|依申请公开|公开发布|此件公开发布|公开属性[：:].*|信息公开选项[：:].*|此件[一-鿿]{2,12})\s*[)）]?$"
)
STAGE = re.compile(
    r"^[（(【\[]?\s*[一-鿿、，\s]{0,12}?(?:征求意见稿|征求意见|送审稿|审议稿|草案[一-鿿]{0,10}|讨论稿|试行|暂行|修订稿|草案)\s*[)）】\]]?$"
)
ATTACHMENT = re.compile(
    r"^附\s*(?:件|录|表|(?=[：:]))\s*(?P<n>\d{1,3}|[A-Z](?![A-Za-z\d.．])|[一二三四五六七八九十]{0,3})(?:[.．、]$)?"
    r"(?P<colon>\s*[：:]?)\s*(?P<rest>.*)$",
    re.S,
)
CAPTION = re.compile(
    r"^(?P<printed>(?:附\s*)?表\s*(?P<n>[A-Z][.．]?\d{1,2}|\d{1,2}[-－–.．]\d{1,2}(?![\d.．])|\d{1,3}|[一二三四五六七八九十]{1,3}))"
    r"(?:[\s：:.．、]+|(?=[^\d\s]))(?P<title>[^。；]{0,80})$"
)
#: Who issued a text and when, in brackets below its title: （民政部　一九九七年一月二十八日）.
BRACKETED = re.compile(rf"^[（(][^（）()。，]{{0,60}}{_DATE}[^（）()。，]{{0,20}}[)）]$")
#: The number that a printer sets at a page's end: — 3 —, 第3页 共8页.
PAGE_NUMBER = re.compile(
    r"[-—－–─·]{1,3}\s*\d{1,4}\s*[-—－–─·]{1,3}$|第\s*\d{1,4}\s*页(?:[，,/\s]*共\s*\d{1,4}\s*页)?$"
)
BULLET = re.compile(r"^[-*+•·●■◆▪]\s*")
#: A box of projects in a plan: 专栏3 重点工程.
BOX = re.compile(
    r"^(?P<printed>专\s?栏\s*(?P<n>\d{1,3}|[一二三四五六七八九十]{1,3}))(?:[\s：:.．、]+|(?=[^\d\s所中内的和、至]))(?P<title>[^。；，]{0,50})$"
)
COPIES = re.compile(r"^(?:抄\s*送|抄\s*报|主题词|分\s*送|报\s*送|主\s*送)\s*[：:]")
ISSUED = re.compile(rf"{_DATE}\s*印\s*发$")
#: Where and when a report was given, below its title: ——2024年1月15日在某市…大会第三次会议上.
DELIVERED = re.compile(r"^[—－–（(\s]{0,4}\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日\s*在[^，。；]{4,60}上[)）]?$")
#: What explains the words of a report below it, with numbers of its own.
GLOSSARY = re.compile("^(?:有关|相关)?(?:名词|术语|用语|词语|指标)(?:解释|注释)$")
CONTENTS = re.compile(r"^目\s*[录次]$")
PREAMBLE = re.compile(r"^(?:序\s*言|前\s*言|引\s*言|总\s*纲)$")
LIST_TITLE = re.compile(
    r"(?:清单|任务表|任务分工表?|分工表|分工方案表|分解表|台账|一览表|责任表|进度表|计划表|安排表|目录|指标表|统计表|汇总表|表)[)）]?(?:[（(][^（）()]{1,20}[)）]){0,3}$"
)
DOCUMENT_TITLE = re.compile(
    r"(?:通知|通告|公告|公报|意见|决定|决议|批复|命令|令|函|方案|规划|纲要|计划|要点|办法|规定|细则|规则|规程|条例|法|法典|解释|准则|标准|措施|政策|说明|报告|清单|指引|指南|制度|章程|修正案|通报|纪要|议案|协议|协定|条约|议定书|备忘录|倡议书|若干|基准|问答|解读|规范|守则|预案|须知|导则|大纲|公约|名单|條例|辦法|規定|細則|規劃|決定|協定|條約)"
    r"(?:[（(][^（）()]{1,20}[)）]){0,3}$"
)
#: A list of members below its title: 召集人：…, 组　长：…
ROSTER = re.compile(r"(?:总?召\s*集\s*人|(?:第一)?(?:副\s*)?(?:组\s*长|主\s*任|总\s*指\s*挥)|顾\s*问|成\s*员)\s*[：:]")
#: What columns are called.
COLUMN_NAME = re.compile(
    either_script("序号|编号|任务|单位|措施|类别|事项|内容|项目|名称|部门|时限|时间|备注|目标|指标|领域|举措|分工")
)
#: A note below or in a table: 注：…, 备注：…, * ….
TABLE_NOTE = re.compile(
    r"^[（(]?\s*(?:注|备\s*注|附\s*注|注\s*释|说\s*明|(?:填表|编制|有关|相关|指标)说明|(?:资料|数据)来源)\s*\d{0,2}\s*[：:]"
    r"|^[*＊※]{1,3}(?![*＊])\s*[^\s*＊]"
)
#: What sums a table up.
TOTAL = re.compile(r"[合总小共]\s*计")
#: What a table counts in, and who filled it in, on a line of its own above or below it: 填报单位：… 单位：万元.
TABLE_UNIT = re.compile(
    r"^[（(]?\s*(?:(?:计量|金额|面积|货币|数量)?单\s*位|填\s*[报表写制]\s*(?:单\s*位|部\s*门|人|日\s*期|时\s*间)?|制表(?:单位|人|日期)?"
    r"|(?:编制|报送|汇总)(?:单位|日期|时间)|(?:申报|申请|推荐)(?:单位|企业|部门|机构|日期|时间))\s*(?:[（(][^（）()]{1,8}[)）])?\s*[：:][^。；]{0,80}$"
)
#: How to reach an organ, and the words that close a letter: each is a line of its own.
CONTACT = re.compile(
    r"^[（(]?\s*(?:联\s*系\s*(?:人|方\s*式|电\s*话|地\s*址|单\s*位|部\s*门)|(?:咨询|监督|举报|办公|服务)?电\s*话|传\s*真|邮\s*(?:箱|编)|邮政编码"
    r"|电子(?:邮箱|邮件|信箱)|(?:通信|通讯|办公|邮寄)?地\s*址|网\s*址)\s*[：:]"
)
#: How and until when to comment on a draft, as a line of its own: 意见反馈截止时间：2024年11月30日。
FEEDBACK = re.compile(
    r"^[（(]?(?:公开)?(?:(?:征求|反馈|征集|提出)意见(?:建议)?|意见(?:建议)?(?:反馈|征集|征求)|公示|反馈|征集)的?(?:截止|起止)?"
    r"(?:时间|日期|期限|方式|渠道|途径|地址|邮箱|电话|单位)\s*(?:[：:]|[为是](?=\s*\d))|^[（(]?截止(?:时间|日期)\s*[：:]"
)
INVITES = re.compile(r"^(?:请|敬请|如有|如对|欢迎|社会各界|社会公众|公众|各有关|有关单位)[^；]{0,160}(?:意见|建议)")
CLOSING = re.compile(
    r"^\s*(?:特此|专此|此)(?:公告|通告|通知|批复|函告|函复|函达|决定|报告|说明|通报|证明|复|告|令|布)[。.！!]?\s*$"
)
#: What closes a treaty above its signatures: when and where it was signed, in how many copies and languages.
TESTIMONY = re.compile(
    r"^[^；]{0,60}[于於][^；]{4,60}(?:签订|签署|订立|签字|簽訂|簽署|訂立)[^；]{0,200}(?:份|作[准準]|效力)[^；]{0,200}。$"
    r"|^[^；]{0,60}(?:一式|正本|共)[一二两兩三四五六][份式][^；]{0,200}(?:写成|寫成|作[准準]|效力)[^；]{0,200}。$"
    rf"|^[^；，。]{{0,30}}{_DATE}[于於在][^；，。]{{1,30}}(?:签订|签署|订立|签字|簽訂|簽署|訂立)[。.]?$"
    rf"|^[^；，。]{{0,30}}{_DATE}[订訂签簽]?[于於](?:[一-鿿]{{2,12}})[。.]?$"
)
#: The acts below a law of Macao: 二零二四年十二月十七日通過。 … 命令公佈。
PASSED = re.compile(rf"^(?:[于於])?{_DATE}\s*(?:通過|通过|簽署|签署|核准|制定)[。.]?$")
ORDERED = re.compile(r"^(?:命令公[佈布]|著頒行|着颁行)[。.]?$")
#: What an act is called at the end of its title, whatever it is about.
ACT_TITLE = re.compile(r"(?:通知|通告|公告|意见|决定|批复|复函|通报|决议|请示|答复)$")
#: A covering letter: its title says that it sends another text along.
COVERING = re.compile(
    r"(?:印发|转发|批转|发布|公布|同意|批准|下达|征求)[\s\S]{0,200}(?:通知|公告|批复|函|令|通告|的意见|启事)$"
)
LETTER = re.compile(r"(?:通知|公告|批复|函|通告|通报|令)$")
RED_HEAD = re.compile(r"^(?!.*关于)[^。，,；：:《》]{2,60}文件$", re.S)
DEMONSTRATION = "【演示文本，非官方】"

_NAMES_COLUMN = re.compile(
    rf"{PAGE_LABEL.pattern}|标题|(?:文件)?名称|备注|来源|序号|编号|内容|项目|事项|类别|单位|部门"
)
_LEADER = re.compile(r"[.．…·]{3,}\s*(?:\d{1,4}|[ⅠⅡⅢⅣⅤIVXivx]{1,5})$")
_PAGE_ENDS = frozenset("0123456789ⅠⅡⅢⅣⅤIVXivx")
#: 清单 and 任务表 say too little of a list to tell it from another.
_SHORT_TITLE = 3
_ENDS_SENTENCE = re.compile(r"[。；;：:，,、！!]$|(?<=[一-鿿）)”])[.．]$")
_RESPONSIBLE_ONLY = re.compile(
    r"^[（(【\[]?\s*(?:责任|牵头|配合|负责|主办|协办|主管|实施|落实|参加|参与|承办)(?:责任)?(?:单位|部门|机构|主体|处室|领导)\s*[：:]"
    r"|^[（(]?\s*(?:完成|办结|落实|推进)?(?:时限|时间|期限|时间节点|进度安排)\s*[：:]"
)


def titleish(text: str) -> bool:
    """A short line that neither ends a sentence nor holds one: a title, a signer, a caption."""
    return (
        (1 < len(text) <= 90 or text == "令")
        and not _ENDS_SENTENCE.search(text)
        and "。" not in text
        and text.count("，") < 2
    )


def page_labels(cells: Sequence[str]) -> bool:
    """Whether the ``cells`` of a line above a text are labels, each beside its value."""
    labels, values = ([compact(cell) for cell in cells[at::2]] for at in (0, 1))
    named = [label for label in labels if PAGE_LABEL.fullmatch(label.rstrip("：:"))]
    marked = sum(label.endswith(("：", ":")) for label in labels)
    if not named or not any(values) or any(_NAMES_COLUMN.fullmatch(value.rstrip("：:")) for value in values):
        return False
    return marked == len(labels) or (len(labels) == len(values) and labels[0] == named[0])


def contents_entry(text: str) -> bool:
    """Whether a line of a table of contents is drawn out to its page by dots."""
    return text[-1:] in _PAGE_ENDS and _LEADER.search(text) is not None


def responsible_only(text: str) -> bool:
    """A paragraph that only names who is responsible for what stands before it."""
    return len(text) < 600 and _RESPONSIBLE_ONLY.match(text) is not None and "。" not in text.rstrip("。）)")


def same_title(name: str, title: str) -> bool:
    """Whether a label's ``name`` repeats the ``title`` below it; one may leave out the place before it."""
    one, other = (compact(text).strip("《》") for text in (name, title))
    return min(len(one), len(other)) > _SHORT_TITLE and (one.endswith(other) or other.endswith(one))


def compact(text: str) -> str:
    """``text`` without blanks."""
    return "".join(text.split())
