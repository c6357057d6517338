"""The sample site as an application: any address, answered from its pages, with validators and visit counter."""

from collections.abc import Callable
from datetime import datetime
from email.utils import format_datetime
from itertools import count
from typing import Any

from litestar import Litestar, Request, Response, get
from litestar.types import ASGIApp

from service.samples.catalogue import read_catalogue
from service.samples.pages import Answer, Moment, Pages
from service.samples.timetable import Timetable


def samples_app(timetable: Timetable, now: Callable[[], datetime]) -> ASGIApp:
    """The site of three publishers at the times of ``timetable``; ``now`` gives aware UTC.

    Detail pages differ with every request (visit counter, date, order of the related links); lists and files carry
    ETag and Last-Modified and answer conditional requests with 304.
    """
    pages = Pages(read_catalogue(), timetable)
    # The counter goes on where an earlier process may have left it: it never runs faster than one visit a second.
    visits = count(max(0, int((now() - timetable.started_at).total_seconds())))

    @get(["/", "/{address:path}"], include_in_schema=False, sync_to_thread=False)
    def serve(request: Request[Any, Any, Any]) -> Response[bytes]:
        query = f"?{request.url.query}" if request.url.query else ""
        answer = pages.answer(request.url.path + query, Moment(now(), next(visits)))
        return _response(answer, request.headers.get("if-none-match"))

    return Litestar(route_handlers=[serve], openapi_config=None, logging_config=None)


def _response(answer: Answer, known: str | None) -> Response[bytes]:
    # The media type goes out as a header: as an argument it would be given a charset of its own.
    headers = {"content-type": answer.media_type, **answer.headers}
    if answer.changed_at is None:
        return Response(answer.body, status_code=answer.status, headers={**headers, "cache-control": "no-store"})
    headers |= {"etag": answer.etag, "last-modified": format_datetime(answer.changed_at, usegmt=True)}
    if known == answer.etag:
        return Response(b"", status_code=304, headers=headers)
    return Response(answer.body, status_code=answer.status, headers=headers)
