"""Plain text and Markdown: decoded and handed on; reading their conventions is parsing's work."""

import re

from scrapers.pages import Charset, Extracted, ExtractError, ExtractFailure


def extract_plain(text: str, *, markdown: bool = False, charset: Charset | None = None) -> Extracted:
    """The text itself with line ends as ``\\n``; shape ``plain`` or ``markdown``. ExtractError EMPTY for blank text."""
    unified = re.sub(r"\r\n?|[\u2028\u2029\u0085]", "\n", text.removeprefix("\ufeff"))
    if not unified.strip():
        raise ExtractError(ExtractFailure.EMPTY, "the file holds no text")
    return Extracted(unified, None, "markdown" if markdown else "plain", charset)
