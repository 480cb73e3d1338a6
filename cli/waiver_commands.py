"""`nianbao waivers …`: a finding set aside by a named document until a named day; it returns when that day is past."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

import rules
from cli.console import Exit, Stop, err, out
from cli.database_commands import opened
from cli.english import problem_line
from cli.language import say
from cli.options import Year, of_divisions
from cli.waiver_making import about_finding, finding_of, last_day, now, waiver_of
from storage import Contradiction, Memory, Waiver, WaiverOnFile

waiver_commands = typer.Typer(
    help=say(
        "Waivers: findings set aside by a document until a day.", "豁免：凭批准文件在有效期内不报送的问题。"
    ),
    no_args_is_help=True,
)
_STANDING = {
    "in_force": ("in force", "有效"),
    "expired": ("expired", "已到期"),
    "ended": ("ended", "已终止"),
}

Required = Annotated[
    str, typer.Option("--document", help=say("approving document's number", "批准文件的文号"))
]
Approver = Annotated[str, typer.Option("--approver", help=say("who approved it", "批准人"))]
Reason = Annotated[str, typer.Option("--reason", help=say("why", "理由"))]
Expires = Annotated[
    str, typer.Option("--expires", help=say("last day, 2025-12-31", "有效期至，如 2025-12-31"))
]


@waiver_commands.command(
    help=say(
        "Set aside one finding (--finding), or a rule for an agency and year.",
        "豁免一项问题（--finding），或某单位某年度的一条规则。",
    )
)
def add(
    document: Required,
    approver: Approver,
    reason: Reason,
    expires: Expires,
    finding: Annotated[
        str | None, typer.Option("--finding", metavar="NB-000001", help=say("this finding", "问题编号"))
    ] = None,
    rule: Annotated[str | None, typer.Option("--rule", help=say("rule id", "规则编号"))] = None,
    agency: Annotated[str | None, typer.Option("--agency", help=say("full name", "单位全称"))] = None,
    division: Annotated[
        str | None,
        typer.Option(
            "--division",
            callback=of_divisions,
            help=say("division code", "行政区划代码（有同名单位时）"),
        ),
    ] = None,
    year: Year = None,
    field: Annotated[
        str,
        typer.Option("--field", help=say("column, row or section id; default all", "列、行或章节，默认全部")),
    ] = "",
) -> None:
    with opened() as memory:
        if finding is not None:
            if rule or agency or year or field:
                raise Stop(
                    Exit.USAGE,
                    "give --finding, or --rule with --agency and --year, not both",
                    "用 --finding，或用 --rule、--agency、--year，不能同时用",
                )
            about = about_finding(finding_of(memory, finding))
        elif rule and agency and year:
            about = (rule, agency, division, year, field)
        else:
            raise Stop(
                Exit.USAGE,
                "say which: --finding NB-000001, or --rule, --agency and --year",
                "请写明豁免什么：--finding 问题编号，或 --rule、--agency、--year 三项",
            )
        made = waiver_of(memory, about, document, approver, reason, last_day(expires))
        _keep(memory, [made])


@waiver_commands.command(name="import", help=say("Take up waivers from files.", "从豁免文件（YAML）导入。"))
def take(files: Annotated[list[Path], typer.Argument(metavar="FILE…")]) -> None:
    waivers, problems = rules.load_waivers(files)
    for problem in problems:
        err.print(problem_line(problem), markup=False, soft_wrap=True)
    made: list[Waiver] = []
    refused = len(problems)
    with opened() as memory:
        for one in waivers:
            text = one.text
            try:
                about = (text.rule, text.agency, None, text.year, text.field)
                made.append(
                    waiver_of(
                        memory, about, text.document, text.approver, text.reason, text.expires, text.version
                    )
                )
            except Stop as stop:
                refused += 1
                err.print(
                    f"{one.file}:{one.line}:1: {say(str(stop), stop.chinese)}", markup=False, soft_wrap=True
                )
        _keep(memory, made)
    if refused:
        raise Stop(
            Exit.USAGE,
            f"{refused} problem(s): the waivers concerned were not taken up",
            f"有{refused}处问题，涉及的豁免没有导入，原因见上",
        )


@waiver_commands.command(
    name="list", help=say("Waivers and what they set aside.", "列出豁免和它们涉及的问题。")
)
def list_waivers(
    every: Annotated[
        bool, typer.Option("--all", help=say("also expired and ended ones", "连同已到期和已终止的"))
    ] = False,
    year: Year = None,
) -> None:
    with opened() as memory:
        found = memory.waivers_on_file(now())
    shown = [
        one for one in found if (every or one.standing == "in_force") and year in (None, one.waiver.year)
    ]
    for one in shown:
        _print(one)
    if not shown:
        out.print(say("no waivers", "没有豁免"))


@waiver_commands.command(help=say("End a waiver; its findings return.", "终止豁免，所涉问题恢复报送。"))
def end(
    key: Annotated[str, typer.Argument(metavar="KEY", help=say("as `list` shows it", "编号，见 list"))],
) -> None:
    with opened() as memory:
        known = [one.waiver.key for one in memory.waivers_on_file(now())]
        if key not in known:
            raise Stop(Exit.USAGE, f"there is no waiver {key}", f"没有编号为 {key} 的豁免")
        memory.revoke_waiver(key, now())
        _, returned = memory.apply_waivers(now())
    out.print(say(f"{key} has ended; {returned} finding(s) return", f"{key} 已终止，恢复{returned}项问题"))


def _keep(memory: Memory, waivers: list[Waiver]) -> None:
    at = now()
    for waiver in waivers:
        try:
            new = memory.add_waiver(waiver, at)
        except Contradiction as problem:
            raise Stop(Exit.USAGE, str(problem), problem.chinese) from problem
        said = ("kept", "已登记") if new else ("kept already", "早已登记")
        out.print(f"{waiver.key} {say(*said)}", markup=False)
    waived, _ = memory.apply_waivers(at)
    out.print(say(f"{waived} finding(s) set aside", f"豁免{waived}项问题"))
    idle = set(memory.idle_waivers(at)) & {waiver.key for waiver in waivers}
    for key in sorted(idle):
        err.print(
            say(
                f"{key} matches no finding: check rule, agency, year and field",
                f"{key} 没有对上任何问题：请核对规则、单位、年度和字段",
            ),
            style="yellow",
        )


def _print(one: WaiverOnFile) -> None:
    waiver = one.waiver
    words = [
        waiver.key,
        say(*_STANDING[one.standing]),
        one.agency or waiver.division or "",
        str(waiver.year or ""),
        waiver.rule,
        waiver.subject,
        waiver.document,
        say("until ", "至") + waiver.expires.isoformat(),
        waiver.approver,
        waiver.reason,
        "、".join(one.covered) or say("matches nothing", "没有对上问题"),
    ]
    out.print("  ".join(filter(None, words)), markup=False, soft_wrap=True)
