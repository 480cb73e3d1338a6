"""Lists and counts: the worst first and nobody twice, a county whole, and no page that reads a table through."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import event

from dashboard import Desk
from rules.engine.verdict import Severity
from storage import FindingState, Memory, RosterEntry
from tests.dashboard.people import sign_in
from tests.storage import databases
from tests.storage.builders import PORTAL, judge, later, read, verdict


@pytest.fixture
def database_url(sqlite_template: Path, tmp_path: Path) -> str:
    """The plans that are looked at are SQLite's."""
    return databases.sqlite_copy(sqlite_template, tmp_path)


def numbers(page: str) -> list[str]:
    return re.findall(r'<li id="(NB-\d+)"', page)


def test_findings_come_worst_first_and_each_once_over_all_pages(client: TestClient, desk: Desk) -> None:
    severities = (Severity.NOTICE, Severity.WARNING, Severity.ERROR, Severity.INFO)
    told = [verdict(f"R-{n}-{one.value}", severity=one) for n in range(70) for one in severities]
    judge(desk.memory, read(desk.memory, agency="财政局"), *told)
    sign_in(client, "yunling")
    address, seen = "/findings", []
    while address:
        page = client.get(address).text
        seen += numbers(page)
        following = re.search(r'rel="next" href="([^"]+)"', page)
        address = "/findings" + following[1].replace("&amp;", "&") if following else ""
    worst = {one.number: severities.index(Severity(one.severity)) for one in desk.memory.findings()}
    order = [("notice", "warning", "error").index(severities[worst[number]].value) for number in seen]
    assert order == sorted(order, reverse=True)
    assert len(seen) == len(set(seen)) == 211  # the seventy that are for reference only are not listed
    assert len(numbers(client.get("/findings?severity=info").text)) == 70


def test_a_finding_is_found_by_the_number_or_the_name_that_an_agency_gives_on_the_telephone(
    client: TestClient, desk: Desk
) -> None:
    """Among thousands, and whether it is open or not, of this year or not."""
    for agency in ("财政局", "民政局"):
        judge(desk.memory, read(desk.memory, agency=agency, year=2020), verdict())
    sign_in(client, "yunling")
    every = {one.number: one.agency for one in desk.memory.findings()}
    (wanted,) = [number for number, agency in every.items() if "民政局" in agency]
    assert numbers(client.get("/findings?year=all&name=民政").text) == [wanted]
    assert numbers(client.get("/findings?year=all&name=%25").text) == []
    shown = client.get(f"/findings?name= {wanted.lower()} ", follow_redirects=False)
    assert (shown.status_code, shown.headers["location"]) == (303, f"/findings/{wanted}")
    assert client.get("/findings?name=NB-999999").status_code == 200


def test_a_finding_of_no_rule_file_leads_to_no_page_that_is_not_there(client: TestClient, desk: Desk) -> None:
    judge(desk.memory, read(desk.memory, agency="财政局"), verdict("PUB-CHANGED"))
    sign_in(client, "yunling")
    (number,) = [one.number for one in desk.memory.findings() if one.rule == "PUB-CHANGED"]
    assert 'href="/rules/PUB-CHANGED"' not in client.get(f"/findings/{number}").text
    assert "由程序对照前后存证得出" in client.get("/rules/PUB-CHANGED").text


@pytest.mark.parametrize(
    "asked",
    [
        "year=&severity=&rule=&division=",
        "year=all",
        "year=20x4",
        "after=junk",
        "after=error.x",
        "division=62x",
    ],
)
def test_a_half_filled_form_is_answered_and_not_refused(client: TestClient, asked: str) -> None:
    sign_in(client, "yunling")
    assert client.get(f"/findings?{asked}").status_code == 200


def test_a_number_that_is_none_is_refused_in_our_words(client: TestClient) -> None:
    sign_in(client, "yunling")
    page = client.get("/agencies/abc")
    assert page.status_code == 400
    assert "填写有误" in page.text
    assert "error_zh" in client.get("/api/v1/findings?limit=0").json()


def test_a_county_is_counted_with_its_townships(client: TestClient, desk: Desk) -> None:
    for name, division in (("云坪乡", "990121201"), ("河湾镇", "990121102"), ("邻县某局", "990122")):
        entry = RosterEntry(name, "township", "township", division, id=name, portal=PORTAL)
        desk.memory.record_agencies([entry], later())
    sign_in(client, "root")
    places = client.get("/api/v1/season", params={"year": 2024}).json()["places"]
    counted = {place["division"]: (place["agencies"], place["unchecked"]) for place in places}
    assert counted == {"990121": (3, 2), "990122": (1, 1)}


def test_what_was_done_since_shows_at_once_in_the_counts_that_are_kept(
    client: TestClient, desk: Desk
) -> None:
    sign_in(client, "root")
    first = client.get("/api/v1/season", params={"year": 2024}).json()
    assert client.get("/api/v1/season", params={"year": 2024}).json() == first
    desk.memory.dismiss("NB-000001", by="root", reason="误读", at=later(1))
    assert desk.memory.findings()[0].state is FindingState.DISMISSED
    after = client.get("/api/v1/season", params={"year": 2024}).json()
    assert (first["places"][0]["with_errors"], after["places"][0]["with_errors"]) == (1, 0)


PAGES = (
    "/",
    "/divisions/99",
    "/divisions/990121",
    "/agencies/1",
    "/reports/1",
    "/findings",
    "/findings/NB-000001",
)
LISTS = ("/rules/SUM-T4", "/portals", "/api/v1/season", "/api/v1/agencies", "/api/v1/findings")
LARGE = "agencies|reports|findings|transitions|revisions|captures|judgements|verdicts|cells|messages|ledger"


@pytest.mark.parametrize("who", ["root", "yunling"])
def test_no_page_reads_a_large_table_through(
    client: TestClient, desk: Desk, memory: Memory, who: str
) -> None:
    """By the plans of a database that was never analysed; an index of the agencies may be gone through, to count a season."""
    sign_in(client, who)
    asked: list[tuple[str, Any]] = []
    event.listen(
        memory.engine, "before_cursor_execute", lambda _c, _k, sql, given, *_: asked.append((sql, given))
    )
    scanned = set()
    for path in (*PAGES, *LISTS):
        asked.clear()
        assert client.get(path).status_code == 200, path
        with memory.engine.connect() as connection:
            for sql, given in [one for one in asked if one[0].lstrip().startswith("SELECT")]:
                plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", given)
                paged = "LIMIT" in sql  # it stops when the page is full
                scanned |= {
                    (path, row[3]) for row in plan if not paged and re.match(rf"SCAN ({LARGE})\b", row[3])
                }
    assert {line for _, line in scanned} <= {"SCAN agencies USING COVERING INDEX ix_agencies_owing"}, scanned


def test_a_county_page_names_each_of_its_agencies_once(client: TestClient, desk: Desk) -> None:
    for name in ("财政局", "教育局"):
        judge(desk.memory, read(desk.memory, agency=name), verdict())
    sign_in(client, "yunling")
    page = client.get("/divisions/990121").text
    linked = re.findall(r'href="(/agencies/\d+)"', page)
    assert len(linked) == len(set(linked)) >= 2
    assert "公布进度" not in page  # its one line would say the figures above again
