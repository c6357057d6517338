"""Runs and checks: opened, closed, interrupted, listed."""

from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError
from support.stored import MINUTE, NOW, declared, document, version

from storage import runs, sources
from storage.database import Database
from storage.errors import NotFound
from storage.records import Check, Outcome, Run

LEASE = timedelta(minutes=10)


@pytest.fixture(autouse=True)
def _two_sources(database: Database) -> None:
    with database.write() as session:
        sources.declare(session, [declared("a"), declared("b")], NOW)


def check(**changes: object) -> Check:
    fields: dict[str, object] = {
        "run_id": None,
        "url": "https://example.invalid/1",
        "role": "page",
        "outcome": Outcome.UNCHANGED,
        "reason": None,
        "checked_at": NOW,
    }
    return Check(**(fields | changes))  # type: ignore[arg-type]


def test_a_run_is_open_until_it_is_finished(database: Database) -> None:
    with database.write() as session:
        run_id = runs.start(session, "a", NOW)
        assert runs.get(session, run_id) == Run(run_id, "a", NOW, None, None, None, {})
        counts = {"changed": 1, "unchanged": 2}
        runs.finish(session, run_id, now=NOW + MINUTE, outcome=Outcome.CHANGED, reason="r", counts=counts)
    with database.read() as session:
        assert runs.get(session, run_id) == Run(run_id, "a", NOW, NOW + MINUTE, Outcome.CHANGED, "r", counts)


def test_a_source_s_runs_are_listed_newest_first_page_by_page(database: Database) -> None:
    with database.write() as session:
        made = [runs.start(session, "a", NOW + number // 2 * MINUTE) for number in range(7)]
        runs.start(session, "b", NOW)
    with database.read() as session:
        everything = runs.of_source(session, "a")
        pages, last = [], None
        while page := runs.of_source(session, "a", before=last, limit=3):
            pages.append(page)
            last = page[-1].id
    assert {one.id for one in everything} == set(made)
    assert [one.started_at for one in everything] == sorted((one.started_at for one in everything), reverse=True)
    assert [one for page in pages for one in page] == list(everything)
    assert [len(page) for page in pages] == [3, 3, 1]


def test_starting_again_closes_the_run_that_a_killed_process_left_open(database: Database) -> None:
    with database.write() as session:
        killed, other = runs.start(session, "a", NOW), runs.start(session, "b", NOW)
        runs.start(session, "a", NOW + MINUTE)
        assert runs.get(session, killed) == Run(killed, "a", NOW, NOW + MINUTE, Outcome.ERROR, "interrupted", {})
        assert runs.get(session, other) == Run(other, "b", NOW, None, None, None, {})


def test_a_run_is_stale_when_it_is_open_and_the_lease_of_its_source_has_ended(database: Database) -> None:
    with database.write() as session:
        sources.claim_due(session, NOW, LEASE, 5)
        done, live = runs.start(session, "a", NOW), runs.start(session, "b", NOW)
        runs.finish(session, done, now=NOW, outcome=Outcome.UNCHANGED, reason=None, counts={})
        assert runs.abandon_stale(session, NOW + LEASE - MINUTE) == 0
        assert runs.abandon_stale(session, NOW + LEASE) == 1
        assert runs.abandon_stale(session, NOW + LEASE) == 0
        abandoned, finished = runs.get(session, live), runs.get(session, done)
    assert abandoned == Run(live, "b", NOW, NOW + LEASE, Outcome.ERROR, runs.INTERRUPTED, {})
    assert finished is not None
    assert finished.outcome is Outcome.UNCHANGED


def test_a_check_keeps_everything_that_came(database: Database) -> None:
    with database.write() as session:
        run_id = runs.start(session, "a", NOW)
        made = version(session, document(session).id)
        full = check(
            run_id=run_id,
            outcome=Outcome.CHANGED,
            reason="text",
            status=200,
            digest="0" * 64,
            text_digest="1" * 64,
            size=3,
            elapsed=0.25,
            headers={"content-type": "text/html", "server": "政务"},
            document_id=made.document_id,
            version_id=made.id,
        )
        runs.record(session, full)
    with database.read() as session:
        assert runs.checks_of(session, run_id) == (full,)


def test_checks_are_listed_in_order_for_a_run_and_newest_first_for_an_address(database: Database) -> None:
    with database.write() as session:
        run_id = runs.start(session, "a", NOW)
        looks = [check(run_id=run_id if number < 3 else None, size=number) for number in range(5)]
        for look in looks:
            runs.record(session, look)
        runs.record(session, check(url="https://example.invalid/2", run_id=run_id))
    with database.read() as session:
        assert [one.size for one in runs.checks_of(session, run_id)] == [0, 1, 2, None]
        assert runs.checks_of_url(session, "https://example.invalid/1", 3) == tuple(reversed(looks[2:]))


@pytest.mark.parametrize("name", ["run_id", "document_id", "version_id"])
def test_a_check_cannot_name_what_is_not_there(database: Database, name: str) -> None:
    with pytest.raises(IntegrityError), database.write() as session:
        runs.record(session, check(**{name: "none"}))


def test_an_unknown_run_or_source_is_refused(database: Database) -> None:
    with pytest.raises(IntegrityError), database.write() as session:
        runs.start(session, "nobody", NOW)
    with database.write() as session:
        assert runs.get(session, "run_0") is None
        with pytest.raises(NotFound, match="no run run_0"):
            runs.finish(session, "run_0", now=NOW, outcome=Outcome.ERROR, reason=None, counts={})
        with pytest.raises(NotFound, match="no run run_0"):
            runs.of_source(session, "a", before="run_0")
