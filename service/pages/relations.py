"""/relations: what the service believes to belong together, with the evidence and the two buttons."""

from dataclasses import dataclass
from typing import Annotated, Any

from litestar import Request, Response, get, post
from litestar.params import FromPath, QueryParameter
from litestar.response import Redirect
from sqlmodel import Session

from service.pages.frame import reader_of, show
from service.paging import After, decode_cursor, encode_cursor, walking
from service.parameters import TheHouse
from service.relating import settle_relation
from storage import documents, relations, versions
from storage.records import Document, Relation, RelationStatus

PAGE = 50
PAGE_OPERATOR = "page"
StatusWord = Annotated[RelationStatus, QueryParameter()]


@dataclass(frozen=True, slots=True)
class Proposal:
    """A relation with both its documents and the pair of versions to compare."""

    relation: Relation
    source: Document | None
    target: Document | None
    pair: tuple[str, str] | None


@get("/relations", sync_to_thread=True)
def relations_page(
    request: Request[Any, Any, Any],
    house: TheHouse,
    status: StatusWord = RelationStatus.PROPOSED,
    after: After = None,
) -> Response[bytes]:
    """Relations of one status, proposed ones unless asked otherwise."""
    cursor = decode_cursor("relations", after)
    with house.database.read() as session, walking():
        rows = relations.listed(session, status=status, after=cursor, limit=PAGE + 1)
        proposals = tuple(_proposal(session, row) for row in rows[:PAGE])
    reader = reader_of(request, house)
    following = reader.address(after=encode_cursor("relations", rows[PAGE - 1].id)) if len(rows) > PAGE else None
    return show(
        reader,
        "relations.html",
        proposals=proposals,
        chosen=status.value,
        statuses=tuple(RelationStatus),
        following=following,
    )


@post("/relations/{relation_id:str}/confirm", status_code=303, sync_to_thread=True)
def confirm(house: TheHouse, relation_id: FromPath[str]) -> Redirect:
    """The operator says that it holds."""
    return _settled(settle_relation(house, relation_id, RelationStatus.CONFIRMED, by=PAGE_OPERATOR))


@post("/relations/{relation_id:str}/refuse", status_code=303, sync_to_thread=True)
def refuse(house: TheHouse, relation_id: FromPath[str]) -> Redirect:
    """The operator says that it does not."""
    return _settled(settle_relation(house, relation_id, RelationStatus.REFUSED, by=PAGE_OPERATOR))


def _settled(relation: Relation) -> Redirect:
    return Redirect(f"/documents/{relation.to_document}#lineage", status_code=303)


def _proposal(session: Session, relation: Relation) -> Proposal:
    ends = [versions.latest(session, one) for one in (relation.from_document, relation.to_document)]
    return Proposal(
        relation,
        documents.get(session, relation.from_document),
        documents.get(session, relation.to_document),
        (ends[0].id, ends[1].id) if ends[0] and ends[1] else None,
    )
