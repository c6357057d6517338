"""Clauses as people speak of them: 第三条第二款第（一）项、第四条, and the title of a law not as that of a 方案. Pure."""

import re
from collections.abc import Iterable

_ARTICLE_PATH = re.compile(r"(?:^|/)第[^/]+条(?:之[^/]+)?(?:/|$)")
#: The word by which addresses set a text itself apart from the notice that carries it, whatever kind of text it is.
_INSTRUMENT = re.compile("(^|/)方案/(?=(?:标题|稿别)(?:[/#]|$))")
_ITEM = re.compile(r"（([^（）]+)）")


def shown_place(path: str) -> str:
    """A path as pages show it: 方案/标题, the title of any text, is 标题; that of its notice stays 通知/标题."""
    return _INSTRUMENT.sub(r"\1", path)


def said_place(path: str) -> str:
    """A path as it is spoken: 第三条/第二款/（一） is 第三条第二款第（一）项; outside of articles as it is shown."""
    if not in_article(path):
        return shown_place(path)
    return _ITEM.sub(r"第（\1）项", path).replace("/", "")


def in_article(path: str) -> bool:
    """Whether a path is that of an article or of a part of one."""
    return bool(_ARTICLE_PATH.search(path))


def outermost(paths: Iterable[str]) -> tuple[str, ...]:
    """The paths that stand in none of the others, each once: an article speaks for its paragraphs."""
    every = tuple(dict.fromkeys(paths))
    return tuple(one for one in every if not any(one.startswith(f"{other}/") for other in every))


def spoken(paths: Iterable[str]) -> str:
    """Several clauses in one breath."""
    return "、".join(map(said_place, outermost(paths)))
