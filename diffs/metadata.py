"""What a text says of itself: title, number, issuers, place, stage, dates, and the documents it cites; never inferred."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from diffs import shapes
from diffs.clauses import Citation, DocumentFacts, Kind, LegalDates, Stage
from diffs.dates import PRINTED_DATE, first_date, printed_dates
from diffs.divisions import one_place, places
from diffs.drafts import Draft
from diffs.keys import norm
from diffs.numbering import numeral

_YEAR_NUMBER = re.compile(
    r"(?P<code>[一-鿿]{1,14})[〔\[［(（【﹝]\s*(?P<year>\d{4})\s*[〕\]］)）】﹞]\s*(?:第\s*)?(?P<n>\d{1,5})\s*号"
)
_PLAIN_NUMBER = re.compile(r"(?P<code>[一-鿿]{2,12})\s*(?P<year>\d{4})\s*年?\s*第\s*(?P<n>\d{1,5})\s*号")
_ORDER = re.compile(r"令|公告|通告")
_BARE = re.compile(r"(?:\d{4}\s*年\s*)?第[^第号]{1,8}号$")
#: Longer heads are titles of their own.
_SERIES = 30
_DATED_BESIDE = re.compile(rf"\s+[\[［(（]?(?:{PRINTED_DATE.pattern})[\]］)）]?$")
_LABEL_HEAD = re.compile(r"^(?:【[^】]{2,10}】|\[[^\]]{2,10}\]|[一-鿿\s]{2,10}[：:])\s*")
_NUMBER_WORD = re.compile(r"^(?:关于|据|按|依|和|及|与|见|为|以|的)+")

_ORGAN = r"[^，。；：《》“”]{1,60}?(?:部|委|局|厅|办|府|院|会|署|行|室|处|中心|党委|省委|市委|区委|县委|中央|集团|公司|人大|政协|法院|检察院|军区|警备区|大学|学院|协会|总社|银行)"
_ISSUED_BY = re.compile(
    rf"^(?P<organs>{_ORGAN})(?:等[\d一二三四五六七八九十]*(?:个)?(?:部门|单位|机构))?\s*(?:关于|印发|转发|批转|办公室关于)"
)
_ORDERED_BY = re.compile(r"^(?P<organs>[^，。《》]{2,40}?)(?:令|公告)$")
_PERSON = re.compile(
    r"^(?:[一-鿿]{2,16}(?=(?:主席|总理|省长|市长|部长|主任|院长|检察长)[\s\u3000]))?(?:代)?(?:总理|主席|部长|局长|省长|市长|州长|区长|县长|主任|委员长|院长|检察长|署长|行长|会长|组长)[\s　]*[一-鿿·\s　]{2,8}$"
)
_SPACED = re.compile(r"[一-鿿][ \u3000]+[一-鿿]")
_SHORT_PERSON = re.compile(r"^(?:代)?(?:总理|主席|部长|局长|省长|市长|州长|区长|县长|主任)[一-鿿·]{2,4}$")
_RED = re.compile(r"^(?P<organs>.{2,40}?)文件$")
_AND = re.compile(r"[、\s]+|(?<=[部委局厅院会署])和(?=[一-鿿]{2,})")

_READING = re.compile(
    r"(?:草案)?[（(]?(?:第)?(?P<n>[一二三四五])(?:次)?(?:审议|审|读)稿|(?:第)?(?P<m>[一二三四五])次审议稿"
)
_STAGES = (
    (re.compile(r"征求意见|意见征集|公开征集意见|征集意见"), Stage.DRAFT_FOR_COMMENT),
    (re.compile(r"送审稿|报审稿"), Stage.DRAFT_SUBMITTED),
    (re.compile(r"草案|审议稿|讨论稿|草稿"), Stage.DRAFT),
)
_TAIL_MARK = re.compile(r"(?:征求意见稿|送审稿|审议稿|讨论稿|草案)$")
_MARK = re.compile(r"[（(【\[]([^（）()【】\[\]]{2,24})[)）】\]]")

_EFFECTIVE = re.compile(rf"自\s*(?:{PRINTED_DATE.pattern})\s*(?:起|开始)?\s*(?:正式)?(?:施行|实施|执行|生效|起施行)")
_EFFECTIVE_LINE = re.compile(rf"(?:{PRINTED_DATE.pattern})\s*(?:起)?\s*(?:施行|实施)")
_ANY_DATE = re.sub(r"\?P<[a-z]+>", "?:", PRINTED_DATE.pattern)
_IN_FORCE = re.compile("施行|实施|执行|生效")
_EXPIRES = re.compile(
    rf"(?:有效期(?:限)?(?:[^。；]{{0,20}}?)|(?:施行|实施|执行|试行)(?:期限)?)(?:至|到)\s*(?:{PRINTED_DATE.pattern})"
    rf"|(?:{_ANY_DATE})(?:起)?(?:终止执行|停止执行|自动失效|失效|终止)"
)
_COMMENTS = re.compile(r"征求意见|意见反馈|反馈意见|公示|意见征集|征集意见|提出意见|书面意见")
_UNTIL = re.compile(r"前|截止|截至|之前|以前|止|至")
_ACT = re.compile(r"通过|修正|修订|公布|发布|批准|制定|颁布")

_CITED = re.compile(r"《((?:[^《》]|《[^《》]*》){2,120})》")
_BESIDE = re.compile(r"\s*[（(]\s*([^（）()]{4,60}?号(?:令|公告)?|(?:[^（）()]|[（(][^（）()]*[)）]){4,60}?号)")
_ALIAS = re.compile(r"(?:以下简称|简称)[：:]?\s*[“《\"]?([^”》\"）)，,。]{2,30})")


def read_facts(source: str, drafts: Sequence[Draft]) -> DocumentFacts:
    """The facts of ``source``, whose parts are ``drafts``."""
    titles = [draft.heading for draft in drafts if draft.kind is Kind.TITLE]
    printed = _printed_number(drafts)
    red = _first(drafts, "红头")
    stage, reading = _stage(drafts, titles)
    issuers = _issuers(drafts, titles)
    return DocumentFacts(
        title=titles[0] if titles else "",
        number=_number(printed, [red.text if red else "", *titles[:1]]),
        number_printed=printed,
        issuers=issuers,
        publisher=_publisher(drafts),
        jurisdiction=_jurisdiction(titles, issuers),
        stage=stage,
        reading=reading,
        synthetic=_is_demonstration(source),
        dates=_dates(drafts),
        cites=tuple(_cites(drafts, titles)),
    )


def _is_demonstration(source: str) -> bool:
    mark = shapes.DEMONSTRATION
    return mark in source and any(line.strip() == mark for line in source.splitlines())


def normal_number(printed: str) -> str:
    """A 文号 in its normal form: 商资发2021年第63号 is 商资发〔2021〕63号; 令 and 公告 stay as they are printed."""
    bare = (
        printed.strip().strip("（(【[［)）】]］ ")
        if not printed.strip().endswith(("号", "令"))
        else printed.strip().lstrip("（([【［")
    )
    if _ORDER.search(bare):
        return "".join(bare.split())
    match = _YEAR_NUMBER.search(bare) or _PLAIN_NUMBER.search(bare)
    if match is None:
        return "".join(bare.split())
    code = _NUMBER_WORD.sub("", match["code"])
    return f"{code}〔{int(match['year'])}〕{int(match['n'])}号"


def _first(drafts: Sequence[Draft], *words: str) -> Draft | None:
    """The first part whose path ends in one of ``words``."""
    return next((draft for draft in drafts if draft.path.rsplit("/", 1)[-1] in words), None)


def _printed_number(drafts: Sequence[Draft]) -> str | None:
    numbers = [draft for draft in drafts if draft.path == "通知/文号"]
    if not numbers:
        return None
    printed = _LABEL_HEAD.sub("", numbers[0].text).strip()
    return _DATED_BESIDE.sub("", printed) or None


def _number(printed: str | None, heads: Sequence[str]) -> str | None:
    """The normal form; a bare 第722号 or 2023年第18号 below 某某令 or 某某公告 is one of that series."""
    if not printed:
        return None
    bare = printed.strip("（）() ")
    series = next((head for head in heads if _ORDER.search(head[-2:]) and len(head) < _SERIES), None)
    return f"{series}{normal_number(bare)}" if series and _BARE.match(bare) else normal_number(printed)


def _publisher(drafts: Sequence[Draft]) -> str | None:
    draft = _first(drafts, "发布单位")
    return _LABEL_HEAD.sub("", draft.text).strip() or None if draft else None


def _issuers(drafts: Sequence[Draft], titles: Sequence[str]) -> tuple[str, ...]:
    """The signers; failing them, who the title says it is from, or the red head."""
    signature = next((draft for draft in drafts if draft.kind is Kind.SIGNATURE), None)
    signed = _signers(signature.text) if signature else ()
    if signed:
        return signed
    for title in titles:
        match = _ISSUED_BY.match(title) or _ORDERED_BY.match(title)
        if match:
            return tuple(organ for organ in _AND.split(match["organs"]) if organ)
    red = _first(drafts, "红头")
    match = _RED.match(red.text) if red else None
    return tuple(organ for organ in _AND.split(match["organs"]) if organ) if match else ()


def _signers(signature: str) -> tuple[str, ...]:
    lines = PRINTED_DATE.sub("\n", signature).split("\n")
    names = [
        name
        for line in lines
        if not _PERSON.match(line.strip()) and not (_SPACED.search(line) and _SHORT_PERSON.match("".join(line.split())))
        for name in re.split(r"\s{2,}|、|(?<=[部委局厅院会署府])\s", line.strip("（）()[] \u3000"))
    ]
    organs = ["".join(name.split()) for name in names if not _PERSON.match(name.strip())]
    return tuple(name for name in organs if len(name) > 1)


def _stage(drafts: Sequence[Draft], titles: Sequence[str]) -> tuple[Stage, int | None]:
    marks = [draft.text for draft in drafts if draft.path.endswith("稿别")]
    marks += [mark for title in titles for mark in [*_MARK.findall(title), *_TAIL_MARK.findall(title)]]
    outer = titles[0] if titles else ""
    if re.search(r"(?:征求|征集).{0,80}意见", outer):
        marks.append("征求意见")
    for pattern, stage in _STAGES:
        for mark in marks:
            if pattern.search(mark):
                reading = _READING.search(mark)
                return stage, numeral(reading["n"] or reading["m"]) if reading else None
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
    local = [one_place(issuer) for issuer in issuers]
    return next((place for place in local if place), None)


def _chained(title: str, issuers: Sequence[str]) -> str | None:
    place = one_place(title)
    deeper = [one_place(issuer) for issuer in issuers]
    return next(
        (other for other in deeper if place and other and other.startswith(place) and _names(title, other)), place
    )


def _names(title: str, chain: str) -> bool:
    return chain[-3:-1] in title


def _dates(drafts: Sequence[Draft]) -> LegalDates:
    history = [draft.text for draft in drafts if draft.path.split("/")[-1] == "题注" or draft.path.endswith("题注")]
    signature = next((draft for draft in drafts if draft.kind is Kind.SIGNATURE), None)
    labels = {
        label: first_date(draft.text) for draft in drafts if "发文日期" in draft.path for label in [draft.text[:8]]
    }
    labelled = next(
        (found for label, found in labels.items() if not re.search("施行|生效|发布|公布|有效", label)), None
    )
    published = next((found for label, found in labels.items() if re.search("发布|公布", label)), None)
    comments = _comment_dates(drafts)
    return LegalDates(
        signed_on=(first_date(signature.text) if signature else None) or labelled,
        promulgated_on=_promulgated(history),
        published_on=published,
        effective_on=_effective(drafts, history, labels),
        expires_on=_matched(_EXPIRES, (draft.wording for draft in drafts[-12:])),
        comments_from=comments[0],
        comments_until=comments[1],
    )


def _promulgated(history: Sequence[str]) -> date | None:
    """The last act printed in a law's head: it made the text what it is."""
    acts = []
    for text in history:
        found = list(printed_dates(text))
        for (on, match), following in zip(found, [*(match for _, match in found[1:]), None], strict=True):
            said = text[match.end() : following.start() if following else len(text)]
            if _ACT.search(said):
                acts.append(on)
    return max(acts, default=None)


def _effective(drafts: Sequence[Draft], history: Sequence[str], labels: dict[str, date | None]) -> date | None:
    labelled = next((found for label, found in labels.items() if found and re.search("施行|生效", label)), None)
    if labelled:
        return labelled
    own = re.compile(r"本(?:法|条例|办法|规定|细则|规则|决定|解释|通知|意见|方案|通告|公告|规划|措施|准则|标准|规程)?")
    texts = [wording for draft in drafts if _IN_FORCE.search(wording := draft.wording)]
    for text in reversed(texts):
        match = _EFFECTIVE.search(text)
        if match and own.search(text[: match.start()][-12:]):
            return first_date(match.group())
    letter = [draft.text for draft in drafts if draft.path.startswith("通知/正文")]
    return _matched(_EFFECTIVE, letter) or _matched(_EFFECTIVE_LINE, history)


def _matched(pattern: re.Pattern[str], texts: Iterator[str] | Sequence[str]) -> date | None:
    for text in texts:
        match = pattern.search(text)
        if match:
            return first_date(match.group())
    return None


def _comment_dates(drafts: Sequence[Draft]) -> tuple[date | None, date | None]:
    """When comments are taken: 自…至… or 于…前, in the sentence that asks for them."""
    letter = [draft.text for draft in drafts if draft.level == 0 and draft.text][:30]
    for text in letter:
        for sentence in re.split("[。\n]", text) if _COMMENTS.search(text) else ():
            found = list(printed_dates(sentence))
            if not found or not (_COMMENTS.search(sentence) or "截止" in sentence):
                continue
            first, until = found[0], found[-1]
            if len(found) > 1:
                return first[0], until[0]
            if _UNTIL.search(sentence[max(0, until[1].start() - 10) : until[1].end() + 4]):
                return None, until[0]
    return None, None


def _cites(drafts: Sequence[Draft], titles: Sequence[str]) -> Iterator[Citation]:
    """Documents named in 《》 with the 文号 printed beside them, each once; the text's own titles and aliases are none."""
    own = {norm(title) for title in titles}
    texts = ["\n".join([draft.wording, *draft.cells.values()]) for draft in drafts if draft.kind is not Kind.TITLE]
    aliases = {norm(alias) for text in texts if "简称" in text for alias in _ALIAS.findall(text)}
    found: dict[str, Citation] = {}
    for text in texts:
        for match in _CITED.finditer(text) if "《" in text else ():
            title, key = match[1].strip(), norm(match[1])
            if key in own or key in aliases:
                continue
            beside = _BESIDE.match(text, match.end())
            number = normal_number(beside[1]) if beside and re.search(r"\d", beside[1]) else None
            if key not in found or (number and not found[key].number):
                found[key] = Citation(title, number)
    yield from found.values()
