"""One request to a host at a time, with a pause between two, and robots.txt obeyed."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from urllib.parse import urlsplit

from scrapers.charset import decode
from scrapers.fetch import Client
from scrapers.robots import Robots, robots_for, robots_url

#: How long a robots.txt is believed, in seconds.
ROBOTS_KEPT = 24 * 3600.0


class HostGate:
    """Turns at hosts for one process; ``delay`` in seconds, ``exempt`` names hosts (``host:port``) without a pause.

    ``clock`` gives seconds that only grow; the event loop's by default.
    """

    def __init__(self, delay: float, exempt: frozenset[str], clock: Callable[[], float] | None = None) -> None:
        self._delay = delay
        self._exempt = exempt
        self._clock = clock
        self._locks: dict[str, asyncio.Lock] = {}
        self._free_at: dict[str, float] = {}
        self._pauses: dict[str, float] = {}
        self._robots: dict[str, tuple[float, Robots]] = {}

    @asynccontextmanager
    async def turn(self, url: str) -> AsyncIterator[None]:
        """Wait for the host's turn, hold it for one request, then start its pause."""
        host = _host(url)
        async with self._locks.setdefault(host, asyncio.Lock()):
            await asyncio.sleep(max(0.0, self._free_at.get(host, 0.0) - self._time()))
            try:
                yield
            finally:
                pause = 0.0 if host in self._exempt else max(self._delay, self._pauses.get(host, 0.0))
                self._free_at[host] = self._time() + pause

    async def allows(self, client: Client, url: str, agent: str) -> bool:
        """Whether the host's robots.txt lets us read ``url``; read once a day, its crawl delay kept as the pause.

        Raises ``FetchError`` when the host does not answer.
        """
        host = _host(url)
        read_at, robots = self._robots.get(host, (0.0, None))
        if robots is None or self._time() - read_at > ROBOTS_KEPT:
            async with self.turn(url):
                answer = await client.get(robots_url(url))
            text, _ = decode(answer.body, content_type=answer.headers.get("content-type"), html=False)
            robots = robots_for(answer.status, text)
            self._robots[host] = (self._time(), robots)
            self._pauses[host] = robots.crawl_delay(agent) or 0.0
        return robots.allowed(url, agent)

    def _time(self) -> float:
        return self._clock() if self._clock else asyncio.get_running_loop().time()


def _host(url: str) -> str:
    try:
        return urlsplit(url).netloc.lower()
    except ValueError:
        return ""  # no address at all: the fetch that follows says so
