"""Tracked addresses: found once, remembered as last seen."""

import threading

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session
from support.stored import MINUTE, NOW, declared, document

from storage import pages, sources
from storage.database import Database
from storage.errors import NotFound
from storage.records import Outcome, Page

URL = "https://example.invalid/1"


@pytest.fixture(autouse=True)
def _two_sources(database: Database) -> None:
    with database.write() as session:
        sources.declare(session, [declared("a"), declared("b")], NOW)


def discover(session: Session, source_id: str | None = "a", url: str = URL, **changes: object) -> Page:
    fields: dict[str, object] = {"role": "page", "name": "通知", "parent_id": None, "now": NOW, "news": False}
    return pages.discover(session, source_id=source_id, url=url, **(fields | changes))  # type: ignore[arg-type]


def seen(session: Session, page: Page, outcome: Outcome, **changes: object) -> Page:
    fields: dict[str, object] = {"now": NOW + MINUTE, "reason": None, "failures": 0}
    pages.seen(session, page.id, outcome=outcome, **(fields | changes))  # type: ignore[arg-type]
    found = pages.get(session, page.id)
    assert found is not None
    return found


def test_a_page_is_found_once_for_each_source_and_once_without(database: Database) -> None:
    with database.write() as session:
        made = [discover(session, source) for source in ("a", "b", None)]
        again = [discover(session, source, name="later", news=True) for source in ("a", "b", None)]
        assert again == made
        assert len({one.id for one in made}) == 3
        assert [pages.by_url(session, URL, source) for source in ("a", "b", None)] == made
        assert set(pages.at(session, URL)) == set(made)
        assert pages.by_url(session, "https://example.invalid/2", "a") is None
    assert made[0] == Page(
        id=made[0].id,
        source_id="a",
        url=URL,
        role="page",
        parent_id=None,
        name="通知",
        document_id=None,
        etag=None,
        last_modified=None,
        digest=None,
        first_seen_at=NOW,
        checked_at=None,
        outcome=None,
        reason=None,
        failures=0,
        gone_at=None,
        news=False,
    )


@pytest.mark.parametrize("source_id", ["a", None])
def test_threads_that_find_one_address_together_make_one_page(database: Database, source_id: str | None) -> None:
    found: list[str] = []
    start = threading.Barrier(4)

    def find() -> None:
        start.wait(10)
        found.append(database.run(lambda session: discover(session, source_id)).id)

    threads = [threading.Thread(target=find) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert len(found) == 4
    assert len(set(found)) == 1


def test_pages_are_listed_in_the_order_they_were_found(database: Database) -> None:
    with database.write() as session:
        made = [discover(session, url=f"{URL}/{number}", now=NOW - number * MINUTE) for number in range(3)]
        discover(session, "b")
        kept = document(session)
        for page in made[:2]:
            seen(session, page, Outcome.FIRST, document_id=kept.id)
        assert [one.id for one in pages.of_source(session, "a")] == [one.id for one in reversed(made)]
        assert [one.id for one in pages.of_document(session, kept.id)] == [made[1].id, made[0].id]


def test_the_attachments_of_a_page_are_its_own(database: Database) -> None:
    with database.write() as session:
        page = discover(session)
        made = [
            discover(session, url=f"{URL}/{number}.pdf", role="attachment", parent_id=page.id) for number in range(2)
        ]
        discover(session, url=f"{URL}/list", role="list", parent_id=page.id)
        assert {one.id for one in pages.attachments_of(session, page.id)} == {one.id for one in made}
        assert pages.attachments_of(session, made[0].id) == ()


def test_a_text_that_was_taken_brings_its_validators_with_it(database: Database) -> None:
    with database.write() as session:
        page, kept = discover(session), document(session)
        first = seen(
            session,
            page,
            Outcome.FIRST,
            document_id=kept.id,
            etag='"1"',
            last_modified="Mon, 02 Mar 2026 09:30:00 GMT",
            digest="0" * 64,
        )
        assert (first.document_id, first.etag, first.digest) == (kept.id, '"1"', "0" * 64)
        assert (first.last_modified, first.checked_at) == ("Mon, 02 Mar 2026 09:30:00 GMT", NOW + MINUTE)
        changed = seen(session, page, Outcome.CHANGED, digest="1" * 64)
    assert (changed.etag, changed.last_modified, changed.digest) == (None, None, "1" * 64)
    assert changed.document_id == kept.id


@pytest.mark.parametrize("outcome", [Outcome.UNCHANGED, Outcome.SUSPECT, Outcome.BLOCKED, Outcome.GONE, Outcome.ERROR])
def test_a_look_that_took_no_text_keeps_the_validators_it_does_not_replace(
    database: Database, outcome: Outcome
) -> None:
    with database.write() as session:
        page = discover(session)
        seen(session, page, Outcome.FIRST, etag='"1"', last_modified="then", digest="0" * 64)
        after = seen(session, page, outcome, reason="why", failures=3, etag='"2"')
    assert (after.etag, after.last_modified, after.digest) == ('"2"', "then", "0" * 64)
    assert (after.outcome, after.reason, after.failures) == (outcome, "why", 3)


def test_a_page_is_gone_until_it_answers_with_its_text_again(database: Database) -> None:
    with database.write() as session:
        page = discover(session)
        assert seen(session, page, Outcome.GONE, gone_at=NOW).gone_at == NOW
        assert seen(session, page, Outcome.GONE).gone_at == NOW
        assert seen(session, page, Outcome.BLOCKED).gone_at == NOW
        assert seen(session, page, Outcome.UNCHANGED).gone_at is None


def test_an_address_longer_than_any_index_holds_is_refused(database: Database) -> None:
    longest = URL + "?" + "q" * (pages.ADDRESS_LENGTH - len(URL) - 1)
    with database.write() as session:
        assert discover(session, url=longest).url == longest
        with pytest.raises(ValueError, match=r"an address may have 2000 bytes, https://example\.invalid/1"):
            discover(session, url=longest + "q")


def test_an_unknown_page_or_source_is_refused(database: Database) -> None:
    with database.write() as session:
        assert pages.get(session, "pag_0") is None
        with pytest.raises(NotFound, match="no page pag_0"):
            pages.seen(session, "pag_0", now=NOW, outcome=Outcome.ERROR, reason=None, failures=1)
    with pytest.raises(IntegrityError), database.write() as session:
        discover(session, "nobody")
