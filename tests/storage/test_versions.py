"""Versions: written whole or not at all, numbered as observed, ordered as dated."""

from datetime import UTC, date, datetime, timedelta
from itertools import permutations

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session
from support.stored import NOW, clause, dated, document, new_version, version

from storage import versions
from storage.database import Database
from storage.errors import NotFound
from storage.identifiers import digest_of
from storage.records import Cause, SnapshotRef, Version

DAY = timedelta(days=1)


def test_a_version_comes_back_with_everything_that_belongs_to_it(database: Database) -> None:
    evidence = (
        SnapshotRef("page", "0" * 64, "https://example.invalid/1", None, "text/html", NOW, {"server": "x"}),
        SnapshotRef("attachment", "1" * 64, "https://example.invalid/2", "附件.docx", None, NOW),
    )
    clauses = tuple(clause(f"c{number:03}", f"第{number}条", "c000" if number else None) for number in range(300))
    new = new_version(snapshots=evidence, clauses=clauses, cause=Cause.FIRST, news=False, dated_on=dated(2022, 12, 29))
    with database.write() as session:
        kept = document(session)
        made = versions.add(session, kept.id, new)
    with database.read() as session:
        assert versions.get(session, made.id) == made
        assert versions.text(session, made.id) == new.text
        assert versions.findings(session, made.id) == new.findings
        assert versions.clauses(session, made.id) == clauses
        assert versions.snapshots(session, made.id) == evidence
    assert made == Version(
        id=made.id,
        document_id=kept.id,
        number=1,
        cause=Cause.FIRST,
        text_digest=digest_of(new.text),
        facts=new.facts,
        parser="1",
        dated_on=dated(2022, 12, 29),
        observed_at=NOW,
        news=False,
        current=True,
    )


def test_a_text_is_kept_to_the_last_character(database: Database) -> None:
    odd = "①㎡⼀⽬\u200b\u202e\U000e0100 人民币的贸易金融\r\n\t尾 \U0001f600" + "长" * 200_000
    with database.write() as session:
        made = version(session, document(session).id, odd)
    with database.read() as session:
        assert versions.text(session, made.id) == odd


def test_numbers_count_in_the_order_of_observation_within_a_document(database: Database) -> None:
    with database.write() as session:
        one, other = document(session, "甲"), document(session, "乙")
        numbers = [version(session, made.id, f"{turn}").number for turn in range(3) for made in (one, other)]
    assert numbers == [1, 1, 2, 2, 3, 3]


HISTORY = {
    "2017": (dated(2017, 4, 1), NOW),
    "2022, seen early": (dated(2022, 12, 29), NOW - DAY),
    "2022, seen late": (dated(2022, 12, 29), NOW + DAY),
    "undated, seen at 23:59 in Shanghai": (None, datetime(2026, 3, 1, 15, 59, tzinfo=UTC)),
    "of 2 March": (dated(2026, 3, 2), NOW - 9 * DAY),
    "undated, seen at 00:00 in Shanghai": (None, datetime(2026, 3, 1, 16, 0, tzinfo=UTC)),
}


@pytest.mark.parametrize("order", [list(HISTORY), *list(permutations(HISTORY))[:: 720 // 5]])
def test_history_is_ordered_by_legal_date_whatever_the_order_of_observation(
    database: Database, order: list[str]
) -> None:
    with database.write() as session:
        kept = document(session)
        for name in order:
            dated_on, observed_at = HISTORY[name]
            version(session, kept.id, name, dated_on=dated_on, observed_at=observed_at)
    with database.read() as session:
        history = versions.of_document(session, kept.id)
        assert [versions.text(session, one.id) for one in history] == list(HISTORY)
        assert versions.latest(session, kept.id) == history[-1]
        for place, one in enumerate(history):
            before = history[place - 1] if place else None
            after = history[place + 1] if place + 1 < len(history) else None
            assert versions.neighbours(session, one.id) == (before, after)


def test_versions_of_one_day_and_moment_stand_in_the_order_of_their_numbers(database: Database) -> None:
    with database.write() as session:
        kept = document(session)
        made = [version(session, kept.id, f"{turn}") for turn in range(12)]
        assert versions.of_document(session, kept.id) == tuple(made)


def test_a_crawl_is_judged_against_what_was_observed_last_not_against_the_latest_date(database: Database) -> None:
    with database.write() as session:
        kept = document(session)
        assert versions.latest_observed(session, kept.id) is None
        assert versions.latest(session, kept.id) is None
        first = version(session, kept.id, "of 2023", dated_on=dated(2023))
        crawled = version(session, kept.id, "now dated 2022", dated_on=dated(2022))
        version(session, kept.id, "an old text by hand", dated_on=dated(2017), current=False)
        assert versions.latest_observed(session, kept.id) == crawled
        assert versions.latest(session, kept.id) == first


def test_a_text_is_found_again_by_its_digest_in_every_document(database: Database) -> None:
    with database.write() as session:
        one, other = document(session, "甲"), document(session, "乙")
        later = version(session, one.id, "same", observed_at=NOW + DAY)
        version(session, one.id, "different")
        earlier = version(session, other.id, "same")
        assert versions.by_text_digest(session, digest_of("same")) == (earlier, later)
        assert versions.by_text_digest(session, digest_of("none")) == ()


def test_the_history_of_another_document_does_not_show(database: Database) -> None:
    with database.write() as session:
        one, other = document(session, "甲"), document(session, "乙")
        made = version(session, one.id)
        assert versions.of_document(session, other.id) == ()
        assert versions.neighbours(session, made.id) == (None, None)


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"text_digest": digest_of("another text")}, "text_digest is not the digest of the text"),
        ({"snapshots": ()}, "needs the snapshot"),
        ({"clauses": (clause("c1", "a"), clause("c1", "b"))}, "clause id c1 stands twice"),
        ({"clauses": ()}, "needs the clauses"),
        ({"clauses": (clause("c1", "a", parent="c9"),)}, "clause c1 names a parent"),
        ({"text": "a\x00b"}, r"cannot hold U\+0000"),
        ({"text": "a\ud800b"}, r"half a surrogate pair"),
    ],
)
def test_a_version_that_contradicts_itself_is_refused_whole(
    database: Database, changes: dict[str, object], complaint: str
) -> None:
    with database.write() as session:
        kept = document(session)
    with pytest.raises(ValueError, match=complaint), database.write() as session:
        version(session, kept.id, **changes)
    with database.read() as session:
        assert versions.of_document(session, kept.id) == ()


def test_parts_of_a_version_cannot_come_before_it(database: Database) -> None:
    row = "INSERT INTO clause VALUES ('ver_0', 0, 'c', 'p', 'clause', 1, NULL, '', NULL, '', '', '', '{}')"
    with pytest.raises(IntegrityError), database.write() as session:
        session.connection().execute(text(row))


@pytest.mark.parametrize("number", [1, 0])
def test_no_two_versions_of_a_document_have_one_number_and_none_has_number_zero(
    database: Database, number: int
) -> None:
    with database.write() as session:
        kept = document(session)
        version(session, kept.id, "1")
        version(session, kept.id, "2")

    def renumber(session: Session) -> None:
        session.connection().execute(text(f"UPDATE version SET number = {number} WHERE number = 2"))

    with pytest.raises(IntegrityError):
        database.run(renumber)


def test_an_unknown_document_or_version_is_named(database: Database) -> None:
    with database.write() as session:
        with pytest.raises(NotFound, match="no document doc_0"):
            version(session, "doc_0")
        for ask in (versions.text, versions.findings, versions.neighbours):
            with pytest.raises(NotFound, match="no version ver_0"):
                ask(session, "ver_0")  # type: ignore[operator]
        assert versions.get(session, "ver_0") is None
        assert versions.clauses(session, "ver_0") == ()


def test_a_version_without_a_date_is_placed_on_the_day_it_was_observed_in_china() -> None:
    assert versions.history_date(None, datetime(2026, 12, 31, 16, 0, tzinfo=UTC)) == date(2027, 1, 1)
    assert versions.history_date(None, datetime(2026, 12, 31, 15, 59, tzinfo=UTC)) == date(2026, 12, 31)
    assert versions.history_date(dated(2017, 4, 1), NOW) == date(2017, 4, 1)
