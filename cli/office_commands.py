"""`nianbao alerts …`, `nianbao export …`, `nianbao findings …`: what an office gets, files and answers."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

import alerts
from alerts import AlertsError, Offices, load_offices
from alerts.exports import (
    CELLS,
    FILED,
    FINDINGS,
    Column,
    ExtraMissing,
    Record,
    cell_records,
    filed_records,
    finding_records,
    write_csv,
    write_jsonl,
    write_notice,
    write_parquet,
    write_workbook,
)
from cli.console import Exit, Stop, out
from cli.database_commands import opened
from cli.language import say
from flows.addresses import Addresses
from flows.progress import listening
from flows.settings import CHINA, Settings
from storage import FindingState, UnknownRow

alert_commands = typer.Typer(
    help=say("Messages to the offices.", "发给政务公开办的消息。"), no_args_is_help=True
)
export_commands = typer.Typer(
    help=say("Files an office would keep.", "导出台账和通知。"), no_args_is_help=True
)
finding_commands = typer.Typer(
    help=say("Findings and answers to them.", "问题及其处理。"), no_args_is_help=True
)

Division = Annotated[
    list[str] | None,
    typer.Option("--division", help=say("division code or its beginning", "行政区划代码或其开头")),
]
Year = Annotated[int | None, typer.Option("--year", help=say("report year", "报告年度"))]


class Content(StrEnum):
    FINDINGS = "findings"
    CELLS = "cells"


What = Annotated[Content, typer.Option("--what", help=say("what is written", "导出内容：问题或单元格"))]
Target = Annotated[Path, typer.Argument(metavar="FILE", help=say("file to write", "写入的文件"))]
By = Annotated[str, typer.Option("--by", help=say("who says so", "处理人"))]


@alert_commands.command(name="list", help=say("Messages and what became of them.", "列出消息及发送情况。"))
def list_messages(
    state: Annotated[str | None, typer.Option("--state", help="waiting | sent | parked")] = None,
) -> None:
    table = Table(header_style="bold", pad_edge=False)
    for english, chinese in (
        ("key", "编号"),
        ("destination", "收件方"),
        ("state", "状态"),
        ("title", "标题"),
    ):
        table.add_column(say(english, chinese), overflow="fold")
    with opened() as memory:
        for message in memory.messages(state=state):
            table.add_row(message.key, message.destination, message.state, message.title)
    out.print(table)


@alert_commands.command(help=say("Compose and send what waits.", "生成并发送待发消息。"))
def send() -> None:
    from cli.progress import Ticker  # noqa: PLC0415
    from flows import steps  # noqa: PLC0415
    from flows.workplace import workplace  # noqa: PLC0415

    with workplace(Settings()) as work, Ticker() as ticker, listening(ticker.tell):
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
    for destination in alerts.unset_addresses(offices):
        out.print(
            say(f"no address is set for {destination}", f"没有设置收件地址：{destination}"), style="yellow"
        )
    out.print(
        say(
            f"{len(made)} made, {len(delivered.sent)} sent", f"生成{len(made)}条，发出{len(delivered.sent)}条"
        )
    )
    if delivered.retried or delivered.parked:
        raise Stop(
            Exit.FINDINGS,
            "some destinations did not take the test message; see `nianbao alerts list`",
            "有收件方没有收下测试消息，请看 nianbao alerts list",
        )


@alert_commands.command(
    help=say("Show the templates filled with invented findings.", "用虚构内容预览消息模板。")
)
def preview(
    templates: Annotated[Path | None, typer.Option(help=say("folder of your own", "自备模板文件夹"))] = None,
) -> None:
    try:
        shown = alerts.preview(templates)
    except AlertsError as problem:
        raise Stop(Exit.USAGE, str(problem), getattr(problem, "chinese", str(problem))) from problem
    out.print(shown.markdown, markup=False, soft_wrap=True)


@export_commands.command(
    help=say("The workbook: overview, league table, findings.", "台账工作簿：概览、排名、问题清单、各表。")
)
def xlsx(target: Target, division: Division = None, year: Year = None) -> None:
    with opened() as memory:
        write_workbook(memory, target, divisions=division, year=year)
    out.print(str(target), markup=False, soft_wrap=True)


@export_commands.command(help=say("Findings, or every cell, as CSV.", "问题清单或全部单元格（CSV）。"))
def csv(target: Target, what: What = Content.FINDINGS, division: Division = None, year: Year = None) -> None:
    with opened() as memory, target.open("w", newline="", encoding="utf-8") as file:
        if what is Content.FINDINGS:
            found = filed_records(memory.findings(divisions=division, year=year))
            _written(write_csv(FILED, found, file), target)
            return
        with memory.reports_on_file(divisions=division, year=year) as reports:
            _written(write_csv(CELLS, cell_records(reports), file), target)


@export_commands.command(
    help=say("Findings, or every cell, as JSON Lines.", "问题清单或全部单元格（JSON Lines）。")
)
def jsonl(
    target: Target, what: What = Content.FINDINGS, division: Division = None, year: Year = None
) -> None:
    with _records(what, division, year) as (columns, records), target.open("w", encoding="utf-8") as file:
        _written(write_jsonl(columns, records, file), target)


@export_commands.command(
    help=say(
        "Findings, or every cell, as Parquet.", "问题清单或全部单元格（Parquet，需 analysis 附加组件）。"
    )
)
def parquet(
    target: Target, what: What = Content.FINDINGS, division: Division = None, year: Year = None
) -> None:
    try:
        with _records(what, division, year) as (columns, records):
            _written(write_parquet(columns, records, target), target)
    except ExtraMissing as problem:
        raise Stop(Exit.USAGE, str(problem), problem.chinese) from problem


@contextmanager
def _records(
    what: Content, division: list[str] | None, year: int | None
) -> Iterator[tuple[Sequence[Column], Iterable[Record]]]:
    with opened() as memory:
        if what is Content.FINDINGS:
            yield FINDINGS, finding_records(memory.findings(divisions=division, year=year))
            return
        with memory.reports_on_file(divisions=division, year=year) as reports:
            yield CELLS, cell_records(reports)


def _written(count: int, target: Path) -> None:
    out.print(say(f"{count} rows in {target}", f"{target}：{count}行"), markup=False, soft_wrap=True)


@export_commands.command(help=say("The rectification notice for one agency.", "一家单位的整改通知（Word）。"))
def docx(
    target: Target,
    agency: Annotated[
        str, typer.Option("--agency", help=say("its name as in findings", "单位名称（同问题清单）"))
    ],
    year: Annotated[int, typer.Option("--year", help=say("report year", "报告年度"))],
    office: Annotated[str, typer.Option("--office", help=say("who signs", "落款单位"))],
    template: Annotated[Path | None, typer.Option(help=say("a .docx of your own", "自备 Word 模板"))] = None,
) -> None:
    with opened() as memory:
        own = [
            finding
            for finding in memory.findings(states=[FindingState.OPEN], year=year)
            if finding.agency == agency
        ]
    if not own:
        raise Stop(
            Exit.USAGE,
            f"{agency} has no open finding for {year}; `nianbao findings list --year {year}` shows the names",
            f"{agency}没有{year}年度未整改的问题；单位名称见 nianbao findings list --year {year}",
        )
    try:
        write_notice(own, target, office=office, today=datetime.now(CHINA).date(), template=template)
    except AlertsError as problem:
        raise Stop(Exit.USAGE, str(problem), getattr(problem, "chinese", str(problem))) from problem
    out.print(str(target), markup=False, soft_wrap=True)


@finding_commands.command(name="list", help=say("Findings, worst first.", "列出问题，最重的在前。"))
def list_findings(division: Division = None, year: Year = None, state: FindingState | None = None) -> None:
    from cli.demo import print_finding  # noqa: PLC0415

    with opened() as memory:
        for finding in memory.findings(states=[state] if state else None, divisions=division, year=year):
            print_finding(finding)


@finding_commands.command(
    help=say(
        "Set a finding aside for a reason; it stays set aside.",
        "经核实不成立，注明理由后撤下，以后不再报送。",
    )
)
def dismiss(
    number: Annotated[str, typer.Argument(metavar="NB-000001")],
    by: By,
    reason: Annotated[str, typer.Option("--reason", help=say("why it is wrong", "理由"))],
) -> None:
    with opened() as memory, _known(number):
        memory.dismiss(number, by=by, reason=reason, at=datetime.now(UTC))
    out.print(say(f"{number} is dismissed", f"{number} 已撤下"))


@finding_commands.command(help=say("Take up a dismissed finding again.", "恢复已撤下的问题。"))
def reinstate(
    number: Annotated[str, typer.Argument(metavar="NB-000001")],
    by: By,
    reason: Annotated[str, typer.Option("--reason", help=say("why", "理由"))],
) -> None:
    with opened() as memory, _known(number):
        memory.reinstate(number, by=by, reason=reason, at=datetime.now(UTC))
    out.print(say(f"{number} stands again", f"{number} 已恢复"))


@contextmanager
def _known(number: str) -> Iterator[None]:
    try:
        yield
    except UnknownRow as problem:
        raise Stop(Exit.USAGE, f"there is no finding {number}", f"没有编号为 {number} 的问题") from problem


def _offices() -> Offices:
    path = Settings().offices
    try:
        return load_offices(path, Addresses())
    except AlertsError as problem:
        raise Stop(Exit.USAGE, str(problem), getattr(problem, "chinese", str(problem))) from problem
