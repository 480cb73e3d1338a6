"""The disk is full, or the database is restarted, in the middle of a patrol: said in one sentence, and nothing is lost."""

from __future__ import annotations

import asyncio
import hashlib
import random
import resource
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine, event

from flows import steps
from flows.progress import listening
from flows.workplace import Workplace, workplace
from scrapers import Capture
from specimens import Town
from storage import DatabaseAway, DatabaseReadOnly, DiskFull
from tests import postgres
from tests.conftest import missing
from tests.flows.rehearsal import FEW_RULES, settings_of

REPORTS = 35
"""Those that the town lists and serves."""
REMEDY = "再运行同一命令，从断处接着做"


@contextmanager
def town_at(folder: Path, database: str | None = None) -> Iterator[Workplace]:
    town = Town.demo()
    with town.serve() as server, workplace(settings_of(town, server, folder, database, FEW_RULES)) as work:
        yield work


def patrolled(work: Workplace) -> None:
    asyncio.run(steps.patrol_portals(work, list(work.portals.values())))


def kept(work: Workplace) -> int:
    """Reports whose capture is stored, every one with its bytes in an archive that is as it was written."""
    assert work.archive.verify() == ()
    due = work.memory.due_for_reading("anyone")
    assert all(work.archive.load(one.sha256) for one in due)
    return len(due)


def large(portal: str, at: datetime, size: int) -> Capture:
    """An answer that does not get smaller by packing."""
    body, url = random.Random(1).randbytes(size), "http://www.qingxi.example/large.bin"
    return Capture(portal, url, url, 200, {}, at, hashlib.sha256(body).hexdigest(), size, body)


@contextmanager
def files_no_larger_than(size: int) -> Iterator[None]:
    """The kernel refuses every byte behind `size` of any file this process writes, as a disk does that is full."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@contextmanager
def no_more_pages(engine: Engine) -> Iterator[None]:
    """SQLite's own "database or disk is full", as soon as the file would have to grow by eight pages."""

    def limit(connection: object, *_: object) -> None:
        cursor = connection.cursor()  # type: ignore[attr-defined]  # the driver's connection
        (pages,) = cursor.execute("PRAGMA page_count").fetchone()
        cursor.execute(f"PRAGMA max_page_count={pages + 8}")

    engine.dispose()
    event.listen(engine, "connect", limit)
    try:
        yield
    finally:
        event.remove(engine, "connect", limit)
        engine.dispose()


def test_a_full_disk_under_the_evidence_is_told_and_what_was_cut_off_is_no_damage(
    tmp_path: Path, postgres_url: str
) -> None:
    from tests.flows.test_town_patrolled import _own_database

    with town_at(tmp_path, _own_database(postgres_url, f"outages_{tmp_path.parent.name}")) as work:
        (portal,) = work.portals.values()
        work.archive.store(large(portal.id, work.now(), 180_000))
        with files_no_larger_than(190_000), pytest.raises(DiskFull) as full:
            patrolled(work)
        assert str(tmp_path / "evidence") in full.value.chinese
        assert REMEDY in full.value.chinese
        assert kept(work) < REPORTS
        patrolled(work)
        assert kept(work) == REPORTS


def test_a_database_that_may_not_be_written_is_told_as_that_and_no_fault_of_the_program(
    tmp_path: Path,
) -> None:
    def refuse(connection: object, *_: object) -> None:
        connection.cursor().execute("PRAGMA query_only=1")  # type: ignore[attr-defined]  # the driver's connection

    with town_at(tmp_path) as work:
        work.memory.engine.dispose()
        event.listen(work.memory.engine, "connect", refuse)
        with pytest.raises(DatabaseReadOnly) as refused:
            work.memory.begin_run("patrol", "a", work.now())
        assert "nianbao.db 不能写入" in refused.value.chinese


def test_a_full_disk_under_the_database_is_told_and_everything_is_found_when_there_is_room(
    tmp_path: Path,
) -> None:
    with town_at(tmp_path) as work:
        with no_more_pages(work.memory.engine), pytest.raises(DiskFull) as full:
            patrolled(work)
        assert "nianbao.db" in full.value.chinese
        assert REMEDY in full.value.chinese
        assert 0 < kept(work) < REPORTS
        patrolled(work)
        assert kept(work) == REPORTS
        assert work.memory.check() == ()


def test_a_database_restarted_in_the_middle_of_a_patrol_is_one_to_be_tried_again(tmp_path: Path) -> None:
    found = postgres.binaries()
    if found is None:
        missing("no PostgreSQL server binaries (initdb): install Debian's `postgresql`")
        return
    with postgres.running(found) as server, town_at(tmp_path, server.url) as work:
        heard: list[str] = []

        def stop(step: str, _: str) -> None:
            heard.append(step)
            if step == "captured" and heard.count(step) == 5:
                server.stop()

        with listening(stop), pytest.raises(DatabaseAway) as away:
            patrolled(work)
        assert REMEDY in away.value.chinese
        with pytest.raises(DatabaseAway):
            steps.read_due(work)
        server.start()
        assert 0 < kept(work) < REPORTS
        patrolled(work)
        assert kept(work) == REPORTS
