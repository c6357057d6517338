"""Overrides: kept for good, found from both sides, withdrawn once."""

import threading

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session
from support.stored import MINUTE, NOW, document, version

from storage import overrides
from storage.database import Database
from storage.errors import NotFound
from storage.records import Override, Version


def say(session: Session, pair: tuple[Version, Version], **changes: object) -> Override:
    fields: dict[str, object] = {"old_clause": "c1", "new_clause": "c2", "note": "条号重排", "by": "甲", "now": NOW}
    sides = {"old_version": pair[0].id, "new_version": pair[1].id}
    return overrides.add(session, **(sides | fields | changes))  # type: ignore[arg-type]


@pytest.fixture
def pair(database: Database) -> tuple[Version, Version]:
    with database.write() as session:
        return version(session, document(session, "草案").id, "一、甲。"), version(
            session, document(session).id, "一、乙。"
        )


def test_a_word_comes_back_as_it_was_said(database: Database, pair: tuple[Version, Version]) -> None:
    with database.write() as session:
        made = say(session, pair)
    documents = pair[0].document_id, pair[1].document_id
    versions = pair[0].id, pair[1].id
    expected = Override(1, made.id, *documents, *versions, "c1", "c2", "条号重排", NOW, "甲", None, None, None)
    with database.read() as session:
        assert overrides.get(session, made.id) == made == expected


@pytest.mark.parametrize(("old", "new"), [("c1", None), (None, "c2")])
def test_a_clause_may_be_left_without_another(
    database: Database, pair: tuple[Version, Version], old: str | None, new: str | None
) -> None:
    with database.write() as session:
        made = say(session, pair, old_clause=old, new_clause=new)
        assert (made.old_clause, made.new_clause) == (old, new)


def test_what_stands_between_two_documents_is_found_from_both_sides_the_newest_first(
    database: Database, pair: tuple[Version, Version]
) -> None:
    with database.write() as session:
        other = version(session, document(session, "丙").id, "一、丙。")
        first, second = say(session, pair), say(session, (pair[1], pair[0]))
        say(session, (pair[0], other))
        gone = say(session, pair)
        overrides.withdraw(session, gone.id, by="乙", now=NOW)
        ends = pair[0].document_id, pair[1].document_id
        assert overrides.between(session, *ends) == overrides.between(session, *reversed(ends)) == (second, first)
        assert overrides.between(session, ends[0], ends[0]) == ()


def test_versions_of_one_document_have_their_words_too(database: Database) -> None:
    with database.write() as session:
        kept = document(session)
        first, second = version(session, kept.id, "一、甲。"), version(session, kept.id, "一、乙。")
        made = say(session, (first, second))
        assert overrides.between(session, kept.id, kept.id) == (made,)


def test_a_word_is_withdrawn_once_and_stays_in_the_records(database: Database, pair: tuple[Version, Version]) -> None:
    with database.write() as session:
        first, second = say(session, pair), say(session, pair, new_clause=None)
        gone = overrides.withdraw(session, first.id, by="乙", now=NOW + MINUTE, replaced_by=second.id)
        again = overrides.withdraw(session, first.id, by="丙", now=NOW + 2 * MINUTE)
        assert overrides.replaced(session, second.id) == (first.id,)
        assert overrides.replaced(session, first.id) == ()
    assert gone == again
    assert (gone.withdrawn_at, gone.withdrawn_by, gone.replaced_by) == (NOW + MINUTE, "乙", second.id)


def test_words_are_listed_newest_first_page_by_page_by_document_and_without_the_withdrawn(
    database: Database, pair: tuple[Version, Version]
) -> None:
    with database.write() as session:
        other = version(session, document(session, "丙").id, "一、丙。")
        made = [say(session, pair if number % 2 else (other, pair[0])) for number in range(5)]
        overrides.withdraw(session, made[4].id, by="乙", now=NOW)
        walked: list[Override] = []
        while page := overrides.listed(session, limit=2, after=walked[-1].id if walked else None):
            walked.extend(page)
        assert [one.id for one in walked] == [one.id for one in reversed(made[:4])]
        assert [one.id for one in overrides.listed(session, withdrawn=True)] == [one.id for one in reversed(made)]
        for end, count in ((pair[0], 4), (pair[1], 2), (other, 2)):
            assert len(overrides.listed(session, document=end.document_id)) == count


@pytest.mark.parametrize("changes", [{"new_version": "ver_0"}, {"old_version": "ver_0"}])
def test_a_word_is_said_of_versions_that_are_there(
    database: Database, pair: tuple[Version, Version], changes: dict[str, object]
) -> None:
    with database.write() as session, pytest.raises(NotFound, match="no version ver_0"):
        say(session, pair, **changes)


def test_a_word_names_a_clause_and_two_texts(database: Database, pair: tuple[Version, Version]) -> None:
    with database.write() as session, pytest.raises(ValueError, match="names a clause"):
        say(session, pair, old_clause=None, new_clause=None)
    with pytest.raises(IntegrityError), database.write() as session:
        say(session, (pair[0], pair[0]))


def test_an_unknown_override_or_document_is_named(database: Database) -> None:
    with database.write() as session:
        assert overrides.get(session, "ovr_0") is None
        with pytest.raises(NotFound, match="no override ovr_0"):
            overrides.withdraw(session, "ovr_0", by="甲", now=NOW)
        with pytest.raises(NotFound, match="no override ovr_0"):
            overrides.listed(session, after="ovr_0")
        with pytest.raises(NotFound, match="no document doc_0"):
            overrides.deciding(session, "doc_0")


def test_two_who_speak_of_one_pair_take_turns(database: Database, pair: tuple[Version, Version]) -> None:
    ends = pair[0].document_id, pair[1].document_id

    def unit(session: Session, order: tuple[str, str]) -> None:
        overrides.deciding(session, *order)
        for known in overrides.between(session, *order):
            overrides.withdraw(session, known.id, by="乙", now=NOW)
        say(session, pair)

    def many(order: tuple[str, str]) -> None:
        for _ in range(5):
            database.run(lambda session: unit(session, order))

    speakers = [threading.Thread(target=many, args=(order,)) for order in (ends, ends[::-1])]
    for speaker in speakers:
        speaker.start()
    for speaker in speakers:
        speaker.join(timeout=60)
    with database.read() as session:
        assert len(overrides.between(session, *ends)) == 1
        assert len(overrides.listed(session, withdrawn=True)) == 10
