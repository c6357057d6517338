"""The API's description: what Litestar derives from the routes, completed by what it cannot know."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from service.access import PUBLIC
from service.problems import MEDIA_TYPE

METHODS = ("get", "post", "delete", "put", "patch")
PROBLEM_SCHEMA: Mapping[str, Any] = {
    "type": "object",
    "title": "Problem",
    "description": "Problem details (RFC 9457); `type` never changes, texts follow Accept-Language.",
    "required": ["type", "title", "status", "detail", "instance"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "instance": {"type": "string"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {"parameter": {"type": "string"}, "detail": {"type": "string"}},
            },
        },
    },
}
PROBLEM_ANSWER: Mapping[str, Any] = {
    "description": "What is wrong and how to mend it",
    "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
}
_TEXT = {"type": "object", "required": ["text"], "properties": {"text": {"type": "string"}, "name": {"type": "string"}}}
_FILE = {"type": "string", "contentMediaType": "application/octet-stream"}
COMPARE_BODY: Mapping[str, Any] = {
    "required": True,
    "content": {
        "application/json": {
            "schema": {
                "type": "object",
                "required": ["old", "new"],
                "properties": {"old": _TEXT, "new": _TEXT, "across": {"type": "boolean", "default": False}},
            }
        },
        "multipart/form-data": {
            "schema": {
                "type": "object",
                "required": ["old", "new"],
                "properties": {"old": _FILE, "new": _FILE, "across": {"type": "boolean"}},
            }
        },
    },
}

CHECK_BODY: Mapping[str, Any] = {
    "required": True,
    "content": {
        "application/json": {
            "schema": {"type": "object", "required": ["plan"], "properties": {"plan": _TEXT, "list": _TEXT}}
        },
        "multipart/form-data": {
            "schema": {"type": "object", "required": ["plan"], "properties": {"plan": _FILE, "list": _FILE}}
        },
    },
}
#: The bodies that routes read themselves.
BODIES: Mapping[str, Mapping[str, Any]] = {"POST /api/v1/compare": COMPARE_BODY, "POST /api/v1/check": CHECK_BODY}


@dataclass(frozen=True, slots=True)
class Field:
    """A parameter or a property: ``place`` is path, query or empty."""

    name: str
    type: str
    place: str = ""
    description: str = ""


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation as the page lists it."""

    id: str
    method: str
    path: str
    summary: str
    description: str
    needs_key: bool
    parameters: tuple[Field, ...]
    answers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """The operations of one resource."""

    name: str
    operations: tuple[Operation, ...]


@dataclass(frozen=True, slots=True)
class Schema:
    """One object of the API with its fields."""

    name: str
    description: str
    fields: tuple[Field, ...]


def complete(schema: Mapping[str, Any]) -> dict[str, Any]:
    """The schema with the problem answer on every operation, the key where it is needed, and the bodies of compare and check."""
    paths = {path: _complete_path(path, item) for path, item in schema["paths"].items()}
    components = dict(schema.get("components") or {})
    components["schemas"] = {**components.get("schemas", {}), "Problem": dict(PROBLEM_SCHEMA)}
    components["securitySchemes"] = {"operatorKey": {"type": "http", "scheme": "bearer"}}
    return {**schema, "paths": paths, "components": components}


def _complete_path(path: str, item: Mapping[str, Any]) -> dict[str, Any]:
    return {
        key: _complete_operation(f"{key.upper()} {path}", value) if key in METHODS else value
        for key, value in item.items()
    }


def _complete_operation(route: str, operation: Mapping[str, Any]) -> dict[str, Any]:
    answers = {status: answer for status, answer in operation["responses"].items() if status < "4"}
    security: list[dict[str, list[str]]] = [] if route in PUBLIC else [{"operatorKey": []}]
    body = {"requestBody": dict(BODIES[route])} if route in BODIES else {}
    return {**operation, **body, "responses": {**answers, "default": dict(PROBLEM_ANSWER)}, "security": security}


def groups(schema: Mapping[str, Any]) -> tuple[Group, ...]:
    """The completed schema's operations, gathered by tag, in the order of their paths."""
    gathered: dict[str, list[Operation]] = {}
    for path, item in sorted(schema["paths"].items()):
        for method in METHODS:
            if method in item:
                tag = next(iter(item[method].get("tags") or ["other"]))
                gathered.setdefault(tag, []).append(_operation(method, path, item[method]))
    return tuple(Group(tag, tuple(operations)) for tag, operations in gathered.items())


def schemas(schema: Mapping[str, Any]) -> tuple[Schema, ...]:
    """The completed schema's objects, by title."""
    known = schema["components"]["schemas"].items()
    made = (
        Schema(one.get("title", name), one.get("description", ""), tuple(_fields(one.get("properties", {}))))
        for name, one in known
    )
    return tuple(sorted(made, key=lambda one: one.name))


def _operation(method: str, path: str, operation: Mapping[str, Any]) -> Operation:
    return Operation(
        id=operation["operationId"],
        method=method.upper(),
        path=path,
        summary=operation.get("summary") or "",
        description=operation.get("description") or "",
        needs_key=bool(operation["security"]),
        parameters=tuple(_parameters(operation.get("parameters") or ())),
        answers=tuple(operation["responses"]),
    )


def _parameters(parameters: Iterable[Mapping[str, Any]]) -> Iterator[Field]:
    for one in parameters:
        yield Field(one["name"], type_name(one.get("schema", {})), one["in"], one.get("description") or "")


def _fields(properties: Mapping[str, Any]) -> Iterator[Field]:
    for name, one in properties.items():
        yield Field(name, type_name(one))


def type_name(schema: Mapping[str, Any]) -> str:
    """A JSON schema in a few words."""
    if "$ref" in schema:
        return str(schema["$ref"]).rsplit("/", 1)[-1].rstrip("_").rsplit(".", 1)[-1]
    for word in ("oneOf", "anyOf"):
        if word in schema:
            return " | ".join(type_name(one) for one in schema[word])
    if schema.get("type") == "array":
        return f"[{type_name(schema.get('items', {}))}]"
    if "enum" in schema:
        return " | ".join(str(one) for one in schema["enum"])
    kind = schema.get("type", "any")
    said = kind if isinstance(kind, str) else " | ".join(kind)
    return f"{said} ({schema['format']})" if "format" in schema else said
