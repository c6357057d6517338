"""Files as people have them, read to policy text and outline without a database."""

from diffs.clauses import Outline
from diffs.parsing import parse
from scrapers.extract import extract
from scrapers.pages import Extracted, ExtractError
from service.errors import BadInput, said

MARKDOWN_ENDINGS = (".md", ".raw", ".markdown")


def read_file(name: str, body: bytes) -> Extracted:
    """A file's policy text. Raises ``BadInput`` naming the file and what to do."""
    try:
        return extract(body, url=f"file:{name}", content_type=None, name=name)
    except ExtractError as error:
        raise BadInput(
            said(f"detail.file_{error.reason}", f"{name}: {error.detail}", name=name[:80]), str(error.reason)
        ) from error


def parse_extracted(extracted: Extracted, name: str) -> Outline:
    """The outline of what was extracted."""
    return parse(extracted.text, markdown=is_markdown(extracted, name))


def is_markdown(extracted: Extracted, name: str) -> bool:
    """Whether a file's text is read as Markdown: by its shape or its name's ending."""
    return extracted.shape == "markdown" or name.lower().endswith(MARKDOWN_ENDINGS)


def outline_of_file(name: str, body: bytes) -> Outline:
    """The outline of one file (TXT, MD, HTML, DOCX, PDF). Raises ``BadInput``."""
    return parse_extracted(read_file(name, body), name)
