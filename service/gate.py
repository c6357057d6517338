"""What every answer passes, routed or not: Host check, security headers, strong ETags, HEAD."""

import hashlib
from collections.abc import Collection, Iterable, Mapping

from litestar.datastructures import MutableScopeHeaders
from litestar.enums import ScopeType
from litestar.types import (
    ASGIApp,
    HTTPResponseBodyEvent,
    HTTPResponseStartEvent,
    Message,
    Receive,
    Scope,
    Send,
)

from service.access import host_allowed
from service.problems import MEDIA_TYPE, Problem, ProblemError, ProblemKind, accepted_language, describe

CONTENT_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
SECURITY_HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": CONTENT_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
KEPT_BY_304 = frozenset({b"cache-control", b"etag", b"vary", b"set-cookie", b"content-location"})


class Gate:
    """An ASGI application around another one; answers are whole before they leave, so that each has its ETag."""

    def __init__(self, app: ASGIApp, hosts: Collection[str]) -> None:
        self.app = app
        self.hosts = hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass one connection."""
        if scope["type"] != ScopeType.HTTP:
            await self.app(scope, receive, send)
            return
        headers = dict(scope["headers"])
        method = scope["method"]
        answer = Answer(send, str(method), headers.get(b"if-none-match", b"").decode("latin-1"))
        if not host_allowed(headers.get(b"host", b"").decode("latin-1"), self.hosts):
            await _refuse(ProblemError(ProblemKind.UNKNOWN_HOST, "detail.unknown_host"), headers, scope["path"], answer)
        elif "\0" in scope["path"] or b"%00" in scope["query_string"]:
            await _refuse(ProblemError(ProblemKind.BAD_REQUEST, "detail.null_character"), headers, "/", answer)
        else:
            if method == "HEAD":
                scope["method"] = "GET"  # the GET route answers; only its body stays here
            await self.app(scope, receive, answer)


class Answer:
    """Collects one answer, then sends it with the headers it lacks, or 304 when the asker has it already."""

    def __init__(self, send: Send, method: str, if_none_match: str) -> None:
        self.send = send
        self.reading = method in ("GET", "HEAD")
        self.headless = method == "HEAD"
        self.if_none_match = if_none_match
        self.start: HTTPResponseStartEvent | None = None
        self.chunks: list[bytes] = []

    async def __call__(self, message: Message) -> None:
        """Take one ASGI message of the application."""
        if message["type"] == "http.response.start":
            self.start = message
        elif message["type"] == "http.response.body" and self.start is not None:
            self.chunks.append(message["body"])
            if not message.get("more_body", False):
                await self._finish(self.start, b"".join(self.chunks))

    async def _finish(self, start: HTTPResponseStartEvent, body: bytes) -> None:
        headers = MutableScopeHeaders.from_message(start)
        for name, value in SECURITY_HEADERS.items():
            headers.setdefault(name, value)
        if self.reading and start["status"] == 200:
            headers.setdefault("Cache-Control", "no-cache")
            headers["ETag"] = strong_etag(body)
            if matches(self.if_none_match, headers["ETag"]):
                start["status"], body = 304, b""
                start["headers"] = list(_kept(start["headers"]))
        await self.send(start)
        await self.send(_last(b"" if self.headless else body))


def strong_etag(body: bytes) -> str:
    """A strong entity tag: equal exactly when the bytes are."""
    return f'"{hashlib.sha256(body).hexdigest()[:32]}"'


def matches(if_none_match: str, etag: str) -> bool:
    """Whether If-None-Match names this tag; weak comparison, as RFC 9110 section 13.1.2 has it."""
    named = [one.strip().removeprefix("W/") for one in if_none_match.split(",")]
    return etag in named or named == ["*"]


def _kept(headers: Iterable[tuple[bytes, bytes]]) -> Iterable[tuple[bytes, bytes]]:
    security = {name.lower().encode() for name in SECURITY_HEADERS}
    return ((name, value) for name, value in headers if name.lower() in KEPT_BY_304 | security)


async def _refuse(error: ProblemError, headers: Mapping[bytes, bytes], path: str, send: Answer) -> None:
    """Answer what no database could be asked, or no page of this site could have linked to."""
    language = accepted_language(headers.get(b"accept-language", b"").decode("latin-1"))
    await _send_problem(describe(error, path, language), send)


async def _send_problem(problem: Problem, send: Answer) -> None:
    body = problem.body()
    sent = [(b"content-type", MEDIA_TYPE.encode()), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": problem.status, "headers": sent})
    await send(_last(body))


def _last(body: bytes) -> HTTPResponseBodyEvent:
    return {"type": "http.response.body", "body": body, "more_body": False}
