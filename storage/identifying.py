"""Whose report it is, of which year, and which of several speaks for them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from reports import PublishedDate, ReportKind
from storage.agencies import Named, agencies_of
from storage.due import judge_again, judge_beside
from storage.lifecycle import withdraw_all
from storage.log import list_matter, settle_matter
from storage.observing import note_returned
from storage.packing import PackedReading
from storage.remembered import agency_row, portal_row
from storage.revisions import Whose
from storage.siblings import wake_others
from storage.tables import AgencyRow, CaptureRow, ListedRow, ReportRow
from storage.values import Cause

Identity = tuple[str, int | None, int | None]
"""(kind, agency, year)."""


@dataclass(frozen=True, slots=True)
class Identified:
    """A reading that says whose report it is."""

    row: ReportRow
    capture: CaptureRow
    reading: PackedReading
    cause: Cause
    at: datetime


def identify(session: Session, readings: Sequence[Identified]) -> None:
    """Whose each is, which year, and whether it speaks for them; findings of an identity it no longer has are withdrawn.

    As if done one after another: each report at most once.
    """
    reports = [one for one in readings if one.reading.kind is ReportKind.ANNUAL_REPORT]
    named = [
        Named(one.reading.agency, portal_row(session, one.row.portal_id), one.row.url) for one in reports
    ]
    at = readings[0].at if readings else None
    agencies: list[AgencyRow | None] = [] if at is None else agencies_of(session, named, at)
    whose = {id(one): agency for one, agency in zip(reports, agencies, strict=True)}
    moved = [(one, old) for one in readings if (old := _put(session, one, whose.get(id(one)))) is not None]
    if not moved:
        return
    session.flush()
    for one, old in moved:
        if old[1] is not None:
            withdraw_all(session, one.row.id, (one.row.agency_id, one.row.year), one.cause, one.at)
    silent, speaking = _choose_standing(session, moved)
    left = [one.row.id for one, old in moved if old[1] is not None] + silent
    for one, _ in moved:
        if one.row.agency_id is None or one.row.year is None:
            one.row.standing = False
    wake_others(session, left)
    judge_beside(session, [old[1:] for _, old in moved])
    judge_again(session, speaking)


def _put(session: Session, one: Identified, agency: AgencyRow | None) -> Identity | None:
    """Write down what the reading says; the identity before, where it is another."""
    row, reading, capture = one.row, one.reading, one.capture
    old = (row.kind, row.agency_id, row.year)
    row.kind, row.agency_id, row.year = reading.kind.value, agency.id if agency else None, reading.year
    row.title = reading.title
    best = best_date(reading.dates, capture.listed_date)
    row.published_on = date.fromisoformat(best.date) if best else None
    row.published_source = best.source if best else None
    if _unidentified((row.kind, row.agency_id, row.year)):
        list_matter(
            session,
            key=f"unidentified:{row.id}",
            kind="unidentified_report",
            subject=f"无法确定是谁或哪一年的年报：{reading.title or capture.listed_title or row.url}",
            detail=f"{row.url}：单位 {reading.agency.name or '不明'}，年度 {reading.year or '不明'}。未作任何判断，请人工确认。",
            at=one.at,
        )
    elif _unidentified(old):
        settle_matter(session, f"unidentified:{row.id}", one.at)
    return None if old == (row.kind, row.agency_id, row.year) else old


def _unidentified(identity: Identity) -> bool:
    kind, agency, year = identity
    return kind == ReportKind.ANNUAL_REPORT.value and (agency is None or year is None)


def best_date(dates: tuple[PublishedDate, ...], listed: str | None) -> PublishedDate | None:
    """The publication date to show: the page's own word first, then the list's. Rules use all of them, not this one."""
    order = {"pubdate_meta": 0, "visible": 1, "list": 2, "url": 3, "file_metadata": 4}
    every = [*dates, *([PublishedDate(listed, "list")] if listed else [])]
    return min(every, key=lambda found: order.get(found.source, 9), default=None)


_CLAIMANTS = select(ReportRow).where(
    ReportRow.agency_id.in_(bindparam("agencies", expanding=True)),
    ReportRow.year.in_(bindparam("years", expanding=True)),
    ReportRow.kind == ReportKind.ANNUAL_REPORT.value,
)


def _choose_standing(
    session: Session, moved: Sequence[tuple[Identified, Identity]]
) -> tuple[list[int], list[int]]:
    """One report speaks for an agency's year. Those that came now come in their order, each after what was there.

    The reports that speak no longer, and those that were there and speak only now.
    """
    turn = {one.row.id: number for number, (one, _) in enumerate(moved)}
    touched = {
        (agency, year): one.at
        for one, old in moved
        for agency, year in (old[1:], (one.row.agency_id, one.row.year))
        if agency is not None and year is not None
    }
    if not touched:
        return [], []
    asked = {
        "agencies": list({agency for agency, _ in touched}),
        "years": list({year for _, year in touched}),
    }
    claimants: dict[Whose, list[ReportRow]] = defaultdict(list)
    for row in session.execute(_CLAIMANTS, asked).scalars():
        assert row.agency_id is not None
        assert row.year is not None
        claimants[row.agency_id, row.year].append(row)
    stood = {row.id for rows in claimants.values() for row in rows if row.standing}
    stand: set[int] = set()
    for whose, at in touched.items():
        rows = claimants[whose]
        _let_one_stand(rows, sorted((row for row in rows if row.id in turn), key=lambda row: turn[row.id]))
        stand |= {row.id for row in rows if row.standing}
        if any(row.gone for row in rows):
            for row in rows:
                if row.standing and not row.gone:
                    note_returned(session, row, at)
        if len(rows) > 1:
            _list_copies(session, whose, sorted(rows, key=_precedence), at)
    session.flush()
    return sorted(stood - stand), sorted(stand - stood - turn.keys())


def _precedence(row: ReportRow) -> tuple[bool, date, str]:
    return row.gone, row.first_seen_on, row.url


def _let_one_stand(rows: Sequence[ReportRow], arriving: Sequence[ReportRow]) -> None:
    """The one that stands already, as long as it is there; else the one first seen (then by address)."""
    present = [row for row in rows if row not in arriving]
    stands = {row.id: row.standing for row in rows}
    for step in range(len(arriving) + 1):
        present += arriving[step - 1 : step] if step else []
        ordered = sorted(present, key=_precedence)
        chosen = next((row for row in ordered if stands[row.id] and not row.gone), next(iter(ordered), None))
        stands |= {row.id: row is chosen for row in present}
    for row in present:
        row.standing = stands[row.id]


def _list_copies(session: Session, whose: Whose, rows: Sequence[ReportRow], at: datetime) -> None:
    """Those that are there side by side: of a report that moved, the list names the new address only, on the same day."""
    agency_id, year = whose
    key = f"copies:{agency_id}:{year}"
    left = frozenset(session.execute(_OFF_THE_LIST, {"urls": [row.url for row in rows]}).scalars())
    there = [row for row in rows if not row.gone and row.url not in left]
    if len(there) < 2:
        settle_matter(session, key, at)
        return
    list_matter(
        session,
        key=key,
        kind="several_reports",
        subject=f"{agency_row(session, agency_id).name} {year} 年的年报有 {len(there)} 份",
        detail="；".join(row.url for row in there) + "。以最先发现的一份为准，其余只保存不判断。",
        at=at,
    )


_OFF_THE_LIST = (
    select(ListedRow.url)
    .where(ListedRow.url.in_(bindparam("urls", expanding=True)))
    .group_by(ListedRow.url)
    .having(func.count(ListedRow.id) == func.count(ListedRow.missing_on))
)
"""Addresses that were listed and that every column's last whole listing lacks."""
