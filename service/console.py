"""What the command line prints: data on stdout (JSON whatever the outcome when asked), words for people on stderr."""

import json
import os
import sys
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Annotated, Any

import msgspec
import typer
from rich.console import Console
from rich.table import Table

AsJson = Annotated[bool, typer.Option("--json", help="print JSON on stdout")]

DONE, FAILURE, USAGE, DIFFERENT, PARTLY, INTEGRITY = 0, 1, 2, 3, 4, 5

_ESCAPED = {"Cc", "Cf"}


def stdout() -> Console:
    """A console on stdout; colour only for a terminal and never with ``NO_COLOR``."""
    return Console(file=sys.stdout, highlight=False, markup=False, soft_wrap=True, no_color=_plain())


def stderr() -> Console:
    """A console on stderr, for messages and progress."""
    return Console(file=sys.stderr, highlight=False, markup=False, soft_wrap=True, no_color=_plain())


def print_json(value: Any) -> None:
    """One JSON value and a line feed on stdout, in UTF-8 whatever the locale; resources print as the API answers them."""
    text = json.dumps(msgspec.to_builtins(value), ensure_ascii=False, indent=2) + "\n"
    sys.stdout.buffer.write(text.encode("utf-8", "backslashreplace"))
    sys.stdout.buffer.flush()


def say(message: str) -> None:
    """One line for people on stderr."""
    stderr().print(visible(message))


def visible(text: str) -> str:
    """Text whose control and format characters are spelt out, so that a fetched title cannot drive the terminal."""
    return "".join(
        f"\\u{ord(char):04x}" if unicodedata.category(char) in _ESCAPED and char not in "\n\t" else char
        for char in text
    )


def table(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """A table on stdout."""
    shown = Table(box=None, pad_edge=False)
    for heading in headings:
        shown.add_column(heading, overflow="fold")
    for row in rows:
        shown.add_row(*(visible("" if cell is None else str(cell)) for cell in row))
    Console(file=sys.stdout, highlight=False, markup=False, no_color=_plain()).print(shown)


def _plain() -> bool:
    return bool(os.environ.get("NO_COLOR"))
