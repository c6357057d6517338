"""What every paper says of itself: how to read it, what was replaced throughout, what is not listed, where it is from."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from diffs.comparison import ChangeClass
from diffs.rendering import Side
from service.papers.characters import UNSEEN, one_line
from service.papers.entries import Listing, only_renumbered
from service.papers.numbers import Neighbours, told
from service.papers.wording import by_hand, places, said_of
from service.sheets.heads import TextFacts
from service.sheets.rows import Row
from service.sheets.sheet import Sheet
from service.texts import Language, say
from storage.calendar import SHANGHAI

#: How many runs of renumbered clauses are spelt out.
LISTED = 40
_INNER = re.compile(r"《(.+)》的通知$")
_HIDDEN_TITLE = str.maketrans("《》", "〈〉")

Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Preface:
    """A paper's own words. ``columns`` head the two texts, ``notes`` stand before the table, ``sources`` after it:
    for each text a name and what is known of it. ``method`` says how and from what the paper was made."""

    title: str
    columns: tuple[str, str]
    digest: str
    notes: tuple[str, ...]
    sources: tuple[tuple[str, Pairs], tuple[str, Pairs]]
    method: str
    disclaimer: str
    synthetic: str | None


def preface(sheet: Sheet, listed: Listing, language: Language) -> Preface:
    """The words around a sheet's entries."""
    return Preface(
        title=paper_title(sheet, language),
        columns=(_column(sheet, 0, language), _column(sheet, 1, language)),
        digest=getattr(sheet.comparison.digest, language.value),
        notes=tuple(_notes(sheet, listed, language)),
        sources=(_source(sheet, 0, language), _source(sheet, 1, language)),
        method=said_of(sheet, language, "comparison.method", algorithm=sheet.comparison.algorithm),
        disclaimer=say(language, "paper.disclaimer"),
        synthetic=say(language, "synthetic.mark") if any(head.synthetic for head in sheet.heads) else None,
    )


def paper_title(sheet: Sheet, language: Language) -> str:
    """《X》新旧条文对照表, or 《X》与《Y》两地条文对照表."""
    return said_of(sheet, language, "paper.title", names=document_names(sheet, language)).strip()


def document_names(sheet: Sheet, language: Language) -> str:
    """The documents' names in 《》; one of them when both texts are called alike, or are one law's versions."""
    names = list(dict.fromkeys(_named(head.title) for head in sheet.heads if head.title))
    if not names:
        return ""
    return say(language, "paper.and").join(names) if sheet.asked.across else names[-1]


def side_name(sheet: Sheet, index: int, language: Language) -> str:
    """What a side is called at the head of its column."""
    if sheet.asked.across:
        return sheet.names[index]
    return say(language, "paper.before" if index == 0 else "paper.after")


def moment(at: datetime) -> str:
    """A moment in Beijing time, ISO 8601."""
    return at.astimezone(SHANGHAI).isoformat(timespec="seconds")


def filters(sheet: Sheet, language: Language) -> str:
    """The filters that are set, in words; empty without any."""
    asked = sheet.asked
    said = [
        *(said_of(sheet, language, f"label.{one}") for one in asked.labels),
        *(said_of(sheet, language, f"class.{one}") for one in asked.classes),
        *(say(language, f"signal.{one}") for one in asked.signals),
        *(say(language, f"fate.{one}") for one in asked.counting.fates),
    ]
    if asked.counting.fates and asked.counting.side is not Side.BOTH:
        said.append(sheet.names[0 if asked.counting.side is Side.OLD else 1])
    if asked.word:
        said.append(say(language, "paper.word", word=one_line(asked.word)))
    return "、".join(said)


def _named(title: str) -> str:
    inner = _INNER.search(title)
    return f"《{one_line(inner[1] if inner else title).translate(_HIDDEN_TITLE)}》"


def _column(sheet: Sheet, index: int, language: Language) -> str:
    """修订后（2025-06-27，2025-10-15施行)."""
    head = sheet.heads[index]
    dates = dict(head.dates)
    first = next((day for name, day in head.dates if name != "effective_on"), head.dated_on)
    said = [first.isoformat()] if first else []
    if "effective_on" in dates and dates["effective_on"] != first:
        said.append(say(language, "paper.in_force", day=dates["effective_on"].isoformat()))
    name = side_name(sheet, index, language)
    return say(language, "paper.dated", name=name, dates=say(language, "paper.comma").join(said)) if said else name


def _notes(sheet: Sheet, listed: Listing, language: Language) -> Iterator[str]:
    yield said_of(sheet, language, "paper.reading")
    if sheet.comparison.substitutions:
        pairs = say(language, "paper.semicolon").join(
            said_of(
                sheet, language, "paper.substitution", old=one_line(one.old), new=one_line(one.new), count=one.count
            )
            for one in sheet.comparison.substitutions
        )
        yield said_of(sheet, language, "paper.replaced", pairs=pairs)
    yield from _unlisted(sheet, listed, language)
    yield from _hands(sheet, language)
    unseen = sum(len(UNSEEN.findall(clause.wording)) for outline in sheet.texts for clause in outline.clauses)
    if unseen:
        yield say(language, "paper.unseen", count=unseen)


def _unlisted(sheet: Sheet, listed: Listing, language: Language) -> Iterator[str]:
    """What is not listed, counted by reason, so that nothing is left out in silence."""
    changed = sum(not row.unchanged for row in sheet.every)
    left = [row for row in listed.left if not row.unchanged]
    said = filters(sheet, language)
    key = "paper.listed_filtered" if sheet.asked.filtered else "paper.listed"
    yield said_of(sheet, language, key, filters=said, shown=changed - len(left), changed=changed, boxes=listed.boxes)
    if left:
        reasons = Counter(_reason(row, sheet, language) for row in left)
        counted = [say(language, "paper.counted", reason=reason, count=count) for reason, count in reasons.items()]
        yield said_of(sheet, language, "paper.unlisted", reasons=say(language, "paper.comma").join(counted))
    steps = Neighbours(sheet).steps(row for row in listed.left if only_renumbered(row))
    numbers = [told(step, language, across=sheet.asked.across) for step in steps]
    if numbers:
        more = say(language, "paper.more") if len(numbers) > LISTED else ""
        pairs = say(language, "paper.semicolon").join(numbers[:LISTED]) + more
        yield said_of(sheet, language, "paper.numbers", pairs=pairs)
    unchanged = sum(row.unchanged for row in listed.left)
    if unchanged:
        yield said_of(sheet, language, "paper.same", count=unchanged)


def _reason(row: Row, sheet: Sheet, language: Language) -> str:
    if only_renumbered(row):
        return said_of(sheet, language, "paper.only_renumbered")
    if row.change_class not in (None, ChangeClass.WORDING):
        return said_of(sheet, language, f"class.{row.change_class}")
    return said_of(sheet, language, f"label.{row.labels[0]}")


def _hands(sheet: Sheet, language: Language) -> Iterator[str]:
    """The pairings that people made, whether or not their rows are listed."""
    for row in sheet.every:
        for said in by_hand(row, sheet.overrides):
            apart = said.old is None or said.new is None
            where = places((*row.old, *row.new)) if apart else f"{places(row.old)}—{places(row.new)}"
            note = said.override.note
            yield say(
                language,
                "paper.hand_apart" if apart else "paper.hand",
                where=where,
                at=moment(said.override.created_at)[:10],
                note=say(language, "paper.note", note=one_line(note)) if note else "",
            )


def _source(sheet: Sheet, index: int, language: Language) -> tuple[str, Pairs]:
    return side_name(sheet, index, language), tuple(_facts(sheet.heads[index], language))


def _facts(head: TextFacts, language: Language) -> Iterator[tuple[str, str]]:
    def fact(key: str, value: object) -> Iterator[tuple[str, str]]:
        if value:
            yield say(language, key), one_line(str(value))

    yield from fact("paper.document", head.title or say(language, "comparison.untitled"))
    yield from fact("fact.number", head.number)
    yield from fact("fact.issuers", "、".join(head.issuers))
    for name, day in head.dates:
        yield from fact(f"date.{name}", day)
    yield from fact("fact.file", head.file_name)
    yield from fact("fact.source", head.url)
    yield from fact("fact.observed", moment(head.observed_at) if head.observed_at else None)
    yield from fact("paper.version_id", head.version_id)
    yield from fact("paper.digest", head.snapshot)
    yield from fact("paper.text_digest", head.text_digest)
