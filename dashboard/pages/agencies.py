"""One agency: its years side by side, findings open and past, its portal, what was said of it."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse

from dashboard.access import TheDesk, TheViewer, Viewer
from dashboard.asked import Id
from dashboard.desk import Desk
from dashboard.errors import NotThere
from dashboard.rendering import page
from storage import AgencyLine, FindingState

router = APIRouter(include_in_schema=False)


def agency_for(desk: Desk, viewer: Viewer, id: int) -> AgencyLine:
    """Raises NotThere, or Refused for a neighbour's."""
    found = desk.shelf.agency(id)
    if found is None:
        raise NotThere(f"there is no agency {id}", "没有这个单位")
    viewer.demand(found.division)
    return found


@router.get("/agencies/{id}")
def agency(request: Request, desk: TheDesk, viewer: TheViewer, id: Id) -> HTMLResponse:
    found = agency_for(desk, viewer, id)
    filed = [finding for _, finding in desk.shelf.findings(agency=id)]
    filed.sort(key=lambda one: (-one.finding.year, one.finding.number))
    told = [one for one in filed if one.finding.severity != "info"]
    return page(
        request,
        "agency.html.j2",
        viewer,
        agency=found,
        years=desk.shelf.agency_years(id),
        open=[one for one in told if one.finding.state is FindingState.OPEN],
        past=[one for one in told if one.finding.state is not FindingState.OPEN],
        reference=[one for one in filed if one.finding.severity == "info"],
        portals=desk.shelf.portals((), found.portal) if found.portal else (),
        messages=desk.shelf.messages(id),
    )
