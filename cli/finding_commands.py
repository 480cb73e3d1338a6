"""`nianbao findings …`: findings, and answers to them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import Annotated

import typer

from alerts.wording import WORDS
from cli.console import Exit, Stop, out
from cli.database_commands import opened
from cli.language import language, say
from cli.options import Division, Year
from reports import CHINA
from storage import NOT_CONFIRMED, Finding, FindingState, UnknownRow

finding_commands = typer.Typer(
    help=say("Findings and answers to them.", "问题及其处理。"), no_args_is_help=True
)


Number = Annotated[str, typer.Argument(metavar="NB-000001")]
KIND = {**WORDS[language()].kinds, "note": say("note", "备注"), "acknowledged": say("acknowledged", "已确认")}
By = Annotated[str, typer.Option("--by", help=say("who says so", "处理人"))]


@finding_commands.command(name="list", help=say("Findings, worst first.", "列出问题，最重的在前。"))
def list_findings(division: Division = None, year: Year = None, state: FindingState | None = None) -> None:
    from cli.demo import print_finding  # noqa: PLC0415

    with opened() as memory:
        found = memory.findings(states=[state] if state else None, divisions=division, year=year)
        if not found:
            asked = division or year or state
            out.print(
                say("no findings of that kind", "没有符合条件的问题")
                if asked
                else say("no findings", "没有问题")
            )
        for finding in found:
            print_finding(finding)


@finding_commands.command(
    help=say(
        "Set a finding aside for a reason; it stays set aside.",
        "经核实不成立，注明理由后撤下，以后不再报送。",
    )
)
def dismiss(
    number: Number,
    by: By,
    reason: Annotated[str, typer.Option("--reason", help=say("why it is wrong", "理由"))],
) -> None:
    with opened() as memory, _known(number):
        memory.dismiss(number, by=by, reason=reason, at=datetime.now(UTC))
    out.print(say(f"{number} is dismissed", f"{number} 已撤下"))


@finding_commands.command(help=say("Take up a dismissed finding again.", "恢复已撤下的问题。"))
def reinstate(
    number: Number,
    by: By,
    reason: Annotated[str, typer.Option("--reason", help=say("why", "理由"))],
) -> None:
    with opened() as memory, _known(number):
        memory.reinstate(number, by=by, reason=reason, at=datetime.now(UTC))
    out.print(say(f"{number} stands again", f"{number} 已恢复"))


@finding_commands.command(
    help=say("Say that a finding is being dealt with; it is no longer reminded of.", "确认收到，不再催办。")
)
def acknowledge(
    number: Number,
    by: By,
    text: Annotated[str, typer.Option("--text", help=say("what is being done", "处理情况"))] = "",
) -> None:
    with opened() as memory, _known(number):
        memory.acknowledge(number, by=by, text=text, at=datetime.now(UTC))
    out.print(say(f"{number} is acknowledged", f"{number} 已确认"))


@finding_commands.command(help=say("Add a note to a finding.", "给问题加备注。"))
def annotate(
    number: Number, by: By, text: Annotated[str, typer.Option("--text", help=say("the note", "备注"))]
) -> None:
    with opened() as memory, _known(number):
        memory.annotate(number, by=by, text=text, at=datetime.now(UTC))
    out.print(say(f"the note stands with {number}", f"{number} 已加备注"))


@finding_commands.command(
    help=say("What became of a finding, and who said what.", "问题的来龙去脉和处理记录。")
)
def show(number: Number) -> None:
    from cli.demo import print_finding  # noqa: PLC0415

    with opened() as memory, _known(number):
        found = memory.findings(numbers=[number])
        if not found:
            raise UnknownRow(f"no finding {number}", f"没有问题 {number}")
        print_finding(found[0])
        _print_proof(found[0], memory.confirmed_on([number]).get(number))
        steps = [(step.at, step.kind, step.by, step.note) for step in memory.history(number)]
        steps += [(note.at, note.kind, note.by, note.text) for note in memory.notes(number)]
    for at, kind, by, text in sorted(steps, key=lambda step: step[0]):
        words = "  ".join(filter(None, (KIND.get(kind, kind), by, text)))
        out.print(f"  {at.astimezone(CHINA):%Y-%m-%d %H:%M}  {words}", markup=False, highlight=False)


def _print_proof(finding: Finding, confirmed: date | None) -> None:
    """What it rests on: the law, the page and the stored answer, and when it was seen to hold; and what puts it right."""
    is_open = finding.state is FindingState.OPEN
    for name, told in (
        (say("basis", "依据"), "；".join(finding.basis)),
        (say("what to do", "怎样改正"), finding.remedy),
        (say("page", "页面"), finding.url),
        (say("evidence", "证据"), finding.evidence and f"sha256 {finding.evidence}"),
        (say("last year's page", "上年页面"), finding.previous_url),
        (
            say("last year's evidence", "上年证据"),
            finding.previous_evidence and f"sha256 {finding.previous_evidence}",
        ),
        (
            say("last seen to hold", "最近核实"),
            is_open and (confirmed or say("not known any more", NOT_CONFIRMED)),
        ),
    ):
        if told:
            out.print(f"  {name}{say(': ', '：')}{told}", markup=False, highlight=False, soft_wrap=True)


@contextmanager
def _known(number: str) -> Iterator[None]:
    try:
        yield
    except UnknownRow as problem:
        raise Stop(Exit.USAGE, f"there is no finding {number}", f"没有编号为 {number} 的问题") from problem
