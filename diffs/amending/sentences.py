"""Edits of sentences that a decision cites by their place in the old text: 第三条第一款第二句, 最后一句.

A sentence ends in 。 (``diffs.keys.sentences``). One that an edit before touched is refused, since what is left of it
could be taken for another.
"""

from collections.abc import Callable

from diffs.amending.bodies import Body, searched
from diffs.amending.edits import Edit, EditKind, EditReason, Place
from diffs.amending.finding import Finder
from diffs.amending.payloads import finished
from diffs.amending.refusing import Refused, only, refuse_settled
from diffs.amending.targets import LAST, Address, without_sentence
from diffs.keys import sentence_ranges, sentences

_KINDS = ("paragraph", "item", "preface")
#: What telling sentences apart costs, beside a search for words in the same text.
_COST = 20


def cites_sentences(edit: Edit) -> bool:
    """Whether an edit names a sentence by its place."""
    return any(address.sentence for address in (*edit.targets, *edit.destinations, *edit.exceptions))


def in_sentences(finder: Finder, edit: Edit) -> int:
    """Apply an edit of sentences, or of words inside them; at how many spots. Raises ``Refused``."""
    apply = _APPLIERS.get(edit.kind)
    if apply is None or not edit.targets or any(one.sentence for one in edit.exceptions):
        raise Refused(EditReason.NOT_UNDERSTOOD)
    bodies = [_body(finder, target) for target in edit.targets]
    before = [body.pieces for body in bodies]
    try:
        return sum(apply(body, target, edit) for body, target in zip(bodies, edit.targets, strict=True))
    except Refused:
        for body, pieces in zip(bodies, before, strict=True):
            body.pieces = pieces
        raise


def _body(finder: Finder, target: Address) -> Body:
    """The running text that holds a sentence: that of a paragraph or an item, or of the only paragraph of an article."""
    unit = finder.find(without_sentence(target))
    unit = only(unit.old) if unit.kind == "article" else unit
    if unit.kind not in _KINDS:
        raise Refused(EditReason.NOT_UNDERSTOOD)
    refuse_settled([unit])
    finder.spend([unit] * _COST)
    return unit.body


def _words_of(body: Body, target: Address) -> str:
    """The sentence that an address cites, as the old text prints it."""
    found = sentences(body.printed)
    number = len(found) if target.sentence == LAST else target.sentence
    if number < 0:
        raise Refused(EditReason.NOT_UNDERSTOOD)
    if not 0 < number <= len(found):
        raise Refused(EditReason.TARGET_NOT_FOUND)
    return found[number - 1]


def _place_of(body: Body, sentence: str) -> tuple[int, int]:
    """Where a sentence of the old text stands now, untouched and the only one of its words."""
    ranges = [(start, end) for start, end in sentence_ranges(body.text) if body.text[start:end] == sentence]
    if len(ranges) > 1 or sentences(body.printed).count(sentence) > 1:
        raise Refused(EditReason.TARGET_AMBIGUOUS)
    if not ranges or not body.holds_old(*ranges[0]):
        raise Refused(EditReason.CONFLICT)
    return ranges[0]


def _substitute(body: Body, target: Address, edit: Edit) -> int:
    old = _words_of(body, target)
    start, end = _place_of(body, old)
    if not edit.text or "\n" in edit.text or len(edit.targets) > 1:
        raise Refused(EditReason.NOT_UNDERSTOOD if edit.text else EditReason.TEXT_MISSING)
    body.put(start, end, edit.text if finished(edit.text) or not finished(old) else edit.text + old[-1])
    return 1


def _repeal(body: Body, target: Address, _edit: Edit) -> int:
    start, end = _place_of(body, _words_of(body, target))
    if body.text[start:end] == body.text.strip():
        raise Refused(EditReason.CONFLICT)
    body.put(start, end, "")
    body.shifted = True
    return 1


def _in_words(body: Body, target: Address, edit: Edit) -> int:
    return sum(_each(body, target, words, edit.text) for words in sorted(edit.words, key=len, reverse=True))


def _each(body: Body, target: Address, words: str, text: str) -> int:
    """``text`` for all ``words`` of a sentence, or for those that stand once in the text one half of which is cited."""
    if target.sentence < LAST:
        _once(body.count(words))
        return body.replace(words, text)
    sentence = _words_of(body, target)
    count = len(searched(words).findall(sentence))
    if not count:
        raise Refused(EditReason.WORDS_NOT_FOUND)
    if count == len(searched(words).findall(body.printed)) == body.count(words):
        return body.replace(words, text)
    start, end = _around(body, sentence)
    found = [match.span() for match in searched(words).finditer(body.text, start, end) if body.holds_old(*match.span())]
    if not found:
        raise Refused(EditReason.CONFLICT)
    for first, last in reversed(found):
        body.put(first, last, text)
    return len(found)


def _around(body: Body, sentence: str) -> tuple[int, int]:
    """Where a sentence stands in which words may have been edited before, but no sentence added or taken out."""
    printed, ranges = sentences(body.printed), list(sentence_ranges(body.text))
    if body.shifted or len(printed) != len(ranges) or printed.count(sentence) > 1:
        return _place_of(body, sentence)
    return ranges[printed.index(sentence)]


def _once(count: int) -> None:
    if count != 1:
        raise Refused(EditReason.WORDS_FOUND_OFTEN if count else EditReason.WORDS_NOT_FOUND)


def _insert(body: Body, target: Address, edit: Edit) -> int:
    """Words beside others of a sentence, or a sentence beside one that is cited, or at a place of its own."""
    if edit.words:
        return _beside(body, target, edit)
    text = edit.text
    if not finished(text) or text.endswith(("，", "、", "；", "：")):
        raise Refused(EditReason.PLACE_NOT_FOUND)
    after = edit.place is not Place.BEFORE
    if edit.destinations:
        if len(edit.destinations) > 1 or len(sentences(text)) != 1:
            raise Refused(EditReason.NOT_UNDERSTOOD)
        target, after = _before(body, edit.destinations[0])
    start, end = _place_of(body, _words_of(body, target))
    if after and not body.text[start:end].endswith("。"):
        raise Refused(EditReason.PLACE_NOT_FOUND)
    body.put(end if after else start, end if after else start, text)
    body.shifted = True
    return 1


def _before(body: Body, to: Address) -> tuple[Address, bool]:
    """The sentence that one of a given number follows, or the one before which it becomes the first."""
    if to.sentence == 1:
        return to, False
    number = len(sentences(body.printed)) if to.sentence == LAST else to.sentence - 1
    return without_sentence(to, number), True


def _beside(body: Body, target: Address, edit: Edit) -> int:
    words, after = edit.words[0], edit.place is not Place.BEFORE
    if target.sentence < LAST:
        _once(body.count(words))
        return body.beside(words, edit.text, after=after)
    start, end = _place_of(body, _words_of(body, target))
    found = list(searched(words).finditer(body.text[start:end]))
    _once(len(found))
    at = start + (found[0].end() if after else found[0].start())
    body.put(at, at, edit.text)
    return 1


_APPLIERS: dict[EditKind, Callable[[Body, Address, Edit], int]] = {
    EditKind.SUBSTITUTION: _substitute,
    EditKind.REPEAL: _repeal,
    EditKind.TEXT_SUBSTITUTION: _in_words,
    EditKind.TEXT_REPEAL: _in_words,
    EditKind.TEXT_INSERTION: _insert,
}
