"""Every refusal is told whole in either language: no English in the Chinese one, no Chinese in the English one."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from litestar.testing import TestClient
from support.shelf import AUTHORISED, Shelf

import service
from scrapers.pages import ExtractFailure
from service.texts import TEXTS

#: Two English words in a row; and anything Chinese.
ENGLISH, CHINESE = re.compile(r"[A-Za-z]{2,} [A-Za-z]{2,}"), re.compile(r"[一-鿿，。；：]")
#: Modules whose messages only the command line and the log can show.
NEVER_SHOWN = {"settings.py", "house.py", "cli.py"}
NOT_JSON = {"content": b'{"old": ', "headers": {"Content-Type": "application/json"}}
EMPTY_FORM = {"content": b"x", "headers": {"Content-Type": "multipart/form-data"}}
PLAN = {"plan": {"text": "示例方案\n一、总体要求。", "name": "plan.txt"}}
DAMAGED = {"old": ("a.docx", b"PK\x03\x04 damaged"), "new": ("b.txt", "一、甲".encode())}
SCANNED = {"old": ("a.bin", b"\x00\x01\x02" * 90), "new": ("b.txt", "一、甲".encode())}
ORDER = {
    "decision": {"text": "关于修改《甲市乙条例》的决定\n一、将第一条修改为：“丙。”"},
    "old": {"text": "丁市戊条例\n第一条　己。"},
}

API: list[tuple[str, str, dict[str, Any]]] = [
    ("GET", "nothing", {}),
    ("POST", "documents", {}),
    ("GET", "documents/doc_x", {}),
    ("GET", "documents?limit=0", {}),
    ("GET", "documents?limit=many", {}),
    ("GET", "documents?limt=1", {}),
    ("GET", "documents?after=x", {}),
    ("GET", "search", {}),
    ("GET", "search?q=", {}),
    ("GET", "search?q=a&kind=zz", {}),
    ("GET", "search?q=a&from=2024", {}),
    ("GET", "changes?kind=zz", {}),
    ("GET", "sources/x/runs", {}),
    ("GET", "versions/ver_x", {}),
    ("GET", "versions/ver_x/check", {}),
    ("GET", "versions/ver_x/clauses/c/history", {}),
    ("GET", "versions/{version}/clauses/c/history", {}),
    ("GET", "comparisons/x", {}),
    ("GET", "comparisons/ver_a..ver_b", {}),
    ("GET", "comparisons/{pair}?across=maybe", {}),
    ("GET", "comparisons/{pair}/tally?unit=zz", {}),
    ("GET", "comparisons/{pair}/papers/zz", {}),
    ("GET", "families/fam_x", {}),
    ("GET", "overrides/x", {}),
    ("GET", "subscriptions/x", {"headers": AUTHORISED}),
    ("POST", "relations/x/confirm", {}),
    ("POST", "relations/x/confirm", {"headers": AUTHORISED}),
    ("POST", "relations/x/confirm", {"headers": {"Authorization": "Bearer wrong"}}),
    ("DELETE", "overrides/x", {"headers": AUTHORISED}),
    ("DELETE", "subscriptions/x", {"headers": AUTHORISED}),
    ("POST", "subscriptions", {"headers": AUTHORISED, "json": {}}),
    ("POST", "subscriptions", {"headers": AUTHORISED, "json": {"target": 5}}),
    ("POST", "subscriptions", {"headers": AUTHORISED, "json": {"target": "ftp://x"}}),
    ("POST", "subscriptions", {"headers": AUTHORISED, "json": {"target": "https://a:b@c.example"}}),
    ("POST", "subscriptions", {"headers": AUTHORISED, "json": {"target": "https://c.example", "kinds": ["x"]}}),
    ("POST", "subscriptions", {"headers": AUTHORISED, "json": {"target": "https://c.example", "sources": ["x"]}}),
    ("POST", "subscriptions", {"headers": AUTHORISED, "json": {"target": "https://c.example", "name": "\0"}}),
    ("POST", "subscriptions", {"headers": AUTHORISED, "content": b"{"}),
    ("POST", "families", {"headers": AUTHORISED, "json": {"title": 4}}),
    ("POST", "overrides", {"headers": AUTHORISED, "json": {"pair": 4}}),
    ("POST", "compare", NOT_JSON),
    ("POST", "compare", EMPTY_FORM),
    ("POST", "compare", {"json": []}),
    ("POST", "compare", {"json": {"old": "", "new": "x"}}),
    ("POST", "compare", {"files": DAMAGED}),
    ("POST", "compare", {"files": SCANNED}),
    ("POST", "check", {"json": PLAN}),
    ("POST", "check", {"json": {**PLAN, "list": "没有行。"}}),
    ("POST", "amend", {"json": {"decision": {"text": "没有指令。"}, "old": {"text": "甲"}}}),
    ("POST", "amend", {"json": ORDER}),
    ("POST", "matrix", {"json": {"texts": ["一、甲"]}}),
    ("POST", "matrix", {"json": {"texts": [{"title": "甲", "held": False}, {"title": "乙", "held": False}]}}),
    ("POST", "matrix", {"json": {"texts": [{"version": "ver_x"}, "一、甲"]}}),
]
PAGES = [
    "/nothing",
    "/documents/doc_x",
    "/versions/ver_x",
    "/comparisons/x",
    "/comparisons/ver_a..ver_b",
    "/comparisons/{pair}?label=zz",
    "/comparisons/{pair}/changes/x",
    "/families/fam_x",
    "/families/{family}?presence=zz",
    "/relations?status=zz",
    "/versions/{version}/clauses/c/history",
    "/versions/{version}/clauses/c/history?view=zz",
    "/search?q=a&from=zz",
    "/sources/x",
]


def told(answer: Any) -> list[str]:
    body = answer.json()
    return [body["title"], body["detail"], *(one["detail"] for one in body.get("errors", []))]


def asked_for(shelf: Shelf, path: str) -> str:
    pair = f"{shelf.versions[0]}..{shelf.versions[1]}"
    return path.format(version=shelf.versions[0], pair=pair, family=shelf.family)


@pytest.mark.parametrize(("method", "path", "given"), API, ids=lambda one: str(one)[:60])
def test_the_api_refuses_whole_in_either_language(
    client: TestClient[Any], shelf: Shelf, method: str, path: str, given: dict[str, Any]
) -> None:
    headers = dict(given.get("headers", {}))
    address = f"/api/v1/{asked_for(shelf, path)}"
    chinese, english = (
        client.request(method, address, **{**given, "headers": {**headers, "Accept-Language": language}})
        for language in ("zh", "en")
    )
    assert 400 <= chinese.status_code == english.status_code < 500, chinese.text
    for line in told(chinese):
        assert CHINESE.search(line), line
        assert not ENGLISH.search(line), line
        assert "errors" not in line
    for line in told(english):
        plain = re.sub("《[^》]*》|任务清单|任务分工表|修改决定|修正案|, ", "", line)
        assert ENGLISH.search(line), line
        assert not CHINESE.search(plain), line


@pytest.mark.parametrize("path", PAGES)
def test_a_page_refuses_whole_in_either_language(client: TestClient[Any], shelf: Shelf, path: str) -> None:
    for language, foreign in (("zh", ENGLISH), ("en", CHINESE)):
        client.cookies.set("clausewatch_language", language)
        answer = client.get(asked_for(shelf, path), headers={"Accept": "text/html"})
        client.cookies.clear()
        assert 400 <= answer.status_code < 500
        body = answer.text.split('<div class="lede">')[1].split('<a class="forward"')[0]
        said = re.sub(r"<code>[^<]*</code>|<[^>]+>", "\n", body)
        known = re.sub(r"(?:可用：|takes |known are:? |有：)[^。\n]*", "", said)
        assert not foreign.search(known), said
        assert "errors" not in said


def test_every_reason_why_a_file_cannot_be_read_is_told() -> None:
    assert {f"detail.file_{one}" for one in ExtractFailure} <= TEXTS.keys()


def test_a_parameter_that_is_not_given_or_wrong_is_named_as_addresses_spell_it(client: TestClient[Any]) -> None:
    missing = client.get("/api/v1/search").json()
    assert missing["errors"] == [{"parameter": "q", "detail": "没有写"}]
    wrong = client.get("/api/v1/search?q=a&from=2024", headers={"Accept-Language": "en"}).json()
    assert wrong["errors"] == [{"parameter": "from", "detail": "It must be a day like 2024-03-01"}]
    assert "from" in wrong["detail"]


def test_what_a_page_or_the_api_can_show_has_both_languages() -> None:
    """A plain string in an error is English: it may only be raised where nothing but the command line shows it."""
    root = Path(str(service.__file__)).parent
    plain = [
        f"{path.relative_to(root)}:{line}"
        for path in sorted(root.rglob("*.py"))
        if path.name not in NEVER_SHOWN and path.parent.name not in ("commands", "samples")
        for line in _plainly_raised(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert plain == []


def _plainly_raised(tree: ast.AST) -> Iterator[int]:
    for node in ast.walk(tree):
        called = node.exc if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call) else None
        if called is None or not isinstance(called.func, ast.Name):
            continue
        first = called.args[0] if called.args else None
        known = isinstance(first, ast.Call) and isinstance(first.func, ast.Name) and first.func.id == "said"
        stored = len(called.args) == 2 and called.func.id == "NotFound" and isinstance(first, ast.Constant)
        if called.func.id in ("ClausewatchError", "BadInput", "NotFound", "TooLarge") and not (known or stored):
            yield node.lineno
