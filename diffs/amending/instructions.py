"""The language of amendment decisions: one passage read into typed edits.

A passage is first reduced to signs for citations of provisions, quotations and titles, so that patterns stay short;
what no pattern reads and yet orders a change is an edit of kind ``unread``. Forms after 立法技术规范（试行） of the
Legislative Affairs Commission and decisions as published.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from diffs.amending.edits import Edit, EditKind, Place
from diffs.amending.quotations import QUOTED, Passage
from diffs.amending.targets import CITED, Address, read_addresses
from diffs.numbering import Marker, numeral

Q, R, L = QUOTED, "\ue011", "\ue012"

_TITLE = re.compile(r"《(?:[^《》]|《[^《》]{0,80}》){1,120}》(?:[（(][^（）()]{0,60}[)）])?")
_SIGN = re.compile(rf"{_TITLE.pattern}|{CITED.pattern}")

#: A law's bare name before a citation: 刑法第三条, 本条例第五条.
_BARE = r"(?:[一-鿿]{0,16}?(?:法|典|条例|办法|规定|细则|规则|规程|决定|解释|通知|意见|方案|章程|制度|标准|纲要)的?)?"
_HEAD = rf"(?:将|把|对|在|于|即|其)?(?:其中的?)?{L}?的?{_BARE}原?的?"
_ALL = (
    r"(?:(?:全文|通篇|全篇|全法|文中|本(?:法|条例|办法|规定|细则|规则|决定|解释|意见|通知)|法律|条例|办法|规定)"
    r"|(?:相关|有关|其他|其余|部分|各|上述)?(?:条文|条款|各条|章节|规定|内容|条))"
)
_THIS = r"(?:(?:该|本|此|这一)(?:条|款|项|章|节|自然段))"
_OF = r"(?:之?[中内里])?的?"
_BECOMES = (
    r"(?:统一|均|分别|一律|全部|相应|依次|一并|都|则|地|再)*(?:修改|修订|替换|更改|变更|调整|改)(?:成|为)[：:，]?"
)
_WORDS = rf"{Q}(?:(?:、|，?以及|和|及|与|或者|或){Q})*"
_KINDLY = r"(?:等?(?:的)?(?:表述|字样|用语|一词|一语|词语|内容|规定|文字|字|词|名称))?"
_NUMERAL = "[一二两三四五六七八九十]{1,3}|[0-9]{1,2}"
_SAYS = r"(?:，?(?:(?:具体)?内容|表述|条文|规定|章名|节名|名称|修改)?(?:如下|为|即|是|成为|规定))?[：:，]?"

_COUNTED = rf"(?P<n>{_NUMERAL})(?P<unit>条|款|项|章|节|编|目|段|自然段)"
_AS = rf"(?:，?(?:分别|依次|单独|相应|修改后|并)*(?:作为|列为|列作|即|成为|改为|排列为)(?:一条，作为)?{_BARE}{_THIS}?的?(?P<to>{R}))"

_PATTERNS: tuple[tuple[str, str], ...] = (
    (
        "join",
        rf"{_HEAD}(?P<at>{R})(?:的内容)?(?:进行|予以)?(?:合并|并入)(?:修改)?(?:为|成|，?(?:修改|作)为|，?作为)?(?:一条，?作为)?(?P<to>{R})?"
        rf"(?:，?(?:并)?{_BECOMES}(?P<text>{Q}+))?",
    ),
    (
        "split",
        rf"{_HEAD}(?P<at>{R})(?:分为|分成|拆分为|拆分成|拆为|修改为|改为)(?:{_NUMERAL})[条款]{_AS}?(?:，?(?:并)?{_BECOMES}|[：:])?(?P<text>{Q}+)?",
    ),
    (
        "renumber",
        rf"{_HEAD}(?P<at>{R})(?:，)?(?:相应|依次|分别|顺序|单独|修改后|则|并)*(?:改为|修改为|改作|作为|调整为|变更为|移作|移至|列为|顺延为|顺延至)"
        rf"(?:一条，作为)?{_BARE}(?P<to>{R})(?!{_OF}{Q})(?:，?(?:并)?(?:将其)?{_BECOMES}(?P<text>{Q}+))?",
    ),
    (
        "heading",
        rf"{_HEAD}(?:(?P<at>{R})|{_ALL})?(?:{Q})?的?(?:法规|文件|条例|规章)?(?:标题|名称|题目|题名|章名|节名|编名|条名|条标)"
        rf"(?:(?:由|中的?)?(?P<words>{Q}))?{_BECOMES}(?P<text>{Q})",
    ),
    (
        "words",
        rf"{_HEAD}(?:(?P<at>{R})|(?P<all>{_ALL})|{_THIS})?(?:的?[前后]半?句|第[一二三]句)?{_OF}(?P<words>{_WORDS}){_KINDLY}{_BECOMES}(?P<text>{_WORDS})",
    ),
    (
        "scattered",
        rf"{_HEAD}{R}{_OF}{_WORDS}(?:(?:、|，|和|以及|，以及){L}?{R}{_OF}{_WORDS})+{_KINDLY}{_BECOMES}(?P<text>{Q})",
    ),
    ("about", rf"(?:对|将)(?P<at>{R})(?:作|做|进行)(?:如下|出如下|以下|下列)*(?:修改|修正|调整)"),
    (
        "substitute",
        rf"{_HEAD}(?:(?P<at>{R})|{_THIS}|其)(?:的)?(?:全文|内容|条文|规定)?，?{_BECOMES}{_KINDLY}(?:如下)?[：:]?(?P<text>{Q}+)",
    ),
    (
        "delete_words",
        rf"删(?:去|除|掉){_HEAD}(?:(?P<at>{R})|(?P<all>{_ALL})|{_THIS})?(?:的?[前后]半?句)?{_OF}(?P<words>{_WORDS}){_KINDLY}",
    ),
    (
        "delete_words",
        rf"{_HEAD}(?:(?P<at>{R})|(?P<all>{_ALL})|{_THIS})?{_OF}(?P<words>{_WORDS}){_KINDLY}(?:均|予以|一律|统一|全部)*删(?:去|除|掉)",
    ),
    ("delete", rf"(?:删(?:去|除|掉)|废止){_HEAD}(?P<at>{R})(?![中内]?的?{Q})"),
    ("delete", rf"{_HEAD}(?P<at>{R})(?:均|予以|一律|全部)*(?:删(?:去|除|掉)|废止)"),
    (
        "insert",
        rf"{_HEAD}(?P<at>{R})?(?:{Q})?(?P<where>之?后|之?前|[中内]|末尾|最后|下)?(?:面)?，?(?:再|新|分别)*(?:增加|增设|增添|补充|新增|加)"
        rf"{_COUNTED}(?:规定|内容)?{_AS}?{_SAYS}(?P<text>{Q}+)?(?:，包括(?P<holds>{R}))?",
    ),
    (
        "insert_words",
        rf"{_HEAD}(?:(?P<at>{R})|{_THIS})?{_OF}(?P<words>{Q})?(?:与{Q}之间)?(?P<where>之?后|之?前|末尾|最后|结尾|开头|中)?(?:面)?，?"
        rf"(?:再|新|分别)*(?:增加|增添|补充|加上|加)(?:规定|内容|表述|一句|一段)?[：:，]?(?P<text>{Q})",
    ),
    ("move", rf"(?:并|修改后|同时)?(?:单独)?(?:作为|改为)(?:一条，作为)?(?P<to>{R})"),
    ("chain_text", rf"(?:并|相应)*(?:将其)?{_BECOMES}(?P<text>{Q}+)"),
)
_FORMS: tuple[tuple[str, re.Pattern[str]], ...] = tuple((name, re.compile(shape)) for name, shape in _PATTERNS)

_FILLER = re.compile(
    r"(?:[，,、。；;：:]|并且?|同时|此外|另外|相应地?|现|拟|决定|以及|和|此前|另|作如下修改|作出修改|具体为)+"
)
_CLAUSE_END = re.compile("[，,。；;：:]")
_ORDERS = re.compile("修改|改为|增加|删去|删除|合并|改成|作为|废止|移至|替换|增设|分为|取消|调整")
_CITES = re.compile(f"[{Q}{R}]")
#: 对条文顺序作相应调整; 条、款、项序号依次顺延.
SEQUENCE = re.compile(
    r"(?:顺序|序号|条序|编号|条号|条次)[^。；：]{0,24}?(?:调整|顺延|修改|变动)|(?:依次|顺次|相应)(?:向后)?顺延"
)


@dataclass(slots=True)
class Reader:
    """Reads passages one after the other; ``subject`` is what was cited last, to which 第二款 and 其中的 refer."""

    subject: tuple[Address, ...] = ()
    about: tuple[Address, ...] = ()
    level: int = 0
    edits: list[Edit] = field(default_factory=list)

    def read(self, signs: "Signs", start: int = 0) -> None:
        """Add the edits that a passage orders from sign ``start`` on."""
        text, at, unread = signs.text, start, -1
        while at < len(text):
            filler = _FILLER.match(text, at)
            if filler:
                unread = self._leave(signs, unread, at, ended=bool(re.search("[。；;]", filler.group())))
                at = filler.end()
                continue
            end = self._form(signs, at)
            if end > at:
                unread = self._leave(signs, unread, at, ended=True)
                at = end
                continue
            unread = at if unread < 0 else unread
            stop = _CLAUSE_END.search(text, at)
            at = stop.start() if stop else len(text)
        self._leave(signs, unread, len(text), ended=True)

    def begin(self, marker: Marker | None) -> None:
        """A numbered passage begins: what was cited before is over, but for 对第五条作如下修改： with its own items."""
        if marker is None:
            return
        if marker.rank <= self.level:
            self.about = ()
        if not self.about:
            self.level = marker.rank
        self.subject = self.about

    def _form(self, signs: "Signs", at: int) -> int:
        for name, form in _FORMS:
            match = form.match(signs.text, at)
            if match:
                edits = _READERS[name](self, signs, match)
                if edits is None:
                    continue
                extent = (signs.extent(match.start(), match.end()),)
                self.edits += [replace(edit, extent=extent) for edit in edits]
                return match.end()
        return -1

    def _leave(self, signs: "Signs", start: int, end: int, *, ended: bool) -> int:
        """What nothing read up to ``end``; it is an edit of its own when it orders something."""
        if start < 0 or not ended:
            return start
        piece = signs.text[start:end]
        if SEQUENCE.search(piece):
            self.edits.append(Edit(EditKind.SEQUENCE, extent=(signs.extent(start, end),)))
        elif (_ORDERS.search(piece) and _CITES.search(piece)) or (Q in piece and R in piece):
            self.edits.append(Edit(EditKind.UNREAD, self.subject, extent=(signs.extent(start, end),)))
        return -1

    def cited(self, signs: "Signs", match: re.Match[str], name: str = "at") -> tuple[Address, ...]:
        """The addresses that a group cites, completed from the subject; the subject itself when it cites none."""
        if match[name] is None:
            return self.subject
        outer = self.subject[-1] if self.subject else None
        found = tuple(address.within(outer) for address in signs.addresses(match.start(name)))
        self.subject = found
        return found


@dataclass(slots=True)
class Signs:
    """A passage reduced to signs: ``text`` has Q for quotations, R for citations, L for titles."""

    passage: Passage
    text: str
    places: list[int]
    citations: dict[int, str]
    titles: dict[int, str]
    quotes: dict[int, str]

    def extent(self, start: int, stop: int) -> tuple[int, int]:
        """The range of the decision that ``text[start:stop]`` covers."""
        return self.passage.extent(self.places[start], self.places[stop])

    def addresses(self, at: int) -> tuple[Address, ...]:
        """The addresses that the sign at ``at`` stands for."""
        return read_addresses(self.citations[at])

    def quoted(self, match: re.Match[str], name: str) -> tuple[str, ...]:
        """The quotations that a group covers."""
        if match[name] is None:
            return ()
        return tuple(self.quotes[at] for at in range(*match.span(name)) if at in self.quotes)


def read_signs(passage: Passage) -> Signs:
    """A passage with its citations and titles found."""
    signs = Signs(passage, "", [], {}, {}, {})
    pieces: list[str] = []
    quotes = iter(passage.quotes)
    at = 0

    def plain(start: int, end: int) -> None:
        for place in range(start, end):
            if passage.text[place] == Q:
                signs.quotes[len(signs.places)] = next(quotes, "")
            pieces.append(passage.text[place])
            signs.places.append(place)

    for found in _SIGN.finditer(passage.text):
        plain(at, found.start())
        titled = found.group().startswith("《")
        (signs.titles if titled else signs.citations)[len(signs.places)] = found.group()
        pieces.append(L if titled else R)
        signs.places.append(found.start())
        at = found.end()
        for _ in range(found.group().count(Q)):
            next(quotes, "")
    plain(at, len(passage.text))
    signs.places.append(len(passage.text))
    signs.text = "".join(pieces)
    return signs


def _join(reader: Reader, signs: Signs, match: re.Match[str]) -> list[Edit] | None:
    targets = reader.cited(signs, match)
    to = signs.addresses(match.start("to")) if match["to"] else ()
    return [Edit(EditKind.JOIN, targets, to, text="\n".join(signs.quoted(match, "text")))]


def _split(reader: Reader, signs: Signs, match: re.Match[str]) -> list[Edit] | None:
    targets = reader.cited(signs, match)
    to = signs.addresses(match.start("to")) if match["to"] else ()
    return [Edit(EditKind.SPLIT, targets, to, text="\n".join(signs.quoted(match, "text")))]


def _renumber(reader: Reader, signs: Signs, match: re.Match[str]) -> list[Edit] | None:
    targets = reader.cited(signs, match)
    to = signs.addresses(match.start("to"))
    outer = targets[-1] if targets else None
    to = tuple(address.within(outer) if address.article is None else address for address in to)
    edits = [Edit(EditKind.RENUMBERING, targets, to)]
    text = "\n".join(signs.quoted(match, "text"))
    return [*edits, Edit(EditKind.SUBSTITUTION, targets, text=text)] if text else edits


def _heading(reader: Reader, signs: Signs, match: re.Match[str]) -> list[Edit] | None:
    targets = reader.cited(signs, match) if match["at"] else ()
    if not targets and "章名" in match.group() and reader.subject and reader.subject[-1].container:
        targets = reader.subject
    return [Edit(EditKind.HEADING_SUBSTITUTION, targets, text=signs.quoted(match, "text")[0])]


def _words(reader: Reader, signs: Signs, match: re.Match[str]) -> list[Edit] | None:
    if match["all"]:
        reader.subject = ()
    targets = reader.cited(signs, match)
    words, texts = signs.quoted(match, "words"), signs.quoted(match, "text")
    if len(texts) == 1:
        return [Edit(EditKind.TEXT_SUBSTITUTION, targets, words=words, text=texts[0])]
    if len(texts) != len(words):
        return None
    return [
        Edit(EditKind.TEXT_SUBSTITUTION, targets, words=(word,), text=text)
        for word, text in zip(words, texts, strict=True)
    ]


def _substitute(reader: Reader, signs: Signs, match: re.Match[str]) -> list[Edit] | None:
    targets = reader.cited(signs, match) if match["at"] else reader.subject
    return [Edit(EditKind.SUBSTITUTION, targets, text="\n".join(signs.quoted(match, "text")))] if targets else None


def _chain_text(reader: Reader, signs: Signs, match: re.Match[str]) -> list[Edit] | None:
    if not reader.subject or not reader.edits:
        return None
    return [Edit(EditKind.SUBSTITUTION, reader.subject, text="\n".join(signs.quoted(match, "text")))]


def _scattered(reader: Reader, signs: Signs, match: re.Match[str]) -> list[Edit] | None:
    """将第三条中的“甲”、第五条中的“乙”修改为“丙”."""
    (text,) = signs.quoted(match, "text")
    edits: list[Edit] = []
    for at in range(match.start(), match.start("text")):
        if at in signs.citations:
            outer = reader.subject[-1] if reader.subject else None
            reader.subject = tuple(address.within(outer) for address in signs.addresses(at))
        elif at in signs.quotes:
            edits.append(Edit(EditKind.TEXT_SUBSTITUTION, reader.subject, words=(signs.quotes[at],), text=text))
    return edits


def _about(reader: Reader, signs: Signs, match: re.Match[str]) -> list[Edit] | None:
    reader.about = reader.cited(signs, match)
    return []


def _delete_words(reader: Reader, signs: Signs, match: re.Match[str]) -> list[Edit] | None:
    targets = () if match["all"] else reader.cited(signs, match)
    return [Edit(EditKind.TEXT_REPEAL, targets, words=signs.quoted(match, "words"))]


def _delete(reader: Reader, signs: Signs, match: re.Match[str]) -> list[Edit] | None:
    return [Edit(EditKind.REPEAL, reader.cited(signs, match))]


def _insert(reader: Reader, signs: Signs, match: re.Match[str]) -> list[Edit] | None:
    unit, count = match["unit"], numeral(match["n"])
    unit = "款" if unit in ("段", "自然段") else unit
    to = signs.addresses(match.start("to")) if match["to"] else ()
    targets: tuple[Address, ...] = ()
    if match["at"] or unit not in ("条", "章", "节", "编"):
        targets = reader.cited(signs, match)
    place = _place(match["where"]) if match["at"] else None
    if not match["at"]:
        targets = _outer(targets, unit)
    if unit in ("款", "项", "目"):
        outer = targets[-1] if targets else None
        to = tuple(address.within(outer) for address in to)
        reader.subject = _outer(targets, unit) or reader.subject
    texts = signs.quoted(match, "text")
    edit = Edit(
        EditKind.INSERTION, targets, to, text="\n".join(texts), texts=texts, place=place, unit=unit, count=count
    )
    if match["holds"]:
        edit = replace(edit, words=tuple(address.marker for address in signs.addresses(match.start("holds"))[:1]))
    return [edit]


def _outer(targets: tuple[Address, ...], unit: str) -> tuple[Address, ...]:
    """What a unit of this kind is added to: the article for 款, the paragraph for 项."""
    if unit == "款":
        return tuple(replace(one, paragraph=None, item=None, point=None) for one in targets[-1:])
    if unit == "项":
        return tuple(replace(one, item=None, point=None) for one in targets[-1:])
    return targets[-1:] if unit == "目" else ()


def _insert_words(reader: Reader, signs: Signs, match: re.Match[str]) -> list[Edit] | None:
    targets = reader.cited(signs, match)
    if not targets and not match["words"]:
        return None
    place = _place(match["where"])
    if place is None and match["words"]:
        return None
    words = signs.quoted(match, "words")
    if not words and place is Place.AFTER:
        place = Place.END
    if not words and place is None:
        return [Edit(EditKind.UNREAD, targets, text=signs.quoted(match, "text")[0])]
    return [Edit(EditKind.TEXT_INSERTION, targets, words=words, text=signs.quoted(match, "text")[0], place=place)]


def _move(reader: Reader, signs: Signs, match: re.Match[str]) -> list[Edit] | None:
    if not reader.subject or not reader.edits:
        return None
    outer = reader.subject[-1]
    to = tuple(
        address.within(outer) if address.article is None else address for address in signs.addresses(match.start("to"))
    )
    return [Edit(EditKind.RENUMBERING, reader.subject, to)]


def _place(printed: str | None) -> Place | None:
    if printed is None or printed in ("中", "内", "下"):
        return None
    if "后" in printed and printed != "最后":
        return Place.AFTER
    return Place.BEFORE if "前" in printed or printed == "开头" else Place.END


_READERS: dict[str, Callable[[Reader, Signs, re.Match[str]], list[Edit] | None]] = {
    "join": _join,
    "split": _split,
    "renumber": _renumber,
    "heading": _heading,
    "words": _words,
    "scattered": _scattered,
    "about": _about,
    "substitute": _substitute,
    "delete_words": _delete_words,
    "delete": _delete,
    "insert": _insert,
    "insert_words": _insert_words,
    "move": _move,
    "chain_text": _chain_text,
}
