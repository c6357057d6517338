"""The sample site for tests: a clock that is set by hand, and one request at a time over real HTTP."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.message import Message
from urllib.error import HTTPError
from urllib.request import ProxyHandler, Request, build_opener

START = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)
_OPENER = build_opener(ProxyHandler({}))


@dataclass(slots=True)
class Clock:
    """A clock that stands still until it is moved."""

    now: datetime = field(default=START)

    def __call__(self) -> datetime:
        return self.now

    def forward(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


@dataclass(frozen=True, slots=True)
class Received:
    """What came back: status, headers, body."""

    status: int
    headers: Message
    body: bytes

    @property
    def charset(self) -> str:
        return "gb18030" if b"charset=gb2312" in self.body else "utf-8"

    @property
    def text(self) -> str:
        return self.body.decode(self.charset)


def fetch(url: str, headers: Mapping[str, str] | None = None) -> Received:
    """A GET; error answers are received like others."""
    request = Request(url, headers=dict(headers or {}))
    try:
        with _OPENER.open(request, timeout=10) as answer:
            return Received(answer.status, answer.headers, answer.read())
    except HTTPError as error:
        with error:
            return Received(error.code, error.headers, error.read())
