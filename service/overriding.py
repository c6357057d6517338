"""A person's word on which clauses belong together: said of two versions, obeyed wherever these clauses stand."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from service.errors import BadOverride, NotFound, said
from service.facing import Pair, Said, clause_names, in_effect, turned
from service.house import House
from service.resources import OverrideItem, override_item
from storage import comparisons, overrides, versions
from storage.records import Override, Version

LONGEST_NOTE = 2000


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of a word: ``made`` is false when the same had been said before and nothing changed."""

    override: Override
    made: bool


@dataclass(frozen=True, slots=True)
class _Word:
    """What a person says, before it is known whether it can hold."""

    pair: Pair
    old: str | None
    new: str | None
    note: str
    by: str


def standing(session: Session, pair: Pair) -> tuple[Said, ...]:
    """Every word between the documents of two versions, turned to face them, the newest first. Raises ``NotFound``."""
    old, new = _version(session, pair[0]), _version(session, pair[1])
    words = overrides.between(session, old.document_id, new.document_id)
    history = versions.of_document(session, old.document_id) if words and old.document_id == new.document_id else ()
    return tuple(turned(words, pair, old.document_id, [one.id for one in history]))


def set_override(house: House, pair: Pair, old: str | None, new: str | None, *, note: str = "", by: str) -> Answer:
    """Say that two clauses belong together, or that one belongs to none (``None``), in a comparison and ever after.

    What was in effect there about these clauses is withdrawn and names the new word as what replaced it; saying the
    same again changes nothing. Raises ``NotFound`` for a version, ``BadOverride`` for what cannot hold.
    """
    word = _Word(pair, old, new, note.strip(), by)
    _refuse_empty(word)
    return house.database.run(lambda session: _settled(session, word, house.now()))


def withdraw_override(house: House, override_id: str, *, by: str) -> Override:
    """Obey an override no longer, what it replaced neither; its record stays. Raises ``NotFound``."""

    def unit(session: Session) -> Override:
        known = overrides.get(session, override_id)
        if known is None:
            raise NotFound(said("detail.no_override", name=override_id[:80]))
        documents = known.old_document, known.new_document
        overrides.deciding(session, *documents)
        gone = overrides.withdraw(session, override_id, by=by, now=house.now())
        comparisons.forget(session, *documents)
        return gone

    return house.database.run(unit)


def described(session: Session, override: Override) -> OverrideItem:
    """An override with the paths of its clauses where it was said, and with what it replaced."""
    sides = ((override.old_version, override.old_clause), (override.new_version, override.new_clause))
    paths = [versions.clause_paths(session, version).get(clause) if clause else None for version, clause in sides]
    return override_item(override, (paths[0], paths[1]), overrides.replaced(session, override.id))


def clause_named(paths: Mapping[str, str], given: str, version_id: str) -> str:
    """The clause that a person names by its id or, as ``clause_names`` has it, by its path. Raises ``BadOverride``."""
    if not paths:
        raise NotFound(said("detail.no_version", name=version_id[:80]))
    given = given.strip()
    if given in paths:
        return given
    found = next((clause_id for clause_id, name in clause_names(paths).items() if name == given), None)
    if found is None:
        raise BadOverride("detail.no_clause", clause=given[:80], version=version_id)
    return found


def _version(session: Session, version_id: str) -> Version:
    version = versions.get(session, version_id)
    if version is None:
        raise NotFound(said("detail.no_version", name=version_id[:80]))
    return version


def _settled(session: Session, word: _Word, now: datetime) -> Answer:
    """Keep a word in place of its rivals, unless it stands already."""
    documents = [_version(session, one).document_id for one in word.pair]
    overrides.deciding(session, *documents)
    rivals = _rivals(session, word)
    for one in rivals:
        if (one.old, one.new, one.override.note) == (word.old, word.new, word.note):
            return Answer(one.override, made=False)
    made = overrides.add(
        session,
        old_version=word.pair[0],
        new_version=word.pair[1],
        old_clause=word.old,
        new_clause=word.new,
        note=word.note,
        by=word.by,
        now=now,
    )
    for one in rivals:
        overrides.withdraw(session, one.override.id, by=word.by, now=now, replaced_by=made.id)
    comparisons.forget(session, *documents)
    return Answer(made, made=True)


def _rivals(session: Session, word: _Word) -> tuple[Said, ...]:
    """What is in effect about a word's clauses, which must stand in the two versions."""
    clauses = [versions.clause_paths(session, one) for one in word.pair]
    for clause_id, held, version_id in zip((word.old, word.new), clauses, word.pair, strict=True):
        if clause_id is not None and clause_id not in held:
            raise BadOverride("detail.no_clause", clause=clause_id[:80], version=version_id)
    known = in_effect(standing(session, word.pair), word.pair, *clauses)
    return tuple(one for one in known if one.speaks_of(word.old, word.new))


def _refuse_empty(word: _Word) -> None:
    note = word.note
    if word.old is None and word.new is None:
        raise BadOverride("detail.override_names_none")
    if word.pair[0] == word.pair[1]:
        raise BadOverride("detail.override_one_text")
    if len(note) > LONGEST_NOTE or any(character == "\0" or "\ud800" <= character <= "\udfff" for character in note):
        raise BadOverride("detail.override_note", limit=LONGEST_NOTE)
