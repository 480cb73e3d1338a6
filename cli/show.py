"""A report for a person to look at: the three tables as printed, cells coloured by state, findings beneath."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from rich.console import Group, RenderableType
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from cli.language import say
from reports import (
    AGENCY_LEVELS,
    AGENCY_TYPES,
    DATE_SOURCES,
    REPORT_KINDS,
    AnnualReport,
    Cell,
    CellState,
    Form,
    Place,
    forms,
    in_chinese,
    place_in_chinese,
    sections,
)
from reports.form import Block
from rules import SEVERITY_NAMES, Outcome, Severity, Verdict

_STATE_STYLE = {
    CellState.NUMBER: "",
    CellState.BLANK: "black on yellow",
    CellState.SYMBOL: "yellow",
    CellState.TEXT: "cyan",
    CellState.UNREADABLE: "black on magenta",
    CellState.ABSENT: "dim",
}
STATE_WORD = {
    CellState.NUMBER: ("number", "数字"),
    CellState.BLANK: ("blank", "空白"),
    CellState.SYMBOL: ("symbol", "符号"),
    CellState.TEXT: ("text", "数字夹文字"),
    CellState.UNREADABLE: ("unreadable", "未能读取"),
    CellState.ABSENT: ("not there", "没有该行列"),
}
NOT_KNOWN = ("not known", "未知")
SEVERITY_STYLE = {
    Severity.ERROR: "bold red",
    Severity.WARNING: "yellow",
    Severity.NOTICE: "cyan",
    Severity.INFO: "dim",
}


def severity_word(severity: Severity) -> str:
    return say(severity.value, SEVERITY_NAMES[severity])


def _cell_text(cell: Cell, failing: bool) -> Text:
    shown = {CellState.BLANK: "▁", CellState.ABSENT: "·", CellState.UNREADABLE: "?"}.get(
        cell.state, cell.raw or ""
    )
    if cell.state is CellState.UNREADABLE and cell.candidates:
        shown = "?" + "/".join(str(candidate) for candidate in cell.candidates[:3])
    style = "bold white on red" if failing else _STATE_STYLE[cell.state]
    return Text(shown.strip(), style=style)


def _block_table(report: AnnualReport, block: Block, failing: Collection[str]) -> Table:
    table = Table(title=escape(block.caption), title_justify="left", show_lines=False, pad_edge=False)
    table.add_column(say("item", "项目"), overflow="fold", max_width=34)
    for column in block.columns:
        table.add_column(escape(column.label), justify="right", overflow="fold")
    for groups, row in block.rows_and_groups():
        for group, _ in groups:
            table.add_row(Text(group, style="bold"))
        addresses = [f"{block.table}.{row.id}.{column.id}" for column in block.columns]
        cells = (_cell_text(report.cell(address), address in failing) for address in addresses)
        table.add_row(Text(row.label), *cells)
    return table


def _form_of(report: AnnualReport, table: str) -> Form | None:
    layout = report.layout.get(table) or report.format
    return forms().get(layout) if layout else None


def tables(report: AnnualReport, failing: Collection[str] = ()) -> RenderableType:
    """The tables in the layout each really uses, the names of its groups above their rows; `failing` addresses are marked."""
    shown: list[RenderableType] = []
    for name in ("disclosure", "applications", "litigation"):
        form = _form_of(report, "applications" if name == "litigation" else name)
        if form is None:
            continue
        shown += [_block_table(report, block, failing) for block in form.table(name)]
    return Group(*shown)


def heading(report: AnnualReport) -> RenderableType:
    """Identity, dates and sections, a line each; what is not known says so."""
    lines = Table.grid(padding=(0, 2))
    lines.add_column(style="bold")
    lines.add_column(overflow="fold")
    lines.add_row(say("title", "标题"), escape(report.title or say(*NOT_KNOWN)))
    for name, told in particulars(report):
        lines.add_row(name, escape(told))
    lines.add_row(say("sections", "章节"), _section_line(report))
    return lines


def particulars(report: AnnualReport) -> Iterator[tuple[str, str]]:
    """(name, words) of what is known of the report's identity, in the language of this run."""
    unknown = say(*NOT_KNOWN)
    agency = report.agency
    english = f"({agency.type}, {agency.level}, {agency.division or unknown})"
    chinese = f"（{AGENCY_TYPES[agency.type]}，{AGENCY_LEVELS[agency.level]}，{agency.division or unknown}）"
    yield say("kind", "类别"), say(str(report.kind), REPORT_KINDS[report.kind])
    yield say("agency", "机关"), f"{agency.name or unknown}  {say(english, chinese)}"
    yield say("year", "年度"), str(report.year or unknown)
    yield say("period", "统计期限"), say(" to ", "至").join(report.period) if report.period else unknown
    dates = (
        f"{d.date} " + say(f"({d.source})", f"（{DATE_SOURCES.get(d.source, d.source)}）")
        for d in report.dates
    )
    yield say("published", "发布日期"), say("; ", "；").join(dates) or unknown


def _section_line(report: AnnualReport) -> Text:
    text = Text()
    for title, present in section_marks(report):
        text.append(f"{'✓' if present else '✗'}{title}  ", style="green" if present else "red")
    return text


def section_marks(report: AnnualReport) -> Iterator[tuple[str, bool]]:
    """(title of the form, whether the report has it) of each of the six sections."""
    for fact in sections():
        section = report.sections.get(fact.id)
        yield fact.title, section is not None and section.present


def legend(report: AnnualReport) -> Text:
    """How many cells are in each state, in the colours used above."""
    text = Text()
    for state in CellState:
        count = sum(cell.state is state for cell in report.cells.values())
        if count:
            text.append(f" {say(*STATE_WORD[state])} {count} ", style=_STATE_STYLE[state])
            text.append("  ")
    return text


def uncertain(report: AnnualReport) -> RenderableType:
    """What could not be told, and why."""
    notes = Table.grid(padding=(0, 2))
    for item in report.uncertain:
        notes.add_row(Text(where(item.place), style="magenta"), Text(reason(item.why)))
    return notes


def where(place: Place | None) -> str:
    """A place in the language of this run; empty for none."""
    return say(str(place or ""), place_in_chinese(place))


def reason(why: str) -> str:
    """Why something was not read, in the language of this run."""
    return say(why, in_chinese(why))


def findings(verdicts: Iterable[Verdict]) -> RenderableType:
    """Failures, worst first, each as its Chinese sentence; then how many could not be judged."""
    order = list(Severity)
    table = Table.grid(padding=(0, 2))
    table.add_column(no_wrap=True)
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    verdicts = list(verdicts)
    failures = [verdict for verdict in verdicts if verdict.outcome is Outcome.FAIL]
    for verdict in sorted(failures, key=lambda v: (order.index(v.severity), v.rule, v.subject)):
        word = Text(severity_word(verdict.severity), style=SEVERITY_STYLE[verdict.severity])
        table.add_row(word, verdict.rule, Text(verdict.message + _where(verdict)))
        gloss = f"{verdict.title_en}." if say("en", "zh") == "en" and verdict.title_en else ""
        table.add_row("", "", Text(" ".join(filter(None, (gloss, "；".join(verdict.basis)))), style="dim"))
    notes: list[RenderableType] = []
    if not failures:
        notes.append(Text(say("no findings", "没有发现问题"), style="green"))
    unknown = sum(verdict.outcome is Outcome.UNKNOWN for verdict in verdicts)
    if unknown:
        english = f"{unknown} checks could not be decided (unknown is not a finding)"
        notes.append(Text(say(english, f"另有{unknown}项无法判断（不作为问题）"), style="dim"))
    return Group(table, *notes)


def _where(verdict: Verdict) -> str:
    if not verdict.lines:
        return ""
    lines = "、".join(str(line) for line in verdict.lines[:8])
    return f"（第{lines}行）"
