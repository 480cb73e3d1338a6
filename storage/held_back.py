"""A bad answer never replaces a good reading (promise 5): login pages, notices of maintenance, half a page, another one's report.

Such a page answers 200 and may even be a report. Where the address held an agency's report before, the report stays what it
was; what contradicts it is believed when a second day shows the same, and a page that holds no report at all never: whether
the report was taken away, or the site is in trouble, only a person can tell.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from reports import BREAKS_OFF, AnnualReport, ReportKind, china_day
from storage.log import list_matter, settle_matter
from storage.packing import PackedReading
from storage.revisions import report_of
from storage.tables import CaptureRow, ReportRow, RevisionRow

HELD = "held back: "
"""How `CaptureRow.unreadable` begins for a capture that was read and is not believed yet."""
_NO_REPORT = HELD + "no annual report any more"
_ANOTHER = HELD + "another agency's or year's report"
_HALF = HELD + "less than half of the cells that were read before"
_BROKEN = HELD + "a page that breaks off before its end"
_CHINESE = {
    _BROKEN: "该网址返回的网页不完整（中途截断）",
    _NO_REPORT: "该网址现在打开的不是年报（可能是登录页、维护公告或出错页面）",
    _ANOTHER: "该网址现在打开的是另一单位或另一年度的年报",
    _HALF: "该网址现在读到的内容不到原来的一半",
}


def why_held(
    session: Session, row: ReportRow, before: RevisionRow | None, capture: CaptureRow, reading: PackedReading
) -> str:
    """Why a reading of new evidence is not to replace the one before; empty where it may."""
    known = row.kind == ReportKind.ANNUAL_REPORT.value and row.agency_id is not None and row.year is not None
    if before is None or not known or before.evidence == reading.evidence or not capture.latest:
        return ""
    if reading.kind is not ReportKind.ANNUAL_REPORT:
        return _NO_REPORT
    lasts = china_day(capture.last_seen_at) > china_day(capture.fetched_at)
    return "" if lasts else _worse(report_of(session, before), before, reading)


def _worse(earlier: AnnualReport, before: RevisionRow, reading: PackedReading) -> str:
    """What is bad about an answer that was not seen on a second day yet."""
    if (earlier.agency.name, earlier.year) != (reading.agency.name, reading.year):
        return _ANOTHER
    if _breaks_off(reading.report) and not _breaks_off(earlier):
        return _BROKEN
    return _HALF if reading.cells_read * 2 < before.cells_read else ""


def _breaks_off(report: AnnualReport) -> bool:
    return any(one.why == BREAKS_OFF for one in report.uncertain)


def hold(session: Session, row: ReportRow, capture: CaptureRow, why: str, at: datetime) -> None:
    """The capture is kept as evidence and says nothing; the operator is told once."""
    capture.unreadable = why
    list_matter(
        session,
        key=_key(row),
        kind="held_back",
        subject=f"年报网页内容异常，暂不采信：{row.title or row.url}",
        detail=f"{row.url}：{_CHINESE[why]}。原来读到的年报及其结论不变，未通知任何单位；页面已存证，请人工查看。",
        at=at,
    )


def release(session: Session, row: ReportRow, at: datetime) -> None:
    """The address holds a report again that may be believed."""
    settle_matter(session, _key(row), at)


def seen_again(row: CaptureRow, at: datetime) -> None:
    """The same answer on a second day: what was held back is read once more, and then weighed as lasting."""
    held = row.unreadable is not None and row.unreadable.startswith(HELD)
    if held and china_day(row.last_seen_at) == china_day(row.fetched_at) < china_day(at):
        row.read_by = None


def _key(row: ReportRow) -> str:
    return f"held:{row.id}"
