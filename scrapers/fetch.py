"""The one client that opens outgoing connections, for documents and notices alike; every address passes the guard."""

import asyncio
import ssl
import time
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from types import MappingProxyType, TracebackType
from typing import Self
from urllib.parse import urljoin

import h11
import httpcore2
import httpx2

from scrapers.addresses import AddressRefused, BadUrlError, Guard, check_url
from scrapers.bodies import KEPT, Body
from scrapers.connections import GuardedBackend, NoAddressError, Resolver, system_resolver
from scrapers.pages import Fetched, FetchError, FetchFailure, Validators

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_PERMANENT = frozenset({301, 308})


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one fetch: seconds to connect, to the answer's head after that, and in all; decoded bytes; hops."""

    connect: float = 10
    first_byte: float = 20
    total: float = 60
    max_bytes: int = 20 * 2**20
    redirects: int = 5


PAGE = Limits()
ATTACHMENT = Limits(total=180, max_bytes=100 * 2**20)
_UNCONDITIONAL = Validators()


def utc_now() -> datetime:
    """The present moment, aware."""
    return datetime.now(UTC)


class Client:
    """An async context manager over one connection pool: no cookies, no environment, no credentials.

    ``resolver`` takes the place of the system's name service, ``clock`` that of its time. ``proxy`` is an http:// or
    https:// URL of the operator: names are resolved and guarded here before the proxy is asked, but the proxy
    resolves them again, so it has to refuse private addresses itself.
    """

    def __init__(
        self,
        guard: Guard,
        *,
        user_agent: str,
        proxy: str | None = None,
        resolver: Resolver | None = None,
        clock: Callable[[], datetime] = utc_now,
    ) -> None:
        self._user_agent = user_agent
        self._clock = clock
        self._guarded = GuardedBackend(guard, resolver or system_resolver)
        self._proxied = proxy is not None
        self._pool = httpcore2.AsyncConnectionPool(
            ssl_context=_tls(),
            proxy=_proxy(proxy) if proxy is not None else None,
            max_connections=None,
            max_keepalive_connections=20,
            keepalive_expiry=5,
            # through a proxy the only address connected to is the operator's own
            network_backend=httpcore2.AnyIOBackend() if self._proxied else self._guarded,
        )

    async def __aenter__(self) -> Self:
        await self._pool.__aenter__()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._pool.__aexit__(kind, error, trace)

    async def get(self, url: str, *, validators: Validators = _UNCONDITIONAL, limits: Limits = PAGE) -> Fetched:
        """The whole body of ``url``, redirects followed, or 304 with an empty one.

        Raises FetchError and nothing else; any HTTP status is an answer, not an error.
        """
        started = time.monotonic()
        progress = _Progress(url, url, limits.total)
        with _failures(progress):
            async with asyncio.timeout(limits.total):
                answer, permanent = await self._follow(progress, self._get_headers(validators), limits)
        if answer.status == 304 and validators == _UNCONDITIONAL:
            raise FetchError(FetchFailure.PROTOCOL, f"{progress.url} answers 304 to an unconditional request")
        return self._fetched(url, progress.url, answer, started, validators, permanent)

    async def post(
        self, url: str, *, body: bytes, headers: Mapping[str, str], total: float = 15, max_answer: int = 16384
    ) -> Fetched:
        """Send a notice: one request, no redirects, no cookies. The answer's status is what counts.

        Of its body at most ``max_answer`` bytes are kept, as sent; a body that is cut, drips or never ends is no
        failure. Raises FetchError when no status came within ``total`` seconds.
        """
        started = time.monotonic()
        progress = _Progress(url, url, total)
        deadline = asyncio.get_running_loop().time() + total
        sent = {"User-Agent": self._user_agent, "Accept": "*/*", "Accept-Encoding": "identity", **headers}
        with _failures(progress):
            request = _request("POST", check_url(url), sent, body, total)
            async with self._exchange(request, total) as response:
                answer = _Answer(response.status, _headers(response), await _start_of(response, max_answer, deadline))
        return self._fetched(url, url, answer, started, _UNCONDITIONAL, False)

    async def _follow(
        self, progress: "_Progress", headers: Mapping[str, str], limits: Limits
    ) -> tuple["_Answer", bool]:
        """The last answer of a chain of redirects, and whether every hop called itself permanent."""
        seen: list[str] = []
        permanent = True
        progress.url = check_url(progress.url)
        while True:
            seen.append(progress.url)
            answer = await self._once(progress, headers, limits)
            location = answer.headers.get("location")
            if answer.status not in _REDIRECTS or not location:
                return answer, permanent and len(seen) > 1
            permanent = permanent and answer.status in _PERMANENT
            progress.url = _next_hop(progress.url, location, seen, limits.redirects)

    async def _once(self, progress: "_Progress", headers: Mapping[str, str], limits: Limits) -> "_Answer":
        """One request and its whole answer; the body of a redirect is left unread."""
        progress.body = None
        request = _request("GET", progress.url, headers, b"", limits.connect)
        async with self._exchange(request, limits.connect + limits.first_byte) as response:
            answer = _Answer(response.status, _headers(response), b"")
            if response.status in _REDIRECTS and "location" in answer.headers:
                return answer
            declared = answer.headers.get("content-length", "")
            progress.body = Body(answer.headers.get("content-encoding"), limits.max_bytes)
            if declared.isdecimal() and int(declared) > limits.max_bytes:
                return await _refuse_large(response, progress.body, int(declared))
            async for chunk in response.aiter_stream():
                progress.body.feed(chunk)
            return _Answer(answer.status, answer.headers, progress.body.finish())

    @asynccontextmanager
    async def _exchange(self, request: httpcore2.Request, seconds: float) -> AsyncIterator[httpcore2.Response]:
        """An answer's head within ``seconds``; the body is the caller's to read."""
        try:
            async with asyncio.timeout(seconds):
                if self._proxied:
                    await self._guarded.addresses(request.url.host.decode("ascii"), request.url.origin.port)
                response = await self._pool.handle_async_request(request)
        except TimeoutError:
            raise FetchError(FetchFailure.DEADLINE, f"no answer from {_host(request)} within {seconds:g} s") from None
        try:
            yield response
        finally:
            await response.aclose()

    def _get_headers(self, validators: Validators) -> Mapping[str, str]:
        headers = {
            "User-Agent": self._user_agent,
            "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
            "Accept-Language": "zh-CN,zh;q=0.9,en;q=0.5",
            "Accept-Encoding": "gzip",
        }
        if validators.etag:
            headers["If-None-Match"] = validators.etag
        if validators.last_modified:
            headers["If-Modified-Since"] = validators.last_modified
        return headers

    def _fetched(
        self, url: str, final_url: str, answer: "_Answer", started: float, sent: Validators, permanent: bool
    ) -> Fetched:
        kept = sent if answer.status == 304 else _UNCONDITIONAL
        return Fetched(
            url=url,
            final_url=final_url,
            status=answer.status,
            headers=MappingProxyType(dict(answer.headers)),
            body=answer.body,
            fetched_at=self._clock(),
            elapsed=time.monotonic() - started,
            validators=Validators(
                answer.headers.get("etag", kept.etag), answer.headers.get("last-modified", kept.last_modified)
            ),
            permanent_redirect=permanent,
        )


@dataclass(slots=True)
class _Progress:
    """What is known while a fetch runs: the hop it stands at, and what has come of its body."""

    asked: str
    url: str
    total: float
    body: Body | None = None

    def failure(self, reason: FetchFailure, detail: str) -> FetchError:
        """A FetchError with what came; the detail names the hop when it is not the address asked for."""
        line = detail if self.url == self.asked else f"redirected to {self.url}: {detail}"
        return self.body.error(reason, line) if self.body else FetchError(reason, line)


@dataclass(frozen=True, slots=True)
class _Answer:
    """One response; header names are lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes


@contextmanager
def _failures(progress: _Progress) -> Iterator[None]:
    """Every way a fetch can fail, as a FetchError with its reason."""
    try:
        yield
    except AddressRefused as error:
        raise progress.failure(FetchFailure.ADDRESS_REFUSED, str(error)) from None
    except (BadUrlError, httpx2.InvalidURL) as error:
        raise progress.failure(FetchFailure.BAD_URL, str(error)) from None
    except NoAddressError as error:
        raise progress.failure(FetchFailure.DNS, str(error)) from None
    except TimeoutError:
        raise progress.failure(FetchFailure.DEADLINE, f"not complete within {progress.total:g} s") from None
    except httpcore2.ConnectTimeout:
        raise progress.failure(FetchFailure.CONNECT, "no connection in time") from None
    except (httpcore2.NetworkError, httpcore2.ProxyError) as error:
        raise progress.failure(_network_reason(error, progress), _told(error)) from None
    except httpcore2.ProtocolError as error:
        raise progress.failure(_protocol_reason(error, progress), _told(error)) from None


def _network_reason(error: Exception, progress: _Progress) -> FetchFailure:
    if any(isinstance(link, ssl.SSLError) for link in _chain(error)):
        return FetchFailure.TLS
    return FetchFailure.CONNECT if progress.body is None else FetchFailure.TRUNCATED


def _protocol_reason(error: Exception, progress: _Progress) -> FetchFailure:
    if progress.body is not None:
        return FetchFailure.TRUNCATED
    spoken = any(isinstance(link, h11.ProtocolError) for link in _chain(error))
    return FetchFailure.PROTOCOL if spoken else FetchFailure.CONNECT


def _chain(error: BaseException) -> Iterator[BaseException]:
    """An error and what lies behind it: httpcore carries the original as its argument."""
    behind: BaseException | None = error
    for _ in range(8):
        if behind is None:
            return
        yield behind
        argument = behind.args[0] if behind.args else None
        behind = argument if isinstance(argument, BaseException) else behind.__cause__ or behind.__context__


def _told(error: Exception) -> str:
    """The first message of the chain, in one line; a broken connection often has none."""
    messages = (" ".join(str(link).split()) for link in _chain(error))
    return next(filter(None, messages), "the connection broke")


def _request(method: str, url: str, headers: Mapping[str, str], content: bytes, connect: float) -> httpcore2.Request:
    target = httpx2.URL(url)
    length = {"Content-Length": str(len(content))} if method == "POST" else {}
    fields = {"Host": target.netloc.decode("ascii"), **headers, **length}
    return httpcore2.Request(
        method,
        httpcore2.URL(scheme=target.raw_scheme, host=target.raw_host, port=target.port, target=target.raw_path),
        headers=[(name.encode("ascii"), value.encode("latin-1")) for name, value in fields.items()],
        content=content or None,
        extensions={"timeout": {"connect": connect}},
    )


def _headers(response: httpcore2.Response) -> Mapping[str, str]:
    """Names in lower case, values of one name joined as RFC 9110 5.3 has it; Set-Cookie by line."""
    found: dict[str, str] = {}
    for raw_name, raw_value in response.headers:
        name, value = raw_name.decode("latin-1").lower(), _text(raw_value)
        separator = "\n" if name == "set-cookie" else ", "
        found[name] = f"{found[name]}{separator}{value}" if name in found else value
    return found


def _text(value: bytes) -> str:
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return value.decode("latin-1")


def _next_hop(url: str, location: str, seen: Sequence[str], limit: int) -> str:
    try:
        target = check_url(urljoin(url, location.strip()))
    except ValueError as error:
        raise BadUrlError(f"Location {location.strip()[:200]!r} is no address: {error}") from None
    if target in seen:
        raise FetchError(FetchFailure.REDIRECTS, f"{seen[0]} redirects in a circle: {target} again")
    if len(seen) > limit:
        raise FetchError(FetchFailure.REDIRECTS, f"{seen[0]} redirects more than {limit} times")
    return target


async def _refuse_large(response: httpcore2.Response, body: Body, declared: int) -> _Answer:
    """Keep the beginning for the record and raise TOO_LARGE."""
    received = 0
    async for chunk in response.aiter_stream():
        body.feed(chunk)
        received += len(chunk)
        if received >= KEPT:
            break
    raise body.error(FetchFailure.TOO_LARGE, f"the body is declared as {declared} bytes")


async def _start_of(response: httpcore2.Response, size: int, deadline: float) -> bytes:
    """The first ``size`` bytes of a body, or what came of them before the deadline or the cut."""
    kept = bytearray()
    with suppress(TimeoutError, httpcore2.NetworkError, httpcore2.ProtocolError):
        async with asyncio.timeout_at(deadline):
            async for chunk in response.aiter_stream():
                kept += chunk
                if len(kept) >= size:
                    break
    return bytes(kept[:size])


@cache
def _tls() -> ssl.SSLContext:
    """The system's trust store, loaded once a process: it takes longer than a fetch on loopback."""
    return httpx2.create_ssl_context(trust_env=False)


def _host(request: httpcore2.Request) -> str:
    return request.url.host.decode("ascii", "replace")


def _proxy(url: str) -> httpcore2.Proxy:
    """The operator's proxy with its credentials; raises ValueError for other kinds than http and https."""
    proxy = httpx2.Proxy(url)
    if proxy.url.scheme not in ("http", "https"):
        raise ValueError(
            f"CLAUSEWATCH_PROXY {proxy.url.scheme}:// is not supported: write an http:// or https:// proxy"
        )
    return httpcore2.Proxy(
        httpcore2.URL(
            scheme=proxy.url.raw_scheme, host=proxy.url.raw_host, port=proxy.url.port, target=proxy.url.raw_path
        ),
        auth=proxy.raw_auth,
        headers=proxy.headers.raw,
    )
