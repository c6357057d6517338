"""Single wrong values, told in either language: what the framework and its decoder say of them is English only."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from litestar.exceptions import ValidationException
from litestar.handlers import BaseRouteHandler

from service.texts import Language, say

#: What msgspec says (its errors are text only), and the text that says it here; anything else is ``fault.other``.
_SAID: Final[tuple[tuple[str, re.Pattern[str]], ...]] = tuple(
    (text, re.compile(pattern))
    for text, pattern in (
        ("fault.length", r"Expected `\w+` of length (?P<bound>[<>=]+ \d+)"),
        ("fault.range", r"Expected `(?P<wanted>[^`]+)` (?P<bound>[<>=]+ \S+)"),
        ("fault.pattern", r"Expected `\w+` matching regex '(?P<pattern>.+)'"),
        ("fault.type", r"Expected `(?P<wanted>[^`]+)`, got `(?P<given>[^`]+)`"),
        ("fault.word", r"Invalid enum value '?(?P<given>.*?)'?$"),
        ("fault.day", r"Invalid (?:RFC3339 encoded|ISO8601) date"),
        ("fault.missing_field", r"Object missing required field `(?P<name>[^`]+)`"),
        ("fault.unknown_field", r"Object contains unknown field `(?P<name>[^`]+)`"),
    )
)
_MISSING: Final = re.compile(r"Missing required \w+ parameter '(?P<name>[^']+)'")
_LONGEST: Final = 80


@dataclass(frozen=True, slots=True)
class Fault:
    """One wrong value: where it stands (a parameter or a body field) and what is wrong with it."""

    where: str
    detail: str


def faults_of(error: Exception, handler: BaseRouteHandler | None, language: Language) -> tuple[Fault, ...]:
    """The single values that a request was refused for; parameters are spelled as addresses have them."""
    if not isinstance(error, ValidationException):
        return ()
    spelled = _spelling(handler)
    return tuple(Fault(spelled.get(name, name), _told(said, language)) for name, said in _found(error))


def _found(error: ValidationException) -> Iterator[tuple[str, str]]:
    """Each value's name and what is said of it."""
    if isinstance(error.extra, list):
        yield from ((str(one.get("key", "")), str(one.get("message", ""))) for one in error.extra)
    elif missing := _MISSING.search(error.detail):
        yield missing["name"], ""


def _told(said: str, language: Language) -> str:
    if not said:
        return say(language, "fault.missing")
    for text, pattern in _SAID:
        if match := pattern.match(said):
            return say(language, text, **{name: part[:_LONGEST] for name, part in match.groupdict().items()})
    return say(language, "fault.other")


def _spelling(handler: BaseRouteHandler | None) -> Mapping[str, str]:
    """How the parameters of a route are spelled, where that is not their name in the code."""
    fields: Mapping[str, Any] = handler.parsed_fn_signature.parameters if handler else {}
    named = ((name, getattr(field.kwarg_definition, "name", None)) for name, field in fields.items())
    return {name: spelled for name, spelled in named if spelled}
