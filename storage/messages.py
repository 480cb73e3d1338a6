"""Messages of the outbox, and how their sending went."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from storage.log import to_operator
from storage.notices import some_at_once, waiting_for
from storage.tables import LedgerRow, MessageRow
from storage.upsert import insert_new


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One message for one destination, ready to send. `key` is unique: (destination, the notices it tells). Bodies are Chinese."""

    key: str
    office: str
    destination: str
    """Name of the destination in the office file; its address is looked up when sending and never stored."""
    title: str
    markdown: str
    text: str
    findings: tuple[str, ...] = ()
    """Numbers of the findings it tells of."""
    attachments: tuple[str, ...] = ()
    """Paths of files."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredMessage(Message):
    """A message in the outbox. `state`: waiting · sent · parked."""

    created_at: datetime
    state: str
    attempts: int
    next_at: datetime
    sent_at: datetime | None
    last_error: str | None


def put_message(session: Session, message: Message, notices: Sequence[int], at: datetime) -> bool:
    """Put a message into the outbox and tie its notices to it; False when the key is taken (nothing changes then)."""
    row = {**asdict(message), "created_at": at, "state": "waiting", "next_at": at}
    if not insert_new(session, MessageRow, [row], ("key",)):
        return False
    id = session.execute(select(MessageRow.id).where(MessageRow.key == message.key)).scalar_one()
    for ids in some_at_once(notices):
        session.execute(
            update(LedgerRow)
            .where(waiting_for(message.destination), LedgerRow.outbox_id.in_(ids))
            .values(message_id=id)
        )
    return True


def _stored(row: MessageRow) -> StoredMessage:
    return StoredMessage(
        key=row.key,
        office=row.office,
        destination=row.destination,
        title=row.title,
        markdown=row.markdown,
        text=row.text,
        findings=tuple(row.findings),
        attachments=tuple(row.attachments),
        created_at=row.created_at,
        state=row.state,
        attempts=row.attempts,
        next_at=row.next_at,
        sent_at=row.sent_at,
        last_error=row.last_error,
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
