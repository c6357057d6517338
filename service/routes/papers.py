"""/api/v1/comparisons/{a}..{b}/papers/{paper}: a comparison to take home, as it is on the screen."""

from collections.abc import Iterable
from typing import Annotated, Any

from litestar import Request, Response, get
from litestar.params import FromPath, QueryParameter

from service.papers.kinds import Paper
from service.papers.writing import disposition, write_paper
from service.parameters import TheHouse
from service.problems import ProblemError, ProblemKind
from service.routes.comparisons import split_pair
from service.sheets.asked import asked_of
from service.sheets.sheet import lay_out
from service.sheets.stored import stored_pair
from service.texts import Language

View = Annotated[str | None, QueryParameter(description="as on the page; a paper always has both sides")]
Unchanged = Annotated[str | None, QueryParameter(description="unchanged clauses: folded, shown or hidden")]
Across = Annotated[str | None, QueryParameter(description="compare two places: place names and agencies are masked")]
Labels = Annotated[list[str] | None, QueryParameter(description="only changes with one of these labels")]
Classes = Annotated[list[str] | None, QueryParameter(name="class", description="only changes of one of these classes")]
Signals = Annotated[list[str] | None, QueryParameter(description="only changes with one of these signals")]
Word = Annotated[str | None, QueryParameter(description="only changes in whose wording this stands")]
Unit = Annotated[str | None, QueryParameter(description="what is counted over two places")]
Fates = Annotated[list[str] | None, QueryParameter(description="only rows with a unit of one of these fates")]
Side = Annotated[str | None, QueryParameter(description="on which side `fate` is looked for")]
Masks = Annotated[str | None, QueryParameter(description="as on the page; papers mark no masks")]
Lang = Annotated[str | None, QueryParameter(description="the paper's own words: zh (default) or en")]


@get(
    "/comparisons/{pair:str}/papers/{paper:str}",
    sync_to_thread=True,
    tags=["comparisons"],
    summary="A comparison as a Word, Excel, Markdown, JSON or CSV file",
)
def get_paper(
    request: Request[Any, Any, Any],
    house: TheHouse,
    pair: FromPath[str],
    paper: FromPath[str],
    view: View = None,  # noqa: ARG001 - declared to be known; the query is read as pages read it
    unchanged: Unchanged = None,  # noqa: ARG001
    across: Across = None,  # noqa: ARG001
    label: Labels = None,  # noqa: ARG001
    change_class: Classes = None,  # noqa: ARG001
    signal: Signals = None,  # noqa: ARG001
    word: Word = None,  # noqa: ARG001
    unit: Unit = None,  # noqa: ARG001
    fate: Fates = None,  # noqa: ARG001
    side: Side = None,  # noqa: ARG001
    masks: Masks = None,  # noqa: ARG001
    lang: Lang = None,
) -> Response[bytes]:
    """A file to keep: `table.docx` (对照表), `redline.docx` (tracked changes, both texts whole), `changes.xlsx`,
    `table.md`, `changes.json` (Comparison JSON of the rows that pass), `changes.csv`. The query is that of the page."""
    kind = Paper(one_of("paper", paper, Paper))
    asked = asked_of(request.query_params.multi_items())
    language = Language(one_of("lang", lang or Language.ZH, Language))
    compared, heads = stored_pair(house, split_pair(pair), across=asked.across)
    written = write_paper(kind, lay_out(compared, heads, asked), language)
    return Response(
        written.body,
        media_type=written.media_type,
        headers={"Content-Disposition": disposition(written, kind)},
    )


def one_of(name: str, value: str, known: Iterable[str]) -> str:
    """The value when it is one of the known words. Raises an ``invalid-value`` problem that lists them."""
    words = list(known)
    if value not in words:
        raise ProblemError(
            ProblemKind.INVALID_VALUE, "detail.no_such_word", name=name, value=value[:80], known=", ".join(words)
        )
    return value
