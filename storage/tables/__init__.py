"""The tables, by the arrow of the walk they keep. Migrations are in `storage/migrations`."""

from storage.tables.acts import NoteRow, WaiverRow
from storage.tables.announcing import (
    CounterRow,
    EventRow,
    LedgerRow,
    MatterRow,
    MessageRow,
    OutboxRow,
    RunRow,
)
from storage.tables.base import Table
from storage.tables.judging import (
    FindingRow,
    JudgementRow,
    RuleSetRow,
    StirringRow,
    TransitionRow,
    VerdictRow,
)
from storage.tables.leases import HostRow, LeaseRow
from storage.tables.patrol import (
    AgencyRow,
    AliasRow,
    CaptureRow,
    ColumnRow,
    ListedRow,
    ListingRow,
    LookRow,
    PageRow,
    PortalRow,
)
from storage.tables.people import AccountRow, DeedRow, TokenRow
from storage.tables.reading import BegunRow, CellChangeRow, CellsRow, ReportRow, RevisionRow

__all__ = [
    "AccountRow",
    "AgencyRow",
    "AliasRow",
    "BegunRow",
    "CaptureRow",
    "CellChangeRow",
    "CellsRow",
    "ColumnRow",
    "CounterRow",
    "DeedRow",
    "EventRow",
    "FindingRow",
    "HostRow",
    "JudgementRow",
    "LeaseRow",
    "LedgerRow",
    "ListedRow",
    "ListingRow",
    "LookRow",
    "MatterRow",
    "MessageRow",
    "NoteRow",
    "OutboxRow",
    "PageRow",
    "PortalRow",
    "ReportRow",
    "RevisionRow",
    "RuleSetRow",
    "RunRow",
    "StirringRow",
    "Table",
    "TokenRow",
    "TransitionRow",
    "VerdictRow",
    "WaiverRow",
]
