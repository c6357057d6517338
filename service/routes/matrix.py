"""/api/v1/matrix: the texts of one family side by side; nothing is stored."""

from collections.abc import Sequence
from typing import Any

from litestar import Request, Response, post
from litestar.concurrency import sync_to_thread

from diffs.clauses import Outline
from service.files import outline_of_file
from service.house import House
from service.matrices import laid_out, matrix_json, not_held, refuse_number
from service.parameters import TheHouse
from service.stored_outlines import load_outline
from service.submissions import BODY_LIMIT, MatrixEntry, read_matrix_form, read_matrix_json, submitted


@post(
    "/matrix",
    status_code=200,
    tags=["comparisons"],
    summary="Lay 2 to 40 texts of one family side by side; nothing is stored",
    request_max_body_size=BODY_LIMIT,
)
async def post_matrix(house: TheHouse, request: Request[Any, Any, Any]) -> Response[dict[str, Any]]:
    """Matrix JSON (schema `clausewatch/matrix/1`). The texts as JSON `{"texts": [{"text": "…", "name": "a.md"},
    {"version": "ver_…"}, {"title": "…", "held": false}]}`, or as multipart fields `texts` (TXT, MD, HTML, DOCX, PDF),
    `versions` (ids) and `not_held` (titles), each as often as needed."""
    entries = await submitted(request, read_matrix_form, read_matrix_json)
    return Response(await sync_to_thread(laid, house, entries), headers={"Cache-Control": "no-store"})


def laid(house: House, entries: Sequence[MatrixEntry]) -> dict[str, Any]:
    """The matrix of what was asked for, as JSON. Raises ``BadInput`` and ``NotFound``."""
    refuse_number(len(entries), sum(entry.title is None for entry in entries))
    outlines = [_outline(house, entry) for entry in entries]
    return matrix_json(laid_out(outlines, [entry.title is None for entry in entries]))


def _outline(house: House, entry: MatrixEntry) -> Outline:
    if entry.file is not None:
        return outline_of_file(*entry.file)
    if entry.version is not None:
        with house.database.read() as session:
            return load_outline(session, entry.version)
    return not_held(entry.title or "")
