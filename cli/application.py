"""The commands of `nianbao` and their options. Help texts follow the locale; the work is in the rooms."""

from __future__ import annotations

import os
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from cli.console import Exit, Stop, print_json
from cli.deferred import deferred
from cli.edge import Commands
from cli.inputs import files_in
from cli.language import say
from cli.options import WebAddress

application = typer.Typer(
    cls=Commands,
    name="nianbao",
    help=say(
        "Patrols, reads and judges the annual disclosure reports of China's governments and departments.",
        "年报监测：巡查、读取、核查各级政府和部门的政府信息公开工作年度报告。",
    ),
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

AsJson = Annotated[bool, typer.Option("--json", help=say("one JSON object a line", "每份文件输出一行 JSON"))]
Files = Annotated[
    list[Path],
    typer.Argument(
        help=say("published files, or folders of them", "已公布的年报文件或其文件夹"), metavar="FILE…"
    ),
]


def parse_date(value: Any) -> date | None:
    """An ISO date from the command line; anything else is wrong usage, said with an example."""
    if value is None or isinstance(value, date):
        return value
    try:
        return datetime.strptime(value, "%Y-%m-%d").date()  # noqa: DTZ007  (a calendar day has no zone)
    except ValueError as problem:
        raise Stop(
            Exit.USAGE,
            f"{value!r} is not a date; write it as 2025-01-31",
            f"“{value}”不是日期，请写成 2025-01-31 的样子",
        ) from problem


@application.callback()
def options(
    lang: Annotated[
        str | None,
        typer.Option("--lang", help=say("zh or en; default: the locale", "zh 或 en，默认随系统语言")),
    ] = None,
) -> None:
    del lang  # read before the commands are built: cli.language


@application.command(help=say("Read files into annual reports.", "读取年报文件：章节、三张表、机关、年度。"))
def read(
    files: Files,
    as_json: AsJson = False,
    html: Annotated[
        Path | None,
        typer.Option(
            "--html",
            help=say(
                "write pages into this folder: source beside reading",
                "在此文件夹写出“原文对照读取结果”的网页",
            ),
        ),
    ] = None,
    jobs: Annotated[
        int | None,
        typer.Option(
            "--jobs",
            min=1,
            max=64,
            help=say("processes; default: one a core for many files", "进程数，文件多时默认每核一个"),
        ),
    ] = None,
) -> None:
    from cli import read as reading  # noqa: PLC0415  (what commands need is imported when they are called)

    if html is not None:
        raise typer.Exit(reading.write_pages(files_in(files), html, jobs))
    raise typer.Exit(reading.read_files(files_in(files), as_json=as_json, jobs=jobs))


@application.command(help=say("Read files and judge them by the rules.", "读取并按规则核查年报文件。"))
def check(
    files: Files,
    as_json: AsJson = False,
    published: Annotated[
        str | None, typer.Option(help=say("day it was published, 2025-01-31", "公布日期，如 2025-01-31"))
    ] = None,
    as_of: Annotated[
        str | None, typer.Option("--as-of", help=say("judge as of this day", "以哪一天为准核查"))
    ] = None,
    previous: Annotated[
        Path | None,
        typer.Option(help=say("last year's report of the same agency", "同一机关上一年度的年报文件")),
    ] = None,
    agency: Annotated[
        str | None, typer.Option(help=say("the agency's full name", "机关全称（文件中未写明时）"))
    ] = None,
    rules: Annotated[
        list[Path] | None, typer.Option("--rules", help=say("rule folder or file", "规则文件或文件夹"))
    ] = None,
) -> None:
    from cli import read as reading  # noqa: PLC0415

    chosen = reading.CheckOptions(
        published=parse_date(published),
        as_of=parse_date(as_of),
        previous=previous,
        agency=agency,
        rule_paths=rules or (),
    )
    raise typer.Exit(reading.check_files(files_in(files), chosen, as_json=as_json))


@application.command(
    help=say("Is this link a report, whose, which year?", "判断链接标题是不是年报、哪个机关、哪一年度。")
)
def recognise(
    titles: Annotated[list[str], typer.Argument(metavar="TITLE…", help=say("link titles", "链接标题"))],
    url: WebAddress = None,
) -> None:
    import reports  # noqa: PLC0415

    for title in (os.fsencode(title).decode("utf-8", "replace") for title in titles):  # whatever the locale
        print_json(reports.recognition_to_json(reports.recognise(title, url)))


@application.command(
    help=say("The whole job on a simulated county.", "在模拟县上完整演示一遍：巡查、读取、核查、入库、报送。")
)
def demo(
    folder: Annotated[Path, typer.Option("--folder", help=say("where it writes", "演示文件存放位置"))] = Path(
        "var/demo"
    ),
    fresh: Annotated[
        bool, typer.Option("--fresh", help=say("begin again from nothing", "清空后重新开始"))
    ] = False,
) -> None:
    from cli.demo import run_demo  # noqa: PLC0415  (brings Prefect's settings and the town)

    run_demo(folder, fresh=fresh)


@application.command(
    help=say(
        "The patrol against every difficulty of the simulated portals, as a table.",
        "用模拟门户的全部疑难情形检验巡查，列表显示结果。",
    )
)
def scenarios(
    numbers: Annotated[
        list[int] | None,
        typer.Argument(metavar="[NUMBER…]", help=say("scenarios; default all", "场景编号，默认全部")),
    ] = None,
) -> None:
    from cli.scenarios import run_scenarios  # noqa: PLC0415

    raise typer.Exit(run_scenarios(numbers or []))


@application.command(
    help=say("Patrol the described portals now.", "立即巡查已登记的门户（与定时任务同一流程）。")
)
def crawl(
    portals: Annotated[
        list[str] | None,
        typer.Argument(metavar="[PORTAL…]", help=say("portal ids; default all", "门户编号，默认全部")),
    ] = None,
) -> None:
    from cli.crawl import run_crawl  # noqa: PLC0415

    raise typer.Exit(run_crawl(portals or []))


@application.command(help=say("The pages an office looks at.", "打开页面（总览、年报、问题）和只读接口。"))
def serve(
    host: Annotated[
        str, typer.Option(help=say("address to listen on", "监听地址；非本机地址须先建立账号"))
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help=say("port", "端口"))] = 8080,
    login: Annotated[
        bool, typer.Option("--login", help=say("demand accounts on loopback too", "本机访问也须登录"))
    ] = False,
    secure: Annotated[
        bool,
        typer.Option(
            "--https", help=say("cookies over HTTPS only (behind a TLS proxy)", "经 HTTPS 代理提供服务")
        ),
    ] = False,
    name: Annotated[
        list[str] | None, typer.Option("--name", help=say("further host names", "另外允许的主机名"))
    ] = None,
) -> None:
    from cli.serve import run_server  # noqa: PLC0415

    run_server(host, port, login=login, secure=secure, hosts=tuple(name or ()))


for name, module, attribute, english, chinese in (
    ("db", "database_commands", "database_commands", "The database.", "数据库。"),
    (
        "rules",
        "rule_commands",
        "rule_commands",
        "The rules: write, check, explain, preview, promote.",
        "规则：编写、检查、解释、试算、启用。",
    ),
    ("portal", "field_commands", "portal_commands", "Portals.", "门户。"),
    ("agencies", "field_commands", "agency_commands", "The roster of agencies.", "机关名录。"),
    ("evidence", "evidence_commands", "evidence_commands", "The evidence archive.", "存证。"),
    ("alerts", "alert_commands", "alert_commands", "Messages to the offices.", "发给政务公开办的消息。"),
    ("export", "export_commands", "export_commands", "Files an office would keep.", "导出台账和通知。"),
    (
        "waivers",
        "waiver_commands",
        "waiver_commands",
        "Waivers: approver, document, expiry.",
        "豁免：批准人、批准文件、有效期。",
    ),
    ("accounts", "serve", "account_commands", "Accounts of the dashboard.", "页面账号。"),
    (
        "tokens",
        "token_commands",
        "token_commands",
        "Tokens of programs that read the API.",
        "程序读取接口用的令牌。",
    ),
    ("findings", "finding_commands", "finding_commands", "Findings and answers to them.", "问题及其处理。"),
):
    line = say(english, chinese)
    application.add_typer(deferred(f"cli.{module}", attribute, help=line), name=name, help=line)
