"""Looking after the database: check, back up, tidy, forget by policy. Evidence and what was said are never forgotten."""

from __future__ import annotations

import errno
import os
import sqlite3
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import Engine, delete, func, select, text
from sqlalchemy.orm import Session, aliased

from storage.errors import DatabaseUnusable, DiskFull
from storage.schema import current, head
from storage.tables import (
    CaptureRow,
    CellsRow,
    FindingRow,
    LedgerRow,
    ListingRow,
    MessageRow,
    OutboxRow,
    ReportRow,
    RevisionRow,
    RunRow,
    TransitionRow,
)


@dataclass(frozen=True, slots=True)
class Retention:
    """Days after which what nobody needs is dropped. Reports' captures, revisions, verdicts and findings stay for good."""

    runs: int = 400
    list_pages: int = 400
    """Superseded captures of list pages (their bytes lie in the evidence archive by its own policy)."""
    listings: int = 400
    superseded_cells: int = 1200
    """Cells of revisions that are not current; their differences and digests stay."""


def check(engine: Engine) -> tuple[str, ...]:
    """Faults in English, one a line; none means sound."""
    faults = []
    if current(engine) != head():
        faults.append(f"schema is {current(engine)}, this program needs {head()}")
    with Session(engine.execution_options(read_only=True)) as session:
        if engine.dialect.name == "sqlite":
            faults += [row[0] for row in session.execute(text("PRAGMA integrity_check")) if row[0] != "ok"]
            broken = session.execute(text("PRAGMA foreign_key_check")).all()
            faults += [f"table {row[0]}: row {row[1]} refers to a missing row of {row[2]}" for row in broken]
        faults += _contradictions(session)
    return tuple(faults)


def _contradictions(session: Session) -> list[str]:
    """What the tables must always agree on, whatever died when."""
    earlier = aliased(ReportRow)
    questions = {
        "reports without a current revision": select(func.count())
        .select_from(ReportRow)
        .outerjoin(RevisionRow, (RevisionRow.report_id == ReportRow.id) & RevisionRow.current)
        .where(RevisionRow.id.is_(None)),
        "agency years with two standing reports": select(func.count())
        .select_from(ReportRow)
        .join(
            earlier,
            (earlier.agency_id == ReportRow.agency_id)
            & (earlier.year == ReportRow.year)
            & (earlier.id < ReportRow.id),
        )
        .where(ReportRow.standing, earlier.standing),
        "findings whose count of transitions is not that of their rows": select(func.count())
        .select_from(FindingRow)
        .where(
            FindingRow.transitions
            != select(func.count()).where(TransitionRow.finding_id == FindingRow.id).scalar_subquery()
        ),
        "sent messages that stand for nothing in the ledger": select(func.count())
        .select_from(LedgerRow)
        .outerjoin(MessageRow, MessageRow.id == LedgerRow.message_id)
        .where(LedgerRow.message_id.is_not(None), MessageRow.id.is_(None)),
        "ledger rows of something not routed": select(func.count())
        .select_from(LedgerRow)
        .join(OutboxRow, OutboxRow.id == LedgerRow.outbox_id)
        .where(OutboxRow.routed_at.is_(None)),
    }
    counted = {words: session.execute(question).scalar_one() for words, question in questions.items()}
    return [f"{count} {words}" for words, count in counted.items() if count]


def backup(engine: Engine, file: Path) -> None:
    """A consistent copy while others write (SQLite's online backup), whole or not at all. PostgreSQL has pg_dump.

    Raises OSError or DiskFull where it cannot be written, DatabaseUnusable for PostgreSQL and for the database's own file.
    """
    if engine.dialect.name != "sqlite":
        raise DatabaseUnusable(
            "PostgreSQL is backed up with its own pg_dump", "PostgreSQL 请使用其自带的 pg_dump 备份"
        )
    assert engine.url.database is not None
    if file.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(file))
    if file.resolve() == Path(engine.url.database).resolve():
        raise DatabaseUnusable(
            f"{file} is the database itself: give the backup a file of its own",
            f"{file} 就是数据库本身，备份请写到另一个文件",
        )
    file.parent.mkdir(parents=True, exist_ok=True)
    partial = file.with_name(file.name + ".part")
    partial.write_bytes(b"")  # what the system refuses it says with the file's name: SQLite does not
    try:
        _write_copy(engine.url.database, partial)
        partial.replace(file)
    except sqlite3.Error as error:
        if getattr(error, "sqlite_errorname", "") == "SQLITE_FULL":
            raise DiskFull(str(file)) from error
        raise DatabaseUnusable(
            f"the backup {file} cannot be written: {error}; give another place, then run the same command again",
            f"备份 {file} 写不成（{error}），请换一个地方，再运行同一命令",
        ) from error
    finally:
        partial.unlink(missing_ok=True)


def _write_copy(database: str, to: Path) -> None:
    source, target = sqlite3.connect(database), sqlite3.connect(to)
    try:
        source.backup(target)
    finally:
        source.close()
        target.close()
    with to.open("rb") as written:
        os.fsync(written.fileno())


def evidence(session: Session) -> frozenset[str]:
    """Digests (sha256) of every body that a row points to: answers, what was read of them, revisions."""
    columns = (CaptureRow.sha256, CaptureRow.read_sha256, RevisionRow.evidence)
    found = (session.execute(select(column).distinct()).scalars() for column in columns)
    return frozenset(digest for digests in found for digest in digests if digest)


def vacuum(engine: Engine) -> None:
    """Give freed room back and renew the planner's statistics."""
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        raw = connection.connection.driver_connection
        assert raw is not None
        if engine.dialect.name == "sqlite":
            raw.execute("VACUUM")
            raw.execute("ANALYZE")
            raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        else:
            connection.exec_driver_sql("VACUUM ANALYZE")


def forget(session: Session, now: datetime, retention: Retention) -> dict[str, int]:
    """Drop what the policy no longer needs; rows dropped by table."""

    def before(days: int) -> datetime:
        return now - timedelta(days=days)

    newer = aliased(ListingRow)
    superseded = (
        select(ListingRow.id)
        .join(newer, (newer.column_id == ListingRow.column_id) & (newer.sequence > ListingRow.sequence))
        .where(ListingRow.last_read_at < before(retention.listings))
    )
    old_revisions = select(RevisionRow.id).where(
        ~RevisionRow.current, RevisionRow.read_at < before(retention.superseded_cells)
    )
    pages = delete(CaptureRow).where(
        ~CaptureRow.report, ~CaptureRow.latest, CaptureRow.last_seen_at < before(retention.list_pages)
    )
    dropped = {
        "runs": delete(RunRow).where(RunRow.started_at < before(retention.runs)),
        "captures": pages,
        "listings": delete(ListingRow).where(ListingRow.id.in_(superseded)),
        "cells": delete(CellsRow).where(CellsRow.revision_id.in_(old_revisions)),
    }
    counts = {}
    for name, statement in dropped.items():
        result = session.connection().execute(statement)
        counts[name] = result.rowcount
    return counts
