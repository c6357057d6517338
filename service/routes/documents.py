"""/api/v1/documents: policies followed over time, their versions and their lineage."""

from typing import Annotated, Any

from litestar import Request, Response, get
from litestar.params import FromPath, QueryParameter
from sqlmodel import Session

from diffs.clauses import Stage
from service.paging import DEFAULT_LIMIT, After, Limit, Listing, decode_cursor, listing, walking, window
from service.parameters import TheHouse, found
from service.resources import (
    DocumentItem,
    RelationItem,
    VersionItem,
    document_item,
    relation_item,
    version_item,
)
from storage import documents, relations, versions
from storage.records import Document, Relation, Version

StageFilter = Annotated[Stage | None, QueryParameter(description="where the text stands in its procedure")]
PlaceFilter = Annotated[str | None, QueryParameter(description="where the text applies, as printed")]
IssuerFilter = Annotated[str | None, QueryParameter(description="发文机关")]
TitleFilter = Annotated[str | None, QueryParameter(description="a part of the title")]


@get("/documents", sync_to_thread=True, tags=["documents"], summary="List the documents, newest first")
def list_documents(
    request: Request[Any, Any, Any],
    house: TheHouse,
    stage: StageFilter = None,
    jurisdiction: PlaceFilter = None,
    issuer: IssuerFilter = None,
    title: TitleFilter = None,
    after: After = None,
    limit: Limit = DEFAULT_LIMIT,
) -> Response[Listing[DocumentItem]]:
    """Documents that pass every given filter."""
    cursor = decode_cursor("documents", after)
    with house.database.read() as session, walking():
        rows = documents.listed(
            session, after=cursor, limit=limit + 1, stage=stage, jurisdiction=jurisdiction, issuer=issuer, title=title
        )
        return listing(request, "documents", rows, limit, position=_document_id, item=lambda row: _item(session, row))


@get("/documents/{document_id:str}", sync_to_thread=True, tags=["documents"], summary="One document")
def get_document(house: TheHouse, document_id: FromPath[str]) -> DocumentItem:
    """A document with the number of its versions and the last of them."""
    with house.database.read() as session:
        return _item(session, found(documents.get(session, document_id), "document", document_id))


@get("/documents/{document_id:str}/versions", sync_to_thread=True, tags=["documents"], summary="Its versions")
def list_versions(
    request: Request[Any, Any, Any],
    house: TheHouse,
    document_id: FromPath[str],
    after: After = None,
    limit: Limit = DEFAULT_LIMIT,
) -> Response[Listing[VersionItem]]:
    """Versions, oldest first by legal date."""
    cursor = decode_cursor("versions", after)
    with house.database.read() as session:
        found(documents.get(session, document_id), "document", document_id)
        rows = window(versions.of_document(session, document_id), cursor, limit, position=_version_id)
        return listing(
            request,
            "versions",
            rows,
            limit,
            position=_version_id,
            item=lambda row: version_item(row, versions.snapshots(session, row.id)),
        )


@get("/documents/{document_id:str}/relations", sync_to_thread=True, tags=["documents"], summary="Its lineage")
def list_document_relations(
    request: Request[Any, Any, Any],
    house: TheHouse,
    document_id: FromPath[str],
    after: After = None,
    limit: Limit = DEFAULT_LIMIT,
) -> Response[Listing[RelationItem]]:
    """Relations in which the document stands on either side."""
    cursor = decode_cursor("document-relations", after)
    with house.database.read() as session:
        found(documents.get(session, document_id), "document", document_id)
        rows = window(relations.of_document(session, document_id), cursor, limit, position=_relation_id)
    return listing(request, "document-relations", rows, limit, position=_relation_id, item=relation_item)


def _item(session: Session, document: Document) -> DocumentItem:
    return document_item(document, versions.of_document(session, document.id))


def _document_id(document: Document) -> str:
    return document.id


def _version_id(version: Version) -> str:
    return version.id


def _relation_id(relation: Relation) -> str:
    return relation.id
