"""``history``: one clause through every text of its line, and where its wording was seen first."""

from typing import Annotated

import typer

from service.clause_history import History, Station, clause_history
from service.console import AsJson, print_json, say, table
from service.first_seen import FirstSeen, Hit, first_seen
from service.history_json import history_json
from service.house import open_house
from service.settings import load_settings


def history(
    version: Annotated[str, typer.Argument(help="the id of a stored version (ver_…)")],
    clause: Annotated[str, typer.Argument(help="a clause of it, by id or path")],
    as_json: AsJson = False,
) -> None:
    """Follow one clause through all versions, and find where its wording was seen first among the texts held."""
    with open_house(load_settings()) as house:
        found = clause_history(house, version, clause)
        seen = first_seen(house, version, found.clause.id)
    if as_json:
        print_json(history_json(found, seen))
    else:
        _print(found, seen)


def _print(found: History, seen: FirstSeen) -> None:
    table(("date", "version", "title", "clause", "what happened"), map(_line, found.stations))
    if found.not_compared:
        say(f"{found.not_compared} texts were not compared, to bound the cost; run it again to go on")
    for part in (*seen.parts, *seen.sentences):
        sentence = "" if part.sentence is None else f", sentence {part.sentence + 1}"
        earliest = "; ".join(f"{one.day or 'undated'} {one.text.document.title}" for one in part.earliest)
        say(
            f"{part.clause.path}{sentence}: first seen among the texts held: {earliest or 'in no text whose age is known'}"
        )
        table(("date", "title", "clause", "grade", "score", "same slips"), map(_hit, (*part.ordered, *part.undated)))


def _line(station: Station) -> tuple[object, ...]:
    version = station.text.version
    labels = ", ".join(map(str, station.step.labels)) if station.step else ""
    paths = "、".join(one.path for one in station.clauses) or str(station.presence)
    return version.dated_on, version.id, station.text.document.title, paths, labels


def _hit(hit: Hit) -> tuple[object, ...]:
    slips = "、".join(one.text for one in hit.slips)
    return hit.day, hit.text.document.title, hit.clause.path, hit.echo.grade, f"{hit.echo.score:.2f}", slips
