"""/api/v1/amend: an amendment decision applied to the text it amends."""

from typing import Any

from litestar import Request, Response, post
from litestar.concurrency import sync_to_thread

from service.amending import amend_file
from service.amendment_json import amendment_json
from service.submissions import BODY_LIMIT, AmendSubmission, read_amend_form, read_amend_json, submitted


@post(
    "/amend",
    status_code=200,
    tags=["amendments"],
    summary="Apply an amendment decision to a text; nothing is stored",
    request_max_body_size=BODY_LIMIT,
)
async def post_amend(request: Request[Any, Any, Any]) -> Response[dict[str, Any]]:
    """Decision and old text as JSON `{"decision": {"text": "…"}, "old": {"text": "…"}, "title": "…"}`, or as multipart
    fields `decision`, `old` (TXT, MD, HTML, DOCX, PDF) and `title`. `title` chooses among the texts that the decision
    amends; without it the one is taken that the old text is called. Answers `clausewatch/amendment/1`."""
    submission = await submitted(request, read_amend_form, read_amend_json)
    return Response(await sync_to_thread(amended, submission), headers={"Cache-Control": "no-store"})


def amended(submission: AmendSubmission) -> dict[str, Any]:
    """The amendment of what was sent in, as JSON."""
    return amendment_json(amend_file(submission.decision, submission.old, title=submission.title))
