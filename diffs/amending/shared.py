"""One instruction for several texts: 将《…》第三条、《…》第五条中的“…”修改为“…”, or the texts listed in passages of their own."""

import re
from collections.abc import Iterator
from dataclasses import replace

from diffs.amending.edits import Edit, EditKind
from diffs.amending.forms import BECOMES, KINDLY, OF, TO_WORDS, WORDS, L, R
from diffs.amending.signs import Signs
from diffs.amending.targets import Address

#: A text, or a place in one, and further ones.
_PLACES = rf"(?P<places>{L}{R}?(?:(?:、|，|和|及|与|以及|，以及)(?:{L}{R}?|{R})|{L}{R}?)*)(?:等[^，。；中{L}]{{0,12}})?(?:之?[中内里])?的?"
_LISTED = r"(?:下列|以下|上述|附件所列)[^，。；：\ue010]{0,24}?[中内里]的?"
_END = r"(?=[，。；：]|$)"
_REPLACED = rf"(?P<words>{WORDS}){KINDLY}{BECOMES}(?P<text>{TO_WORDS}){_END}"
_DELETED = rf"(?P<words>{WORDS}){KINDLY}(?:均|予以|一律|统一|全部)*删[去除]{_END}"
_DELETES = rf"(?P<words>{WORDS}){KINDLY}{_END}"
_HEADS = ((r"(?:将|把|对)?", _REPLACED), (r"(?:将|把|对)?", _DELETED), (r"删[去除]", _DELETES))
_FORMS = [re.compile(f"{head}{_PLACES}{tail}") for head, tail in _HEADS]
_HEADINGS = [re.compile(f"{head}{_LISTED}{tail}") for head, tail in _HEADS]
_EACH = rf"{L}{R}?{OF}{WORDS}(?:(?:、|，|和|及|以及|，以及){L}?{R}?{OF}{WORDS})+{KINDLY}"
#: 将《…》第三条中的“…”、《…》第五条中的“…”修改为“…”.
_SCATTERED = (
    re.compile(rf"(?:将|把|对)?(?P<each>{_EACH}){BECOMES}(?P<text>{TO_WORDS}){_END}"),
    re.compile(rf"删[去除](?P<each>{_EACH}){_END}"),
)
#: What parts one order from the next.
_BETWEEN = re.compile("(?:[，。；]|并|同时|此外)*")
_ROW = re.compile(rf"{L}{R}?(?:[中内里]的?)?[，。；：]?$")


def shared_by_places(signs: Signs) -> tuple[list[tuple[str, Edit]], int]:
    """The edits that a passage orders in two texts or more, each with the cited title, and where they end; or none."""
    edits: list[tuple[str, Edit]] = []
    end, start = 0, 0
    while (found := _shared_from(signs, start))[0]:
        edits, end = edits + found[0], found[1]
        between = _BETWEEN.match(signs.text, end)
        start = between.end() if between else end
    return edits, end


def _shared_from(signs: Signs, start: int) -> tuple[list[tuple[str, Edit]], int]:
    match = next((found for form in (*_FORMS, *_SCATTERED) if (found := form.match(signs.text, start))), None)
    if match and "each" in match.re.groupindex:
        return _scattered(signs, match)
    if match is None or match["places"].count(L) < 2:
        return [], 0
    edits = _edits(signs, match)
    placed = list(_placed(signs, *match.span("places")))
    return [(title, replace(edit, targets=targets)) for title, targets in placed for edit in edits], match.end()


def _scattered(signs: Signs, match: re.Match[str]) -> tuple[list[tuple[str, Edit]], int]:
    """Words of several texts, each with the place before it."""
    texts = signs.quoted(match, "text") if "text" in match.re.groupindex else ()
    words = signs.quoted(match, "each")
    if match["each"].count(L) < 2 or len(texts) not in (0, 1, len(words)):
        return [], 0
    kind = EditKind.TEXT_SUBSTITUTION if texts else EditKind.TEXT_REPEAL
    edit = Edit(kind, extent=(signs.extent(match.start(), match.end()),))
    found: list[tuple[str, Edit]] = []
    title = ""
    targets: tuple[Address, ...] = ()
    for at in range(*match.span("each")):
        if at in signs.titles:
            title, targets = signs.titles[at], ()
        elif at in signs.citations:
            targets = signs.within(at, targets[-1] if targets else None)
        elif at in signs.quotes:
            text = texts[len(found) % len(texts)] if texts else ""
            found.append((title, replace(edit, targets=targets, words=(signs.quotes[at],), text=text)))
    return found, match.end()


def shared_by_list(signs: Signs) -> tuple[Edit, ...]:
    """The edits that a passage orders in texts which the passages after it list."""
    match = next((found for form in _HEADINGS if (found := form.match(signs.text))), None)
    return tuple(_edits(signs, match)) if match and len(signs.text) - match.end() <= 1 else ()


def listed(signs: Signs) -> tuple[str, tuple[Address, ...]] | None:
    """The title and the places of a passage that holds nothing else."""
    if not _ROW.match(signs.text):
        return None
    return next(_placed(signs, 0, len(signs.text)))


def _placed(signs: Signs, start: int, end: int) -> Iterator[tuple[str, tuple[Address, ...]]]:
    title = ""
    targets: tuple[Address, ...] = ()
    for at in range(start, end):
        if at in signs.titles:
            if title:
                yield title, targets
            title, targets = signs.titles[at], ()
        elif at in signs.citations:
            targets = (*targets, *signs.within(at, targets[-1] if targets else None))
    yield title, targets


def _edits(signs: Signs, match: re.Match[str]) -> list[Edit]:
    """An edit for each of the words, or one for all that become the same."""
    extent = (signs.extent(match.start(), match.end()),)
    words = signs.quoted(match, "words")
    texts = signs.quoted(match, "text") if "text" in match.re.groupindex else ()
    if not texts:
        return [Edit(EditKind.TEXT_REPEAL, words=words, extent=extent)]
    edit = Edit(EditKind.TEXT_SUBSTITUTION, text=texts[0], words=words, extent=extent)
    if len(texts) == 1:
        return [edit]
    if len(texts) != len(words):
        return [Edit(EditKind.UNREAD, extent=extent)]
    return [replace(edit, words=(word,), text=text) for word, text in zip(words, texts, strict=True)]
