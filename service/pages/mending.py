"""What the forms that mend a pairing do: this clause belongs with that one, or with none; and its undoing."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from litestar import Request, Response, post
from litestar.concurrency import sync_to_thread
from litestar.params import FromPath
from litestar.response import Redirect

from service.errors import BadOverride
from service.facing import Pair
from service.house import House
from service.overriding import clause_named, set_override, withdraw_override
from service.pages.comparisons import show_change
from service.pages.controls import query_of
from service.pages.frame import reader_of
from service.pages.overrides import Refused
from service.pages.relations import PAGE_OPERATOR
from service.pages.targets import row_address
from service.parameters import TheHouse
from service.problems import describe
from service.routes.comparisons import split_pair
from service.sheets.asked import Asked, asked_of
from service.version_comparing import compare_versions
from storage import versions


@post("/comparisons/{pair:str}/overrides", status_code=303)
async def say_override(
    request: Request[Any, Any, Any],
    house: TheHouse,
    pair: FromPath[str],
) -> Redirect | Response[bytes]:
    """The operator pairs a clause anew, or sets it apart; what cannot hold comes back as the change's page, with the form
    as it was filled in and what is wrong beside it."""
    asked = asked_of(request.query_params.multi_items())
    given = {name: value for name, value in (await request.form()).items() if isinstance(value, str)}
    try:
        row = await sync_to_thread(_say, house, split_pair(pair), given, across=asked.across)
    except BadOverride as error:
        return await sync_to_thread(_again, request, house, pair, given, error)
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


def _again(
    request: Request[Any, Any, Any], house: House, pair: str, given: Mapping[str, str], error: BadOverride
) -> Response[bytes]:
    """The page of the change that the form's clause stands in. Raises the error where it stands in none."""
    asked = asked_of(request.query_params.multi_items())
    row = _place(house, split_pair(pair), given, across=asked.across)
    if not row:
        raise error
    reader = reader_of(request, house)
    change = f"/comparisons/{pair}/changes/{row}"
    reader = replace(reader, path=change, query=tuple(request.query_params.multi_items()))
    problem = describe(error, reader.path, reader.language).detail
    side, clause, partner, note = (given.get(name, "") for name in ("side", "clause", "partner", "note"))
    refused = Refused("new" if side == "new" else "old", clause, partner, note, problem)
    return show_change(request, house, reader, pair, row, refused)


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
