"""Two files compared without keeping anything."""

from dataclasses import dataclass

from diffs.changes import compare
from diffs.clauses import Outline
from diffs.comparison import Comparison
from service.files import outline_of_file


@dataclass(frozen=True, slots=True)
class Compared:
    """Two outlines and everything from the one to the other."""

    old: Outline
    new: Outline
    comparison: Comparison


def compare_files(old: tuple[str, bytes], new: tuple[str, bytes], *, across: bool = False) -> Compared:
    """Compare two files given as (name, bytes); nothing is stored. Raises ``BadInput``."""
    first, second = outline_of_file(*old), outline_of_file(*new)
    return Compared(first, second, compare(first, second, across=across))
