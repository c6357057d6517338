"""/api/v1/check and /api/v1/versions/{id}/check: a plan against its own task list."""

from typing import Any

from litestar import Request, Response, get, post
from litestar.concurrency import sync_to_thread
from litestar.params import FromPath

from service.checking import check_files, check_json
from service.parameters import TheHouse
from service.submissions import BODY_LIMIT, CheckSubmission, read_check_form, read_check_json, submitted
from service.version_checking import check_version


@get(
    "/versions/{version_id:str}/check",
    sync_to_thread=True,
    tags=["versions"],
    summary="Its body against its own task list",
)
def get_version_check(house: TheHouse, version_id: FromPath[str]) -> Response[dict[str, Any]]:
    """Check JSON (schema `clausewatch/check/1`): which sentences each row of the task list repeats, where row and
    sentence do not say the same, and headings that differ. `rows` is 0 when the version holds no task list."""
    return Response(check_json(check_version(house, version_id)))


@post(
    "/check",
    status_code=200,
    tags=["check"],
    summary="Check a plan against its own task list; nothing is stored",
    request_max_body_size=BODY_LIMIT,
)
async def post_check(request: Request[Any, Any, Any]) -> Response[dict[str, Any]]:
    """A plan as JSON `{"plan": {"text": "…"}}`, with `list` beside it when the task list is a text of its own, or both
    as multipart fields `plan` and `list` (TXT, MD, HTML, DOCX, PDF)."""
    submission = await submitted(request, read_check_form, read_check_json)
    return Response(await sync_to_thread(checked, submission), headers={"Cache-Control": "no-store"})


def checked(submission: CheckSubmission) -> dict[str, Any]:
    """The check of what was sent in, as JSON."""
    return check_json(check_files(submission.plan, submission.task_list))
