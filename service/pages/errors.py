"""What a page says when it cannot be shown: the same problem that the API would name, for a reader."""

from typing import Any

from litestar import Request, Response

from service.house import House
from service.pages.frame import reader_of, show
from service.problems import describe, log_unexpected


def respond(request: Request[Any, Any, Any], house: House, error: Exception) -> Response[bytes]:
    """The page for an exception."""
    reader = reader_of(request, house)
    problem = describe(error, request.url.path, reader.language, request.scope.get("route_handler"))
    log_unexpected(problem, error)
    response = show(reader, "problem.html", status=problem.status, problem=problem)
    response.headers.update({**problem.headers, "Vary": "Cookie"})
    return response
