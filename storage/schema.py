"""Bringing a database to this program's schema, from code: no ini file, no path of any machine."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, inspect
from sqlalchemy.exc import DatabaseError

from storage.database import make_engine
from storage.errors import DatabaseUnusable, SchemaOutdated
from storage.outages import outages_named

MIGRATIONS = Path(__file__).parent / "migrations"
ADVISORY_LOCK = 20_190_515
"""PostgreSQL: two programs upgrading at once take turns (the number is the day the Regulation came into force)."""


def _config(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


@cache
def head() -> str:
    """The schema this program needs. Asked for whenever a database is opened, and every migration is loaded to tell it."""
    found = ScriptDirectory.from_config(_config()).get_current_head()
    assert found is not None
    return found


def current(engine: Engine) -> str | None:
    """The schema the database has; `None` for an empty one."""
    with outages_named(engine), engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


_WAITING_MILLISECONDS = 600_000
"""For another program that migrates: rebuilding the tables of a country takes minutes, of which nothing is lost by waiting."""


def upgrade(address: str, revision: str = "head") -> None:
    """Migrate up, in one transaction. Doing it twice, or twice at once, is harmless."""
    _migrate(address, revision, down=False)


def downgrade(address: str, revision: str) -> None:
    """Migrate down to `revision` ("base" empties the database)."""
    _migrate(address, revision, down=True)


def _migrate(address: str, revision: str, *, down: bool) -> None:
    engine = make_engine(address)
    try:
        with (
            outages_named(engine),
            engine.connect() as connection,
            _references_unchecked(connection),
            connection.begin(),
        ):
            if connection.dialect.name == "postgresql":
                connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({ADVISORY_LOCK})")
            _require_ours(connection)
            (command.downgrade if down else command.upgrade)(_config(connection), revision)
    except DatabaseError as error:
        raise not_opened(engine, error) from error
    finally:
        engine.dispose()


_SQLITE_SAYS = {
    "SQLITE_CANTOPEN": "文件或它的文件夹是只读的，或者没有读写的权限",
    "SQLITE_NOTADB": "这个文件不是数据库",
    "SQLITE_CORRUPT": "文件已损坏，请恢复备份",
}
"""By SQLite's name of a fault; what is not here is told in the driver's words."""


def not_opened(engine: Engine, error: DatabaseError) -> DatabaseUnusable:
    where = engine.url.render_as_string(hide_password=True)
    why = _SQLITE_SAYS.get(getattr(error.orig, "sqlite_errorname", ""), str(error.orig))
    return DatabaseUnusable(
        f"the database {where} cannot be opened: {error.orig}", f"无法打开数据库 {where}：{why}"
    )


def _require_ours(connection: Connection) -> None:
    """Another program's file is left as it is, and so is a database that a newer version of this one has migrated."""
    found = MigrationContext.configure(connection).get_current_revision()
    if found is None:
        here = inspect(connection).get_table_names() if connection.dialect.name == "sqlite" else []
        others = [table for table in here if table != "alembic_version"]
        if others:  # on PostgreSQL they may stand beside ours
            raise DatabaseUnusable(
                f"the database belongs to another program (it has a table {others[0]}): give a file of its own",
                f"这个数据库是别的程序的（其中有表 {others[0]}）：请另用一个文件",
            )
    else:
        _require_known(found)


def _require_known(found: str) -> None:
    if found not in {script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions()}:
        raise DatabaseUnusable(
            f"the database has schema {found}, which this program does not know: a newer version made it; update the program",
            f"数据库结构版本为 {found}，本程序不认识：是更新的版本建的，请升级程序",
        )


@contextmanager
def _references_unchecked(connection: Connection) -> Iterator[None]:
    """SQLite rebuilds a table to change it; with foreign keys on, dropping the old one would delete what refers to it."""
    if connection.dialect.name != "sqlite":
        yield
        return
    raw = connection.connection.driver_connection
    assert raw is not None
    raw.execute("PRAGMA foreign_keys=OFF")
    raw.execute(f"PRAGMA busy_timeout={_WAITING_MILLISECONDS}")
    try:
        yield
        broken = raw.execute("PRAGMA foreign_key_check").fetchall()
        if broken:
            raise DatabaseUnusable(
                f"{len(broken)} rows refer to rows that are not there, first in {broken[0][0]}: restore a backup",
                f"有 {len(broken)} 行引用了不存在的行（首个在 {broken[0][0]} 表）：请恢复备份",
            )
    finally:
        raw.execute("PRAGMA foreign_keys=ON")


def require_current(engine: Engine) -> None:
    """Raises SchemaOutdated when the database is older than this program's schema, DatabaseUnusable when it is newer or not to be
    opened."""
    try:
        found = current(engine)
    except DatabaseError as error:
        raise not_opened(engine, error) from error
    if found != head():
        if found is not None:
            _require_known(found)
        raise SchemaOutdated(
            f"the database has schema {found or 'none'}, this program needs {head()}: run `nianbao db upgrade`",
            f"数据库结构版本为 {found or '空'}，本程序需要 {head()}：请运行 nianbao db upgrade",
        )
