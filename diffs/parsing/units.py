"""Responsible units: who answers for which stretch of a clause, as printed, with elided prefixes restored.

Read are brackets （责任单位：市法制办、工商局）, bare lines 责任单位：…, brackets （市科技局牵头，市财政局配合） and the unit
columns of task tables. In a list 市法制办、工商局 the 市 belongs to both.
"""

import re
from collections.abc import Iterator, Mapping

from diffs.clauses import Responsibility
from diffs.divisions import names_place
from diffs.keys import bracket_pairs
from diffs.parsing.lines import opening_bracket
from diffs.parsing.shapes import either_script

_ROLE = either_script(
    r"(?:(?:市级|区级|县级|省级|国家|主要|第一)?(?:责任|牵头|配合|负责|主办|协办|主管|实施|落实|参加|参与|协同|协作|承办|支持|指导)"
    r"(?:责任)?(?:单位|部门|机构|主体|处室|科室)(?:和(?:配合|责任)单位)?|(?:牵头|配合|责任|主办|协办|参与|承办|协同)(?=\s*[：:]))"
)
_COLUMN = re.compile(
    either_script(
        r"(?:责任|牵头|配合|负责|主办|协办|主管|实施|落实|参加|参与|协同|承办).{0,4}(?:单位|部门|机构|主体|处室|科室)|^(?:责任|牵头|配合)(?:方)?$"
    )
)
#: 责任单位： and 【责任单位】 open a list of units.
_ASSIGNED = re.compile(rf"(?:【\s*(?=[^【】]{{2,8}}】))?(?P<role>{_ROLE})\s*(?:[：:]|】\s*[：:]?)\s*")
_DUTY = re.compile(
    r"^(?P<units>.{2,}?)(?P<role>牵头负责|共同负责|分别负责|按(?:照)?(?:各自)?职责分工(?:分别)?(?:负责|落实)?|分工负责|负责落实|组织实施|牵头|负责|配合|参与|参加|协助)$",
    re.S,
)
_DUTIES = re.compile("[，,；;]|(?<=牵头)、|(?<=负责)、|(?<=配合)、|(?<=参与)、")
_HINT = re.compile(either_script("单位|部门|负责|牵头|责任|主办"))
#: What stands beside units without being one: 完成时限：2024年9月, 6月底前完成.
_OTHER_LABEL = re.compile(
    r"[；;，,、。\s]*(?:(?:完成|办结|落实|推进)?(?:时限|时间|期限|节点|进度|进度安排|目标)"
    r"|(?:责任|牵头|分管|包抓|联系|市级|挂钩)?(?:领导|责任人|联系人|负责人))\s*[：:]"
)
_TIMED = re.compile(r"^.{0,20}(?:完成|推进|实施|落实|见效|执行)$")
_NOTED = re.compile(
    r"[（(](?:[^（）()]*(?:下同|排名|排在)[^（）()]*|(?:牵头|负责|配合|主办|协办|主要|第一)[^（）()]{0,6})[)）]$"
)
#: What a list may say of itself: 排在首位的为牵头单位，下同.
_REMARK = re.compile(r"下同|排名|排在|列在|首位|第一位|均需|均应|不再|列出|以下|为牵头|为责任")
#: A sentence that ends within so many characters is a heading of its own.
_HEADING = 60
_OPENERS = "（(【[［〔"
_SEPARATOR = re.compile(r"[、，,；;\n]|\s{2,}|(?<=[局部厅委办行])会(?=同[一-鿿])")
_TOGETHER = re.compile(r"^(?:会?同|会商|由)(?=[一-鿿]{2,}(?:局|委|办|厅|部|院|行|会|府|署|公司|单位|部门|区|中心))")
_UNIT_END = (
    r"(?:局|委|办|厅|院|室|处|会|部|府|司|行|署|中心|公司|单位|部门|集团|省|区|市|县|旗|州|镇|乡|街道|机构|站|队|社|大学|学院|法院|党组|联"
    r"|兵团|开发区)"
)
#: Division words of a list that share what stands behind the last: 各区、县（市）政府; 各省、自治区、直辖市人民政府.
_EACH = re.compile(
    r"^各(?:省|市|区|县|州|旗|乡|镇|街道|区县|县区|市县|市区|地|盟|市州|市地|县市|园区|功能区)(?:[（(][^（）()]{1,8}[)）])?$"
)
_EACH_MORE = re.compile(
    r"^(?:自治区|直辖市|自治州|自治县|市|州|盟|地区|县|区|旗|乡|镇|街道|园区|开发区|功能区|管委会|计划单列市|新疆生产建设兵团|兵团)"
    r"(?:[（(][^（）()]{1,8}[)）])?(?P<end>(?:人民)?政府|办事处|管委会|党工委|党委)?$"
)
#: A closing sentence that only says who does it: 由市商务局牵头，市财政局配合。
_STATED = re.compile(
    r"(?:^|(?<=[。；]))\s*由(?P<duties>[^。；由]{3,200}?(?:牵头|负责|落实|组织实施|配合|参与|协助))。\s*$"
)
_NEXT_ROLE = re.compile(rf"\s*{_ROLE}\s*[：:]")
_OTHERS = re.compile(r"等(?:[一-鿿]{0,6}(?:单位|部门|机构|地区))?$")
_AND = re.compile(
    r"(?<=[局委办厅部院会府处门位心司队])等?(?:及|和|以及)(?=(?:各|其他|有关|相关)?[一-鿿]{2,}(?:局|委|办|厅|部门|单位|政府|公司|中心)$)"
)
_PREFIX = re.compile(r"^(?P<level>[市省区县州旗])(?!场|政公用|容|外专|域|块)(?=[一-鿿]{2})")
_BARE = re.compile(r"^[一-鿿（）()]{1,12}(?:局|委|办|厅|院|室|处|站|队|馆|社|会|部)$")
_OWN = re.compile(
    r"^(?:国家|国务院|中央|中国|中共|全国|人民银行|人行|银保监|证监|海关|各|其他|相关|有关|驻|本|自贸|高新|经开|[一-鿿]{1,3}(?:市|区|县|旗|州|省)(?!场|政公用|容|域|块))"
)
_SHARED = "管委会"
_ZONE = re.compile(r"(?:试验区|开发区|园区|产业园|经济区|新区|保税区|示范区|度假区|合作区|产业区)$")


def text_units(text: str) -> list[Responsibility]:
    """Assignments printed in running text, each with the stretch before it that it covers.

    The stretch runs from the assignment before (or the start) to where this one opens; one right behind another covers
    the same stretch.
    """
    found: list[Responsibility] = []
    done = 0
    for start, end, body in _assignments(text):
        blank = len(text[done:start]) - len(text[done:start].lstrip())
        scope = (min(done + blank, start), start)
        if found and done + blank >= start:
            scope = found[-1].scope
        found.extend(Responsibility(role, units, scope) for role, units in body)
        done = end
    return found


def trailing_units(text: str, start: int) -> int:
    """Where the bracket opens that ends ``text`` and says who is responsible for its first sentence.

    ``start`` when there is none, or when a sentence ends before it.
    """
    bare = text.rstrip()
    if "。" in text[start : start + _HEADING] or not bare.endswith(("）", ")")) or not _HINT.search(text, start):
        return start
    opener = opening_bracket(bare)
    if opener <= start or "。" in text[start:opener] or not any(_roles(bare[opener + 1 : -1], bracketed=True)):
        return start
    return opener


def _assignments(text: str) -> Iterator[tuple[int, int, list[tuple[str, tuple[str, ...]]]]]:
    """Start and end offset of each assignment, with its roles and units."""
    if not _HINT.search(text):
        return
    closed = 0
    pairs = bracket_pairs(text)[0]
    for opener, closer in pairs:
        if opener < closed or text[opener] not in _OPENERS or closer - opener > 1500:
            continue
        roles = list(_roles(text[opener + 1 : closer], bracketed=True))
        if roles:
            yield opener, closer + 1, roles
            closed = closer + 1
    yield from _unbracketed(text, closed)
    stated = _STATED.search(text, closed)
    if stated:
        roles = list(_duties(stated["duties"]))
        if roles:
            yield stated.start("duties") - 1, len(text), roles


def _unbracketed(text: str, at: int) -> Iterator[tuple[int, int, list[tuple[str, tuple[str, ...]]]]]:
    """责任单位：… outside brackets, at the start or after a sentence; it ends with its sentence unless another role follows."""
    while mark := _ASSIGNED.search(text, at):
        before = text[at : mark.start()].rstrip()
        end = mark.end()
        while end < len(text):
            stop = text.find("。", end)
            end = len(text) if stop < 0 else stop + 1
            following = _NEXT_ROLE.match(text, end)
            if following is None:
                break
            end = following.end()
        if not before or before[-1] in "。；;）)】" or text[: mark.start()].rstrip(" \u3000").endswith("\n"):
            roles = list(_roles(text[mark.start() : end], bracketed=False))
            if any(units for _, units in roles):
                yield mark.start(), end, roles
        at = end


def _roles(body: str, *, bracketed: bool) -> Iterator[tuple[str, tuple[str, ...]]]:
    marks = list(_ASSIGNED.finditer(body))
    if marks and (not body[: marks[0].start()].strip() or _OTHER_LABEL.match(body)):
        for mark, following in zip(marks, [*marks[1:], None], strict=True):
            listed = body[mark.end() : following.start() if following else len(body)]
            label = _OTHER_LABEL.search(listed)
            listed = (listed[: label.start()] if label else listed).strip("。；;，, \n")
            duties = list(_duties(listed)) if "牵头" in listed else []
            yield from duties or [(mark["role"], split_units(listed))]
    elif bracketed and not marks:
        yield from _duties(body)


def _duties(body: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """市科技局牵头，市财政局、市教委配合."""
    parts = _DUTIES.split(body.strip())
    found: list[tuple[str, tuple[str, ...]]] = []
    pending = ""
    for part in parts:
        duty = _DUTY.match((pending + part).strip())
        if duty is None and found and not pending and _TIMED.match(part.strip()):
            continue
        if duty is None:
            pending += part + "、"
            continue
        units = split_units(duty["units"])
        if not all(_looks_like_unit(unit) for unit in units):
            return
        found.append((duty["role"], units))
        pending = ""
    if not pending:
        yield from found


def _looks_like_unit(unit: str) -> bool:
    return len(unit) <= 30 and re.search(rf"{_UNIT_END}(?:[（(].*[)）])?$", unit) is not None


def column_units(cells: Mapping[str, str], length: int) -> list[Responsibility]:
    """Units in the unit columns of a table row; each covers the whole measure, ``length`` characters.

    A cell may say who leads and who assists: 市科技局牵头，市财政局配合.
    """
    return [
        Responsibility(role, units, (0, length))
        for name, value in cells.items()
        if _COLUMN.search(name)
        for role, units in (list(_duties(value)) if "牵头" in value else []) or [(name, split_units(value))]
        if units
    ]


def split_units(listed: str) -> tuple[str, ...]:
    """The units of a printed list, brackets kept together, elided prefixes and shared suffixes restored."""
    pieces = [word for part in _outside_brackets(listed) for piece in _AND.split(part) for word in _spaced(piece)]
    units = []
    for piece in pieces:
        unit = _OTHERS.sub("", _NOTED.sub("", "".join(piece.split()).strip("。.：:")))
        if unit and not _REMARK.search(unit):
            units.append(_TOGETHER.sub("", unit))
    return tuple(_restored(_each_together(units)))


def _spaced(piece: str) -> list[str]:
    """Units parted by single blanks; a name that wrapping broke stays one."""
    words = piece.split()
    return words if len(words) > 1 and all(len(word) > 2 and _looks_like_unit(word) for word in words) else [piece]


def _each_together(units: list[str]) -> list[str]:
    """各区、县（市）政府 is one unit."""
    found: list[str] = []
    at = 0
    while at < len(units):
        end = at + 1
        if _EACH.match(units[at]):
            while end < len(units) and (more := _EACH_MORE.match(units[end])):
                end += 1
                if more["end"]:
                    break
        found.append("、".join(units[at:end]))
        at = end
    return found


def _outside_brackets(listed: str) -> Iterator[str]:
    shielded = bracket_pairs(listed)[0] if any(char in listed for char in "（(《") else []
    start = 0
    for match in _SEPARATOR.finditer(listed):
        if not any(opener < match.start() < closer for opener, closer in shielded):
            yield listed[start : match.start()]
            start = match.end()
    yield listed[start:]


def _restored(units: list[str]) -> list[str]:
    level = ""
    restored: list[str] = []
    for unit in units:
        prefix = _PREFIX.match(unit)
        if prefix:
            level = prefix["level"]
        elif (
            level
            and _BARE.match(unit)
            and not _OWN.match(unit)
            and not names_place(unit)
            and not unit.endswith(_SHARED)
        ):
            unit = level + unit
        restored.append(unit)
    if restored and any(unit.endswith(_SHARED) for unit in restored):
        last = max(at for at, unit in enumerate(restored) if unit.endswith(_SHARED))
        restored = [unit + _SHARED if at < last and _ZONE.search(unit) else unit for at, unit in enumerate(restored)]
    return restored
