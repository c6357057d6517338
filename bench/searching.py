"""Search under a fixed rate: a store made of the samples, a service of its own process, requests sent on the clock."""

import json
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote

from sqlmodel import Session

from bench import speed
from bench.loads import loaded, served, settings_of
from bench.measures import timed
from bench.report import OURS, Row
from diffs.clauses import Outline
from diffs.passages import FOLDING
from service.house import House, open_house
from service.indexing import folded_version
from service.outlines import clause_row, facts_json
from storage import documents, versions
from storage.grams import Folded
from storage.identifiers import digest_of
from storage.records import Cause, NewVersion, SnapshotRef

_OBSERVED = datetime(2026, 3, 2, tzinfo=UTC)
#: Requests a second, and how long the slowest of a hundred may take.
RATE, MOST = 20, 150.0
#: A word that is exchanged now and then, so that copies differ as real ones do.
_EXCHANGED = re.compile("推进|支持|加强|探索|优化|完善|推动|鼓励")
_OTHERS = ("深化", "扩大", "引导", "落实", "提升", "健全", "建立", "培育")


@dataclass(frozen=True, slots=True)
class Store:
    """A data folder, how many clauses it holds, and words from them."""

    folder: Path
    clauses: int
    texts: tuple[str, ...]


def searches(copies: int, seconds: int) -> Iterator[Row]:
    """The index of one law, then searches on a store of so many copies of the samples."""
    with TemporaryDirectory() as folder:
        yield _written(Path(folder) / "law")
        store = filled(Path(folder) / "store", copies)
        with served(store.folder) as (port, process):
            for length in (1, 2, 3, 8):
                yield _loaded(store, port, length, seconds, process)


def filled(folder: Path, copies: int) -> Store:
    """A store of copies of the samples and of a statute of 250 articles, each with words exchanged."""
    chance = random.Random(7)
    outlines = [*map(speed.sample, speed.names()), speed.statute(250)]
    texts: list[str] = []
    with open_house(settings_of(folder)) as house:
        for copy in range(copies):
            for outline in outlines:
                varied = _varied(outline, chance) if copy else outline
                house.database.run(lambda session, one=varied, at=copy: add(session, one, at))
                texts += [clause.wording for clause in varied.clauses if clause.wording]
    return Store(folder, len(texts), tuple(texts))


def _written(folder: Path) -> Row:
    """What the index adds to the writing of one law: the same version with its words and without."""
    outline = speed.statute(250)
    with open_house(settings_of(folder)) as house:
        plain, indexed = (_writing(house, outline, words=words) for words in (False, True))
    size = f"{plain[1] / 1000:.0f} kB without, {(indexed[1] - plain[1]) / 1000:.0f} kB for the index"
    found = f"{len(outline.clauses)} clauses, {size}"
    added = indexed[0] - plain[0]
    return Row(
        "search: the index of a law of 250 articles",
        OURS,
        milliseconds=added,
        target="≤ 100 ms more",
        met=added <= 100,
        found=found,
    )


def _writing(house: House, outline: Outline, *, words: bool) -> tuple[float, int]:
    """Processor milliseconds of writing it (best of five) and bytes that one took."""
    file, times, sizes = house.settings.data / "clausewatch.db", [], []
    for _ in range(5):
        before = _size(file)
        _, time_taken = timed(lambda: house.database.run(lambda session: add(session, outline, 0, words=words)))
        times.append(time_taken.processor)
        sizes.append(_size(file) - before)
    return min(times), sum(sizes) // len(sizes)


def _size(file: Path) -> int:
    import sqlite3

    with sqlite3.connect(file) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return file.stat().st_size


def _loaded(store: Store, port: int, length: int, seconds: int, process: int) -> Row:
    chance = random.Random(length)
    words = [_word(chance, store.texts, length) for _ in range(RATE * seconds)]
    load = loaded(port, process, [f"/api/v1/search?q={quote(word)}" for word in words], RATE)
    hits = sum(len(json.loads(body)["items"]) for body in load.bodies) / len(load.bodies)
    return Row(
        f"search under {RATE} requests a second",
        f"{OURS}, {length} characters",
        milliseconds=load.processor,
        wall=load.slow,
        target=f"p99 ≤ {MOST:.0f} ms",
        met=load.slow <= MOST,
        found=f"{load.said}; {hits:.0f} hits a page; {store.clauses:,} clauses",
    )


def _word(chance: random.Random, texts: tuple[str, ...], length: int) -> str:
    while True:
        text = chance.choice(texts)
        begin = chance.randrange(len(text))
        word = text[begin : begin + length]
        if len(word) == length and not re.search(r'[\s"]', word):
            return word


def _varied(outline: Outline, chance: random.Random) -> Outline:
    def exchanged(text: str) -> str:
        return _EXCHANGED.sub(lambda found: chance.choice(_OTHERS) if chance.random() < 0.2 else found[0], text)

    return replace(outline, clauses=tuple(replace(one, text=exchanged(one.text)) for one in outline.clauses))


def add(session: Session, outline: Outline, copy: int, *, words: bool = True) -> str:
    """Store an outline as a document of its own; gives the version's id."""
    facts, clauses = facts_json(outline.document), tuple(map(clause_row, outline.clauses))
    text = "\n".join(clause.wording for clause in outline.clauses)
    folded = folded_version(facts, clauses) if words else Folded(FOLDING, (), ("",) * len(clauses))
    kept = documents.create(
        session,
        key=outline.document.title,
        title=outline.document.title,
        number=outline.document.number,
        issuers=outline.document.issuers,
        jurisdiction=outline.document.jurisdiction,
        stage=str(outline.document.stage),
        synthetic=False,
        now=_OBSERVED,
    )
    digest = digest_of(text)
    new = NewVersion(
        cause=Cause.FIRST,
        text=text,
        text_digest=digest,
        facts=facts,
        findings=(),
        clauses=clauses,
        folded=folded,
        snapshots=(SnapshotRef("file", digest, None, None, None, _OBSERVED),),
        parser="bench",
        dated_on=_OBSERVED.date() - timedelta(days=copy * 30),
        observed_at=_OBSERVED,
        news=False,
    )
    return versions.add(session, kept.id, new).id
