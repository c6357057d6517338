"""The dates a text prints of itself, each by its kind; never inferred: 自公布之日起施行 and 有效期5年 give none."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from diffs.clauses import Kind, LegalDates
from diffs.parsing import shapes
from diffs.parsing.dates import PRINTED_DATE, date_span, first_date, last_date, printed_dates
from diffs.parsing.drafts import Draft

_DATE = re.sub(r"\?P<[a-z]+>", "?:", PRINTED_DATE.pattern)
_LABELLED = re.compile(rf"(?P<label>[一-鿿]{{2,6}})\s*[：:】\]\t]\s*(?P<on>{_DATE})")
_KINDS = (
    ("expires_on", re.compile("有效期|失效|废止|终止")),
    ("effective_on", re.compile("施行|生效|实施")),
    ("promulgated_on", re.compile("公布")),
    ("published_on", re.compile("发布|公开|上网")),
    ("signed_on", re.compile("成文|发文|生成|印发|签发|日期")),
)
_IN_FORCE = re.compile("施行|实施|执行|生效|实行|有效期")
_EFFECTIVE = re.compile(
    rf"[自从于在]\s*(?:{_DATE})\s*(?:零时|0时|零点)?\s*(?:起|开始|以后|后)?\s*(?:正式)?\s*(?:起)?(?:施行|实施|执行|生效|试行|实行)"
)
_TERM = re.compile(
    rf"(?:执行期限?|有效期限?|施行期限?|实施期限?|试行期限?|执行时间|实施时间|施行时间)(?:为|是|：|:)?\s*[自从]?\s*(?:{_DATE})\s*起?\s*"
    rf"(?:至|到|[-—－–~～]+)\s*(?:{_DATE})"
    rf"|[自从]\s*(?:{_DATE})\s*起?\s*(?:至|到)\s*(?:{_DATE})\s*(?:止|期间)?\s*(?:内)?\s*(?:施行|实施|执行|有效)"
)
_HISTORIC = re.compile(rf"(?:{_DATE})\s*(?:起)?\s*(?:施行|实施|生效)")
#: Of the acts below a law of Macao, the one that is a signature.
_SIGNED = re.compile(rf"(?:{_DATE})\s*(?:簽署|签署)")
#: When and where a treaty was concluded: 于二〇二四年五月六日在北京签订, 二〇二四年五月六日订于北京.
_CONCLUDED = re.compile(rf"(?:{_DATE})(?:[^；。]{{0,40}}?(?:签订|签署|订立|签字|簽訂|簽署|訂立)|[订訂签簽]?[于於])")
_OWN = re.compile(
    r"本(?:法|条例|办法|规定|细则|规则|决定|解释|通知|意见|方案|通告|公告|规划|措施|准则|标准|规程|章程|指引|指南|政策|目录|"
    r"若干规定|实施细则|实施办法|暂行办法|协定|规范|制度|预案|修正案|文件|批复|清单)?"
)
_EXPIRES = re.compile(
    rf"(?:有效期(?:限)?(?:[^。；]{{0,24}}?)|(?:施行|实施|执行|试行)(?:期限)?(?:[^。；]{{0,12}}?)?)(?:至|到)\s*(?:{_DATE})"
    rf"|(?:{_DATE})\s*(?:起)?(?:终止执行|停止执行|自动失效|自动废止|自行失效|失效|废止|终止)"
    rf"|(?:{_DATE})\s*(?:止|到期)(?=[。；，）)])"
)
#: What a date opens that is none of an act: 2024-08-01 实施, below which the organ stands that 发布.
_APPLIES = re.compile(r"\s*起?(?:施行|实施|生效|执行)")
_REPLACED = re.compile("《|同时")
_ASKS = re.compile(
    r"征求意见|意见反馈|反馈意见|公示|意见征集|征集意见|提出意见|书面意见|意见建议|征求.{0,60}意见|提出.{0,12}意见"
)
_UNTIL = re.compile(r"前|截止|截至|之前|以前|止|至|到期|期限")
_ACT = re.compile(r"通过|修正|修订|修改|公布|发布|批准|制定|颁布")
#: How far into a text the call for comments and after how many clauses from the end the term of validity may stand.
_CALL, _CLOSE = 60, 12


def read_dates(drafts: Sequence[Draft], titles: Sequence[str]) -> LegalDates:
    """The dates of the text whose parts are ``drafts``."""
    heads = [draft.text for draft in drafts if draft.path.split("/¶")[0].endswith("题注")]
    history = [text for text in heads if not shapes.DATE_LINE.match(text.strip())]
    signature = next((draft for draft in drafts if draft.kind is Kind.SIGNATURE), None)
    labels = _labels(drafts)
    signed = _first(_SIGNED, [signature.text]) or first_date(signature.text) if signature else None
    bare = next((first_date(text) for text in heads if shapes.DATE_LINE.match(text.strip())), None)
    term = _term(drafts)
    comments = _comments(drafts, titles)
    return LegalDates(
        signed_on=signed or _concluded(drafts) or labels.get("signed_on") or bare or _dated_lines(drafts),
        promulgated_on=_promulgated(history) or labels.get("promulgated_on"),
        published_on=labels.get("published_on"),
        effective_on=labels.get("effective_on") or _effective(drafts, history) or term[0],
        expires_on=labels.get("expires_on") or term[1] or _expires(drafts),
        comments_from=comments[0],
        comments_until=comments[1],
    )


def _concluded(drafts: Sequence[Draft]) -> date | None:
    """The date in the words that close a treaty above its signatures."""
    closing = [draft.text for draft in drafts if draft.kind is Kind.PARAGRAPH and shapes.TESTIMONY.match(draft.text)]
    return _first(_CONCLUDED, reversed(closing))


def _labels(drafts: Sequence[Draft]) -> dict[str, date]:
    """Dates behind labels of the head (发布日期：…), by kind; the first of each."""
    found: dict[str, date] = {}
    for draft in drafts:
        if draft.level or draft.kind is not Kind.FRONT_MATTER or draft.path.startswith("通知/正文"):
            continue
        for match in _LABELLED.finditer(draft.text):
            on = first_date(match["on"])
            kind = next((kind for kind, words in _KINDS if words.search(match["label"])), None)
            if kind and on:
                found.setdefault(kind, on)
    return found


def _dated_lines(drafts: Sequence[Draft]) -> date | None:
    """A bare date in the head, or one beside the document number."""
    lines = [draft.text for draft in drafts if "发文日期" in draft.path and shapes.DATE_LINE.match(draft.text.strip())]
    lines += [draft.text for draft in drafts if draft.path.endswith("文号")]
    return next((on for line in lines if (on := first_date(line))), None)


def _promulgated(history: Sequence[str]) -> date | None:
    """The last act printed in a law's head: it made the text what it is. Dates of one joint act belong together."""
    acts: list[date] = []
    for text in history:
        found = list(printed_dates(text))
        waiting: list[date] = []
        starts = [match.start() for _, match in found[1:]] + [len(text)]
        for (on, match), end in zip(found, starts, strict=False):
            said = text[match.end() : end]
            before = text[max(0, match.start() - 1) : match.start()]
            if _ACT.search(said) and not _APPLIES.match(said):
                acts.extend([*waiting, on])
                waiting = []
            elif before not in ("自", "从") and said.rstrip().endswith(("、", "和", "，")):
                waiting.append(on)
    return max(acts, default=None)


def _effective(drafts: Sequence[Draft], history: Sequence[str]) -> date | None:
    """When the text says itself that it takes effect; its own articles before the letter, the letter before the head."""
    for wording in reversed([text for draft in drafts if _IN_FORCE.search(text := draft.wording)]):
        for match in _EFFECTIVE.finditer(wording):
            if _OWN.search(wording[: match.start()][-14:]):
                return first_date(match.group())
    letter = [draft.text for draft in drafts if draft.path.startswith("通知/正文")]
    return _first(_EFFECTIVE, letter) or _first(_HISTORIC, reversed(history))


def _term(drafts: Sequence[Draft]) -> tuple[date | None, date | None]:
    """执行期限为2019年1月1日至2023年12月31日 in the closing clauses."""
    for draft in reversed(drafts[-_CLOSE:]):
        match = _TERM.search(draft.wording)
        if match and not _REPLACED.search(draft.wording[: match.start()][-20:]):
            return date_span(match.group())
    return None, None


def _expires(drafts: Sequence[Draft]) -> date | None:
    for draft in drafts[-_CLOSE:]:
        for match in _EXPIRES.finditer(draft.wording):
            sentence = draft.wording[: match.start()].rsplit("。", 1)[-1]
            if not _REPLACED.search(sentence):
                return last_date(match.group())
    return None


def _first(pattern: re.Pattern[str], texts: Iterable[str]) -> date | None:
    return next((first_date(match.group()) for text in texts if (match := pattern.search(text))), None)


def _comments(drafts: Sequence[Draft], titles: Sequence[str]) -> tuple[date | None, date | None]:
    """When comments are taken: 自…至… or 于…前, in the sentence that asks for them."""
    letter = [draft.wording for draft in drafts if draft.level == 0 and draft.text][:30]
    if any(_ASKS.search(text) for text in [*titles[:1], *letter]):
        letter = [draft.wording for draft in drafts if draft.kind is not Kind.TITLE][:_CALL]
    for sentence in _sentences(letter):
        if not (_ASKS.search(sentence) or "截止" in sentence):
            continue
        found = list(printed_dates(sentence))
        if not found:
            continue
        start, end = date_span(sentence)
        if start and end:
            return start, end
        on, match = found[-1]
        if _UNTIL.search(sentence[max(0, match.start() - 10) : match.end() + 4]):
            return None, on
    return None, None


def _sentences(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        if PRINTED_DATE.search(text):
            yield from re.split("[。\n]", text)
