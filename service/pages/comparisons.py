"""/comparisons/{a}..{b} and /compare: two texts side by side, stored or just handed in."""

from typing import Annotated, Any

from litestar import Request, Response, get, post
from litestar.concurrency import sync_to_thread
from litestar.params import FromPath, QueryParameter
from litestar.response import Redirect

from diffs.rendering import Side
from service.comparing import Compared, compare_files
from service.errors import BadInput
from service.facing import Pair
from service.house import House
from service.pages.frame import Reader, reader_of, show
from service.pages.markup import clean_html, wording_html
from service.pages.overrides import hands_of, mending_of
from service.parameters import TheHouse, found
from service.problems import ProblemError, ProblemKind, describe
from service.routes.comparisons import split_pair
from service.sheets.asked import Asked, asked_of
from service.sheets.heads import TextFacts, loose_facts, stored_facts
from service.sheets.sheet import lay_out
from service.submissions import BODY_LIMIT, FILE_LIMIT, Submission, form_flag, form_side
from service.version_comparing import compare_versions
from storage import documents, versions

Flag = Annotated[bool, QueryParameter()]
Chosen = Annotated[str, QueryParameter()]
REFUSED = (ProblemError, BadInput)


@get("/comparisons", sync_to_thread=True)
def choose_comparison(house: TheHouse, old: Chosen, new: Chosen, across: Flag = False) -> Redirect:
    """Where the two-radio forms lead: ids of versions, or of documents that stand for their latest version."""
    pair = f"{_version_id(house, old)}..{_version_id(house, new)}"
    return Redirect(f"/comparisons/{pair}?across=true" if across else f"/comparisons/{pair}", status_code=303)


@get("/comparisons/{pair:str}", sync_to_thread=True)
def comparison_page(
    request: Request[Any, Any, Any],
    house: TheHouse,
    pair: FromPath[str],
) -> Response[bytes]:
    """The comparison of two stored versions, as the address asks for it (`service.sheets.asked`)."""
    reader = reader_of(request, house)
    asked = asked_of(reader.query)
    compared, heads = stored_pair(house, split_pair(pair), across=asked.across)
    return _show(reader, compared, heads, asked, pair=pair)


def stored_pair(house: House, pair: Pair, *, across: bool) -> tuple[Compared, tuple[TextFacts, TextFacts]]:
    """Two stored versions compared, with the heads of both. Raises ``NotFound``."""
    compared = compare_versions(house, *pair, across=across)
    return compared, (_head(house, pair[0], compared.old.document), _head(house, pair[1], compared.new.document))


@get("/compare", sync_to_thread=True)
def compare_form(request: Request[Any, Any, Any], house: TheHouse) -> Response[bytes]:
    """The form for two texts that are nobody's but the reader's."""
    return _form(reader_of(request, house))


@post("/compare", status_code=200, request_max_body_size=BODY_LIMIT)
async def compare_given(request: Request[Any, Any, Any], house: TheHouse) -> Response[bytes]:
    """The comparison of what was pasted or dropped; what cannot be read comes back as the form with its reason."""
    reader, form = reader_of(request, house), await request.form()
    given = {name: value for name, value in form.items() if isinstance(value, str)}
    try:
        submission = Submission(
            await form_side(form, "old", "old_file", "old_text"),
            await form_side(form, "new", "new_file", "new_text"),
            form_flag(form, "across"),
        )
        return await sync_to_thread(_compare_given, reader, submission, given)
    except REFUSED as error:
        problem = describe(error, reader.path, reader.language)
        return _form(reader, given, problem.detail, problem.status)


def _compare_given(reader: Reader, submission: Submission, given: dict[str, str]) -> Response[bytes]:
    compared = compare_files(submission.old, submission.new, across=submission.across)
    heads = (
        loose_facts(compared.old.document, submission.old[0]),
        loose_facts(compared.new.document, submission.new[0]),
    )
    response = _show(reader, compared, heads, asked_of(given.items()), pair=None)
    response.headers["Cache-Control"] = "no-store"
    return response


def _form(
    reader: Reader, given: dict[str, str] | None = None, problem: str | None = None, status: int = 200
) -> Response[bytes]:
    return show(
        reader, "compare.html", status=status, given=given or {}, problem=problem, megabytes=FILE_LIMIT // 2**20
    )


def _show(
    reader: Reader, compared: Compared, heads: tuple[TextFacts, TextFacts], asked: Asked, *, pair: str | None
) -> Response[bytes]:
    sheet = lay_out(compared, heads, asked)
    language = reader.language
    return show(
        reader,
        "comparison.html",
        sheet=sheet,
        asked=asked,
        comparison=sheet.comparison,
        digest=getattr(sheet.comparison.digest, language.value),
        heads=heads,
        names=sheet.names,
        view=asked.view.value,
        wording=lambda row, side: wording_html(row, Side(side), language),
        clean=clean_html,
        hands=hands_of(compared),
        mending=mending_of(compared, pair, asked) if pair and reader.operator else None,
        pair=pair,
        turned="..".join(reversed(split_pair(pair))) if pair else None,
        synthetic=any(head.synthetic for head in heads),
    )


def _head(house: House, version_id: str, facts: Any) -> TextFacts:
    with house.database.read() as session:
        version = found(versions.get(session, version_id), "version", version_id)
        return stored_facts(version, facts, versions.snapshots(session, version_id))


def _version_id(house: House, chosen: str) -> str:
    with house.database.read() as session:
        if versions.get(session, chosen) is not None:
            return chosen
        latest = versions.latest(session, chosen) if documents.get(session, chosen) else None
    if latest is None:
        raise ProblemError(ProblemKind.NOT_FOUND, "detail.nothing_to_compare", name=chosen[:80])
    return latest.id
