"""Captures, kept once: a new row where the bytes of an address differ from the last, else a later sighting."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Sequence

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from reports import china_day
from scrapers.values import Capture, ReportCaptured, Validators
from storage.codec import digest
from storage.errors import UnknownRow
from storage.held_back import seen_again
from storage.numbering import row_numbers
from storage.pages import keep_pages
from storage.portals import portal_row
from storage.tables import CaptureRow
from storage.work import CaptureChange, Captured

_CAPTURES = select(CaptureRow).where(CaptureRow.id.in_(bindparam("ids", expanding=True)))
_LAST = select(CaptureRow).where(CaptureRow.url.in_(bindparam("urls", expanding=True)), CaptureRow.latest)


def record_captures(session: Session, several: Sequence[ReportCaptured]) -> list[Captured]:
    """Listed reports as fetched: a new row when the bytes (or a part's) differ from the last, else a later sighting."""
    keeping = Keeping(session, [each for one in several for each in (one.capture, *one.parts)], several)
    kept = [keeping.report(one) for one in several]
    keep_pages(session, {row.id: one.page for row, one in zip(kept, several, strict=True)})
    session.flush()
    return kept


def record_page(session: Session, capture: Capture) -> Captured:
    """A list page, a further page, or an answer that shows an obstacle: evidence that is not itself a report."""
    kept = Keeping(session, [capture]).page(capture)
    session.flush()
    return kept


class Keeping:
    """Captures of one transaction, with the last one of each address asked for at once."""

    def __init__(
        self, session: Session, captures: Sequence[Capture], several: Sequence[ReportCaptured] = ()
    ) -> None:
        self._session = session
        urls = {capture.asked for capture in captures} | {one.listed.url for one in several}
        self._last = {row.url: row for row in session.execute(_LAST, {"urls": list(urls)}).scalars()}
        self._numbers = self._taken(len(captures))

    def _taken(self, count: int) -> Iterator[int]:
        """Row numbers, taken when the first is wanted: an unchanged patrol wants none."""
        yield from row_numbers(self._session, CaptureRow, count)

    def report(self, captured: ReportCaptured) -> Captured:
        listed = captured.listed
        prints = [captured.capture.sha256, *(part.sha256 for part in captured.parts)]
        read = hashlib.sha256(captured.body).hexdigest() if captured.body else None
        facts = {
            "report": True,
            "parts": [[part.asked, part.sha256] for part in captured.parts],
            "name": captured.name,
            "read_sha256": read or captured.capture.sha256,
            "listed_title": listed.title,
            "listed_date": listed.date,
            "listed_column": listed.column,
            "listed_agency": listed.agency,
        }
        kept = self._keep(listed.url, captured.capture, digest(prints), facts, captured.settled_by)
        for part in captured.parts:
            self.page(part)
        return kept

    def page(self, capture: Capture) -> Captured:
        facts = {"report": False, "parts": [], "name": "", "read_sha256": None}
        return self._keep(capture.asked, capture, digest([capture.sha256]), facts)

    def _keep(
        self,
        url: str,
        capture: Capture,
        fingerprint: str,
        facts: dict[str, object],
        settled_by: str | None = None,
    ) -> Captured:
        portal_row(self._session, capture.portal)
        last = self._last.get(url)
        same_answer = (
            last is not None and last.fingerprint == fingerprint and capture.status in (304, last.status)
        )
        if last is not None and same_answer and (last.report or not facts["report"]):
            _answered_again(last, capture)
            if facts["report"]:
                last.settled_by = settled_by
            return _captured(last, CaptureChange.UNCHANGED)
        if last is not None and capture.fetched_at <= last.fetched_at:
            replayed = self._replayed(url, fingerprint, report=bool(facts["report"]))
            if replayed is not None:
                return _captured(replayed, CaptureChange.UNCHANGED)
        if last is not None:
            last.latest = False
        row = CaptureRow(
            id=next(self._numbers),
            url=url,
            sequence=last.sequence + 1 if last else 1,
            portal_id=capture.portal,
            latest=True,
            final=capture.final,
            status=capture.status,
            headers=dict(capture.headers),
            fetched_at=capture.fetched_at,
            last_seen_at=capture.fetched_at,
            answered_at=capture.fetched_at,
            sha256=capture.sha256,
            size=capture.size,
            redirects=list(capture.redirects),
            remote_address=capture.remote_address,
            fingerprint=fingerprint,
            settled_by=settled_by,
            **facts,
        )
        self._session.add(row)
        self._last[url] = row
        return _captured(row, CaptureChange.CHANGED if last else CaptureChange.NEW)

    def _replayed(self, url: str, fingerprint: str, *, report: bool) -> CaptureRow | None:
        """The same answer, kept before. What was kept as a page of a list is not kept as a report yet."""
        same = CaptureRow.fingerprint == fingerprint
        if report:
            same &= CaptureRow.report
        wanted = select(CaptureRow).where(CaptureRow.url == url, same).limit(1)
        return self._session.execute(wanted).scalar_one_or_none()


def _captured(row: CaptureRow, change: CaptureChange) -> Captured:
    return Captured(row.id, change, row.read_sha256 or row.sha256)


def _answered_again(row: CaptureRow, capture: Capture) -> None:
    """The same answer once more; a 304 only says so and sends nothing."""
    seen_again(row, capture.fetched_at)
    row.last_seen_at = max(row.last_seen_at, capture.fetched_at)
    if capture.status != 304:
        row.answered_at = max(row.answered_at, capture.fetched_at)


def validators(session: Session, portal: str) -> dict[str, Validators]:
    """Address → what a conditional request for it needs, from its last full answer to this portal's patrols."""
    answers = session.execute(
        select(
            CaptureRow.url,
            CaptureRow.headers,
            CaptureRow.sha256,
            CaptureRow.settled_by,
            CaptureRow.latest,
            CaptureRow.answered_at,
        )
        .where(CaptureRow.portal_id == portal, CaptureRow.status == 200)
        .order_by(CaptureRow.sequence)
    )
    known = {}
    for url, headers, sha256, settled_by, latest, answered in answers:
        fields = {name.lower(): value for name, value in headers.items()}
        settled = settled_by if latest else None
        known[url] = Validators(
            fields.get("etag"), fields.get("last-modified"), sha256, settled, china_day(answered)
        )
    return known


def capture_row(session: Session, id: int) -> CaptureRow:
    return capture_rows(session, [id])[id]


def capture_rows(session: Session, ids: Collection[int]) -> dict[int, CaptureRow]:
    """By id. Raises UnknownRow for one that is not there."""
    found = {row.id: row for row in session.execute(_CAPTURES, {"ids": list(ids)}).scalars()}
    for id in ids:
        if id not in found:
            raise UnknownRow(f"there is no capture {id}", f"没有编号为 {id} 的抓取记录")
    return found
