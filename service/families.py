"""Families settled and edited by a person: each word is one transaction, and saying the same again changes nothing."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session

from diffs.families.kinship import title_pattern
from service.errors import BadFamily, NotFound, said
from service.house import House
from storage import documents, families
from storage.families import Family, Member, NewMember
from storage.family_tables import FamilyStatus, MemberStatus

#: The longest title of a family or of a text that is not held, and the longest place, in characters.
LONGEST_TITLE, LONGEST_PLACE = 300, 60
#: A family of more texts is refused: nobody reads it, and a matrix of it is made of its first ones anyway.
MOST_TEXTS = 200

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Added:
    """What became of adding a text: ``made`` is false when it stood in the family already."""

    member: Member
    made: bool


def create_family(house: House, title: str, document_ids: Sequence[str], *, by: str) -> Family:
    """A family that a person puts together, confirmed at once. Raises ``BadFamily`` and ``NotFound``."""
    named = _title(title)
    wanted = list(dict.fromkeys(document_ids))
    _refuse_many(len(wanted))

    def unit(session: Session) -> Family:
        for document_id in wanted:
            _refuse_unknown(session, document_id)
        now = house.now()
        pattern = title_pattern(named, lambda text: text)
        made = families.create(
            session,
            title=named,
            pattern=pattern,
            status=FamilyStatus.CONFIRMED,
            confidence=1.0,
            evidence={},
            by=by,
            now=now,
        )
        for document_id in wanted:
            new = NewMember(document_id=document_id)
            families.add_member(session, made.id, new, status=MemberStatus.CONFIRMED, by=by, now=now)
        return made

    return house.database.run(unit)


def settle_family(house: House, family_id: str, status: FamilyStatus, *, by: str) -> Family:
    """Confirm or refuse a family; the last word holds. Raises ``NotFound``."""

    def unit(session: Session) -> Family:
        known = _deciding(session, family_id)
        proposed = any(one.status is MemberStatus.PROPOSED for one in families.members(session, family_id))
        if known.status is status and not (proposed and status is FamilyStatus.CONFIRMED):
            return known
        return families.decide(session, family_id, status=status, by=by, now=house.now())

    return house.database.run(unit)


def rename_family(house: House, family_id: str, title: str) -> Family:
    """Call a family otherwise. Raises ``BadFamily`` and ``NotFound``."""
    named = _title(title)

    def unit(session: Session) -> Family:
        _deciding(session, family_id)
        return families.rename(session, family_id, named)

    return house.database.run(unit)


def add_document(house: House, family_id: str, document_id: str, *, by: str) -> Added:
    """Take a document into a family, also one that was proposed or put out before. Raises ``BadFamily``, ``NotFound``."""

    def unit(session: Session) -> Added:
        _deciding(session, family_id)
        _refuse_unknown(session, document_id)
        every = families.members(session, family_id, removed=True)
        return _taken_in(session, house, family_id, every, NewMember(document_id=document_id.strip()), by=by)

    return house.database.run(unit)


def add_missing(house: House, family_id: str, title: str, place: str | None, *, by: str) -> Added:
    """Name a text of the family that is not held; it has a column of its own. Raises ``BadFamily`` and ``NotFound``."""
    new = NewMember(title=_title(title), place=_place(place))

    def unit(session: Session) -> Added:
        _deciding(session, family_id)
        every = families.members(session, family_id, removed=True)
        return _taken_in(session, house, family_id, every, new, by=by)

    return house.database.run(unit)


def remove_member(house: House, family_id: str, member_id: str, *, by: str) -> Member:
    """Put a text out of a family; it is never proposed for it again. Raises ``NotFound``."""

    def unit(session: Session) -> Member:
        _deciding(session, family_id)
        known = _member(session, family_id, member_id)
        if known.status is MemberStatus.REMOVED:
            return known
        return families.settle_member(session, member_id, status=MemberStatus.REMOVED, by=by, now=house.now())

    return house.database.run(unit)


def order_members(house: House, family_id: str, member_ids: Sequence[str]) -> None:
    """Put the named texts first, in this order; the others follow as they stood. Raises ``NotFound``."""
    wanted = list(dict.fromkeys(member_ids))

    def unit(session: Session) -> None:
        _deciding(session, family_id)
        for member_id in wanted:
            _member(session, family_id, member_id)
        families.arrange(session, family_id, wanted)

    house.database.run(unit)


def move_member(house: House, family_id: str, member_id: str, *, forward: bool) -> None:
    """Let a text change places with the one before it (``forward``) or behind it. Raises ``NotFound``."""

    def unit(session: Session) -> None:
        _deciding(session, family_id)
        order = [one.id for one in families.members(session, family_id)]
        if member_id not in order:
            raise NotFound(said("detail.no_member", name=member_id[:80]))
        at = order.index(member_id)
        to = max(at - 1, 0) if forward else min(at + 1, len(order) - 1)
        order[at], order[to] = order[to], order[at]
        families.arrange(session, family_id, order)

    house.database.run(unit)


def _taken_in(
    session: Session, house: House, family_id: str, every: Sequence[Member], new: NewMember, *, by: str
) -> Added:
    """Add a text, or take in the member that it is already."""
    now = house.now()
    same = (new.document_id, new.title, new.place)
    for known in every:
        if (known.document_id, known.title, known.place) == same:
            if known.status is MemberStatus.CONFIRMED:
                return Added(known, made=False)
            settled = families.settle_member(session, known.id, status=MemberStatus.CONFIRMED, by=by, now=now)
            return Added(settled, made=True)
    _refuse_many(sum(one.status is not MemberStatus.REMOVED for one in every) + 1)
    made = families.add_member(session, family_id, new, status=MemberStatus.CONFIRMED, by=by, now=now)
    return Added(made, made=True)


def _deciding(session: Session, family_id: str) -> Family:
    if families.get(session, family_id) is None:
        raise NotFound(said("detail.no_family", name=family_id[:80]))
    return families.deciding(session, family_id)


def _member(session: Session, family_id: str, member_id: str) -> Member:
    every = families.members(session, family_id, removed=True)
    known = next((one for one in every if one.id == member_id), None)
    if known is None:
        raise NotFound(said("detail.no_member", name=member_id[:80]))
    return known


def _refuse_unknown(session: Session, document_id: str) -> None:
    if documents.get(session, document_id.strip()) is None:
        raise NotFound(said("detail.no_document", name=document_id[:80]))


def _refuse_many(texts: int) -> None:
    if texts > MOST_TEXTS:
        raise BadFamily("detail.family_too_many", limit=MOST_TEXTS)


def _title(title: str) -> str:
    named = " ".join(title.split())
    if not named:
        raise BadFamily("detail.family_no_title")
    if len(named) > LONGEST_TITLE or _UNSTORABLE.search(named):
        raise BadFamily("detail.family_title", limit=LONGEST_TITLE)
    return named


def _place(place: str | None) -> str | None:
    named = (place or "").strip()
    if len(named) > LONGEST_PLACE or _UNSTORABLE.search(named):
        raise BadFamily("detail.family_place", limit=LONGEST_PLACE)
    return named or None
