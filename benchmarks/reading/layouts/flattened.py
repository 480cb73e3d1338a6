"""A printed report → plain text and Markdown, in the ways archives flatten tables.

Where blank cells leave no trace (`bare`, `together`, `spaces`) a reader cannot place the rest of their row: those rows are
marked hidden.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import replace

from benchmarks.reading.layouts import alterations
from benchmarks.reading.layouts.printed import Heading, Printed, PrintedCell, PrintedTable, Words

Grid = list[list[PrintedCell | None]]
_SAFE = (alterations.other_labels, alterations.local_rows, alterations.contents, alterations.misprint)


def altered_for(form: str, printed: Printed, dice: random.Random, *, damaged: bool) -> Printed:
    for change in _SAFE:
        if dice.random() < 0.25 and not (
            form == "together" and change in (alterations.misprint, alterations.local_rows)
        ):
            printed = change(printed, dice)
    if damaged:
        printed = dice.choice(
            (alterations.missing_cells, alterations.broken_numbers, alterations.unknown_label)
        )(printed, dice)
    return _hide_rows_with_blanks(printed) if form != "pipes" else printed


def _hide_rows_with_blanks(printed: Printed) -> Printed:
    hidden = set()
    for table in printed.tables:
        for row in table.rows:
            values = [cell.address for cell in row if cell.address]
            if any(cell.address and not cell.text for cell in row):
                hidden.update(values)
    return replace(printed, notes=(*printed.notes, *(f"hidden:{address}" for address in sorted(hidden))))


def _expand(table: PrintedTable) -> Grid:
    """Every grid position; a merged cell stands at its first one, `None` at the others."""
    grid: Grid = []
    taken: set[tuple[int, int]] = set()
    for r, row in enumerate(table.rows):
        line: list[PrintedCell | None] = []
        column = 0
        for cell in row:
            while (r, column) in taken:
                line.append(None)
                column += 1
            line.append(cell)
            line += [None] * (cell.across - 1)
            taken.update((r + d, column + a) for d in range(cell.down) for a in range(cell.across) if d)
            column += cell.across
        while (r, column) in taken:
            line.append(None)
            column += 1
        grid.append(line)
    return grid


def _document(
    printed: Printed, table: Callable[[PrintedTable], str], heading: str = "{}", gap: str = "\n"
) -> str:
    parts = [printed.title]
    for piece in printed.pieces:
        if isinstance(piece, Heading):
            parts.append(heading.format(piece.text))
        elif isinstance(piece, Words):
            parts.append(piece.text)
        else:
            parts.append(table(piece))
    return gap.join(parts)


def tabs(printed: Printed, dice: random.Random) -> bytes:
    """A line a row, a tab between grid positions (yahe)."""

    def table(each: PrintedTable) -> str:
        return "\n".join("\t".join(cell.text if cell else "" for cell in row) for row in _expand(each))

    return _document(printed, table, dice.choice(("{}", "## {}")), dice.choice(("\n", "\n\n"))).encode()


def pipes(printed: Printed, dice: random.Random) -> bytes:
    """Markdown tables."""

    def table(each: PrintedTable) -> str:
        grid = _expand(each)
        width = max(map(len, grid))
        lines = ["| " + " | ".join((cell.text if cell else "") for cell in row) + " |" for row in grid]
        return "\n".join([lines[0], "|" + " --- |" * width, *lines[1:]])

    return _document(printed, table, "## {}", "\n\n").encode()


def stacked(printed: Printed, dice: random.Random) -> bytes:
    """One cell a line behind a tab, an empty line after each row (muye)."""
    pad = dice.choice(("", " ", "\u00a0"))

    def table(each: PrintedTable) -> str:
        rows = []
        for row in _expand(each):
            cells = []
            for position, cell in enumerate(row):
                if cell is not None:
                    cells.append(f"\t{pad if cell.address else ''}{cell.text}")
                elif not any(
                    each is not None and at < position < at + each.across for at, each in enumerate(row)
                ):
                    cells.append("\t")
            rows.append("\n".join(cells) + "\n")
        return "\n".join(rows)

    return _document(printed, table).encode(dice.choice(("utf-8", "utf-8", "gb18030")))


def bare(printed: Printed, dice: random.Random) -> bytes:
    """One cell a line and nothing else."""

    def table(each: PrintedTable) -> str:
        return "\n".join(cell.text for row in each.rows for cell in row if cell.text)

    return _document(printed, table).encode()


def spaces(printed: Printed, dice: random.Random) -> bytes:
    """A line a row, cells two or more spaces apart."""
    gap = " " * dice.choice((2, 2, 4))

    def table(each: PrintedTable) -> str:
        return "\n".join(gap.join(cell.text for cell in row if cell.text) for row in each.rows)

    return _document(printed, table).encode()


def single_spaces(printed: Printed, dice: random.Random) -> bytes:
    """A line a row, cells one space apart, as text comes out of a PDF."""

    def table(each: PrintedTable) -> str:
        return "\n".join(" ".join(cell.text for cell in row if cell.text) for row in each.rows)

    return _document(printed, table).encode()


def together(printed: Printed, dice: random.Random) -> bytes:
    """Everything on one line, cells run together (pingtan): most of it cannot be read, none of it may be misread."""

    def table(each: PrintedTable) -> str:
        return "".join(cell.text for row in each.rows for cell in row)

    return _document(printed, table, "{}", dice.choice(("", " "))).encode()


FORMS: Mapping[str, Callable[[Printed, random.Random], bytes]] = {
    "tabs": tabs,
    "pipes": pipes,
    "stacked": stacked,
    "bare": bare,
    "spaces": spaces,
    "single_spaces": single_spaces,
    "together": together,
}
