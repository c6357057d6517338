"""Overrides over HTTP: said of one comparison, obeyed by every later one, taken back without a trace in the text."""

import json

import pytest
from litestar.testing import TestClient
from support.houses import ARTICLES
from support.shelf import AUTHORISED, Shelf, filled_shelf, statute

from diffs.changes import ALGORITHM
from service.overriding import LONGEST_NOTE
from service.tracking import track_file
from service.version_comparing import compare_versions
from storage import comparisons, events, versions

ADDRESS = "/api/v1/overrides"


@pytest.fixture
def shelf(tmp_path):
    with filled_shelf(tmp_path) as filled:
        yield filled


@pytest.fixture
def client(shelf: Shelf):
    with shelf.client() as opened:
        yield opened


def ids(client: TestClient, version: str) -> dict[str, str]:
    """Clause ids by path."""
    items = client.get(f"/api/v1/versions/{version}/clauses").json()["items"]
    return {item["path"]: item["id"] for item in items}


def comparison(client: TestClient, pair: str, **query: str) -> dict:
    answer = client.get(f"/api/v1/comparisons/{pair}", params=query)
    assert answer.status_code == 200, answer.text
    return answer.json()


def change_of(made: dict, clause: str, side: str = "old") -> dict:
    (found,) = [change for change in made["changes"] if clause in change[side]]
    return found


def say(client: TestClient, pair: str, old: str | None, new: str | None, status: int = 201, **more: str) -> dict:
    answer = client.post(ADDRESS, json={"pair": pair, "old": old, "new": new, **more}, headers=AUTHORISED)
    assert answer.status_code == status, answer.text
    return answer.json()


def amended(shelf: Shelf) -> str:
    """From the law of 2024 to that of 2025: 第四条 is modified, 第七条 added."""
    return f"{shelf.versions[1]}..{shelf.versions[2]}"


def drafted(shelf: Shelf) -> str:
    """From the draft of the plan to its final text, two documents."""
    return f"{shelf.draft_version}..{shelf.final_version}"


def test_a_clause_set_apart_is_removed_and_its_partner_added_until_the_word_is_taken_back(
    client: TestClient, shelf: Shelf
) -> None:
    before = comparison(client, amended(shelf))
    clause = ids(client, shelf.versions[1])["第四条"]
    assert change_of(before, clause)["labels"] == ["modified"]
    made = say(client, amended(shelf), clause, None, note="另起一条，不是修改")
    after = comparison(client, amended(shelf))
    assert change_of(after, clause)["labels"] == ["removed"]
    assert change_of(after, ids(client, shelf.versions[2])["第四条"], "new")["labels"] == ["added"]
    assert [(one["id"], one["note"]) for one in after["overrides"]] == [(made["id"], "另起一条，不是修改")]
    assert client.delete(f"{ADDRESS}/{made['id']}", headers=AUTHORISED).status_code == 204
    assert comparison(client, amended(shelf)) == before


def test_a_pair_made_by_hand_is_obeyed_in_both_directions_and_across(client: TestClient, shelf: Shelf) -> None:
    old, new = ids(client, shelf.versions[1])["第四条"], ids(client, shelf.versions[2])["第七条"]
    say(client, amended(shelf), old, new)
    turned = f"{shelf.versions[2]}..{shelf.versions[1]}"
    for pair, sides in ((amended(shelf), (old, new)), (turned, (new, old))):
        for across in ("false", "true"):
            change = change_of(comparison(client, pair, across=across), sides[0])
            assert (change["old"], change["new"], change["tier"]) == ([sides[0]], [sides[1]], "manual")


def test_a_word_on_two_documents_is_obeyed_between_their_other_versions_where_its_clauses_stand(
    client: TestClient, shelf: Shelf
) -> None:
    old = ids(client, shelf.draft_version)["二/（一）"]
    new = ids(client, shelf.final_version)["二/（二）"]
    say(client, drafted(shelf), old, new)
    with shelf.house.database.read() as session:
        text = versions.text(session, shelf.final_version)
    for name, changed, obeyed in (
        ("三", text.replace("定期评估", "每年评估"), True),
        ("四", text.replace("优化支付便利化水平", "提高支付便利化水平"), False),
    ):
        later = track_file(shelf.house, f"{name}.txt", changed.encode(), document_id=shelf.final).version
        for pair, side in ((f"{shelf.draft_version}..{later}", "old"), (f"{later}..{shelf.draft_version}", "new")):
            assert (change_of(comparison(client, pair), old, side)["tier"] == "manual") is obeyed


def test_a_clause_that_lives_on_unchanged_is_left_alone_between_other_versions(
    client: TestClient, shelf: Shelf
) -> None:
    """第四条 of 2025 is none of 2024; between 2025 and a later text that keeps it, it is itself."""
    clause = ids(client, shelf.versions[2])["第四条"]
    say(client, amended(shelf), None, clause)
    assert change_of(comparison(client, amended(shelf)), clause, "new")["labels"] == ["added"]
    text = statute([*ARTICLES[:3], ARTICLES[3].replace("三年", "五年"), *ARTICLES[4:], "本条例自2027年1月1日起施行。"])
    later = track_file(shelf.house, "law-2026.txt", text.encode(), document_id=shelf.law).version
    made = comparison(client, f"{shelf.versions[2]}..{later}")
    assert change_of(made, clause)["labels"] == ["unchanged"]
    assert "overrides" not in made
    across_years = comparison(client, f"{shelf.versions[1]}..{later}")
    assert change_of(across_years, clause, "new")["labels"] == ["added"]


def test_a_newer_word_replaces_what_was_in_effect_about_its_clauses_and_says_so(
    client: TestClient, shelf: Shelf
) -> None:
    old, new = ids(client, shelf.versions[1]), ids(client, shelf.versions[2])
    first = say(client, amended(shelf), old["第四条"], new["第七条"])
    other = say(client, amended(shelf), old["第五条"], None)
    second = say(client, amended(shelf), old["第四条"], new["第五条"], note="再看")
    assert second["replaces"] == [first["id"]]
    gone = client.get(f"{ADDRESS}/{first['id']}").json()
    assert (gone["replaced_by"], gone["withdrawn_by"]) == (second["id"], "api")
    made = comparison(client, amended(shelf))
    assert {one["id"] for one in made["overrides"]} == {second["id"], other["id"]}
    assert change_of(made, old["第四条"])["new"] == [new["第五条"]]
    turned = f"{shelf.versions[2]}..{shelf.versions[1]}"
    third = say(client, turned, new["第五条"], old["第五条"])
    assert set(third["replaces"]) == {second["id"], other["id"]}
    assert [one["id"] for one in client.get(ADDRESS).json()["items"]] == [third["id"]]


def test_the_same_word_again_changes_nothing(client: TestClient, shelf: Shelf) -> None:
    clause = ids(client, shelf.versions[1])["第四条"]
    first = say(client, amended(shelf), clause, None, note="甲")
    assert say(client, amended(shelf), clause, None, 200, note=" 甲 ") == first
    turned = f"{shelf.versions[2]}..{shelf.versions[1]}"
    assert say(client, turned, None, clause, 200, note="甲") == first
    assert say(client, amended(shelf), clause, None, note="乙")["replaces"] == [first["id"]]


def test_what_is_said_is_told_whole(client: TestClient, shelf: Shelf) -> None:
    old, new = ids(client, shelf.versions[1])["第四条"], ids(client, shelf.versions[2])["第七条"]
    answer = client.post(ADDRESS, json={"pair": amended(shelf), "old": old, "new": new}, headers=AUTHORISED)
    item = answer.json()
    assert answer.headers["location"] == f"{ADDRESS}/{item['id']}"
    assert client.get(answer.headers["location"]).json() == item
    assert item == {
        "id": item["id"],
        "pair": amended(shelf),
        "documents": [shelf.law, shelf.law],
        "old": old,
        "new": new,
        "old_path": "第四条",
        "new_path": "第七条",
        "note": "",
        "created_at": item["created_at"],
        "created_by": "api",
        "withdrawn_at": None,
        "withdrawn_by": None,
        "replaced_by": None,
        "replaces": [],
    }


def test_overrides_are_listed_newest_first_page_by_page_and_by_document(client: TestClient, shelf: Shelf) -> None:
    old = ids(client, shelf.versions[1])
    made = [say(client, amended(shelf), old[path], None)["id"] for path in ("第二条", "第三条", "第四条")]
    made.append(say(client, drafted(shelf), ids(client, shelf.draft_version)["三"], None)["id"])
    walked: list[str] = []
    answer = client.get(ADDRESS, params={"limit": 3})
    while True:
        walked += [one["id"] for one in answer.json()["items"]]
        if "next" not in answer.links:
            break
        answer = client.get(answer.links["next"]["url"])
    assert walked == made[::-1]
    of_law = client.get(ADDRESS, params={"document": shelf.law}).json()["items"]
    assert [one["id"] for one in of_law] == made[2::-1]
    everything = client.get(ADDRESS, params={"withdrawn": "true"}).json()["items"]
    assert [one["id"] for one in everything] == [*made[::-1], shelf.override]
    assert client.get(ADDRESS, params={"after": "nonsense"}).json()["type"].endswith("bad-cursor")


@pytest.mark.parametrize(
    ("changes", "status", "kind", "said"),
    [
        ({"old": None, "new": None}, 422, "bad-override", "name one"),
        ({"old": "0" * 16}, 422, "bad-override", "has no clause 0000"),
        ({"old": None, "new": "第四条"}, 422, "bad-override", "has no clause 第四条"),
        ({"note": "长" * (LONGEST_NOTE + 1)}, 422, "bad-override", "2000"),
        ({"note": "a\0b"}, 422, "bad-override", "U+0000"),
        ({"pair": "ver_1"}, 400, "bad-pair", "ver_1"),
        ({"pair": "ver_0..ver_1"}, 404, "not-found", "ver_0"),
        ({"old": 4}, 400, "invalid-value", ""),
        ({"odl": "x"}, 400, "invalid-value", ""),
    ],
)
def test_what_cannot_hold_is_refused_with_how_to_mend_it(
    client: TestClient, shelf: Shelf, changes: dict[str, object], status: int, kind: str, said: str
) -> None:
    body: dict[str, object] = {"pair": amended(shelf), "old": ids(client, shelf.versions[1])["第四条"], "new": None}
    answer = client.post(ADDRESS, json=body | changes, headers=AUTHORISED | {"Accept-Language": "en"})
    assert answer.status_code == status, answer.text
    assert answer.json()["type"].endswith(f"#problem-{kind}")
    assert said in answer.json()["detail"]
    assert client.get(ADDRESS).json()["items"] == []


def test_one_version_is_no_pair_to_speak_of(client: TestClient, shelf: Shelf) -> None:
    version = shelf.versions[0]
    clause = ids(client, version)["第一条"]
    answer = client.post(ADDRESS, json={"pair": f"{version}..{version}", "old": clause}, headers=AUTHORISED)
    assert (answer.status_code, answer.json()["detail"]) == (422, "两侧是同一个版本；请写出两个不同的版本。")


def test_changing_needs_the_key_and_a_known_override(client: TestClient, shelf: Shelf) -> None:
    assert client.post(ADDRESS, json={"pair": amended(shelf), "old": "x"}).status_code == 401
    assert client.delete(f"{ADDRESS}/{shelf.override}").status_code == 401
    assert client.delete(f"{ADDRESS}/ovr_0", headers=AUTHORISED).status_code == 404
    assert client.get(f"{ADDRESS}/ovr_0").status_code == 404
    kept = client.get(f"{ADDRESS}/{shelf.override}").json()
    assert client.delete(f"{ADDRESS}/{shelf.override}", headers=AUTHORISED).status_code == 204
    assert client.get(f"{ADDRESS}/{shelf.override}").json() == kept


def test_a_kept_comparison_is_never_served_after_a_word_that_it_does_not_obey(client: TestClient, shelf: Shelf) -> None:
    address = f"/api/v1/comparisons/{amended(shelf)}"
    clause = ids(client, shelf.versions[1])["第四条"]
    first = client.get(address)
    assert "immutable" not in first.headers["cache-control"]
    made = say(client, amended(shelf), clause, None)
    second = client.get(address, headers={"If-None-Match": first.headers["etag"]})
    assert second.status_code == 200
    assert second.headers["etag"] != first.headers["etag"]
    assert client.get(address).content == second.content
    client.delete(f"{ADDRESS}/{made['id']}", headers=AUTHORISED)
    third = client.get(address, headers={"If-None-Match": first.headers["etag"]})
    assert third.status_code == 304


def test_a_comparison_begun_before_a_word_cannot_be_kept_as_one_that_obeys_it(client: TestClient, shelf: Shelf) -> None:
    """What a slow reader keeps under the old digest, after the word was said, is not found under the new one."""
    clause = ids(client, shelf.versions[1])["第四条"]
    pair = shelf.versions[1], shelf.versions[2]
    stale = json.dumps(comparison(client, amended(shelf)))
    say(client, amended(shelf), clause, None)
    shelf.house.database.run(lambda session: comparisons.put(session, *pair, False, ALGORITHM, "", stale))
    assert change_of(comparison(client, amended(shelf)), clause)["labels"] == ["removed"]


def test_nobody_is_told_of_a_word(client: TestClient, shelf: Shelf) -> None:
    def highest() -> int:
        with shelf.house.database.read() as session:
            return events.highest(session)

    before = highest()
    say(client, amended(shelf), ids(client, shelf.versions[1])["第四条"], None)
    assert highest() == before


def test_the_engine_is_given_the_words_in_effect_and_no_others(client: TestClient, shelf: Shelf) -> None:
    old, new = ids(client, shelf.versions[1]), ids(client, shelf.versions[2])
    say(client, amended(shelf), old["第四条"], new["第七条"])
    oldest = say(client, f"{shelf.versions[0]}..{shelf.versions[1]}", None, old["第六条"])
    compared = compare_versions(shelf.house, shelf.versions[1], shelf.versions[2])
    assert [(one.old, one.new) for one in compared.overrides] == [(old["第四条"], new["第七条"])]
    (said,) = compare_versions(shelf.house, shelf.versions[0], shelf.versions[1]).overrides
    assert said.override.id == oldest["id"]
