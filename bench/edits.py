"""What drafters do to a wording: a word, a phrase, a number, a sentence's half, a comma; each with its name."""

import random
import re

_WORDS = "及时 依法 有关部门 按照规定 统一 负责 备案 监督检查 十五日 定期 书面 公开 有权 协同 信息系统 可以 应当 不得 三年".split()
_PHRASE = re.compile(r"[^，；。：,;]*[，；。：,;]?")
_NUMBER = re.compile(r"\d+(?:\.\d+)?|[一二三四五六七八九十百]+(?=[日年月倍个元人])")
_POINTS = {"，": "；", "；": "，", "、": "，", "。": "；"}
_ENDS = "，；。：,;"
#: A heavy edit leaves at least this share of the characters; below that nobody would call it the same clause.
_KEPT = 0.45


def phrases(text: str) -> list[str]:
    """The text cut behind its commas, semicolons, colons and full stops."""
    return [part for part in _PHRASE.findall(text) if part]


def small(chance: random.Random, text: str) -> str:
    """One to three words put in, some in the place of up to eight characters."""
    for _ in range(chance.choice((1, 1, 2, 3))):
        at = chance.randrange(len(text) + 1)
        cut = chance.choice((0, 1, 2, 4, 8)) if len(text) > 16 else 1
        text = text[:at] + chance.choice(_WORDS) + text[at + cut :]
    return text


def phrase(chance: random.Random, text: str, strange: list[str]) -> str:
    """One phrase put in, taken out or replaced by a strange one; a text of one phrase gains one."""
    parts = phrases(text)
    at = chance.randrange(len(parts))
    other = _strange(chance, strange, parts[at])
    if len(parts) < 3:
        parts.insert(at, other.rstrip(_ENDS) + "，")
        return "".join(parts)
    choice = chance.choice(("in", "out", "replace"))
    if choice == "in":
        parts.insert(at, other.rstrip(_ENDS) + "，")
    elif choice == "out" and at < len(parts) - 1 and len(parts[at]) < len(text) / 3:
        parts.pop(at)
    elif len(parts[at]) < len(text) / 3:
        parts[at] = other
    else:
        parts.insert(at, other.rstrip(_ENDS) + "，")
    return "".join(parts)


def heavy(chance: random.Random, text: str, strange: list[str]) -> str:
    """Phrase by phrase up to 55 % of the characters replaced, and a new phrase put in; one phrase alone stays."""
    parts = phrases(text)
    if len(parts) < 2:
        return text
    lost = 0
    for at in chance.sample(range(len(parts)), len(parts)):
        if lost + len(parts[at]) <= len(text) * (1 - _KEPT):
            lost += len(parts[at])
            parts[at] = _strange(chance, strange, parts[at])
    if len(parts) > 3:
        parts.insert(chance.randrange(len(parts)), _strange(chance, strange, "，"))
    return "".join(parts)


def twin(chance: random.Random, text: str, strange: list[str]) -> str:
    """Another provision on the pattern of this one: about half of its phrases, in their order, among strange ones."""
    parts = phrases(text)
    if len(parts) < 4:
        return ""
    kept = set(chance.sample(range(len(parts)), len(parts) // 2))
    return "".join(part if at in kept else _strange(chance, strange, part) for at, part in enumerate(parts))


def number(chance: random.Random, text: str) -> str:
    """One number made another, as deadlines and shares change; unchanged when the text has none."""
    found = list(_NUMBER.finditer(text))
    if not found:
        return text
    match = chance.choice(found)
    printed = match.group()
    if printed[0].isdigit():
        other = str(int(float(printed)) + chance.choice((1, 2, 5, 10)))
    else:
        other = chance.choice([one for one in ("三", "五", "七", "十", "十五", "三十", "六十") if one != printed])
    return text[: match.start()] + other + text[match.end() :]


def punctuation(chance: random.Random, text: str) -> str:
    """One point inside the text made another one; unchanged when there is none."""
    places = [at for at, char in enumerate(text[:-1]) if char in _POINTS]
    if not places:
        return text
    at = chance.choice(places)
    return text[:at] + _POINTS[text[at]] + text[at + 1 :]


def heading(chance: random.Random, text: str) -> str:
    """A heading with a word more or another one in its place."""
    word = chance.choice(("有序", "全面", "稳步", "协同", "依法"))
    return word + text if chance.random() < 0.5 or len(text) < 5 else text[:2] + word + text[2:]


def _strange(chance: random.Random, strange: list[str], like: str) -> str:
    """A phrase of another document that ends as ``like`` does."""
    found = chance.choice(strange) if strange else "有关要求另行规定"
    return found.rstrip(_ENDS) + (like[-1] if like and like[-1] in _ENDS else "，")
