"""What handlers take: the house, things by their id, and no query parameter that a route does not declare."""

import difflib
from typing import Any, TypeVar

from litestar.connection import ASGIConnection
from litestar.di import NamedDependency
from litestar.handlers import BaseRouteHandler
from litestar.params import QueryParameter, SkipValidation

from service.house import House
from service.politeness import HostGate
from service.problems import ProblemError, ProblemKind

T = TypeVar("T")

#: What every handler asks for: the house, and the turns at hosts for crawls begun here.
TheHouse = NamedDependency[SkipValidation[House]]
TheGate = NamedDependency[SkipValidation[HostGate]]


def refuse_unknown_parameters(connection: ASGIConnection[Any, Any, Any, Any], handler: BaseRouteHandler) -> None:
    """A Litestar guard. Raises an ``unknown-parameter`` problem that names the nearest known one."""
    known = declared_parameters(handler)
    for name in connection.query_params:
        if name not in known:
            near = difflib.get_close_matches(name, known, n=1)
            text = "detail.unknown_parameter_near" if near else "detail.unknown_parameter"
            listed = ", ".join(known) or "-"
            raise ProblemError(ProblemKind.UNKNOWN_PARAMETER, text, name=name[:80], near="".join(near), known=listed)


def declared_parameters(handler: BaseRouteHandler) -> list[str]:
    """The query parameters a route's function declares, as they are spelled in an address."""
    fields = handler.parsed_fn_signature.parameters.items()
    return sorted(
        field.kwarg_definition.name or name
        for name, field in fields
        if isinstance(field.kwarg_definition, QueryParameter)
    )


def found(thing: T | None, what: str, name: str) -> T:
    """The thing, or a ``not-found`` problem; ``what`` is source, run, document, version, relation, override, snapshot or file."""
    if thing is None:
        raise ProblemError(ProblemKind.NOT_FOUND, f"detail.no_{what}", name=name[:80])
    return thing
