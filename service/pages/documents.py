"""/ and /documents/{id}: what is followed, and one policy's history with its lineage."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Any

from litestar import Request, Response, get
from litestar.params import FromPath, QueryParameter
from sqlmodel import Session

from diffs.clauses import Kind, Stage
from service.pages.frame import reader_of, show
from service.paging import After, decode_cursor, encode_cursor, walking
from service.parameters import TheHouse, found
from service.sheets.heads import web_address
from storage import documents, families, pages, relations, sources, versions
from storage.families import Family
from storage.family_tables import FamilyStatus, MemberStatus
from storage.records import Document, Page, Relation, RelationStatus, SnapshotRef, Version

PAGE = 50
OFFERED = 500
Word = Annotated[str, QueryParameter()]
StageWord = Annotated[str, QueryParameter()]


@dataclass(frozen=True, slots=True)
class Line:
    """One document in the list."""

    document: Document
    versions: int
    latest: str | None
    dated_on: date | None
    observed_at: datetime | None


@dataclass(frozen=True, slots=True)
class Choices:
    """What the filters offer, from the newest documents."""

    stages: tuple[str, ...]
    jurisdictions: tuple[str, ...]
    issuers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Station:
    """One version in the timeline; ``previous`` is the version before it in history, of this document."""

    version: Version
    snapshots: tuple[SnapshotRef, ...]
    previous: str | None
    latest: bool


@dataclass(frozen=True, slots=True)
class Kinship:
    """A relation seen from one document; ``pair`` compares the two texts, the earlier kind first."""

    relation: Relation
    other: Document
    outgoing: bool
    pair: tuple[str, str] | None

    @property
    def open(self) -> bool:
        """Nobody has settled it yet."""
        return self.relation.status is RelationStatus.PROPOSED


@dataclass(frozen=True, slots=True)
class Address:
    """One tracked address of a document, as a link only when it may be one."""

    page: Page
    link: str | None
    source: str | None


@get("/", sync_to_thread=True)
def index(
    request: Request[Any, Any, Any],
    house: TheHouse,
    title: Word = "",
    jurisdiction: Word = "",
    issuer: Word = "",
    stage: StageWord = "",
    after: After = None,
) -> Response[bytes]:
    """The documents, newest first, with two to choose for a comparison."""
    given = {"title": title, "jurisdiction": jurisdiction, "issuer": issuer, "stage": stage}
    chosen = {name: value.strip() or None for name, value in given.items()}
    with house.database.read() as session, walking():
        rows = documents.listed(session, after=decode_cursor("documents", after), limit=PAGE + 1, **chosen)
        lines = tuple(_line(session, row) for row in rows[:PAGE])
        offered = choices(documents.listed(session, limit=OFFERED))
    reader = reader_of(request, house)
    following = reader.address(after=encode_cursor("documents", rows[PAGE - 1].id)) if len(rows) > PAGE else None
    return show(reader, "documents.html", lines=lines, given=given, offered=offered, following=following)


@get("/documents/{document_id:str}", sync_to_thread=True)
def document_page(request: Request[Any, Any, Any], house: TheHouse, document_id: FromPath[str]) -> Response[bytes]:
    """One policy: its versions, where it comes from and leads to, where it stands."""
    with house.database.read() as session:
        document = found(documents.get(session, document_id), "document", document_id)
        history = versions.of_document(session, document_id)
        snapshots = {version.id: versions.snapshots(session, version.id) for version in history}
        kin = tuple(_kinship(session, document_id, one) for one in relations.of_document(session, document_id))
        stands = tuple(_address(session, page) for page in pages.of_document(session, document_id))
        groups = _families(session, document_id)
        listed = bool(history) and versions.has_kind(session, history[-1].id, Kind.TABLE_ROW)
    return show(
        reader_of(request, house),
        "document.html",
        document=document,
        stations=stations(history, snapshots),
        kin=tuple(one for one in kin if one is not None),
        stands=stands,
        listed=listed,
        families=groups,
    )


def choices(rows: Sequence[Document]) -> Choices:
    """The places and issuers that documents name, and the stages in their own order."""
    return Choices(
        tuple(stage.value for stage in Stage),
        tuple(sorted({row.jurisdiction for row in rows if row.jurisdiction})),
        tuple(sorted({issuer for row in rows for issuer in row.issuers})),
    )


def stations(history: Sequence[Version], snapshots: dict[str, tuple[SnapshotRef, ...]]) -> tuple[Station, ...]:
    """The timeline, newest first, from a history that is oldest first."""
    before: list[str | None] = [None, *(version.id for version in history)]
    made = [
        Station(version, snapshots[version.id], previous, latest=version is history[-1])
        for version, previous in zip(history, before, strict=False)
    ]
    return tuple(reversed(made))


def _line(session: Session, document: Document) -> Line:
    history = versions.of_document(session, document.id)
    latest = history[-1] if history else None
    return Line(
        document,
        len(history),
        latest.id if latest else None,
        latest.dated_on if latest else None,
        latest.observed_at if latest else None,
    )


def _families(session: Session, document_id: str) -> tuple[Family, ...]:
    """The families that a document stands in, proposed ones too; none that was refused or that it was put out of."""
    standing = families.standing_of(session, [document_id])
    left = (MemberStatus.REMOVED, FamilyStatus.REFUSED)
    named = [one.family_id for one, status in standing if one.status not in left and status not in left]
    return tuple(family for one in named if (family := families.get(session, one)) is not None)


def _kinship(session: Session, document_id: str, relation: Relation) -> Kinship | None:
    outgoing = relation.from_document == document_id
    other = documents.get(session, relation.to_document if outgoing else relation.from_document)
    if other is None:
        return None
    ends = [versions.latest(session, one) for one in (relation.from_document, relation.to_document)]
    pair = (ends[0].id, ends[1].id) if ends[0] and ends[1] else None
    return Kinship(relation, other, outgoing, pair)


def _address(session: Session, page: Page) -> Address:
    source = sources.get(session, page.source_id) if page.source_id else None
    return Address(page, web_address(page.url), source.name if source else None)
