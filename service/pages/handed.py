"""/compare: two texts that are nobody's but the reader's, compared and given back as papers, never stored."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from litestar import Request, Response, get, post
from litestar.concurrency import sync_to_thread

from diffs.clauses import Outline
from diffs.comparison import ChangeClass
from service.comparing import Handed, compare_handed, hand_in, paste_in
from service.errors import BadInput
from service.house import House
from service.pages.frame import Reader, reader_of, show
from service.pages.sheets import show_handed
from service.papers.kinds import Paper
from service.papers.writing import disposition, write_paper
from service.parameters import TheHouse
from service.problems import ProblemError, ProblemKind, describe
from service.sheets.asked import Asked, asked_of
from service.sheets.heads import TextFacts, loose_facts
from service.sheets.sheet import lay_out
from service.submissions import BODY_LIMIT, FILE_LIMIT, Named, form_again, form_flag, page_side
from service.texts import Language, say

REFUSED = (ProblemError, BadInput)
SIDES = ("old", "new")


@get("/compare", sync_to_thread=True)
def compare_form(request: Request[Any, Any, Any], house: TheHouse) -> Response[bytes]:
    """The form for two texts."""
    return _form(reader_of(request, house))


@post("/compare", status_code=200, request_max_body_size=BODY_LIMIT)
async def compare_given(request: Request[Any, Any, Any], house: TheHouse) -> Response[bytes]:
    """The comparison of what was pasted, dropped, or sent again by the page of the answer, or the paper that was asked
    for; what cannot be read comes back as the form with its reason."""
    reader, form = reader_of(request, house), await request.form()
    said = [(name, value) for name, value in form.multi_items() if isinstance(value, str)]
    try:
        asked = asked_again(said)
        texts = [form_again(form, side) or await page_side(form, side) for side in SIDES]
        across = form_flag({"across": dict(said).get("across", "")}, "across")
        answer = _paper_of(dict(said).get("paper", ""))
        return await sync_to_thread(_compare, reader, house, texts, replace(asked, across=across), answer)
    except REFUSED as error:
        problem = describe(error, reader.path, reader.language)
        return _form(reader, dict(said), problem.detail, problem.status)


def asked_again(said: Sequence[tuple[str, str]]) -> Asked:
    """What the page's form asks for: its fields, then the button that was pressed (``only``, ``clear``)."""
    asked = asked_of([(name, value) for name, value in said if name != "across"])
    pressed = dict(said)
    if pressed.get("clear") == "all":
        return asked.unfiltered
    if pressed.get("clear") == "class":
        return replace(asked, classes=())
    if pressed.get("only") == ChangeClass.WORDING:
        return replace(asked, classes=(ChangeClass.WORDING,))
    return asked


def _compare(
    reader: Reader, house: House, texts: Sequence[Handed | Named | str], asked: Asked, paper: Paper | None
) -> Response[bytes]:
    old, new = map(_read, texts)
    compared = compare_handed(old, new, across=asked.across)
    heads = (
        _head(compared.old, old, reader.language),
        _head(compared.new, new, reader.language),
    )
    sheet = lay_out(compared, heads, asked)
    if paper is None:
        return show_handed(reader, house, sheet, (old, new))
    written = write_paper(paper, sheet, reader.language)
    headers = {"Content-Disposition": disposition(written, paper), "Cache-Control": "no-store"}
    return Response(written.body, media_type=written.media_type, headers=headers)


def _read(text: Handed | Named | str) -> Handed:
    if isinstance(text, Handed):
        return text
    return paste_in(text) if isinstance(text, str) else hand_in(*text)


def _head(outline: Outline, text: Handed, language: Language) -> TextFacts:
    """The head of a text; what was pasted goes by its own title, or by being pasted."""
    head = loose_facts(outline.document, text.name or None, text.text)
    return head if text.name or head.title else replace(head, title=say(language, "compare.pasted"))


def _paper_of(name: str) -> Paper | None:
    """The paper that a button asks for; ``None`` when the page is wanted. Raises an ``invalid-value`` problem."""
    if name and name not in tuple(Paper):
        raise ProblemError(
            ProblemKind.INVALID_VALUE, "detail.no_such_word", name="paper", value=name[:80], known=", ".join(Paper)
        )
    return Paper(name) if name else None


def _form(
    reader: Reader, given: dict[str, str] | None = None, problem: str | None = None, status: int = 200
) -> Response[bytes]:
    return show(
        reader, "compare.html", status=status, given=given or {}, problem=problem, megabytes=FILE_LIMIT // 2**20
    )
