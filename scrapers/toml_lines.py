"""Where the keys of a TOML file stand: tomllib reads values and forgets the lines."""

import re
import tomllib

#: The way to a value: table and key names, and the number of a table in an array of tables.
Place = tuple[str | int, ...]

_NAME = r"(?:[A-Za-z0-9_-]+|\"[^\"\n]*\"|'[^'\n]*')"
_HEADER = re.compile(rf"\s*(\[\[?)\s*({_NAME}(?:\s*\.\s*{_NAME})*)\s*\]")
_KEY = re.compile(rf"\s*({_NAME}(?:\s*\.\s*{_NAME})*)\s*=")
_INLINE_KEY = re.compile(rf"[{{,]\s*({_NAME})\s*=")
_NAMES = re.compile(_NAME)
_SYNTAX_LINE = re.compile(r"at line (\d+)")


class Lines:
    """The line of every table header and key of a TOML text that tomllib has accepted; lines count from 1."""

    def __init__(self, text: str) -> None:
        self._lines: dict[Place, int] = {}
        self._counts: dict[Place, int] = {}
        self._read(text)

    def of(self, place: Place) -> int:
        """The line of the key, or of the nearest table around it."""
        while place and place not in self._lines:
            place = place[:-1]
        return self._lines.get(place, 1)

    def _read(self, text: str) -> None:
        table: Place = ()
        closing: str | None = None
        for number, line in enumerate(text.splitlines(), start=1):
            if closing is not None:
                closing = None if closing in line else closing
                continue
            closing = _opens_string(line)
            header = _HEADER.match(line)
            key = None if header else _KEY.match(line)
            if header:
                table = self._enter(header, number)
            elif key:
                place = (*table, *_names(key.group(1)))
                self._lines.setdefault(place, number)
                for inline in _INLINE_KEY.finditer(line, key.end()):
                    self._lines.setdefault((*place, *_names(inline.group(1))), number)

    def _enter(self, header: re.Match[str], number: int) -> Place:
        names = _names(header.group(2))
        table: Place = ()
        for depth, name in enumerate(names, start=1):
            table = (*table, name)
            if header.group(1) == "[[" and depth == len(names):
                self._lines.setdefault(table, number)
                self._counts[table] = self._counts.get(table, -1) + 1
            if table in self._counts:
                table = (*table, self._counts[table])
        self._lines.setdefault(table, number)
        return table


def syntax_line(error: tomllib.TOMLDecodeError, text: str) -> int:
    """The line a syntax error was found at; tomllib gives it in the message only, or says the text ended."""
    match = _SYNTAX_LINE.search(str(error))
    return int(match.group(1)) if match else max(1, len(text.splitlines()))


def _names(dotted: str) -> tuple[str, ...]:
    return tuple(name.strip("\"'") for name in _NAMES.findall(dotted))


def _opens_string(line: str) -> str | None:
    """The quotes that will end a multi-line string begun on this line."""
    for quotes in ('"""', "'''"):
        if line.count(quotes) % 2:
            return quotes
    return None
