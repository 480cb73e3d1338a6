"""The season at a glance, for everything one may see or for a part of it; and what changed since the last look."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse

from dashboard.access import TheDesk, TheViewer, Viewer
from dashboard.asked import Year
from dashboard.desk import DIRECT, Desk
from dashboard.errors import NotThere
from dashboard.pages import charts
from dashboard.pages.standing import Standing, depth, grouped, standing, total
from dashboard.rendering import language, page
from reports import CHINA, china_day
from storage import LATE, NOT_FOUND, Counts

router = APIRouter(include_in_schema=False)
DENSE = 60
"""Above this many counties a tile has room for its name only; its numbers show when pointed at, and in the table."""
_PARTS = {"01": "市辖区", "02": "县"}
"""The parts of a municipality (GB/T 2260), where its districts are too many to be tiles themselves."""
TILES = 400
"""Counties shown as tiles at once; above that, cities."""


def chosen_year(desk: Desk, asked: int | None) -> tuple[int, tuple[int, ...]]:
    """The year asked for, else the latest that has reports, else the one that is due; and every year to choose from."""
    years = desk.shelf.years()
    due = desk.now().astimezone(CHINA).year - 1
    latest = years[0] if years else due
    return asked or latest, (*range(due, latest, -1), *(years or (due,)))


@router.get("/")
def overview(request: Request, desk: TheDesk, viewer: TheViewer, year: Year = None) -> HTMLResponse:
    return _season(request, desk, viewer, "", year)


@router.get("/divisions/{code}")
def division(
    request: Request, desk: TheDesk, viewer: TheViewer, code: str, year: Year = None
) -> HTMLResponse:
    if not (code.isascii() and code.isdigit()) or len(code) not in (2, 4, 6):
        raise NotThere("a division code has 2, 4 or 6 digits", "行政区划代码应为 2、4 或 6 位数字")
    return _season(request, desk, viewer, code, year)


def _season(request: Request, desk: Desk, viewer: Viewer, prefix: str, asked: int | None) -> HTMLResponse:
    scope = viewer.scope(prefix)
    year, years = chosen_year(desk, asked)
    today = china_day(desk.now())
    rows = desk.shelf.counties(year, scope)
    everything = total(rows)
    before = total(desk.shelf.counties(year - 1, scope))
    days = desk.shelf.days(year, scope)

    def say(chinese: str, english: str) -> str:
        return english if language(request) == "en" else chinese

    digits = depth(rows, prefix)
    lines = [
        standing(total(found), year, today, code=code, name=desk.place(code))
        for code, found in grouped(rows, digits).items()
    ]
    facts: dict[str, Any] = {
        "year": year,
        "years": years,
        "prefix": prefix,
        "trail": [(code, name) for code, name in _above(desk, prefix) if name != code],
        "all": standing(everything, year, today),
        "before": standing(before, year - 1, today),
        "lines": lines,
        "tiles": _tiles(desk, rows, year, today, prefix) if len(prefix) < 6 else [],
        "listed_by": {"late": LATE, "not_found": NOT_FOUND},
        "dense": len(rows) > DENSE,
        "places": charts.by_place(lines, say),
        "calendar": charts.calendar(days, year, say),
        "weeks": [row for row in charts.weeks(days, year) if row[1] or row[2]],
        "rules": desk.shelf.rules(year, scope)[:12],
        "agencies": desk.shelf.agencies(year, scope) if len(prefix) == 6 or len(rows) == 1 else (),
        **_changed(request, desk, scope),
    }
    return page(request, "overview.html.j2", viewer, **facts)


def _above(desk: Desk, prefix: str) -> list[tuple[str, str]]:
    return [(prefix[:n], desk.place(prefix[:n])) for n in (2, 4) if n < len(prefix)]


def _tiles(
    desk: Desk, rows: Sequence[Counts], year: int, today: date, prefix: str
) -> list[tuple[dict[str, str], list[Standing]]]:
    """(heading, tiles): counties by city, or cities by province where there are too many counties."""
    digits, above = (6, 4) if len(rows) <= TILES else (4, 2)
    groups = []
    for head, found in grouped(rows, above).items():
        tiles = [
            standing(total(inner), year, today, code=code, name=desk.place(code))
            for code, inner in grouped(found, digits).items()
        ]
        name = desk.place(head)
        if all(tile.name == DIRECT for tile in tiles):  # a municipality has no cities
            tiles = [replace(tile, name=_PARTS.get(tile.code[2:], DIRECT)) for tile in tiles]
        groups.append(({"code": head, "name": "" if head in (name, prefix) else name}, tiles))
    return groups


def _changed(request: Request, desk: Desk, scope: tuple[str, ...]) -> dict[str, Any]:
    """What changed since the last look. The look is remembered in the session, and moves on after half an hour."""
    now = desk.now()
    seen, before = request.session.get("seen"), request.session.get("before")
    if seen is None or (now - datetime.fromisoformat(seen)).total_seconds() > 1800:
        before = seen
    request.session.update(seen=now.isoformat(), before=before)
    since = datetime.fromisoformat(before) if before else None
    return {"since": since, "changes": desk.shelf.changes(scope, since=since, limit=9)}
