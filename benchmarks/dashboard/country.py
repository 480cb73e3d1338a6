"""A database as large as the country: 40,000 agencies of 3,000 counties, 160,000 reports, 60,000 findings. Seeded.

Rows are written straight into the tables, because storing 160,000 readings is another benchmark. Every fiftieth report
has a whole reading behind it (a specimen page, read by our reader), so that a report's page is a whole one.
"""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import insert

import storage
from reports import read
from reports.identity import divisions
from specimens import Town
from specimens.web import Asked
from storage import Memory
from storage.tables import AgencyRow, CaptureRow, CellsRow, FindingRow, PortalRow, ReportRow, RevisionRow
from storage.tables import TransitionRow as Step
from tests.storage.builders import PORTAL, captured

AGENCIES = 40_000
QUIET = "150103"
"""A county with agencies and reports of which nothing was ever found: its pages must not look through the others'."""
YEARS = (2021, 2022, 2023, 2024)
FINDINGS = 60_000
AT = datetime(2025, 2, 24, 1, tzinfo=UTC)
RULES = (
    ("SUM-T3-COL", "error"), ("SUM-T4", "error"), ("PUB-LATE", "error"), ("CEL-BLANK", "notice"),
    ("XYR-CARRY", "warning"), ("STR-SEC-MISSING", "error"), ("PUB-NOTFOUND", "error"), ("TXT-NUM-RECEIVED", "warning"),
)  # fmt: skip
_TYPES = ("government", "gov_office", *("department",) * 8, *("township",) * 4)


def build(file: Path) -> str:
    """Make the database; returns its address."""
    address = f"sqlite:///{file}"
    storage.upgrade(address)
    dice = random.Random(7)
    counties = [one.code for one in divisions().counties() if not one.code.endswith("00")][:3000]
    assert QUIET in counties
    with Memory(address) as memory:
        _specimen(memory)
        with memory.writing() as session:
            model = _model(session)
            session.execute(
                insert(PortalRow),
                [
                    {
                        "id": f"p{code}",
                        "name": f"门户{code}",
                        "division": code,
                        "state": "ok",
                        "failures": 0,
                        "outage": 0,
                    }
                    for code in counties
                ],
            )
            session.execute(
                insert(AgencyRow), [_agency(n, counties[n % len(counties)]) for n in range(AGENCIES)]
            )
            reports = [_report(n, year, counties, dice) for n in range(AGENCIES) for year in YEARS]
            for start in range(0, len(reports), 20_000):
                session.execute(insert(ReportRow), reports[start : start + 20_000])
            _readings(session, model, reports)
            heard = [n for n in range(FINDINGS) if counties[n % AGENCIES % len(counties)] != QUIET]
            session.execute(insert(FindingRow), [_finding(n, dice) for n in heard])
            session.execute(insert(Step), [_step(n) for n in heard])
        with memory.engine.begin() as connection:
            connection.exec_driver_sql("ANALYZE")
    return address


def _specimen(memory: Memory) -> None:
    """One page of the specimen town, read as the product reads it."""
    town = Town.demo()
    url = urlsplit(next(iter(sorted(one.url for one in town.truth().reports))))
    page = town.answer(Asked(url.netloc, "GET", url.path)).body
    memory.record_portal(PORTAL, name="青溪县政府网", division="990121")
    kept = memory.record_capture(captured(page.decode("utf-8", "replace")))
    memory.record_reading(kept.id, read(page, "report.html"), AT)


def _model(session: Any) -> tuple[dict[str, Any], dict[str, Any], list[dict[str, Any]]]:
    """The stored specimen's capture, revision and cells, to be copied."""

    def facts(row: Any) -> dict[str, Any]:
        return {column.name: getattr(row, column.key) for column in row.__table__.columns}

    capture = facts(session.query(CaptureRow).first())
    revision = facts(session.query(RevisionRow).first())
    return capture, revision, [facts(row) for row in session.query(CellsRow).all()]


def _agency(number: int, county: str) -> dict[str, Any]:
    name = f"第{number}号单位"
    return {
        "id": 1000 + number, "scope": county, "normalised": name, "name": name, "type": _TYPES[(number // 3000) % len(_TYPES)],
        "level": "county", "division": county, "portal_id": f"p{county}", "on_roster": True,
    }  # fmt: skip


def _report(number: int, year: int, counties: list[str], dice: random.Random) -> dict[str, Any]:
    county = counties[number % len(counties)]
    return {
        "id": 1000 + number * len(YEARS) + YEARS.index(year), "url": f"http://www.{county}.example/{number}/{year}.html",
        "portal_id": f"p{county}", "kind": "annual_report", "agency_id": 1000 + number, "year": year, "standing": dice.random() > 0.03,
        "title": f"第{number}号单位{year}年政府信息公开工作年度报告", "gone": False,
        "published_on": date(year + 1, 1, 5) + timedelta(days=dice.randrange(80)), "first_seen_on": date(year + 1, 2, 1),
    }  # fmt: skip


def _readings(session: Any, model: tuple[Any, Any, Any], reports: list[dict[str, Any]]) -> None:
    capture, revision, cells = model
    chosen = reports[::50]
    ids = range(1000, 1000 + len(chosen))
    session.execute(
        insert(CaptureRow),
        [
            {**capture, "id": id, "url": one["url"], "portal_id": one["portal_id"]}
            for id, one in zip(ids, chosen, strict=True)
        ],
    )
    session.execute(
        insert(RevisionRow),
        [
            {**revision, "id": id, "report_id": one["id"], "capture_id": id}
            for id, one in zip(ids, chosen, strict=True)
        ],
    )
    session.execute(insert(CellsRow), [{**cell, "revision_id": id} for id in ids for cell in cells])


def _finding(number: int, dice: random.Random) -> dict[str, Any]:
    rule, severity = RULES[dice.randrange(len(RULES))]
    agency, year = 1000 + number % AGENCIES, YEARS[dice.randrange(len(YEARS))]
    return {
        "id": 1000 + number, "number": f"NB-{number + 1000:06d}", "agency_id": agency, "year": year, "rule": rule, "subject": str(number),
        "rule_version": 1, "title": "表三纵向勾稽不平", "title_en": "Table three does not balance", "severity": severity,
        "attribution": "agency", "state": "open" if dice.random() < 0.7 else "rectified", "opened_at": AT, "changed_at": AT,
        "message": "自然人一列：本年新收与上年结转之和为10，办理总计与结转下年之和为9", "basis": ["条例第五十条"], "remedy": "请核对表三",
        "places": ["applications.new_received.natural_person"], "lines": [], "values": {}, "ruleset_hash": "r", "transitions": 1,
        "report_id": 1000 + (agency - 1000) * len(YEARS) + YEARS.index(year),
    }  # fmt: skip


def _step(number: int) -> dict[str, Any]:
    return {
        "id": 1000 + number, "finding_id": 1000 + number, "sequence": 1, "kind": "opened", "after": "open", "cause": "source",
        "at": AT + timedelta(seconds=number), "severity": "error", "message": "……",
    }  # fmt: skip
