"""Declared sources: TOML files read into values, every mistake told with its file, its line and how to mend it."""

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Self

import soupsieve

from scrapers.addresses import AddressRefused, BadUrlError, check_url
from scrapers.pages import Selectors
from scrapers.shapes import NAMES
from scrapers.toml_lines import Lines, Place, syntax_line

SHORTEST_INTERVAL = 10
LONGEST_INTERVAL = 366 * 86400
LONGEST_NAME = 200
LONGEST_URL = 2000
"""Bytes: what databases index."""
DEFAULT_INTERVAL = 86400
DEFAULT_MAX_PAGES = 3

_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
_INTERVAL = re.compile(r"([1-9][0-9]{0,8})\s*([smhd])")
_UNSEEN = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_ID = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")


class _Wrong(ValueError):
    """A value that is not what its key takes; the message says what is."""


@dataclass(frozen=True, slots=True)
class Declaration:
    """One source as declared; ``interval`` in seconds, ``max_pages`` list pages to follow in one crawl."""

    id: str
    name: str
    place: str | None = None
    list_url: str | None = None
    pages: tuple[str, ...] = ()
    interval: int = DEFAULT_INTERVAL
    shape: str | None = None
    attachments: bool = True
    robots: bool = True
    selectors: Selectors = field(default_factory=Selectors)
    max_pages: int = DEFAULT_MAX_PAGES

    def to_json(self) -> dict[str, Any]:
        """The declaration in the words of the TOML file, defaults written out; ``from_json`` reads it back."""
        return {
            "id": self.id,
            "name": self.name,
            "place": self.place,
            "list": self.list_url,
            "pages": list(self.pages),
            "interval": self.interval,
            "shape": self.shape,
            "attachments": self.attachments,
            "robots": self.robots,
            "max_pages": self.max_pages,
            "select": {**asdict(self.selectors), "remove": list(self.selectors.remove)},
        }

    @classmethod
    def from_json(cls, table: Mapping[str, Any]) -> Self:
        """A declaration from JSON, checked like a TOML table; raises ValueError naming everything that is wrong."""
        reader = _Reader(_without_nulls(table))
        values = reader.values()
        if reader.problems:
            raise ValueError("; ".join(message for _, message in reader.problems))
        return cls(**values)


@dataclass(frozen=True, slots=True)
class DeclarationProblem:
    """One mistake in a declaration file; ``line`` counts from 1."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"


def read_declarations(paths: Iterable[Path]) -> tuple[tuple[Declaration, ...], tuple[DeclarationProblem, ...]]:
    """All declarations of all files that are right, and every mistake of the others.

    A directory stands for the ``.toml`` files in it, by name. An id that is used twice keeps its first declaration.
    """
    declared: dict[str, tuple[Declaration, str]] = {}
    problems: list[DeclarationProblem] = []
    for path in _files(paths):
        found, wrong = _read_file(path)
        problems.extend(wrong)
        for line, declaration in found:
            if declaration.id in declared:
                first = declared[declaration.id][1]
                message = f"id {declaration.id!r} is taken by {first}: give this source another id"
                problems.append(DeclarationProblem(str(path), line, message))
            else:
                declared[declaration.id] = (declaration, f"{path}:{line}")
    return tuple(declaration for declaration, _ in declared.values()), tuple(problems)


def read_interval(value: object) -> int:
    """Seconds from ``"30s"``, ``"10m"``, ``"6h"``, ``"1d"`` or a whole number of seconds; raises ValueError."""
    if isinstance(value, str):
        match = _INTERVAL.fullmatch(value.strip())
        if match is None:
            raise _Wrong(f'interval {value!r} is no length of time: write it like "30s", "10m", "6h" or "1d"')
        value = int(match.group(1)) * _UNITS[match.group(2)]
    if not isinstance(value, int) or isinstance(value, bool):
        raise _Wrong('interval has to be a length of time in quotation marks, like "6h"')
    if value < SHORTEST_INTERVAL:
        raise _Wrong(f'interval has to be "{SHORTEST_INTERVAL}s" at least, for the sake of the site')
    if value > LONGEST_INTERVAL:
        raise _Wrong('interval has to be "366d" at most')
    return value


def _files(paths: Iterable[Path]) -> Iterable[Path]:
    for path in paths:
        yield from sorted(path.glob("*.toml")) if path.is_dir() else [path]


def _read_file(path: Path) -> tuple[list[tuple[int, Declaration]], list[DeclarationProblem]]:
    try:
        text = path.read_bytes().decode("utf-8-sig")
        document = tomllib.loads(text)
    except OSError as error:
        return [], [DeclarationProblem(str(path), 1, f"cannot be read: {error.strerror}")]
    except UnicodeDecodeError:
        return [], [DeclarationProblem(str(path), 1, "is not UTF-8: save it as UTF-8")]
    except tomllib.TOMLDecodeError as error:
        return [], [DeclarationProblem(str(path), syntax_line(error, text), f"is not TOML: {error}")]
    except RecursionError:
        return [], [DeclarationProblem(str(path), 1, "is nested too deeply to be a declaration of sources")]
    lines = Lines(text)
    found, problems = _read_document(document, lines)
    told = [DeclarationProblem(str(path), lines.of(place), message) for place, message in problems]
    return found, sorted(told, key=lambda problem: problem.line)


def _read_document(
    document: Mapping[str, Any], lines: Lines
) -> tuple[list[tuple[int, Declaration]], list[tuple[Place, str]]]:
    problems: list[tuple[Place, str]] = [
        ((key,), _unknown(key, ("source",), "the file")) for key in document if key != "source"
    ]
    tables = document.get("source", [])
    if isinstance(tables, dict):
        return [], [*problems, (("source",), "write [[source]] with two brackets, once for every source")]
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        return [], [*problems, (("source",), "source has to be a table: begin it with a line [[source]]")]
    if not tables and not problems:
        return [], [((), "declares no source: begin one with a line [[source]]")]
    found: list[tuple[int, Declaration]] = []
    for index, table in enumerate(tables):
        reader = _Reader(table)
        values = reader.values()
        problems.extend((("source", index, *place), message) for place, message in reader.problems)
        if not reader.problems:
            found.append((lines.of(("source", index, "id")), Declaration(**values)))
    return found, problems


class _Reader:
    """Reads one table key by key and notes what is wrong with each, with the place of the key in the table."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        self._table = table
        self.problems: list[tuple[Place, str]] = []

    def values(self) -> dict[str, Any]:
        """The fields of a Declaration; only of use when no problem was noted."""
        readers: dict[str, tuple[str, Callable[[object], object]]] = {
            "id": ("id", _identifier),
            "name": ("name", _words("name")),
            "place": ("place", _words("place")),
            "list": ("list_url", _url("list")),
            "pages": ("pages", _urls),
            "interval": ("interval", read_interval),
            "shape": ("shape", _shape),
            "attachments": ("attachments", _switch("attachments")),
            "robots": ("robots", _switch("robots")),
            "max_pages": ("max_pages", _page_count),
        }
        found = self._read(self._table, readers, (), ("select",))
        for key in ("id", "name"):
            if key not in self._table:
                self.problems.append(((), f"{key} is missing"))
        if "list" not in self._table and not self._table.get("pages"):
            self.problems.append(((), "says nothing to fetch: give list (a list page) or pages (single pages)"))
        if "select" in self._table:
            found["selectors"] = self._selectors(self._table["select"])
        return found

    def _selectors(self, table: object) -> Selectors:
        if not isinstance(table, Mapping):
            self.problems.append((("select",), "select has to be a table: begin it with a line [source.select]"))
            return Selectors()
        readers = {
            f.name: (f.name, _selector_list if f.name == "remove" else _selector(f.name)) for f in fields(Selectors)
        }
        return Selectors(**self._read(table, readers, ("select",), ()))

    def _read(
        self,
        table: Mapping[str, Any],
        readers: Mapping[str, tuple[str, Callable[[object], object]]],
        place: Place,
        tables: Sequence[str],
    ) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key, value in table.items():
            if key in tables:
                continue
            if key not in readers:
                where = "[source.select]" if place else "a source"
                self.problems.append(((*place, key), _unknown(key, (*readers, *tables), where)))
                continue
            name, read = readers[key]
            try:
                found[name] = read(value)
            except ValueError as error:
                self.problems.append(((*place, key), str(error)))
        return found


def _unknown(key: str, known: Sequence[str], where: str) -> str:
    near = get_close_matches(key.lower(), known, n=1, cutoff=0.6)
    hint = f"did you mean {near[0]}?" if near else f"{where} takes {', '.join(known)}"
    return f"unknown key {key!r}: {hint}"


def _identifier(value: object) -> str:
    if not isinstance(value, str) or not _ID.fullmatch(value):
        raise _Wrong(
            f"id {value!r} has to be 1 to 64 small letters, digits, dots, hyphens or underscores, like shenyang-gov"
        )
    return value


def _words(key: str) -> Callable[[object], str]:
    def read(value: object) -> str:
        if not isinstance(value, str) or not value.strip():
            raise _Wrong(f"{key} has to be text in quotation marks")
        if len(value) > LONGEST_NAME or _UNSEEN.search(value):
            raise _Wrong(f"{key} has to be text of at most {LONGEST_NAME} characters that can be shown")
        return value.strip()

    return read


def _url(key: str) -> Callable[[object], str]:
    def read(value: object) -> str:
        if not isinstance(value, str):
            raise _Wrong(f"{key} has to be a URL in quotation marks")
        if len(value.encode("utf-8", "replace")) > LONGEST_URL:
            raise _Wrong(f"{key} has more than {LONGEST_URL} bytes: {value[:60]!r}…; no page's address is that long")
        try:
            return check_url(value)
        except (AddressRefused, BadUrlError) as error:
            raise _Wrong(f"{key}: {error}") from None

    return read


def _urls(value: object) -> tuple[str, ...]:
    if not isinstance(value, list | tuple):
        raise _Wrong('pages has to be a list of URLs, like ["https://www.example.org/a.html"]')
    return tuple(map(_url("pages"), value))


def _shape(value: object) -> str:
    if value not in NAMES:
        near = get_close_matches(str(value).lower(), NAMES, n=1, cutoff=0.5)
        hint = f"did you mean {near[0]}?" if near else f"it is one of {', '.join(NAMES)}, or leave it out"
        raise _Wrong(f"shape {value!r} is not known: {hint}")
    return str(value)


def _switch(key: str) -> Callable[[object], bool]:
    def read(value: object) -> bool:
        if not isinstance(value, bool):
            raise _Wrong(f"{key} has to be true or false, without quotation marks")
        return value

    return read


def _page_count(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= 1000:
        raise _Wrong("max_pages has to be a whole number from 1 to 1000")
    return value


def _selector(key: str) -> Callable[[object], str]:
    def read(value: object) -> str:
        if not isinstance(value, str) or not value.strip():
            raise _Wrong(f'{key} has to be a CSS selector in quotation marks, like "#zoom"')
        try:
            soupsieve.compile(value)
        except (soupsieve.SelectorSyntaxError, NotImplementedError) as error:
            reason = str(error).splitlines()[0]
            raise _Wrong(f"{key} {value!r} is not a CSS selector: {reason}") from None
        return value

    return read


def _selector_list(value: object) -> tuple[str, ...]:
    if not isinstance(value, list | tuple):
        raise _Wrong('remove has to be a list of CSS selectors, like [".share", "#hits"]')
    return tuple(map(_selector("remove"), value))


def _without_nulls(table: Mapping[str, Any]) -> dict[str, Any]:
    """JSON says null where TOML leaves a key out; an empty list of pages likewise."""
    return {
        key: _without_nulls(value) if isinstance(value, Mapping) else value
        for key, value in table.items()
        if value is not None
    }
