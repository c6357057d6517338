"""Headings inside numbered text: where the first sentence of a numbered line ends, and the run-in sections of a text."""

import re

from diffs.keys import sentence_ranges
from diffs.parsing.lines import Flow
from diffs.parsing.units import trailing_units

#: A label before a colon; 1：1, 9：00 and a bracket that closes behind the colon make none.
_COLON_HEAD = re.compile(
    r"(?:[^，,、。；;：:“”《》（()）]|[（(][^，,、。；;：:“”《》（()）]{0,20}[)）]){2,16}(?P<sep>[：:])(?!(?<=\d.)\d)(?!//)(?=.)",
    re.S,
)
#: A heading of the template that a lost line break glued to its text: （一）指导思想以习近平….
_GLUED = re.compile(
    r"(?:指导思想|总体思路)(?=以|坚持|全面|深入|认真|高举|按照)|(?:总体|主要|发展|工作|试点|具体)目标(?=到|经过|通过|力争|用\d|\d{4}年)"
)
#: A number of a plan's sections; behind it a dash ends a heading, elsewhere it opens a list.
_HAN_NUMBER = re.compile("[一二三四五六七八九十]")
_QUOTES = re.compile(r"[：:]\s*[“\"]")
#: An item of an amendment decision whose new wording stands in the paragraphs below it.
_INTRODUCES = re.compile(r"(?:修改为|改为|作为第[^：:]{1,12})[：:]\s*$")
_RUN_IN = re.compile(
    r"(?:^|(?<=[。；;]))\s*(?P<head>[^\s。，,；;：:“”（）()《》\d]{2,20}领域)(?P<sep>[：:])(?=.)", re.S
)
_NOT_RUN_IN = re.compile(r"以下|下列|如下|上述|围绕|包括|单位$|部门$|责任")
_BOLD_HEAD = re.compile(r"(?P<head>[^。；;：:]{2,30})(?P<sep>[：:])\s*", re.S)
_BOUNDARY = re.compile(r"[。；;：:！？)）\]】]\s*$")


def split_heading(text: str, start: int) -> tuple[int, str, int]:
    """Where the heading of a numbered line ends, its terminator, and where own text begins.

    The heading is the first sentence; a short label before a colon is one, too. A line without any stop is heading
    when it reads like one and own text when it is a list item or runs long.
    """
    colon = _COLON_HEAD.match(text, start)
    if colon and not _QUOTES.match(text, colon.start("sep")):
        return colon.start("sep"), colon["sep"], colon.end("sep")
    glued = _GLUED.match(text, start)
    if glued:
        return glued.end(), "", glued.end()
    tail = trailing_units(text, start)
    if tail > start:
        end, sep, rest = split_heading(text[:tail], start)
        return (end, sep, rest) if rest < tail or sep else (tail, "", tail)
    if _INTRODUCES.search(text, start):
        return start, "", start
    body = text[start:]
    first = next(sentence_ranges(body), None)
    if first is None:
        return start, "", start
    sentence = body[first[0] : first[1]]
    if _QUOTES.search(sentence):
        return start, "", start
    bare = sentence.rstrip("。｡")
    if bare != sentence:
        end = start + first[0] + len(bare)
        return end, sentence[len(bare) :], start + first[1]
    if sentence.endswith(("：", ":")) and len(sentence) <= 40:
        return start + first[1] - 1, sentence[-1], start + first[1]
    opens = sentence.endswith(("；", ";", "，", ",", "：", ":")) or (
        sentence.endswith("—") and not _HAN_NUMBER.search(text, 0, start)
    )
    if len(sentence) <= 60 and not opens and "；" not in sentence:
        return start + first[1], "", len(text)
    return start, "", start


def run_ins(flow: Flow, start: int) -> list[tuple[int, int, int]]:
    """Run-in sections of ``flow`` from ``start``: offsets of heading, of the colon after it, and of their text."""
    found: dict[int, tuple[int, int, int]] = {}
    for low, high in flow.bold:
        head = _BOLD_HEAD.match(flow.text, low) if low >= start else None
        if (
            head
            and abs(head.end("sep") - high) <= 1
            and _stands_free(flow.text, low, start)
            and not _NOT_RUN_IN.search(head["head"])
        ):
            found[low] = (low, head.start("sep"), head.end())
    for match in _RUN_IN.finditer(flow.text, start) if "领域" in flow.text else ():
        at = match.start("head")
        if at not in found and _stands_free(flow.text, at, start) and not _NOT_RUN_IN.search(match["head"]):
            found[at] = (at, match.start("sep"), match.end("sep"))
    return [found[at] for at in sorted(found)]


def _stands_free(text: str, at: int, start: int) -> bool:
    before = text[max(start, at - 3) : at]
    return not before.strip() or _BOUNDARY.search(before) is not None
