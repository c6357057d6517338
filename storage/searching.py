"""The search index: written with each version, read newest first, never trusted for more than where to look."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, Final

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Integer,
    bindparam,
    delete,
    func,
    text,
    true,
    tuple_,
    union_all,
    update,
)
from sqlalchemy.orm import aliased
from sqlmodel import Session, and_, col, or_, select

from storage.dialects import insert_columns
from storage.grams import Folded, postings, shared_places, spread, unpack
from storage.models import ClauseRow, DocumentIssuerRow, DocumentRow, VersionRow
from storage.search_tables import SearchPostingRow, SearchTextRow

#: Grams are counted up to so many versions: one that stands in more is common, and that is all there is to know.
COMMON: Final = 1000
#: At most so many grams of a question are counted, and so many of the rarest must stand in a clause together.
COUNTED, JOINED = 16, 4
#: So many clauses are read in one query.
_TOGETHER: Final = 64


@dataclass(frozen=True, slots=True)
class Filters:
    """What a version or clause must be besides holding the words; within one filter any will do, an empty one asks
    nothing.

    ``places`` are beginnings of the jurisdiction; places, issuers and stages are the document's, days the version's
    legal date, both ends included. Without ``history`` only the last version of each document is looked at.
    """

    places: tuple[str, ...] = ()
    issuers: tuple[str, ...] = ()
    stages: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    dated_from: date | None = None
    dated_until: date | None = None
    history: bool = False


@dataclass(frozen=True, slots=True, order=True)
class Spot:
    """A version's place in the order of answers, which runs from high to low: newest day first, then last indexed."""

    day: int
    serial: int

    @property
    def next(self) -> "Spot":
        """Where to go on after this version."""
        return Spot(self.day, self.serial - 1)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A version that may hold the words, with the places of the clauses that may; ``places`` is empty for heads."""

    spot: Spot
    version_id: str
    document_id: str
    title: str
    number: str | None
    dated_on: date | None
    latest: bool
    jurisdiction: str | None
    stage: str
    synthetic: bool
    places: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ClauseText:
    """A clause with the words it shows."""

    version_id: str
    position: int
    clause_id: str
    path: str
    kind: str
    heading: str
    heading_sep: str
    text: str

    @property
    def wording(self) -> str:
        """Heading, separator and text, as the clause prints them."""
        return f"{self.heading}{self.heading_sep}{self.text}"


@dataclass(frozen=True, slots=True)
class Sharing:
    """A clause, by version and place in it, with how many of the grams asked for it holds."""

    version_id: str
    position: int
    grams: int


@dataclass(frozen=True, slots=True)
class Offered:
    """What the filters can be set to: the places, issuers and stages of the documents held."""

    places: tuple[str, ...]
    issuers: tuple[str, ...]
    stages: tuple[str, ...]


def write(session: Session, version: VersionRow, folded: Folded) -> None:
    """Index a version that is not indexed yet; ``mark_latest`` must follow in the same transaction."""
    row = SearchTextRow(
        version_id=version.id,
        document_id=version.document_id,
        day=version.ordered_on.toordinal(),
        dated_on=version.dated_on,
        latest=False,
        folding=folded.folding,
        title=str(version.facts.get("title") or ""),
        number=version.facts.get("number"),
    )
    session.add(row)
    session.flush()
    found = sorted(postings(folded).items())
    insert_columns(
        session,
        SearchPostingRow,
        {"gram": [gram for gram, _ in found], "places": [places for _, places in found]},
        {"day": row.day, "serial": row.serial},
    )


def mark_latest(session: Session, document_id: str, version_id: str) -> None:
    """Say which of a document's versions stands last in its history."""
    last = col(SearchTextRow.version_id) == version_id
    theirs = and_(col(SearchTextRow.document_id) == document_id, col(SearchTextRow.latest) != last)
    session.exec(update(SearchTextRow).where(theirs).values(latest=last))


def indexed(session: Session, version_id: str) -> bool:
    """Whether a version is in the index."""
    return session.exec(select(SearchTextRow.serial).where(SearchTextRow.version_id == version_id)).first() is not None


def missing(session: Session, folding: str) -> tuple[str, ...]:
    """The versions that are not in the index under this name of folding, oldest record first."""
    there = and_(col(SearchTextRow.version_id) == col(VersionRow.id), col(SearchTextRow.folding) == folding)
    query = select(VersionRow.id).join(SearchTextRow, there, isouter=True).where(col(SearchTextRow.serial).is_(None))
    return tuple(session.exec(query.order_by(col(VersionRow.observed_at), col(VersionRow.id))))


def forget_other(session: Session, folding: str) -> bool:
    """Empty the index when any of it was folded otherwise; says whether it was.

    One pass over the whole table: a gram's rows lie together, a version's do not.
    """
    other = select(SearchTextRow.serial).where(SearchTextRow.folding != folding).limit(1)
    if session.exec(other).first() is None:
        return False
    session.exec(delete(SearchPostingRow))
    session.exec(delete(SearchTextRow))
    return True


def rarest(session: Session, grams: Collection[int], most: int = JOINED) -> tuple[int, ...]:
    """The grams that stand in the fewest versions, rarest first; empty when one of them stands in none.

    Of many grams an even choice is counted; what is left out is seen when the text is read.
    """
    counts = _counts(session, spread(grams, COUNTED))
    if not counts or min(counts.values()) == 0:
        return ()
    return tuple(sorted(counts, key=lambda gram: (counts[gram], gram))[:most])


def walk(
    session: Session, grams: Sequence[int], filters: Filters, start: Spot | None, limit: int
) -> tuple[tuple[Candidate, ...], Spot | None]:
    """Look at the next ``limit`` versions that hold the first gram, from ``start`` on, newest first.

    Gives those that pass the filters and hold all the grams (of clauses: in one clause), and the spot to go on from,
    ``None`` when there are no more.
    """
    given = {f"gram{at}": gram for at, gram in enumerate(grams)} | {"most": limit}
    given |= {"day": start.day, "serial": start.serial} if start else {}
    rows = session.connection().execute(_page(len(grams), filters, start is not None), given).all()
    found = tuple(candidate for row in rows if (candidate := _candidate(row, len(grams))) is not None)
    return found, Spot(rows[-1].day, rows[-1].serial).next if len(rows) == limit else None


def places_in(session: Session, spot: Spot, grams: Sequence[int]) -> tuple[int, ...]:
    """The places of one version's clauses that hold all the grams."""
    key = (SearchPostingRow.day == spot.day, SearchPostingRow.serial == spot.serial)
    rows = session.exec(select(SearchPostingRow.places).where(col(SearchPostingRow.gram).in_(grams), *key)).all()
    return shared_places(rows) if grams and len(rows) == len(grams) else ()


def clauses(session: Session, wanted: Sequence[tuple[str, int]], kinds: Sequence[str] = ()) -> tuple[ClauseText, ...]:
    """The clauses at these versions and places, of these kinds, in the order asked for."""
    found: list[ClauseText] = []
    for at in range(0, len(wanted), _TOGETHER):
        some = list(wanted[at : at + _TOGETHER])
        order = {pair: place for place, pair in enumerate(some)}
        padded = [*some, *[some[-1]] * (_TOGETHER - len(some))]
        given: dict[str, Any] = {f"v{n}": version for n, (version, _) in enumerate(padded)}
        given |= {f"p{n}": place for n, (_, place) in enumerate(padded)} | ({"kinds": kinds} if kinds else {})
        rows = (ClauseText(*row) for row in session.connection().execute(_clauses_of(bool(kinds)), given))
        found += sorted(rows, key=lambda one: order[one.version_id, one.position])
    return tuple(found)


def issuers(session: Session, document_ids: Collection[str]) -> dict[str, tuple[str, ...]]:
    """The issuers of each of these documents, in printed order."""
    query = select(DocumentIssuerRow).where(col(DocumentIssuerRow.document_id).in_(document_ids))
    found: dict[str, list[str]] = {one: [] for one in document_ids}
    for row in session.exec(query.order_by(col(DocumentIssuerRow.position))):
        found[row.document_id].append(row.name)
    return {one: tuple(names) for one, names in found.items()}


def offered(session: Session, most: int) -> Offered:
    """What documents can be filtered by, at most so many of each, in the order of their characters."""
    columns = (DocumentRow.jurisdiction, DocumentIssuerRow.name, DocumentRow.stage)
    found = [session.exec(select(col(one)).distinct().limit(most)).all() for one in columns]
    return Offered(*(tuple(sorted(word for word in words if word)) for words in found))


def sharing(session: Session, grams: Collection[int], limit: int) -> tuple[Sharing, ...]:
    """Clauses of any version held that share the most of ``grams``, most first; of equals the oldest text first.

    For finding similar wording: give ``grams.needed([folded text])``, read the clauses named with ``clauses`` and score
    them yourself. Of many grams the 32 rarest of an even choice of 64 are looked up, since common ones tell nothing;
    one that stands in more than ``COMMON`` versions is left out as long as a rarer one is there. Cost is bounded by
    32 x ``COMMON`` rows; a clause that shares only left-out grams is not found.
    """
    counts = {gram: count for gram, count in _counts(session, spread(grams, 64)).items() if count}
    telling = sorted(counts, key=lambda gram: (counts[gram], gram))[:32]
    rare = [gram for gram in telling if counts[gram] < COMMON]
    rows = (row for gram in rare or telling for row in _oldest(session, gram))
    shared = Counter((day, serial, place) for day, serial, packed in rows for place in unpack(packed))
    best = sorted(shared, key=lambda key: (-shared[key], key))[:limit]
    names = _versions(session, {serial for _, serial, _ in best})
    return tuple(Sharing(names[key[1]], key[2], shared[key]) for key in best)


def _oldest(session: Session, gram: int) -> Sequence[tuple[int, int, bytes]]:
    columns = (SearchPostingRow.day, SearchPostingRow.serial, SearchPostingRow.places)
    query = select(*columns).where(SearchPostingRow.gram == gram)
    return session.exec(query.order_by(col(SearchPostingRow.day), col(SearchPostingRow.serial)).limit(COMMON)).all()


def _versions(session: Session, serials: Collection[int]) -> dict[int, str]:
    query = select(SearchTextRow.serial, SearchTextRow.version_id).where(col(SearchTextRow.serial).in_(serials))
    return {serial: version for serial, version in session.exec(query) if serial is not None}


def _counts(session: Session, grams: Sequence[int]) -> dict[int, int]:
    """In how many versions each gram stands, counted up to ``COMMON``."""
    if not grams:
        return {}
    given = {f"gram{at}": gram for at, gram in enumerate(grams)}
    return {row.gram: row.number for row in session.connection().execute(_counting(len(grams)), given)}


# Statements are made once for each shape: to make one takes longer than to run it.


@lru_cache(maxsize=128)
def _counting(grams: int) -> Any:
    counted = []
    for at in range(grams):
        gram = bindparam(f"gram{at}", type_=BigInteger)
        some = select(SearchPostingRow.serial).where(SearchPostingRow.gram == gram).limit(COMMON).subquery()
        number = select(func.count()).select_from(some).scalar_subquery()
        counted.append(select(gram.label("gram"), number.label("number")))
    return union_all(*counted)


@lru_cache(maxsize=2)
def _clauses_of(kinds: bool) -> Any:
    """So many clauses by their keys, one by one: SQLite reads the whole table for a list of pairs."""
    names = ("version_id", "position", "clause_id", "path", "kind", "heading", "heading_sep", "text")
    each = " OR ".join(f"(version_id = :v{n} AND position = :p{n})" for n in range(_TOGETHER))
    query = select(*(col(getattr(ClauseRow, name)) for name in names)).where(text(f"({each})"))
    return query.where(col(ClauseRow.kind).in_(bindparam("kinds", expanding=True))) if kinds else query


@lru_cache(maxsize=256)
def _page(grams: int, filters: Filters, started: bool) -> Any:
    """One look: the versions of the first gram in order, each with whether it passes and what the other grams say."""
    version, document = SearchTextRow, DocumentRow
    led = _led(started)
    others = [aliased(SearchPostingRow, name=f"p{at}") for at in range(1, grams)]
    query = select(
        led.c.day,
        led.c.serial,
        led.c.places,
        *(col(other.places) for other in others),
        _fits(filters).label("fits"),
        *(
            col(getattr(version, name))
            for name in ("version_id", "document_id", "title", "number", "dated_on", "latest")
        ),
        *(col(getattr(document, name)) for name in ("jurisdiction", "stage", "synthetic")),
    ).join(version, col(version.serial) == led.c.serial, isouter=True)  # type: ignore[call-overload]
    query = query.join(document, col(document.id) == col(version.document_id), isouter=True)
    for at, other in enumerate(others, 1):
        gram = bindparam(f"gram{at}", type_=BigInteger)
        same = (col(other.gram) == gram, col(other.day) == led.c.day, col(other.serial) == led.c.serial)
        query = query.join(other, and_(*same), isouter=True)
    return query.order_by(led.c.day.desc(), led.c.serial.desc())


def _led(started: bool) -> Any:
    """The next versions of the first gram."""
    key = (col(SearchPostingRow.day), col(SearchPostingRow.serial))
    query = select(SearchPostingRow.day, SearchPostingRow.serial, SearchPostingRow.places)
    query = query.where(SearchPostingRow.gram == bindparam("gram0", type_=BigInteger))
    if started:
        query = query.where(
            tuple_(*key) <= tuple_(bindparam("day", type_=Integer), bindparam("serial", type_=BigInteger))
        )
    query = query.order_by(*(one.desc() for one in key)).limit(bindparam("most", type_=Integer))
    return query.subquery("led")


def _fits(filters: Filters) -> ColumnElement[bool]:
    """Whether a version passes the filters; kinds are the clauses' own."""
    asked: list[ColumnElement[bool]] = []
    if not filters.history:
        asked.append(col(SearchTextRow.latest).is_(True))
    if filters.places:
        place = col(DocumentRow.jurisdiction)
        asked.append(or_(*(func.substr(place, 1, len(one)) == one for one in filters.places)))
    if filters.stages:
        asked.append(col(DocumentRow.stage).in_(filters.stages))
    if filters.issuers:
        theirs = select(DocumentIssuerRow.document_id).where(col(DocumentIssuerRow.name).in_(filters.issuers))
        asked.append(col(SearchTextRow.document_id).in_(theirs))
    if filters.dated_from:
        asked.append(col(SearchTextRow.dated_on) >= filters.dated_from)
    if filters.dated_until:
        asked.append(col(SearchTextRow.dated_on) <= filters.dated_until)
    return and_(true(), *asked)


def _candidate(row: Any, grams: int) -> Candidate | None:
    packed = row[2 : 2 + grams]
    if not row.fits or None in packed:
        return None
    places = shared_places(packed) if any(packed) else ()
    if any(packed) and not places:
        return None
    named = {name: getattr(row, name) for name in Candidate.__dataclass_fields__ if name not in ("spot", "places")}
    return Candidate(Spot(row.day, row.serial), places=places, **named)
