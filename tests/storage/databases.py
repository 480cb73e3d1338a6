"""Fresh databases for tests, migrated once and copied: SQLite files and databases of the test run's PostgreSQL."""

from __future__ import annotations

import itertools
import shutil
from pathlib import Path

from sqlalchemy import create_engine, make_url

from storage import upgrade

_numbers = itertools.count(1)


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
