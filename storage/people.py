"""Accounts of the dashboard, and the append-only record of what people did. Passwords come here hashed, never plain."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.errors import Contradiction, UnknownRow
from storage.memory import Memory
from storage.tables import AccountRow, DeedRow

ROLES = ("operator", "office", "reader")
"""Operators see and do everything; an office acts on its divisions only; a reader looks."""


@dataclass(frozen=True, slots=True)
class Account:
    """One person. `divisions` are prefixes; none means everywhere, which an office may not have."""

    name: str
    role: str
    divisions: tuple[str, ...]
    secret: str
    epoch: int
    closed: bool


@dataclass(frozen=True, slots=True)
class Deed:
    by: str
    kind: str
    subject: str
    detail: str
    at: datetime


def require_role(role: str, divisions: Sequence[str]) -> None:
    """Raises Contradiction where there is no such role, or it needs divisions and has none."""
    if role not in ROLES:
        known = ", ".join(ROLES)
        raise Contradiction(f"{role} is no role; {known} are", f"没有“{role}”这种角色，只能是 {known} 之一")
    if role == "office" and not divisions:
        raise Contradiction(
            "an office account needs the divisions it may see", "政务公开办账号必须写明行政区划"
        )


class People:
    """The door to accounts and deeds. Each method is one transaction."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    def add(
        self, name: str, *, role: str, divisions: Sequence[str], secret: str, by: str, at: datetime
    ) -> None:
        """Make an account, or give a known one a new password, role and divisions (its sessions end then)."""
        require_role(role, divisions)
        with self._memory.writing() as session:
            row = _row(session, name)
            if row is None:
                row = AccountRow(name=name, role=role, divisions=[], secret=secret, epoch=0, made_at=at)
                session.add(row)
            row.role, row.divisions, row.secret, row.closed_at = role, sorted(set(divisions)), secret, None
            row.epoch += 1
            session.add(
                DeedRow(
                    by=by, kind="account_set", subject=name, detail=f"{role} {' '.join(divisions)}", at=at
                )
            )

    def close(self, name: str, *, by: str, at: datetime) -> None:
        """End an account and its sessions; the row stays, because acts name it."""
        with self._memory.writing() as session:
            row = _row(session, name)
            if row is None or row.closed_at is not None:
                raise UnknownRow(f"there is no account {name}", f"没有账号 {name}")
            row.closed_at, row.epoch = at, row.epoch + 1
            session.add(DeedRow(by=by, kind="account_closed", subject=name, detail="", at=at))

    def sign_out(self, name: str, epoch: int, *, at: datetime) -> None:
        """End every session of an account, copies of its cookies too. One that was ended before ends no other."""
        with self._memory.writing() as session:
            row = _row(session, name)
            if row is not None and row.epoch == epoch:
                row.epoch += 1
                session.add(DeedRow(by=name, kind="signed_out", subject="", detail="", at=at))

    def account(self, name: str) -> Account | None:
        """An account that is not closed."""
        with self._memory.reading() as session:
            row = _row(session, name)
            return None if row is None or row.closed_at is not None else _value(row)

    def accounts(self) -> tuple[Account, ...]:
        """All of them, closed ones too, by name."""
        with self._memory.reading() as session:
            rows = session.execute(select(AccountRow).order_by(AccountRow.name)).scalars()
            return tuple(_value(row) for row in rows)

    def record(self, *, by: str, kind: str, subject: str = "", detail: str = "", at: datetime) -> None:
        with self._memory.writing() as session:
            session.add(DeedRow(by=by, kind=kind, subject=subject, detail=detail, at=at))

    def deeds(self, subject: str | None = None, limit: int = 200) -> tuple[Deed, ...]:
        """Latest first."""
        wanted = select(DeedRow).order_by(DeedRow.id.desc()).limit(limit)
        if subject is not None:
            wanted = wanted.where(DeedRow.subject == subject)
        with self._memory.reading() as session:
            return tuple(
                Deed(row.by, row.kind, row.subject, row.detail, row.at)
                for row in session.execute(wanted).scalars()
            )


def _row(session: Session, name: str) -> AccountRow | None:
    return session.execute(select(AccountRow).where(AccountRow.name == name)).scalar_one_or_none()


def _value(row: AccountRow) -> Account:
    return Account(row.name, row.role, tuple(row.divisions), row.secret, row.epoch, row.closed_at is not None)
