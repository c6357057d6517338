"""``search``: words in the documents and clauses held."""

from datetime import date, datetime
from typing import Annotated

import typer

from diffs.clauses import Kind, Stage
from service.console import AsJson, print_json, say, table
from service.errors import BadInput
from service.house import open_house
from service.problems import ProblemError, describe
from service.search_items import SearchItem, search_items
from service.searching import Question, Searched, search_all, words_of
from service.settings import load_settings
from service.texts import Language
from storage.searching import Filters

MOST = 1000
Words = Annotated[list[str], typer.Argument(metavar="WORDS...", help="all must stand in one clause or title")]


def search_words(
    words: Words,
    place: Annotated[list[str] | None, typer.Option(help="where the text applies begins with this")] = None,
    issuer: Annotated[list[str] | None, typer.Option(help="发文机关")] = None,
    stage: Annotated[list[Stage] | None, typer.Option(help="where the text stands in its procedure")] = None,
    kind: Annotated[list[Kind] | None, typer.Option(help="what the clause is")] = None,
    dated_from: Annotated[
        datetime | None, typer.Option("--from", formats=["%Y-%m-%d"], help="legal date, from")
    ] = None,
    dated_until: Annotated[
        datetime | None, typer.Option("--until", formats=["%Y-%m-%d"], help="legal date, until")
    ] = None,
    versions: Annotated[Searched, typer.Option(help="the latest version of each document, or all")] = Searched.LATEST,
    limit: Annotated[int, typer.Option(min=1, max=MOST, help="so many hits at most")] = 50,
    as_json: AsJson = False,
) -> None:
    """Search documents and clauses: titles first, then the newest texts."""
    filters = Filters(
        tuple(place or ()),
        tuple(issuer or ()),
        tuple(stage or ()),
        tuple(kind or ()),
        _day(dated_from),
        _day(dated_until),
        history=versions is Searched.ALL,
    )
    question = Question(_folded(words), filters)
    with open_house(load_settings()) as house, house.database.read() as session:
        answer = search_all(session, question, limit)
        items = search_items(session, answer.hits, question.words)
    if as_json:
        print_json({"items": items, "more": answer.following is not None})
        return
    table(("version", "title", "path", "words"), ((one.version_id, one.title, one.path, _words(one)) for one in items))
    if answer.following is not None:
        say(f"there are more than {limit}; see --limit and the filters")


def _folded(words: list[str]) -> tuple[str, ...]:
    """Each argument is a word of its own, blanks in it included, as a shell hands it over."""
    try:
        return words_of(" ".join(_quoted(word) for word in words))
    except ProblemError as error:
        raise BadInput(describe(error, "", Language.EN).detail) from error


def _quoted(word: str) -> str:
    plain = word.replace('"', '""')
    return f'"{plain}"' if any(char.isspace() or char == '"' for char in word) else word


def _day(given: datetime | None) -> date | None:
    return given.date() if given else None


def _words(item: SearchItem) -> str:
    pieces = ("".join(f"【{piece}】" if hit else piece for piece, hit in passage.pieces) for passage in item.passages)
    return " … ".join(pieces)
