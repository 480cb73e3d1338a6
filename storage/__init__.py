"""What was captured, read, judged and announced: SQLAlchemy tables, migrations, queries."""

from storage.absences import AbsenceWord
from storage.begun import CONDEMNED, Begun
from storage.bulk import together
from storage.claims import Claim
from storage.database import absent_file
from storage.difference import Change
from storage.errors import (
    Contradiction,
    DatabaseAway,
    DatabaseReadOnly,
    DatabaseUnusable,
    DiskFull,
    SchemaOutdated,
    StorageError,
    UnknownRow,
)
from storage.exporting import ReportOnFile
from storage.health import Patience
from storage.memory import Memory
from storage.messages import Message, StoredMessage
from storage.newly_read import Reading
from storage.notices import BriefNotice, Notice, Unrouted
from storage.packing import PackedReading, pack
from storage.people import ROLES, Account, Deed, People, require_role
from storage.schema import downgrade, upgrade
from storage.season import LATE, NOT_FOUND, Counts, RuleCount
from storage.shelf import Shelf, Step
from storage.shelf_agencies import AgencyLine, AgencyYear
from storage.shelf_files import Evidence, MessageLine, PortalFile
from storage.shelf_findings import FiledFinding
from storage.shelf_reports import ReportFile, RevisionLine
from storage.summary import Judgement, sum_up
from storage.tokens import Token, Tokens
from storage.unportaled import Unportaled
from storage.upkeep import Retention
from storage.values import (
    NOT_CONFIRMED,
    STATE_NAMES,
    Cause,
    Event,
    EventKind,
    Finding,
    FindingState,
    Note,
    ReportLine,
    RosterEntry,
    Transition,
    Waiver,
    WaiverOnFile,
)
from storage.work import (
    CaptureChange,
    Captured,
    DueCapture,
    DueRevision,
    Judged,
    ReadingChange,
    Revision,
    Tally,
    Why,
)

__all__ = [
    "CONDEMNED",
    "LATE",
    "NOT_CONFIRMED",
    "NOT_FOUND",
    "ROLES",
    "STATE_NAMES",
    "AbsenceWord",
    "Account",
    "AgencyLine",
    "AgencyYear",
    "Begun",
    "BriefNotice",
    "CaptureChange",
    "Captured",
    "Cause",
    "Change",
    "Claim",
    "Contradiction",
    "Counts",
    "DatabaseAway",
    "DatabaseReadOnly",
    "DatabaseUnusable",
    "Deed",
    "DiskFull",
    "DueCapture",
    "DueRevision",
    "Event",
    "EventKind",
    "Evidence",
    "FiledFinding",
    "Finding",
    "FindingState",
    "Judged",
    "Judgement",
    "Memory",
    "Message",
    "MessageLine",
    "Note",
    "Notice",
    "PackedReading",
    "Patience",
    "People",
    "PortalFile",
    "Reading",
    "ReadingChange",
    "ReportFile",
    "ReportLine",
    "ReportOnFile",
    "Retention",
    "Revision",
    "RevisionLine",
    "RosterEntry",
    "RuleCount",
    "SchemaOutdated",
    "Shelf",
    "Step",
    "StorageError",
    "StoredMessage",
    "Tally",
    "Token",
    "Tokens",
    "Transition",
    "UnknownRow",
    "Unportaled",
    "Unrouted",
    "Waiver",
    "WaiverOnFile",
    "Why",
    "absent_file",
    "downgrade",
    "pack",
    "require_role",
    "sum_up",
    "together",
    "upgrade",
]
