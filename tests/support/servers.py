"""A scripted HTTP server on loopback: pages with steps, every way a transfer can go wrong, and a log of requests."""

import gzip
import socket
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from io import BufferedReader
from types import TracebackType
from typing import Self


class Transport(StrEnum):
    """How a body is put on the wire, whole or not."""

    LENGTH = "length"
    CHUNKED = "chunked"
    CLOSE = "close"
    CUT_LENGTH = "cut_length"
    CUT_CHUNKED = "cut_chunked"
    RESET = "reset"
    SILENT = "silent"
    HANG_UP = "hang_up"
    RAW = "raw"


@dataclass(frozen=True)
class Request:
    """What a client sent; header names are lower case."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes
    at: float


@dataclass(frozen=True)
class Step:
    """One answer of a page.

    ``cut`` is the share of the body (as encoded) that is sent by the cut transports, RESET and ``gzip``. ``pace`` is
    the pause in seconds before each of ``pieces`` pieces of the body, ``head_pace`` the pause between single bytes of
    the head, ``delay`` the pause before the head. ``etag`` answers 304 to a matching If-None-Match. With RAW the body
    is everything that is sent, head included.
    """

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    transport: Transport = Transport.LENGTH
    cut: float = 1.0
    gzip: bool = False
    gzip_cut: float = 1.0
    delay: float = 0.0
    head_pace: float = 0.0
    pace: float = 0.0
    pieces: int = 1
    etag: str | None = None
    last_modified: str | None = None
    many_headers: int = 0

    def encoded(self) -> bytes:
        """The body as it would be sent whole, gzip applied and cut."""
        if not self.gzip:
            return self.body
        packed = gzip.compress(self.body)
        return packed[: int(len(packed) * self.gzip_cut)]


Answering = Callable[[Request], Step]


class Site:
    """A context manager; ``page`` scripts a path, ``requests`` is what came, in order.

    Steps of a path are answered one after the other, the last one for ever. Unscripted paths answer 404.
    """

    def __init__(self, host: str = "127.0.0.1") -> None:
        self._family = socket.AF_INET6 if ":" in host else socket.AF_INET
        self._listener = socket.create_server((host, 0), family=self._family)
        self.host = host
        self.port: int = self._listener.getsockname()[1]
        self.requests: list[Request] = []
        self.connections = 0
        self._pages: dict[str, list[Step] | Answering] = {}
        self._lock = threading.Lock()
        self._closing = threading.Event()
        self._threads: list[threading.Thread] = []
        self._sockets: set[socket.socket] = set()

    def __enter__(self) -> Self:
        self._start(self._accept)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._closing.set()
        with socket.socket(self._family) as knock:
            knock.settimeout(1)
            knock.connect_ex((self.host, self.port))
        with self._lock:
            for open_socket in self._sockets:
                _shut(open_socket)
        for thread in list(self._threads):
            thread.join(5)
        self._listener.close()

    def url(self, path: str = "/") -> str:
        """The address of a path, or of anything written behind the origin."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{host}:{self.port}{path}"

    def page(self, path: str, *steps: Step | bytes | str, **options: object) -> str:
        """Script a path and give its URL; ``options`` are fields of every step."""
        self._pages[path] = [replace(_step(step), **options) for step in steps or (Step(),)]  # type: ignore[arg-type]
        return self.url(path)

    def answer(self, path: str, answering: Answering) -> str:
        """Let a function of the request make the step."""
        self._pages[path] = answering
        return self.url(path)

    def redirect(self, path: str, target: str, status: int = 302) -> str:
        """Script a path that sends its visitors elsewhere."""
        return self.page(path, Step(status=status, headers={"Location": target}))

    def asked(self, path: str) -> list[Request]:
        """The requests for one path."""
        return [request for request in self.requests if request.path == path]

    def _start(self, target: Callable[..., None], *arguments: object) -> None:
        thread = threading.Thread(target=target, args=arguments, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        while not self._closing.is_set():
            connection, _ = self._listener.accept()
            if self._closing.is_set():
                connection.close()
                return
            with self._lock:
                self.connections += 1
                self._sockets.add(connection)
            self._start(self._serve, connection)

    def _serve(self, connection: socket.socket) -> None:
        try:
            with connection, connection.makefile("rb") as stream:
                while (request := _read(stream)) is not None:
                    step = self._next(request)
                    if not self._send(connection, request, step):
                        return
        except OSError:
            return  # the client went away, which is its right
        finally:
            with self._lock:
                self._sockets.discard(connection)

    def _next(self, request: Request) -> Step:
        with self._lock:
            self.requests.append(request)
            script = self._pages.get(request.path)
            if isinstance(script, list):
                return script.pop(0) if len(script) > 1 else script[0]
        if script is None:
            return Step(b"<html><head><title>404</title></head><body>404</body></html>", status=404)
        return script(request)

    def _send(self, connection: socket.socket, request: Request, step: Step) -> bool:
        """Send a step; true when the connection may serve another request."""
        self._pause(step.delay)
        if step.transport is Transport.SILENT:
            self._closing.wait(60)
            return False
        if step.transport is Transport.HANG_UP:
            return False
        if step.transport is Transport.RAW:
            self._sendall(connection, [step.body], 0)
            return False
        if step.etag is not None and request.headers.get("if-none-match") == step.etag:
            connection.sendall(f"HTTP/1.1 304 Not Modified\r\nETag: {step.etag}\r\n\r\n".encode())
            return True
        head, body = _head(step), step.encoded()
        self._sendall(
            connection, [head[i : i + 1] for i in range(len(head))] if step.head_pace else [head], step.head_pace
        )
        if request.method == "HEAD" or step.status in (204, 304):
            return True
        sent = body[: int(len(body) * step.cut)]
        self._sendall(connection, _framed(step, _pieces(sent, step.pieces)), step.pace)
        if step.transport is Transport.RESET:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\0\0\0\0\0\0\0")
        return step.transport in (Transport.LENGTH, Transport.CHUNKED)

    def _sendall(self, connection: socket.socket, pieces: Iterable[bytes], pace: float) -> None:
        for piece in pieces:
            self._pause(pace)
            connection.sendall(piece)

    def _pause(self, seconds: float) -> None:
        if seconds and self._closing.wait(seconds):
            raise ConnectionAbortedError("the site is closing")


def _shut(open_socket: socket.socket) -> None:
    try:
        open_socket.shutdown(socket.SHUT_RDWR)
    except OSError:
        return  # already gone


def _step(given: Step | bytes | str) -> Step:
    if isinstance(given, Step):
        return given
    return Step(given.encode("utf-8") if isinstance(given, str) else given)


TLS_HELLO = b"\x16"


def _read(stream: BufferedReader) -> Request | None:
    if stream.peek(1)[:1] == TLS_HELLO:
        return None  # no line of it need ever end
    line = stream.readline(65536)
    words = line.decode("latin-1").split()
    if len(words) != 3:
        return None  # the end, or no HTTP at all
    method, path, _ = words
    headers: dict[str, str] = {}
    while (raw := stream.readline(65536)).strip():
        name, _, value = raw.decode("latin-1").partition(":")
        headers[name.strip().lower()] = value.strip()
    body = stream.read(int(headers.get("content-length", 0)))
    return Request(method, path, headers, body, time.monotonic())


def _head(step: Step) -> bytes:
    headers = {"Content-Type": "text/html; charset=utf-8", **step.headers}
    if step.gzip:
        headers.setdefault("Content-Encoding", "gzip")
    if step.etag is not None:
        headers.setdefault("ETag", step.etag)
    if step.last_modified is not None:
        headers.setdefault("Last-Modified", step.last_modified)
    if step.transport in (Transport.LENGTH, Transport.CUT_LENGTH, Transport.RESET):
        headers.setdefault("Content-Length", str(len(step.encoded())))
    elif step.transport in (Transport.CHUNKED, Transport.CUT_CHUNKED):
        headers["Transfer-Encoding"] = "chunked"
    else:
        headers["Connection"] = "close"
    lines = [f"HTTP/1.1 {step.status} Scripted", *(f"{name}: {value}" for name, value in headers.items() if value)]
    lines.extend(f"X-Padding-{number}: {number}" for number in range(step.many_headers))
    return ("\r\n".join(lines) + "\r\n\r\n").encode("utf-8")


def _pieces(body: bytes, count: int) -> list[bytes]:
    size = max(1, -(-len(body) // count))
    return [body[i : i + size] for i in range(0, len(body), size)]


def _framed(step: Step, pieces: list[bytes]) -> list[bytes]:
    if step.transport not in (Transport.CHUNKED, Transport.CUT_CHUNKED):
        return pieces
    framed = [f"{len(piece):x}\r\n".encode() + piece + b"\r\n" for piece in pieces]
    return framed if step.transport is Transport.CUT_CHUNKED else [*framed, b"0\r\n\r\n"]
