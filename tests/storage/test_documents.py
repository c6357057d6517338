"""Documents: made, found, listed, kept up to date."""

import pytest
from support.stored import MINUTE, NOW, document

from storage import documents
from storage.database import Database
from storage.errors import NotFound
from storage.records import Document


def test_a_document_comes_back_as_it_was_made(database: Database) -> None:
    with database.write() as session:
        made = document(session, number="渝北府办〔2022〕1号", issuers=("甲", "乙", "甲"), synthetic=True)
    with database.read() as session:
        assert documents.get(session, made.id) == made
    assert made == Document(
        id=made.id,
        key="渝北区服务业扩大开放实施方案",
        title="渝北区服务业扩大开放实施方案",
        number="渝北府办〔2022〕1号",
        issuers=("甲", "乙", "甲"),
        jurisdiction="重庆市渝北区",
        stage="final",
        synthetic=True,
        created_at=NOW,
        gone_at=None,
    )


def test_a_key_finds_all_its_documents_oldest_first(database: Database) -> None:
    with database.write() as session:
        later = document(session, "总体方案", now=NOW + MINUTE)
        earlier = document(session, "总体方案", now=NOW)
        document(session, "总体方案（二）")
        assert documents.by_key(session, "总体方案") == (earlier, later)
        assert documents.by_key(session, "总体") == ()


def test_a_title_too_long_for_an_index_is_still_found_by_its_key(database: Database) -> None:
    title = "".join(chr(0x20000 + number) for number in range(5000))
    with database.write() as session:
        made = document(session, title)
        assert documents.by_key(session, title) == (made,)
        assert made.title == title


def test_documents_are_listed_newest_first_page_by_page(database: Database) -> None:
    with database.write() as session:
        made = [document(session, f"第{number}号", now=NOW + number // 3 * MINUTE) for number in range(8)]
    with database.read() as session:
        everything = documents.listed(session)
        walked: list[Document] = []
        while page := documents.listed(session, limit=3, after=walked[-1].id if walked else None):
            walked.extend(page)
    assert set(everything) == set(made)
    assert walked == list(everything)
    assert [one.created_at for one in walked] == sorted((one.created_at for one in walked), reverse=True)


@pytest.mark.parametrize(
    ("filters", "titles"),
    [
        ({}, {"a", "b", "c"}),
        ({"stage": "draft_for_comment"}, {"b"}),
        ({"jurisdiction": "成都市"}, {"b", "c"}),
        ({"issuer": "商务部"}, {"a", "c"}),
        ({"issuer": "商务"}, set()),
        ({"issuer": '商务部" OR 1=1 --'}, set()),
        ({"issuer": "商务部", "jurisdiction": "成都市"}, {"c"}),
        ({"title": "A"}, {"a"}),
        ({"title": "%"}, set()),
        ({"title": "_"}, set()),
        ({"stage": "final", "limit": 1}, {"c"}),
    ],
)
def test_filters_narrow_the_list(database: Database, filters: dict[str, str], titles: set[str]) -> None:
    with database.write() as session:
        document(session, "a", issuers=("科技部", "商务部"), jurisdiction="沈阳市")
        document(session, "b", issuers=(), jurisdiction="成都市", stage="draft_for_comment")
        document(session, "c", issuers=("商务部",), jurisdiction="成都市", now=NOW + MINUTE)
    with database.read() as session:
        assert {one.title for one in documents.listed(session, **filters)} == titles  # type: ignore[arg-type]


def test_a_document_is_refreshed_from_its_latest_version_and_keeps_its_key(database: Database) -> None:
    with database.write() as session:
        made = document(session, issuers=("甲", "乙"))
        documents.refresh(
            session,
            made.id,
            title="新题",
            number="1号",
            issuers=("丙",),
            jurisdiction=None,
            stage="draft",
            synthetic=True,
        )
        read = documents.get(session, made.id)
    assert read == Document(made.id, made.key, "新题", "1号", ("丙",), None, "draft", True, NOW, None)


def test_a_document_goes_and_returns(database: Database) -> None:
    with database.write() as session:
        made = document(session)
        documents.mark_gone(session, made.id, NOW + MINUTE)
        gone = documents.get(session, made.id)
        documents.mark_returned(session, made.id)
        returned = documents.get(session, made.id)
    assert gone is not None
    assert gone.gone_at == NOW + MINUTE
    assert returned == made


def test_an_unknown_document_is_named(database: Database) -> None:
    with database.write() as session:
        assert documents.get(session, "doc_0") is None
        for call in (
            lambda: documents.listed(session, after="doc_0"),
            lambda: documents.mark_gone(session, "doc_0", NOW),
            lambda: documents.mark_returned(session, "doc_0"),
        ):
            with pytest.raises(NotFound, match="no document doc_0"):
                call()
