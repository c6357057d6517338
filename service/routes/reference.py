"""/api/v1/openapi.json and /api/v1/docs: the API described, from this machine alone."""

import json
from typing import Any

from litestar import Request, Response, Router, get
from litestar.handlers import HTTPRouteHandler
from litestar.openapi import OpenAPIConfig
from litestar.openapi.plugins import OpenAPIRenderPlugin
from litestar.routes import BaseRoute
from litestar.types import ControllerRouterHandler

from service.pages.frame import reader_of, show
from service.parameters import TheHouse
from service.problems import STATUS, ProblemKind
from service.reference import complete, groups, schemas

OPENAPI_PATH = "/api/v1/openapi.json"


class CompletedSchema(OpenAPIRenderPlugin):
    """Litestar's schema with what it cannot know, as JSON."""

    def __init__(self) -> None:
        super().__init__(path="/", media_type="application/json")  # type: ignore[arg-type]

    def render(self, request: Request[Any, Any, Any], openapi_schema: dict[str, Any]) -> bytes:  # noqa: ARG002 - Litestar's signature
        """The JSON text."""
        return json.dumps(complete(openapi_schema), ensure_ascii=False).encode()


def openapi_config(version: str) -> OpenAPIConfig:
    """OpenAPI 3.1 at one address and no other page: Litestar's own ones load scripts from elsewhere."""
    return OpenAPIConfig(
        title="Clausewatch",
        version=version,
        summary="Official policy texts, followed clause by clause",
        description="Lists answer `{items, next}`; errors are problem details; ids are opaque.",
        use_handler_docstrings=True,
        render_plugins=[CompletedSchema()],
        openapi_router=OneDocument(OPENAPI_PATH, route_handlers=[], include_in_schema=False),
    )


class OneDocument(Router):
    """The router Litestar fills for its description; of what it offers only the document itself is taken."""

    def register(self, value: ControllerRouterHandler) -> list[BaseRoute]:
        """Take the document's route; Litestar's own 404 page and its second address stay out."""
        if isinstance(value, HTTPRouteHandler) and value.paths != {"/"}:
            return []
        return super().register(value)


@get("/docs", sync_to_thread=True, include_in_schema=False)
def api_page(request: Request[Any, Any, Any], house: TheHouse) -> Response[bytes]:
    """The API as a page to read: operations, schemas, problems."""
    schema = complete(request.app.openapi_schema.to_schema())
    return show(
        reader_of(request, house),
        "api.html",
        groups=groups(schema),
        schemas=schemas(schema),
        problems=[{"kind": kind.value, "status": STATUS[kind]} for kind in ProblemKind],
    )
