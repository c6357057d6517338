"""robots.txt: what a site asks crawlers to leave alone, and how long to wait between requests (RFC 9309)."""

from urllib.parse import urlsplit, urlunsplit

from protego import Protego

#: RFC 9309 2.5: at least this much has to be read, and no more is.
_READ_AT_MOST = 500 * 1024
#: A site that asks for more is obeyed up to here: an hour between two requests.
_LONGEST_DELAY = 3600.0


class Robots:
    """The rules of one site; an empty text allows everything."""

    def __init__(self, text: str) -> None:
        self._rules = Protego.parse(text[:_READ_AT_MOST])

    def allowed(self, url: str, agent: str) -> bool:
        """Whether the site lets ``agent`` (a product name or whole User-Agent) ask for ``url``."""
        return bool(self._rules.can_fetch(url, agent))

    def crawl_delay(self, agent: str) -> float | None:
        """Seconds the site wants between two requests, at most an hour; None when it does not say."""
        delay = self._rules.crawl_delay(agent)
        if delay is None or not delay > 0:
            return None
        return min(float(delay), _LONGEST_DELAY)


EVERYTHING_ALLOWED = Robots("")
NOTHING_ALLOWED = Robots("User-agent: *\nDisallow: /")


def robots_url(url: str) -> str:
    """Where the rules for ``url`` stand."""
    parts = urlsplit(url)
    return urlunsplit((parts.scheme, parts.netloc, "/robots.txt", "", ""))


def robots_for(status: int, text: str) -> Robots:
    """The rules an answer stands for: none there (4xx) allows everything, a broken server (5xx) nothing (RFC 9309 2.3.1).

    A page of HTML under that address, which many sites serve for anything missing, states no rules.
    """
    if status >= 500 or status == 429:
        return NOTHING_ALLOWED
    if not 200 <= status < 300 or text.lstrip("\ufeff \t\r\n").startswith("<"):
        return EVERYTHING_ALLOWED
    return Robots(text)
