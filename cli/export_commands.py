"""`nianbao export …`: files an office would keep, and data for analysts."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, TextIO

import typer

from alerts import AlertsError
from alerts.exports import (
    CELLS,
    FILED,
    FINDINGS,
    Column,
    ExtraMissing,
    Record,
    cell_records,
    filed_cells,
    filed_records,
    finding_records,
    write_csv,
    write_jsonl,
    write_notice,
    write_parquet,
    write_workbook,
)
from cli.console import Exit, Stop, err, out
from cli.database_commands import opened
from cli.english import told
from cli.language import say
from cli.options import Division, Year
from reports import CHINA
from storage import NOT_CONFIRMED, FindingState

export_commands = typer.Typer(
    help=say("Files an office would keep.", "导出台账和通知。"), no_args_is_help=True
)


class Content(StrEnum):
    FINDINGS = "findings"
    CELLS = "cells"


What = Annotated[Content, typer.Option("--what", help=say("what is written", "导出内容：问题或单元格"))]
Target = Annotated[Path, typer.Argument(metavar="FILE", help=say("file to write", "写入的文件"))]
Text = Annotated[
    Path,
    typer.Argument(
        metavar="FILE", help=say("file to write; - is standard output", "写入的文件；- 是标准输出")
    ),
]


@export_commands.command(
    help=say("The workbook: overview, league table, findings.", "台账工作簿：概览、排名、问题清单、各表。")
)
def xlsx(target: Target, division: Division = None, year: Year = None) -> None:
    with opened() as memory:
        write_workbook(memory, target, divisions=division, year=year)
    out.print(str(target), markup=False, soft_wrap=True)


@export_commands.command(help=say("Findings, or every cell, as CSV.", "问题清单或全部单元格（CSV）。"))
def csv(target: Text, what: What = Content.FINDINGS, division: Division = None, year: Year = None) -> None:
    with _records(what, division, year, filed=True) as (columns, records):
        _write(target, lambda file: write_csv(columns, records, file))


@export_commands.command(
    help=say("Findings, or every cell, as JSON Lines.", "问题清单或全部单元格（JSON Lines）。")
)
def jsonl(target: Text, what: What = Content.FINDINGS, division: Division = None, year: Year = None) -> None:
    with _records(what, division, year) as (columns, records):
        _write(target, lambda file: write_jsonl(columns, records, file))


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
    what: Content, division: list[str] | None, year: int | None, *, filed: bool = False
) -> Iterator[tuple[Sequence[Column], Iterable[Record]]]:
    """`filed`: under the names and with the words of an office's files."""
    with opened() as memory:
        if what is Content.FINDINGS:
            found = memory.findings(divisions=division, year=year)
            yield (FILED, filed_records(found)) if filed else (FINDINGS, finding_records(found))
            return
        with memory.reports_on_file(divisions=division, year=year) as reports:
            cells = cell_records(reports)
            yield CELLS, filed_cells(cells) if filed else cells


def _write(target: Path, write: Callable[[TextIO], int]) -> None:
    """Into the file, which is told once it is closed (a full disk may show only then), or to standard output without a word."""
    if str(target) == "-":
        sys.stdout.flush()
        page = io.TextIOWrapper(sys.stdout.buffer, encoding="utf-8", newline="")
        try:
            write(page)
            page.flush()
        finally:
            page.detach()
        return
    with target.open("w", newline="", encoding="utf-8") as file:
        count = write(file)
    _written(count, target)


def _written(count: int, target: Path) -> None:
    out.print(say(f"{count} rows in {target}", f"{target}：{count}行"), markup=False, soft_wrap=True)


@export_commands.command(help=say("The rectification notice for one agency.", "一家单位的整改通知（Word）。"))
def docx(
    target: Target,
    agency: Annotated[
        str, typer.Option("--agency", help=say("its name as in findings", "单位名称（同问题清单）"))
    ],
    year: Annotated[int, typer.Option("--year", min=2000, max=2099, help=say("report year", "报告年度"))],
    office: Annotated[str, typer.Option("--office", help=say("who signs", "落款单位"))],
    reference: Annotated[
        str, typer.Option("--reference", help=say("number of the document", "文号，如 云政办督〔2025〕3号"))
    ] = "",
    template: Annotated[Path | None, typer.Option(help=say("a .docx of your own", "自备 Word 模板"))] = None,
) -> None:
    with opened() as memory:
        own = [
            finding
            for finding in memory.findings(states=[FindingState.OPEN], year=year)
            if finding.agency == agency
        ]
        confirmed = memory.confirmed_on([finding.number for finding in own])
    if not own:
        raise Stop(
            Exit.USAGE,
            f"{agency} has no open finding for {year}; `nianbao findings list --year {year}` shows the names",
            f"{agency}没有{year}年度待整改的问题；单位名称见 nianbao findings list --year {year}",
        )
    try:
        write_notice(
            own,
            target,
            office=office,
            today=datetime.now(CHINA).date(),
            template=template,
            reference=reference,
            confirmed=confirmed,
        )
    except AlertsError as problem:
        raise Stop(Exit.USAGE, *told(problem)) from problem
    if unsure := [finding.number for finding in own if finding.number not in confirmed]:
        err.print(
            say(
                f"not seen to hold any more (the page differs, or cannot be reached or read); look before sending: {', '.join(unsure)}",
                f"{NOT_CONFIRMED}，发出前请打开网页核对：{'、'.join(unsure)}",
            ),
            markup=False,
            soft_wrap=True,
        )
    out.print(str(target), markup=False, soft_wrap=True)
