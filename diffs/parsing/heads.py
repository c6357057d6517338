"""The head of an official text: covering letter, then title, draft mark, history and preamble of the instrument."""

import re
from collections.abc import Sequence

from diffs.clauses import Kind
from diffs.keys import loose
from diffs.parsing import shapes
from diffs.parsing.drafts import Draft
from diffs.parsing.lines import Flow
from diffs.parsing.reading import Reading, covered, joined

_TITLE_LINES = 6
_NEAR = 8
_SERIES_LINES = 8
#: The value of a label, when it stands on the line below, is at most this long.
_VALUE = 60
#: Printed labels of a page's or letter's head and the path word each goes under.
_LABELS: tuple[tuple[str, str], ...] = (
    ("文号|发文字号|发布文号|文件编号", "文号"),
    ("发布单位|发文机关|发文机构|发布机构|发文单位|制定机关|发布机关|公布机关", "发布单位"),
    (
        "发文日期|成文日期|发布日期|发布时间|生成日期|印发日期|公布日期|公开日期|施行日期|生效日期|实施日期|失效日期|废止日期|有效期至?",
        "发文日期",
    ),
    ("公开属性|公开方式|信息公开选项", "公开属性"),
)
_LABELLED = re.compile(
    "主题词|标题|(?:信息)?名称|效力|效力级别|来源|信息来源|关键词|备注|类别|"
    + f"{shapes.PAGE_LABEL.pattern}|"
    + "|".join(names for names, _ in _LABELS)
)
#: The name of a series of acts, which are told apart by number.
_SERIES = re.compile(r"^[一-鿿、\s]{2,60}(?:公告|通告|令)$")
#: A note in brackets above a title: （联系人：…）, （本文有删减）.
_NOTE = re.compile(r"^[（(](?:[^（）()]|[（(][^（）()]*[)）]){2,200}[)）]$")
#: Who wrote a text: 国家发展改革委, 市财政局　市商务局.
_ORGAN = re.compile(
    r"[一-鿿（）()]{1,30}(?:[、\s]+[一-鿿（）()]{1,30}){0,7}"
    r"(?<=[部委局厅办府院会署室])"
)
#: The organ, or the region, above number and title.
_BARE_HEAD = re.compile(r"(?!.*关于)[一-鿿\s]{4,40}")
_ACT = re.compile("(?:公布|发布|施行|通过|修正|修订|批准)[）)]?$")


def read_head(reading: Reading) -> None:
    """Everything before the first number or table."""
    outlook = reading.outlook
    end = outlook.head_end(reading.at)
    reading.signed = reading.covers = False
    reading.letter = outlook.is_letter(reading.at, end)
    titled = _letter(reading, end) if reading.letter else False
    if not reading.letter or reading.signed or titled:
        read_instrument(reading, end)


def read_common(reading: Reading) -> bool:
    """Take a part that may stand anywhere in a head; false when the next block is none."""
    text, block = reading.here, reading.paragraph()
    if block is not None and block.front:
        reading.write("文档头", Kind.FRONT_MATTER, reading.take(reading.outlook.front_end(reading.at)), "front")
    elif shapes.SECRECY.match(text) or shapes.CLASSED.match(text):
        reading.write(f"{reading.prefix}附注", Kind.FRONT_MATTER, reading.take(), "note")
    elif text == shapes.DEMONSTRATION:
        reading.write("演示标记", Kind.FRONT_MATTER, reading.take(), "mark")
    elif reading.at in reading.outlook.contents:
        _run(reading, reading.outlook.contents, "目录", "toc")
    elif reading.at in reading.outlook.notes:
        _run(reading, reading.outlook.notes, "附件说明", "attachmentNote")
    elif shapes.STAGE.match(text):
        reading.write(f"{reading.prefix}方案/稿别", Kind.FRONT_MATTER, reading.take(), "stage")
    elif shapes.NUMBER_LINE.match(text):
        reading.write(f"{reading.prefix}通知/文号", Kind.FRONT_MATTER, reading.take(), "docNumber")
    elif shapes.PUBLICITY.match(text):
        reading.write(f"{reading.letterhead}通知/公开属性", Kind.FRONT_MATTER, reading.take(), "publicity")
    elif _publishes(reading):
        reading.write("通知/发布单位", Kind.FRONT_MATTER, reading.take(), "meta")
    elif path := _label(text):
        reading.write(f"{reading.prefix}{path}", Kind.FRONT_MATTER, reading.take(_label_end(reading)), "meta")
    else:
        return False
    return True


def _publishes(reading: Reading) -> bool:
    """An organ between a page's title and the same title once more."""
    outlook = reading.outlook
    if not outlook.titleish(reading.at) or not outlook.titleish(reading.at + 1):
        return False
    title = next((draft.heading for draft in reversed(reading.out[-_NEAR:]) if draft.kind is Kind.TITLE), "")
    again = bool(title) and shapes.compact(outlook.text(reading.at + 1)) == shapes.compact(title)
    return again and not shapes.DOCUMENT_TITLE.search(reading.here) and not shapes.HISTORY.match(reading.here)


def _announces(reading: Reading) -> int:
    """How many lines 国家税务总局公告 takes above its number and above the title proper: the head of a series, no title."""
    outlook, at = reading.outlook, reading.at
    number = next((end for end in range(at + 1, at + _SERIES_LINES) if shapes.NUMBER_LINE.match(outlook.text(end))), at)
    title = outlook.text(number + 1)
    announced = (
        number > at
        and all(outlook.titleish(place) or len(outlook.text(place)) == 1 for place in range(at, number))
        and _SERIES.match("".join(outlook.text(place) for place in range(at, number))) is not None
        and outlook.titleish(number + 1)
        and "关于" in title
        and shapes.DOCUMENT_TITLE.search(title) is not None
    )
    return number - at if announced else 0


def _ordered(reading: Reading) -> int:
    """某市人民政府令 below a page's title and above 第82号, one line or none."""
    number = reading.outlook.text(reading.at + 1)
    return int(_SERIES.match(reading.here) is not None and shapes.NUMBER_LINE.match(number) is not None)


def _organ(reading: Reading, series: int) -> None:
    """The organ above number and title, on one line or on the ``series`` lines of a joint announcement."""
    reading.write(f"{reading.prefix}通知/红头", Kind.FRONT_MATTER, reading.take(reading.at + max(series, 1)), "organ")


def _red(reading: Reading) -> bool:
    """某某人民政府文件 above a number or a title; without 文件 only above both."""
    outlook, below = reading.outlook, reading.outlook.text(reading.at + 1)
    if shapes.NUMBER_LINE.match(below) and _BARE_HEAD.fullmatch(reading.here):
        return not shapes.DOCUMENT_TITLE.search(reading.here) and outlook.titleish(reading.at + 2)
    titled = shapes.NUMBER_LINE.match(below) or shapes.DOCUMENT_TITLE.search(below)
    return shapes.RED_HEAD.match(reading.here) is not None and titled is not None


def _run(reading: Reading, places: set[int], word: str, step: str) -> None:
    end = reading.at
    while end in places:
        end += 1
    reading.write(f"{reading.prefix}{word}", Kind.FRONT_MATTER, reading.take(end), step)


def _label(text: str) -> str | None:
    """The path word of a labelled line: 【发布文号】…, 成文日期：…."""
    match = shapes.LABEL.match(text)
    label = shapes.compact(match["a"] or match["b"]) if match else ""
    if not match and "\t" in text:
        label = shapes.compact(text.split("\t")[0])
    if not _LABELLED.fullmatch(label) or len(text) > 120:
        return None
    return next((f"通知/{word}" for names, word in _LABELS if re.fullmatch(names, label)), "附注")


def _label_end(reading: Reading) -> int:
    """The end of a labelled line; a label that stands alone has its value on the next line."""
    match, below = shapes.LABEL.match(reading.here), reading.outlook.text(reading.at + 1)
    alone = match is not None and not match["value"] and 0 < len(below) <= _VALUE
    own = not _label(below) and not shapes.DOCUMENT_TITLE.search(below) and not reading.outlook.marker(reading.at + 1)
    return reading.at + 2 if alone and own else reading.at + 1


def title_end(reading: Reading, end: int) -> int:
    """Where a title that begins here ends: lines are added until it is complete."""
    outlook, at = reading.outlook, reading.at + 1
    limit = min(end, reading.at + _TITLE_LINES)
    while at < limit and outlook.titleish(at):
        before, text = outlook.text(at - 1), outlook.text(at)
        special = any(shape.match(text) for shape in _NO_TITLE) or text == shapes.DEMONSTRATION or _label(text)
        if before.startswith(("（", "(")):
            before = outlook.text(at - 2) + before if at - 2 >= reading.at else before
        whole = shapes.DOCUMENT_TITLE.search(before) or shapes.ACT_TITLE.search(before.removesuffix("》"))
        complete = whole and not text.startswith(("（", "(", "—", "的"))
        complete = complete and not (_NO_ACT.search(before) and shapes.ACT_TITLE.search(text))
        if outlook.caption(at) or special or complete or outlook.signature_end(at) > at or outlook.attachment(at):
            break
        at += 1
    return at


#: The heading of what is said above the table of a list.
_EXPLAINS = re.compile(r"(?:编制|有关|总)?说\s*明$")
#: Who speaks, below the title of a speech: 某省大数据局局长 李某某.
_SPEAKER = re.compile(r"^[一-鿿]{0,30}(?:长|主任|书记|主席|委员)[\s\u3000]+[一-鿿·]{2,4}$")
#: A line may end like a title (…过程记录制度) while the act that it names follows (…的指导意见).
_NO_ACT = re.compile("(?:制度|政策|措施|规划|计划|方案|办法|规定|若干|标准|清单)$")
#: What stands below the title of a list of names: （共3家，排名不分先后）.
_ORDERED_AS = re.compile(r"^[（(](?:共\s*\d|排名|不分|按[^（）()]{1,20}(?:排序|排列|为序))[^（）()]{0,30}[)）]$")
#: A question or an answer in an interview.
_ASKED = re.compile(r"^(?:[问答]|记者问?|主持人)\s*\d{0,2}\s*[：:]")
_NO_TITLE = (
    shapes.DELIVERED,
    _ASKED,
    _ORDERED_AS,
    shapes.SECRECY,
    shapes.CLASSED,
    shapes.TABLE_UNIT,
    _SPEAKER,
    shapes.STAGE,
    shapes.NUMBER_LINE,
    shapes.HISTORY,
    shapes.DATE_LINE,
    shapes.PUBLICITY,
    shapes.PREAMBLE,
    shapes.BRACKETED,
)


def _letter(reading: Reading, end: int) -> bool:
    """The covering letter up to its signature; true when the instrument's title follows without one."""
    outlook, written = reading.outlook, False
    while reading.at < end and not reading.signed:
        text, signed = reading.here, outlook.signature_end(reading.at)
        series = 0 if written else _announces(reading)
        if series or (not written and (shapes.RED_HEAD.match(text) or _red(reading))):
            _organ(reading, series)
        elif not written and (_given(reading) or _reported_by(reading)):
            reading.write(f"{reading.prefix}题注", Kind.FRONT_MATTER, reading.take(), "history")
        elif shapes.ADDRESSEE.match(text):
            reading.write(f"{reading.prefix}通知/主送", Kind.FRONT_MATTER, reading.take(), "to")
            written = True
        elif read_common(reading):
            continue
        elif signed > reading.at and (written or signed - reading.at > 1):
            sign(reading, f"{reading.prefix}通知/落款", signed)
        elif shapes.DATE_LINE.match(text):
            reading.write(f"{reading.prefix}通知/发文日期", Kind.FRONT_MATTER, reading.take(), "date")
        elif not written and outlook.titleish(reading.at):
            title = reading.write(
                f"{reading.prefix}通知/标题", Kind.TITLE, reading.take(title_end(reading, end)), "docTitle"
            )
            reading.covers = reading.covers or shapes.COVERING.search(title.heading) is not None
        elif written and outlook.titleish(reading.at) and shapes.DOCUMENT_TITLE.search(text):
            return True
        else:
            reading.write(f"{reading.prefix}通知/正文", Kind.FRONT_MATTER, reading.take(), "body")
            written = True
    return False


def sign(reading: Reading, path: str, end: int) -> None:
    """Take a signature, organ and date as one part."""
    reading.write(path, Kind.SIGNATURE, reading.take(end), "signature")
    reading.signed = True


def read_instrument(reading: Reading, end: int) -> None:
    """Title, draft mark, history and preamble of the instrument itself."""
    outlook = reading.outlook
    title: Draft | None = None
    while reading.at < end:
        text, label = reading.here, outlook.attachment(reading.at)
        if label and (title is not None or label["rest"]):
            return
        if label:
            reading.write("附件标识", Kind.FRONT_MATTER, reading.take(), "label")
        elif read_common(reading):
            continue
        elif (series := _announces(reading) if title is None else _ordered(reading)) or (
            title is None and _red(reading)
        ):
            _organ(reading, series)
        elif _dated_act(reading, title):
            _history(reading, end)
        elif title and (_written_by(reading, title) or _given(reading)):
            reading.write(f"{reading.prefix}题注", Kind.FRONT_MATTER, reading.take(), "history")
        elif title is None and _NOTE.match(text):
            reading.write(f"{reading.prefix}附注", Kind.FRONT_MATTER, reading.take(), "note")
        elif title is None and outlook.titleish(reading.at) and not shapes.PREAMBLE.match(text):
            flows = reading.take(title_end(reading, end))
            title = reading.write(f"{reading.prefix}方案/标题", Kind.TITLE, flows, "docTitle")
        elif title and (signed := outlook.signature_end(reading.at)) > reading.at:
            sign(reading, f"{reading.prefix}落款", signed)
        elif title and _repeats(reading, reading.at, title):
            _again(reading, title, reading.take(_repeat_end(reading, title, end)))
        elif outlook.boundary(reading.at) and not outlook.starts_document(reading.at):
            return
        else:
            _preamble(reading)


def _written_by(reading: Reading, title: Draft) -> bool:
    """The organ that wrote a forwarded text, right below its title and above the preamble."""
    outlook, below = reading.outlook, reading.at + 1
    opens = outlook.marker(below) is not None or outlook.text(below).endswith(("。", "：", ":"))
    return reading.out[-1] is title and opens and _ORGAN.fullmatch(reading.here) is not None


def _reported_by(reading: Reading) -> bool:
    """The organ that gives a report, between the place where it was given and those it speaks to."""
    given = bool(reading.out) and reading.out[-1].step == "history"
    spoken = shapes.ADDRESSEE.match(reading.outlook.text(reading.at + 1)) is not None
    return given and spoken and _ORGAN.fullmatch(reading.here) is not None


def _given(reading: Reading) -> bool:
    """Where, when and by whom a report was given, right below its title."""
    below = bool(reading.out) and reading.out[-1].step in ("docTitle", "history")
    return below and (_SPEAKER.match(reading.here) or shapes.DELIVERED.match(reading.here)) is not None


def _preamble(reading: Reading) -> None:
    """A paragraph of the preamble; 序言 above it is its heading."""
    last = reading.out[-1] if reading.out else None
    if last and last.step == "preface" and last.heading and not last.text:
        flows = reading.take()
        last.text = flows[0].text.strip()
        last.extent += covered(flows)
        return
    headed = shapes.PREAMBLE.match(reading.here) or _EXPLAINS.match(reading.here)
    draft = reading.write(f"{reading.prefix}引言", Kind.PARAGRAPH, reading.take(), "preface")
    if headed:
        draft.heading, draft.text = draft.text, ""


def _repeats(reading: Reading, at: int, title: Draft) -> bool:
    text = loose(reading.outlook.text(at))
    return reading.outlook.titleish(at) and len(text) > 3 and text in loose(title.heading)


def _again(reading: Reading, title: Draft, flows: Sequence[Flow]) -> None:
    """A title that is printed once more, below the dated acts, belongs to the first; a part of it stands by itself."""
    if loose(joined(flows)) == loose(title.heading):
        title.extent += covered(flows)
    else:
        reading.write(f"{reading.prefix}方案/标题", Kind.TITLE, flows, "docTitle")


def _repeat_end(reading: Reading, title: Draft, end: int) -> int:
    at = reading.at + 1
    while at < end and _repeats(reading, at, title):
        at += 1
    return at


def _dated_act(reading: Reading, title: Draft | None) -> bool:
    text = reading.here
    if (shapes.HISTORY.match(text) and not text.endswith(("：", ":"))) or (
        title and (shapes.DATE_LINE.match(text) or shapes.BRACKETED.match(text))
    ):
        return True
    after = bool(reading.out) and reading.out[-1].step == "history"
    return after and reading.outlook.titleish(reading.at) and _ACT.search(text) is not None


def _history(reading: Reading, end: int) -> None:
    """The dated acts in a law's head: one clause, however they are broken into lines."""
    at = reading.at + 1
    while at < end:
        text = reading.outlook.text(at)
        dated = shapes.HISTORY.match(text) or shapes.DATE_LINE.match(text)
        if not dated and not (reading.outlook.titleish(at) and _ACT.search(text) and len(text) > 3):
            break
        at += 1
    last = reading.out[-1] if reading.out else None
    flows = reading.take(at)
    if last and last.step == "history":
        last.text = "\n".join([last.text, *(flow.text.strip() for flow in flows)])
        last.extent += covered(flows)
    else:
        reading.write(f"{reading.prefix}题注", Kind.FRONT_MATTER, flows, "history")
