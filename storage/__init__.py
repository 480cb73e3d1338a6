"""What was captured, read, judged and announced: SQLAlchemy tables, migrations, queries."""

from storage.absences import AbsenceWord
from storage.difference import Change, differences
from storage.errors import Contradiction, DatabaseUnusable, SchemaOutdated, StorageError, UnknownRow
from storage.exporting import ReportOnFile
from storage.health import Patience
from storage.memory import Memory
from storage.outbox import Notice, StoredMessage
from storage.schema import downgrade, upgrade
from storage.upkeep import Retention
from storage.values import (
    CaptureChange,
    Captured,
    Cause,
    DueCapture,
    DueRevision,
    Event,
    EventKind,
    Finding,
    FindingState,
    Judged,
    Note,
    ReadingChange,
    ReportLine,
    Revision,
    RosterEntry,
    Tally,
    Transition,
    Waiver,
)

__all__ = [
    "AbsenceWord",
    "CaptureChange",
    "Captured",
    "Cause",
    "Change",
    "Contradiction",
    "DatabaseUnusable",
    "DueCapture",
    "DueRevision",
    "Event",
    "EventKind",
    "Finding",
    "FindingState",
    "Judged",
    "Memory",
    "Note",
    "Notice",
    "Patience",
    "ReadingChange",
    "ReportLine",
    "ReportOnFile",
    "Retention",
    "Revision",
    "RosterEntry",
    "SchemaOutdated",
    "StorageError",
    "StoredMessage",
    "Tally",
    "Transition",
    "UnknownRow",
    "Waiver",
    "differences",
    "downgrade",
    "upgrade",
]
