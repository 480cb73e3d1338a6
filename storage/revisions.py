"""Revisions found and unpacked, one or many at a time. A question for many costs hardly more than one for one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session, defer

from reports import AnnualReport
from storage.cells import PackedCells, cells_in
from storage.codec import reading_in
from storage.errors import UnknownRow
from storage.tables import CellsRow, ReportRow, RevisionRow

Whose = tuple[int, int]
"""(agency, report year)."""

_BY_ID = select(RevisionRow).where(RevisionRow.id.in_(bindparam("ids", expanding=True)))
_BY_ID_UNREAD = _BY_ID.options(defer(RevisionRow.reading))
_REPORTS = select(ReportRow).where(ReportRow.id.in_(bindparam("ids", expanding=True)))
_CURRENT = (
    select(RevisionRow)
    .options(defer(RevisionRow.reading))
    .where(RevisionRow.report_id.in_(bindparam("reports", expanding=True)), RevisionRow.current)
)
_CELLS = select(CellsRow.revision_id, CellsRow.table_id, CellsRow.packed).where(
    CellsRow.revision_id.in_(bindparam("revisions", expanding=True))
)
_STANDING = (
    select(ReportRow.agency_id, ReportRow.year, RevisionRow)
    .join(ReportRow, ReportRow.id == RevisionRow.report_id)
    .where(
        ReportRow.agency_id.in_(bindparam("agencies", expanding=True)),
        ReportRow.year.in_(bindparam("years", expanding=True)),
        ReportRow.standing,
        RevisionRow.current,
    )
)


def revision_rows(session: Session, ids: Sequence[int], *, read: bool = True) -> list[RevisionRow]:
    """In the order asked for. Raises UnknownRow for one that is not there.

    `read`: with what was read, which is most of a row; else that is loaded where it is looked at.
    """
    asked = _BY_ID if read else _BY_ID_UNREAD
    found = {row.id: row for row in session.execute(asked, {"ids": list(set(ids))}).scalars()}
    for id in ids:
        if id not in found:
            raise UnknownRow(f"there is no revision {id}", f"没有编号为 {id} 的年报版本")
    return [found[id] for id in ids]


def revision_row(session: Session, id: int) -> RevisionRow:
    return revision_rows(session, [id])[0]


def report_rows(session: Session, revisions: Iterable[RevisionRow]) -> dict[int, ReportRow]:
    """The reports of revisions, by report id."""
    asked = {"ids": list({revision.report_id for revision in revisions})}
    return {row.id: row for row in session.execute(_REPORTS, asked).scalars()}


def current_revisions(session: Session, reports: Collection[int]) -> dict[int, RevisionRow]:
    """By report id; what they read is loaded when it is looked at."""
    if not reports:
        return {}
    rows = session.execute(_CURRENT, {"reports": list(reports)}).scalars()
    return {row.report_id: row for row in rows}


def cells_of(session: Session, revisions: Collection[int]) -> dict[int, PackedCells]:
    """The cells of each, in the order they were read."""
    tables: dict[int, list[tuple[str, Mapping[str, list[object]]]]] = defaultdict(list)
    for id, table, packed in session.execute(_CELLS, {"revisions": list(set(revisions))}):
        tables[id].append((table, dict(packed)))
    return {id: cells_in(tables[id]) for id in revisions}


def reports_of(session: Session, revisions: Sequence[RevisionRow]) -> list[AnnualReport]:
    """The AnnualReports as they were read, equal to those stored."""
    cells = cells_of(session, [revision.id for revision in revisions])
    return [reading_in(revision.reading, cells[revision.id]) for revision in revisions]


def report_of(session: Session, revision: RevisionRow) -> AnnualReport:
    return reports_of(session, [revision])[0]


def standing_revisions(session: Session, whose: Collection[Whose]) -> dict[Whose, RevisionRow]:
    """The current revision of the report that speaks for each agency's year."""
    if not whose:
        return {}
    asked = {"agencies": list({agency for agency, _ in whose}), "years": list({year for _, year in whose})}
    wanted = set(whose)
    rows = session.execute(_STANDING, asked).all()
    return {(agency, year): row for agency, year, row in rows if (agency, year) in wanted}
