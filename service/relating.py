"""Settling proposed relations: a person's word, written with its event in one transaction."""

from sqlmodel import Session

from service.errors import BadInput, NotFound, said
from service.house import House
from storage import documents, events, relations
from storage.records import EventKind, NewEvent, Relation, RelationStatus

_EVENTS = {
    RelationStatus.CONFIRMED: EventKind.RELATION_CONFIRMED,
    RelationStatus.REFUSED: EventKind.RELATION_REFUSED,
}


def settle_relation(house: House, relation_id: str, status: RelationStatus, *, by: str) -> Relation:
    """Confirm or refuse a relation; saying the same again changes nothing. Raises ``NotFound``, ``BadInput``."""
    if status not in _EVENTS:
        raise BadInput(said("detail.relation_settled"))

    def unit(session: Session) -> Relation:
        known = relations.get(session, relation_id)
        if known is None:
            raise NotFound(said("detail.no_relation", name=relation_id[:80]))
        if known.status is status:
            return known
        now = house.now()
        settled = relations.decide(session, relation_id, status=status, by=by, now=now)
        ends = [documents.get(session, one) for one in (settled.from_document, settled.to_document)]
        titles = [one.title if one else "" for one in ends]
        data = {
            "title": titles[1],
            "draft_title": titles[0],
            "documents": [settled.from_document, settled.to_document],
            "versions": list(settled.evidence.get("versions", ())),
            "synthetic": any(one is not None and one.synthetic for one in ends),
            "place": next((one.jurisdiction for one in reversed(ends) if one and one.jurisdiction), None),
            "by": by,
        }
        events.append(
            session,
            NewEvent(_EVENTS[status], now, True, data, document_id=settled.to_document, relation_id=settled.id),
        )
        return settled

    return house.database.run(unit)
