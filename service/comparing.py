"""Two files compared without keeping anything."""

from dataclasses import dataclass, replace
from typing import Any

from diffs.changes import compare
from diffs.clauses import Outline
from diffs.comparison import Comparison
from diffs.parsing import parse
from service.facing import Said, said_json
from service.files import is_markdown, read_file
from service.schemas import comparison_json


@dataclass(frozen=True, slots=True)
class Compared:
    """Two outlines and everything from the one to the other; ``overrides`` are the people's words that it obeys."""

    old: Outline
    new: Outline
    comparison: Comparison
    overrides: tuple[Said, ...] = ()


@dataclass(frozen=True, slots=True)
class Handed:
    """A file that was handed in, as its policy text: all that another comparison of it needs.

    ``name`` is empty for a text that was pasted.
    """

    name: str
    text: str
    markdown: bool


def hand_in(name: str, body: bytes) -> Handed:
    """A file's policy text. Raises ``BadInput``."""
    extracted = read_file(name, body)
    return Handed(name, extracted.text, is_markdown(extracted, name))


def paste_in(text: str) -> Handed:
    """A pasted text. Raises ``BadInput``."""
    return replace(hand_in("pasted.txt", text.encode(errors="surrogatepass")), name="")


def compare_handed(old: Handed, new: Handed, *, across: bool = False) -> Compared:
    """Compare two texts that were handed in: the same as comparing the files they came from."""
    first, second = (parse(one.text, markdown=one.markdown) for one in (old, new))
    return Compared(first, second, compare(first, second, across=across))


def compare_files(old: tuple[str, bytes], new: tuple[str, bytes], *, across: bool = False) -> Compared:
    """Compare two files given as (name, bytes); nothing is stored. Raises ``BadInput``."""
    return compare_handed(hand_in(*old), hand_in(*new), across=across)


def compared_json(compared: Compared) -> dict[str, Any]:
    """Comparison JSON; ``overrides`` stands in it where a person's word is in effect."""
    body = comparison_json(compared.comparison)
    return body | {"overrides": said_json(compared.overrides)} if compared.overrides else body
