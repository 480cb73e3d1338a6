"""Tables that are printed in a report and are not its own: last year's left in, a sample, a second report on the page.

What stands there is nobody's statement about this year: it is not read, and what is missing beside it is not called
missing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reports import values
from reports.document import Document, Grid, Paragraph
from reports.form import forms, header_words
from reports.headings import heading_of
from reports.labels import bare, labels
from reports.other_agencies import agency_named, names_another
from reports.sheets import Sheet, once_for_each
from reports.tables.of_others import grids_of_others
from reports.tables.rows import PrintedRow

_LINES = 12
"""Lines of text before a table that may be the first lines of its header."""
_SHORT = 16
"""Characters of a line that says no more than that a sample follows."""
_HEAD = 2
"""Rows in which a caption stands that was taken for the table's own."""
_CAPTION = 40
"""Characters; what is longer, or ends like a sentence, is no caption."""
_SAMPLE = re.compile(r"示例|样表|样例|范例|样式|模板|参考格式|仅供参考|填报说明|填写说明")
_YEAR = re.compile(r"(20\d\d)\s*年")
_TITLE = re.compile(
    r"(?:附件?[一二三四五\d]{0,2}[：:、\s]\s*)?(?P<whose>[^，。；：]{0,30}?)(?P<year>20\d\d)\s*年度?(?P<after>.{0,25}?)政府信息公开.{0,6}(?:报告|年报)"
)
_TITLE_ENDS = ("报告", "年报")
OF_ANOTHER_REPORT = "a table of another year, of another report, or a sample: not read"
"""How a reading says that it left one out."""
_STRANGE = 3
"""So many column names that are not the form's make a table another one."""


def foreign_grids(document: Document, year: int | None, agency: str | None) -> frozenset[int]:
    """`id` of each grid that a caption or a title above it gives to another year, another than the report's agency, or nobody."""
    found = set(grids_of_others(document, agency))
    captions: list[str] = []
    own: re.Match[str] | None = None
    another = apart = begun = False
    at = document.grids_at
    for block in document.blocks[: at[-1] + 1 if at else 0]:  # what follows the last one heads none
        if isinstance(block, Grid):
            begun = begun or _parts(block) != []
            if captions and not (apart and not block.reliable):  # else they may be words of the table above
                apart = any(_is_of_another(caption, year) for caption in captions[-2:]) or (
                    not block.reliable
                    and any(_names_another(caption, year) for caption in captions[-_LINES:])
                )
            captions.clear()
            if not block.reliable and _says_it_is_of_another(block, year):
                apart = True
            if apart or another:
                found.add(id(block))
            continue
        title = title_of(block.text) if len(block.text) <= 2 * _CAPTION else None
        if title is not None:
            if names_another(whose(title), agency) and _has_a_title(document, agency):
                another = True
            elif own is None and not begun and (year is None or int(title["year"]) == year):
                own = title
            elif begun or own is not None:
                another = begun and not same_report(title, own, year, agency)
        if title is None or another is False:
            captions.append(block.text)
        if _is_heading(block):
            captions.clear()
            apart = False
    return frozenset(found)


def _has_a_title(document: Document, agency: str | None) -> bool:
    """Whether one of its lines is the title of a report of this agency."""
    titles = map(title_of, document.texts)
    return any(title is not None and names_own(title, agency) for title in titles)


def _is_heading(block: Paragraph) -> bool:
    return len(block.text) < 100 and heading_of(block.text) is not None


def title_of(text: str) -> re.Match[str] | None:
    """The line as the title of an annual report: ``whose`` and of what ``year``."""
    return _TITLE.fullmatch(text) if text.endswith(_TITLE_ENDS) else None


def same_report(
    title: re.Match[str], own: re.Match[str] | None, year: int | None, agency: str | None
) -> bool:
    """Whether a title may be that of the report itself, whose own title is `own`, of `year`, by `agency`."""
    known = int(own["year"]) if own is not None else year
    if known is not None and int(title["year"]) != known:
        return False
    theirs, mine = whose(title), whose(own) if own is not None else ""
    if names_another(theirs, agency):
        return False
    return not mine or not theirs or theirs in mine or mine in theirs


def names_own(title: re.Match[str], agency: str | None) -> bool:
    """Whether a title says whose report it is, and that is the agency's."""
    name = whose(title)
    return agency is not None and agency_named(name) is not None and not names_another(name, agency)


def whose(title: re.Match[str]) -> str:
    """The agency, before the year or behind it: 2024年县教育局政府信息公开工作年度报告."""
    return title["whose"] or (title["after"] if agency_named(title["after"]) else "")


def _is_of_another(caption: str, year: int | None) -> bool:
    if len(caption) > _CAPTION or caption.endswith(("。", "；")):
        return False
    if _SAMPLE.search(caption):
        return True
    years = {int(found) for found in _YEAR.findall(caption)}
    return year is not None and bool(years) and year not in years


def _names_another(line: str, year: int | None) -> bool:
    """Whether a line further up, among those of the table's broken header, is a caption that gives it to another."""
    if len(line) <= _SHORT and _SAMPLE.search(line):
        return True
    return line.endswith((":", "：", "表")) and _is_of_another(line, year)


def _says_it_is_of_another(grid: Grid, year: int | None) -> bool:
    """Whether a caption that was taken for a cell of the table below it gives that table to another."""
    return any(
        _names_another(cell.text, year) or (at < _HEAD and _is_of_another(cell.text, year))
        for at, row in enumerate(grid.rows)
        for cell in row
        if cell is not None and not values.is_value(cell.text)
    )


def rows_it_may_hold(grid: Grid) -> Iterator[str]:
    """Every row (``table.row``) of each of the form's tables whose words stand in `grid`."""
    parts = _parts(grid)
    for form in forms().values():
        for block in form.blocks:
            if block.table in parts:
                yield from (f"{block.table}.{row.id}" for row in block.rows)


def _parts(grid: Grid) -> list[str]:
    return _parts_of_sheet(grid.sheet) if grid.sheet is not None else _parts_of(grid)


@once_for_each
def _parts_of_sheet(sheet: Sheet) -> list[str]:
    return _parts_of(sheet.covered)


def _parts_of(grid: Grid) -> list[str]:
    words = {bare(cell.text) for line in grid.rows for cell in line if cell is not None}
    found = [part for part in ("disclosure", "applications") if len(words & labels(part).rows.keys()) >= 1]
    return [*found, "litigation"] if "结果维持" in words else found


def names_other_columns(row: PrintedRow) -> bool:
    """A row of column names of which several are not the form's: years, towns, offices."""
    strange = 0
    for cell, words in zip(row.cells[1:], row.words[1:], strict=True):
        text = cell.text.strip()
        if not text or words in header_words() or _known(text):
            continue
        if _YEAR.match(text) or re.fullmatch(r"20[012]\d", text):
            strange += 1
        elif not values.is_value(text) and not any(character.isdigit() for character in text):
            strange += values.cell(text).value is None
    return strange >= _STRANGE


def _known(text: str) -> bool:
    for part in ("disclosure", "applications", "litigation"):
        if labels(part).column(text) is not None or labels(part).row(text)[0] is not None:
            return True
    return False
