"""A column that drops a whole year: whoever runs the site cleared or rebuilt it, and no agency took its report down."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from storage.absences import MANY
from storage.log import list_matter
from storage.remembered import portal_row
from storage.tables import ColumnRow, ListedRow, ReportRow


def trimmed_years(
    session: Session, column: ColumnRow, left: Sequence[ReportRow], at: datetime
) -> frozenset[int | None]:
    """The report years of which half or more of what the column lists left it at once, those of several agencies.

    Nobody is told of a single one; the operator is told of all (promise 4: an outage is not a violation). As with addresses
    that die together (`storage.absences`): no agencies take their reports away on one and the same day.
    """
    by_year: dict[int | None, list[ReportRow]] = defaultdict(list)
    for report in left:
        by_year[report.year].append(report)
    staying = {
        year: _still_listed(session, column, year)
        for year, reports in by_year.items()
        if len({report.agency_id for report in reports}) >= MANY
    }
    found = frozenset(year for year, stay in staying.items() if len(by_year[year]) >= stay)
    if found:
        count = sum(len(by_year[year]) for year in found)
        stay = sum(staying[year] for year in found)
        left_over = f"该年度在列的还有 {stay} 份" if stay else "该年度已无一份在列"
        years = "、".join(f"{year}" for year in sorted(year for year in found if year is not None))
        list_matter(
            session,
            key=f"trimmed:{column.portal_id}:{column.id}:{years}",
            kind="column_trimmed",
            subject=f"{portal_row(session, column.portal_id).name}：{years}年度的年报{'成' if stay else '整'}批不再列出",
            detail=f"栏目（{column.url}）一次撤下 {count} 份年报，{left_over}，应为网站清理或调整栏目。"
            "未对任何单位作出判断；最后一次抓取的内容均已存证。请查看是否移至他处，必要时更新门户描述。",
            at=at,
        )
    return found


def _still_listed(session: Session, column: ColumnRow, year: int | None) -> int:
    listed = (
        select(func.count(ListedRow.id))
        .join(ReportRow, ReportRow.url == ListedRow.url)
        .where(
            ListedRow.column_id == column.id,
            ListedRow.missing_on.is_(None),
            ReportRow.year == year,
            ReportRow.kind == "annual_report",
        )
    )
    return session.execute(listed).scalar_one()
