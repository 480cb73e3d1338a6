"""One finding, its life, and what a person may do about it; every act is recorded with who and when."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Form, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from dashboard.access import TheDesk, TheViewer, Viewer, demand_token
from dashboard.asked import LARGEST
from dashboard.desk import Desk
from dashboard.errors import DashboardError, NotThere, Refused
from dashboard.pages.overview import chosen_year
from dashboard.rendering import page
from reports import china_day
from rules import SEVERITIES
from storage import NOT_CONFIRMED, FiledFinding, FindingState, StorageError, Waiver

router = APIRouter(include_in_schema=False)
_FILTERS = {
    "open": [FindingState.OPEN],
    "closed": [FindingState.RECTIFIED, FindingState.WITHDRAWN],
    "aside": [FindingState.DISMISSED, FindingState.WAIVED, FindingState.NOTED],
}
_PAGE = 100


def finding_for(desk: Desk, viewer: Viewer, number: str) -> FiledFinding:
    """Raises NotThere, or Refused for a neighbour's."""
    found = desk.shelf.findings(number=number)
    if not found:
        raise NotThere(f"there is no finding {number}", f"没有编号为 {number} 的问题")
    viewer.demand(found[0][1].finding.division)
    return found[0][1]


@router.get("/findings")
def every_finding(  # noqa: PLR0917 - the filters of the list
    request: Request,
    desk: TheDesk,
    viewer: TheViewer,
    state: str = "open",
    year: str = "",
    severity: str = "",
    rule: str = "",
    division: str = "",
    name: str = "",
    after: str = "",
) -> Response:
    """Worst first. Without a year the latest; `all` for every one. What is for reference (info) only when asked for.

    `name` is part of an agency's, or a finding's number as an agency on the telephone gives it: that one is shown.
    """
    name = name.strip()
    if desk.shelf.findings(number=name.upper()):
        return RedirectResponse(f"/findings/{name.upper()}", 303)
    latest, years = chosen_year(desk, None)
    narrowed: dict[str, Any] = {
        "states": _FILTERS.get(state, _FILTERS["open"]),
        "year": None if year == "all" else int(year) if year.isdecimal() and len(year) == 4 else latest,
        "rule": rule or None,
        "divisions": viewer.scope(division if division.isdecimal() else ""),
        "name": name or None,
    }
    chosen = severity if severity in SEVERITIES else ""
    counts = desk.shelf.finding_counts(**narrowed)
    shown = (chosen,) if chosen else SEVERITIES[:3]
    found, follows = _worst_first(desk, shown, after, narrowed)
    return page(
        request,
        "findings.html.j2",
        viewer,
        findings=found,
        next=follows,
        counts=counts,
        count=sum(counts.get(one, 0) for one in shown),
        chosen={
            "state": state,
            "year": narrowed["year"] or "all",
            "severity": chosen,
            "rule": rule,
            "division": division,
            "name": name,
        },
        years=years,
    )


def _worst_first(
    desk: Desk, severities: Sequence[str], after: str, narrowed: dict[str, Any]
) -> tuple[list[FiledFinding], str | None]:
    """A page of findings and where the next begins, as ``severity.id``."""
    begin, _, last = after.partition(".")
    if begin in severities:
        severities = severities[severities.index(begin) :]
    found: list[FiledFinding] = []
    for severity in severities:
        from_ = min(int(last), LARGEST) if severity == begin and last.isdecimal() and len(last) < 20 else 0
        rows = desk.shelf.findings(severity=severity, after=from_, limit=_PAGE - len(found), **narrowed)
        found += [filed for _, filed in rows]
        if len(found) == _PAGE:
            return found, f"{severity}.{rows[-1][0]}"
    return found, None


@router.get("/findings/{number}")
def finding(request: Request, desk: TheDesk, viewer: TheViewer, number: str) -> HTMLResponse:
    filed = finding_for(desk, viewer, number)
    steps: list[tuple[datetime, str, str | None, str | None, str | None]] = [
        (step.at, step.kind, step.by, step.note, step.cause.value) for step in desk.memory.history(number)
    ]
    steps += [(note.at, note.kind, note.by, note.text, None) for note in desk.memory.notes(number)]
    rule = desk.ruleset.rules.get(filed.finding.rule)
    return page(
        request,
        "finding.html.j2",
        viewer,
        filed=filed,
        steps=sorted(steps, key=lambda step: step[0], reverse=True),
        confirmed=desk.memory.confirmed_on([number]).get(number),
        not_confirmed=NOT_CONFIRMED,
        rule=rule,
    )


@router.post("/findings/{number}/acts")
def act(  # noqa: PLR0917 - the fields of the form
    request: Request,
    desk: TheDesk,
    viewer: TheViewer,
    number: str,
    act: Annotated[str, Form()],
    token: Annotated[str, Form()] = "",
    text: Annotated[str, Form(max_length=4000)] = "",
    document: Annotated[str, Form(max_length=400)] = "",
    expires: Annotated[str, Form(max_length=10)] = "",
) -> RedirectResponse:
    demand_token(request, token)
    filed = finding_for(desk, viewer, number)
    if not viewer.acts:
        raise Refused(403, "a reader may look, not act", "查阅账号不能处理问题")
    now = desk.now()
    try:
        if act == "acknowledge":
            desk.memory.acknowledge(number, by=viewer.name, text=text.strip(), at=now)
        elif act == "annotate":
            desk.memory.annotate(number, by=viewer.name, text=_needed(text, "批注内容", "a note"), at=now)
        elif act == "dismiss":
            desk.memory.dismiss(number, by=viewer.name, reason=_needed(text, "驳回理由", "a reason"), at=now)
        elif act == "reinstate":
            desk.memory.reinstate(
                number, by=viewer.name, reason=_needed(text, "恢复理由", "a reason"), at=now
            )
        elif act == "waive":
            reason = _needed(text, "豁免理由", "a reason")
            _waive(desk, viewer, filed, reason=reason, document=document, expires=expires, now=now)
        else:
            raise DashboardError(f"there is no act {act}", "没有这种处理方式")
    except StorageError as error:
        raise DashboardError(str(error), error.chinese) from error
    desk.people.record(by=viewer.name, kind=act, subject=number, detail=text.strip(), at=now)
    return RedirectResponse(f"/findings/{number}", 303)


def _needed(text: str, chinese: str, english: str) -> str:
    if not text.strip():
        raise DashboardError(f"{english} is needed", f"必须填写{chinese}")
    return text.strip()


def _waive(
    desk: Desk,
    viewer: Viewer,
    filed: FiledFinding,
    *,
    reason: str,
    document: str,
    expires: str,
    now: datetime,
) -> None:
    """A waiver of this one finding: by a document, until a day, of this version of the rule."""
    try:
        last = date.fromisoformat(expires)
    except ValueError as error:
        raise DashboardError(
            "an expiry like 2026-12-31 is needed", "必须填写有效期，如 2026-12-31"
        ) from error
    if last < china_day(now):
        raise DashboardError("the expiry is in the past", "有效期不能早于今天")
    document = _needed(document, "批准文号", "the document's number")
    found = filed.finding
    mark = hashlib.sha256(f"{document}|{reason}|{last}".encode()).hexdigest()[:8]
    desk.memory.add_waiver(
        Waiver(
            key=f"{found.number}-{mark}",
            rule=found.rule,
            reason=reason,
            document=document,
            approver=viewer.name,
            expires=last,
            agency_id=filed.agency_id,
            year=found.year,
            subject=found.subject,
            rule_version=found.rule_version,
        ),
        now,
    )
    desk.memory.apply_waivers(now)
