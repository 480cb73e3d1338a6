"""The portals: health, last whole reading, what could not be checked and why."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse

from dashboard.access import TheDesk, TheViewer
from dashboard.errors import NotThere
from dashboard.rendering import page

router = APIRouter(include_in_schema=False)
SHOWN = 500


@router.get("/portals")
def portals(request: Request, desk: TheDesk, viewer: TheViewer) -> HTMLResponse:
    found = desk.shelf.portals(viewer.divisions)
    well = sum(one.state == "ok" for one in found)
    return page(
        request, "portals.html.j2", viewer, portals=found[:SHOWN], count=len(found), well=well, single=False
    )


@router.get("/portals/{id}")
def portal(request: Request, desk: TheDesk, viewer: TheViewer, id: str) -> HTMLResponse:
    found = desk.shelf.portals((), id)
    if not found:
        raise NotThere(f"there is no portal {id}", "没有这个门户")
    viewer.demand(found[0].division)
    well = sum(one.state == "ok" for one in found)
    return page(request, "portals.html.j2", viewer, portals=found, count=1, well=well, single=True)
