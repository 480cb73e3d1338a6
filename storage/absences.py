"""What the proof of absence asks of the memory, and what it leaves there: one word for each agency and report year."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from reports import china_day
from scrapers import GONE, ListedReport, Vanished
from storage.capturing import record_page
from storage.due import came_or_went
from storage.log import list_matter
from storage.moved import hand_over
from storage.observing import note_returned, note_vanished
from storage.remembered import portal_row
from storage.tables import AgencyRow, CaptureRow, ColumnRow, JudgementRow, ListedRow, ReportRow, RevisionRow
from storage.values import Cause

DEAD_LINK = "该年报此前已公开，现栏目中仍列出，但两日以上点开均显示页面不存在；最后一次抓取的内容已存证。"


@dataclass(frozen=True, slots=True)
class AbsenceWord:
    """What was last said of an agency's year: `not_listed`, `could_not_check:<reason>`; as of which day, by which rules."""

    word: str
    as_of: date
    ruleset_hash: str


def carried(session: Session, portal: str) -> frozenset[tuple[str, int]]:
    """(roster id, report year) of this portal's agencies whose report was read, wherever it stands, or stood.

    What was read once had been published: where its site wrote another report over it since, it is not one that never came.
    """
    wanted = (
        select(AgencyRow.roster_id, ReportRow.year)
        .join(ReportRow, ReportRow.agency_id == AgencyRow.id)
        .where(
            AgencyRow.portal_id == portal,
            AgencyRow.roster_id.is_not(None),
            ReportRow.kind == "annual_report",
            ReportRow.year.is_not(None),
        )
    )
    later = aliased(RevisionRow)
    written_over = (
        select(AgencyRow.roster_id, JudgementRow.year)
        .join(JudgementRow, JudgementRow.agency_id == AgencyRow.id)
        .join(RevisionRow, RevisionRow.id == JudgementRow.revision_id)
        .join(later, (later.report_id == RevisionRow.report_id) & (later.number == RevisionRow.number + 1))
        .where(
            AgencyRow.portal_id == portal,
            AgencyRow.roster_id.is_not(None),
            later.cause == Cause.SOURCE.value,  # a better reader may say that it had been another's
        )
    )
    return frozenset(
        (id, year)
        for id, year in session.execute(wanted.union(written_over))
        if id is not None and year is not None
    )


def words(session: Session, portal: str) -> Mapping[tuple[str, int], AbsenceWord]:
    """The last word on every agency's year of this portal for which there is no report."""
    wanted = (
        select(AgencyRow.roster_id, JudgementRow.year, JudgementRow.inputs, JudgementRow.ruleset_hash)
        .join(AgencyRow, AgencyRow.id == JudgementRow.agency_id)
        .where(AgencyRow.portal_id == portal, JudgementRow.latest, JudgementRow.revision_id.is_(None))
    )
    found: dict[tuple[str, int], AbsenceWord] = {}
    for roster_id, year, inputs, ruleset_hash in session.execute(wanted):
        if roster_id is None or inputs is None:
            continue
        said = inputs["publication"]["not_listed"]
        found[roster_id, year] = AbsenceWord(said, date.fromisoformat(inputs["as_of"]), ruleset_hash)
    for there in carried(session, portal):
        found.pop(there, None)
    return found


def found_reports(session: Session, portal: str) -> tuple[ListedReport, ...]:
    """Reports of earlier patrols that were read and have not been told as gone, for ``patrol(before=…)``."""
    newest = aliased(CaptureRow)
    wanted = (
        select(ReportRow.url, newest.listed_title, newest.listed_date, newest.listed_column)
        .join(newest, newest.url == ReportRow.url)
        .where(
            ReportRow.portal_id == portal,
            ReportRow.kind == "annual_report",
            ReportRow.gone.is_(False),
            newest.report,
        )
        .order_by(ReportRow.url, newest.sequence)
    )
    last = {
        url: ListedReport(url, title or "", day, column or "")
        for url, title, day, column in session.execute(wanted)
    }
    return tuple(last.values())


def record_vanished(session: Session, vanished: Vanished, at: datetime) -> None:
    """Keep the answer that shows a report gone. What no column lists any more is told by the whole listings of two days;
    here a report that is still listed, and whose address says on two days that there is no such page."""
    if vanished.capture is None:
        return
    record_page(session, vanished.capture)
    if not vanished.listed or vanished.obstacle is None:
        return
    report = session.execute(
        select(ReportRow).where(ReportRow.url == vanished.report.url)
    ).scalar_one_or_none()
    if report is None or report.gone or _dead_since(session, report.url, at) >= china_day(at):
        return
    if _all_dying(session, report, at) or hand_over(session, report):
        return
    report.gone = True
    revision = session.execute(
        select(RevisionRow).where(RevisionRow.report_id == report.id, RevisionRow.current)
    ).scalar_one_or_none()
    note_vanished(session, report, revision, at, message=DEAD_LINK)
    came_or_went(session, report)


MANY = 3
"""Addresses of one portal that die together: from so many on, and where they are half of it or of a report year, it is the
site's trouble."""


def _all_dying(session: Session, report: ReportRow, at: datetime) -> bool:
    """Whether half of the portal's reports, or of that year's, answer that there is no such page: nobody took them away one by one.

    Nobody is told of a single one; the operator is told of all (promise 4: an outage is not a violation).
    """
    latest = (
        select(ReportRow.year, CaptureRow.report, func.count())
        .join(CaptureRow, CaptureRow.url == ReportRow.url)
        .where(
            ReportRow.portal_id == report.portal_id,
            ReportRow.kind == "annual_report",
            ReportRow.gone.is_(False),
            CaptureRow.latest,
        )
        .group_by(ReportRow.year, CaptureRow.report)
    )
    answers = session.execute(latest).tuples().all()
    scopes = [answers, [one for one in answers if one[0] == report.year]]
    deaths = [(sum(n for _, there, n in scope if not there), sum(n for *_, n in scope)) for scope in scopes]
    dying = [dead for dead, count in deaths if dead >= MANY and dead * 2 >= count]
    if not dying:
        return False
    list_matter(
        session,
        key=f"dying:{report.portal_id}",
        kind="portal_dying",
        subject=f"{portal_row(session, report.portal_id).name}：年报链接成批打不开",
        detail=f"栏目中仍列出的年报有 {max(dying)} 份点开显示页面不存在，占该门户或该年度的一半以上，应为网站故障或正在改版。"
        "未对任何单位作出判断；最后一次抓取的内容均已存证。请查看门户，必要时更新门户描述。",
        at=at,
    )
    return True


def _dead_since(session: Session, url: str, at: datetime) -> date:
    """The first day in China since which every answer of the address was that there is no such page."""
    since = china_day(at)
    answers = select(CaptureRow).where(CaptureRow.url == url).order_by(CaptureRow.sequence.desc())
    for row in session.execute(answers).scalars():
        if row.report or row.status not in (*GONE, 200):  # 200: the portal's page of errors
            break
        since = min(since, china_day(row.fetched_at))
    return since


def answers_again(session: Session, url: str, at: datetime) -> None:
    """A report that was told as gone and was fetched again, listed: the finding is rectified."""
    report = session.execute(select(ReportRow).where(ReportRow.url == url)).scalar_one_or_none()
    if report is None or not report.gone:
        return
    listed = select(ListedRow.id).join(ColumnRow).where(ListedRow.url == url, ListedRow.missing_on.is_(None))
    if session.execute(listed.limit(1)).first() is not None:
        report.gone = False
        note_returned(session, report, at)
        came_or_went(session, report)
