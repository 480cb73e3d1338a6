"""Promise 14 over HTTP: nobody gets in, a neighbour is refused, forms are ours, guessing is braked."""

from __future__ import annotations

from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from dashboard import Desk, NotOpen, create, demand_accounts, is_loopback, session_secret
from dashboard.passwords import Brake
from storage import FindingState, Memory, People
from tests.dashboard.people import PASSWORD, act, sign_in, token
from tests.storage import databases


@pytest.fixture
def database_url(sqlite_template: Path, tmp_path: Path) -> str:
    """Who may see what is decided before the database is asked: one kind is enough here."""
    return databases.sqlite_copy(sqlite_template, tmp_path)


PAGES = (
    "/",
    "/divisions/990121",
    "/agencies/1",
    "/reports/1",
    "/findings",
    "/findings/NB-000001",
    "/rules",
    "/portals",
)
OF_A_COUNTY = ("/divisions/990121", "/agencies/1", "/reports/1", "/findings/NB-000001", "/portals/qingxi")


@pytest.mark.parametrize("path", PAGES)
def test_nobody_is_sent_to_sign_in(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/sign-in")


def test_the_api_tells_nobody_nothing(client: TestClient) -> None:
    for path in (
        "season",
        "agencies",
        "agencies/1",
        "findings",
        "findings/NB-000001",
        "reports/1",
        "rules",
        "portals",
    ):
        answer = client.get(f"/api/v1/{path}")
        assert answer.status_code == 401, path
        assert set(answer.json()) == {"error", "error_zh"}


def test_a_neighbour_sees_nothing_of_another_province(client: TestClient, desk: Desk) -> None:
    sign_in(client, "neighbour")
    evidence = desk.memory.findings()[0].evidence
    for path in (*OF_A_COUNTY, f"/evidence/{evidence}", f"/evidence/{evidence}/file"):
        assert client.get(path).status_code == 403, path
        api = client.get(f"/api/v1{path}")
        assert api.status_code in (403, 404), path
    assert client.get("/api/v1/findings").json()["items"] == []
    assert client.get("/api/v1/season").json()["places"] == []
    assert client.get("/api/v1/portals").json() == []
    assert "教育局" not in client.get("/").text + client.get("/findings").text


def test_a_neighbour_cannot_act(client: TestClient, desk: Desk) -> None:
    sign_in(client, "neighbour")
    assert act(client, "NB-000001", act="dismiss", text="不是我的").status_code == 403
    assert desk.memory.findings()[0].state is FindingState.OPEN


def test_a_reader_looks_and_cannot_act(client: TestClient, desk: Desk) -> None:
    sign_in(client, "auditor")
    assert '<form method="post" action="/findings/' not in client.get("/findings/NB-000001").text
    assert act(client, "NB-000001", act="dismiss", text="看看").status_code == 403
    assert desk.memory.findings()[0].state is FindingState.OPEN


def test_the_owner_sees_its_own(client: TestClient) -> None:
    assert sign_in(client, "yunling").status_code == 303
    for path in (*PAGES, *OF_A_COUNTY):
        assert client.get(path).status_code == 200, path


def test_a_form_from_another_site_does_nothing(client: TestClient, desk: Desk) -> None:
    sign_in(client, "yunling")
    answer = client.post("/findings/NB-000001/acts", data={"act": "dismiss", "text": "x", "token": "made up"})
    assert answer.status_code == 403
    assert client.post("/findings/NB-000001/acts", data={"act": "dismiss", "text": "x"}).status_code == 403
    assert desk.memory.findings()[0].state is FindingState.OPEN


def test_guessing_is_stopped_even_with_the_right_password_at_last(client: TestClient) -> None:
    for _ in range(5):
        assert sign_in(client, "yunling", "not the password").status_code == 403
    assert sign_in(client, "yunling").status_code == 429


def test_guessing_one_name_after_another_is_stopped_too() -> None:
    brake = Brake()
    for each in range(20):
        assert brake.allows(f"name{each}", "192.0.2.1")
        brake.failed(f"name{each}", "192.0.2.1")
    assert not brake.allows("another", "192.0.2.1")
    assert brake.allows("another", "192.0.2.2")


def test_a_name_nobody_has_is_refused_in_the_same_words(client: TestClient) -> None:
    unknown, wrong = sign_in(client, "nobody"), sign_in(client, "yunling", "not the password")
    assert unknown.status_code == wrong.status_code == 403
    assert "账号或密码不对" in unknown.text
    assert "账号或密码不对" in wrong.text


def test_a_closed_account_loses_its_open_session(client: TestClient, desk: Desk) -> None:
    sign_in(client, "yunling")
    assert client.get("/").status_code == 200
    desk.people.close("yunling", by="tests", at=desk.now())
    assert client.get("/").status_code == 303


def test_a_new_password_ends_older_sessions(client: TestClient, desk: Desk) -> None:
    sign_in(client, "yunling")
    account = desk.people.account("yunling")
    assert account is not None
    desk.people.add(
        "yunling", role="office", divisions=["99"], secret=account.secret, by="tests", at=desk.now()
    )
    assert client.get("/").status_code == 303


def test_a_copied_cookie_is_worth_nothing_after_signing_out(client: TestClient, desk: Desk) -> None:
    sign_in(client, "auditor")
    copied = dict(client.cookies)
    client.post("/sign-out", data={"token": token(client.get("/sign-in"))})
    thief = TestClient(client.app, cookies=copied, follow_redirects=False)
    assert thief.get("/findings").status_code == 303
    sign_in(client, "auditor")
    thief.post("/sign-out", data={"token": token(TestClient(client.app, cookies=copied).get("/sign-in"))})
    assert client.get("/findings").status_code == 200, "a session that was ended ends no other"
    assert [deed.kind for deed in desk.people.deeds() if deed.by == "auditor"].count("signed_out") == 1


def test_signing_in_leads_nowhere_else(client: TestClient) -> None:
    page = client.get("/sign-in", params={"next": "//evil.example/"})
    assert "evil.example" not in page.text


def test_no_password_and_no_hash_reaches_a_page_or_the_record(client: TestClient, desk: Desk) -> None:
    sign_in(client, "root")
    shown = "".join(client.get(path).text for path in PAGES)
    assert "argon2" not in shown
    assert all(PASSWORD not in deed.detail and "argon2" not in deed.detail for deed in desk.people.deeds())


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.2", "nianbao.example"])
def test_beyond_loopback_it_does_not_open_without_accounts(memory: Memory, host: str) -> None:
    with pytest.raises(NotOpen, match="accounts add"):
        demand_accounts(host, People(memory))


def test_loopback_is_known_as_such() -> None:
    assert [is_loopback(host) for host in ("127.0.0.1", "127.8.0.3", "::1", "[::1]", "localhost")] == [
        True
    ] * 5
    assert not is_loopback("localhost.evil.example")


def test_an_account_that_was_closed_opens_nothing_and_another_does(desk: Desk) -> None:
    """With one that is open it opens anywhere; once all are closed nobody could sign in."""
    demand_accounts("0.0.0.0", desk.people)
    for account in desk.people.accounts():
        desk.people.close(account.name, by="test", at=desk.now())
    with pytest.raises(NotOpen, match="accounts add"):
        demand_accounts("0.0.0.0", desk.people)


def test_without_a_login_a_borrowed_host_name_or_a_proxy_is_refused(desk: Desk) -> None:
    local = Desk(desk.memory, desk.archive, desk.ruleset, desk.secret, desk.now, login=False)
    with TestClient(create(local), base_url="http://127.0.0.1") as client:
        assert client.get("/").status_code == 200
        assert client.get("/", headers={"Host": "rebound.example"}).status_code == 400
        assert client.get("/", headers={"X-Forwarded-For": "203.0.113.9"}).status_code == 403


def test_every_answer_carries_the_strict_policy(client: TestClient) -> None:
    sign_in(client, "root")
    for path in (*PAGES, "/sign-in", "/nowhere", "/api/v1/rules", "/assets/pages.css"):
        headers = client.get(path).headers
        assert "script-src 'self';" in headers["content-security-policy"], path
        assert "unsafe-inline" not in headers["content-security-policy"], path
        assert headers["x-content-type-options"] == "nosniff"
    client.cookies.clear()
    cookie = client.get("/sign-in").headers["set-cookie"]
    assert "httponly" in cookie
    assert "samesite=lax" in cookie


def test_the_secret_is_made_once_and_is_the_owners_only(tmp_path: Path) -> None:
    first = session_secret(tmp_path)
    assert first == session_secret(tmp_path)
    assert len(first) > 40
    assert (tmp_path / "dashboard.secret").stat().st_mode & 0o077 == 0
