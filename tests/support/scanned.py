"""Search as a scan of everything: what the index must answer, word by word and in the same order."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlmodel import Session
from support.shelf import AMENDED, EARLIER, PLAN, statute

from diffs.clauses import Kind
from diffs.passages import folded, stands_in
from service.house import House
from service.searching import HEAD, Question, search
from service.tracking import track_file
from storage import documents, versions
from storage.records import ClauseRow, Document, Version
from storage.searching import Filters

SAMPLES = Path(__file__).parents[2] / "samples"
ODD = [
    "全角ＡＢＣ与半角abc、ＡｂＣ　１２３号，第 三 条",
    "含零宽\u200b字符与软\u00ad连字符，⼀⼆⼯⽅案，RCEP 成员国 DATA  Act 2021",
    "百分号100%、下划线_与反斜线\\和引号\"'、SELECT * FROM x; DROP TABLE clause;--",
    "<script>alert(1)</script>&amp;𠮷野家😀👨‍👩‍👧与㎡①İstanbul ΣΑΣ",
    "的的的的的",
]


def fill(house: House) -> None:
    """Two plans, a law in three versions, a draft and its final text, and a text of odd characters."""
    for name in ("shenyang-2022-plan.txt", "yubei-draft-plan.txt"):
        track_file(house, name, (SAMPLES / name).read_bytes())
    first = track_file(house, "law.txt", statute(EARLIER).encode(), dated_on=date(2020, 5, 1))
    track_file(house, "law.txt", statute(AMENDED).encode(), document_id=first.document, dated_on=date(2025, 11, 1))
    track_file(house, "law.txt", statute(AMENDED[2:]).encode(), document_id=first.document, dated_on=date(2022, 3, 1))
    for stage, years in (("（征求意见稿）", 3), ("", 5)):
        track_file(house, "plan.txt", PLAN.format(stage=stage, years=years).encode())
    track_file(house, "odd.txt", statute(ODD, title="关于ＡＢＣ（数据）的规定").encode(), dated_on=date(2025, 11, 1))


@dataclass(frozen=True, slots=True)
class Text:
    """One version with everything a scan reads."""

    document: Document
    version: Version
    latest: bool
    clauses: tuple[tuple[int, ClauseRow, str], ...]

    @property
    def head(self) -> list[str]:
        return [folded(part) for part in (self.version.facts["title"], self.version.facts["number"]) if part]


def texts(session: Session) -> list[Text]:
    """Everything that is held."""
    found = []
    for document in documents.listed(session, limit=1000):
        history = versions.of_document(session, document.id)
        for version in history:
            rows = versions.clauses(session, version.id)
            clauses = tuple((n, row, folded(row.heading + row.heading_sep + row.text)) for n, row in enumerate(rows))
            found.append(Text(document, version, version is history[-1], clauses))
    return found


Keys = list[tuple[str, int]]


def scanned(held: list[Text], serials: dict[str, int], question: Question) -> Keys:
    """The hits as (version id, place), by reading everything."""
    filters = question.filters
    order = sorted(
        (text for text in held if _passes(text, filters)),
        key=lambda one: (versions.history_date(one.version.dated_on, one.version.observed_at), serials[one.version.id]),
        reverse=True,
    )
    headed = [text for text in order if not filters.kinds and _in_head(text, question.words)]
    found: Keys = []
    for text in [*headed, *(text for text in order if text not in headed)]:
        found += [(text.version.id, HEAD)] if text in headed else []
        for place, row, words in text.clauses:
            if all(stands_in(word, words) for word in question.words) and (
                not filters.kinds or row.kind in filters.kinds
            ):
                found.append((text.version.id, place))
    return found


def walked(session: Session, question: Question, limit: int) -> Keys:
    """The hits as (version id, place), page by page."""
    found: Keys = []
    start = None
    while True:
        answer = search(session, question, start, limit)
        found += [(hit.text.version_id, hit.position.place) for hit in answer.hits]
        assert len(answer.hits) <= limit
        if answer.following is None:
            return found
        start = answer.following


def questions(held: list[Text], seed: int, count: int) -> Iterator[Question]:
    """Questions of 1, 2, 3, 8 and more characters, from the texts and from nowhere, with and without filters."""
    chance = random.Random(seed)
    wordings = [words for text in held for _, _, words in text.clauses if words]
    for _ in range(count):
        near = [chance.choice(wordings)] if chance.random() < 0.8 else wordings
        words = tuple({_word(chance, near) for _ in range(chance.choice((1, 1, 1, 2, 3)))} - {""}) or ("的",)
        yield Question(words, _filters(chance, held) if chance.random() < 0.4 else Filters())


def _word(chance: random.Random, wordings: list[str]) -> str:
    length = chance.choice((1, 2, 2, 3, 8, 8, 30))
    if chance.random() < 0.15:
        return folded("".join(chance.choice("的务数据市第三条%_\\ab1【，") for _ in range(min(length, 4))))
    source = chance.choice(wordings)
    begin = chance.randrange(len(source))
    return folded(source[begin : begin + length])


def _filters(chance: random.Random, held: list[Text]) -> Filters:
    one = chance.choice(held)
    return Filters(
        places=(place[: chance.randrange(1, 7)],)
        if (place := one.document.jurisdiction) and chance.random() < 0.4
        else (),
        issuers=one.document.issuers[:1] if chance.random() < 0.2 else (),
        stages=(one.document.stage,) if chance.random() < 0.3 else (),
        kinds=(chance.choice([*Kind]), "paragraph") if chance.random() < 0.4 else (),
        dated_from=date(chance.randrange(2019, 2026), 6, 1) if chance.random() < 0.3 else None,
        dated_until=date(chance.randrange(2020, 2027), 6, 1) if chance.random() < 0.3 else None,
        history=chance.random() < 0.6,
    )


def _passes(text: Text, filters: Filters) -> bool:
    day = text.version.dated_on
    return (
        (filters.history or text.latest)
        and (not filters.places or (text.document.jurisdiction or "").startswith(filters.places))
        and (not filters.issuers or bool({*filters.issuers} & {*text.document.issuers}))
        and (not filters.stages or text.document.stage in filters.stages)
        and (filters.dated_from is None or (day is not None and day >= filters.dated_from))
        and (filters.dated_until is None or (day is not None and day <= filters.dated_until))
    )


def _in_head(text: Text, words: tuple[str, ...]) -> bool:
    return all(any(stands_in(word, part) for part in text.head) for word in words)
