"""The API: the same data, paged, with ETags, described by OpenAPI."""

from __future__ import annotations

from fastapi.testclient import TestClient

from dashboard import Desk
from tests.dashboard.people import sign_in
from tests.storage.builders import judge, read, verdict


def test_pages_of_a_list_join_to_the_whole_without_gap_or_repeat(client: TestClient, desk: Desk) -> None:
    for name in ("财政局", "民政局", "卫生健康局"):
        judge(desk.memory, read(desk.memory, agency=name), verdict())
    sign_in(client, "yunling")
    seen: list[str] = []
    after: int | None = 0
    while after is not None:
        answer = client.get("/api/v1/findings", params={"after": after, "limit": 2}).json()
        seen += [item["number"] for item in answer["items"]]
        after = answer["next"]
    assert seen == ["NB-000001", "NB-000002", "NB-000003", "NB-000004"]
    assert len(client.get("/api/v1/agencies", params={"limit": 1000}).json()["items"]) == 4


def test_an_unchanged_answer_is_not_sent_twice(client: TestClient, desk: Desk) -> None:
    sign_in(client, "yunling")
    first = client.get("/api/v1/findings")
    again = client.get("/api/v1/findings", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    judge(desk.memory, read(desk.memory, agency="财政局"), verdict())
    assert client.get("/api/v1/findings", headers={"If-None-Match": first.headers["etag"]}).status_code == 200


def test_the_parts_of_a_season_add_up(client: TestClient) -> None:
    sign_in(client, "root")
    (place,) = client.get("/api/v1/season", params={"year": 2024}).json()["places"]
    parts = ("on_time", "late", "not_found", "unchecked", "waiting")
    assert sum(place[part] for part in parts) == place["agencies"] == 1
    assert place["with_errors"] == 1


def test_the_description_names_every_path_and_only_reading(client: TestClient) -> None:
    described = client.get("/api/v1/openapi.json").json()
    assert {path.removeprefix("/api/v1/") for path in described["paths"]} == {
        "season", "agencies", "agencies/{id}", "findings", "findings/{number}", "reports/{id}", "rules", "portals",
    }  # fmt: skip
    assert {method for path in described["paths"].values() for method in path} == {"get"}


def test_what_is_not_there_is_said_in_json(client: TestClient) -> None:
    sign_in(client, "root")
    for path in ("findings/NB-999999", "agencies/999", "reports/999", "nothing"):
        answer = client.get(f"/api/v1/{path}")
        assert answer.status_code == 404
        assert answer.json()["error_zh"]
