"""Families proposed: every new text is sketched, and texts that copy one template are put together with the evidence."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlmodel import Session

from diffs.families.kinship import ALGORITHM, TITLE_FROM, Kin, Sketch, packed, sketch, titles_alike, unpacked
from diffs.families.kinship import families as families_among
from service.house import House
from service.stored_outlines import load_outline
from storage import documents, families, kinship, versions
from storage.families import Family, Member, NewMember
from storage.family_tables import FamilyStatus, MemberStatus
from storage.kinship import SketchHead

#: Who proposes.
PROGRAM = "program"
#: How many texts are looked up at once.
AT_ONCE = 500


def propose_families(house: House, *, everything: bool = False) -> tuple[str, ...]:
    """Sketch what is new and propose families and members; with ``everything`` all texts are put together anew.

    The ids of the families that were proposed or grew. It is a step of its own behind the crawl's transaction: reading
    takes longer than a writer may hold the others up, and what a crash leaves undone the next call finds undone.
    """
    fresh = _sketch_new(house)
    if not fresh and not everything:
        return ()
    with house.database.read() as session:
        heads = kinship.sketches(session, ALGORITHM)
        near = heads if everything else _near(heads, fresh)
        runs = kinship.runs_of(session, [one.document_id for one in near])
    known = {one.document_id: Sketch(one.pattern, one.place, unpacked(runs[one.document_id])) for one in near}
    found = families_among(known)
    return house.database.run(lambda session: _settle(session, found, house.now())) if found else ()


def _sketch_new(house: House) -> set[str]:
    """The documents whose last version had no sketch; each has one now."""
    done: set[str] = set()
    while True:
        with house.database.read() as session:
            due = [one for one in kinship.unsketched(session, ALGORITHM, AT_ONCE) if one not in done]
        if not due:
            return done
        for document_id in due:
            _sketch_one(house, document_id)
            done.add(document_id)


def _sketch_one(house: House, document_id: str) -> None:
    with house.database.read() as session:
        history = versions.of_document(session, document_id)
        outline = load_outline(session, history[-1].id)
    made = sketch(outline)
    head = SketchHead(document_id, made.pattern, made.place)
    number = max(one.number for one in history)
    runs = packed(made.runs)
    house.database.run(
        lambda session: kinship.keep_sketch(session, head, algorithm=ALGORITHM, number=number, runs=runs)
    )


def _near(heads: Sequence[SketchHead], fresh: set[str]) -> list[SketchHead]:
    """The new texts, and those whose titles are like a new one's: none else can be kin to them."""
    patterns = {one.pattern for one in heads if one.document_id in fresh}
    alike = {
        pattern
        for pattern in {one.pattern for one in heads}
        if pattern in patterns or any(titles_alike(pattern, new) >= TITLE_FROM for new in patterns)
    }
    return [one for one in heads if one.pattern in alike]


def _settle(session: Session, found: Sequence[Kin], now: datetime) -> tuple[str, ...]:
    """Write what was found: each group as a new family, or into the one that most of it stands in already."""
    versions.deciding(session)
    touched = (_settle_one(session, kin, now) for kin in found)
    return tuple(family_id for family_id in touched if family_id is not None)


def _settle_one(session: Session, kin: Kin, now: datetime) -> str | None:
    standing = families.standing_of(session, kin.names)
    counts = Counter(member.family_id for member, _ in standing)
    statuses = {member.family_id: status for member, status in standing}
    for family_id, count in counts.most_common():
        if statuses[family_id] is not FamilyStatus.REFUSED:
            return _grow(session, families.deciding(session, family_id), kin, standing, now)
        if 2 * count > len(kin.names):
            return None  # a person said that these are none
    free = [name for name in kin.names if not _taken(name, standing)]
    if len(free) < 2:
        return None
    family = families.create(
        session,
        title=kin.pattern,
        pattern=kin.pattern,
        status=FamilyStatus.PROPOSED,
        confidence=kin.confidence,
        evidence=_evidence(kin),
        by=PROGRAM,
        now=now,
    )
    _propose_members(session, family.id, free, kin, now)
    return family.id


def _grow(
    session: Session, family: Family, kin: Kin, standing: Sequence[tuple[Member, FamilyStatus]], now: datetime
) -> str | None:
    """Propose what is missing in a family; one that was put out of it is not proposed again."""
    if family.status is FamilyStatus.PROPOSED:
        families.reconsider(session, family.id, confidence=kin.confidence, evidence=_evidence(kin))
    known = {member.document_id for member, _ in standing if member.family_id == family.id}
    missing = [name for name in kin.names if name not in known and not _taken(name, standing)]
    _propose_members(session, family.id, missing, kin, now)
    return family.id if missing else None


def _taken(name: str, standing: Sequence[tuple[Member, FamilyStatus]]) -> bool:
    """Whether a document is in a family already that nobody refused."""
    return any(
        member.document_id == name and member.status is not MemberStatus.REMOVED and status is not FamilyStatus.REFUSED
        for member, status in standing
    )


def _propose_members(session: Session, family_id: str, names: Sequence[str], kin: Kin, now: datetime) -> None:
    known = [document for name in names if (document := documents.get(session, name)) is not None]
    for one in sorted(known, key=lambda document: (document.created_at, document.id)):
        new = NewMember(document_id=one.id, evidence={"overlap": kin.near[one.id]})
        families.add_member(session, family_id, new, status=MemberStatus.PROPOSED, by=PROGRAM, now=now)


def _evidence(kin: Kin) -> Mapping[str, Any]:
    return {
        "algorithm": ALGORITHM,
        "texts": len(kin.names),
        "pairs": kin.pairs,
        "kin": kin.kin,
        "title": kin.title,
        "overlap": kin.overlap,
    }
