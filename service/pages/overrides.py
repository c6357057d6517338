"""The forms that mend a pairing: this clause belongs with that one, or with none; and its undoing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from litestar import Request, post
from litestar.concurrency import sync_to_thread
from litestar.params import FromPath
from litestar.response import Redirect

from diffs.clauses import Outline
from service.errors import BadOverride
from service.facing import Pair, Said, clause_names
from service.house import House
from service.overriding import clause_named, set_override, withdraw_override
from service.pages.controls import query_of
from service.pages.relations import PAGE_OPERATOR
from service.pages.targets import row_address
from service.parameters import TheHouse
from service.routes.comparisons import split_pair
from service.sheets.asked import Asked, asked_of
from service.sheets.rows import Row
from service.sheets.sheet import Sheet
from service.version_comparing import compare_versions
from storage import versions

#: How much of a clause's wording stands beside its path in the list to pick from.
SHOWN = 24


@dataclass(frozen=True, slots=True)
class Hands:
    """The words that a comparison obeys, by the clauses they are about; ``old`` and ``new`` map clause ids."""

    old: Mapping[str, Said]
    new: Mapping[str, Said]

    def on(self, row: Row) -> tuple[Said, ...]:
        """The words about a row's clauses, each once."""
        found = [self.old.get(unit.id) for unit in row.old] + [self.new.get(unit.id) for unit in row.new]
        return tuple({one.override.id: one for one in found if one is not None}.values())


@dataclass(frozen=True, slots=True)
class Mending:
    """What the forms of one page need: where they lead, with what ``query``, and the clauses to pick from.

    ``names`` maps each side's clause ids to what people call them, ``choices`` pairs these names with a few words.
    """

    address: str
    query: str
    names: Mapping[str, Mapping[str, str]]
    choices: Mapping[str, tuple[tuple[str, str], ...]]


def hands_of(overrides: Iterable[Said]) -> Hands:
    """The words in effect, by side and clause."""
    said = tuple(overrides)
    return Hands(
        {one.old: one for one in said if one.old is not None},
        {one.new: one for one in said if one.new is not None},
    )


def mending_of(sheet: Sheet, pair: Pair) -> Mending:
    """The forms' values for the comparison of two stored versions."""
    sides = dict(zip(("old", "new"), sheet.texts, strict=True))
    names = {side: _names(outline) for side, outline in sides.items()}
    return Mending(
        address=f"/comparisons/{pair[0]}..{pair[1]}/overrides",
        query=query_of(sheet.asked),
        names=names,
        choices={side: tuple(_choices(outline, names[side])) for side, outline in sides.items()},
    )


@post("/comparisons/{pair:str}/overrides", status_code=303)
async def say_override(
    request: Request[Any, Any, Any],
    house: TheHouse,
    pair: FromPath[str],
) -> Redirect:
    """The operator pairs a clause anew, or sets it apart."""
    asked = asked_of(request.query_params.multi_items())
    given = {name: value for name, value in (await request.form()).items() if isinstance(value, str)}
    row = await sync_to_thread(_say, house, split_pair(pair), given, across=asked.across)
    return _back(pair, asked, row)


@post("/comparisons/{pair:str}/overrides/{override_id:str}/withdraw", status_code=303)
async def undo_override(
    request: Request[Any, Any, Any],
    house: TheHouse,
    pair: FromPath[str],
    override_id: FromPath[str],
) -> Redirect:
    """The operator takes a word back; the program pairs by itself again."""
    asked = asked_of(request.query_params.multi_items())
    given = {name: value for name, value in (await request.form()).items() if isinstance(value, str)}
    row = await sync_to_thread(_undo, house, split_pair(pair), override_id, given, across=asked.across)
    return _back(pair, asked, row)


def _back(pair: str, asked: Asked, row: str) -> Redirect:
    """To the comparison, where it has changed."""
    page = f"/comparisons/{pair}"
    return Redirect(row_address(page, asked, row) if row else f"{page}{query_of(asked)}", status_code=303)


def _say(house: House, pair: Pair, given: Mapping[str, str], *, across: bool) -> str:
    backwards = given.get("side") == "new"
    subject, other = reversed(pair) if backwards else pair
    with house.database.read() as session:
        clause = clause_named(versions.clause_paths(session, subject), given.get("clause", ""), subject)
        partner = None
        if given.get("do") != "apart":
            if not given.get("partner", "").strip():
                raise BadOverride("detail.override_no_partner")
            partner = clause_named(versions.clause_paths(session, other), given["partner"], other)
    sides = (partner, clause) if backwards else (clause, partner)
    set_override(house, pair, *sides, note=given.get("note", ""), by=PAGE_OPERATOR)
    return _place(house, pair, given, across=across)


def _undo(house: House, pair: Pair, override_id: str, given: Mapping[str, str], *, across: bool) -> str:
    withdraw_override(house, override_id, by=PAGE_OPERATOR)
    return _place(house, pair, given, across=across)


def _place(house: House, pair: Pair, given: Mapping[str, str], *, across: bool) -> str:
    """The id of the row that the clause of a form stands in now; empty when it is in none."""
    clause, backwards = given.get("clause"), given.get("side") == "new"
    for change in compare_versions(house, *pair, across=across).comparison.changes:
        if clause in (change.new if backwards else change.old):
            return change.id
    return ""


def _names(outline: Outline) -> dict[str, str]:
    return clause_names({clause.id: clause.path for clause in outline.clauses})


def _choices(outline: Outline, names: Mapping[str, str]) -> list[tuple[str, str]]:
    return [(names[clause.id], clause.wording[:SHOWN]) for clause in outline.clauses]
