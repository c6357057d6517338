"""Who may do what: the operator's key, the session made with it, form tokens, Host and Origin checks."""

import hashlib
import hmac
import secrets
from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from litestar import Request
from litestar.connection import ASGIConnection
from litestar.handlers import BaseRouteHandler

from service.problems import ProblemError, ProblemKind

SESSION_COOKIE = "clausewatch_session"
SESSION_LASTS = timedelta(hours=12)
FORM_FIELD = "form_token"
FORM_HEADER = "x-csrf-token"
FORM_TYPES = ("application/x-www-form-urlencoded", "multipart/form-data")
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
LOOPBACK_NAMES = frozenset({"localhost", "127.0.0.1", "[::1]"})

#: Every route that answers without key or session; whatever is not here needs one (default deny).
PUBLIC = frozenset(
    line.strip()
    for line in """
    GET /
    GET /changes
    GET /compare
    POST /compare
    GET /comparisons
    GET /comparisons/{pair}
    GET /comparisons/{pair}/changes/{change_id}
    GET /documents/{document_id}
    GET /families
    GET /families/{family_id}
    GET /relations
    GET /search
    GET /session
    POST /session
    GET /sources
    GET /sources/{source_id}
    GET /static/{name}
    GET /versions/{version_id}
    GET /versions/{version_id}/clauses/{clause}/history
    GET /versions/{version_id}/clauses/history
    GET /api/v1/changes
    POST /api/v1/compare
    GET /api/v1/comparisons/{pair}
    GET /api/v1/comparisons/{pair}/papers/{paper}
    GET /api/v1/comparisons/{pair}/tally
    GET /api/v1/docs
    GET /api/v1/documents
    GET /api/v1/documents/{document_id}
    GET /api/v1/documents/{document_id}/relations
    GET /api/v1/documents/{document_id}/versions
    GET /api/v1/families
    GET /api/v1/families/{family_id}
    GET /api/v1/families/{family_id}/matrix
    GET /api/v1/health
    GET /api/v1/openapi.json
    GET /api/v1/overrides
    GET /api/v1/overrides/{override_id}
    GET /api/v1/relations
    GET /api/v1/relations/{relation_id}
    GET /api/v1/search
    GET /api/v1/sources
    GET /api/v1/sources/{source_id}
    GET /api/v1/sources/{source_id}/runs
    GET /api/v1/sources/{source_id}/runs/{run_id}
    POST /api/v1/check
    POST /api/v1/matrix
    POST /api/v1/amend
    GET /api/v1/versions/{version_id}
    GET /api/v1/versions/{version_id}/check
    GET /api/v1/versions/{version_id}/clauses
    GET /api/v1/versions/{version_id}/clauses/{clause}/history
    GET /api/v1/versions/{version_id}/clauses/history
    GET /api/v1/versions/{version_id}/snapshot
    GET /api/v1/versions/{version_id}/text
    """.splitlines()
    if line.strip()
)

Connection = ASGIConnection[Any, Any, Any, Any]
Guard = Callable[[Connection, BaseRouteHandler], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Sessions:
    """Signed sessions: nothing is stored, a new operator key ends them all."""

    key: str

    def begin(self, now: datetime) -> str:
        """A cookie value that is good until ``SESSION_LASTS`` from now."""
        expires = int((now + SESSION_LASTS).timestamp())
        unsigned = f"{expires}.{secrets.token_urlsafe(16)}"
        return f"{unsigned}.{self._sign('session', unsigned)}"

    def holds(self, cookie: str | None, now: datetime) -> bool:
        """Whether the cookie was made with this key and has not expired."""
        unsigned, _, signature = (cookie or "").rpartition(".")
        if not hmac.compare_digest(signature.encode(), self._sign("session", unsigned).encode()):
            return False
        return int(unsigned.split(".")[0]) > now.timestamp()

    def form_token(self, cookie: str) -> str:
        """The token that forms of this session carry."""
        return self._sign("form", cookie)

    def form_holds(self, cookie: str, token: str | None) -> bool:
        """Whether a form was made in this session."""
        return hmac.compare_digest((token or "").encode(), self.form_token(cookie).encode())

    def key_holds(self, given: str) -> bool:
        """Whether this is the operator key, in constant time."""
        return bool(self.key) and hmac.compare_digest(given.encode(), self.key.encode())

    def _sign(self, purpose: str, text: str) -> str:
        return hmac.new(self.key.encode(), f"{purpose}:{text}".encode(), hashlib.sha256).hexdigest()


def make_guard(sessions: Sessions, now: Callable[[], datetime]) -> Guard:
    """The one guard of the application: public routes pass, the rest need the key or a session."""

    async def guard(connection: Connection, _: BaseRouteHandler) -> None:
        method = str(connection.scope.get("method", "GET"))
        if method not in SAFE_METHODS:
            refuse_foreign_origin(connection.headers.get("origin"), connection.headers.get("host"))
        if method == "OPTIONS" or f"{method} {connection.scope['path_template']}" in PUBLIC:
            return
        if not await _authorised(connection, sessions, now(), method):
            raise ProblemError(ProblemKind.KEY_REQUIRED, "detail.key_required")

    return guard


async def _authorised(connection: Connection, sessions: Sessions, now: datetime, method: str) -> bool:
    authorization = connection.headers.get("authorization")
    if authorization is not None:
        scheme, _, given = authorization.partition(" ")
        if scheme.lower() == "bearer" and sessions.key_holds(given.strip()):
            return True
        raise ProblemError(ProblemKind.WRONG_KEY, "detail.wrong_key")
    cookie = connection.cookies.get(SESSION_COOKIE)
    if cookie is None or not sessions.holds(cookie, now):
        return False
    if method not in SAFE_METHODS and not sessions.form_holds(cookie, await _given_token(connection)):
        raise ProblemError(ProblemKind.FORM_EXPIRED, "detail.form_expired")
    return True


async def _given_token(connection: Connection) -> str | None:
    header = connection.headers.get(FORM_HEADER)
    content_type = connection.headers.get("content-type", "").split(";")[0].strip()
    if header is not None or content_type not in FORM_TYPES or not isinstance(connection, Request):
        return header
    given = (await connection.form()).get(FORM_FIELD)
    return given if isinstance(given, str) else None


def refuse_foreign_origin(origin: str | None, host: str | None) -> None:
    """Pages elsewhere may not post here. Raises a ``foreign-origin`` problem; clients without Origin pass."""
    if origin is not None and urlsplit(origin).netloc != (host or ""):
        raise ProblemError(ProblemKind.FOREIGN_ORIGIN, "detail.foreign_origin")


def host_allowed(host: str | None, more: Collection[str]) -> bool:
    """Whether a Host header names this machine or one of ``more``; stops DNS rebinding on loopback."""
    name = host_name(host or "").lower()
    return name in LOOPBACK_NAMES or name in {one.lower() for one in more}


def host_name(host: str) -> str:
    """A Host header without its port; IPv6 keeps its brackets."""
    if host.startswith("["):
        return host.partition("]")[0] + "]"
    return host.partition(":")[0]
