"""What a text says of itself: title, number, issuers, place, stage, dates, and the documents it cites; never inferred."""

import re
from collections.abc import Sequence

from diffs.clauses import DocumentFacts, Kind, Stage
from diffs.divisions import one_place, places, printed_place
from diffs.parsing import shapes
from diffs.parsing.citations import normal_number, read_cites
from diffs.parsing.dates import PRINTED_DATE
from diffs.parsing.drafts import Draft
from diffs.parsing.issuers import read_issuers, with_parted_organs
from diffs.parsing.legal_dates import read_dates
from diffs.parsing.numbering import numeral

_ORDER = re.compile(r"令|公告|通告")
_BARE = re.compile(
    r"(?:\d{4}\s*年\s*|[〔［\[（(]\s*(?:\d{4}|[一二三四五六七八九十]{1,3}届)\s*[〕］\]）)]\s*)?第[^第号]{1,8}号$"
)
#: Longer heads are titles of their own.
_SERIES = 30
_DATED_BESIDE = re.compile(rf"\s+[\[［(（]?(?:{PRINTED_DATE.pattern})[\]］)）]?$")
_LABEL_HEAD = re.compile(
    r"^(?:[•·●■◆▪]\s*)?(?:【[^】]{2,10}】|\[(?![^\]]*届\])[^\]]{2,10}\]|[一-鿿\s]{2,10}[：:\t])\s*"
)
_NEXT_LABEL = re.compile(r"[\s\u3000]+(?:【[^】]{2,10}】|[一-鿿]{2,6}\s*[：:\t]).*$", re.S)
_FIGURE = re.compile(r"[\d〇零○一二三四五六七八九十]")
#: A number that the title itself carries: 商务部 海关总署公告2023年第23号 关于…, …的通知（沪府〔2020〕1号）.
_TITLE_NUMBER = re.compile(
    r"^[^，。《》：]{2,60}?(?:令|公告|通告)\s*[（(]?(?:\d{4}\s*年\s*)?第\s*[\d〇零一二三四五六七八九十百]{1,6}\s*号[)）]?"
)
_TITLE_END = re.compile(r"[（(](?P<number>[一-鿿]{1,14}[〔\[［]\s*\d{4}\s*[〕\]］]\s*\d{1,5}\s*号)[)）]$")

_READING = re.compile(r"(?P<n>[一二三四五])(?:次)?(?:审议|审|读)稿")
#: Texts about a draft, and calls for comments, by their titles.
_ABOUT = re.compile(
    r"(?:的?(?:起草|修订|编制|制定)?说明|解读|情况|报告|答记者问|审议意见)$|采纳情况|反馈情况|征求意见情况"
)
_ASKS = re.compile(r"(?:征求|征集).{0,200}意见")
_STAGES = (
    (re.compile(r"征求意见|意见征集|公开征集意见|征集意见"), Stage.DRAFT_FOR_COMMENT),
    (re.compile(r"送审稿|报审稿"), Stage.DRAFT_SUBMITTED),
    (re.compile(r"草案|审议稿|讨论稿|草稿"), Stage.DRAFT),
)
_TAIL_MARK = re.compile(r"(?:征求意见稿|送审稿|审议稿|讨论稿|草案)$")
_MARK = re.compile(r"[（(【\[]([^（）()【】\[\]]{2,24})[)）】\]]")


def read_facts(source: str, drafts: Sequence[Draft]) -> DocumentFacts:
    """The facts of ``source``, whose parts are ``drafts``."""
    titles = [draft.heading for draft in drafts if draft.kind is Kind.TITLE] or _list_title(drafts)
    printed = _printed_number(drafts) or _number_in_title(titles)
    red = _first(drafts, "红头")
    stage, reading = _stage(drafts, titles)
    number = _number(printed, ["".join(red.text.split("\n")) if red else "", *titles[:1], _before_number(drafts)])
    heads = [_parted(source, draft) for draft in drafts if draft.kind is Kind.TITLE] or titles
    heads += [with_parted_organs(red.text.split("\n"))] if red else []
    issuers = read_issuers(drafts, heads, number)
    return DocumentFacts(
        title=titles[0] if titles else "",
        number=number,
        number_printed=printed,
        issuers=issuers,
        publisher=_publisher(drafts),
        jurisdiction=_jurisdiction(titles, issuers),
        stage=stage,
        reading=reading,
        synthetic=_is_demonstration(source),
        dates=read_dates(drafts, titles),
        cites=read_cites(drafts, titles, number),
    )


def _list_title(drafts: Sequence[Draft]) -> list[str]:
    """The title of a text that is one list or table and nothing besides, with or without the label 附件2 above it."""
    first = 1 if drafts and drafts[0].path == "附件标识" else 0
    heads = [
        draft
        for draft in drafts[first : first + 1]
        if draft.kind is Kind.ATTACHMENT and not draft.marker and draft.heading
    ]
    return [draft.heading for draft in heads]


def _parted(source: str, title: Draft) -> str:
    """A title with a blank where one of its lines ends in an organ and the next begins with another."""
    lines = [source[start:end].strip() for start, end in title.extent]
    return with_parted_organs(lines) if "".join(lines) == title.heading else title.heading


def _is_demonstration(source: str) -> bool:
    mark = shapes.DEMONSTRATION
    return mark in source and any(line.strip() == mark for line in source.splitlines())


def _first(drafts: Sequence[Draft], *words: str) -> Draft | None:
    """The first part whose path ends in one of ``words``."""
    return next((draft for draft in drafts if draft.path.rsplit("/", 1)[-1] in words), None)


def _printed_number(drafts: Sequence[Draft]) -> str | None:
    numbers = [_value(draft.text) for draft in drafts if draft.path.split("/¶")[0] == "通知/文号"]
    printed = next((number for number in numbers if _FIGURE.search(number)), "")
    return _DATED_BESIDE.sub("", printed) or None


def _value(labelled: str) -> str:
    """What stands behind a label, up to the next label of its line."""
    return _NEXT_LABEL.sub("", _LABEL_HEAD.sub("", labelled)).strip()


def _before_number(drafts: Sequence[Draft]) -> str:
    """The line above the number."""
    at = next((at for at, draft in enumerate(drafts) if draft.path == "通知/文号"), 0)
    return drafts[at - 1].wording.rsplit("\n", 1)[-1] if at else ""


def _number_in_title(titles: Sequence[str]) -> str | None:
    opens = _TITLE_NUMBER.match(titles[0]) if titles else None
    closes = _TITLE_END.search(titles[0]) if titles else None
    return opens.group() if opens else closes["number"] if closes else None


def _number(printed: str | None, heads: Sequence[str]) -> str | None:
    """The normal form; a bare 第722号 or 2023年第18号 below 某某令 or 某某公告 is one of that series."""
    if not printed:
        return None
    bare = printed.strip("（）() ") if printed.rstrip().endswith(("）", ")")) else printed.strip()
    series = next((head for head in heads if _ORDER.search(shapes.compact(head)[-2:]) and len(head) < _SERIES), None)
    return f"{shapes.compact(series)}{normal_number(bare)}" if series and _BARE.match(bare) else normal_number(printed)


def _publisher(drafts: Sequence[Draft]) -> str | None:
    draft = _first(drafts, "发布单位")
    return _value(draft.text) or None if draft else None


def _stage(drafts: Sequence[Draft], titles: Sequence[str]) -> tuple[Stage, int | None]:
    """The stage that the text's marks name, and which reading; a text about a draft (…的说明) is none itself."""
    marks = [draft.text for draft in drafts if draft.path.endswith("稿别")]
    named = [title for title in titles if not _ABOUT.search(title)]
    marks += [mark for title in named for mark in [*_MARK.findall(title), *_TAIL_MARK.findall(title)]]
    if titles and _ASKS.search(titles[0]) and titles[0] in named:
        marks.append("征求意见")
    readings = (found for mark in marks if (found := _READING.search(mark)))
    for pattern, stage in _STAGES:
        if any(pattern.search(mark) for mark in marks):
            reading = next(readings, None)
            return stage, numeral(reading["n"]) if reading else None
    return Stage.FINAL, None


def _jurisdiction(titles: Sequence[str], issuers: Sequence[str]) -> str | None:
    """Where the text applies: the place its own title names, the instrument's before the letter's, then its issuers."""
    for title in reversed(titles):
        place = _chained(title, issuers)
        if place:
            return place
        if places(title):
            return None
    if any("中华人民共和国" in title for title in titles):
        return None
    local = [one_place(issuer) or printed_place(issuer) for issuer in issuers]
    named = [printed_place(title) for title in reversed(titles)]
    return next((place for place in [*local, *named] if place), None)


def _chained(title: str, issuers: Sequence[str]) -> str | None:
    place = one_place(title)
    deeper = [one_place(issuer) for issuer in issuers]
    return next(
        (other for other in deeper if place and other and other.startswith(place) and _names(title, other)), place
    )


def _names(title: str, chain: str) -> bool:
    return chain[-3:-1] in title
