"""The log: it only grows, in the order of commits, and a reader who remembers the last sequence misses nothing."""

import threading

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from support.stored import NOW, declared, document, event, subscription, version

from storage import events, relations, sources
from storage.database import Database
from storage.records import Event, EventKind, RelationKind


def test_an_event_comes_back_with_what_it_names(database: Database) -> None:
    with database.write() as session:
        sources.declare(session, [declared()], NOW)
        draft, final = document(session, "草案"), document(session, "定稿")
        made = version(session, final.id)
        proposed = relations.propose(
            session,
            kind=RelationKind.DRAFT_OF,
            from_document=draft.id,
            to_document=final.id,
            confidence=1,
            evidence={},
            now=NOW,
        )
        assert proposed is not None
        kept = event(
            session,
            EventKind.RELATION_PROPOSED,
            document_id=final.id,
            version_id=made.id,
            relation_id=proposed.id,
            source_id="yubei",
            news=False,
        )
    with database.read() as session:
        assert events.get(session, kept.id) == kept
        assert events.at(session, kept.sequence) == kept
        assert events.of_version(session, made.id) == (kept,)
        assert events.get(session, "evt_0") is None
        assert events.at(session, kept.sequence + 1) is None
    data = {"title": "实施方案"}
    named = (final.id, made.id, proposed.id, "yubei")
    assert kept == Event(1, kept.id, EventKind.RELATION_PROPOSED, NOW, False, data, *named)


def test_sequences_grow_and_are_never_used_again(database: Database) -> None:
    with database.write() as session:
        assert events.highest(session) == 0
        assert [event(session).sequence for _ in range(3)] == [1, 2, 3]
    with database.write() as session:
        session.connection().execute(text("DELETE FROM event WHERE sequence > 1"))
    with database.write() as session:
        assert event(session).sequence == 4
        assert events.highest(session) == 4


def test_the_log_is_read_on_from_a_sequence_by_kind_and_document(database: Database) -> None:
    with database.write() as session:
        kept = document(session)
        made = [
            event(session, kind, document_id=owner)
            for kind, owner in (
                (EventKind.DOCUMENT_CREATED, kept.id),
                (EventKind.VERSION_CREATED, kept.id),
                (EventKind.VERSION_CREATED, None),
                (EventKind.PING, None),
            )
        ]
    with database.read() as session:
        assert events.since(session, 0, 10) == tuple(made)
        assert events.since(session, 2, 1) == (made[2],)
        assert events.since(session, 4, 10) == ()
        assert events.since(session, 0, 10, kinds=[EventKind.VERSION_CREATED]) == (made[1], made[2])
        assert events.since(session, 1, 10, document_id=kept.id) == (made[1],)
        assert events.since(session, 0, 10, kinds=[EventKind.PING, EventKind.DOCUMENT_CREATED]) == (made[0], made[3])


@pytest.mark.parametrize("name", ["document_id", "version_id", "relation_id", "source_id"])
def test_an_event_cannot_name_what_is_not_there(database: Database, name: str) -> None:
    with pytest.raises(IntegrityError), database.write() as session:
        event(session, **{name: "none"})


def test_a_later_event_is_not_visible_before_an_earlier_one(database: Database) -> None:
    """A slow transaction that appended first holds up the others, so that no reader can step over it."""
    appended = threading.Event()

    def append_later() -> None:
        database.run(lambda session: event(session, EventKind.SOURCE_BLOCKED))
        appended.set()

    second = threading.Thread(target=append_later)
    with database.write() as session:
        event(session, EventKind.SOURCE_RECOVERED)
        second.start()
        assert not appended.wait(0.3)
        with database.read() as reading:
            assert events.since(reading, 0, 10) == ()
    second.join(10)
    with database.read() as session:
        log = events.since(session, 0, 10)
    assert [(one.sequence, one.kind) for one in log] == [
        (1, EventKind.SOURCE_RECOVERED),
        (2, EventKind.SOURCE_BLOCKED),
    ]


def test_a_reader_beside_four_writers_sees_every_event_once_and_in_order(database: Database) -> None:
    threads = [
        threading.Thread(target=lambda: [database.run(lambda session: event(session)) for _ in range(10)])
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    seen: list[int] = []
    while True:
        alive = any(thread.is_alive() for thread in threads)
        with database.read() as session:
            seen.extend(one.sequence for one in events.since(session, seen[-1] if seen else 0, 3))
        if not alive:
            with database.read() as session:
                seen.extend(one.sequence for one in events.since(session, seen[-1] if seen else 0, 100))
            break
    with database.read() as session:
        assert seen == [one.sequence for one in events.since(session, 0, 100)]
    assert len(seen) == 40


def test_a_subscription_starts_after_an_event_that_was_being_written(database: Database) -> None:
    started: list[int] = []

    def subscribe() -> None:
        started.append(database.run(lambda session: subscription(session).start_sequence))

    second = threading.Thread(target=subscribe)
    with database.write() as session:
        event(session)
        second.start()
        second.join(0.3)
        assert started == []
    second.join(10)
    assert started == [1]
