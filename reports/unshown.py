"""What a page's source holds and the page does not show: what is folded up, and what a script will show in its place.

Asked only where a section or a table is missing: what stands in the source is not missing, though nobody read it.
"""

from __future__ import annotations

import html
import re
from collections.abc import Collection, Mapping

from reports.folding import unspaced
from reports.headings import headings_in
from reports.model import AnnualReport, CellState
from reports.telling import is_label

_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_BETWEEN = re.compile(r"<[^<>]*>|\\\\*(?:[nrt]|[\"'/])|[\n\"'`]")
"""What stands between the lines of a source, and of the texts in its scripts."""
_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")
_SAID_BY: Mapping[str, Collection[str]] = {
    "disclosure": ("第二十条第（一）项", "第二十条第（五）项", "第二十条第（六）项"),
    "applications": ("一、本年新收政府信息公开申请数量", "二、上年结转政府信息公开申请数量"),
    "litigation": ("结果维持", "结果纠正", "未经复议直接起诉", "复议后起诉"),
}
"""Words that stand alone in a line only where the table does."""
_ONE_CELL = {
    "disclosure": ("disclosure.regulations.in_force", "disclosure.regulations.total_public"),
    "applications": ("applications.new_received.total",),
    "litigation": ("litigation.review.total",),
}


def tables_missing(report: AnnualReport) -> frozenset[str]:
    """Tables of which every cell is said to be absent, in whichever form they are printed."""
    cells = report.cells
    return frozenset(
        table
        for table, own in _ONE_CELL.items()
        if any(each in cells and cells[each].state is CellState.ABSENT for each in own)
        and all(cell.state is CellState.ABSENT for each, cell in cells.items() if each.startswith(table))
    )


def holds_what_is_missing(source: str, report: AnnualReport) -> bool:
    """Whether the source of a page has the heading of a missing section, or words of a missing table, in a line of their own."""
    sections = {id for id, section in report.sections.items() if section.certain and not section.present}
    tables = tables_missing(report)
    if not (sections or tables):
        return False
    text = _COMMENT.sub("", source)
    text = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "\\u" in text else text
    lines = [line for part in _BETWEEN.split(html.unescape(text)) if (line := unspaced(part))]
    said = {line.replace("(", "（").replace(")", "）") for line in lines}
    if any(not said.isdisjoint(_SAID_BY[table]) for table in tables):
        return True
    if not sections:
        return False
    return any(
        found.section in sections and not is_label(lines[at])
        for at, found in headings_in(lines, loosely=True)
    )
