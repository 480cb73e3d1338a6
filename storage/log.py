"""The append-only event log and the outbox: written only inside the transaction of what they tell."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.tables import EventRow, MatterRow, OutboxRow
from storage.upsert import insert_new
from storage.values import Event, EventKind


def told(
    kind: EventKind, id: str, at: datetime, facts: Mapping[str, str | int | None], *, occurrence: str = ""
) -> Event:
    """The event; (kind, id, occurrence) is its key."""
    key = f"{kind.value}:{id}:{occurrence}" if occurrence else f"{kind.value}:{id}"
    what = kind.value.split(".")[1]
    return Event(key, kind, at, f"disclosure.{what}.{id}", facts)


def tell(
    session: Session,
    kind: EventKind,
    id: str,
    at: datetime,
    facts: Mapping[str, str | int | None],
    *,
    occurrence: str = "",
) -> bool:
    """Append one event; False when it had been told."""
    return append(session, told(kind, id, at, facts, occurrence=occurrence)) == 1


def append(session: Session, *events: Event) -> int:
    """Append events in their order; how many had not been told before."""
    rows = [
        {
            "key": event.key,
            "kind": event.kind.value,
            "at": event.at,
            "resource": event.resource,
            "facts": dict(event.facts),
        }
        for event in events
    ]
    return insert_new(session, EventRow, rows, ("key",))


def to_operator(
    session: Session,
    *,
    key: str,
    kind: str,
    title: str,
    body: str,
    at: datetime,
    severity: str = "warning",
    division: str | None = None,
) -> bool:
    """Put something into the operator's outbox, once; False when it had been put there."""
    row = {
        "key": key,
        "audience": "operator",
        "kind": kind,
        "division": division,
        "severity": severity,
        "title": title,
        "body": body,
        "at": at,
    }
    return insert_new(session, OutboxRow, [row], ("key",)) == 1


def list_matter(session: Session, *, key: str, kind: str, subject: str, detail: str, at: datetime) -> None:
    """Put something on the operator's list (promise 10), told once; settled matters that return open again."""
    row = {"key": key, "kind": kind, "subject": subject, "detail": detail, "opened_at": at}
    if insert_new(session, MatterRow, [row], ("key",)):
        to_operator(
            session, key=f"matter:{key}", kind=kind, title=subject, body=detail, at=at, severity="notice"
        )
        return
    found = session.execute(select(MatterRow).where(MatterRow.key == key)).scalar_one()
    found.settled_at, found.subject, found.detail = None, subject, detail


def open_matters(session: Session, prefix: str) -> tuple[str, ...]:
    """Keys under a prefix that stand on the operator's list."""
    wanted = select(MatterRow.key).where(MatterRow.settled_at.is_(None), MatterRow.key.startswith(prefix))
    return tuple(session.execute(wanted.order_by(MatterRow.key)).scalars())


def settle_matter(session: Session, key: str, at: datetime) -> None:
    found = session.execute(select(MatterRow).where(MatterRow.key == key)).scalar_one_or_none()
    if found is not None and found.settled_at is None:
        found.settled_at = at
