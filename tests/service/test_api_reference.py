"""The API described: OpenAPI 3.1 and its page, complete, and from this machine alone."""

import re
from pathlib import Path

import pytest
from litestar.routes import HTTPRoute
from litestar.testing import TestClient
from support.shelf import Shelf

from service.access import PUBLIC
from service.app import create_app

API_PAPER = Path(__file__).parents[2] / "docs" / "api.md"
METHODS = ("get", "post", "put", "patch", "delete")


@pytest.fixture(scope="module")
def schema(client: TestClient) -> dict:
    return client.get("/api/v1/openapi.json").json()


def operations(schema: dict) -> dict[str, dict]:
    return {
        f"{method.upper()} {path}": item[method]
        for path, item in schema["paths"].items()
        for method in METHODS
        if method in item
    }


def api_routes(shelf: Shelf) -> set[str]:
    return {
        f"{method} {route.path_format}"
        for route in create_app(shelf.house).routes
        if isinstance(route, HTTPRoute) and route.path_format.startswith("/api/")
        for method in route.methods
        if method != "OPTIONS"
    }


def test_it_is_openapi_3_1(schema: dict) -> None:
    assert schema["openapi"].startswith("3.1")


def test_every_route_is_described_but_the_descriptions_themselves(schema: dict, shelf: Shelf) -> None:
    undescribed = {"GET /api/v1/docs", "GET /api/v1/openapi.json"}
    assert set(operations(schema)) == api_routes(shelf) - undescribed


def test_every_operation_says_what_it_does_and_how_it_fails(schema: dict) -> None:
    for route, operation in operations(schema).items():
        assert operation["summary"], route
        assert operation["description"], route
        assert set(operation["responses"]["default"]["content"]) == {"application/problem+json"}, route
        assert not [status for status in operation["responses"] if status.startswith(("4", "5"))], route


def test_the_key_is_asked_for_exactly_where_the_guard_asks(schema: dict) -> None:
    for route, operation in operations(schema).items():
        assert bool(operation["security"]) is (route not in PUBLIC), route


def test_every_reference_in_the_schema_leads_somewhere(client: TestClient, schema: dict) -> None:
    named = set(re.findall(r'"#/components/schemas/([^"]+)"', client.get("/api/v1/openapi.json").text))
    assert named
    assert named <= set(schema["components"]["schemas"])


def test_every_route_and_parameter_stands_in_the_paper(schema: dict, shelf: Shelf) -> None:
    paper = API_PAPER.read_text(encoding="utf-8")
    for route in api_routes(shelf):
        assert f"`{route}`" in paper, route
    for route, operation in operations(schema).items():
        for parameter in operation.get("parameters", ()):
            assert f"`{parameter['name']}" in paper or parameter["in"] == "path", (route, parameter["name"])


def test_the_paper_names_no_route_that_is_not_there(shelf: Shelf) -> None:
    named = set(re.findall(r"`((?:GET|POST|DELETE) /api/[^`]*)`", API_PAPER.read_text(encoding="utf-8")))
    assert named <= api_routes(shelf)


@pytest.mark.parametrize("path", ["/api/v1/docs", "/"])
def test_no_page_names_anything_outside_this_machine_to_load(client: TestClient, path: str) -> None:
    text = client.get(path).text
    loaded = re.findall(r"<(?:link|script|img|iframe|source)\b[^>]*?(?:href|src)=\"([^\"]+)\"", text)
    assert loaded
    assert all(one.startswith("/static/") for one in loaded)
    assert "style=" not in text


def test_the_page_lists_every_operation(client: TestClient, schema: dict) -> None:
    text = client.get("/api/v1/docs").text
    for route in operations(schema):
        method, path = route.split()
        assert f"<b>{method}</b> {path}<" in text
