"""Why a look or a run ended as it did, where neither fetching nor extracting nor the answer itself has a word for it."""

from enum import StrEnum

from scrapers.pages import ExtractFailure, FetchFailure
from scrapers.verdicts import SignKind


class TrackReason(StrEnum):
    """The shell's own reasons (closed)."""

    NOT_MODIFIED = "not_modified"
    KNOWN_TEXT = "known_text"
    SHRUNK = "shrunk"
    NO_CLAUSES = "no_clauses"
    UNRECOGNISED = "unrecognised"
    EMPTY_LIST = "empty_list"
    UNEXPECTED_304 = "unexpected_304"
    ROBOTS_DISALLOWED = "robots_disallowed"
    ADDRESS_TOO_LONG = "address_too_long"
    PAGES_FAILED = "pages_failed"
    INTERRUPTED = "interrupted"
    LEASE_LOST = "lease_lost"
    INTERNAL_ERROR = "internal_error"
    UNREADABLE = "unreadable"
    BAD_INPUT = "bad_input"
    NOT_FOUND = "not_found"


class Part(StrEnum):
    """What a reason is said of when it is not the page itself; written before it, as in ``attachment_deadline``."""

    LIST = "list_"
    PAGE = "page_"
    ATTACHMENT = "attachment_"


#: Every word a reason can be, without the part it is said of.
WORDS = frozenset(
    str(word).removeprefix("blocked:")
    for words in (TrackReason, FetchFailure, ExtractFailure, SignKind)
    for word in words
)


def is_reason(text: str) -> bool:
    """Whether a reason is one of the closed vocabularies', with or without its part."""
    return text in WORDS or any(text.removeprefix(part) in WORDS for part in Part if text.startswith(part))
