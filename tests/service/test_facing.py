"""Overrides as one comparison sees them: sides, conflicts, clauses that live on."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from service.facing import Said, clause_names, digest, in_effect, turned
from storage.records import Override

AT = datetime(2026, 3, 2, tzinfo=UTC)
PAIR = ("ver_1", "ver_2")


def word(old: str | None, new: str | None, **changes: object) -> Override:
    known = Override(1, f"ovr_{old}{new}", "doc_a", "doc_b", *PAIR, old, new, "", AT, "甲", None, None, None)
    return replace(known, **changes)  # type: ignore[arg-type]


def sides(words: tuple[Said, ...]) -> list[tuple[str | None, str | None]]:
    return [(one.old, one.new) for one in words]


def said(*words: Override) -> tuple[Said, ...]:
    return tuple(turned(words, PAIR, "doc_a", ()))


@pytest.mark.parametrize(("document", "expected"), [("doc_a", ("x", "y")), ("doc_b", ("y", "x"))])
def test_between_two_documents_the_document_tells_the_side(document: str, expected: tuple[str, str]) -> None:
    assert sides(tuple(turned([word("x", "y")], ("ver_3", "ver_4"), document, ()))) == [expected]


@pytest.mark.parametrize(
    ("said_of", "asked", "expected"),
    [
        (("ver_1", "ver_2"), ("ver_1", "ver_3"), ("x", "y")),
        (("ver_1", "ver_2"), ("ver_3", "ver_1"), ("y", "x")),
        (("ver_3", "ver_2"), ("ver_1", "ver_2"), ("y", "x")),
        (("ver_3", "ver_2"), ("ver_2", "ver_1"), ("x", "y")),
    ],
)
def test_between_versions_of_one_document_history_tells_the_side(
    said_of: tuple[str, str], asked: tuple[str, str], expected: tuple[str, str]
) -> None:
    one = word("x", "y", new_document="doc_a", old_version=said_of[0], new_version=said_of[1])
    assert sides(tuple(turned([one], asked, "doc_a", ["ver_1", "ver_2", "ver_3"]))) == [expected]


def test_of_two_words_that_meet_on_a_clause_the_newer_wins() -> None:
    newest_first = said(word("a", "c"), word("a", "b"), word(None, "c"), word("d", "e"), word(None, "b"))
    assert sides(in_effect(newest_first, PAIR, {"a", "d"}, {"b", "c", "e"})) == [("a", "c"), ("d", "e"), (None, "b")]


def test_a_word_whose_clause_does_not_stand_there_neither_holds_nor_hides_another() -> None:
    newest_first = said(word("a", "gone"), word("gone", "b"), word("gone", None), word("a", "b"))
    assert sides(in_effect(newest_first, PAIR, {"a"}, {"b"})) == [("a", "b")]


@pytest.mark.parametrize(("pair", "held"), [(PAIR, 1), (PAIR[::-1], 1), (("ver_1", "ver_3"), 0)])
@pytest.mark.parametrize("named", [("x", None), (None, "x"), ("x", "y")])
def test_a_clause_that_stands_in_both_versions_of_a_document_is_itself_but_where_it_was_said(
    named: tuple[str | None, str | None], pair: tuple[str, str], held: int
) -> None:
    words = [Said(word(*named, new_document="doc_a"), *named)]
    assert len(in_effect(words, pair, {"x", "y"}, {"x", "y"})) == held
    other = [Said(word(*named), *named)]
    assert len(in_effect(other, pair, {"x", "y"}, {"x", "y"})) == 1


def test_the_digest_tells_which_words_stand() -> None:
    first, second = said(word("a", "b"), word("c", None))
    assert digest([]) == ""
    assert len({digest([]), digest([first]), digest([second]), digest([first, second])}) == 4


def test_clauses_that_share_a_path_are_told_apart() -> None:
    assert clause_names({"1": "第一条", "2": "第二条", "3": "第一条"}) == {
        "1": "第一条",
        "2": "第二条",
        "3": "第一条 #2",
    }
