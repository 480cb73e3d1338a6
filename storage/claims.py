"""Claims that a report is not there: which stand, and the taking back of one that can no longer be vouched for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, delete, select, update
from sqlalchemy.orm import Session

from reports import china_day
from storage.lifecycle import Move, carry_out
from storage.observing import RULESET as OBSERVED
from storage.tables import AgencyRow, FindingRow, LedgerRow, OutboxRow
from storage.values import Cause, FindingState

NOT_OWED = "名录已改：该单位不应公布这一年度的年报。"
_OPENINGS = ("opened", "reopened", "reinstated")


@dataclass(frozen=True, slots=True)
class Claim:
    """An open finding that says of a roster agency's year that no report was found. `told`: a message has it already."""

    number: str
    agency: str
    year: int
    told: bool


def claims(session: Session, portal: str) -> tuple[Claim, ...]:
    """What stands open against the agencies of a portal's description without a report being there."""
    wanted = _without_report(portal, FindingState.OPEN).order_by(FindingRow.id)
    return tuple(
        Claim(row.number, roster_id, row.year, _told(session, _last_opening(session, row.id)))
        for row, roster_id in session.execute(wanted)
        if roster_id is not None
    )


def taken_back(session: Session, portal: str) -> Mapping[tuple[str, int], date]:
    """(roster id, year) → the day in China on which a claim was taken back because it could no longer be checked."""
    wanted = _without_report(portal, FindingState.WITHDRAWN).where(FindingRow.cause == Cause.UNSEEN.value)
    return {
        (roster_id, row.year): china_day(row.changed_at)
        for row, roster_id in session.execute(wanted)
        if roster_id is not None
    }


def take_back(session: Session, number: str, cause: Cause, why: str, at: datetime) -> bool:
    """Withdraw a claim; False where it is not open any more.

    An opening that stands in no message yet is never sent, and then its withdrawal is not told either: nobody was accused.
    """
    row = session.execute(
        select(FindingRow)
        .where(FindingRow.number == number, FindingRow.state == FindingState.OPEN.value)
        .with_for_update()
    ).scalar_one_or_none()
    if row is None:
        return False
    opening = _last_opening(session, row.id)
    told = _told(session, opening)
    _hold_back(session, opening, at)
    carry_out(session, row, Move("withdrawn", FindingState.WITHDRAWN, cause), at, note=why, silent=not told)
    return True


def release(session: Session, agency: AgencyRow, at: datetime) -> None:
    """Take back what stands open against an agency for years of which the roster says, now, that it owes no report."""
    wanted = select(FindingRow.number, FindingRow.year).where(
        FindingRow.agency_id == agency.id,
        FindingRow.report_id.is_(None),
        FindingRow.state == FindingState.OPEN.value,
        FindingRow.ruleset_hash != OBSERVED,
    )
    for number, year in session.execute(wanted).all():
        if year < (agency.first_year or year) or year > (agency.last_year or year):
            take_back(session, number, Cause.SCOPE, NOT_OWED, at)


def _without_report(portal: str, state: FindingState) -> Select[tuple[FindingRow, str | None]]:
    return (
        select(FindingRow, AgencyRow.roster_id)
        .join(AgencyRow, AgencyRow.id == FindingRow.agency_id)
        .where(
            AgencyRow.portal_id == portal,
            FindingRow.report_id.is_(None),
            FindingRow.state == state.value,
            FindingRow.ruleset_hash != OBSERVED,
        )
    )


def _last_opening(session: Session, finding_id: int) -> Sequence[int]:
    """The notice of the last opening and those of after it (reminders); empty where it was opened in silence."""
    opened = select(OutboxRow.id).where(OutboxRow.finding_id == finding_id, OutboxRow.kind.in_(_OPENINGS))
    first = session.execute(opened.order_by(OutboxRow.id.desc()).limit(1)).scalar_one_or_none()
    if first is None:
        return ()
    since = select(OutboxRow.id).where(OutboxRow.finding_id == finding_id, OutboxRow.id >= first)
    return session.execute(since).scalars().all()


def _told(session: Session, notices: Sequence[int]) -> bool:
    sent = select(LedgerRow.id).where(LedgerRow.outbox_id.in_(notices), LedgerRow.message_id.is_not(None))
    return session.execute(sent.limit(1)).first() is not None


def _hold_back(session: Session, notices: Sequence[int], at: datetime) -> None:
    """Neither route nor send what was still to be told."""
    session.execute(
        update(OutboxRow).where(OutboxRow.id.in_(notices), OutboxRow.routed_at.is_(None)).values(routed_at=at)
    )
    session.execute(delete(LedgerRow).where(LedgerRow.outbox_id.in_(notices), LedgerRow.message_id.is_(None)))
