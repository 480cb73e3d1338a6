"""`nianbao demo`: the main job, end to end, on a simulated county. Nothing to configure, no server, no account.

Three rounds on one database: everything is new; nothing is new; one agency publishes late and another quietly edits a
number. A round that was cut off is taken up where it stopped; a finished demo is patrolled once more and finds nothing.
"""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import time
from datetime import datetime
from datetime import time as clock_time
from pathlib import Path

from rich.table import Table
from rich.text import Text

from cli.console import err, out
from cli.language import say
from cli.progress import Ticker
from cli.show import SEVERITY_STYLE, severity_word
from flows.local_server import local_prefect
from flows.prefect_settings import say_nothing
from flows.progress import Counts, listening
from flows.settings import Settings
from flows.workplace import workplace
from reports import CHINA
from rules import Severity
from specimens import Server, Town
from storage import STATE_NAMES, EventKind, Finding, FindingState, Memory, ReportLine

ROUNDS = (
    (1, "first patrol: everything is new", "第一轮巡查：全部为新"),
    (2, "second patrol: nothing has changed", "第二轮巡查：没有变化"),
    (
        3,
        "third patrol: one agency published late, another edited a number",
        "第三轮巡查：一家单位迟发，另一家悄悄改了数字",
    ),
)
_MORNING = clock_time(9, 0)
_FINDING_EVENTS = (EventKind.FINDING_OPENED, EventKind.FINDING_RECTIFIED, EventKind.FINDING_WITHDRAWN)


def run_demo(folder: Path, *, fresh: bool) -> None:
    """Run what is left of the demo in `folder`; `fresh` begins again from nothing."""
    if fresh and folder.exists():
        shutil.rmtree(folder)
    folder.mkdir(parents=True, exist_ok=True)
    os.environ["PREFECT_LOGGING_TO_API_ENABLED"] = "false"  # nobody reads this server's logs; saves 3 s
    started = time.monotonic()
    done = _rounds_done(folder)
    rounds = [each for each in ROUNDS if each[0] > done] or [ROUNDS[-1]]
    if done == len(ROUNDS):
        out.print(
            say(
                f"The demo in {folder} is complete; patrolling once more. `nianbao demo --fresh` begins again.",
                f"{folder} 中的演示已完成，再巡查一遍。重新开始请用 nianbao demo --fresh。",
            )
        )
    town = Town.demo()
    os.environ.setdefault("NIANBAO_DEMO_OFFICE", f"nianbaofile://{(folder / 'alerts').resolve()}")
    os.environ.setdefault("NIANBAO_DEMO_OPERATOR", f"nianbaofile://{(folder / 'operator').resolve()}")
    with (
        town.serve() as server,
        err.status(say("starting a local Prefect server", "正在启动本机 Prefect 服务")),
    ):
        say_nothing()
        prefect = local_prefect(folder / "prefect")
        with prefect:
            for stage, english, chinese in rounds:
                out.rule(say(english, chinese))
                _round(folder, town, server, stage)
                _mark_done(folder, stage)
    with Memory(f"sqlite:///{folder / 'nianbao.db'}") as memory:
        out.print(report_table(memory.report_lines()))
    _say_where(folder, time.monotonic() - started)


def _round(folder: Path, town: Town, server: Server, stage: int) -> None:
    from flows.patrol import patrol  # noqa: PLC0415  (importing Prefect takes a second)

    town.move_to(stage)
    with (
        workplace(_settings(folder, town, server)) as work,
        Ticker() as ticker,
        listening(ticker.tell),
    ):
        after = max((number for number, _ in work.memory.events(limit=1_000_000)), default=0)
        counts = asyncio.run(patrol())
        _show(work.memory, counts, after)


def _settings(folder: Path, town: Town, server: Server) -> Settings:
    return Settings(
        var=folder,
        database=f"sqlite:///{folder / 'nianbao.db'}",
        portals=town.portal_file,
        offices=town.portal_file.with_name("demo-office.yaml"),
        resolve=dict(server.resolve),
        min_interval=0.0,
        now=datetime.combine(town.today, _MORNING, CHINA),
    )


def round_line(counts: Counts) -> str:
    """What a patrol did, in one sentence."""
    return say(
        f"report pages: {counts.new} new, {counts.changed} changed, {counts.unchanged} unchanged; "
        f"findings: {counts.opened} opened, {counts.rectified} rectified; messages sent: {counts.sent}; "
        f"pages that could not be checked: {counts.troubles}",
        f"年报网页：新{counts.new}个，变动{counts.changed}个，未变{counts.unchanged}个；"
        f"问题：新发现{counts.opened}项，已整改{counts.rectified}项；发出消息{counts.sent}条；未能检查的页面{counts.troubles}个",
    )


def _show(memory: Memory, counts: Counts, after: int) -> None:
    """The round in one line, then what it found, a line each."""
    out.print(round_line(counts))
    told = {event.facts.get("number") for _, event in memory.events(after, _FINDING_EVENTS)}
    findings = [finding for finding in memory.findings() if finding.number in told]
    for finding in findings:
        if finding.severity != Severity.INFO:
            print_finding(finding)
    background = sum(finding.severity == Severity.INFO for finding in findings)
    if background:
        note = say(
            f"and {background} of severity info, told to nobody", f"另有{background}项仅供参考，不报送"
        )
        out.print(f"  {note}", style="dim")


def print_finding(finding: Finding) -> None:
    """One finding on one line; one that is no longer open says so."""
    if finding.state is FindingState.OPEN:
        severity = Severity(finding.severity)
        mark = Text(severity_word(severity), style=SEVERITY_STYLE[severity])
    else:
        style = "green" if finding.state is FindingState.RECTIFIED else "dim"
        mark = Text(say(finding.state.value, STATE_NAMES[finding.state]), style=style)
    words = f" {finding.number} {finding.agency} {finding.year}：{finding.message}"
    out.print(Text.assemble("  ", mark, words), soft_wrap=True)


def report_table(rows: tuple[ReportLine, ...]) -> Table:
    """Agency, year, published, findings by severity, the worst finding in words; the worst reports first."""
    table = Table(pad_edge=False, header_style="bold", expand=True)
    table.add_column(say("agency", "机关"), min_width=16, overflow="fold")
    table.add_column(say("year", "年度"), no_wrap=True)
    table.add_column(say("published", "公布日期"), no_wrap=True)
    for severity in (Severity.ERROR, Severity.WARNING, Severity.NOTICE):
        table.add_column(severity_word(severity), style=SEVERITY_STYLE[severity], justify="right")
    table.add_column(say("worst finding", "最重的问题"), ratio=1, overflow="fold")
    for row in sorted(rows, key=_badness):
        counts = [str(row.findings.get(severity) or "") for severity in ("error", "warning", "notice")]
        table.add_row(
            row.agency, str(row.year or "?"), str(row.published or "?"), *counts, Text(row.worst or "")
        )
    return table


def _badness(row: ReportLine) -> tuple[int, ...]:
    return (
        *(-row.findings.get(severity, 0) for severity in ("error", "warning", "notice")),
        -(row.year or 0),
    )


def _rounds_done(folder: Path) -> int:
    try:
        return int(json.loads((folder / "demo.json").read_text(encoding="utf-8"))["rounds_done"])
    except (OSError, ValueError, KeyError):
        return 0


def _mark_done(folder: Path, stage: int) -> None:
    if stage <= _rounds_done(folder):
        return
    beside = folder / "demo.json.new"
    beside.write_text(json.dumps({"rounds_done": stage}), encoding="utf-8")
    beside.replace(folder / "demo.json")


def _say_where(folder: Path, seconds: float) -> None:
    out.rule(say("where everything lies", "文件位置"))
    places = Table.grid(padding=(0, 2))
    places.add_row(say("alerts", "发给政务公开办的消息"), str(folder / "alerts"))
    places.add_row(say("operator's messages", "发给运维的消息"), str(folder / "operator"))
    places.add_row(say("database", "数据库"), str(folder / "nianbao.db"))
    places.add_row(say("evidence", "证据"), str(folder / "evidence"))
    out.print(places)
    out.print(say(f"took {seconds:.1f} s", f"用时 {seconds:.1f} 秒"))
