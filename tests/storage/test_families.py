"""Families: kept with their evidence, settled once for all, their texts in order, and what is derived of them."""

import threading

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session
from support.stored import MINUTE, NOW, document, version

from storage import families, kinship
from storage.database import Database
from storage.errors import NotFound
from storage.families import Family, NewMember
from storage.family_tables import FamilyStatus, MemberStatus
from storage.kinship import SketchHead


def made(session: Session, title: str = "公园条例", **changes: object) -> Family:
    fields: dict[str, object] = {"title": title, "pattern": title, "status": FamilyStatus.PROPOSED, "confidence": 0.7}
    more: dict[str, object] = {"evidence": {"pairs": 3}, "by": "program", "now": NOW}
    return families.create(session, **(fields | more | changes))  # type: ignore[arg-type]


def add(session: Session, family: Family, new: NewMember, status: MemberStatus = MemberStatus.PROPOSED) -> str:
    return families.add_member(session, family.id, new, status=status, by="program", now=NOW).id


def test_a_family_comes_back_as_it_was_proposed(database: Database) -> None:
    with database.write() as session:
        family = made(session)
    with database.read() as session:
        assert families.get(session, family.id) == family
        assert families.get(session, "fam_0") is None
    assert (family.decided_at, family.decided_by, family.evidence) == (None, None, {"pairs": 3})


def test_families_are_listed_newest_first_page_by_page_and_by_status(database: Database) -> None:
    with database.write() as session:
        known = [made(session, f"甲{at}", now=NOW + at * MINUTE) for at in range(5)]
        families.decide(session, known[2].id, status=FamilyStatus.REFUSED, by="甲", now=NOW)
        walked: list[Family] = []
        while page := families.listed(session, limit=2, after=walked[-1].id if walked else None):
            walked.extend(page)
        assert [one.id for one in walked] == [one.id for one in reversed(known)]
        assert [one.id for one in families.listed(session, status=FamilyStatus.REFUSED)] == [known[2].id]
        with pytest.raises(NotFound, match="no family fam_0"):
            families.listed(session, after="fam_0")


def test_confirming_a_family_takes_in_what_is_proposed_and_leaves_out_what_was_put_out(database: Database) -> None:
    with database.write() as session:
        family = made(session)
        waiting = add(session, family, NewMember(document_id=document(session).id))
        gone = add(session, family, NewMember(title="武汉市公园条例", place="湖北省武汉市"))
        families.settle_member(session, gone, status=MemberStatus.REMOVED, by="甲", now=NOW)
        families.decide(session, family.id, status=FamilyStatus.CONFIRMED, by="乙", now=NOW + MINUTE)
        (member,) = families.members(session, family.id)
        assert (member.id, member.status, member.decided_by) == (waiting, MemberStatus.CONFIRMED, "乙")
        assert [one.id for one in families.members(session, family.id, removed=True)] == [waiting, gone]
        with pytest.raises(ValueError, match="confirming or refusing"):
            families.decide(session, family.id, status=FamilyStatus.PROPOSED, by="乙", now=NOW)


def test_texts_stand_in_the_order_they_are_given(database: Database) -> None:
    with database.write() as session:
        family = made(session)
        ids = [add(session, family, NewMember(title=f"甲{at}")) for at in range(4)]
        families.arrange(session, family.id, [ids[2], ids[0]])
        assert [one.id for one in families.members(session, family.id)] == [ids[2], ids[0], ids[1], ids[3]]


@pytest.mark.parametrize(
    "new", [NewMember(), NewMember(document_id="doc_1", title="甲"), NewMember(document_id="doc_1", place="甲")]
)
def test_a_member_is_a_document_or_a_title(database: Database, new: NewMember) -> None:
    with database.write() as session:
        family = made(session)
        with pytest.raises(ValueError, match="a member is a document"):
            add(session, family, new)


def test_a_document_stands_in_a_family_once(database: Database) -> None:
    with database.write() as session:
        family, kept = made(session), document(session)
        add(session, family, NewMember(document_id=kept.id))
        ((member, status),) = families.standing_of(session, [kept.id])
        assert (member.family_id, status) == (family.id, FamilyStatus.PROPOSED)
    with pytest.raises(IntegrityError), database.write() as session:
        add(session, family, NewMember(document_id=kept.id))


def test_what_is_not_there_is_named(database: Database) -> None:
    with database.write() as session:
        for call in (
            lambda: families.deciding(session, "fam_0"),
            lambda: families.rename(session, "fam_0", "甲"),
            lambda: families.decide(session, "fam_0", status=FamilyStatus.REFUSED, by="甲", now=NOW),
        ):
            with pytest.raises(NotFound, match="no family fam_0"):
                call()
        with pytest.raises(NotFound, match="no member mem_0"):
            families.settle_member(session, "mem_0", status=MemberStatus.REMOVED, by="甲", now=NOW)


def test_two_who_settle_one_family_take_turns(database: Database) -> None:
    with database.write() as session:
        family = made(session)
        add(session, family, NewMember(title="甲"))

    def many(status: FamilyStatus) -> None:
        for _ in range(5):
            database.run(lambda session: _settled(session, family.id, status))

    both = [threading.Thread(target=many, args=(one,)) for one in (FamilyStatus.CONFIRMED, FamilyStatus.REFUSED)]
    for one in both:
        one.start()
    for one in both:
        one.join(timeout=60)
    with database.read() as session:
        last = families.get(session, family.id)
        assert last is not None
        assert last.status in (FamilyStatus.CONFIRMED, FamilyStatus.REFUSED)
        assert last.decided_by == str(last.status)


def _settled(session: Session, family_id: str, status: FamilyStatus) -> None:
    families.deciding(session, family_id)
    families.decide(session, family_id, status=status, by=str(status), now=NOW)


def test_a_document_is_sketched_until_its_next_version(database: Database) -> None:
    with database.write() as session:
        bare, kept = document(session, "甲"), document(session, "乙")
        version(session, kept.id, "一、甲。")
        assert kinship.unsketched(session, "k1", 10) == (kept.id,)
        head = SketchHead(kept.id, "公园条例", None)
        kinship.keep_sketch(session, head, algorithm="k1", number=1, runs=b"\x01\x02\x03\x04")
        assert kinship.unsketched(session, "k1", 10) == ()
        assert kinship.unsketched(session, "k2", 10) == (kept.id,)
        version(session, kept.id, "一、乙。")
        assert kinship.unsketched(session, "k1", 10) == (kept.id,)
        assert kinship.sketches(session, "k1") == (head,)
        assert kinship.runs_of(session, [kept.id, bare.id]) == {kept.id: b"\x01\x02\x03\x04"}


def test_the_last_matrix_of_a_family_is_kept_for_its_own_texts_alone(database: Database) -> None:
    with database.write() as session:
        family = made(session)
        kinship.keep_matrix(session, family.id, "a" * 64, b"one")
        kinship.keep_matrix(session, family.id, "b" * 64, b"two")
        assert kinship.kept_matrix(session, family.id, "a" * 64) is None
        assert kinship.kept_matrix(session, family.id, "b" * 64) == b"two"
        assert kinship.kept_matrix(session, "fam_0", "b" * 64) is None
