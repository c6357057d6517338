"""What reaching out brings back: responses, failures, extracted pages and list entries, as values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum


class FetchFailure(StrEnum):
    """Why a fetch gave no body (closed)."""

    ADDRESS_REFUSED = "address_refused"
    DNS = "dns"
    CONNECT = "connect"
    TLS = "tls"
    DEADLINE = "deadline"
    TRUNCATED = "truncated"
    TOO_LARGE = "too_large"
    BAD_ENCODING = "bad_encoding"
    REDIRECTS = "redirects"
    BAD_URL = "bad_url"
    PROTOCOL = "protocol"


@dataclass(frozen=True, slots=True)
class Validators:
    """What a later conditional request repeats: ETag and Last-Modified as received."""

    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True)
class Fetched:
    """A whole response: decoded body, final address, times in UTC. ``status`` 304 has an empty body."""

    url: str
    final_url: str
    status: int
    headers: Mapping[str, str]
    body: bytes
    fetched_at: datetime
    elapsed: float
    validators: Validators
    permanent_redirect: bool = False


class FetchError(Exception):
    """A fetch that gave no body: typed, with one line for people. ``partial`` holds what came, for the record."""

    def __init__(self, reason: FetchFailure, detail: str, partial: bytes = b"") -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason = reason
        self.detail = detail
        self.partial = partial


@dataclass(frozen=True, slots=True)
class Charset:
    """The encoding a page was read in and which rule decided: bom, header, meta, detector, default."""

    name: str
    why: str


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file a page links to as part of its document."""

    url: str
    name: str


@dataclass(frozen=True, slots=True)
class Extracted:
    """A page or file as policy text (DESIGN section 4) with what its metadata said.

    ``metadata`` maps labels without blanks (索引号, 发文字号, 成文日期 …) to values as printed. ``shape`` names the page
    shape or file format that was recognised.
    """

    text: str
    title: str | None
    shape: str
    charset: Charset | None = None
    metadata: Mapping[str, str] = field(default_factory=dict)
    attachments: tuple[Attachment, ...] = ()
    next_pages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Selectors:
    """CSS selectors of a declaration that overrule a page shape; ``None`` leaves the choice to the shape.

    ``list_item`` is one line of the list page, ``link`` and ``date`` are looked for inside it; ``title`` and
    ``content`` belong to the detail page, and ``remove`` is taken out of the content before it is read.
    """

    list_item: str | None = None
    link: str | None = None
    date: str | None = None
    title: str | None = None
    content: str | None = None
    remove: tuple[str, ...] = ()


class ExtractFailure(StrEnum):
    """Why a body gave no policy text (closed)."""

    EMPTY = "empty"
    UNSUPPORTED = "unsupported"
    DAMAGED = "damaged"
    ENCRYPTED = "encrypted"
    BOMB = "bomb"
    FORBIDDEN_MARKUP = "forbidden_markup"
    NO_TEXT_LAYER = "no_text_layer"
    NO_CONVERTER = "no_converter"
    MOJIBAKE = "mojibake"


class ExtractError(Exception):
    """A body that could not be turned into policy text, with one line for people."""

    def __init__(self, reason: ExtractFailure, detail: str) -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason = reason
        self.detail = detail


@dataclass(frozen=True, slots=True)
class ListEntry:
    """One line of a list page: address made absolute, full title, date and state as printed."""

    url: str
    title: str
    published_on: date | None = None
    state: str | None = None


@dataclass(frozen=True, slots=True)
class ListPage:
    """The entries of one list page and where the next one is."""

    entries: tuple[ListEntry, ...]
    next_url: str | None = None
    shape: str = "generic"
