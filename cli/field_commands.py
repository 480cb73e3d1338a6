"""`nianbao portal …`, `nianbao agencies …`: describing the field."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

import typer

from cli.console import Exit, Stop, err, out, reasons_of
from cli.database_commands import opened
from cli.english import problem_line, told
from cli.language import say
from cli.options import of_divisions
from flows.settings import Settings
from reports import AGENCY_LEVELS, AGENCY_TYPES, CHINA
from reports.identity import RosterAgency, RosterFile, RosterInvalid, national_agencies, read_roster
from scrapers import (
    Fetcher,
    FetchSettings,
    Obstacle,
    PortalInvalid,
    Probe,
    detail_words,
    load_portal,
    probe,
    reason_words,
)
from storage import RosterEntry

portal_commands = typer.Typer(help=say("Portals.", "门户网站。"), no_args_is_help=True)
agency_commands = typer.Typer(help=say("The roster of agencies.", "单位名录。"), no_args_is_help=True)


@portal_commands.command(
    name="probe", help=say("Draft a description of a portal.", "探查门户，写出描述草稿。")
)
def probe_portal(
    url: Annotated[str, typer.Argument(metavar="URL")],
    to: Annotated[
        Path | None, typer.Option("--to", help=say("write the draft here", "草稿写入此文件"))
    ] = None,
) -> None:
    settings = Settings()
    fetching = FetchSettings(
        contact=settings.contact,
        resolve=settings.resolve | _of_this_machine(url),
        interval=settings.min_interval,
    )

    async def look() -> Probe:
        async with Fetcher(fetching) as fetcher:
            return await probe(url, fetcher)

    try:
        found = asyncio.run(look())
    except PortalInvalid as problem:
        raise Stop(
            Exit.USAGE,
            f"{url!r} is no address of a portal; write it as http://www.example.gov.cn/",
            f"“{url}”不是门户网址，请写成 http://www.example.gov.cn/ 的样子",
        ) from problem
    draft = found.draft(datetime.now(CHINA).date())
    if to is None:
        out.print(draft, markup=False, soft_wrap=True, end="")
    else:
        to.write_text(draft, encoding="utf-8")
    if found.trouble is not None:
        trouble = found.trouble
        chinese = f"{reason_words(trouble.obstacle)}：{detail_words(trouble.detail)}"
        err.print(say(f"{trouble.obstacle}: {trouble.detail}", chinese), style="yellow", markup=False)
        if found.trouble.obstacle is not Obstacle.COLUMN_NOT_FOUND:  # the page was read, and has none
            raise typer.Exit(Exit.UNREADABLE)


def _of_this_machine(url: str) -> dict[str, tuple[str, int]]:
    """Whoever asks for a server of this machine by hand means it; where links and redirects lead stays guarded."""
    try:
        parts = urlsplit(url)
        port = parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError:
        return {}
    if parts.hostname not in ("localhost", "127.0.0.1"):
        return {}
    return {f"{parts.hostname}:{port}": ("127.0.0.1", port)}


@portal_commands.command(name="check", help=say("Check portal descriptions.", "检查门户描述文件。"))
def check_portals(
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILE…", help=say("descriptions, or folders of them", "描述文件或其文件夹")),
    ],
) -> None:
    broken = 0
    for file in (one for given in files for one in (sorted(given.glob("*.yaml")) or [given])):
        try:
            portal = load_portal(file)
        except PortalInvalid as problem:
            broken += 1
            err.print(say(*told(problem)), markup=False, soft_wrap=True)
        else:
            out.print(f"✓ {portal.id} {portal.name}", markup=False)
    raise typer.Exit(Exit.USAGE if broken else Exit.DONE)


@agency_commands.command(
    name="import",
    help=say(
        "Import a roster (CSV or XLSX), or the governments of the national codes.",
        "导入单位名录（CSV 或 XLSX），或全国区划代码中的各级政府。",
    ),
)
def import_agencies(
    file: Annotated[Path | None, typer.Argument(metavar="[FILE]")] = None,
    national: Annotated[
        bool,
        typer.Option(
            "--national",
            help=say("the governments of every county and township, as built in", "内置的全国县、乡级政府"),
        ),
    ] = False,
    division: Annotated[
        str | None,
        typer.Option(
            "--division",
            callback=of_divisions,
            help=say("with --national: a code or its beginning", "与 --national 合用：区划代码或其开头"),
        ),
    ] = None,
) -> None:
    if (file is None) is not national or (division is not None and not national):
        raise Stop(
            Exit.USAGE,
            "give either a FILE, or --national (with --division)",
            "请给出名录文件，或用 --national（可加 --division）",
        )
    agencies = national_agencies(division) if file is None else _roster(file).agencies
    with opened() as memory:
        tally = memory.record_agencies((_entry(agency) for agency in agencies), datetime.now(UTC))
        unportaled = sum(some.agencies for some in memory.unportaled(datetime.now(CHINA).year - 1))
    out.print(
        say(
            f"{tally.new} new, {tally.updated} updated, {tally.unchanged} unchanged",
            f"新增{tally.new}家，更新{tally.updated}家，未变{tally.unchanged}家",
        )
    )
    if unportaled:
        out.print(
            say(
                f"{unportaled} agencies of the roster cannot be checked: no portal known",
                f"名录中有{unportaled}家单位无法核实：没有已知的门户网站",
            )
        )


@agency_commands.command(
    name="check", help=say("Check a roster file without importing it.", "只检查名录文件，不导入。")
)
def check_agencies(file: Annotated[Path, typer.Argument(metavar="FILE")]) -> None:
    roster = _roster(file)
    out.print(say(f"{len(roster.agencies)} agencies, no errors", f"共{len(roster.agencies)}家单位，没有错误"))


@agency_commands.command(name="list", help=say("The stored roster.", "列出库中的单位名录。"))
def list_agencies(
    division: Annotated[
        str | None,
        typer.Option(
            "--division",
            callback=of_divisions,
            help=say("division code or its beginning", "行政区划代码或其开头"),
        ),
    ] = None,
) -> None:
    with opened() as memory:
        entries = memory.agencies(division)
        if not entries:
            out.print(
                say("no agencies; import a roster first", "名录里没有单位；先用 nianbao agencies import 导入")
            )
        for entry in entries:
            where = entry.portal or say("cannot be checked: no portal known", "无法核实：没有已知的门户网站")
            known = say(
                f"({entry.type}, {entry.level})",
                f"（{AGENCY_TYPES.get(entry.type, entry.type)}，{AGENCY_LEVELS.get(entry.level, entry.level)}）",
            )
            out.print(
                f"{entry.division or '—'} {entry.name} {known} {where}",
                markup=False,
                soft_wrap=True,
            )


def _roster(file: Path) -> RosterFile:
    try:
        roster = read_roster(file.read_bytes(), file.name)
    except OSError as problem:
        english, chinese = reasons_of(problem)
        raise Stop(Exit.UNREADABLE, f"{file}: {english}", f"{file}：打不开（{chinese}）") from problem
    except RosterInvalid as problem:
        raise Stop(Exit.USAGE, *told(problem)) from problem
    for warning in roster.warnings:
        err.print(problem_line(warning), style="yellow", markup=False, soft_wrap=True)
    return roster


def _entry(agency: RosterAgency) -> RosterEntry:
    return RosterEntry(
        name=agency.name,
        type=str(agency.type),
        level=str(agency.level),
        division=agency.division,
        parent=agency.parent,
        aliases=tuple(alias.name for alias in agency.aliases),
        id=agency.id,
        first_year=agency.first_year,
        last_year=agency.last_year,
    )
