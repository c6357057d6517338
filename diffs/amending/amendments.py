"""Amendment decisions (修改决定, 修正案): read into one amendment for each text they name, and fitted to a text's title.

A decision may amend many texts (国务院关于修改和废止部分行政法规的决定) and repeal others. What is recognised as an
instruction and not understood stays among the edits, of kind ``unread``.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from diffs.amending.annexes import annex_of
from diffs.amending.context import Context
from diffs.amending.edits import Amendment, Decision, Edit, EditKind
from diffs.amending.forms import L, R
from diffs.amending.orders import SEQUENCE
from diffs.amending.quotations import read_passages
from diffs.amending.reading import begin, read
from diffs.amending.shared import listed, shared_by_list, shared_by_places
from diffs.amending.signs import Signs, read_signs
from diffs.amending.targets import label_of
from diffs.clauses import Outline
from diffs.keys import norm
from diffs.parsing import parse
from diffs.parsing.dates import first_date

_SCOPE = re.compile(
    rf"(?:对|将|就|关于)(?P<laws>{L}(?:[、，和及]*{L})*)(?:等[^，。：；]{{0,30}})?(?:的?(?:部分|有关|相关|个别)?(?:条款|条文|内容|规定)?)"
    r"(?:[^，。；：]{0,12}?)(?:作|做|进行|予以)[^。；]{0,12}?(?:修改|修正|修订|调整|改动)"
)
_OPENS = re.compile(rf"(?:修改|将|对|在|于)?{L}")
_REPEALS = re.compile(
    rf"(?:决定|予以|现)?废止(?P<after>{L}(?:[、，和及]*{L})*)|(?P<before>{L}(?:[、，和及]*{L})*)(?:[^。；，]{{0,20}}?)(?:予以|同时|即行|自行|一并)?(?:废止|失效)"
)
_REPEAL_LIST = re.compile(
    r"(?:决定|予以|宣布)?(?:废止|失效)的?[^。；：]{0,24}?(?:目录|法规|规章|文件|条例|法律|决定|如下|：|$)|下列[^。]{0,40}(?:废止|失效)"
)
_AMEND_LIST = re.compile(
    r"(?:决定|予以)?(?:修改|修正|修订)的?[^。；：]{0,24}?(?:目录|法规|规章|文件|条例|法律)|下列[^。]{0,60}(?:修改|修正)"
)
_EFFECT = re.compile(r"本(?:决定|修正案)自(?P<day>.{1,40}?)起?(?:施行|生效|实施)")
_REPUBLISHED = re.compile(r"根据本(?:决定|修正案|办法|规定).{0,10}?(?:修改|修正|修订|调整)")
#: A title at the head of an order, with a place in the text or words of it behind.
_HEADS_ORDER = re.compile(r"(?:^|[，。；：]|将|把|对|在|删[去除])$")
_PLACE = re.compile(rf"{R}|(?:之?[中内里])?的?\ue010")
_OF_ALL = re.compile("相关|有关|上述|以上|分别")
_ANNEX = re.compile(r"附件[一二三四五六七八九十\d]{0,3}(?:$|[：:])")
_BARE_TITLE = re.compile(
    r"(?!其他|有关|相关|具体|本|该)(?!.*(?:修改|修正|废止|失效|下列|以下|部分|[，。；、]))[一-鿿〈〉]{1,60}(?:法|条例|办法|规定|细则|规则|规程)(?:（[^（）]{1,60}）)*：?$"
)
_ENACTS = re.compile("修改|修正案|废止|修订")
_AMENDS = re.compile(r"关于(?:修改|修正|修订)(?P<title>《.+》)")
_AMENDING_BILL = re.compile(r"^(?P<title>.+?)修正案(?:[（(][^（）()]*[)）])*$")


@dataclass(slots=True)
class _Record:
    """One text of the decision while it is read."""

    title: str
    context: Context = field(default_factory=Context)
    repealed: bool = False
    resequenced: bool = False


@dataclass(slots=True)
class _Reading:
    """The decision while it is read: its texts by their folded titles, and the one that is spoken of.

    ``shared`` are edits of the texts that are listed next; ``single``: the decision's title names the text it amends.
    ``closed``: the day it takes effect was said; ``reissued``: a text stands below as it reads now.
    """

    records: dict[str, _Record] = field(default_factory=dict)
    current: _Record | None = None
    repeals: bool = False
    effect: str = ""
    shared: tuple[Edit, ...] = ()
    single: bool = False
    closed: bool = False
    reissued: bool = False

    def named(self, title: str) -> _Record:
        """The record of a text, new when it was not named before."""
        printed = _plain_title(title)
        return self.records.setdefault(title_key(printed), _Record(printed))


def read_decision(text: str) -> Decision:
    """The amendments that a decision orders, in the order it names their texts; none when it orders nothing.

    Any string is accepted, in time near-linear in its length.
    """
    title = parse(text).document.title
    reading = _Reading()
    own = _amended_by_title(title)
    if own:
        reading.single = True
        reading.current = reading.named(own)
    for passage in read_passages(text):
        _read(reading, read_signs(passage))
    for record in reading.records.values():
        record.context.edits = [_annexed(edit, text, reading) for edit in record.context.edits]
    amendments = tuple(
        Amendment(record.title, _settled(record.context.edits), record.repealed, record.resequenced)
        for record in reading.records.values()
        if record.context.edits or record.repealed
    )
    return Decision(title, first_date(reading.effect), amendments)


def _annexed(edit: Edit, decision: str, reading: _Reading) -> Edit:
    """An edit that puts an annex of the decision in the place of an attachment, with its text."""
    if edit.kind is not EditKind.SUBSTITUTION or not edit.words:
        return edit
    found = annex_of(decision, edit.words[0], edit.extent[-1][1], reading.records.keys())
    if found is None:
        return replace(edit, kind=EditKind.UNREAD, words=())
    return replace(edit, words=(), text=found[0], extent=(*edit.extent, found[1]))


def _plain_title(cited: str) -> str:
    """A title without its marks and the note in brackets after them: 《…》（1994年…发布）."""
    match = re.match(r"《(.*)》", cited, re.DOTALL)
    return (match[1] if match else cited).strip()


def title_key(title: str) -> str:
    """What titles of one text have in common: no 中华人民共和国, width, blanks, marks or brackets at the end."""
    folded = re.sub(r"[《》〈〉<>]", "", norm(title))
    folded = re.sub(r"(?:\([^()]*\))+$", "", folded)
    return folded.replace("中华人民共和国", "")


def fitting(amendments: Sequence[Amendment], title: str) -> Amendment | None:
    """The amendment of the text called ``title``, which may leave out 中华人民共和国."""
    key = title_key(title)
    return next((one for one in amendments if title_key(one.title) == key), None) if key else None


def outline_title(outline: Outline) -> str:
    """The title by which decisions cite a text: that of the instrument, not of the letter that sends it."""
    own = next((clause.heading for clause in outline.clauses if clause.path == "方案/标题"), "")
    return own or outline.document.title


def _amended_by_title(title: str) -> str:
    """The one text that the decision's own title says it amends."""
    match = _AMENDS.search(title)
    if match and "》等" not in title and match["title"].count("《") == match["title"].count("》") == 1:
        return match["title"]
    bill = _AMENDING_BILL.match(title)
    return bill["title"] if bill and not match else ""


def _read(reading: _Reading, signs: Signs) -> None:
    text = signs.text
    if _reissued(reading, text):
        return
    effect = _EFFECT.search(text)
    reading.closed = reading.closed or bool(effect or _REPUBLISHED.search(text))
    if effect:
        reading.effect = reading.effect or effect["day"]
    if SEQUENCE.search(text):
        _resequence(reading, signs)
    if effect or _REPUBLISHED.search(text):
        _repealed(reading, signs)
        return
    if _list_heading(reading, signs) or _bare_title(reading, signs) or _shared_row(reading, signs):
        return
    for record in reading.records.values():
        begin(record.context, signs.passage.marker)
    start = _shared(reading, signs) or _scope(reading, signs)
    if start < 0 or (_repealed(reading, signs) and not _has_edits(text)):
        return
    record = reading.current or _Record("")
    told = len(record.context.edits)
    read(record.context, signs, start)
    _part(reading, signs, record, told)
    _tell_others(reading, signs, record.context.edits[told:])
    if reading.current is None and any(edit.kind is not EditKind.UNREAD for edit in record.context.edits):
        reading.records[""] = reading.current = record


def _reissued(reading: _Reading, text: str) -> bool:
    """Whether a passage is of a text as it reads now below the decision, up to the next annex, or such an annex."""
    if reading.closed and title_key(text) in reading.records:
        reading.reissued = True
    elif _ANNEX.match(text):
        label = label_of(re.split("[：:]", text)[0])
        edits = (edit for record in reading.records.values() for edit in record.context.edits)
        reading.reissued = any(edit.kind is EditKind.SUBSTITUTION and edit.words == (label,) for edit in edits)
    return reading.reissued


def _bare_title(reading: _Reading, signs: Signs) -> bool:
    """A text named without marks over its instructions, or in a list of those repealed: （一）某市车辆条例."""
    text = signs.text
    if reading.single or signs.passage.marker is None or not _BARE_TITLE.match(text):
        return False
    title = re.split("[（：]", text)[0]
    if reading.repeals:
        reading.named(title).repealed = True
    else:
        _turn(reading, title)
    return True


def _shared(reading: _Reading, signs: Signs) -> int:
    """Note the edits that a passage orders in several texts; where its other instructions begin, or 0."""
    edits, end = shared_by_places(signs)
    for title, edit in edits:
        _turn(reading, title)
        reading.named(title).context.edits.append(edit)
    return end


def _shared_row(reading: _Reading, signs: Signs) -> bool:
    """An order for the texts that are listed next, or a row of that list."""
    row = listed(signs) if reading.shared else None
    if row is None:
        reading.shared = shared_by_list(signs)
        return bool(reading.shared)
    title, targets = row
    edits = [replace(edit, targets=targets) for edit in reading.shared]
    reading.named(title).context.edits += edits
    return True


def _part(reading: _Reading, signs: Signs, record: _Record, told: int) -> None:
    """Give the orders of one passage to the texts that they name: 将《甲》第三条…，将《乙》第五条…."""
    heads = [
        (signs.extent(at, at)[0], title)
        for at, title in signs.titles.items()
        if _HEADS_ORDER.search(signs.text, max(at - 2, 0), at) and _PLACE.match(signs.text, at + 1)
    ]
    edits, record.context.edits[told:] = record.context.edits[told:], []
    for edit in edits:
        over = [title for offset, title in heads if offset < edit.extent[-1][1]]
        owner = reading.named(over[-1]) if over and edit.kind is not EditKind.SEQUENCE else record
        owner.context.edits.append(edit)
        if owner is not record:
            _turn(reading, over[-1])


def _tell_others(reading: _Reading, signs: Signs, edits: Sequence[Edit]) -> None:
    """An order that was not understood and cites places of several texts is told in each."""
    if not edits or any(edit.kind is not EditKind.UNREAD for edit in edits):
        return
    cited = [at for at in signs.titles if signs.text[at + 1 : at + 2] in (L, R, "、", "和", "及")]
    for record in {id(one): one for one in (reading.named(signs.titles[at]) for at in cited)}.values():
        if len(cited) > 1 and record is not reading.current:
            record.context.edits += [replace(edit, targets=()) for edit in edits]


def _has_edits(text: str) -> bool:
    return re.search("修改为|改为|增加|删去|删除|合并", text) is not None


def _list_heading(reading: _Reading, signs: Signs) -> bool:
    """国务院决定废止的行政法规 over a list of titles, 国务院决定修改的行政法规 over instructions; or a row of such a list."""
    text = signs.text
    if reading.repeals and text.startswith(L) and not _has_edits(text):
        for place in signs.titles:
            reading.named(signs.titles[place]).repealed = True
        return True
    if L in text or len(text) > 90 or "\ue010" in text or "\ue011" in text:
        return False
    if _REPEAL_LIST.search(text) and not _AMEND_LIST.search(text):
        reading.repeals = True
        return True
    if _AMEND_LIST.search(text):
        reading.repeals = "废止" in text and text.rfind("废止") > text.rfind("修改")
        return True
    return False


def _scope(reading: _Reading, signs: Signs) -> int:
    """Note whose text the passage speaks of; where its instructions begin, or -1 when it has none."""
    text = signs.text
    scope = _SCOPE.search(text)
    if scope:
        titles = [signs.titles[at] for at in range(*scope.span("laws")) if at in signs.titles]
        if len(titles) == 1:
            _turn(reading, titles[0])
        return scope.end()
    opens = _OPENS.match(text)
    place = opens.end() - 1 if opens else -1
    if place in signs.titles and _ENACTS.search(text + "修改"):
        _turn(reading, signs.titles[place])
        return place + 1 if text.startswith(L) or len(text) == place + 1 else 0
    cited = re.match(rf"[^，。；：{L}]{{0,8}}{L}(?=[^，。；：]{{0,4}}\ue011)", text)
    if cited:
        _turn(reading, signs.titles[cited.end() - 1])
    return 0


def _turn(reading: _Reading, title: str) -> None:
    record = reading.named(title)
    if record is not reading.current:
        record.context.subject = ()
    reading.current = record
    reading.repeals = False


def _repealed(reading: _Reading, signs: Signs) -> bool:
    """Note the texts that the passage repeals as a whole."""
    found = False
    if not re.search("废止|失效", signs.text):
        return False
    for match in _REPEALS.finditer(signs.text):
        name = "after" if match["after"] else "before"
        for at in range(*match.span(name)):
            if at in signs.titles:
                reading.named(signs.titles[at]).repealed = found = True
    return found


def _resequence(reading: _Reading, signs: Signs) -> None:
    """The order of articles is adjusted: in the texts that the sentence names, in all, or in the present one."""
    text = signs.text
    if re.search("[款项]", text) and not re.search("条文|条款|条序|条号|条的|条、|各条|法规|规章", text):
        return
    if _REPUBLISHED.search(text) and signs.titles:
        named = reading.records.values() if f"{L}等" in text else map(reading.named, signs.titles.values())
        for record in named:
            record.resequenced = True
        return
    if reading.current is None or signs.passage.marker is None or _OF_ALL.search(text):
        for record in reading.records.values():
            record.resequenced = True
    if reading.current:
        reading.current.resequenced = True


def _settled(edits: Sequence[Edit]) -> tuple[Edit, ...]:
    """在第X条中增加一款作为第二款，将该条修改为：… orders one substitution; the insertion only announces it."""
    settled: list[Edit] = []
    for edit in edits:
        last = settled[-1] if settled else None
        if (
            last
            and last.kind is EditKind.INSERTION
            and edit.kind is EditKind.SUBSTITUTION
            and not last.text
            and edit.text
            and {target.marker for target in last.targets} == {target.marker for target in edit.targets}
        ):
            settled[-1] = replace(edit, extent=(*last.extent, *edit.extent))
        elif last and _names_only(last, edit):
            settled[-1] = replace(edit, unit=last.unit, extent=(*last.extent, *edit.extent))
        else:
            settled.append(edit)
    return tuple(settled)


def _names_only(last: Edit, edit: Edit) -> bool:
    """增加一节，作为第七节；增加五条，…内容如下：“第七节…”: the second quotes the heading with its articles."""
    if last.kind is not EditKind.INSERTION or edit.kind is not EditKind.INSERTION or edit.unit != "条":
        return False
    heads = [address.path for address in last.destinations if address.container]
    return bool(heads) and norm(edit.text).startswith(heads[-1])
