"""What happens to a table before it is published: other labels, local rows, page breaks, spans that no longer agree.

Each takes and gives `Printed`. The truth stays what stands on the page; where an alteration takes a label away, its row
is named in `notes` as ``hidden:<row>``: a reader may leave it unread, but may not read it wrongly.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import pairwise

from benchmarks.reading.layouts.printed import Heading, Piece, Printed, PrintedCell, PrintedTable, Words

_VARIANTS = {
    "社会公益组织": ("社会组织",),
    "2.其他法律行政法规禁止公开": ("2.其他法律法规禁止公开", "2.其他法律、行政法规禁止公开"),
    "行政规范性文件": ("规范性文件",),
    "规范性文件": ("行政规范性文件",),
    "采购总金额": ("采购总金额（万元）", "采购总金额（单位：万元，保留4位小数）"),
    "本年增/减": ("本年增／减", "本年增减"),
    "（二）部分公开（区分处理的，只计这一情形，不计其他情形）": (
        "（二）部分公开",
        "（二）部分公开(区分处理的，只计这一情形，不计其他情形)",
        "(二) 部分公开 (区分处理的, 只计这一情形, 不计其他情形)",
    ),
    "3.危及“三安全一稳定”": ('3.危及"三安全一稳定"', "3、危及“三安全一稳定”", "3.危及三安全一稳定"),
}
_MISPRINTS = {
    "5.要求行政机关确认或重新出具已获取信息": "5.要求行政机关确认或重新出据已获取信息",
    "4.无正当理由大量反复申请": "4.无正当理由大量反复伸请",
    "1.本机关不掌握相关政府信息": "1.本机关不掌握相关政府信自",
    "二、上年结转政府信息公开申请数量": "二、上年结转政府信息公开申请数里",
}
_HEADINGS = {
    "disclosure": ("二、主动公开政府信息的情况", "二、行政机关主动公开政府信息情况"),
    "applications": ("三、收到和处理政府信息公开申请的情况",),
    "litigation": (
        "四、政府信息公开行政复议和行政诉讼情况",
        "四、因政府信息公开工作被申请行政复议、提起行政诉讼情况",
    ),
    "problems": ("五、存在问题及改进情况", "五、政府信息公开工作存在的主要问题及改进情况"),
    "other_matters": ("六、其他需要报告事项",),
}


def _tables(printed: Printed, change: Callable[[PrintedTable], Iterable[PrintedTable]]) -> Printed:
    pieces: list[Piece] = []
    for piece in printed.pieces:
        pieces += change(piece) if isinstance(piece, PrintedTable) else [piece]
    return replace(printed, pieces=tuple(pieces))


def _cells(printed: Printed, change: Callable[[PrintedCell], PrintedCell]) -> Printed:
    return _tables(
        printed,
        lambda table: [replace(table, rows=tuple(tuple(change(c) for c in row) for row in table.rows))],
    )


def other_labels(printed: Printed, dice: random.Random) -> Printed:
    """Label and heading variants met in print (domain.md §2.1, §2.6)."""
    changed = _cells(
        printed,
        lambda cell: (
            replace(cell, text=dice.choice(_VARIANTS[cell.text]))
            if cell.address is None and cell.text in _VARIANTS and dice.random() < 0.5
            else cell
        ),
    )
    pieces = tuple(
        replace(piece, text=dice.choice(_HEADINGS[piece.section]))
        if isinstance(piece, Heading) and piece.section in _HEADINGS and dice.random() < 0.4
        else piece
        for piece in changed.pieces
    )
    return replace(changed, pieces=pieces)


def misprint(printed: Printed, dice: random.Random) -> Printed:
    """One label with a wrong character."""
    label = dice.choice(sorted(_MISPRINTS))
    return _cells(printed, lambda cell: replace(cell, text=_MISPRINTS[label]) if cell.text == label else cell)


def local_rows(printed: Printed, dice: random.Random) -> Printed:
    """A row of the agency's own in section two."""

    def change(table: PrintedTable) -> list[PrintedTable]:
        if table.part != "disclosure":
            return [table]
        rows = list(table.rows)
        at = next((i for i, row in enumerate(rows) if row[0].text.endswith("规范性文件")), None)
        if at is not None:
            own = [PrintedCell("其他主动公开文件（填报说明：不含以上两类）")]
            own += [replace(cell, text=str(dice.randint(0, 900)), address=None) for cell in rows[at][1:]]
            rows.insert(at + 1, tuple(own))
        return [replace(table, rows=tuple(rows))]

    return _tables(printed, change)


def page_breaks(printed: Printed, dice: random.Random) -> Printed:
    """Section three cut in two or three tables, as Word files broken over pages are saved.

    A group label that spans the cut is repeated, left out, or an empty cell in the next part.
    """

    def change(table: PrintedTable) -> list[PrintedTable]:
        if table.part != "applications":
            return [table]
        cuts = sorted(dice.sample(range(5, len(table.rows) - 1), dice.choice((1, 1, 2))))
        return _cut(table, cuts, dice.choice(("repeated", "empty", "left out")))

    return _tables(printed, change)


def _cut(table: PrintedTable, cuts: list[int], style: str) -> list[PrintedTable]:
    made: list[PrintedTable] = []
    bounds = [0, *cuts, len(table.rows)]
    for start, end in pairwise(bounds):
        rows: list[tuple[PrintedCell, ...]] = []
        for index in range(start, end):
            row = [replace(cell, down=min(cell.down, end - index)) for cell in table.rows[index]]
            if index == start and start:
                running = _running_into(table, start, end)
                if style != "left out":
                    row = [replace(c, text=c.text if style == "repeated" else "") for c in running] + row
            rows.append(tuple(row))
        made.append(replace(table, rows=tuple(rows)))
    return made


def _running_into(table: PrintedTable, start: int, end: int) -> list[PrintedCell]:
    """Cells that begin above `start` and reach below it, outermost first."""
    found = []
    for index in range(start):
        for cell in table.rows[index]:
            if index + cell.down > start:
                found.append(replace(cell, down=min(index + cell.down, end) - start))
    return found


def wider_values(printed: Printed, dice: random.Random) -> Printed:
    """Word gives some columns two grid columns in the rows and one in the header, or the other way round."""

    def change(table: PrintedTable) -> list[PrintedTable]:
        if table.part != "applications":
            return [table]
        spare = dice.choice(("header", "rows"))
        rows = []
        for index, row in enumerate(table.rows):
            cells = list(row)
            in_header = index < 3 and "勾稽" in table.rows[0][0].text
            widened = (spare == "header") == in_header
            if widened and (not in_header or index == 1):
                cells[-1] = replace(cells[-1], across=cells[-1].across + 1)
            if widened and in_header and index == 0:
                cells[-1] = replace(cells[-1], across=cells[-1].across + 1)
            rows.append(tuple(cells))
        return [replace(table, rows=tuple(rows))]

    return _tables(printed, change)


def header_without_spans(printed: Printed, dice: random.Random) -> Printed:
    """自然人 and 总计 do not reach down: the third header row has empty cells under them (hangzhou)."""

    def change(table: PrintedTable) -> list[PrintedTable]:
        if table.part != "applications" or "勾稽" not in table.rows[0][0].text or len(table.rows) < 4:
            return [table]
        second = tuple(replace(cell, down=1) for cell in table.rows[1])
        third = (PrintedCell(""), *table.rows[2], PrintedCell(""))
        return [replace(table, rows=(table.rows[0], second, third, *table.rows[3:]))]

    return _tables(printed, change)


def zeros_merged(printed: Printed, dice: random.Random) -> Printed:
    """A row of zeros printed as one cell with one 0 over all seven columns (柞水凤凰镇 2021)."""

    def change(table: PrintedTable) -> list[PrintedTable]:
        if table.part != "applications":
            return [table]
        rows = []
        for row in table.rows:
            values = [cell for cell in row if cell.address]
            if len(values) == 7 and all(cell.text == "0" for cell in values) and dice.random() < 0.3:
                labels = [cell for cell in row if not cell.address]
                rows.append((*labels, replace(values[0], across=7)))
            else:
                rows.append(row)
        return [replace(table, rows=tuple(rows))]

    return _tables(printed, change)


def contents(printed: Printed, dice: random.Random) -> Printed:
    """A preamble or a list of contents that names all six sections; numbered points inside section five."""
    names = "、".join(p.text.split("、", 1)[-1] for p in printed.pieces if isinstance(p, Heading))
    first = next(i for i, p in enumerate(printed.pieces) if isinstance(p, Heading))
    if dice.random() < 0.5:
        lead: list[Piece] = [Words(f"本报告由{names}等六个部分组成。")]
    else:
        lead = [Words(p.text) for p in printed.pieces if isinstance(p, Heading)]
    pieces = [*printed.pieces[:first], *lead, *printed.pieces[first:]]
    at = next(i for i, p in enumerate(pieces) if isinstance(p, Heading) and p.section == "problems")
    points = [Words("一、加强宣传教育，提高群众参与度。"), Words("二、增强部门协作，完善信息统计。")]
    return replace(printed, pieces=(*pieces[: at + 1], *points, *pieces[at + 1 :]))


def lost_numbers(printed: Printed, dice: random.Random) -> Printed:
    """Headings without their numbers, or all of them "1、" as a browser's list prints them."""
    mark = dice.choice(("", "1、", "（{}）", "{}. "))
    pieces: list[Piece] = []
    count = 0
    for piece in printed.pieces:
        if isinstance(piece, Heading):
            count += 1
            number = "一二三四五六"[count - 1] if "（" in mark else str(count)
            words = piece.text.split("、", 1)[-1]
            pieces.append(replace(piece, text=mark.replace("{}", number) + words))
        else:
            pieces.append(piece)
    return replace(printed, pieces=tuple(pieces))


HARMLESS: tuple[Callable[[Printed, random.Random], Printed], ...] = (
    other_labels,
    misprint,
    local_rows,
    page_breaks,
    wider_values,
    header_without_spans,
    zeros_merged,
    contents,
    lost_numbers,
)
"""Alterations after which a careful reader still reads every value."""


def missing_cells(printed: Printed, dice: random.Random) -> Printed:
    """Damage: a cell of a row is gone, or one too many stands in it: its values can no longer be told by position.

    Only rows without blanks: a surplus figure beside a blank makes a row that looks sound to anybody.
    """
    hidden: set[str] = set()

    def change(table: PrintedTable) -> list[PrintedTable]:
        rows = []
        for row in table.rows:
            values = [i for i, cell in enumerate(row) if cell.address]
            if len(values) >= 3 and all(row[i].text for i in values) and dice.random() < 0.15:
                hidden.update(row[i].address or "" for i in values)
                cells = list(row)
                if dice.random() < 0.5:
                    del cells[dice.choice(values)]
                else:
                    cells.insert(dice.choice(values), PrintedCell("0"))
                rows.append(tuple(cells))
            else:
                rows.append(row)
        return [replace(table, rows=tuple(rows))]

    changed = _tables(printed, change)
    return replace(changed, notes=(*changed.notes, *(f"hidden:{address}" for address in sorted(hidden))))


def unknown_label(printed: Printed, dice: random.Random) -> Printed:
    """Damage: a row's label is gone or is nonsense."""
    hidden: set[str] = set()

    def change(table: PrintedTable) -> list[PrintedTable]:
        rows = list(table.rows)
        labelled = [
            i for i, row in enumerate(rows) if table.part != "litigation" and any(c.address for c in row)
        ]
        for i in dice.sample(labelled, min(len(labelled), dice.choice((0, 1, 2)))):
            at = max(j for j, cell in enumerate(rows[i]) if cell.address is None)
            cells = list(rows[i])
            cells[at] = replace(cells[at], text=dice.choice(("", "见附件说明", "□□□□□□")))
            hidden.update(cell.address for cell in cells if cell.address)
            rows[i] = tuple(cells)
        return [replace(table, rows=tuple(rows))]

    changed = _tables(printed, change)
    return replace(changed, notes=(*changed.notes, *(f"hidden:{address}" for address in sorted(hidden))))


def broken_numbers(printed: Printed, dice: random.Random) -> Printed:
    """Damage: a number fell apart, took a footnote mark, or lost a digit to an unknown glyph."""
    hidden: set[str] = set()

    def change(cell: PrintedCell) -> PrintedCell:
        if not cell.address or not cell.text or dice.random() > 0.03:
            return cell
        hidden.add(cell.address)
        ways = [
            f"{cell.text}\ufffd",
            f"{cell.text}①",
            f"{cell.text} {dice.randint(0, 9)}",
            f"{cell.text}?",
            "□",
        ]
        return replace(cell, text=dice.choice(ways))

    changed = _cells(printed, change)
    return replace(changed, notes=(*changed.notes, *(f"hidden:{address}" for address in sorted(hidden))))


DAMAGE: tuple[Callable[[Printed, random.Random], Printed], ...] = (
    missing_cells,
    unknown_label,
    broken_numbers,
)


def altered(printed: Printed, dice: random.Random, *, damaged: bool) -> Printed:
    """The report after a few harmless alterations, and one kind of damage where asked."""
    for change in HARMLESS:
        if dice.random() < 0.25:
            printed = change(printed, dice)
    return dice.choice(DAMAGE)(printed, dice) if damaged else printed
