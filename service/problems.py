"""Problem details (RFC 9457): every failure of the API as one JSON object that says how to mend it."""

import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from litestar import Request, Response
from litestar.exceptions import HTTPException, MethodNotAllowedException, NotFoundException, ValidationException
from litestar.handlers import BaseRouteHandler

from service.errors import BadInput, BadOverride, ClausewatchError, NotFound, TooLarge
from service.faults import Fault, faults_of
from service.texts import TEXTS, Language, say
from storage.errors import NotFound as NotStored

LOG = logging.getLogger("clausewatch.http")
MEDIA_TYPE = "application/problem+json"
TYPE_BASE = "/api/v1/docs#problem-"


class ProblemKind(StrEnum):
    """What can be wrong with a request (closed); the last part of the problem's ``type``."""

    BAD_REQUEST = "bad-request"
    UNKNOWN_PARAMETER = "unknown-parameter"
    INVALID_VALUE = "invalid-value"
    BAD_CURSOR = "bad-cursor"
    BAD_PAIR = "bad-pair"
    KEY_REQUIRED = "key-required"
    WRONG_KEY = "wrong-key"
    FORM_EXPIRED = "form-expired"
    FOREIGN_ORIGIN = "foreign-origin"
    NOT_FOUND = "not-found"
    METHOD_NOT_ALLOWED = "method-not-allowed"
    CONFLICT = "conflict"
    TOO_LARGE = "too-large"
    UNREADABLE = "unreadable"
    BAD_OVERRIDE = "bad-override"
    UNKNOWN_HOST = "unknown-host"
    INTERNAL = "internal"


STATUS: Mapping[ProblemKind, int] = {
    ProblemKind.BAD_REQUEST: 400,
    ProblemKind.UNKNOWN_PARAMETER: 400,
    ProblemKind.INVALID_VALUE: 400,
    ProblemKind.BAD_CURSOR: 400,
    ProblemKind.BAD_PAIR: 400,
    ProblemKind.KEY_REQUIRED: 401,
    ProblemKind.WRONG_KEY: 401,
    ProblemKind.FORM_EXPIRED: 403,
    ProblemKind.FOREIGN_ORIGIN: 403,
    ProblemKind.NOT_FOUND: 404,
    ProblemKind.METHOD_NOT_ALLOWED: 405,
    ProblemKind.CONFLICT: 409,
    ProblemKind.TOO_LARGE: 413,
    ProblemKind.UNREADABLE: 422,
    ProblemKind.BAD_OVERRIDE: 422,
    ProblemKind.UNKNOWN_HOST: 421,
    ProblemKind.INTERNAL: 500,
}
BY_STATUS: Mapping[int, ProblemKind] = {
    401: ProblemKind.KEY_REQUIRED,
    403: ProblemKind.FORM_EXPIRED,
    404: ProblemKind.NOT_FOUND,
    405: ProblemKind.METHOD_NOT_ALLOWED,
    413: ProblemKind.TOO_LARGE,
}


class ProblemError(Exception):
    """A failure the API knows by name; ``text`` is a key of service.texts, ``values`` fill it in."""

    def __init__(self, kind: ProblemKind, text: str, **values: object) -> None:
        super().__init__(f"{kind}: {text} {values}")
        self.kind = kind
        self.text = text
        self.values = values


@dataclass(frozen=True, slots=True)
class Problem:
    """A failure ready to be shown, in one language."""

    kind: ProblemKind
    status: int
    title: str
    detail: str
    instance: str
    faults: tuple[Fault, ...] = ()
    headers: Mapping[str, str] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """The object of RFC 9457, with ``errors`` when single values are at fault."""
        answer: dict[str, Any] = {
            "type": f"{TYPE_BASE}{self.kind}",
            "title": self.title,
            "status": self.status,
            "detail": self.detail,
            "instance": self.instance,
        }
        if self.faults:
            answer["errors"] = [{"parameter": fault.where, "detail": fault.detail} for fault in self.faults]
        return answer

    def body(self) -> bytes:
        """The JSON text."""
        return json.dumps(self.to_json(), ensure_ascii=False).encode()


def describe(error: Exception, instance: str, language: Language, handler: BaseRouteHandler | None = None) -> Problem:
    """Any exception as a problem; what is not expected becomes an ``internal`` one that tells nothing of itself.

    ``handler`` is the route that was asked, and says how its parameters are spelled.
    """
    kind = _kind(error)
    faults = faults_of(error, handler, language)
    status = error.status_code if isinstance(error, HTTPException) else STATUS[kind]
    return Problem(
        kind=kind,
        status=status,
        title=say(language, f"problem.{kind}"),
        detail=_detail(error, kind, language, instance, faults),
        instance=instance,
        faults=faults,
        headers=_headers(error, kind),
    )


def respond(request: Request[Any, Any, Any], error: Exception) -> Response[bytes]:
    """The API's answer to an exception, in the language of ``Accept-Language``."""
    language = accepted_language(request.headers.get("accept-language"))
    problem = describe(error, request.url.path, language, request.scope.get("route_handler"))
    log_unexpected(problem, error)
    return Response(problem.body(), status_code=problem.status, media_type=MEDIA_TYPE, headers=dict(problem.headers))


def log_unexpected(problem: Problem, error: Exception) -> None:
    """Bugs go to the log with their traceback; what users did wrong does not."""
    if problem.status >= 500:
        LOG.error("unhandled error at %s", problem.instance, exc_info=error)


def accepted_language(header: str | None) -> Language:
    """Chinese unless ``Accept-Language`` prefers English."""
    best, weight = Language.ZH, 0.0
    for part in (header or "").split(","):
        tag, _, parameters = part.strip().partition(";")
        quality = _quality(parameters)
        primary = tag.split("-")[0].lower()
        if primary in ("zh", "en") and quality > weight:
            best, weight = Language(primary), quality
    return best


def _quality(parameters: str) -> float:
    name, _, value = parameters.strip().partition("=")
    if name.strip() != "q":
        return 1.0
    try:
        return float(value)
    except ValueError:
        return 0.0


def _kind(error: Exception) -> ProblemKind:
    match error:
        case ProblemError():
            return error.kind
        case TooLarge():
            return ProblemKind.TOO_LARGE
        case NotFound() | NotStored():
            return ProblemKind.NOT_FOUND
        case BadOverride():
            return ProblemKind.BAD_OVERRIDE
        case BadInput() | ClausewatchError():
            return ProblemKind.UNREADABLE
        case ValidationException():
            return ProblemKind.INVALID_VALUE
        case RecursionError():
            return ProblemKind.BAD_REQUEST
        case HTTPException() if error.status_code < 500:
            return BY_STATUS.get(error.status_code, ProblemKind.BAD_REQUEST)
        case _:
            return ProblemKind.INTERNAL


def _detail(error: Exception, kind: ProblemKind, language: Language, instance: str, faults: tuple[Fault, ...]) -> str:
    match error:
        case ProblemError():
            return say(language, error.text, **error.values)
        case ClausewatchError() if error.said is not None:
            return error.said.told(language)
        case ClausewatchError():
            return say(language, "detail.said", said=str(error))
        case NotStored():
            return _not_stored(error, language)
        case ValidationException() if faults:
            return say(language, "detail.invalid_values", names=", ".join(one.where for one in faults))
        case ValidationException():
            return say(language, "detail.invalid_value")
        case RecursionError():
            return say(language, "detail.nested")
        case NotFoundException():
            return say(language, "detail.no_route", path=instance)
        case MethodNotAllowedException():
            return say(language, "detail.method")
        case HTTPException() if kind is ProblemKind.TOO_LARGE:
            return say(language, "detail.too_large")
        case HTTPException() if kind is not ProblemKind.INTERNAL:
            return say(language, "detail.bad_request")
        case _:
            return say(language, "detail.internal")


def _not_stored(error: NotStored, language: Language) -> str:
    text = f"detail.no_{error.kind}"
    return say(language, text if text in TEXTS else "detail.not_there", name=error.id[:80])


def _headers(error: Exception, kind: ProblemKind) -> dict[str, str]:
    headers = dict(error.headers or {}) if isinstance(error, HTTPException) else {}
    if kind in (ProblemKind.KEY_REQUIRED, ProblemKind.WRONG_KEY):
        headers["WWW-Authenticate"] = 'Bearer realm="clausewatch"'
    return headers | {"Vary": "Accept-Language", "Cache-Control": "no-store"}
