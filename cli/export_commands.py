"""`nianbao export …`: files an office would keep, and data for analysts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

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
from cli.console import Exit, Stop, out
from cli.database_commands import opened
from cli.english import told
from cli.language import say
from cli.options import Division, Year
from reports import CHINA
from storage import FindingState

export_commands = typer.Typer(
    help=say("Files an office would keep.", "导出台账和通知。"), no_args_is_help=True
)


class Content(StrEnum):
    FINDINGS = "findings"
    CELLS = "cells"


What = Annotated[Content, typer.Option("--what", help=say("what is written", "导出内容：问题或单元格"))]
Target = Annotated[Path, typer.Argument(metavar="FILE", help=say("file to write", "写入的文件"))]


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
            _written(write_csv(CELLS, filed_cells(cell_records(reports)), file), target)


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
    if not own:
        raise Stop(
            Exit.USAGE,
            f"{agency} has no open finding for {year}; `nianbao findings list --year {year}` shows the names",
            f"{agency}没有{year}年度未整改的问题；单位名称见 nianbao findings list --year {year}",
        )
    try:
        write_notice(
            own,
            target,
            office=office,
            today=datetime.now(CHINA).date(),
            template=template,
            reference=reference,
        )
    except AlertsError as problem:
        raise Stop(Exit.USAGE, *told(problem)) from problem
    out.print(str(target), markup=False, soft_wrap=True)
