"""What is to be done: captures that are to be read, revisions that are to be judged."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from sqlalchemy import bindparam, case, func, or_, select, update
from sqlalchemy.orm import Session, aliased

from storage.siblings import wake_others
from storage.stirring import stirred
from storage.tables import BegunRow, CaptureRow, JudgementRow, PortalRow, ReportRow, RevisionRow
from storage.work import DueCapture, DueRevision, Why


def due_for_reading(
    session: Session, reader: str, portals: tuple[str, ...] | None, limit: int | None
) -> tuple[DueCapture, ...]:
    """The latest captures of reports that `reader` has not read, by address: the order never depends on arrival."""
    wanted = (
        select(CaptureRow, PortalRow.division, func.coalesce(BegunRow.suspicion, 0))
        .join(PortalRow, PortalRow.id == CaptureRow.portal_id)
        .outerjoin(BegunRow, BegunRow.capture_id == CaptureRow.id)
        .where(CaptureRow.latest, CaptureRow.report, CaptureRow.read_by.is_distinct_from(reader))
        .order_by(CaptureRow.url)
    )
    if portals is not None:
        wanted = wanted.where(CaptureRow.portal_id.in_(portals))
    if limit is not None:
        wanted = wanted.limit(limit)
    return tuple(
        DueCapture(
            id=row.id,
            url=row.url,
            sha256=row.read_sha256 or row.sha256,
            name=row.name,
            portal=row.portal_id,
            division=division,
            title=row.listed_title,
            listed_date=row.listed_date,
            column=row.listed_column,
            agency=row.listed_agency,
            parts=tuple(sha256 for _, sha256 in row.parts),
            suspicion=suspicion,
        )
        for row, division, suspicion in session.execute(wanted)
    )


def due_for_judging(
    session: Session, ruleset_hash: str, portals: tuple[str, ...] | None, limit: int | None
) -> tuple[DueRevision, ...]:
    """Current revisions that this rule set has not judged, or whose previous year reads differently since,
    or which another agency's report, come later, may put in another light (`storage.stirring`); each with why.

    Oldest report year first, so that last year's is there when this year's is judged; then by address.
    """
    earlier, earlier_revision = aliased(ReportRow), aliased(RevisionRow)
    other_rules = JudgementRow.ruleset_hash != ruleset_hash
    other_previous = func.coalesce(JudgementRow.previous_content, "") != func.coalesce(
        earlier_revision.content_sha256, ""
    )
    why = case(
        (JudgementRow.id.is_(None), Why.NEW.value),
        (other_previous, Why.PREVIOUS.value),
        (other_rules, Why.RULES.value),
        else_=Why.SIBLINGS.value,
    )
    wanted = (
        select(RevisionRow.id, ReportRow.id, ReportRow.agency_id, ReportRow.year, ReportRow.url, why)
        .join(ReportRow, ReportRow.id == RevisionRow.report_id)
        .outerjoin(JudgementRow, (JudgementRow.revision_id == RevisionRow.id) & JudgementRow.latest)
        .outerjoin(
            earlier,
            (earlier.agency_id == ReportRow.agency_id)
            & (earlier.year == ReportRow.year - 1)
            & earlier.standing,
        )
        .outerjoin(earlier_revision, (earlier_revision.report_id == earlier.id) & earlier_revision.current)
        .where(
            RevisionRow.current,
            ReportRow.kind == "annual_report",
            or_(JudgementRow.id.is_(None), other_rules, other_previous, RevisionRow.id.in_(stirred())),
        )
        .order_by(func.coalesce(ReportRow.year, 9999), ReportRow.url)
    )
    if portals is not None:
        wanted = wanted.where(ReportRow.portal_id.in_(portals))
    if limit is not None:
        wanted = wanted.limit(limit)
    found = session.execute(wanted).tuples().all()
    return tuple(
        DueRevision(id, report, agency, year, url, Why(why)) for id, report, agency, year, url, why in found
    )


_UNSPOKEN = "judged while another report spoke"
"""Stands for the previous year's content, and differs from any: what was said was never carried out."""


def judge_again(session: Session, reports: Collection[int]) -> None:
    """These speak for their agency's year from now on: they are due, since no findings followed their judgements till now."""
    if reports:
        session.execute(_AGAIN, {"reports": list(reports), "unspoken": _UNSPOKEN})


def came_or_went(session: Session, report: ReportRow) -> None:
    """It is gone from its list, or there again: what it was held against is due."""
    wake_others(session, [report.id])
    if not report.standing:
        judge_beside(session, [(report.agency_id, report.year)])


def judge_beside(session: Session, copies: Iterable[tuple[int | None, int | None]]) -> None:
    """Copies of reports of these agencies and years came, went or were changed: those that speak for the same years, and for
    the next, were held against them and are due."""
    known = [(agency, year) for agency, year in copies if agency is not None and year is not None]
    whose = {(agency, one) for agency, year in known for one in (year, year + 1)}
    if not whose:
        return
    asked = {"agencies": list({agency for agency, _ in whose}), "years": list({year for _, year in whose})}
    rows = session.execute(_SPEAKING, asked).tuples()
    judge_again(session, [id for id, agency, year in rows if (agency, year) in whose])


_SPEAKING = select(ReportRow.id, ReportRow.agency_id, ReportRow.year).where(
    ReportRow.agency_id.in_(bindparam("agencies", expanding=True)),
    ReportRow.year.in_(bindparam("years", expanding=True)),
    ReportRow.standing,
)
_AGAIN = (
    update(JudgementRow)
    .where(
        JudgementRow.latest,
        JudgementRow.revision_id.in_(
            select(RevisionRow.id).where(
                RevisionRow.report_id.in_(bindparam("reports", expanding=True)), RevisionRow.current
            )
        ),
    )
    .values(previous_content=bindparam("unspoken"))
    .execution_options(synchronize_session=False)
)
