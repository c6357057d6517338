"""Sources: declared, retired and revived; due, claimed by one, released."""

import threading
from datetime import timedelta

import pytest
from sqlmodel import Session
from support.stored import MINUTE, NOW, declared

from storage import sources
from storage.database import Database
from storage.errors import NotFound
from storage.records import Outcome, Source, SourceStatus

LEASE = timedelta(minutes=10)
HOUR = timedelta(hours=1)


def stored(session: Session, source_id: str = "yubei") -> Source:
    found = sources.get(session, source_id)
    assert found is not None
    return found


def release(session: Session, source_id: str = "yubei", **changes: object) -> None:
    fields: dict[str, object] = {
        "now": NOW,
        "due_at": NOW + HOUR,
        "status": SourceStatus.OK,
        "outcome": Outcome.UNCHANGED,
        "reason": None,
        "failures": 0,
        "baselined": False,
    }
    sources.release(session, source_id, **(fields | changes))  # type: ignore[arg-type]


def claim(session: Session, now=NOW, limit: int = 10, **others: object) -> list[str]:
    return [one.id for one in sources.claim_due(session, now, LEASE, limit, **others)]  # type: ignore[arg-type]


def test_a_declared_source_is_new_and_due_at_once(database: Database) -> None:
    with database.write() as session:
        sources.declare(session, [declared(place=None)], NOW)
    with database.read() as session:
        assert sources.listed(session) == (
            Source(
                id="yubei",
                name="渝北区人民政府",
                place=None,
                url="https://example.invalid/list",
                interval=3600,
                declaration={"list": {"url": "https://example.invalid/list"}, "pages": []},
                declared=True,
                status=SourceStatus.NEW,
                due_at=NOW,
                lease_until=None,
                baselined_at=None,
                retired_at=None,
                last_run_at=None,
                last_success_at=None,
                last_outcome=None,
                last_reason=None,
                failures=0,
            ),
        )


def test_another_list_is_another_baseline(database: Database) -> None:
    with database.write() as session:
        sources.declare(session, [declared()], NOW)
        release(session, baselined=True, failures=0)
        sources.declare(session, [declared(url="https://example.invalid/new")], NOW + MINUTE)
        assert stored(session).baselined_at is None


def test_a_changed_declaration_keeps_the_history(database: Database) -> None:
    with database.write() as session:
        sources.declare(session, [declared()], NOW)
        release(session, baselined=True, failures=2)
        sources.declare(session, [declared(name="新名")], NOW + MINUTE)
        changed = stored(session)
    assert changed.name == "新名"
    assert (changed.baselined_at, changed.failures, changed.due_at) == (NOW, 2, NOW + HOUR)


def test_a_shorter_interval_counts_from_now_and_an_equal_one_shortens_no_pause(database: Database) -> None:
    with database.write() as session:
        sources.declare(session, [declared()], NOW)
        release(session, due_at=NOW + 72 * HOUR)
        sources.declare(session, [declared()], NOW)
        assert stored(session).due_at == NOW + 72 * HOUR
        sources.declare(session, [declared(interval=60)], NOW)
        assert stored(session).due_at == NOW + MINUTE
        sources.declare(session, [declared(interval=7200)], NOW)
        assert stored(session).due_at == NOW + MINUTE


def test_a_declaration_that_is_gone_retires_its_source_and_one_that_returns_revives_it(database: Database) -> None:
    with database.write() as session:
        sources.declare(session, [declared("a"), declared("b")], NOW)
        release(session, "a", baselined=True)
        sources.declare(session, [declared("b")], NOW + MINUTE)
        retired = stored(session, "a")
        assert (retired.status, retired.retired_at) == (SourceStatus.RETIRED, NOW + MINUTE)
        assert [one.id for one in sources.listed(session)] == ["b"]
        assert [one.id for one in sources.listed(session, retired=True)] == ["a", "b"]
        assert claim(session, NOW + 9 * HOUR) == ["b"]
        sources.declare(session, [declared("a"), declared("b")], NOW + 2 * MINUTE)
        revived = stored(session, "a")
    assert (revived.status, revived.retired_at, revived.due_at) == (SourceStatus.OK, None, NOW + 2 * MINUTE)
    assert revived.baselined_at == NOW


def test_a_source_that_returns_before_it_ever_succeeded_is_new(database: Database) -> None:
    with database.write() as session:
        sources.declare(session, [declared()], NOW)
        sources.declare(session, [], NOW)
        sources.declare(session, [declared()], NOW)
        assert stored(session).status is SourceStatus.NEW


def test_retiring_again_keeps_the_first_date(database: Database) -> None:
    with database.write() as session:
        sources.declare(session, [declared()], NOW)
        sources.retire(session, "yubei", NOW)
        sources.declare(session, [], NOW + MINUTE)
        assert stored(session).retired_at == NOW


def test_sources_made_by_hand_are_neither_retired_nor_taken_over_by_hand(database: Database) -> None:
    with database.write() as session:
        sources.put(session, declared("mine", declared=False), NOW)
        sources.declare(session, [declared("theirs")], NOW)
        assert [one.id for one in sources.listed(session)] == ["mine", "theirs"]
        with pytest.raises(ValueError, match="source theirs is declared in a file"):
            sources.put(session, declared("theirs", declared=False), NOW)
        sources.put(session, declared("mine", declared=False, name="改名"), NOW)
        assert stored(session, "mine").name == "改名"
        assert stored(session, "theirs").retired_at is None


def test_a_declaration_takes_over_a_source_made_by_hand(database: Database) -> None:
    with database.write() as session:
        sources.put(session, declared("mine", declared=False), NOW)
        sources.declare(session, [declared("mine")], NOW)
        assert stored(session, "mine").declared
        sources.declare(session, [], NOW)
        assert stored(session, "mine").retired_at == NOW


def test_contradictory_declarations_change_nothing(database: Database) -> None:
    with database.write() as session:
        sources.declare(session, [declared("a")], NOW)
    for wrong, complaint in (
        ([declared("b"), declared("b")], "source b is declared twice"),
        ([declared("b", declared=False)], "source b is not a declared one"),
    ):
        with pytest.raises(ValueError, match=complaint), database.write() as session:
            sources.declare(session, wrong, NOW)
    with database.read() as session:
        assert [one.id for one in sources.listed(session, retired=True)] == ["a"]


def test_due_sources_are_claimed_longest_due_first_and_only_once(database: Database) -> None:
    with database.write() as session:
        sources.declare(session, [declared(one) for one in "abcd"], NOW)
        for place, one in enumerate("cbad"):
            release(session, one, due_at=NOW + place * MINUTE)
    with database.write() as session:
        assert claim(session, NOW + 2 * MINUTE, limit=2) == ["c", "b"]
    with database.write() as session:
        assert claim(session, NOW + 2 * MINUTE) == ["a"]
        assert stored(session, "a").lease_until == NOW + 2 * MINUTE + LEASE


def test_a_claim_lasts_until_it_is_released_or_its_lease_ends(database: Database) -> None:
    with database.write() as session:
        sources.declare(session, [declared("a"), declared("b")], NOW)
        assert claim(session) == ["a", "b"]
        release(session, "b", due_at=NOW)
        assert claim(session, NOW + LEASE - MINUTE) == ["b"]
        assert claim(session, NOW + LEASE) == ["a"]


def test_force_takes_what_is_not_due_but_never_another_s_lease(database: Database) -> None:
    with database.write() as session:
        sources.declare(session, [declared(one) for one in "abc"], NOW)
        for one in "abc":
            release(session, one, due_at=NOW + HOUR)
        assert claim(session) == []
        assert claim(session, only=["a"], force=True) == ["a"]
        assert claim(session, force=True, only=["a", "b"]) == ["b"]
        assert claim(session, force=True, only=[]) == []
        assert claim(session, force=True) == ["c"]
        assert claim(session, force=True) == []


def test_four_threads_share_out_the_due_sources_without_a_double(database: Database) -> None:
    names = [f"s{number:02}" for number in range(40)]
    with database.write() as session:
        sources.declare(session, [declared(name) for name in names], NOW)
    taken: list[str] = []
    start = threading.Barrier(4)

    def work() -> None:
        start.wait(10)
        while batch := database.run(lambda session: claim(session, limit=3)):
            taken.extend(batch)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sorted(taken) == names


def test_a_release_keeps_how_the_source_fared(database: Database) -> None:
    with database.write() as session:
        sources.declare(session, [declared()], NOW)
        claim(session)
        release(session, outcome=Outcome.CHANGED, baselined=True)
        good = stored(session)
        release(
            session,
            now=NOW + MINUTE,
            outcome=Outcome.BLOCKED,
            status=SourceStatus.BLOCKED,
            reason="challenge",
            failures=1,
            due_at=NOW + 3 * HOUR,
        )
        bad = stored(session)
    assert (good.last_run_at, good.last_success_at, good.baselined_at, good.lease_until) == (NOW, NOW, NOW, None)
    assert (good.status, good.last_outcome, good.due_at) == (SourceStatus.OK, Outcome.CHANGED, NOW + HOUR)
    assert (bad.last_run_at, bad.last_success_at, bad.baselined_at) == (NOW + MINUTE, NOW, NOW)
    assert (bad.status, bad.last_outcome, bad.last_reason) == (SourceStatus.BLOCKED, Outcome.BLOCKED, "challenge")
    assert (bad.failures, bad.due_at) == (1, NOW + 3 * HOUR)


def test_a_source_retired_during_its_crawl_stays_retired(database: Database) -> None:
    with database.write() as session:
        sources.declare(session, [declared()], NOW)
        claim(session)
        sources.declare(session, [], NOW)
        release(session)
        assert stored(session).status is SourceStatus.RETIRED


def test_a_lease_is_renewed_while_it_is_held(database: Database) -> None:
    with database.write() as session:
        sources.declare(session, [declared()], NOW)
        claim(session)
        assert sources.renew(session, "yubei", held=NOW + LEASE, until=NOW + 2 * LEASE)
        assert claim(session, NOW + LEASE) == []
        assert claim(session, NOW + 2 * LEASE) == ["yubei"]
        assert not sources.renew(session, "yubei", held=NOW + 2 * LEASE, until=NOW + 9 * LEASE)
        assert stored(session).lease_until == NOW + 3 * LEASE


def test_a_late_release_leaves_the_lease_that_another_took(database: Database) -> None:
    with database.write() as session:
        sources.declare(session, [declared()], NOW)
        claim(session)
        claim(session, NOW + LEASE)
        release(session, held=NOW + LEASE, due_at=NOW)
        assert stored(session).lease_until == NOW + 2 * LEASE
        assert claim(session, NOW + LEASE) == []
        release(session, held=NOW + 2 * LEASE)
        assert stored(session).lease_until is None


def test_an_unknown_source_is_named(database: Database) -> None:
    with database.write() as session:
        assert sources.get(session, "nobody") is None
        for call in (
            lambda: release(session, "nobody"),
            lambda: sources.retire(session, "nobody", NOW),
            lambda: sources.renew(session, "nobody", held=NOW, until=NOW),
        ):
            with pytest.raises(NotFound, match="no source nobody"):
                call()
