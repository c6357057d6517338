"""The forms of amendment decisions, each read into typed edits once ``forms`` has matched it.

Each takes what was read so far, the passage and the match; ``None`` says that the form does not fit after all.
"""

import re
from collections.abc import Callable
from dataclasses import replace

from diffs.amending.additions import added_to, outer_of, place_said
from diffs.amending.context import Context
from diffs.amending.edits import Edit, EditKind, Place
from diffs.amending.signs import Signs, destinations, exceptions
from diffs.amending.targets import Address, label_of
from diffs.parsing.numbering import numeral


def _absorb(context: Context, signs: Signs, match: re.Match[str]) -> list[Edit] | None:
    """第十条并入第九条，作为第三款."""
    targets = context.cited(signs, match)
    into = signs.addresses(match.start("into"))
    to = destinations(signs, match, into)
    return [Edit(EditKind.RENUMBERING, targets, to)] if len(into) == 1 and len(targets) == len(to) else None


def _join(context: Context, signs: Signs, match: re.Match[str]) -> list[Edit] | None:
    targets = context.cited(signs, match)
    if len(targets) < 2:
        return [Edit(EditKind.UNREAD, targets)]
    to = destinations(signs, match, targets)
    return [Edit(EditKind.JOIN, targets, to, text="\n".join(signs.quoted(match, "text")))]


def _split(context: Context, signs: Signs, match: re.Match[str]) -> list[Edit] | None:
    targets = context.cited(signs, match)
    to = destinations(signs, match, targets)
    texts = signs.quoted(match, "text")
    if match["unit"] == "款" and texts and all(one.whole_article for one in targets):
        return [Edit(EditKind.SUBSTITUTION, targets, text="\n".join(texts))]
    return [Edit(EditKind.SPLIT, targets, to, text="\n".join(texts))]


def _renumber(context: Context, signs: Signs, match: re.Match[str]) -> list[Edit] | None:
    targets = context.cited(signs, match)
    to = destinations(signs, match, targets)
    text = "\n".join(signs.quoted(match, "text"))
    if (
        re.search("本(?:决定|修正案|通知|令)", match.group())
        and targets
        and all(one.attachment for one in (*targets, *to))
    ):
        if text or len(targets) != len(to) or any(one.steps for one in (*targets, *to)):
            return [Edit(EditKind.UNREAD, targets)]
        pairs = zip(targets, to, strict=True)
        return [Edit(EditKind.SUBSTITUTION, (one,), words=(annex.attachment or "",)) for one, annex in pairs]
    made = any(one.container for one in to) and any(one.whole_article for one in targets) and "移" not in match.group()
    if made or any(address.sentence for address in (*targets, *to)):
        return [Edit(EditKind.UNREAD, targets)]
    if text and len(targets) != len(to) and 1 in (len(targets), len(to)):
        return [Edit(EditKind.SPLIT if len(targets) == 1 else EditKind.JOIN, targets, to, text=text)]
    edits = [Edit(EditKind.RENUMBERING, targets, to)]
    return [*edits, Edit(EditKind.SUBSTITUTION, targets, text=text)] if text else edits


def _heading(context: Context, signs: Signs, match: re.Match[str]) -> list[Edit] | None:
    targets = context.cited(signs, match) if match["at"] else ()
    if not targets and "章名" in match.group() and context.subject and context.subject[-1].container:
        targets = context.subject
    named = re.sub("^《|》$", "", signs.titles[match.start("named")]) if match["named"] else ""
    words = signs.quoted(match, "among")
    last = context.edits[-1] if context.edits else None
    if (
        last
        and not (words or last.text)
        and last.kind is EditKind.JOIN
        and targets in (last.targets, last.destinations)
    ):
        extent = (*last.extent, signs.extent(match.start(), match.end()))
        context.edits[-1] = replace(
            last, text=signs.quoted(match, "text")[0] if match["text"] else named, extent=extent
        )
        return []
    return [Edit(EditKind.HEADING_SUBSTITUTION, targets, words=words, text=named or signs.quoted(match, "text")[0])]


def _words(context: Context, signs: Signs, match: re.Match[str]) -> list[Edit] | None:
    if match["all"]:
        context.subject = ()
    words, texts = signs.quoted(match, "words"), signs.quoted(match, "text")
    targets = context.cited(signs, match)
    edit = Edit(EditKind.TEXT_SUBSTITUTION, targets, exceptions=exceptions(signs, match))
    if 1 == len(words) < len(texts) == len(targets) and "分别" in match.group():
        return [replace(edit, targets=(one,), words=words, text=text) for one, text in zip(targets, texts, strict=True)]
    if len(texts) not in (1, len(words)):
        return None
    if len(texts) == 1:
        return [replace(edit, words=words, text=texts[0])]
    return [replace(edit, words=(word,), text=text) for word, text in zip(words, texts, strict=True)]


def _substitute(context: Context, signs: Signs, match: re.Match[str]) -> list[Edit] | None:
    targets = context.cited(signs, match) if match["at"] else context.subject
    return [Edit(EditKind.SUBSTITUTION, targets, text="\n".join(signs.quoted(match, "text")))] if targets else None


def _annexed(context: Context, signs: Signs, match: re.Match[str]) -> list[Edit] | None:
    """附件一修改为本决定附件2: the text is looked for when all of the decision was read."""
    targets = context.cited(signs, match)
    if len(targets) != 1 or targets[0].attachment is None or targets[0].steps:
        return None
    return [Edit(EditKind.SUBSTITUTION, targets, words=(label_of(match["label"]),))]


def _chain_text(context: Context, signs: Signs, match: re.Match[str]) -> list[Edit] | None:
    if not context.subject or not context.edits:
        return None
    return [Edit(EditKind.SUBSTITUTION, context.subject, text="\n".join(signs.quoted(match, "text")))]


def _scattered(context: Context, signs: Signs, match: re.Match[str]) -> list[Edit] | None:
    """将第三条中的“甲”、第五条中的“乙”修改为“丙”, or 分别修改为“丙”、“丁”."""
    texts = signs.quoted(match, "text")
    span = (match.start(), match.start("text"))
    if len(texts) not in (1, sum(at in signs.quotes for at in range(*span))):
        return None
    edits = _placed_words(context, signs, span, Edit(EditKind.TEXT_SUBSTITUTION))
    return [replace(edit, text=texts[at % len(texts)]) for at, edit in enumerate(edits)]


def _placed_words(context: Context, signs: Signs, span: tuple[int, int], edit: Edit) -> list[Edit]:
    """``edit`` for each quotation of a span, at the place that is cited before it."""
    edits: list[Edit] = []
    for at in range(*span):
        if at in signs.citations:
            context.subject = signs.within(at, context.subject[-1] if context.subject else None)
        elif at in signs.quotes:
            edits.append(replace(edit, targets=context.subject, words=(signs.quotes[at],)))
    return edits


def _about(context: Context, signs: Signs, match: re.Match[str]) -> list[Edit] | None:
    context.about = context.cited(signs, match)
    return []


def _delete_words(context: Context, signs: Signs, match: re.Match[str]) -> list[Edit] | None:
    targets = () if match["all"] else context.cited(signs, match)
    words = signs.quoted(match, "words")
    return [Edit(EditKind.TEXT_REPEAL, targets, words=words, exceptions=exceptions(signs, match))]


def _delete_scattered(context: Context, signs: Signs, match: re.Match[str]) -> list[Edit] | None:
    """删去第三条中的“甲”和第五条中的“乙”."""
    return _placed_words(context, signs, match.span(), Edit(EditKind.TEXT_REPEAL))


def _delete_heading(context: Context, signs: Signs, match: re.Match[str]) -> list[Edit] | None:
    targets = context.cited(signs, match)
    return [Edit(EditKind.HEADING_REPEAL, targets)] if all(target.container for target in targets) else None


def _delete(context: Context, signs: Signs, match: re.Match[str]) -> list[Edit] | None:
    targets = context.cited(signs, match)
    return [Edit(EditKind.REPEAL, targets)] if targets else None


def _delete_inside(context: Context, signs: Signs, match: re.Match[str]) -> list[Edit] | None:
    """第四条删去第二款."""
    outer, inside = context.cited(signs, match, "outer"), signs.addresses(match.start("at"))
    if len(outer) != 1 or any(one.article is not None or one.containers or one.attachment for one in inside):
        return None
    return [Edit(EditKind.REPEAL, context.cited(signs, match))]


def _announced(context: Context, signs: Signs, match: re.Match[str]) -> list[Edit] | None:
    """增加一款，作为第二款，原第二款作为第三款，第二款为：“…”: the text of what was announced before."""
    found = tuple(
        address.within(context.subject[-1]) for address in signs.addresses(match.start("at")) if context.subject
    )
    for at, edit in enumerate(context.edits):
        if edit.kind is EditKind.INSERTION and not edit.text and edit.destinations == found:
            texts = signs.quoted(match, "text")
            extent = (*edit.extent, signs.extent(match.start(), match.end()))
            context.edits[at] = replace(edit, text="\n".join(texts), texts=texts, extent=extent)
            return []
    return None


def _about_here(context: Context, signs: Signs, match: re.Match[str]) -> list[Edit] | None:
    """修改第五条，将第一款中的…: the article is named for this passage alone."""
    context.cited(signs, match)
    return []


def _insert_attachment(_context: Context, signs: Signs, match: re.Match[str]) -> list[Edit] | None:
    """增加一个附件，作为附件三：“…”."""
    to = Address(attachment=label_of(match["as"] or match["label"]))
    texts = signs.quoted(match, "text")
    return [Edit(EditKind.INSERTION, (), (to,), text="\n".join(texts), texts=texts, unit="附件", count=1)]


def _insert_named(context: Context, signs: Signs, match: re.Match[str]) -> list[Edit] | None:
    """增加第二十一条：“…”, 增加第三款：“…”."""
    outer = context.subject[-1] if context.subject else None
    to = signs.within(match.start("to"), outer)
    last = to[-1]
    if last.container or last.preamble or last.attachment is not None:
        return None
    unit = "条" if last.whole_article else "款" if last.item is None else "项" if last.point is None else "目"
    targets = () if unit == "条" else (replace(last, paragraph=None, item=None, point=None, sentence=0),)
    if unit in ("项", "目"):
        targets = (replace(last, item=None, point=None),) if unit == "项" else (replace(last, point=None),)
    texts = signs.quoted(match, "text")
    return [Edit(EditKind.INSERTION, targets, to, text="\n".join(texts), texts=texts, unit=unit, count=len(to))]


def _insert(context: Context, signs: Signs, match: re.Match[str]) -> list[Edit] | None:
    unit, count = match["unit"], numeral(match["n"])
    unit = "款" if unit in ("段", "自然段") else unit
    to = signs.addresses(match.start("to")) if match["to"] else ()
    targets: tuple[Address, ...] = ()
    if match["at"] or unit not in ("条", "章", "节", "编"):
        targets = context.cited(signs, match)
    place = place_said(match["where"]) if match["at"] else None
    targets = targets[:1] if match["where"] == "之间" else targets
    if not match["at"]:
        targets = outer_of(targets, unit)
        if to and to[-1].article is not None and unit in ("款", "项", "目"):
            targets = outer_of(to, unit) if unit != "目" else (replace(to[-1], point=None),)
        elif unit == "条" and context.edits and context.edits[-1].kind is EditKind.HEADING_SUBSTITUTION:
            targets = context.subject if context.edits[-1].targets == context.subject else ()
    if unit in ("款", "项", "目") or (targets and targets[-1].attachment is not None):
        outer = targets[-1] if targets else None
        attached = outer is not None and outer.attachment is not None
        to = added_to(outer, to, place) if attached and outer else tuple(address.within(outer) for address in to)
        context.subject = targets if attached else outer_of(targets, unit) or context.subject
    texts = signs.quoted(match, "text") + signs.quoted(match, "more")
    edit = Edit(
        EditKind.INSERTION, targets, to, text="\n".join(texts), texts=texts, place=place, unit=unit, count=count
    )
    if match["holds"]:
        edit = replace(edit, words=tuple(address.marker for address in signs.addresses(match.start("holds"))[:1]))
    return [edit]


def _insert_words(context: Context, signs: Signs, match: re.Match[str]) -> list[Edit] | None:
    targets = context.cited(signs, match)
    if not targets and not match["words"]:
        return None
    place = Place.AFTER if "之间" in match.group() else place_said(match["where"])
    to = destinations(signs, match, targets, "as")
    if to:
        return [Edit(EditKind.TEXT_INSERTION, targets, to, text=signs.quoted(match, "text")[0], place=place)]
    if place is None and match["words"]:
        return None
    words = signs.quoted(match, "words")
    if not words and place is Place.AFTER:
        place = Place.END
    if not words and place is None and all(one.paragraph or one.item or one.steps or one.sentence for one in targets):
        place = Place.END
    if not words and place is None:
        return [Edit(EditKind.UNREAD, targets, text=signs.quoted(match, "text")[0])]
    return [Edit(EditKind.TEXT_INSERTION, targets, words=words, text=signs.quoted(match, "text")[0], place=place)]


def _move(context: Context, signs: Signs, match: re.Match[str]) -> list[Edit] | None:
    if not context.subject or not context.edits:
        return None
    return [Edit(EditKind.RENUMBERING, context.subject, destinations(signs, match, context.subject))]


READERS: dict[str, Callable[[Context, Signs, re.Match[str]], list[Edit] | None]] = {
    "absorb": _absorb,
    "join": _join,
    "split": _split,
    "renumber": _renumber,
    "heading": _heading,
    "words": _words,
    "annexed": _annexed,
    "scattered": _scattered,
    "about": _about,
    "substitute": _substitute,
    "delete_heading": _delete_heading,
    "delete_scattered": _delete_scattered,
    "delete_words": _delete_words,
    "delete": _delete,
    "delete_inside": _delete_inside,
    "about_here": _about_here,
    "insert": _insert,
    "insert_attachment": _insert_attachment,
    "insert_named": _insert_named,
    "insert_words": _insert_words,
    "move": _move,
    "announced": _announced,
    "chain_text": _chain_text,
}
