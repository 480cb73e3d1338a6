"""Portal health: an outage is not a violation. It goes to the operator, never to an office (promise 4)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from reports import CHINA
from scrapers.details import detail_words
from scrapers.reasons import reason_words
from scrapers.values import Obstacle, Trouble
from storage.log import tell, to_operator
from storage.tables import PortalRow
from storage.upsert import insert_new
from storage.values import EventKind

_OURS = {Obstacle.POSTPONED, Obstacle.ADDRESS_REFUSED}
"""Obstacles of our own making: they say nothing about the portal."""
_OF_ONE_PAGE = {
    Obstacle.TOO_LARGE,
    Obstacle.MALFORMED,
    Obstacle.CHARSET,
    Obstacle.SOFT404,
    Obstacle.OFF_SITE_REDIRECT,
}
"""Obstacles that one page can have while the portal is well."""


@dataclass(frozen=True, slots=True)
class Patience:
    """When health speaks: after `failures` in a row over at least `hours`, then again every `remind_days`."""

    failures: int = 3
    hours: int = 6
    remind_days: int = 7


def heard(session: Session, portal: str, at: datetime, *, whole: bool = False) -> None:
    """The portal answered as it should; said once after an outage that had been told."""
    row = session.get_one(PortalRow, portal)
    row.last_tried_at = max(row.last_tried_at or at, at)
    row.last_answer_at = max(row.last_answer_at or at, at)
    if whole:
        row.last_full_read_at = max(row.last_full_read_at or at, at)
    was = row.state
    row.state, row.failures, row.failing_since, row.obstacle, row.detail = "ok", 0, None, None, None
    row.reminded_at = None
    if was not in ("unreachable", "silent"):
        return
    occurrence = str(row.outage)
    tell(session, EventKind.PORTAL_RECOVERED, portal, at, {"name": row.name}, occurrence=occurrence)
    to_operator(
        session,
        key=f"portal:{portal}:{occurrence}:recovered",
        kind="recovered",
        title=f"网站恢复：{row.name}",
        body=f"{row.name}（{row.home or portal}）已恢复访问，监测照常进行。",
        at=at,
        severity="info",
        division=row.division,
    )


def failed(session: Session, trouble: Trouble, at: datetime, patience: Patience) -> None:
    """Something could not be seen: counted, and told to the operator when it has lasted."""
    insert_new(session, PortalRow, [{"id": trouble.portal, "name": trouble.portal}], ("id",))
    row = session.get_one(PortalRow, trouble.portal)
    if row.last_tried_at is not None and at < row.last_tried_at:
        return
    row.last_tried_at = at
    if trouble.obstacle in _OURS or (trouble.where == "report" and trouble.obstacle in _OF_ONE_PAGE):
        return
    if trouble.where == "report" and trouble.obstacle is Obstacle.HTTP_4XX:
        return  # one dead link is not an outage
    row.failures += 1
    row.failing_since = row.failing_since or at
    row.obstacle, row.detail = trouble.obstacle.value, trouble.detail
    if row.state == "ok":
        row.state = "failing"
    lasted = at - row.failing_since
    if (
        row.state == "failing"
        and row.failures >= patience.failures
        and lasted >= timedelta(hours=patience.hours)
    ):
        row.state, row.outage, row.reminded_at = "unreachable", row.outage + 1, at
        _say_unreachable(session, row, at, str(row.outage))


def _why(row: PortalRow) -> str:
    """The obstacle met last and what shows it, in the operator's words."""
    return reason_words(row.obstacle or "") + (f"（{detail_words(row.detail)}）" if row.detail else "")


def _say_unreachable(session: Session, row: PortalRow, at: datetime, occurrence: str) -> None:
    since = f"{row.failing_since.astimezone(CHINA):%Y-%m-%d %H:%M}" if row.failing_since else "—"
    facts = {"name": row.name, "obstacle": row.obstacle, "failures": row.failures}
    tell(session, EventKind.PORTAL_UNREACHABLE, row.id, at, facts, occurrence=occurrence)
    to_operator(
        session,
        key=f"portal:{row.id}:{occurrence}:unreachable",
        kind="unreachable",
        title=f"网站无法监测：{row.name}",
        body=f"{row.name}（{row.home or row.id}）自 {since} 起连续 {row.failures} 次无法读取，原因：{_why(row)}。"
        "这是网站或网络的情况，不作为任何单位的问题；恢复后自动告知。",
        at=at,
        division=row.division,
    )


def watch(session: Session, now: datetime, patience: Patience) -> int:
    """The watchdog (promise 6): portals silent beyond twice their rhythm are told once; outages are reminded of."""
    said = 0
    rows = session.execute(select(PortalRow).order_by(PortalRow.id)).scalars().all()
    for row in rows:
        if (
            row.state == "unreachable"
            and row.reminded_at
            and now - row.reminded_at >= timedelta(days=patience.remind_days)
        ):
            row.reminded_at = now
            body = f"{row.name} 仍无法读取，已连续 {row.failures} 次，原因：{_why(row)}。"
            key = f"portal:{row.id}:{row.outage}:reminder:{now:%Y%m%d}"
            said += to_operator(
                session,
                key=key,
                kind="reminder",
                title=f"仍无法监测：{row.name}",
                body=body,
                at=now,
                division=row.division,
            )
        if (
            row.expected_every_hours is None
            or row.state not in ("ok", "failing")
            or row.last_tried_at is None
        ):
            continue
        if now - row.last_tried_at > timedelta(hours=2 * row.expected_every_hours):
            row.state, row.outage, row.reminded_at = "silent", row.outage + 1, now
            body = f"{row.name} 应每 {row.expected_every_hours} 小时巡查一次，自 {row.last_tried_at.astimezone(CHINA):%Y-%m-%d %H:%M} 起没有任何巡查记录。请检查调度。"
            said += to_operator(
                session,
                key=f"portal:{row.id}:{row.outage}:silent",
                kind="silent",
                title=f"没有巡查记录：{row.name}",
                body=body,
                at=now,
                division=row.division,
            )
    return said
