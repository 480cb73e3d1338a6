"""Findings of the memory's own (promise 9): a report that was changed after publication, and one that is gone.

Rule ids are those of the catalogue: PUB-CHANGED (neutral: correcting is good) and PUB-VANISHED. Only what both
readings really read, with one reader, is called a change of the agency's.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from reports import address_name
from storage.difference import Change
from storage.lifecycle import Move, carry_out
from storage.tables import FindingRow, ReportRow, RevisionRow
from storage.upsert import take_numbers
from storage.values import Cause, FindingState

RULESET = "storage-1"
_FACTS = {"title": "标题", "dates": "发布日期", "text": "正文"}


def _place_name(address: str) -> str:
    """What a change is of, in Chinese: a cell as every other message calls it, else the title, the date or the text."""
    if address.count(".") == 2 and not address.startswith("section."):
        return address_name(address)
    return _FACTS.get(address, "正文" if address.startswith("section.") else address)


def note_change(
    session: Session,
    report: ReportRow,
    revision: RevisionRow,
    changes: Sequence[Change],
    at: datetime,
    *,
    silent: bool,
) -> None:
    """Tell once that a published report reads differently; numbers make it a notice, words alone an information."""
    if not report.standing or report.agency_id is None or report.year is None:
        return
    cells = [change for change in changes if change.is_cell]
    shown = "；".join(
        f"{_place_name(c.address)}由“{c.before_raw or '空'}”改为“{c.after_raw or '空'}”" for c in cells[:5]
    )
    more = f"等 {len(cells)} 处" if len(cells) > 5 else ""
    where = "、".join(dict.fromkeys(_place_name(c.address) for c in changes if not c.is_cell))
    words = [f"{len(cells)} 处数字变动：{shown}{more}"] if cells else []
    words += [f"{where}有改动"] if where else []
    said = "，页面未更新发布日期" if silent else ""
    # no number of the revision: what a later reader reads anew counts among them, and is no change of the agency's
    message = f"年报发布后内容有变动：{'；'.join(words)}{said}。前后两版均已存证。"
    row = _finding(
        session,
        report,
        revision,
        rule="PUB-CHANGED",
        subject=f"revision-{revision.number}",
        title="年报发布后内容变动",
        title_en="Report changed after publication",
        severity="notice" if cells else "info",
        message=message,
        places=[change.address for change in changes],
        at=at,
    )
    if row is not None:
        carry_out(session, row, Move("opened", FindingState.NOTED, Cause.SOURCE), at)


UNLISTED = "该年报此前已公开，现两日以上完整读取栏目均未见列出；最后一次抓取的内容已存证。"


def note_vanished(
    session: Session,
    report: ReportRow,
    revision: RevisionRow | None,
    at: datetime,
    *,
    message: str = UNLISTED,
) -> None:
    """A report that whole listings of two days no longer show, listed nowhere else: open until it is listed again."""
    if not report.standing or report.agency_id is None or report.year is None:
        return
    known = _known(session, report, "PUB-VANISHED", "")
    if known is not None:
        if known.state in (FindingState.RECTIFIED.value, FindingState.WITHDRAWN.value):
            carry_out(session, known, Move("reopened", FindingState.OPEN, Cause.SOURCE), at)
        return
    row = _finding(
        session,
        report,
        revision,
        rule="PUB-VANISHED",
        subject="",
        title="年报从栏目中撤下",
        title_en="Report no longer listed",
        severity="notice",
        message=message,
        places=[],
        at=at,
    )
    if row is not None:
        carry_out(session, row, Move("opened", FindingState.OPEN, Cause.SOURCE), at)


def note_returned(session: Session, report: ReportRow, at: datetime) -> None:
    """Listed again: the finding is rectified."""
    known = _known(session, report, "PUB-VANISHED", "")
    if known is not None and known.state == FindingState.OPEN.value:
        carry_out(session, known, Move("rectified", FindingState.RECTIFIED, Cause.SOURCE), at)


def _known(session: Session, report: ReportRow, rule: str, subject: str) -> FindingRow | None:
    return session.execute(
        select(FindingRow).where(
            FindingRow.agency_id == report.agency_id,
            FindingRow.year == report.year,
            FindingRow.rule == rule,
            FindingRow.subject == subject,
        )
    ).scalar_one_or_none()


def _finding(
    session: Session,
    report: ReportRow,
    revision: RevisionRow | None,
    *,
    rule: str,
    subject: str,
    title: str,
    title_en: str,
    severity: str,
    message: str,
    places: list[str],
    at: datetime,
) -> FindingRow | None:
    if _known(session, report, rule, subject) is not None:
        return None
    (number,) = take_numbers(session, "finding")
    row = FindingRow(
        number=f"NB-{number:06d}",
        agency_id=report.agency_id,
        year=report.year,
        rule=rule,
        subject=subject,
        rule_version=1,
        title=title,
        title_en=title_en,
        severity=severity,
        attribution="agency",
        state=FindingState.OPEN.value,
        opened_at=at,
        changed_at=at,
        message=message,
        basis=["政府信息公开条例第五十条"],
        remedy="如属更正，请在页面注明更正情况；如属误删，请恢复公开。",
        places=places,
        lines=[],
        values={},
        url=report.url,
        report_id=report.id,
        revision_id=revision.id if revision else None,
        evidence=revision.evidence if revision else None,
        content=revision.content_sha256 if revision else None,
        reader=revision.reader if revision else None,
        ruleset_hash=RULESET,
        transitions=0,
    )
    session.add(row)
    return row
