"""A column that drops a whole year: whoever runs the site cleared or rebuilt it, and no agency took its report down."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from storage.absences import MANY
from storage.log import list_matter
from storage.remembered import portal_row
from storage.tables import ColumnRow, ListedRow, ReportRow


def trimmed_years(
    session: Session, column: ColumnRow, left: Sequence[ReportRow], at: datetime
) -> frozenset[int | None]:
    """The report years of which the column lists none any more, the last of several agencies having left it at once.

    Nobody is told of a single one; the operator is told of all (promise 4: an outage is not a violation).
    """
    by_year: dict[int | None, list[ReportRow]] = defaultdict(list)
    for report in left:
        by_year[report.year].append(report)
    found = frozenset(
        year
        for year, reports in by_year.items()
        if len({report.agency_id for report in reports}) >= MANY and not _still_lists(session, column, year)
    )
    if found:
        count = sum(len(by_year[year]) for year in found)
        years = "、".join(f"{year}" for year in sorted(year for year in found if year is not None))
        list_matter(
            session,
            key=f"trimmed:{column.portal_id}:{column.id}:{years}",
            kind="column_trimmed",
            subject=f"{portal_row(session, column.portal_id).name}：{years}年度的年报整批不再列出",
            detail=f"栏目（{column.url}）一次撤下 {count} 份年报，该年度已无一份在列，应为网站清理或调整栏目。"
            "未对任何单位作出判断；最后一次抓取的内容均已存证。请查看是否移至他处，必要时更新门户描述。",
            at=at,
        )
    return found


def _still_lists(session: Session, column: ColumnRow, year: int | None) -> bool:
    listed = (
        select(ListedRow.id)
        .join(ReportRow, ReportRow.url == ListedRow.url)
        .where(
            ListedRow.column_id == column.id,
            ListedRow.missing_on.is_(None),
            ReportRow.year == year,
            ReportRow.kind == "annual_report",
        )
    )
    return session.execute(select(exists(listed))).scalar_one()
