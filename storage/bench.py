"""What is judged, and what was said of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from storage.lifecycle import Ground
from storage.revisions import report_rows, revision_rows
from storage.summary import Judgement
from storage.tables import ReportRow, RevisionRow


@dataclass(frozen=True, slots=True)
class Bench:
    """What is judged: a revision, or (for a report that is not there) an agency's year."""

    agency_id: int | None
    year: int | None
    revision: RevisionRow | None = None
    report: ReportRow | None = None
    previous: RevisionRow | None = None
    ruleset_hash: str = ""
    as_of: date | None = None
    inputs: object = None

    @property
    def here(self) -> RevisionRow:
        """The revision that is judged, where one is."""
        assert self.revision is not None
        return self.revision

    @property
    def published(self) -> ReportRow:
        """Its report, where there is one."""
        assert self.report is not None
        return self.report

    @property
    def speaks(self) -> bool:
        """Whether findings may follow: identity known, and this report stands for it."""
        if self.agency_id is None or self.year is None:
            return False
        if self.revision is not None and not self.revision.current:
            return False  # an older reading, judged again: kept, but overtaken
        return self.report is None or self.report.standing

    def ground(self, rule_version: int) -> Ground:
        revision = self.revision
        return Ground(
            rule_version,
            self.ruleset_hash,
            revision.reader if revision else None,
            revision.content_sha256 if revision else None,
            self.previous.content_sha256 if self.previous else None,
        )


@dataclass(frozen=True, slots=True)
class Word:
    """What a rule set said of one bench."""

    bench: Bench
    said: Judgement


def benches(session: Session, revision_ids: Sequence[int], *, read: bool = True) -> list[Bench]:
    """In the order asked for, without what a judgement must remember in order to be repeated.

    `read`: with what was read; else that is loaded where it is looked at.
    """
    revisions = revision_rows(session, revision_ids, read=read)
    reports = report_rows(session, revisions)
    return [
        Bench(report.agency_id, report.year, revision, report)
        for revision in revisions
        for report in [reports[revision.report_id]]
    ]
