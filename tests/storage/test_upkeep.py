"""Looking after the database: faults are found, a copy opens, forgetting never touches evidence or findings."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import event, text, update

from storage import DatabaseUnusable, Memory
from storage.tables import FindingRow
from tests.storage.builders import NUMBERS, RULES, judge, later, listed, listing, read, verdict
from tests.storage.dump import counts, natural


@pytest.fixture
def used(memory: Memory) -> Memory:
    memory.record_listing(listing([listed()]))
    judge(memory, read(memory), verdict())
    run = memory.begin_run("patrol", "run-1", later())
    memory.end_run(run, later(hours=1), new=1)
    return memory


def test_a_sound_database_has_no_faults_and_stays_so_after_a_vacuum(used: Memory) -> None:
    assert used.check() == ()
    used.vacuum()
    assert used.check() == ()


def test_tables_that_contradict_each_other_are_named(used: Memory) -> None:
    with used.writing() as session:
        session.execute(update(FindingRow).values(transitions=7))
        session.execute(text("UPDATE revisions SET current = :no"), {"no": False})
    assert [fault.split(" ", 1)[0] for fault in used.check()] == ["1", "1"]


def test_a_backup_taken_while_in_use_opens_and_holds_the_same(used: Memory, tmp_path: Path) -> None:
    if used.engine.dialect.name != "sqlite":
        with pytest.raises(DatabaseUnusable, match="pg_dump"):
            used.backup(tmp_path / "copy.db")
        return
    used.backup(tmp_path / "new-folder" / "copy.db")
    with Memory(f"sqlite:///{tmp_path / 'new-folder' / 'copy.db'}") as copy:
        assert natural(copy) == natural(used)


def test_forgetting_keeps_every_finding_report_and_capture_of_one(used: Memory) -> None:
    read(used, "改后", numbers={**NUMBERS, "applications.new_received.total": 10}, at=later(days=1))
    before = counts(used)
    dropped = used.forget(later(days=3000))
    after = counts(used)
    assert dropped == {"runs": 1, "captures": 0, "listings": 0, "cells": 2}
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {"runs", "cells"}
    assert used.forget(later(days=3000)) == dict.fromkeys(dropped, 0)
    assert used.check() == ()


def test_no_question_of_a_patrol_reads_a_whole_table(used: Memory) -> None:
    if used.engine.dialect.name != "sqlite":
        return  # the planner of a nearly empty PostgreSQL always scans
    asked: list[tuple[str, tuple[object, ...]]] = []
    event.listen(
        used.engine, "before_cursor_execute", lambda _c, _k, sql, values, *_: asked.append((sql, values))
    )
    revision = read(used, "改后", at=later(days=1))
    judge(used, revision, verdict(), at=later(days=1), ruleset_hash=RULES)
    used.case(revision.id, date(2025, 2, 11))
    used.validators("qingxi")
    used.record_listing(listing([listed()], at=later(days=2)))
    used.untold()
    used.messages(due=later())
    scanned = set()
    with used.engine.connect() as connection:
        for sql, values in asked:
            if not sql.lstrip().startswith(("SELECT", "UPDATE")):
                continue
            plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", values).all()
            # "SCAN (subquery-1)" goes over the rows a subquery found; how it found them stands in lines of its own
            scanned |= {
                row[3]
                for row in plan
                if row[3].startswith("SCAN") and not re.search(r"USING|SCAN \(", row[3])
            }
    assert scanned <= {"SCAN waivers", "SCAN CONSTANT ROW"}, scanned
