"""How published reports were changed by their publishers, as far as both readings were of one reader."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from reports import china_day
from rules import Revised
from storage.tables import CellChangeRow, RevisionRow
from storage.values import Cause

_CHANGED = (
    select(RevisionRow.report_id, RevisionRow.read_at, func.count(CellChangeRow.address))
    .outerjoin(
        CellChangeRow,
        (CellChangeRow.revision_id == RevisionRow.id) & CellChangeRow.address.like("%.%.%"),
    )
    .where(
        RevisionRow.report_id.in_(bindparam("reports", expanding=True)),
        RevisionRow.number > 1,
        RevisionRow.cause == Cause.SOURCE.value,
    )
    .group_by(RevisionRow.report_id, RevisionRow.id, RevisionRow.number, RevisionRow.read_at)
    .order_by(RevisionRow.report_id, RevisionRow.number)
)


def revised_of(session: Session, reports: Collection[int]) -> dict[int, tuple[Revised, ...]]:
    """By report, oldest change first; an empty history for one that was never changed."""
    found: dict[int, list[Revised]] = defaultdict(list)
    if reports:
        for report, at, cells in session.execute(_CHANGED, {"reports": sorted(reports)}):
            found[report].append(Revised(china_day(at), cells))
    return {report: tuple(found[report]) for report in reports}
