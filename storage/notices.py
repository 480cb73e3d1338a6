"""Notices of the outbox: what is untold, to whom it goes, and what stands in the ledger of a destination."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, func, or_, select, update
from sqlalchemy.orm import Session

from storage.questions import finding_value
from storage.tables import AgencyRow, FindingRow, LedgerRow, OutboxRow, TransitionRow
from storage.upsert import insert_new
from storage.values import Cause, Finding, FindingState

_AT_ONCE = 500
"""Rows fetched, and numbers in one statement."""


@dataclass(frozen=True, slots=True)
class Notice:
    """Something to be told, once to each destination. `finding` is as it stands now; kind, words and time are the notice's."""

    id: int
    key: str
    audience: str
    kind: str
    division: str | None
    severity: str
    title: str
    body: str
    at: datetime
    finding: Finding | None
    cause: Cause | None

    @property
    def number(self) -> str | None:
        """Of its finding."""
        return None if self.finding is None else self.finding.number


class Unrouted(NamedTuple):
    """What decides who is told of a notice."""

    id: int
    audience: str
    kind: str
    division: str | None
    severity: str


class BriefNotice(NamedTuple):
    """A notice of a finding by what a count of many needs of it."""

    id: int
    key: str
    kind: str
    severity: str
    number: str
    division: str | None


class OpenFinding(NamedTuple):
    number: str
    severity: str
    division: str | None


@dataclass(frozen=True, slots=True)
class Backlog:
    """What stands in the ledger of a destination and in no message yet: how many notices, and the oldest one's time."""

    count: int
    since: datetime | None


def _notices(session: Session, wanted: ColumnElement[bool]) -> tuple[Notice, ...]:
    statement = (
        select(OutboxRow, FindingRow, AgencyRow, TransitionRow.cause)
        .outerjoin(FindingRow, FindingRow.id == OutboxRow.finding_id)
        .outerjoin(AgencyRow, AgencyRow.id == FindingRow.agency_id)
        .outerjoin(TransitionRow, TransitionRow.id == OutboxRow.transition_id)
        .where(wanted)
        .order_by(OutboxRow.id)
    )
    return tuple(
        Notice(
            id=row.id,
            key=row.key,
            audience=row.audience,
            kind=row.kind,
            division=row.division,
            severity=row.severity,
            title=row.title,
            body=row.body,
            at=row.at,
            finding=None if finding is None else finding_value(finding, agency),
            cause=None if cause is None else Cause(cause),
        )
        for row, finding, agency, cause in session.execute(statement)
    )


def untold(session: Session) -> tuple[Notice, ...]:
    """What has no ledger rows yet, in the order it happened."""
    return _notices(session, OutboxRow.routed_at.is_(None))


def unrouted(session: Session, after: int, limit: int) -> tuple[Unrouted, ...]:
    """The next of what has no ledger rows yet, by number: for a season of a country, a part at a time."""
    columns = (OutboxRow.id, OutboxRow.audience, OutboxRow.kind, OutboxRow.division, OutboxRow.severity)
    wanted = select(*columns).where(OutboxRow.routed_at.is_(None), OutboxRow.id > after)
    return tuple(Unrouted(*row) for row in session.execute(wanted.order_by(OutboxRow.id).limit(limit)))


def route(session: Session, routed: Mapping[int, Sequence[tuple[str, str]]], at: datetime) -> None:
    """By notice, to whom: one ledger row for each (office, destination), and the notices are routed for good."""
    rows = [
        {"outbox_id": notice, "office": office, "destination": name}
        for notice, destinations in routed.items()
        for office, name in destinations
    ]
    insert_new(session, LedgerRow, rows, ("outbox_id", "destination"))
    for ids in some_at_once(list(routed)):
        session.execute(update(OutboxRow).where(OutboxRow.id.in_(ids)).values(routed_at=at))


def waiting_for(destination: str) -> ColumnElement[bool]:
    return and_(LedgerRow.destination == destination, LedgerRow.message_id.is_(None))


def backlog(session: Session, destination: str) -> Backlog:
    wanted = select(func.count(), func.min(OutboxRow.at)).join(LedgerRow, LedgerRow.outbox_id == OutboxRow.id)
    return Backlog(*session.execute(wanted.where(waiting_for(destination))).one())


def waiting(session: Session, destination: str, *, of_findings: bool | None = None) -> tuple[Notice, ...]:
    """What stands in the ledger of a destination and in no message yet; or only what is (is not) of a finding."""
    ids = select(LedgerRow.outbox_id).where(waiting_for(destination))
    wanted: ColumnElement[bool] = OutboxRow.id.in_(ids)
    if of_findings is not None:
        wanted = and_(wanted, OutboxRow.finding_id.is_not(None) == of_findings)
    return _notices(session, wanted)


def waiting_briefly(session: Session, destination: str) -> Iterator[BriefNotice]:
    """Those of findings, without their words."""
    wanted = (
        select(
            OutboxRow.id,
            OutboxRow.key,
            OutboxRow.kind,
            OutboxRow.severity,
            FindingRow.number,
            AgencyRow.division,
        )
        .join(LedgerRow, LedgerRow.outbox_id == OutboxRow.id)
        .join(FindingRow, FindingRow.id == OutboxRow.finding_id)
        .join(AgencyRow, AgencyRow.id == FindingRow.agency_id)
        .where(waiting_for(destination))
        .order_by(OutboxRow.id)
        .execution_options(yield_per=_AT_ONCE)
    )
    return (BriefNotice(*row) for row in session.execute(wanted))


def open_findings(session: Session, divisions: Sequence[str]) -> Iterator[OpenFinding]:
    """Those under the divisions (prefixes), by number; only what a count needs of them."""
    wanted = (
        select(FindingRow.number, FindingRow.severity, AgencyRow.division)
        .join(AgencyRow, AgencyRow.id == FindingRow.agency_id)
        .where(
            FindingRow.state == FindingState.OPEN.value,
            or_(*(AgencyRow.division.startswith(prefix) for prefix in divisions)),
        )
        .order_by(FindingRow.number)
        .execution_options(yield_per=_AT_ONCE)
    )
    return (OpenFinding(*row) for row in session.execute(wanted))


def some_at_once(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    return (ids[start : start + _AT_ONCE] for start in range(0, len(ids), _AT_ONCE))


def government_names(session: Session) -> dict[str, str]:
    """Division code → name of the government that the roster or a report gives for it; for headings."""
    rows = session.execute(
        select(AgencyRow.division, AgencyRow.name)
        .where(AgencyRow.type == "government", AgencyRow.division.is_not(None))
        .order_by(AgencyRow.id)
    )
    return {division: name.removesuffix("人民政府") for division, name in rows.all() if division}
