"""Search beside a scan of everything, on both databases; words, cursors, and what is stored without an index."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlmodel import Session, delete, select
from support.databases import KINDS, Databases
from support.houses import house_at
from support.scanned import Text, fill, questions, scanned, texts, walked

from diffs.passages import folded
from service import searching as asking
from service.house import House, open_house
from service.indexing import fill_index, folded_version
from service.problems import ProblemError
from service.searching import HEAD, Question, read_position, search, search_all, words_of
from service.tracking import track_file
from storage import integrity, searching
from storage.grams import needed
from storage.search_tables import SearchPostingRow, SearchTextRow
from storage.searching import Filters


@pytest.fixture(scope="module", params=KINDS)
def house(request: pytest.FixtureRequest, databases: Databases, tmp_path_factory) -> Iterator[House]:
    with (
        databases.fresh(request.param, migrated=True) as url,
        house_at(tmp_path_factory.mktemp("searched"), url) as opened,
    ):
        fill(opened)
        yield opened


@pytest.fixture(scope="module")
def held(house: House) -> list[Text]:
    with house.database.read() as session:
        return texts(session)


def serials(session: Session) -> dict[str, int]:
    return {row.version_id: row.serial or 0 for row in session.exec(select(SearchTextRow))}


def compare(house: House, held: list[Text], seed: int, count: int) -> int:
    found = 0
    with house.database.read() as session:
        known = serials(session)
        for number, question in enumerate(questions(held, seed, count)):
            expected = scanned(held, known, question)
            assert walked(session, question, (50, 200, 20)[number % 3]) == expected, question
            found += bool(expected)
    return found


def test_search_finds_what_a_scan_finds_in_the_same_order(house: House, held: list[Text]) -> None:
    assert compare(house, held, seed=1, count=200) > 100


@pytest.mark.soak
def test_search_finds_what_a_scan_finds_ten_thousand_times(house: House, held: list[Text]) -> None:
    assert compare(house, held, seed=2, count=10_000) > 5_000


@pytest.mark.parametrize(
    "given",
    ["a", "ＡＢＣ", "第三条", "第 三", "%", "_", "\\", "'", '"', "DROP TABLE", "𠮷", "😀", "㎡", "İ", "数据", "⼯"],
)
def test_single_odd_words_are_found_where_a_scan_finds_them(house: House, held: list[Text], given: str) -> None:
    question = Question(words_of(given), Filters(history=True))
    with house.database.read() as session:
        expected = scanned(held, serials(session), question)
        assert walked(session, question, 3) == expected
    assert expected, given


@pytest.mark.parametrize(
    "given",
    [
        "商资发[2022]208号",
        "商资发［2022］208号",
        "商资发(2022)208号",
        "商资发（２０２２）208号",
        "商资发【2022】208号",
        "商资发 [ 2022 ] 208 号",
        '"商资发（ 2022 ） 208 号"',
        "商资发〔2022〕208号",
    ],
)
def test_a_document_number_is_found_in_whatever_brackets_it_is_typed(
    house: House, held: list[Text], given: str
) -> None:
    question = Question(words_of(given), Filters(history=True))
    with house.database.read() as session:
        hits = search_all(session, question, 50).hits
        assert walked(session, question, 3) == scanned(held, serials(session), question)
    assert any(hit.text.number == "商资发〔2022〕208号" for hit in hits if hit.position.place == HEAD)
    assert any(hit.clause is not None and "商资发〔2022〕208号" in hit.clause.wording for hit in hits)


def test_a_page_may_end_short_and_nothing_is_lost(house: House, held: list[Text], monkeypatch) -> None:
    question = Question(("的",), Filters(kinds=("colophon", "table_row")))
    monkeypatch.setattr(asking, "EXAMINED", 20)
    with house.database.read() as session:
        expected = scanned(held, serials(session), question)
        first = search(session, question, None, 200)
        assert len(first.hits) < len(expected)
        assert first.following is not None
        assert walked(session, question, 50) == expected
        whole = search_all(session, question, 200)
    assert [(hit.text.version_id, hit.position.place) for hit in whole.hits] == expected


def test_only_the_latest_version_is_searched_unless_all_are_asked_for(house: House) -> None:
    words = words_of("期限为三年")
    with house.database.read() as session:
        now = search(session, Question(words, Filters()), None, 50).hits
        ever = search(session, Question(words, Filters(history=True)), None, 50).hits
    assert now == ()
    assert [hit.text.latest for hit in ever] == [False]


def test_texts_whose_title_has_the_words_come_first(house: House) -> None:
    with house.database.read() as session:
        hits = search(session, Question(words_of("沈阳"), Filters()), None, 5).hits
    assert hits[0].position.place == HEAD
    assert "沈阳" in hits[0].text.title


def test_what_was_stored_before_the_index_is_found_once_the_service_starts(
    databases: Databases, tmp_path: Path
) -> None:
    for kind in KINDS:
        with databases.fresh(kind, migrated=True) as url:
            with house_at(tmp_path / kind, url) as before:
                made = track_file(
                    before, "a.txt", "示例办法\n第一条　放宽市场准入。\n第二条　本办法自公布之日起施行。".encode()
                )
                settings = before.settings
                with before.database.write() as session:
                    session.exec(delete(SearchPostingRow))
                    session.exec(delete(SearchTextRow))
                with before.database.read() as session:
                    assert search_all(session, Question(("市场",), Filters()), 9).hits == ()
                    problems = integrity.check(session, before.snapshots, folded_version)
                assert [(one.invariant, one.subject) for one in problems] == [("search_indexed", made.version)]
            with open_house(settings) as after, after.database.read() as session:
                assert len(search_all(session, Question(("市场",), Filters()), 9).hits) == 1
                assert integrity.check(session, after.snapshots, folded_version) == ()


def test_an_index_folded_otherwise_is_made_anew(databases: Databases, tmp_path: Path) -> None:
    with databases.fresh("sqlite", migrated=True) as url, house_at(tmp_path, url) as house:
        track_file(house, "a.txt", "示例办法\n第一条　放宽市场准入。".encode())
        assert fill_index(house.database) == 0
        with house.database.write() as session:
            row = session.exec(select(SearchTextRow)).one()
            row.folding = "older"
            session.add(row)
        assert fill_index(house.database) == 1
        assert fill_index(house.database, anew=True) == 1
        with house.database.read() as session:
            assert integrity.check(session, house.snapshots, folded_version) == ()


def test_fsck_tells_an_index_that_lacks_a_word_or_knows_a_wrong_last_version(
    databases: Databases, tmp_path: Path
) -> None:
    with databases.fresh("sqlite", migrated=True) as url, house_at(tmp_path, url) as house:
        made = track_file(house, "a.txt", "示例办法\n第一条　放宽市场准入。".encode())
        with house.database.write() as session:
            session.exec(delete(SearchPostingRow).where(SearchPostingRow.gram == ord("场")))
            session.add(SearchPostingRow(gram=1, day=1, serial=99, places=b"\0"))
        with house.database.read() as session:
            problems = integrity.check(session, house.snapshots, folded_version)
        assert [one.subject for one in problems] == [made.version, "search_posting 99"]
        with house.database.write() as session:
            row = session.exec(select(SearchTextRow)).one()
            row.latest = False
            session.add(row)
        with house.database.read() as session:
            problems = integrity.check(session, house.snapshots)
        assert made.document in [one.subject for one in problems]


def test_words_are_parted_by_blanks_and_quotation_marks_keep_them() -> None:
    assert words_of(" 数据　 安全 数据 ") == ("数据", "安全")
    assert words_of('"Data Act" 第 "重点 产业"') == ("data act", "第", "重点产业")
    assert words_of('"放 5"') == ("放5",)
    assert words_of('5" 屏') == ('5"', "屏")
    assert words_of('""') == ('""',)
    assert words_of('"a ""b"" c"') == ('a"b"c',)
    assert words_of("＂重点＂") == ('"重点"',)
    assert words_of('"未完 数据') == ('"未完', "数据")


@pytest.mark.parametrize("given", ["", "  　", "\u200b\u200e", "\ufeff", '" "', "字" * 501])
def test_nothing_to_search_for_and_too_much_are_refused(given: str) -> None:
    with pytest.raises(ProblemError):
        words_of(given)


def test_a_cursor_belongs_to_its_question(house: House) -> None:
    question, other = Question(("数据",), Filters()), Question(("数据",), Filters(history=True))
    with house.database.read() as session:
        following = search(session, question, None, 1).following
    assert following is not None
    written = following.written(question)
    assert read_position(question, written) == following
    for wrong in (written.replace(question.mark, other.mark), f"{question.mark}.2.1.1.1", "", "x"):
        with pytest.raises(ProblemError):
            read_position(question, wrong)


def test_clauses_of_similar_wording_share_the_most_grams(house: House, held: list[Text]) -> None:
    wanted = next(words for text in held for _, _, words in text.clauses if "推进金融服务" in words)
    changed = folded(wanted.replace("优化支付", "改善支付").replace("防范", "防控"))
    with house.database.read() as session:
        found = searching.sharing(session, needed([changed]), 5)
        first = searching.clauses(session, [(found[0].version_id, found[0].position)])[0]
        assert searching.sharing(session, needed(["〇〇〇"]), 5) == ()
    assert "推进金融服务" in first.wording
    assert [one.grams for one in found] == sorted((one.grams for one in found), reverse=True)
