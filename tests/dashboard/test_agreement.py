"""One season, told by the overview, the lists, the data interface and the workbook: the same numbers everywhere."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from fastapi.testclient import TestClient

from alerts.exports import write_workbook
from dashboard import Desk, create
from rules.engine.verdict import Severity
from storage import DatabaseAway, RosterEntry
from tests.dashboard.people import sign_in
from tests.storage.builders import PORTAL, RULES, judge, later, read, verdict

WHO = ("教育局", "财政局", "民政局", "水利局", "商务局", "审计局")


def entry(name: str, since: int | None = None) -> RosterEntry:
    return RosterEntry(
        name, "department", "county", "990121", id=name, portal=PORTAL, first_year=since, last_year=None
    )


@pytest.fixture
def season(desk: Desk, client: TestClient) -> TestClient:
    """Late, in error twice, in order, not found, silent, and one that was called missing before the roster said that it was
    not there yet; 2023 has no report at all."""
    memory = desk.memory
    memory.record_agencies([entry(name) for name in WHO], later())
    judge(
        memory,
        read(memory, agency="财政局"),
        verdict("PUB-LATE", subject=""),
        verdict("ZERO", severity=Severity.INFO),
    )
    graded = (
        verdict("XYR", subject=str(n), severity=one)
        for n, one in enumerate((Severity.ERROR, Severity.WARNING))
    )
    judge(memory, read(memory, agency="民政局"), *graded)
    judge(
        memory,
        read(memory, agency="民政局", year=2022),
        verdict("PUB-LATE", subject="", severity=Severity.INFO),
    )
    for name in ("水利局", "商务局"):
        number = memory.agency_number(PORTAL, name)
        assert number is not None
        memory.record_absence(
            number, 2024, [verdict("PUB-NOTFOUND", subject="")], ruleset_hash=RULES, at=later()
        )
    memory.record_agencies([entry("商务局", since=2025)], later(1))
    sign_in(client, "root")
    return client


def standing_of(line: dict[str, Any]) -> str:
    if line["report"]:
        return "late" if line["late"] else "on_time"
    return "not_found" if line["not_found"] else "unchecked"


@pytest.mark.parametrize("year", [2022, 2023, 2024])
def test_the_overview_its_lists_the_interface_and_the_workbook_say_the_same(
    season: TestClient, desk: Desk, year: int, tmp_path: Path
) -> None:
    def asked(what: str, **more: Any) -> list[dict[str, Any]]:
        found = season.get(f"/api/v1/{what}", params={"year": year, "limit": 1000, **more}).json()
        return list(found["items"])

    (told,) = season.get("/api/v1/season", params={"year": year}).json()["places"]
    lines = asked("agencies")
    parts = Counter(map(standing_of, lines))
    assert len(lines) == told["agencies"] == sum(parts.values())
    assert {name: parts[name] for name in ("on_time", "late", "not_found", "unchecked")} == {
        name: told[name] for name in ("on_time", "late", "not_found", "unchecked")
    }
    open_ = [one for one in asked("findings", state="open") if one["severity"] != "info"]
    assert len(open_) == told["findings"] == sum(rule.open for rule in desk.shelf.rules(year, ()))
    shown = season.get(f"/findings?year={year}").text
    assert len(re.findall(r'<li id="NB-', shown)) == told["findings"]
    county = season.get(f"/divisions/990121?year={year}").text
    assert len(re.findall(r'<th scope="row"><a href="/agencies/\d+"', county)) == told["agencies"]
    write_workbook(desk.memory, tmp_path / "season.xlsx", year=year)
    rows = list(openpyxl.load_workbook(tmp_path / "season.xlsx")["总览"].iter_rows(values_only=True))
    filed = dict(zip(rows[0], rows[-1], strict=True))
    assert filed["应公布"] == told["agencies"]
    assert filed["已读年报"] == told["on_time"] + told["late"]
    assert (filed["未找到"], filed["未能核实或未到期"], filed["有错误"]) == (
        told["not_found"], told["unchecked"], told["with_errors"],
    )  # fmt: skip


def test_a_year_without_a_report_between_two_others_can_be_chosen(season: TestClient) -> None:
    page = season.get("/").text
    assert re.findall(r'href="/\?year=(\d+)"', page) == ["2024", "2023", "2022"]


def test_a_rule_that_grades_is_listed_once_with_its_worst(season: TestClient, desk: Desk) -> None:
    (graded,) = [rule for rule in desk.shelf.rules(2024, ()) if rule.rule == "XYR"]
    assert (graded.severity, graded.open, graded.agencies) == ("error", 2, 1)


IMPOSSIBLE = (
    "/?year=9999",
    "/?year=-5",
    "/divisions/99?year=9999",
    "/agencies/99999999999999999999",
    "/reports/99999999999999999999",
    "/api/v1/season?year=0",
    "/api/v1/findings?after=99999999999999999999",
    "/api/v1/findings?severity=worst",
)


def test_a_number_that_no_date_or_row_can_have_is_refused_and_no_fault(client: TestClient) -> None:
    sign_in(client, "root")
    assert [client.get(path).status_code for path in IMPOSSIBLE] == [400] * len(IMPOSSIBLE)
    assert client.get("/findings?after=error.99999999999999999999").status_code == 200


@pytest.mark.parametrize(
    ("failing", "status", "words"),
    [
        (DatabaseAway("postgresql://10.0.0.9/nb", "gone"), 503, "数据库暂时不能使用"),
        (KeyError("10.0.0.9"), 500, "程序出错"),
    ],
)
def test_a_database_away_and_a_fault_of_ours_are_said_in_chinese_without_telling_where(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, failing: Exception, status: int, words: str
) -> None:
    def fail(*_: object) -> None:
        raise failing

    with TestClient(create(desk), base_url="http://127.0.0.1", raise_server_exceptions=False) as client:
        sign_in(client, "root")
        monkeypatch.setattr(type(desk.shelf), "years", fail)
        page, data = client.get("/"), client.get("/api/v1/season")
    assert (page.status_code, data.status_code) == (status, status)
    assert words in page.text
    assert words in data.json()["error_zh"]
    assert "10.0.0.9" not in page.text + data.text
    assert "default-src 'none'" in page.headers["Content-Security-Policy"]
