"""Small laws, random amendments of them, and the decisions that order these in the words of real ones."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field

from diffs.provisions import han

WORDS = "管理 监督 登记 公开 备案 许可 检查 处罚 服务 保护 利用 规划 建设 评估 公示".split()
BODIES = "市人民政府 主管部门 公安机关 审计机关 行业协会 企业 个人 高等学校 金融机构".split()


@dataclass
class Article:
    """An article of a small law: its paragraphs, each with its items; ``was`` is its old number, 0 when it is new."""

    paragraphs: list[tuple[str, list[str]]]
    was: int = 0


@dataclass
class Draft:
    """A law before and after, and the instructions that lead from one to the other."""

    old: list[Article]
    new: list[Article]
    orders: list[str] = field(default_factory=list)


def sentence(chance: random.Random, serial: int) -> str:
    """A sentence that no other one repeats."""
    body, word, other = chance.choice(BODIES), chance.choice(WORDS), chance.choice(WORDS)
    return f"{body}应当在{serial}日内依法{word}并{other}。"


def law(articles: Sequence[Article], numbers: Sequence[int] | None = None) -> str:
    """The policy text of a law."""
    lines = ["某某条例"]
    for place, article in enumerate(articles, 1):
        number = numbers[place - 1] if numbers else place
        for at, (text, items) in enumerate(article.paragraphs):
            lines.append(f"　　第{han(number)}条　{text}" if at == 0 else f"　　{text}")
            lines += items_of(items, indent="　　")
    return "\n".join(lines) + "\n"


def items_of(items: Sequence[str], *, indent: str = "") -> list[str]:
    """Items as they are printed: ； between them, 。 after the last."""
    return [f"{indent}（{han(at)}）{item}{'。' if at == len(items) else '；'}" for at, item in enumerate(items, 1)]


def quoted(article: Article) -> str:
    """An article's paragraphs as a decision quotes them."""
    lines = [line for text, items in article.paragraphs for line in (text, *items_of(items))]
    return "“" + "\n“".join(lines) + "”"


def make_article(chance: random.Random, serial: int) -> Article:
    """One to three paragraphs; one of them may list items."""
    paragraphs: list[tuple[str, list[str]]] = []
    for at in range(chance.randint(1, 3)):
        paragraphs.append((sentence(chance, serial * 10 + at), []))
    if chance.random() < 0.4:
        items = [f"办理第{serial * 10 + at}号{chance.choice(WORDS)}" for at in range(chance.randint(2, 4))]
        paragraphs[-1] = (f"{chance.choice(BODIES)}负责{serial}类事项：", items)
    return Article(paragraphs)


def amended_law(seed: int, size: int = 14) -> Draft:
    """A law of ``size`` articles and a random amendment with every form that moves numbers."""
    chance = random.Random(seed)
    old = [make_article(chance, serial) for serial in range(1, size + 1)]
    for place, article in enumerate(old, 1):
        article.was = place
    new: list[Article] = []
    serial, at = 100, 0
    while at < size:
        article = old[at]
        roll = chance.random()
        serial += 1
        if roll < 0.12 and at:
            at += 1
            continue
        if roll < 0.24:
            new.append(make_article(chance, serial))
        if roll > 0.9 and at + 1 < size:
            new.append(Article([*make_article(chance, serial).paragraphs], was=-article.was))
            at += 2
            continue
        new.append(Article([(text, list(items)) for text, items in article.paragraphs], article.was))
        at += 1
    draft = Draft(old, new)
    _order(draft, chance)
    return draft


def _order(draft: Draft, chance: random.Random) -> None:
    """Write the instructions, and change some of the articles that stay."""
    kept: set[int] = set()
    for number, article in enumerate(draft.new, 1):
        if article.was == 0:
            draft.orders.append(f"增加一条，作为第{han(number)}条：{quoted(article)}")
        elif article.was < 0:
            first = -article.was
            kept |= {first, first + 1}
            draft.orders.append(
                f"将第{han(first)}条、第{han(first + 1)}条合并，作为第{han(number)}条，修改为：{quoted(article)}"
            )
        else:
            kept.add(article.was)
            _keep(draft, article, number, chance)
    gone = [old.was for old in draft.old if old.was not in kept]
    draft.orders += [f"删去第{han(number)}条。" for number in gone]


def _keep(draft: Draft, article: Article, number: int, chance: random.Random) -> None:
    here = f"第{han(article.was)}条"
    head = f"将{here}改为第{han(number)}条" if article.was != number else ""
    roll = chance.random()
    if roll < 0.15:
        article.paragraphs = make_article(chance, 500 + number).paragraphs
        draft.orders.append(f"{head or '将' + here}{'，' if head else ''}修改为：{quoted(article)}")
    elif roll < 0.3:
        text, items = article.paragraphs[0]
        article.paragraphs[0] = (text.replace("应当", "必须", 1), items)
        if "应当" in text:
            draft.orders.append((head or f"将{here}") + ("，第一款" if head else "第一款") + "中的“应当”修改为“必须”。")
        elif head:
            draft.orders.append(f"{head}。")
    elif roll < 0.45:
        place = chance.randint(1, len(article.paragraphs) + 1)
        article.paragraphs.insert(place - 1, (sentence(chance, 700 + number), []))
        added = article.paragraphs[place - 1][0]
        draft.orders.append(f"{head or here}{'，' if head else ''}增加一款，作为第{han(place)}款：“{added}”")
    elif roll < 0.6 and article.paragraphs[-1][1]:
        items, last = article.paragraphs[-1][1], len(article.paragraphs)
        place = chance.randint(1, len(items) + 1)
        items.insert(place - 1, f"办理新增第{number}号事项")
        at = f"第{han(last)}款"
        draft.orders.append(
            f"{head + '，' if head else here}{at}增加一项，作为第{han(place)}项：“（{han(place)}）{items[place - 1]}”。"
        )
    elif roll < 0.7 and len(article.paragraphs) > 1:
        place = chance.randint(1, len(article.paragraphs))
        del article.paragraphs[place - 1]
        draft.orders.append(f"{head + '，' if head else ''}删去{'' if head else here}第{han(place)}款。")
    elif head:
        draft.orders.append(f"{head}。")


def decision(draft: Draft) -> str:
    """The decision that orders the amendment."""
    lines = ["某市人民代表大会常务委员会关于修改《某某条例》的决定", "决定对《某某条例》作如下修改："]
    lines += [f"{han(at)}、{order}" for at, order in enumerate(draft.orders, 1)]
    lines += ["此外，对条文顺序作相应调整。", "本决定自2024年1月1日起施行。"]
    return "\n".join(lines) + "\n"
