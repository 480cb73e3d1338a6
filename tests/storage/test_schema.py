"""Migrations: up and down on data, the same schema as the mappings, twice at once."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import inspect

from storage import DatabaseUnusable, Memory, SchemaOutdated, downgrade, upgrade
from storage.database import make_engine
from storage.schema import head
from storage.tables import Table
from tests.storage.builders import judge, read, verdict
from tests.storage.dump import counts


def test_the_migrations_make_exactly_the_mapped_tables(memory: Memory) -> None:
    with memory.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Table.metadata) == []


def test_down_to_the_first_migration_and_up_again_keeps_what_was_stored(database_url: str) -> None:
    with Memory(database_url) as memory:
        judge(memory, read(memory), verdict())
        before = counts(memory)
    downgrade(database_url, "0001")
    with pytest.raises(SchemaOutdated, match="db upgrade"):
        Memory(database_url)
    upgrade(database_url)
    with Memory(database_url) as memory:
        assert counts(memory) == before
        assert memory.findings()[0].number == "NB-000001"


def test_all_the_way_down_leaves_nothing_behind(database_url: str) -> None:
    downgrade(database_url, "base")
    engine = make_engine(database_url)
    assert set(inspect(engine).get_table_names()) <= {"alembic_version"}
    engine.dispose()


def test_several_programs_upgrading_at_once_take_turns(tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path / 'new' / 'nianbao.db'}"
    code = f"from storage import upgrade; upgrade({address!r})"
    running = [subprocess.Popen([sys.executable, "-c", code], stderr=subprocess.PIPE) for _ in range(3)]
    errors = [process.communicate(timeout=120)[1].decode() for process in running]
    assert [process.returncode for process in running] == [0, 0, 0], errors
    Memory(address).close()


@pytest.mark.parametrize("address", ["nonsense", "mysql://x/y", "sqlite://", "postgresql://127.0.0.1:9/none"])
def test_an_unusable_address_is_one_clear_sentence(address: str) -> None:
    with pytest.raises(DatabaseUnusable):
        Memory(address)


def test_a_file_of_another_program_or_of_none_is_left_as_it_is(tmp_path: Path) -> None:
    other, broken = tmp_path / "other.db", tmp_path / "broken.db"
    with closing(sqlite3.connect(other)) as foreign:
        foreign.execute("CREATE TABLE invoices (id)")
    broken.write_bytes(b"no database at all" * 500)
    for file, words in ((other, "another program"), (broken, "not a database")):
        with pytest.raises(DatabaseUnusable, match=words):
            upgrade(f"sqlite:///{file}")
    with closing(sqlite3.connect(other)) as foreign:
        assert foreign.execute("SELECT name FROM sqlite_master").fetchall() == [("invoices",)]


def test_a_database_that_a_newer_version_made_is_not_touched(database_url: str) -> None:
    engine = make_engine(database_url)
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(DatabaseUnusable, match=r"9999.*newer version"):
        upgrade(database_url)
    with engine.begin() as connection:  # the fixture is taken down as it was made
        assert connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar() == "9999"
        connection.exec_driver_sql(f"UPDATE alembic_version SET version_num = '{head()}'")
    engine.dispose()
