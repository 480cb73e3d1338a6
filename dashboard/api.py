"""`/api/v1`: what the pages show, as JSON, read-only, for people's sessions and programs' tokens. Lists are paged by `after`: go on until `next` is null."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query
from fastapi.security import HTTPBearer

import reports
from dashboard.access import TheDesk, TheViewer
from dashboard.api_shapes import (
    Agencies,
    AgencyOut,
    FindingOut,
    Findings,
    PlaceOut,
    PortalOut,
    ReportOut,
    RuleOut,
    SeasonOut,
)
from dashboard.asked import After, AnyYear, Id, Limit, Year
from dashboard.errors import NotThere
from dashboard.pages.agencies import agency_for
from dashboard.pages.findings import finding_for
from dashboard.pages.overview import chosen_year
from dashboard.pages.reports import report_for
from dashboard.pages.standing import standing
from reports import china_day
from rules import Severity, explain
from storage import FiledFinding, FindingState

BEARER = HTTPBearer(
    scheme_name="token",
    description="A token of `nianbao tokens add`; a person's session cookie does as well.",
    auto_error=False,
)
REFUSALS: dict[int | str, dict[str, Any]] = {
    401: {"description": "no session, or a token that is unknown, revoked or expired"},
    403: {"description": "another office's"},
    429: {"description": "too many questions of this token in a minute"},
}
router = APIRouter(prefix="/api/v1", tags=["disclosure"], dependencies=[Depends(BEARER)], responses=REFUSALS)
Division = Annotated[str, Query(pattern=r"^\d{0,9}$", description="division code or its beginning")]


@router.get("/season")
def season(desk: TheDesk, viewer: TheViewer, year: Year = None, division: Division = "") -> SeasonOut:
    """A season counted by county."""
    year, years = chosen_year(desk, year)
    today = china_day(desk.now())
    lines = [
        standing(row, year, today, code=row.division, name=desk.place(row.division))
        for row in desk.shelf.counties(year, viewer.scope(division))
    ]
    places = [PlaceOut(division=line.code, **{k: getattr(line, k) for k in _PARTS}) for line in lines]
    return SeasonOut(year=year, years=list(years), places=places)


_PARTS = (
    "name",
    "agencies",
    "on_time",
    "late",
    "not_found",
    "unchecked",
    "waiting",
    "with_errors",
    "findings",
)


@router.get("/agencies")
def agencies(  # noqa: PLR0917 - the filters of the list
    desk: TheDesk,
    viewer: TheViewer,
    year: Year = None,
    division: Division = "",
    after: After = 0,
    limit: Limit = 100,
) -> Agencies:
    """Agencies with their report of one year, by id."""
    year, _ = chosen_year(desk, year)
    found = desk.shelf.agencies(year, viewer.scope(division), after=after, limit=limit)
    items = [AgencyOut(**asdict(one)) for one in found]
    return Agencies(items=items, next=found[-1].id if len(found) == limit else None)


@router.get("/agencies/{id}")
def agency(desk: TheDesk, viewer: TheViewer, id: Id) -> dict[str, Any]:
    """One agency and its years."""
    found = agency_for(desk, viewer, id)
    return {
        "id": found.id,
        "name": found.name,
        "type": found.type,
        "division": found.division,
        "portal": found.portal,
        "years": [asdict(one) for one in desk.shelf.agency_years(id)],
    }


@router.get("/findings")
def findings(  # noqa: PLR0917 - the filters of the list
    desk: TheDesk,
    viewer: TheViewer,
    state: FindingState | None = None,
    year: AnyYear = None,
    severity: Severity | None = None,
    rule: str | None = None,
    division: Division = "",
    after: After = 0,
    limit: Limit = 100,
) -> Findings:
    """Findings in the order they were opened."""
    found = desk.shelf.findings(
        states=[state] if state else None,
        year=year,
        severity=severity.value if severity else None,
        rule=rule,
        divisions=viewer.scope(division),
        after=after,
        limit=limit,
    )
    return Findings(items=[_out(one) for _, one in found], next=found[-1][0] if len(found) == limit else None)


@router.get("/findings/{number}")
def finding(desk: TheDesk, viewer: TheViewer, number: str) -> FindingOut:
    return _out(finding_for(desk, viewer, number))


def _out(filed: FiledFinding) -> FindingOut:
    found = asdict(filed.finding)
    del found["cause"]
    return FindingOut(**found, agency_id=filed.agency_id, report=filed.report_id, values=dict(filed.values))


@router.get("/reports/{id}")
def report(desk: TheDesk, viewer: TheViewer, id: Id) -> ReportOut:
    """One report as it was last read."""
    file = report_for(desk, viewer, id)
    return ReportOut(
        id=file.id,
        url=file.url,
        portal=file.portal,
        agency_id=file.agency_id,
        division=file.division,
        published=file.published,
        evidence=file.evidence,
        gone=file.gone,
        tallies=file.tallies,
        report=reports.to_json(file.report) if file.report else None,
    )


@router.get("/rules")
def rules(desk: TheDesk, viewer: TheViewer) -> list[RuleOut]:
    return [
        RuleOut(
            id=rule.id,
            version=rule.version,
            title=rule.title,
            title_en=rule.title_en,
            status=rule.status.value,
            severity=rule.severity.value,
            sentence=explain(rule),
            basis=list(rule.basis),
        )
        for rule in desk.ruleset.rules.values()
    ]


@router.get("/portals")
def portals(desk: TheDesk, viewer: TheViewer) -> list[PortalOut]:
    fields = PortalOut.model_fields
    return [
        PortalOut(**{name: getattr(one, name) for name in fields})
        for one in desk.shelf.portals(viewer.divisions)
    ]


@router.get("/{path:path}", include_in_schema=False)
def nothing(path: str) -> None:
    raise NotThere(f"there is no /api/v1/{path}", "没有这个接口")
