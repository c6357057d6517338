"""Two files compared without keeping anything."""

from dataclasses import dataclass
from typing import Any

from diffs.changes import compare
from diffs.clauses import Outline
from diffs.comparison import Comparison
from service.facing import Said, said_json
from service.files import outline_of_file
from service.schemas import comparison_json


@dataclass(frozen=True, slots=True)
class Compared:
    """Two outlines and everything from the one to the other; ``overrides`` are the people's words that it obeys."""

    old: Outline
    new: Outline
    comparison: Comparison
    overrides: tuple[Said, ...] = ()


def compare_files(old: tuple[str, bytes], new: tuple[str, bytes], *, across: bool = False) -> Compared:
    """Compare two files given as (name, bytes); nothing is stored. Raises ``BadInput``."""
    first, second = outline_of_file(*old), outline_of_file(*new)
    return Compared(first, second, compare(first, second, across=across))


def compared_json(compared: Compared) -> dict[str, Any]:
    """Comparison JSON; ``overrides`` stands in it where a person's word is in effect."""
    body = comparison_json(compared.comparison)
    return body | {"overrides": said_json(compared.overrides)} if compared.overrides else body
