"""Relations: proposed once, settled by a person, never silently."""

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session
from support.stored import MINUTE, NOW, document

from storage import relations
from storage.database import Database
from storage.errors import NotFound
from storage.records import Relation, RelationKind, RelationStatus


def propose(session: Session, pair: tuple[str, str], **changes: object) -> Relation | None:
    fields: dict[str, object] = {
        "kind": RelationKind.DRAFT_OF,
        "confidence": 0.9,
        "evidence": {"overlap": 0.8, "title": "一致"},
        "now": NOW,
    }
    return relations.propose(
        session,
        from_document=pair[0],
        to_document=pair[1],
        **(fields | changes),  # type: ignore[arg-type]
    )


@pytest.fixture
def pair(database: Database) -> tuple[str, str]:
    with database.write() as session:
        return document(session, "草案").id, document(session, "定稿").id


def test_a_proposal_comes_back_with_its_evidence(database: Database, pair: tuple[str, str]) -> None:
    with database.write() as session:
        made = propose(session, pair)
    assert made is not None
    expected = Relation(
        made.id,
        RelationKind.DRAFT_OF,
        *pair,
        RelationStatus.PROPOSED,
        0.9,
        {"overlap": 0.8, "title": "一致"},
        NOW,
        None,
        None,
    )
    with database.read() as session:
        assert relations.get(session, made.id) == made == expected


@pytest.mark.parametrize("status", list(RelationStatus))
def test_a_pair_is_proposed_once_for_a_kind_whatever_became_of_it(
    database: Database, pair: tuple[str, str], status: RelationStatus
) -> None:
    with database.write() as session:
        made = propose(session, pair)
        assert made is not None
        if status is not RelationStatus.PROPOSED:
            relations.decide(session, made.id, status=status, by="甲", now=NOW)
        assert propose(session, pair, confidence=1.0) is None
        assert propose(session, pair, kind=RelationKind.REPLACES) is not None
        assert propose(session, (pair[1], pair[0])) is not None
        assert len(relations.of_document(session, pair[0])) == 3


def test_a_person_decides_and_may_correct_the_decision(database: Database, pair: tuple[str, str]) -> None:
    with database.write() as session:
        made = propose(session, pair)
        assert made is not None
        confirmed = relations.decide(session, made.id, status=RelationStatus.CONFIRMED, by="甲", now=NOW)
        refused = relations.decide(session, made.id, status=RelationStatus.REFUSED, by="乙", now=NOW + MINUTE)
        assert relations.get(session, made.id) == refused
        with pytest.raises(ValueError, match="by confirming or refusing"):
            relations.decide(session, made.id, status=RelationStatus.PROPOSED, by="甲", now=NOW)
    assert (confirmed.status, confirmed.decided_by, confirmed.decided_at) == (RelationStatus.CONFIRMED, "甲", NOW)
    assert (refused.status, refused.decided_by, refused.decided_at) == (RelationStatus.REFUSED, "乙", NOW + MINUTE)


def test_relations_are_listed_newest_first_page_by_page_and_by_status(database: Database) -> None:
    with database.write() as session:
        ids = [document(session, f"{number}").id for number in range(6)]
        made = [propose(session, (ids[number], ids[number + 1]), now=NOW + number // 2 * MINUTE) for number in range(5)]
        kept = [one for one in made if one is not None]
        relations.decide(session, kept[3].id, status=RelationStatus.CONFIRMED, by="甲", now=NOW)
        everything = relations.listed(session)
        walked: list[Relation] = []
        while page := relations.listed(session, limit=2, after=walked[-1].id if walked else None):
            walked.extend(page)
        assert [one.id for one in relations.listed(session, status=RelationStatus.CONFIRMED)] == [kept[3].id]
        assert len(relations.listed(session, status=RelationStatus.PROPOSED)) == 4
        assert [one.id for one in relations.of_document(session, ids[1])] == [
            one.id for one in sorted(kept[:2], key=lambda one: (one.proposed_at, one.id))
        ]
    assert {one.id for one in everything} == {one.id for one in kept}
    assert walked == list(everything)
    assert [one.proposed_at for one in walked] == sorted((one.proposed_at for one in walked), reverse=True)


@pytest.mark.parametrize(
    ("ends", "confidence"), [((0, 0), 0.5), ((0, 1), 1.1), ((0, 1), -0.1), ((0, None), 0.5), ((None, 1), 0.5)]
)
def test_a_relation_joins_two_documents_with_a_confidence_between_none_and_all(
    database: Database, pair: tuple[str, str], ends: tuple[int | None, int | None], confidence: float
) -> None:
    named = tuple("doc_0" if end is None else pair[end] for end in ends)
    with pytest.raises(IntegrityError), database.write() as session:
        propose(session, (named[0], named[1]), confidence=confidence)


def test_an_unknown_relation_is_named(database: Database) -> None:
    with database.write() as session:
        assert relations.get(session, "rel_0") is None
        with pytest.raises(NotFound, match="no relation rel_0"):
            relations.decide(session, "rel_0", status=RelationStatus.REFUSED, by="甲", now=NOW)
        with pytest.raises(NotFound, match="no relation rel_0"):
            relations.listed(session, after="rel_0")
