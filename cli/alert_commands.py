"""`nianbao alerts …`: what an office gets."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape
from rich.table import Table

import alerts
from alerts import AlertsError, Offices, load_offices
from cli.console import Exit, Stop, out, reasons_of
from cli.database_commands import opened
from cli.english import told
from cli.language import say
from flows.addresses import Addresses
from flows.progress import listening
from flows.settings import Settings

alert_commands = typer.Typer(
    help=say("Messages to the offices.", "发给政务公开办的消息。"), no_args_is_help=True
)


class MessageState(StrEnum):
    """Of a message for one destination."""

    WAITING = "waiting"
    SENT = "sent"
    PARKED = "parked"


_STATES = {"waiting": "待发", "sent": "已发", "parked": "搁下"}


@alert_commands.command(name="list", help=say("Messages and what became of them.", "列出消息及发送情况。"))
def list_messages(
    state: Annotated[
        MessageState | None,
        typer.Option(
            "--state", help=say("waiting, sent, or parked: given up", "waiting 待发、sent 已发、parked 搁下")
        ),
    ] = None,
) -> None:
    table = Table(header_style="bold", pad_edge=False)
    for english, chinese in (
        ("key", "编号"),
        ("destination", "收件方"),
        ("state", "状态"),
        ("attempts", "已试"),
        ("title", "标题"),
    ):
        table.add_column(say(english, chinese), overflow="fold")
    with opened() as memory:
        for message in memory.messages(state=state):
            why = f"\n{message.last_error}" if message.last_error else ""
            table.add_row(
                message.key,
                message.destination,
                say(message.state, _STATES[message.state]),
                str(message.attempts),
                escape(message.title + why),
            )
    out.print(table if table.row_count else say("no messages", "没有消息"))


@alert_commands.command(help=say("Compose and send what waits.", "生成并发送待发消息。"))
def send(
    parked: Annotated[
        bool,
        typer.Option(
            "--parked",
            help=say("try again what was given up, once the channel is mended", "渠道修复后，重发搁下的消息"),
        ),
    ] = False,
) -> None:
    from cli.progress import Ticker  # noqa: PLC0415
    from flows import steps  # noqa: PLC0415
    from flows.workplace import workplace  # noqa: PLC0415

    with workplace(Settings()) as work, Ticker() as ticker, listening(ticker.tell):
        if parked:
            work.memory.unpark(work.now())
        counts = asyncio.run(steps.announce_due(work))
    out.print(
        say(
            f"{counts.sent} sent, {counts.waiting} waiting",
            f"已发送{counts.sent}条，待重发{counts.waiting}条",
        )
    )


@alert_commands.command(help=say("Send a test message to every destination.", "向每个收件方发一条测试消息。"))
def test() -> None:
    offices = _offices()
    now = datetime.now(UTC)
    with opened() as memory:
        made = alerts.self_test(memory, offices, now, again=True)
        delivered = alerts.deliver(memory, offices, now)
    unset = alerts.unset_addresses(offices)
    for destination in unset:
        out.print(
            say(f"no address is set for {destination}", f"没有设置收件地址：{destination}"), style="yellow"
        )
    waiting = len(delivered.waiting)
    out.print(
        say(
            f"{len(made)} made, {len(delivered.sent)} sent"
            + (f", {waiting} waiting (no address, quiet hours, or after one that failed)" if waiting else ""),
            f"生成{len(made)}条，发出{len(delivered.sent)}条"
            + (f"，{waiting}条待发（没有地址、不在发送时段，或排在未送达的之后）" if waiting else ""),
        )
    )
    if delivered.retried or delivered.parked:
        raise Stop(
            Exit.USAGE,
            "some destinations did not take the test message; see `nianbao alerts list`",
            "有收件方没有收下测试消息，请看 nianbao alerts list",
        )
    if unset:
        raise typer.Exit(Exit.USAGE)


@alert_commands.command(
    help=say("Show the templates filled with invented findings.", "用虚构内容预览消息模板。")
)
def preview(
    templates: Annotated[
        Path | None,
        typer.Option(
            help=say(
                "folder of your own (else the office file's, else ours)",
                "自备模板文件夹（不写：机构文件所写的，否则原来的）",
            )
        ),
    ] = None,
    english: Annotated[bool, typer.Option("--english", help=say("in English", "英文版"))] = False,
    page: Annotated[
        Path | None,
        typer.Option(
            help=say("write the mail as a page into this file", "把邮件的样子写成网页，存到这个文件")
        ),
    ] = None,
) -> None:
    try:
        shown = alerts.preview(templates or _own_templates(), "en" if english else "zh")
    except AlertsError as problem:
        raise Stop(Exit.USAGE, *told(problem)) from problem
    if page is None:
        out.print(shown.markdown, markup=False, soft_wrap=True)
        return
    try:
        page.write_text(
            alerts.mail_page(shown.markdown, next(iter(shown.text.split("\n")), "").strip() or page.stem),
            encoding="utf-8",
        )
    except OSError as error:
        english_why, chinese_why = reasons_of(error)
        raise Stop(
            Exit.USAGE, f"{page} cannot be written: {english_why}", f"{page} 写不进去：{chinese_why}"
        ) from error


def _own_templates() -> Path | None:
    """What the office file names under `templates:`: a preview shows what will be sent. One that is not there is told."""
    return _offices().templates


def _offices() -> Offices:
    path = Settings().offices
    try:
        return load_offices(path, Addresses())
    except AlertsError as problem:
        raise Stop(Exit.USAGE, *told(problem)) from problem
