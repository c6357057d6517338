"""Where provisions of an old text stand in the new one, by the links of their clauses."""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from diffs.aligning.references import written
from diffs.keys import norm
from diffs.provisions import ORDINAL, han
from diffs.tokens import numeral

_ARTICLE = re.compile(rf"(?:(?:附件|附表|附录)\d*/)?第{ORDINAL}条(?:之{ORDINAL})?")
_ITEM = rf"[（(]?({ORDINAL})[）)]?"
_ADDRESS = re.compile(
    rf"^((?:附件|附表|附录)\d*/)?(?:.*/)?(第{ORDINAL}条(?:之{ORDINAL})?)(?:/(第{ORDINAL}款))?(?:/{_ITEM})?(?:/{_ITEM})?$"
)
_CONTAINERS = re.compile(rf"^(?:(?:附件|附表|附录)\d*/)?(?:第{ORDINAL}(?:分编|[编章节])(?:/|$))+$")
_MEMBER = re.compile(rf"(.*第)({ORDINAL})(条|款|项|目|分编|[编章节])")
_FIRST = "第一款"
#: What stands in a provision before its parts, deepest first.
_CUTS = ("项", "款", "条", "章", "编")
#: A range of more units than this is not told from its ends.
_LONGEST = 300


def renumbering(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Old provisions as they are cited (第三条第二款第一项, 附件1/第三条, 第三章第一节), with their new ones.

    ``pairs`` are paths of linked clauses; those of other things are left out. A section is known by its number alone
    where no other chapter has one of the same number that went elsewhere.
    """
    numbers: dict[str, str] = {}
    alone: dict[str, set[str]] = {}
    for old, new in pairs:
        cited = provision_of(old), provision_of(new)
        if all(cited):
            numbers.setdefault(*cited)
            if "条" not in old and "/" in old and "/" in new:
                alone.setdefault(old.rpartition("/")[2], set()).add(new.rpartition("/")[2])
    for old, news in alone.items():
        if len(news) == 1:
            numbers.setdefault(old, next(iter(news)))
    return numbers


@lru_cache(maxsize=8192)
def provision_of(path: str) -> str:
    """The provision at a path as it is cited; empty for other things."""
    if "条" not in path:
        return _containers(path) if path.endswith(("章", "节", "编")) else ""
    match = _ADDRESS.match(norm(path))
    if match is None:
        return ""
    scope, article, paragraph, item, point = (one or "" for one in match.groups())
    below = (f"第{written(item)}项" if item else "") + (f"第{written(point)}目" if point else "")
    return f"{scope}{article}{paragraph}{below}"


def _containers(path: str) -> str:
    if not _CONTAINERS.match(path):
        return ""
    scope, _, rest = path.partition("/") if path.startswith("附") else ("", "", path)
    return (f"{scope}/" if scope else "") + rest.replace("/", "")


def article_of(target: str) -> str:
    """The article of a provision."""
    match = _ARTICLE.match(target)
    return match.group() if match else target


def provision(target: str, numbers: Mapping[str, str]) -> str:
    """Where a provision of the old text stands in the new one: by item, by paragraph, else by its article.

    An item of an article's only paragraph is cited with 第一款 or without. A range is led by its ends.
    """
    if target in numbers:
        return numbers[target]
    if "至" in target:
        return "至".join(provision(end, numbers) for end in target.split("至"))
    alone = target.replace(_FIRST, "", 1)
    if alone != target and (led := numbers.get(alone)):
        article = article_of(led)
        return led if "款" in led else f"{article}{_FIRST}{led[len(article) :]}"
    for cut in _CUTS:
        head, mark, tail = target.rpartition(cut)
        if mark and tail and head + mark in numbers and not tail.startswith("之"):
            return numbers[head + mark] + tail
    article = article_of(target)
    return numbers.get(article, article) + target[len(article) :]


def spread(targets: Sequence[str]) -> tuple[str, ...]:
    """Provisions with those of a range said one by one, so that it equals a list of them; in no order."""
    if len(targets) == 1 and "至" not in targets[0]:
        return tuple(targets)
    found: dict[str, None] = {}
    for target in targets:
        found.update(dict.fromkeys(_between(target) if "至" in target else (target,)))
    return tuple(found)


def _between(span: str) -> list[str]:
    first, _, last = span.partition("至")
    ends = _MEMBER.fullmatch(first), _MEMBER.fullmatch(last)
    if not ends[0] or not ends[1] or ends[0][1] != ends[1][1] or ends[0][3] != ends[1][3]:
        return [span]
    low, high = (int(numeral(end[2]) or 0) for end in ends if end)
    if not low < high < low + _LONGEST:
        return [span]
    return [f"{ends[0][1]}{han(number)}{ends[0][3]}" for number in range(low, high + 1)]
