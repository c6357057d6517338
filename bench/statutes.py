"""A statute of any length made of the phrases of given texts: chapters, articles, 款 and （一）, references, no page."""

import random

from bench.edits import phrases
from bench.numerals import han
from diffs.clauses import Outline

_ITEMS = "一二三四五"


def made_statute(outlines: list[Outline], articles: int, seed: int, *, lends: bool = False) -> str:
    """Policy text of a statute with so many articles; the same seed, the same text.

    No phrase is used twice until all are used up; then halves of phrases are joined anew. A statute that ``lends``
    its clauses to others is made of phrases of its own.
    """
    phrases_left = _Phrases(outlines, random.Random(seed), lends=lends)
    lines = ["综合管理条例", ""]
    for number in range(1, articles + 1):
        if number % 25 == 1:
            lines.append(f"第{han(number // 25 + 1)}章　{phrases_left.take(1)[:8]}")
        lines.extend(_article(phrases_left, number))
    return "\n".join(lines) + "\n"


class _Phrases:
    """Phrases of the outlines in a random order."""

    def __init__(self, outlines: list[Outline], chance: random.Random, *, lends: bool) -> None:
        found = {part for one in outlines for clause in one.clauses for part in phrases(clause.text)}
        pool = sorted({part[:-1] for part in found if part[-1] in "，；。" and "第" not in part})
        pool = [part for part in pool if 8 <= len(part) <= 40]
        self.chance = chance
        self.pool = [part for at, part in enumerate(pool) if (at % 4 == 0) == lends]
        self.left = chance.sample(self.pool, len(self.pool))

    def take(self, count: int) -> str:
        """So many phrases joined by commas."""
        return "，".join(self.left.pop() if self.left else self._joined() for _ in range(count))

    def _joined(self) -> str:
        head, tail = self.chance.choices(self.pool, k=2)
        return head[: len(head) // 2 + 1] + tail[len(tail) // 2 :]


def _article(pool: _Phrases, number: int) -> list[str]:
    chance = pool.chance
    head = f"第{han(number)}条　"
    if number > 3 and chance.random() < 0.15:
        cited = han(chance.randrange(1, number))
        return [f"{head}违反本条例第{cited}条规定，{pool.take(2)}。"]
    if chance.random() < 0.15:
        items = [f"（{_ITEMS[at]}）{pool.take(1)}{'；' if at < 3 else '。'}" for at in range(4)]
        return [f"{head}{pool.take(2)}：", *items]
    lines = [head + "".join(pool.take(chance.randint(2, 4)) + "。" for _ in range(chance.choice((1, 1, 2))))]
    if chance.random() < 0.35:
        lines.append(pool.take(chance.randint(2, 4)) + "。")
    return lines
