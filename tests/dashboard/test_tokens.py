"""A program's token: it reads its own divisions, acts on nothing, is never kept in plain, and ends when it is ended."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from httpx import Response

from dashboard import Desk, create
from dashboard.passwords import QUESTIONS
from storage import FindingState, StorageError
from tests.dashboard.people import NOW, act
from tests.dashboard.test_commands import nianbao
from tests.storage import databases


@pytest.fixture
def database_url(sqlite_template: Path, tmp_path: Path) -> str:
    """Who may read is decided before the database is asked: one kind is enough here."""
    return databases.sqlite_copy(sqlite_template, tmp_path)


def issue(desk: Desk, name: str = "统计平台", division: str = "99", days: int | None = None) -> str:
    return desk.tokens.issue(name, role="reader", divisions=[division], days=days, by="tests", at=NOW)


def ask(client: TestClient, secret: str, path: str = "findings", **headers: str) -> Response:
    shown = {"Authorization": f"Bearer {secret}", **headers}
    answer: Response = client.get(f"/api/v1/{path}", headers=shown)
    return answer


def test_a_token_reads_its_own_province_and_no_neighbour(client: TestClient, desk: Desk) -> None:
    own, neighbour = issue(desk), issue(desk, "邻省平台", "62")
    assert [one["number"] for one in ask(client, own).json()["items"]] == ["NB-000001"]
    assert ask(client, own, "findings/NB-000001").status_code == 200
    assert ask(client, neighbour).json()["items"] == []
    for path in ("findings/NB-000001", "reports/1", "agencies/1", "season?division=99"):
        assert ask(client, neighbour, path).status_code == 403, path


@pytest.mark.parametrize("secret", ["nbt_made-up", "", "nbt_" + "x" * 43, "中文"])
def test_a_token_nobody_issued_reads_nothing(client: TestClient, desk: Desk, secret: str) -> None:
    issue(desk)
    answer = client.get("/api/v1/findings", headers={"Authorization": f"Bearer {secret}".encode()})
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"] == "Bearer"


def test_a_revoked_and_an_expired_token_read_nothing_any_more(client: TestClient, desk: Desk) -> None:
    secret = issue(desk, days=30)
    assert ask(client, secret).status_code == 200
    late = replace(desk, now=lambda: NOW + timedelta(days=30))
    with TestClient(create(late), base_url="http://127.0.0.1") as later:
        assert ask(later, secret).status_code == 401
    desk.tokens.revoke("统计平台", by="tests", at=NOW)
    assert ask(client, secret).status_code == 401
    renewed = issue(desk)
    assert (ask(client, renewed).status_code, ask(client, secret).status_code) == (200, 401)


def test_a_token_opens_no_page_and_acts_on_nothing(client: TestClient, desk: Desk) -> None:
    secret = desk.tokens.issue("全权", role="operator", divisions=(), days=None, by="tests", at=NOW)
    client.headers["Authorization"] = f"Bearer {secret}"
    assert client.get("/findings/NB-000001").status_code == 303
    assert act(client, "NB-000001", act="dismiss", text="机器说的").status_code in (401, 403)
    assert desk.memory.findings()[0].state is FindingState.OPEN


def test_no_token_is_kept_in_plain_and_its_life_is_recorded(
    client: TestClient, desk: Desk, database_url: str
) -> None:
    secret = issue(desk)
    ask(client, secret)
    desk.tokens.revoke("统计平台", by="root", at=NOW)
    assert [(deed.kind, deed.by) for deed in desk.people.deeds("统计平台")] == [
        ("token_revoked", "root"),
        ("token_issued", "tests"),
    ]
    files = Path(database_url.removeprefix("sqlite:///"))
    kept = b"".join(file.read_bytes() for file in files.parent.glob(f"{files.name}*"))
    assert secret.encode() not in kept
    (token,) = desk.tokens.all()
    assert str(token.used_on) == "2025-04-10"


def test_a_token_that_asks_too_much_waits_and_no_other_does(client: TestClient, desk: Desk) -> None:
    busy, calm = issue(desk), issue(desk, "另一平台")
    brake = client.app.state.token_brake  # type: ignore[attr-defined]  # the same
    for _ in range(QUESTIONS.amount):
        assert brake.may_ask("统计平台")
    refused = ask(client, busy)
    assert (refused.status_code, refused.headers["retry-after"]) == (429, "60")
    assert ask(client, calm).status_code == 200


def test_guessing_tokens_is_braked(client: TestClient, desk: Desk) -> None:
    secret = issue(desk)
    codes = [ask(client, f"nbt_{n}").status_code for n in range(21)]
    assert codes == [401] * 20 + [429]
    assert ask(client, secret).status_code == 429


def test_an_answer_of_a_token_carries_an_etag_too(client: TestClient, desk: Desk) -> None:
    secret = issue(desk)
    tag = ask(client, secret).headers["etag"]
    assert ask(client, secret, **{"If-None-Match": tag}).status_code == 304


def test_on_loopback_a_token_that_is_shown_still_narrows_what_is_read(desk: Desk) -> None:
    secret = issue(desk, division="62")
    with TestClient(create(replace(desk, login=False)), base_url="http://127.0.0.1") as client:
        assert ask(client, secret).json()["items"] == []
        assert client.get("/api/v1/findings").json()["items"] != []


def test_the_description_says_how_a_program_signs_in(client: TestClient) -> None:
    described = client.get("/api/v1/openapi.json").json()
    assert described["components"]["securitySchemes"]["token"]["scheme"] == "bearer"
    for path in described["paths"].values():
        assert path["get"]["security"] == [{"token": []}]
        assert {"401", "403", "429"} <= set(path["get"]["responses"])


@pytest.mark.parametrize(("role", "divisions"), [("office", ()), ("king", ("99",))])
def test_a_token_without_a_scope_it_needs_is_refused(
    desk: Desk, role: str, divisions: tuple[str, ...]
) -> None:
    with pytest.raises(StorageError):
        desk.tokens.issue("x", role=role, divisions=divisions, days=None, by="tests", at=NOW)


def test_two_standing_tokens_never_share_a_name(desk: Desk) -> None:
    issue(desk)
    with pytest.raises(StorageError, match="revoke it first"):
        issue(desk)


def test_tokens_are_made_listed_and_revoked_by_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NIANBAO_VAR", str(tmp_path))
    shown = nianbao("tokens", "add", "statistics", "--division", "62", "--days", "90")
    secret = next(word for word in shown.split() if word.startswith("nbt_"))
    listed = nianbao("tokens", "list")
    assert "statistics" in listed
    assert secret not in listed
    before = len(listed.split())
    nianbao("tokens", "revoke", "statistics")
    assert len(nianbao("tokens", "list").split()) == before + 1
