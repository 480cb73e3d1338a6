"""`nianbao tokens …`: what programs show to read the JSON API."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

import typer

from cli.console import Exit, Stop, err, out
from cli.database_commands import opened
from cli.language import say
from cli.options import Division
from cli.serve import Name, seated
from storage import ROLES, StorageError, Tokens

token_commands = typer.Typer(
    help=say("Tokens of programs that read the API.", "程序读取接口用的令牌。"), no_args_is_help=True
)


@token_commands.command(help=say("Make a token; it is shown this once.", "建立令牌；只显示这一次。"))
def add(
    name: Name,
    role: Annotated[str, typer.Option("--role", help=f"{' / '.join(ROLES)}")] = "reader",
    division: Division = None,
    days: Annotated[
        int | None, typer.Option("--days", min=1, help=say("how long it stands", "有效天数"))
    ] = None,
) -> None:
    with opened() as memory:
        try:
            secret = Tokens(memory).issue(
                name, role=role, divisions=division or (), days=days, by=seated(), at=datetime.now(UTC)
            )
        except StorageError as problem:
            raise Stop(Exit.USAGE, str(problem), problem.chinese) from problem
    err.print(
        say("Keep it now: it is not kept here.", "请立即保存，系统不留存明文："), markup=False, soft_wrap=True
    )
    out.print(secret, markup=False, soft_wrap=True)


@token_commands.command(name="list", help=say("Tokens, never their secrets.", "列出令牌（不含明文）。"))
def list_tokens() -> None:
    now = datetime.now(UTC)
    with opened() as memory:
        tokens = Tokens(memory).all()
        if not tokens:
            out.print(say("no tokens", "没有令牌"))
        for one in tokens:
            state = (
                ""
                if one.stands(now)
                else say("revoked", "已作废")
                if one.revoked_at
                else say("expired", "已过期")
            )
            until = say("until ", "有效至 ") + f"{one.expires_at:%Y-%m-%d}" if one.expires_at else ""
            used = (
                say("used ", "最近使用 ") + str(one.used_on) if one.used_on else say("never used", "从未使用")
            )
            words = (one.name, one.role, " ".join(one.divisions), until, used, state)
            out.print("  ".join(filter(None, words)), markup=False)


@token_commands.command(help=say("End a token at once.", "立即作废令牌。"))
def revoke(name: Name) -> None:
    with opened() as memory:
        try:
            Tokens(memory).revoke(name, by=seated(), at=datetime.now(UTC))
        except StorageError as problem:
            raise Stop(Exit.USAGE, str(problem), problem.chinese) from problem
    out.print(say(f"{name} is revoked", f"令牌 {name} 已作废"))
