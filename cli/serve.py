"""`nianbao serve` and `nianbao accounts …`: the dashboard, and who may look at it."""

from __future__ import annotations

import getpass
import os
import sys
from contextlib import suppress
from datetime import UTC, datetime
from typing import Annotated

import typer

from cli.console import Exit, Stop, err, out
from cli.database_commands import opened
from cli.language import say
from cli.options import Division
from dashboard import (
    DashboardError,
    Desk,
    NotOpen,
    create,
    demand_accounts,
    hashed,
    is_loopback,
    session_secret,
    settle,
)
from storage import ROLES, People, StorageError, require_role

account_commands = typer.Typer(help=say("Accounts of the dashboard.", "页面账号。"), no_args_is_help=True)
Name = Annotated[str, typer.Argument(metavar="NAME", help=say("account", "账号"))]


def run_server(host: str, port: int, *, login: bool, secure: bool, hosts: tuple[str, ...]) -> None:
    """Serve until interrupted. Beyond loopback, accounts are demanded; on loopback only when asked for."""
    with opened() as memory:
        try:
            demand_accounts(host, People(memory))
        except NotOpen as problem:
            raise Stop(Exit.USAGE, str(problem), problem.chinese) from problem
    import uvicorn  # noqa: PLC0415  (the server and the workplace take seconds to import)

    from flows.workplace import workplace  # noqa: PLC0415

    with workplace() as work:
        local = is_loopback(host) and not login
        desk = Desk(
            memory=work.memory,
            archive=work.archive,
            ruleset=work.ruleset,
            secret=session_secret(work.settings.var),
            now=work.now,
            login=not local,
            secure=secure,
            local_name=seated(),
            hosts=(*Desk.hosts, *hosts),
            previews=work.settings.var / "previews",
        )
        err.print(
            say(f"http://{host}:{port}/  (Ctrl-C ends it)", f"http://{host}:{port}/ （按 Ctrl-C 结束）")
        )
        app = create(desk)
        settle()
        with suppress(KeyboardInterrupt):  # as it was said above: that is how it ends
            uvicorn.run(app, host=host, port=port, log_level="warning", proxy_headers=False)


def seated() -> str:
    """Who sits at this machine, for the record of acts."""
    try:
        return f"本机·{getpass.getuser()}"
    except (KeyError, OSError):
        return "本机"


@account_commands.command(help=say("Make an account, or set its password anew.", "建立账号或重设密码。"))
def add(
    name: Name,
    role: Annotated[str, typer.Option("--role", help=f"{' / '.join(ROLES)}")] = "reader",
    division: Division = None,
) -> None:
    try:
        require_role(role, division or ())  # before a password is asked for
    except StorageError as problem:
        raise Stop(Exit.USAGE, str(problem), problem.chinese) from problem
    password = os.environ.get("NIANBAO_PASSWORD") or (
        getpass.getpass(say("Password: ", "密码："))
        if sys.stdin.isatty()
        else sys.stdin.readline().rstrip("\n")
    )
    with opened() as memory:
        try:
            People(memory).add(
                name,
                role=role,
                divisions=division or (),
                secret=hashed(password),
                by=seated(),
                at=datetime.now(UTC),
            )
        except (StorageError, DashboardError) as problem:
            raise Stop(Exit.USAGE, str(problem), problem.chinese) from problem
    out.print(say(f"{name} may sign in as {role}", f"账号 {name}（{role}）可以登录"))


@account_commands.command(name="list", help=say("Accounts.", "列出账号。"))
def list_accounts() -> None:
    with opened() as memory:
        accounts = People(memory).accounts()
        if not accounts:
            out.print(say("no accounts", "没有账号"))
        for one in accounts:
            closed = say("closed", "已停用") if one.closed else ""
            words = "  ".join(filter(None, (one.name, one.role, " ".join(one.divisions), closed)))
            out.print(words, markup=False)


@account_commands.command(help=say("Close an account and end its sessions.", "停用账号并结束其登录。"))
def remove(name: Name) -> None:
    with opened() as memory:
        try:
            People(memory).close(name, by=seated(), at=datetime.now(UTC))
        except StorageError as problem:
            raise Stop(Exit.USAGE, str(problem), problem.chinese) from problem
    out.print(say(f"{name} is closed", f"账号 {name} 已停用"))
