"""``diff --paper``: a comparison written to a file, as the page would hand it out."""

import sys
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qsl

import typer

from service.comparing import compare_handed, hand_in
from service.console import print_json, say
from service.errors import BadInput
from service.papers.kinds import Paper, paper_of_file
from service.papers.writing import Written, write_paper
from service.problems import ProblemError, describe
from service.sheets.asked import Asked, asked_of
from service.sheets.heads import loose_facts
from service.sheets.sheet import Sheet, lay_out
from service.texts import Language
from storage.identifiers import digest_of

#: Standard output as the file to write to.
STDOUT = "-"


@dataclass(frozen=True, slots=True)
class Order:
    """Which paper is wanted where: ``query`` is that of a comparison's page, ``out`` a file or ``-``."""

    paper: str | None
    out: str | None
    query: str
    language: str


def write_versions(order: Order, old: str, new: str, *, across: bool, as_json: bool) -> None:
    """The paper of two stored versions."""
    from service.house import open_house  # what needs no database does not load one
    from service.settings import load_settings
    from service.sheets.stored import stored_pair

    asked = _asked(order, across=across)
    with open_house(load_settings()) as house:
        compared, heads = stored_pair(house, (old, new), across=asked.across)
        _write(order, lay_out(compared, heads, asked), as_json=as_json)


def write_files(order: Order, old: tuple[str, bytes], new: tuple[str, bytes], *, across: bool, as_json: bool) -> None:
    """The paper of two files."""
    asked = _asked(order, across=across)
    first, second = hand_in(*old), hand_in(*new)
    compared = compare_handed(first, second, across=asked.across)
    heads = (
        loose_facts(compared.old.document, Path(first.name).name, first.text),
        loose_facts(compared.new.document, Path(second.name).name, second.text),
    )
    _write(order, lay_out(compared, heads, asked), as_json=as_json)


def chosen(order: Order) -> Paper:
    """The paper that is named, else the one that the file's ending asks for."""
    if order.paper is not None:
        if order.paper not in tuple(Paper):
            raise typer.BadParameter(f"{order.paper} is no paper; known: {', '.join(Paper)}")
        return Paper(order.paper)
    found = paper_of_file(order.out or "")
    if found is None:
        raise typer.BadParameter(f"{order.out}: give --paper, or a file that ends in .docx, .xlsx, .md, .json or .csv")
    return found


def _asked(order: Order, *, across: bool) -> Asked:
    pairs = parse_qsl(order.query.removeprefix("?"), keep_blank_values=True)
    try:
        return asked_of([*pairs, *([("across", "true")] if across else [])])
    except ProblemError as error:
        raise BadInput(f"--query: {describe(error, '', Language.EN).detail}") from error


def _write(order: Order, sheet: Sheet, *, as_json: bool) -> None:
    paper = chosen(order)
    if order.language not in tuple(Language):
        raise typer.BadParameter(f"--lang is {' or '.join(Language)}")
    written = write_paper(paper, sheet, Language(order.language))
    place = order.out or written.name
    if place == STDOUT and as_json:
        raise typer.BadParameter("give --json or -o -, not both: standard output holds one thing")
    _put(written, place)
    if as_json:
        print_json(_told(paper, written, place, sheet))
    elif place != STDOUT:
        say(f"{place}: {sheet.shown} of {sheet.changed} changes ({paper})")


def _put(written: Written, place: str) -> None:
    if place == STDOUT:
        sys.stdout.buffer.write(written.body)
        sys.stdout.buffer.flush()
        return
    try:
        Path(place).write_bytes(written.body)
    except OSError as error:
        raise BadInput(
            f"{place}: {(error.strerror or str(error)).lower()}; give a file that can be written", "unwritable"
        ) from error


def _told(paper: Paper, written: Written, place: str, sheet: Sheet) -> dict[str, object]:
    return {
        "paper": paper.value,
        "file": place,
        "media_type": written.media_type,
        "bytes": len(written.body),
        "digest": digest_of(written.body),
        "changes": sheet.changed,
        "shown": sheet.shown,
        "algorithm": sheet.comparison.algorithm,
    }
