"""Up to which day an open finding was seen to hold.

A page that cannot be reached, that shows something else for the time being or that this reader cannot read may have been put
right meanwhile; so may one of which the rules came to a doubt. To say of its agency that it has not would accuse it of what
nobody has seen.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import Session

from reports import china_day
from rules.engine.verdict import Outcome
from storage.observing import RULESET as OBSERVED
from storage.tables import (
    CaptureRow,
    FindingRow,
    JudgementRow,
    PortalRow,
    ReportRow,
    RevisionRow,
    VerdictRow,
)

_FAILS = and_(
    JudgementRow.latest,
    VerdictRow.judgement_id == JudgementRow.id,
    VerdictRow.rule == FindingRow.rule,
    VerdictRow.subject == FindingRow.subject,
    VerdictRow.outcome == Outcome.FAIL.value,
)
_SHOWN = and_(
    CaptureRow.id == RevisionRow.capture_id,
    RevisionRow.current,
    CaptureRow.latest,
    CaptureRow.unreadable.is_(None),
)
"""The page showed just what was read, and nothing else since."""
_ON_ITS_PAGE = select(FindingRow.number, CaptureRow.last_seen_at).where(
    FindingRow.ruleset_hash != OBSERVED,
    RevisionRow.id == FindingRow.revision_id,
    JudgementRow.revision_id == RevisionRow.id,
    _SHOWN,
    _FAILS,
)
_ON_LAST_YEARS = select(FindingRow.number, CaptureRow.last_seen_at).where(
    ReportRow.url == FindingRow.previous_url,
    RevisionRow.report_id == ReportRow.id,
    RevisionRow.evidence == FindingRow.previous_evidence,
    _SHOWN,
)
_NOT_FOUND = select(FindingRow.number, JudgementRow.as_of).where(
    FindingRow.ruleset_hash != OBSERVED,
    FindingRow.revision_id.is_(None),
    JudgementRow.revision_id.is_(None),
    JudgementRow.agency_id == FindingRow.agency_id,
    JudgementRow.year == FindingRow.year,
    _FAILS,
)
"""No report there: the last proof's last day."""
_LISTED_NO_MORE = select(FindingRow.number, PortalRow.last_full_read_at).where(
    FindingRow.ruleset_hash == OBSERVED,
    ReportRow.id == FindingRow.report_id,
    PortalRow.id == ReportRow.portal_id,
)
_OF_TWO_YEARS = select(FindingRow.number).where(FindingRow.previous_url.is_not(None))


def confirmed_on(session: Session, which: ColumnElement[bool]) -> Mapping[str, date]:
    """Number → the last day (in China) on which the finding was seen to hold, its last year's page too where it rests on both.

    `which` chooses among findings. One that is not known to hold any more (the page differs and was not judged yet, cannot be
    read, or leaves the rule in doubt) is left out.
    """
    seen = {
        number: china_day(at)
        for query in (_ON_ITS_PAGE, _LISTED_NO_MORE)
        for number, at in session.execute(query.where(which))
        if at is not None
    }
    seen |= {number: day for number, day in session.execute(_NOT_FOUND.where(which)) if day is not None}
    of_both = set(session.execute(_OF_TWO_YEARS.where(which)).scalars())
    if of_both:
        before = {number: china_day(at) for number, at in session.execute(_ON_LAST_YEARS.where(which))}
        seen = {
            number: min(day, before.get(number, day))
            for number, day in seen.items()
            if number not in of_both or number in before
        }
    return seen
