"""Values of the walk for storage's tests: real types, small contents, the clock written out."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta

from reports import (
    Agency,
    AgencyLevel,
    AgencyType,
    AnnualReport,
    Cell,
    CellState,
    MediaType,
    Place,
    PublishedDate,
    ReportKind,
    Section,
    Sentence,
    Source,
    Uncertain,
)
from rules.engine.verdict import Attribution, Outcome, Severity, Status, Verdict
from scrapers.values import Capture, ListedReport, Listing, Obstacle, ReportCaptured, Trouble
from storage import Judged, Memory, Revision

PORTAL = "qingxi"
START = datetime(2025, 2, 10, 1, 0, tzinfo=UTC)
RULES = "ruleset-1"
READER = "reader-1"


def later(days: float = 0, hours: float = 0) -> datetime:
    return START + timedelta(days=days, hours=hours)


def address(agency: str = "教育局", year: int = 2024) -> str:
    code = hashlib.sha256(agency.encode()).hexdigest()[:6]
    return f"http://www.qingxi.example/{code}/{year}.html"


def listed(agency: str = "教育局", year: int = 2024) -> ListedReport:
    return ListedReport(address(agency, year), f"{agency}{year}年年报", f"{year + 1}-01-20", "annual")


def captured(
    body: str = "正文", *, agency: str = "教育局", year: int = 2024, at: datetime = START
) -> ReportCaptured:
    data = body.encode()
    capture = Capture(
        portal=PORTAL,
        asked=address(agency, year),
        final=address(agency, year),
        status=200,
        headers={"ETag": f'"{hashlib.md5(data).hexdigest()}"'},
        fetched_at=at,
        sha256=hashlib.sha256(data).hexdigest(),
        size=len(data),
        body=data,
    )
    return ReportCaptured(listed(agency, year), capture, body=data, name="report.html")


def listing(
    shown: Sequence[ListedReport],
    *,
    at: datetime = START,
    rows: int | None = None,
    complete: bool = True,
    obstacle: Obstacle | None = None,
) -> Listing:
    return Listing(
        PORTAL,
        "annual",
        "http://www.qingxi.example/nb/",
        at,
        tuple(shown),
        len(shown) if rows is None else rows,
        1,
        1,
        complete,
        obstacle,
    )


def trouble(
    obstacle: Obstacle = Obstacle.HTTP_5XX, *, where: str = "annual", portal: str = PORTAL
) -> Trouble:
    return Trouble(portal, where, "http://www.qingxi.example/nb/", obstacle, "502 Bad Gateway")


NUMBERS = {"applications.new_received.natural_person": 10, "applications.new_received.total": 12}


def report(
    body: str = "正文",
    *,
    agency: str = "教育局",
    year: int = 2024,
    division: str | None = "990121",
    numbers: Mapping[str, int] = NUMBERS,
    reader: str = READER,
    kind: ReportKind = ReportKind.ANNUAL_REPORT,
) -> AnnualReport:
    sha256 = hashlib.sha256(body.encode()).hexdigest()
    cells = {
        a: Cell(CellState.NUMBER, str(n), n, place=Place(line=i + 1))
        for i, (a, n) in enumerate(numbers.items())
    }
    cells["litigation.review.total"] = Cell(CellState.BLANK, "", place=Place(table=3, row=4, column=5))
    return AnnualReport(
        source=Source("report.html", MediaType.HTML, sha256, len(body)),
        kind=kind,
        title=f"青溪县{agency}{year}年政府信息公开工作年度报告",
        agency=Agency(agency, AgencyType.DEPARTMENT, AgencyLevel.COUNTY, division),
        year=year,
        format="2021",
        layout={"applications": "2021"},
        period=(f"{year}-01-01", f"{year}-12-31"),
        dates=(PublishedDate(f"{year + 1}-01-20", "pubdate_meta", f"{year + 1}-01-20 09:00"),),
        sections={"overview": Section(True, "一、总体情况", "本年度……", Place(line=3), (3, 9), 1)},
        cells=cells,
        narrative=(Sentence("overview", "本年度……", Place(line=4)),),
        uncertain=(Uncertain(Place(page=2), "a stamp covers it"),),
        reader=reader,
    )


def verdict(
    rule: str = "SUM-T3-COL",
    outcome: Outcome = Outcome.FAIL,
    *,
    subject: str = "natural_person",
    version: int = 1,
    severity: Severity = Severity.ERROR,
    attribution: Attribution = Attribution.AGENCY,
    status: Status = Status.IN_FORCE,
) -> Verdict:
    loud = outcome not in (Outcome.PASS, Outcome.NOT_APPLICABLE)
    return Verdict(
        rule,
        version,
        outcome,
        severity,
        attribution,
        subject=subject,
        places=("applications.new_received.natural_person",),
        lines=(197,),
        values={"左边": 10, "右边": 9},
        message="自然人一列：本年新收与上年结转之和为10，办理总计与结转下年之和为9" if loud else "",
        title="表三纵向勾稽不平",
        title_en="Table three does not balance",
        basis=("条例第五十条", "国办公开办函〔2021〕30号"),
        remedy="请核对表三",
        status=status,
    )


def read(
    memory: Memory,
    body: str = "正文",
    *,
    agency: str = "教育局",
    year: int = 2024,
    at: datetime = START,
    numbers: Mapping[str, int] = NUMBERS,
    reader: str = READER,
) -> Revision:
    """Capture and read one report."""
    memory.record_portal(PORTAL, name="青溪县政府网", division="990121")
    kept = memory.record_capture(captured(body, agency=agency, year=year, at=at))
    return memory.record_reading(
        kept.id, report(body, agency=agency, year=year, numbers=numbers, reader=reader), at
    )


def judge(
    memory: Memory,
    revision: Revision,
    *verdicts: Verdict,
    at: datetime = START,
    ruleset_hash: str = RULES,
) -> Judged:
    case = memory.case(revision.id, date(2025, 2, 10))
    return memory.record_verdicts(revision.id, verdicts, ruleset_hash=ruleset_hash, at=at, case=case)
