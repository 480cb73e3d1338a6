"""Waivers: one function decides everywhere whether a failing rule is waived; an expired one lets the finding return."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from reports import china_day
from storage.errors import Contradiction
from storage.lifecycle import Move, Step, carry_out, carry_out_all
from storage.remembered import forget, remembered
from storage.tables import AgencyRow, FindingRow, WaiverRow
from storage.upsert import insert_new
from storage.values import Cause, FindingState, Waiver, WaiverOnFile


def covers(waiver: WaiverRow, finding: FindingRow, division: str | None, day: date) -> bool:
    """Whether a waiver speaks of this finding on this day (in China)."""
    return (
        waiver.revoked_at is None
        and day <= waiver.expires
        and waiver.rule == finding.rule
        and waiver.rule_version in (None, finding.rule_version)
        and waiver.agency_id in (None, finding.agency_id)
        and (waiver.division is None or (division or "").startswith(waiver.division))
        and waiver.year in (None, finding.year)
        and waiver.subject in ("", finding.subject)
    )


def covering(session: Session, finding: FindingRow, division: str | None, at: datetime) -> WaiverRow | None:
    """The waiver that covers a finding, the longest-lasting first."""
    rows = remembered(session, ("waivers",), lambda: _in_force(session))
    day = china_day(at)
    return next((row for row in rows if covers(row, finding, division, day)), None)


def _in_force(session: Session) -> Sequence[WaiverRow]:
    wanted = select(WaiverRow).where(WaiverRow.revoked_at.is_(None))
    return session.execute(wanted.order_by(WaiverRow.expires.desc(), WaiverRow.key)).scalars().all()


def add_waiver(session: Session, waiver: Waiver, at: datetime) -> bool:
    """Keep a waiver; False when it is kept already. Raises Contradiction for one that names nobody or says otherwise."""
    if waiver.agency_id is None and waiver.division is None:
        raise Contradiction(
            f"waiver {waiver.key} names neither an agency nor a division: it would waive a whole country",
            f"豁免 {waiver.key} 既没有写单位也没有写地区：不能对全国豁免",
        )
    forget(session, "waivers")
    facts = {name: getattr(waiver, name) for name in Waiver.__slots__}
    if insert_new(session, WaiverRow, [{**facts, "made_at": at}], ("key",)):
        return True
    kept = session.execute(select(WaiverRow).where(WaiverRow.key == waiver.key)).scalar_one()
    if any(getattr(kept, name) != value for name, value in facts.items()):
        raise Contradiction(
            f"waiver {waiver.key} is kept with other words: give the new one a new key",
            f"豁免 {waiver.key} 已存在且内容不同：请为新的豁免另取编号",
        )
    return False


def revoke_waiver(session: Session, key: str, at: datetime) -> None:
    row = session.execute(select(WaiverRow).where(WaiverRow.key == key)).scalar_one()
    row.revoked_at = row.revoked_at or at
    session.flush()
    forget(session, "waivers")


def apply_waivers(session: Session, at: datetime) -> tuple[int, int]:
    """Waive what is covered, let return what no longer is: (waived, returned). Doing it twice changes nothing."""
    rows = session.execute(
        select(FindingRow, AgencyRow.division)
        .join(AgencyRow, AgencyRow.id == FindingRow.agency_id)
        .where(FindingRow.state.in_([FindingState.OPEN.value, FindingState.WAIVED.value]))
        .where(FindingRow.rule.in_(select(WaiverRow.rule)))
        .order_by(FindingRow.id)
    )
    set_aside = returned = 0
    for row, division in rows.all():
        found = covering(session, row, division, at)
        if found is not None and row.state == FindingState.OPEN.value:
            carry_out_all(session, [waived(row, found, silent=False)], at)
            set_aside += 1
        elif found is None and row.state == FindingState.WAIVED.value:
            move = Move("reinstated", FindingState.OPEN, Cause.WAIVER)
            carry_out(session, row, move, at, note="豁免已到期、撤销或因规则修订而中止")
            returned += 1
    return set_aside, returned


def waived(row: FindingRow, waiver: WaiverRow, *, silent: bool) -> Step:
    """The step that sets a finding aside."""
    move = Move("waived", FindingState.WAIVED, Cause.WAIVER)
    note = f"{waiver.document}；{waiver.reason}；有效期至 {waiver.expires.isoformat()}"
    return Step(row, move, by=waiver.approver, note=note, silent=silent)


def idle_waivers(session: Session, at: datetime) -> tuple[str, ...]:
    """Waivers in force that match no finding: misspelt, or no longer needed."""
    day = china_day(at)
    rows: Sequence[WaiverRow] = (
        session.execute(
            select(WaiverRow)
            .where(WaiverRow.revoked_at.is_(None), WaiverRow.expires >= day)
            .order_by(WaiverRow.key)
        )
        .scalars()
        .all()
    )
    idle = []
    for waiver in rows:
        found = session.execute(
            select(FindingRow, AgencyRow.division)
            .join(AgencyRow, AgencyRow.id == FindingRow.agency_id)
            .where(FindingRow.rule == waiver.rule)
        )
        if not any(covers(waiver, finding, division, day) for finding, division in found):
            idle.append(waiver.key)
    return tuple(idle)


def waivers_on_file(session: Session, at: datetime) -> tuple[WaiverOnFile, ...]:
    """Every waiver ever made, with how it stands and what it sets aside; those in force first, then by key."""
    day = china_day(at)
    rows = session.execute(
        select(WaiverRow, AgencyRow.name)
        .outerjoin(AgencyRow, AgencyRow.id == WaiverRow.agency_id)
        .order_by(WaiverRow.key)
    ).all()
    found = [_on_file(session, row, agency, day) for row, agency in rows]
    return tuple(sorted(found, key=lambda one: one.standing != "in_force"))


def _on_file(session: Session, row: WaiverRow, agency: str | None, day: date) -> WaiverOnFile:
    ended = "ended" if row.revoked_at is not None else "expired" if row.expires < day else "in_force"
    aside = session.execute(
        select(FindingRow, AgencyRow.division)
        .join(AgencyRow, AgencyRow.id == FindingRow.agency_id)
        .where(FindingRow.rule == row.rule, FindingRow.state == FindingState.WAIVED.value)
        .order_by(FindingRow.number)
    ).all()
    covered = tuple(finding.number for finding, division in aside if covers(row, finding, division, day))
    waiver = Waiver(**{name: getattr(row, name) for name in Waiver.__slots__})
    return WaiverOnFile(waiver, agency, row.made_at, row.revoked_at, ended, covered)


def agencies_named(session: Session, name: str, division: str | None) -> tuple[tuple[int, str | None], ...]:
    """(row number, division) of the agencies of this very name, under a division prefix where one is given."""
    wanted = select(AgencyRow.id, AgencyRow.division).where(AgencyRow.name == name).order_by(AgencyRow.id)
    if division is not None:
        wanted = wanted.where(AgencyRow.division.startswith(division, autoescape=True))
    return tuple((id, code) for id, code in session.execute(wanted))
