"""Comparing two versions, or two files without keeping anything."""

import json
from dataclasses import dataclass

from diffs.changes import ALGORITHM, compare
from diffs.clauses import Outline
from diffs.comparison import Comparison
from diffs.parsing import parse
from scrapers.extract import extract
from scrapers.pages import Extracted, ExtractError
from service.errors import BadInput
from service.house import House
from service.outlines import load_outline
from service.schemas import comparison_json
from storage import comparisons

MARKDOWN_ENDINGS = (".md", ".raw", ".markdown")


@dataclass(frozen=True, slots=True)
class Compared:
    """Two outlines and everything from the one to the other."""

    old: Outline
    new: Outline
    comparison: Comparison


def read_file(name: str, body: bytes) -> Extracted:
    """A file's policy text. Raises ``BadInput`` naming the file and what to do."""
    try:
        return extract(body, url=f"file:{name}", content_type=None, name=name)
    except ExtractError as error:
        raise BadInput(f"{name}: {error.detail}", str(error.reason)) from error


def parse_extracted(extracted: Extracted, name: str) -> Outline:
    """The outline of what was extracted; Markdown by the shape or the file's ending."""
    return parse(extracted.text, markdown=extracted.shape == "markdown" or name.lower().endswith(MARKDOWN_ENDINGS))


def outline_of_file(name: str, body: bytes) -> Outline:
    """The outline of one file (TXT, MD, HTML, DOCX, PDF). Raises ``BadInput``."""
    return parse_extracted(read_file(name, body), name)


def compare_files(old: tuple[str, bytes], new: tuple[str, bytes], *, across: bool = False) -> Compared:
    """Compare two files given as (name, bytes); nothing is stored. Raises ``BadInput``."""
    first, second = outline_of_file(*old), outline_of_file(*new)
    return Compared(first, second, compare(first, second, across=across))


def compare_versions(house: House, a: str, b: str, *, across: bool = False) -> Compared:
    """Compare two stored versions. Raises ``NotFound``."""
    with house.database.read() as session:
        old, new = load_outline(session, a), load_outline(session, b)
    return Compared(old, new, compare(old, new, across=across))


def compare_versions_json(house: House, a: str, b: str, *, across: bool = False) -> str:
    """The comparison's JSON text, byte-identical on every call for one algorithm. Raises ``NotFound``."""
    with house.database.read() as session:
        kept = comparisons.get(session, a, b, across, ALGORITHM)
    if kept is not None:
        return kept
    compared = compare_versions(house, a, b, across=across)
    body = json.dumps(comparison_json(compared.comparison), ensure_ascii=False, separators=(",", ":"))
    house.database.run(lambda session: comparisons.put(session, a, b, across, ALGORITHM, body))
    return body
