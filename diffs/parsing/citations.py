"""Document numbers (文号) in their normal form, and the documents a text cites."""

import re
from collections.abc import Iterator, Sequence

from diffs.clauses import Citation, Kind
from diffs.keys import norm
from diffs.parsing.drafts import Draft
from diffs.tokens import ISSUED, ISSUED_BACK

_BRACKETED = r"[〔\[［(（【﹝]\s*(?P<year>\d{4})\s*[〕\]］)）】﹞]\s*(?:第\s*)?(?P<n>\d{1,5})\s*号"
_YEAR_NUMBER = re.compile(rf"(?P<code>[一-鿿]{{1,14}}){_BRACKETED}")
_PLAIN_NUMBER = re.compile(r"(?P<code>[一-鿿]{2,12})\s*(?P<year>\d{4})\s*年?\s*第\s*(?P<n>\d{1,5})\s*号")
_ORDER = re.compile(r"令|公告|通告")
#: Words of a sentence that stand right before a number's code.
_NUMBER_WORD = re.compile(
    r"^(?:关于|根据|按照|依照|依据|参照|遵照|贯彻|落实|执行|印发|转发|以及|文件|通知|精神|据|按|依|照|和|及|与|见|为|以|的|在|由|经|将)+"
)
#: When the act was made that a number is of: 1991年4月16日国务院令第82号.
_DATED = re.compile(r"^(?:根据)?\s*\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日\s*")
#: （十四届）第2号 numbers the announcements of a congress by its term.
_TERM = re.compile(r"[（(〔\[［][一二三四五六七八九十]{1,3}届[）)〕\]］]")
#: What numbers a list of references: [2].
_LISTED = re.compile(r"^[\[［]\d{1,3}[\]］]\s*")
_CITED = re.compile(r"《((?:[^《》]|《[^《》]*》){2,200})》")
_BESIDE = re.compile(r"\s*[（(]\s*([^（）()]{4,60}?号(?:令|公告)?|(?:[^（）()]|[（(][^（）()]*[)）]){4,60}?号)")
_ALIAS = re.compile(r"(?:以下简称|以下统称|简称)[：:]?\s*[“《\"]?([^”》\"）)，,。]{2,30})")
_NUMBER_ONLY = re.compile(r"(?P<code>[一-鿿]{2,14})[〔﹝]\s*(?P<year>\d{4})\s*[〕﹞]\s*(?:第\s*)?(?P<n>\d{1,5})\s*号")
#: A title printed without 《》 before its number: 国务院关于…的通知（国发〔2017〕15号）.
_UNMARKED = re.compile(
    r"(?:^|[，。；、：“”]|根据|按照|依据|落实|贯彻|执行)\s*(?P<title>[^，。；、：“”《》（）()]{0,30}关于(?:[^，。；：“”《》（）()]|[（(][^（）()]{1,12}[)）]){2,80}"
    r"(?:通知|意见|批复|决定|公告|通报|函|复函|办法|规定))\s*[（(]\s*$"
)
_AROUND = 130


def normal_number(printed: str) -> str:
    """A 文号 in its normal form: 商资发2021年第63号 is 商资发〔2021〕63号; 令 and 公告 stay as they are printed."""
    bare = printed.strip()
    if not _TERM.match(bare):
        bare = bare.lstrip("（([【［") if bare.endswith(("号", "令")) else bare.strip("（(【[［)）】]］ ")
    match = None if _ORDER.search(bare) else _YEAR_NUMBER.search(bare) or _PLAIN_NUMBER.search(bare)
    if match is None:
        return "".join(bare.split())
    code = _NUMBER_WORD.sub("", match["code"])
    return f"{code}〔{int(match['year'])}〕{int(match['n'])}号"


def read_cites(drafts: Sequence[Draft], titles: Sequence[str], number: str | None) -> tuple[Citation, ...]:
    """Documents that the text names, each once: by 《title》 with the 文号 beside it, or by 文号 alone (title ``""``).

    The text's own titles, its own ``number`` and the short names it gives (以下简称《办法》) are none.
    """
    texts = ["\n".join([draft.wording, *draft.cells.values()]) for draft in drafts if _may_cite(draft)]
    skipped = {norm(title) for title in titles}
    skipped.update(norm(alias) for text in texts if "简称" in text or "统称" in text for alias in _ALIAS.findall(text))
    found: dict[str, Citation] = {}
    for text in texts:
        for cite in _named(text) if "《" in text else ():
            key = norm(cite.title)
            if key not in skipped and (key not in found or (cite.number and not found[key].number)):
                found[key] = cite
    numbers = {cite.number for cite in found.values()} | {number}
    for text in texts:
        for cite in _numbered(text) if "〕" in text or "﹞" in text else ():
            if cite.number not in numbers:
                numbers.add(cite.number)
                found[cite.number or ""] = cite
    return tuple(found.values())


def _may_cite(draft: Draft) -> bool:
    return draft.kind is not Kind.TITLE and not draft.path.endswith("文号")


def _named(text: str) -> Iterator[Citation]:
    for match in _CITED.finditer(text):
        beside = _BESIDE.match(text, match.end())
        printed = _DATED.sub("", beside[1]) if beside else ""
        number = normal_number(printed) if re.search(r"\d", printed) else None
        yield Citation(match[1].strip(), number)


def _numbered(text: str) -> Iterator[Citation]:
    """Numbers that stand without 《》; with a title when it is printed right before them."""
    for match in _NUMBER_ONLY.finditer(text):
        before = _UNMARKED.search(text[max(0, match.start() - _AROUND) : match.start()])
        title = _NUMBER_WORD.sub("", _LISTED.sub("", before["title"].strip())) if before else ""
        yield Citation(title, normal_number(_issued(text, match)))


def _issued(text: str, number: re.Match[str]) -> str:
    """A number in a sentence from the word of its issuer on: 现行有效的建规〔2019〕2号 begins with 建."""
    year = number.end("code")
    issuer = ISSUED.search(text, max(0, year - ISSUED_BACK), year)
    return text[max(number.start(), issuer.start(1)) if issuer else number.start() : number.end()]
