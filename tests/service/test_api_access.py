"""Who may do what: the route table is denied by default, and nothing that reads changes anything."""

import pytest
from litestar.routes import HTTPRoute
from litestar.testing import TestClient
from support.shelf import AUTHORISED, BASE, KEY, SOURCE, Shelf, filled_shelf

from service.access import FORM_FIELD, PUBLIC, SESSION_COOKIE, SESSION_LASTS, Sessions, host_allowed
from service.app import create_app
from storage import deliveries, documents, events, overrides, relations, sources, subscriptions, versions


@pytest.fixture
def shelf(tmp_path):
    with filled_shelf(tmp_path) as filled:
        yield filled


@pytest.fixture
def client(shelf: Shelf):
    with shelf.client() as opened:
        yield opened


def routes(shelf: Shelf) -> set[tuple[str, str]]:
    return {
        (method, route.path_format)
        for route in create_app(shelf.house).routes
        if isinstance(route, HTTPRoute)
        for method in route.methods
        if method != "OPTIONS"
    }


def filled(path: str, shelf: Shelf) -> str:
    values = {
        "{document_id}": shelf.law,
        "{version_id}": shelf.versions[0],
        "{pair}": f"{shelf.versions[0]}..{shelf.versions[1]}",
        "{change_id}": shelf.change,
        "{clause}": "第一条",
        "{paper}": "table.md",
        "{relation_id}": shelf.relation,
        "{override_id}": shelf.override,
        "{family_id}": shelf.family,
        "{source_id}": SOURCE,
        "{run_id}": shelf.run,
        "{subscription_id}": "sub_0000000000000000",
        "{name}": "clausewatch.css",
        "{path}": "x",
    }
    for name, value in values.items():
        path = path.replace(name, value)
    return path


def test_every_public_route_exists(shelf: Shelf) -> None:
    assert {tuple(line.split()) for line in PUBLIC} <= routes(shelf)


def test_every_other_route_needs_the_key(shelf: Shelf, client: TestClient) -> None:
    closed = {one for one in routes(shelf) if " ".join(one) not in PUBLIC}
    assert len(closed) > 10
    for method, path in closed:
        answer = client.request(method, filled(path, shelf))
        assert answer.status_code == 401, (method, path)
        assert answer.headers["www-authenticate"].startswith("Bearer")


def test_every_public_get_answers_without_a_key(shelf: Shelf, client: TestClient) -> None:
    for method, path in sorted(one for one in routes(shelf) if " ".join(one) in PUBLIC and one[0] == "GET"):
        query = {"old": shelf.versions[0], "new": shelf.versions[1]} if path == "/comparisons" else {}
        query |= {"q": "数据"} if path == "/api/v1/search" else {}
        query |= {"path": "第一条"} if path.endswith("/clauses/history") else {}
        answer = client.request(method, filled(path, shelf), params=query)
        assert answer.status_code == 200, path


def test_no_get_changes_anything(shelf: Shelf, client: TestClient) -> None:
    def state():
        with shelf.house.database.read() as session:
            known = documents.listed(session)
            return (
                known,
                [versions.of_document(session, one.id) for one in known],
                relations.listed(session),
                overrides.listed(session, withdrawn=True),
                sources.listed(session),
                subscriptions.listed(session),
                events.highest(session),
                sorted(shelf.house.snapshots.digests()),
            )

    before = state()
    for method, path in routes(shelf):
        if method == "GET":
            client.get(filled(path, shelf), headers=AUTHORISED)
    assert state() == before


@pytest.mark.parametrize("given", ["Bearer wrong", f"Basic {KEY}", "Bearer", f"Bearer {KEY}x"])
def test_a_wrong_key_is_told_from_a_missing_one(client: TestClient, shelf: Shelf, given: str) -> None:
    answer = client.get("/api/v1/subscriptions", headers={"Authorization": given})
    assert answer.status_code == 401
    assert answer.json()["type"].endswith("wrong-key")


def test_the_key_opens_what_is_closed(client: TestClient) -> None:
    assert client.get("/api/v1/subscriptions", headers=AUTHORISED).json() == {"items": [], "next": None}


def sign_in(client: TestClient) -> str:
    answer = client.post("/session", data={"key": KEY}, follow_redirects=False)
    assert answer.status_code == 303
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    return client.cookies[SESSION_COOKIE]


def test_a_session_reads_and_with_its_form_token_writes(client: TestClient, shelf: Shelf) -> None:
    cookie = sign_in(client)
    assert client.get("/api/v1/subscriptions").status_code == 200
    confirm = f"/relations/{shelf.relation}/confirm"
    assert client.post(confirm).json()["type"].endswith("form-expired")
    assert client.post(confirm, data={FORM_FIELD: "0" * 64}).status_code == 403
    token = Sessions(KEY).form_token(cookie)
    assert client.post(confirm, data={FORM_FIELD: token}, follow_redirects=False).status_code == 303


def test_the_api_takes_the_form_token_as_a_header(client: TestClient, shelf: Shelf) -> None:
    token = Sessions(KEY).form_token(sign_in(client))
    address = f"/api/v1/relations/{shelf.relation}/refuse"
    assert client.post(address).status_code == 403
    assert client.post(address, headers={"X-CSRF-Token": token}).json()["status"] == "refused"


def test_a_wrong_key_opens_no_session(client: TestClient) -> None:
    answer = client.post("/session", data={"key": "guess"})
    assert answer.status_code == 403
    assert SESSION_COOKIE not in client.cookies


def test_a_session_ends_by_itself_and_by_the_button(client: TestClient, shelf: Shelf) -> None:
    token = Sessions(KEY).form_token(sign_in(client))
    shelf.clock.pass_by(seconds=SESSION_LASTS.total_seconds() + 1)
    assert client.get("/api/v1/subscriptions").status_code == 401
    token = Sessions(KEY).form_token(sign_in(client))
    client.post("/session/end", data={FORM_FIELD: token}, follow_redirects=False)
    assert client.get("/api/v1/subscriptions").status_code == 401


def test_a_forged_session_is_none(client: TestClient, shelf: Shelf) -> None:
    made = Sessions("another key").begin(shelf.clock())
    for cookie in (made, "", "x", "9999999999.x.y", "." + made):
        client.cookies.set(SESSION_COOKIE, cookie)
        assert client.get("/api/v1/subscriptions").status_code == 401


def test_pages_of_other_sites_may_not_post_here(client: TestClient, shelf: Shelf) -> None:
    body = {"old": {"text": "甲"}, "new": {"text": "乙"}}
    for origin in ("https://evil.example", "http://127.0.0.1:9000", "null"):
        answer = client.post("/api/v1/compare", json=body, headers={"Origin": origin})
        assert (answer.status_code, answer.json()["type"].rsplit("-", 2)[-2:]) == (403, ["foreign", "origin"])
    assert client.post("/api/v1/compare", json=body, headers={"Origin": BASE}).status_code == 200


@pytest.mark.parametrize(
    "host", ["localhost", "LOCALHOST:8000", "127.0.0.1:80", "[::1]", "[::1]:8000", "policy.lan:80"]
)
def test_known_hosts_are_answered(host: str) -> None:
    assert host_allowed(host, ("Policy.lan",))


@pytest.mark.parametrize(
    "host", ["", "evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "[::2]", "x@localhost"]
)
def test_unknown_hosts_are_refused(host: str) -> None:
    assert not host_allowed(host, ("policy.lan",))


@pytest.mark.parametrize("path", ["/", "/api/v1/documents", "/no/such/route", "/static/clausewatch.css"])
def test_a_request_for_another_host_gets_a_421_problem_wherever_it_goes(client: TestClient, path: str) -> None:
    answer = client.get(path, headers={"Host": "rebound.example"})
    assert answer.status_code == 421
    assert answer.json()["type"].endswith("unknown-host")


def test_every_answer_carries_the_security_headers(client: TestClient) -> None:
    for path in ("/", "/api/v1/documents", "/no/such/route", "/api/v1/docs"):
        headers = client.get(path).headers
        assert headers["content-security-policy"].startswith("default-src 'none'"), path
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"


def test_deliveries_of_a_deleted_subscription_are_not_shown(client: TestClient, shelf: Shelf) -> None:
    body = {"target": "https://hooks.example/x"}
    made = client.post("/api/v1/subscriptions", json=body, headers=AUTHORISED).json()["id"]
    client.post(f"/api/v1/subscriptions/{made}/test", headers=AUTHORISED)
    assert client.delete(f"/api/v1/subscriptions/{made}", headers=AUTHORISED).status_code == 204
    assert client.get(f"/api/v1/subscriptions/{made}/deliveries", headers=AUTHORISED).status_code == 404
    with shelf.house.database.read() as session:
        assert deliveries.of_subscription(session, made)
