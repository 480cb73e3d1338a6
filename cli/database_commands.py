"""`nianbao db …`: the memory's own upkeep."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

import storage
from cli import environment
from cli.console import Exit, Stop, err, out
from cli.language import say
from flows.settings import Settings
from storage import Memory

database_commands = typer.Typer(help=say("The database.", "数据库。"), no_args_is_help=True)


def opened() -> Memory:
    """The database of the settings, its tables made or migrated. A context manager.

    One that was not there is told: nothing is found in an empty one, and a mistyped path must not pass for good news.
    """
    settings = environment.settings()
    absent = storage.absent_file(settings.database_url)
    settings.var.mkdir(parents=True, exist_ok=True)
    storage.upgrade(settings.database_url)
    if absent is not None:
        err.print(
            say(
                f"note: there was no database {absent}; an empty one was made (see NIANBAO_DATABASE and NIANBAO_VAR if this is wrong)",
                f"提示：原来没有数据库 {absent}，已新建一个空库；如不对，请查看 NIANBAO_DATABASE、NIANBAO_VAR",
            ),
            markup=False,
            soft_wrap=True,
        )
    return Memory(settings.database_url)


@database_commands.command(help=say("Make or migrate the tables.", "建表或升级表结构。"))
def upgrade() -> None:
    opened().close()
    out.print(say("the database is up to date", "数据库已是最新结构"))


@database_commands.command(help=say("Look for faults.", "检查数据是否完好。"))
def check() -> None:
    with opened() as memory:
        faults = memory.check()
    for fault in faults:
        err.print(fault, markup=False, soft_wrap=True)
    if faults:
        raise Stop(Exit.FINDINGS, f"{len(faults)} fault(s)", f"发现{len(faults)}处问题")
    out.print(say("no faults", "没有发现问题"))


@database_commands.command(help=say("Copy the database into a file.", "备份到一个文件。"))
def backup(target: Annotated[Path, typer.Argument(metavar="FILE")]) -> None:
    with opened() as memory:
        memory.backup(target)
    out.print(str(target), markup=False, soft_wrap=True)


@database_commands.command(
    help=say(
        "Take the whole memory into another, empty database (SQLite or PostgreSQL), and compare both.",
        "把全部记录搬到另一个空库（SQLite 或 PostgreSQL），并逐行核对。",
    )
)
def copy(
    target: Annotated[
        str,
        typer.Argument(
            metavar="ADDRESS",
            help=say(
                "as in NIANBAO_DATABASE; a password is better left to PGPASSWORD or ~/.pgpass",
                "写法同 NIANBAO_DATABASE；密码最好放在 PGPASSWORD 或 ~/.pgpass 里",
            ),
        ),
    ],
) -> None:
    source = Settings().database_url
    if (absent := storage.absent_file(source)) is not None:
        raise Stop(
            Exit.USAGE,
            f"there is no database {absent} to copy from: see NIANBAO_DATABASE and NIANBAO_VAR",
            f"没有可搬的数据库 {absent}，请查看 NIANBAO_DATABASE、NIANBAO_VAR",
        )
    with Memory(source) as memory:  # as it is: what is only read is not migrated
        counts = memory.copy(target, _tell)
    rows = sum(counts.values())
    out.print(
        say(
            f"{rows:,} rows of {len(counts)} tables copied and compared; set NIANBAO_DATABASE to the new address "
            "before the next patrol, and use the old database no more",
            f"已搬 {len(counts)} 张表、{rows:,} 行，核对一致；下次巡查前把 NIANBAO_DATABASE 改为新地址，旧库不要再用",
        ),
        markup=False,
        soft_wrap=True,
    )


def _tell(table: str, rows: int) -> None:
    if rows:
        err.print(f"{table} {rows:,}", markup=False)


@database_commands.command(help=say("Give unused space back.", "收回空间。"))
def vacuum() -> None:
    with opened() as memory:
        memory.vacuum()
    out.print(say("done", "已完成"))
