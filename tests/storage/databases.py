"""Fresh databases for tests, migrated once and copied: SQLite files and databases of the test run's PostgreSQL."""

from __future__ import annotations

import itertools
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, LiteralString

import psycopg
from sqlalchemy import create_engine, make_url

from storage import upgrade

_numbers = itertools.count(1)
_emptied: dict[str, list[str]] = {}
"""By template: databases that a test gave back. Making one takes ten times as long as emptying it."""
_shapes: dict[str, str] = {}
"""By template: the schema of its copies."""
_GROWN = 1_000_000
"""Bytes of tables above which a database is dropped and not emptied: what many rows leave behind is slow to tidy up."""


def sqlite_template(folder: Path) -> Path:
    file = folder / "template.db"
    upgrade(f"sqlite:///{file}")
    return file


def sqlite_copy(template: Path, folder: Path) -> str:
    file = folder / "nianbao.db"
    shutil.copy(template, file)
    return f"sqlite:///{file}"


def postgres_template(server: str) -> str:
    """Migrate one database and return its name, to be copied by CREATE DATABASE … TEMPLATE."""
    name = f"storage_template_{next(_numbers)}"
    _run(server, f"CREATE DATABASE {name}")
    upgrade(make_url(server).set(database=name).render_as_string(hide_password=False))
    return name


def postgres_copy(server: str, template: str) -> str:
    name = f"storage_test_{next(_numbers)}"
    _run(server, f"CREATE DATABASE {name} TEMPLATE {template}")
    return make_url(server).set(database=name).render_as_string(hide_password=False)


@contextmanager
def postgres_lent(server: str, template: str) -> Iterator[str]:
    """An empty copy of the template, which nobody else has meanwhile."""
    waiting = _emptied.setdefault(template, [])
    address = waiting.pop() if waiting else postgres_copy(server, template)
    if template not in _shapes:
        with _session(address) as fresh:
            _shapes[template] = _shape(fresh)
    yield address
    if _empty(address, _shapes[template]):
        waiting.append(address)
    else:
        _run(server, f"DROP DATABASE {make_url(address).database} WITH (FORCE)")


def _empty(address: str, shape: str) -> bool:
    """Take every row out and begin every number anew; not where the schema was changed or much was written."""
    with _session(address) as session:
        session.execute(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        names, size = _one(
            session,
            "SELECT string_agg(relname, ' '), sum(pg_relation_size(oid)) FROM pg_class "
            "WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND relname <> 'alembic_version'",
        )
        if _shape(session) != shape or size > _GROWN:
            return False
        looks = (f"SELECT '{name}' WHERE EXISTS (SELECT FROM {name})" for name in names.split())
        full = [name for (name,) in session.execute(" UNION ALL ".join(looks))]
        begun = session.execute(
            "SELECT sequencename FROM pg_sequences WHERE last_value IS NOT NULL"
        ).fetchall()
        session.execute("SET session_replication_role = replica")  # in any order, whatever refers to what
        session.execute(";".join(f"DELETE FROM {name}" for name in full))
        session.execute(";".join(f"ALTER SEQUENCE {name} RESTART" for (name,) in begun))
        if full:
            session.execute(
                f"VACUUM {', '.join(full)}"
            )  # rows come to lie in the order they are written again
    return True


def _shape(session: psycopg.Connection) -> str:
    """What tells a database whose schema or settings a test has changed."""
    if _one(session, "SELECT to_regclass('public.alembic_version')") == (None,):
        return ""
    return str(
        _one(
            session,
            "SELECT (SELECT string_agg(version_num, ',') FROM alembic_version), "
            "(SELECT md5(string_agg(format('%s %s %s %s', relname, attname, atttypid, attnotnull), ',' "
            "ORDER BY relname, attnum)) FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid "
            "WHERE relnamespace = 'public'::regnamespace), "
            "(SELECT md5(string_agg(conname || pg_get_constraintdef(oid), ',' ORDER BY conname)) FROM pg_constraint "
            "WHERE connamespace = 'public'::regnamespace), "
            "(SELECT count(*) FROM pg_db_role_setting), (SELECT count(*) FROM pg_trigger)",
        )
    )


def _one(session: psycopg.Connection, question: LiteralString) -> Any:
    return session.execute(question).fetchone()


def _session(address: str) -> psycopg.Connection:
    return psycopg.connect(address.replace("+psycopg", ""), autocommit=True)


def postgres_empty(server: str) -> str:
    """The address of a database without a table."""
    name = f"storage_empty_{next(_numbers)}"
    _run(server, f"CREATE DATABASE {name}")
    return make_url(server).set(database=name).render_as_string(hide_password=False)


def _run(server: str, statement: str) -> None:
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(statement)
    engine.dispose()
