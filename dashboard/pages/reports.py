"""One report: the tables as printed, failing cells marked, the narrative, what changed, the archived page beside it."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse

from dashboard.access import TheDesk, TheViewer, Viewer
from dashboard.asked import Id
from dashboard.desk import Desk
from dashboard.errors import NotThere
from dashboard.pages.evidence import is_page
from dashboard.pages.printed import labels, marks_of, tables
from dashboard.pages.told import narrative
from dashboard.rendering import page
from storage import FindingState, ReportFile

router = APIRouter(include_in_schema=False)
_MARKED = (FindingState.OPEN, FindingState.WAIVED, FindingState.DISMISSED, FindingState.NOTED)


def report_for(desk: Desk, viewer: Viewer, id: int) -> ReportFile:
    """Raises NotThere, or Refused for a neighbour's."""
    found = desk.shelf.report(id)
    if found is None:
        raise NotThere(f"there is no report {id}", "没有这份年报")
    viewer.demand(found.division)
    return found


@router.get("/reports/{id}")
def report(request: Request, desk: TheDesk, viewer: TheViewer, id: Id) -> HTMLResponse:
    file = report_for(desk, viewer, id)
    filed = [one for _, one in desk.shelf.findings(report=id)]
    standing = [one for one in filed if one.finding.state in _MARKED and one.finding.severity != "info"]
    open_ = [one for one in standing if one.finding.state is FindingState.OPEN]
    read = file.report
    layout = read.format if read else None
    body = desk.archive.load_or_none(file.evidence) if file.evidence else None
    return page(
        request,
        "report.html.j2",
        viewer,
        file=file,
        tables=list(tables(read, marks_of(open_))) if read else [],
        told=list(narrative(read, open_)) if read else [],
        uncertain=read.uncertain if read else (),
        open=open_,
        aside=[one for one in filed if one not in open_],
        labels=lambda address: labels(address, layout),
        kept=body is not None,
        shown=body is not None and is_page(body),
    )
