"""What programs show to read the API: kept as a digest, for a role and some divisions, until revoked or expired."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select, update

from reports import china_day
from storage.errors import Contradiction, UnknownRow
from storage.memory import Memory
from storage.people import ROLES
from storage.tables import DeedRow, TokenRow

PREFIX = "nbt_"
"""Every token begins so: one that was left somewhere is recognised for what it is."""


@dataclass(frozen=True, slots=True)
class Token:
    """`divisions` are prefixes; none means everywhere. `used_on`: the last day it was shown."""

    name: str
    role: str
    divisions: tuple[str, ...]
    made_at: datetime
    expires_at: datetime | None
    used_on: date | None
    revoked_at: datetime | None

    def stands(self, now: datetime) -> bool:
        return self.revoked_at is None and (self.expires_at is None or now < self.expires_at)


class Tokens:
    """The door to tokens. Each method is one transaction."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    def issue(
        self, name: str, *, role: str, divisions: Sequence[str], days: int | None, by: str, at: datetime
    ) -> str:
        """Make one and return it; it cannot be had again. A known name is refused until its token is revoked."""
        if role not in ROLES:
            raise Contradiction(f"{role} is no role; {', '.join(ROLES)} are", f"没有“{role}”这种角色")
        if role == "office" and not divisions:
            raise Contradiction(
                "an office's token needs the divisions it may see", "政务公开办的令牌必须写明行政区划"
            )
        secret = PREFIX + secrets.token_urlsafe(32)
        with self._memory.writing() as session:
            row = session.execute(select(TokenRow).where(TokenRow.name == name)).scalar_one_or_none()
            if row is not None and _value(row).stands(at):
                raise Contradiction(
                    f"there is a token {name}; revoke it first", f"令牌 {name} 已存在，请先作废"
                )
            if row is None:
                row = TokenRow(name=name, role=role, divisions=[], digest="", made_at=at)
                session.add(row)
            row.role, row.divisions, row.digest = role, sorted(set(divisions)), _digest(secret)
            row.made_at, row.revoked_at, row.used_on = at, None, None
            row.expires_at = None if days is None else at + timedelta(days=days)
            detail = f"{role} {' '.join(divisions)}".strip()
            session.add(DeedRow(by=by, kind="token_issued", subject=name, detail=detail, at=at))
        return secret

    def revoke(self, name: str, *, by: str, at: datetime) -> None:
        with self._memory.writing() as session:
            row = session.execute(select(TokenRow).where(TokenRow.name == name)).scalar_one_or_none()
            if row is None or row.revoked_at is not None:
                raise UnknownRow(f"there is no token {name}", f"没有令牌 {name}")
            row.revoked_at = at
            session.add(DeedRow(by=by, kind="token_revoked", subject=name, detail="", at=at))

    def shown(self, secret: str, now: datetime) -> Token | None:
        """The token that was shown, if it stands. That it was used is noted once a day."""
        with self._memory.reading() as session:
            row = session.execute(
                select(TokenRow).where(TokenRow.digest == _digest(secret))
            ).scalar_one_or_none()
            found = None if row is None else _value(row)
        if found is None or not found.stands(now):
            return None
        if found.used_on != china_day(now):
            with self._memory.writing() as session:
                used = update(TokenRow).where(TokenRow.name == found.name)
                session.execute(used.values(used_on=china_day(now)))
        return found

    def all(self) -> tuple[Token, ...]:
        """Revoked and expired ones too, by name."""
        with self._memory.reading() as session:
            rows = session.execute(select(TokenRow).order_by(TokenRow.name)).scalars()
            return tuple(_value(row) for row in rows)


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def _value(row: TokenRow) -> Token:
    return Token(
        row.name, row.role, tuple(row.divisions), row.made_at, row.expires_at, row.used_on, row.revoked_at
    )
