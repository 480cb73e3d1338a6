"""The outbox as alerts uses it: what is untold, the ledger of destinations, messages and how their sending went."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, select, update
from sqlalchemy.orm import Session

from storage.log import to_operator
from storage.questions import finding_value
from storage.tables import AgencyRow, FindingRow, LedgerRow, MessageRow, OutboxRow, TransitionRow
from storage.upsert import insert_new
from storage.values import Cause, Finding


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


@dataclass(frozen=True, slots=True)
class StoredMessage:
    """A message in the outbox. `state`: waiting · sent · parked."""

    key: str
    office: str
    destination: str
    title: str
    markdown: str
    text: str
    findings: tuple[str, ...]
    attachments: tuple[str, ...]
    created_at: datetime
    state: str
    attempts: int
    next_at: datetime
    sent_at: datetime | None
    last_error: str | None


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


def route(session: Session, notice_id: int, destinations: Sequence[tuple[str, str]], at: datetime) -> None:
    """One ledger row for each (office, destination), and the notice is routed for good."""
    rows = [{"outbox_id": notice_id, "office": office, "destination": name} for office, name in destinations]
    insert_new(session, LedgerRow, rows, ("outbox_id", "destination"))
    session.execute(update(OutboxRow).where(OutboxRow.id == notice_id).values(routed_at=at))


def waiting(session: Session, destination: str) -> tuple[Notice, ...]:
    """What stands in the ledger of a destination and in no message yet."""
    ids = select(LedgerRow.outbox_id).where(
        LedgerRow.destination == destination, LedgerRow.message_id.is_(None)
    )
    return _notices(session, OutboxRow.id.in_(ids))


def put_message(
    session: Session,
    *,
    key: str,
    office: str,
    destination: str,
    title: str,
    markdown: str,
    text: str,
    findings: Sequence[str],
    notices: Sequence[int],
    at: datetime,
    attachments: Sequence[str] = (),
) -> bool:
    """Put a message into the outbox and tie its notices to it; False when the key is taken (nothing changes then)."""
    row = {
        "key": key,
        "office": office,
        "destination": destination,
        "title": title,
        "markdown": markdown,
        "text": text,
        "findings": list(findings),
        "attachments": list(attachments),
        "created_at": at,
        "state": "waiting",
        "next_at": at,
    }
    if not insert_new(session, MessageRow, [row], ("key",)):
        return False
    id = session.execute(select(MessageRow.id).where(MessageRow.key == key)).scalar_one()
    ids = list(notices)
    for start in range(0, len(ids), 500):
        session.execute(
            update(LedgerRow)
            .where(
                LedgerRow.destination == destination,
                LedgerRow.message_id.is_(None),
                LedgerRow.outbox_id.in_(ids[start : start + 500]),
            )
            .values(message_id=id)
        )
    return True


def _stored(row: MessageRow) -> StoredMessage:
    return StoredMessage(
        row.key,
        row.office,
        row.destination,
        row.title,
        row.markdown,
        row.text,
        tuple(row.findings),
        tuple(row.attachments),
        row.created_at,
        row.state,
        row.attempts,
        row.next_at,
        row.sent_at,
        row.last_error,
    )


def messages(
    session: Session, *, state: str | None = None, due: datetime | None = None, limit: int | None = None
) -> tuple[StoredMessage, ...]:
    """Messages in the order they were made; `due` keeps those whose time to be sent has come."""
    wanted = select(MessageRow).order_by(MessageRow.id)
    if state is not None:
        wanted = wanted.where(MessageRow.state == state)
    if due is not None:
        wanted = wanted.where(MessageRow.state == "waiting", MessageRow.next_at <= due)
    if limit is not None:
        wanted = wanted.limit(limit)
    return tuple(_stored(row) for row in session.execute(wanted).scalars())


def _message(session: Session, key: str) -> MessageRow:
    return session.execute(select(MessageRow).where(MessageRow.key == key)).scalar_one()


def mark_sent(session: Session, key: str, at: datetime) -> None:
    row = _message(session, key)
    row.state, row.sent_at, row.last_error = "sent", at, None
    row.attempts += 1


def mark_failed(session: Session, key: str, error: str, at: datetime, next_at: datetime | None) -> None:
    """One attempt came to nothing: try again at `next_at`, or (`None`) park it and tell the operator once."""
    row = _message(session, key)
    row.attempts += 1
    row.last_error = error
    if next_at is not None:
        row.next_at = next_at
        return
    row.state = "parked"
    to_operator(
        session,
        key=f"parked:{key}",
        kind="parked",
        title=f"消息未能送达：{row.office}（{row.destination}）",
        body=f"“{row.title}”已试 {row.attempts} 次仍未送达，已停放。修复该渠道后运行 nianbao alerts send --parked 重发。",
        at=at,
    )


def unpark(session: Session, at: datetime) -> int:
    """Give parked messages another round; how many."""
    rows = session.execute(select(MessageRow).where(MessageRow.state == "parked")).scalars().all()
    for row in rows:
        row.state, row.attempts, row.next_at = "waiting", 0, at
    return len(rows)


def counts(session: Session) -> dict[str, int]:
    """Messages by state."""
    rows = session.execute(select(MessageRow.state, func.count()).group_by(MessageRow.state))
    return {row.state: row[1] for row in rows}


def government_names(session: Session) -> dict[str, str]:
    """Division code → name of the government that the roster or a report gives for it; for headings."""
    rows = session.execute(
        select(AgencyRow.division, AgencyRow.name)
        .where(AgencyRow.type == "government", AgencyRow.division.is_not(None))
        .order_by(AgencyRow.id)
    )
    return {division: name.removesuffix("人民政府") for division, name in rows.all() if division}
