"""What people do with findings through the pages: kept with who and when, and not undone by the next run."""

from __future__ import annotations

from fastapi.testclient import TestClient

from dashboard import Desk
from storage import FindingState
from tests.dashboard.people import act, sign_in
from tests.storage.builders import judge, later, read, verdict


def test_a_dismissal_survives_the_next_run(client: TestClient, desk: Desk) -> None:
    sign_in(client, "yunling")
    assert act(client, "NB-000001", act="dismiss", text="原件清晰，系误读").status_code == 303
    for ruleset in ("ruleset-1", "ruleset-2"):
        judge(desk.memory, read(desk.memory, at=later(1)), verdict(), at=later(1), ruleset_hash=ruleset)
    (found,) = desk.memory.findings()
    assert found.state is FindingState.DISMISSED
    page = client.get("/findings/NB-000001").text
    assert "原件清晰，系误读" in page
    assert "yunling" in page


def test_every_act_is_recorded_with_who_and_when(client: TestClient, desk: Desk) -> None:
    sign_in(client, "yunling")
    act(client, "NB-000001", act="acknowledge", text="已转办")
    act(client, "NB-000001", act="annotate", text="电话联系过")
    act(client, "NB-000001", act="dismiss", text="误读")
    act(client, "NB-000001", act="reinstate", text="复核后仍成立")
    assert [(note.kind, note.by) for note in desk.memory.notes("NB-000001")] == [
        ("acknowledged", "yunling"),
        ("note", "yunling"),
    ]
    deeds = desk.people.deeds("NB-000001")
    assert [deed.kind for deed in deeds] == ["reinstate", "dismiss", "annotate", "acknowledge"]
    assert all(deed.by == "yunling" and deed.at == desk.now() for deed in deeds)
    assert desk.memory.findings()[0].state is FindingState.OPEN


def test_a_dismissal_without_a_reason_is_refused(client: TestClient, desk: Desk) -> None:
    sign_in(client, "yunling")
    answer = act(client, "NB-000001", act="dismiss", text="  ")
    assert answer.status_code == 400
    assert "驳回理由" in answer.text
    assert desk.memory.findings()[0].state is FindingState.OPEN


def test_a_waiver_needs_a_document_and_a_day_to_come(client: TestClient, desk: Desk) -> None:
    sign_in(client, "yunling")
    for document, expires in (
        ("", "2025-12-31"),
        ("云政办函〔2025〕3号", ""),
        ("云政办函〔2025〕3号", "2025-04-09"),
    ):
        answer = act(client, "NB-000001", act="waive", text="机构撤并", document=document, expires=expires)
        assert answer.status_code == 400, (document, expires)
    assert desk.memory.findings()[0].state is FindingState.OPEN


def test_a_waiver_holds_for_this_finding_until_its_day(client: TestClient, desk: Desk) -> None:
    judge(desk.memory, read(desk.memory, agency="财政局"), verdict())
    sign_in(client, "yunling")
    waiver = {"text": "机构撤并", "document": "云政办函〔2025〕3号", "expires": "2025-12-31"}
    assert act(client, "NB-000001", act="waive", **waiver).status_code == 303
    states = {found.number: found.state for found in desk.memory.findings()}
    assert states == {"NB-000001": FindingState.WAIVED, "NB-000002": FindingState.OPEN}
    desk.memory.apply_waivers(later(400))
    assert {found.state for found in desk.memory.findings()} == {FindingState.OPEN}


def test_a_finding_says_until_when_it_was_seen_to_hold_or_that_nobody_knows(
    client: TestClient, desk: Desk
) -> None:
    sign_in(client, "yunling")
    read(desk.memory, at=later(2))
    assert f"<dd>{later(2).date()}</dd>" in client.get("/findings/NB-000001").text
    read(desk.memory, "不同的网页", at=later(3))
    assert "尚未重新核实" in client.get("/findings/NB-000001").text


def test_words_of_people_and_pages_never_become_markup(client: TestClient, desk: Desk) -> None:
    sign_in(client, "yunling")
    act(client, "NB-000001", act="annotate", text="<script>alert(1)</script>\"'><img src=x onerror=alert(1)>")
    page = client.get("/findings/NB-000001").text
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert "&lt;script&gt;" in page
