"""Places of a text's own, masked so that two cities' copies of one template read alike.

Only the chain of province, city and district that a text applies to is masked, with its aliases (在沈, 来蓉, 本市, 区内).
Other places stay, and so do names in which the place is but a part (成都都市圈, 上海合作组织).
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from diffs.agencies import folded
from diffs.aliases import CITY_ALIASES, MEASURE_VERBS, NEIGHBOURS, PROVINCE_SIGNS, SIGN_WORDS, WORDS
from diffs.clauses import DocumentFacts
from diffs.divisions import means, namesakes, one_place
from diffs.keys import once

#: What stands for the place a text applies to, and for the province or city above it.
OWN, ABOVE = "\ue0f1", "\ue0f0"

_SUFFIX = re.compile(
    "(?:(?:朝鲜族|土家族|苗族|藏族|羌族|彝族|布依族|侗族|哈尼族|壮族|傣族|白族|景颇族|傈僳族|回族|蒙古族|(?<!内)蒙古|柯尔克孜|哈萨克|维吾尔)*"
    "自治[州县区]|粤澳深度合作区|深港现代服务业合作区|群岛新区|综合实验区|改革创新示范区"
    "|省|市|新区|区|县|地区|盟|旗)$"
)
_PART = "(?!(?:现代化)?都市圈|平原|盆地|经济圈|经济区|城市群|合作组织|战区|军区|大学|学院)"
#: A name in full is told apart by its last character, but for these: 形成都市农业.
_CITYLIKE = "都市"
_VERBS = "在来驻入离赴留落返到"
_PROVINCE_WORDS = "本省|我省|(?<![安完健])全省|本自治区|我自治区|全自治区"
_CITY_WORDS = "(?<![基成资根版文样])本市(?![场值])|我市|(?<![安完健])全市(?!场)"
_DISTRICT_WORDS = (
    "(?<![基成资根])本区(?!域)|我区|(?<![安完健])全区(?!域)"
    "|(?<![园辖社城地街市景库校特片郊山新贸税作验能发范港矿灾林牧小商禁军厂])区内"
)
#: What a prefecture, a league, a county or a banner calls itself.
_OWN_WORDS = "(?<![基成资根版文样])本{0}|我{0}|(?<![安完健])全{0}(?!县)"
_LEVELS_BY_WORD = "州盟县旗"
#: Signs of provinces; two in a row are a region: 在京津冀, 到沪苏浙皖.
_SIGNS = "京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川蜀黔滇陕甘宁"

#: 积极配合市级部门，支持…: a district's way of taking over a measure of its city.
DEFERENCE = re.compile(
    r"(?:(?<=^)|(?<=[。；：\n\t]))(?:积极|主动|全力|大力)?(?:配合|协助|会同|争取)"
    r"(?:(?:国家|中央|省|市|自治区|上级|有关|相关|级|直|、|和)*(?:主管)?(?:部门|单位|机构)){1,3}(?:支持)?[，,]"
    rf"(?:支持(?={'|'.join(MEASURE_VERBS)}))?"
)

#: What an agency's name ends with: a look that spares most texts the search for agencies.
SUFFIXED = re.compile("[局委厅办]")

_STARTS, _NEVER = "(?=[{}])", "(?!)"
_HAN = re.compile("[\u3400-\u9fff]")
_ASSERTION = re.compile(r"\(\?<?[!=]\[?[^()]*?\]?\)")

Mask = Callable[[str], str]


_LEVELS = re.compile(
    "(?P<province>.{2,7}?(?:省|自治区)|北京市|天津市|上海市|重庆市)?(?P<city>.{1,12}?(?:自治州|地区|盟|市))?(?P<district>.+)?"
)


@dataclass(frozen=True, slots=True)
class _Chain:
    """A jurisdiction by level; a municipality is its own city."""

    province: str | None
    city: str | None
    district: str | None


def masks(old: DocumentFacts, new: DocumentFacts) -> tuple[Mask, Mask]:
    """One mask for each text: its own place, how its agencies are called, and what only says that another level decides.

    A text whose place is unknown keeps its place names.
    """
    return _mask_of_facts(old), _mask_of_facts(new)


def _mask_of_facts(facts: DocumentFacts) -> Mask:
    own = place_mask(facts)

    def masked(text: str) -> str:
        if "部门" in text or "单位" in text:
            text = DEFERENCE.sub("", text)
        return own(folded(text) if SUFFIXED.search(text) else text)

    return masked


def place_mask(facts: DocumentFacts) -> Mask:
    """The mask of the place alone that a text applies to."""
    return mask_of(place_of(facts))


def place_of(facts: DocumentFacts) -> str | None:
    """The place that a text applies to, as printed or as its title names it."""
    return facts.jurisdiction or one_place(facts.title)


@lru_cache(maxsize=64)
def mask_of(jurisdiction: str | None) -> Mask:
    """The mask of a jurisdiction as printed (``辽宁省沈阳市``, ``重庆市渝北区``, ``上海市``)."""
    pattern = pattern_of(jurisdiction)
    if pattern is None:
        return _unmasked

    def masked(text: str) -> str:
        return pattern.sub(lambda match: OWN if match["own"] else ABOVE, text)

    return once(masked)


@lru_cache(maxsize=64)
def pattern_of(jurisdiction: str | None) -> re.Pattern[str] | None:
    """What a jurisdiction is called in texts of its own; the group ``own`` is empty for what stands above it."""
    own, above = _patterns(_chain(jurisdiction)) if jurisdiction else ([], [])
    if not own:
        return None
    return re.compile(
        _STARTS.format(_starts(own + above)) + f"(?:(?P<own>{'|'.join(own)})|{'|'.join(above) or _NEVER})"
    )


def _starts(patterns: list[str]) -> str:
    """The characters that a match may begin with: looking at them first makes the mask several times faster."""
    return "".join(sorted(set(_HAN.findall("".join(_ASSERTION.sub("", pattern) for pattern in patterns)))))


def _unmasked(text: str) -> str:
    return text


def _chain(jurisdiction: str) -> _Chain:
    match = _LEVELS.fullmatch(one_place(jurisdiction) or jurisdiction)
    if match is None:
        return _Chain(None, None, None)
    province, city = match["province"], match["city"]
    if province and province.endswith("市"):
        return _Chain(province, province, (city or "") + (match["district"] or "") or None)
    return _Chain(province, city, match["district"])


def _patterns(chain: _Chain) -> tuple[list[str], list[str]]:
    """Patterns of the own place, with what stands above it printed right before it, and of what stands above it."""
    levels: list[list[str]] = []
    if chain.district:
        levels.append([_name(chain.district).pattern, *_words(chain.district, _DISTRICT_WORDS)])
    if chain.city:
        levels.append([*_city_patterns(chain.city), *_words(chain.city, _CITY_WORDS)])
    if chain.province and chain.province != chain.city:
        signs = _signs(PROVINCE_SIGNS.get(chain.province, ""))
        region = [_DISTRICT_WORDS] if chain.province.endswith("自治区") and not levels else []
        levels.append([_name(chain.province).pattern, *signs, _PROVINCE_WORDS, *region])
    if not levels:
        return [], []
    above = [level[0] for level in levels[1:]]
    named = f"(?:{'|'.join(above)})*{levels[0][0]}" if above else levels[0][0]
    return [named, *levels[0][1:]], [pattern for level in levels[1:] for pattern in level]


def _words(name: str, usual: str) -> list[str]:
    """What a text of ``name`` calls it: 本市, 全州, 我县."""
    return [_OWN_WORDS.format(name[-1])] if name[-1] in _LEVELS_BY_WORD else [usual]


def _city_patterns(city: str) -> list[str]:
    aliases = CITY_ALIASES.get(city, ())
    signs = "".join(alias for alias in aliases if len(alias) == 1) + PROVINCE_SIGNS.get(city, "")
    return [_name(city).pattern, *(re.escape(alias) for alias in aliases if len(alias) > 1), *_signs(signs)]


def _signs(signs: str) -> list[str]:
    """One-character signs stand for a place only behind a verb of place (在沈, 来蓉), and where they open no word."""
    return [f"(?<=[{_VERBS}])(?<!越来){sign}(?![阳都市州{_SIGNS}{SIGN_WORDS.get(sign, '')}])" for sign in signs]


@lru_cache(maxsize=512)
def _name(name: str) -> re.Pattern[str]:
    """A place in full, in short where that is no word of its own and no other place's name, and as 延边州."""
    short = _SUFFIX.sub("", name)
    whole = f"{re.escape(name)}(?!圈)"
    if name.endswith("自治州"):
        whole = f"{re.escape(short)}州|{whole}"
    if short in WORDS or len(short) < 2 or short == name or not (means(short) or name).endswith(name):
        return re.compile(f"(?:{whole})")
    before, after = NEIGHBOURS.get(short, ("", ""))
    guard = f"(?<![{before}])" if before else ""
    stop = (f"(?![{after}])" if after else "") + "".join(f"(?!{other})" for other in namesakes(name))
    whole = f"{guard}{whole}" if name.endswith(_CITYLIKE) else whole
    return re.compile(f"(?:{whole}|{guard}{re.escape(short)}{stop}{_PART})")
