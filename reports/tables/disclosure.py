"""Table two: a header row for each 第二十条第（…）项, then one row an item."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reports.column_names import BEGINS, begins_a_header, named_columns
from reports.document import Grid, GridCell
from reports.form import forms
from reports.labels import (
    RowLabel,
    all_disclosure_columns,
    disclosure_columns,
    labels,
    plain,
    without_remark,
)
from reports.model import Cell, CellState
from reports.tables.align import agreed, in_order, not_shared_out, run_together, spread, unreadable
from reports.tables.collected import Collected
from reports.tables.label_below import NEXT_IS_LOST, may_hold_others, next_label_is_lost
from reports.tables.rows import PrintedRow


@dataclass(frozen=True, slots=True)
class Header:
    """The column cells of one header row, left to right, with the grid columns each covers (0-based)."""

    cells: tuple[GridCell, ...]
    names: tuple[str, ...]
    """Their bare words."""
    columns: tuple[tuple[int, int], ...]
    edge: int
    """Last grid column of the header row, empty cells counted."""


def is_caption(row: PrintedRow) -> bool:
    """第二十条第（…）项: what headers stood above it hold no longer."""
    return bool(row.cells) and _names_an_item(row.cells[0].text) and not _goes_down(row)


def _names_an_item(text: str) -> bool:
    return plain(text).startswith("第二十条第")


def _goes_down(row: PrintedRow) -> bool:
    """The caption stands to the left of its rows, and this is not the first of them."""
    return row.index > 0 and row.grid.rows[row.index - 1][row.columns[0][0]] is row.cells[0]


def disclosure_header(row: PrintedRow) -> Header | None:
    """A row that begins with 信息内容, or whose cells are column labels of section two and nothing else."""
    if (
        all_disclosure_columns().isdisjoint(row.words)
        and not _say_more(row.words)
        and BEGINS not in row.words
    ):
        return None
    filled = [
        (cell, at, words) for cell, at, words in zip(row.cells, row.columns, row.words, strict=True) if words
    ]
    if row.grid.reliable and len(filled) > 1 and _names_an_item(filled[0][0].text):
        filled = filled[1:]
    first = filled[0][2]
    begins = first == BEGINS or (row.grid.reliable and len(filled) > 1 and begins_a_header(first))
    named = filled[1:] if begins else filled
    names = tuple(words for _, _, words in named)
    known = [words for words in names if _is_column(words)]
    surely = row.grid.reliable and not row.has_number and (first == BEGINS or (begins and _all_named(names)))
    if not (known or (surely and named)) or (not surely and first != BEGINS and len(known) < len(named)):
        return None
    if any(labels("disclosure").row(cell.text)[0] for cell, _, _ in filled):
        return None
    cells, columns = tuple(cell for cell, _, _ in named), tuple(at for _, at, _ in named)
    return Header(cells, names, columns, row.columns[-1][1])


def _all_named(names: Sequence[str]) -> bool:
    """Whether these are all columns of some item, misprinted or not."""
    return any(
        named_columns(names, known, misprinted=True)
        for form in forms()
        for known in disclosure_columns(form).values()
    )


def _say_more(words: Iterable[str]) -> bool:
    """Whether a column of section two is among them with a remark set into its label."""
    return "(" in "".join(words) and not all_disclosure_columns().isdisjoint(map(without_remark, words))


def _is_column(words: str) -> bool:
    return without_remark(words) in all_disclosure_columns()


def read_item(
    collected: Collected, header: Header | None, row: PrintedRow, label: RowLabel, label_at: int
) -> None:
    start = max(_first_under(header, row), label_at + 1)
    printed = list(zip(row.cells[start:], row.columns[start:], strict=True))
    if header is None:
        collected.cannot(label, row.place, "its column headers were not found, so its values are not read")
        return
    form_id, ids = _columns(header, label, whole=not row.grid.reliable)
    if ids is None or form_id is None:
        collected.cannot(label, row.place, "the headers above it are not those of this row")
        return
    names = disclosure_columns(form_id)[label.row]
    for words, id, head in zip(header.names, ids, header.cells, strict=True):
        if without_remark(words) not in names:
            own = next(name for name, column in names.items() if column == id)
            collected.note(head.place, f"header {head.text!r} is taken for {own}")
    cells = (
        _guessed(header, row, printed)
        if row.grid.guessed
        else not_shared_out(_align(header, row, printed, len(ids)), row)
    )
    if not row.grid.reliable and next_label_is_lost(row, label, (form_id,)):
        if may_hold_others(row):
            collected.cannot(label, row.place, NEXT_IS_LOST)
            return
        if len(ids) == 1 and _is_in_one_line(row.grid):
            cells = [_of_two_rows(cell) for cell in cells]
    for column, head in zip(ids, header.cells, strict=True):
        collected.headers[f"disclosure.{label.row}.{column}"] = " ".join(head.text.split())
    collected.put_row(label, tuple(ids), cells)
    if any(cell.state is not CellState.UNREADABLE for cell in cells):
        collected.layouts[form_id] = collected.layouts.get(form_id, 0) + len(ids)
    others = tuple(dict.fromkeys(id for id in names.values() if id not in ids))
    if others and sum(bool(cell.text.strip()) for cell, _ in printed) > len(ids):
        nameless = unreadable(row.place, "a figure too many stands beside columns that have lost their name")
        collected.put_row(label, others, [nameless] * len(others))


def _first_under(header: Header | None, row: PrintedRow) -> int:
    """The row's first value; words below a header's name (按上级规定) are no label either, though a label may be words alone."""
    if header is None or not row.grid.reliable or row.columns[-1][1] != header.edge:
        return row.first_value
    return row.first_from(header.columns[0][0])


def _is_in_one_line(grid: Grid) -> bool:
    """A report run together: a lost label's figure then stands at the end of the row above ("行政处罚5" and a lost label's
    "0" are "行政处罚50")."""
    return grid.place.line == (grid.rows[-1][0] or grid).place.line


def _of_two_rows(cell: Cell) -> Cell:
    """One digit cannot be two rows' figures; more may."""
    if cell.state is not CellState.NUMBER or len(cell.raw or "") < 2:
        return cell
    return unreadable(cell.place, NEXT_IS_LOST, (), cell.raw)


def _columns(header: Header, label: RowLabel, *, whole: bool) -> tuple[str | None, list[str] | None]:
    """The format and column ids that the header cells name for this row; `None` unless all are named.

    `whole`: a header that lacks a column of the form is not believed either (in flattened text it was cut).
    """
    for form in forms():
        known = disclosure_columns(form).get(label.row)
        if known is None:
            continue
        ids = [known.get(without_remark(words)) for words in header.names]
        if whole and set(ids) != set(known.values()):
            continue
        if all(ids) and len(set(ids)) == len(ids):
            return form, [id for id in ids if id is not None]
    return _nearly(header, label, misprinted=not whole)


def _nearly(header: Header, label: RowLabel, *, misprinted: bool) -> tuple[str | None, list[str] | None]:
    """As `_columns`, for names that are cut or not the form's to the letter, where they are those of one form only."""
    met = {
        form: ids
        for form in forms()
        if (known := disclosure_columns(form).get(label.row)) is not None
        and (ids := named_columns(header.names, known, misprinted=misprinted)) is not None
    }
    return next(iter(met.items())) if len(met) == 1 else (None, None)


def _align(
    header: Header, row: PrintedRow, printed: Sequence[tuple[GridCell, tuple[int, int]]], columns: int
) -> list[Cell]:
    cells = [cell for cell, _ in printed]
    spans = [span for _, span in printed]
    while len(cells) > columns and not cells[-1].text.strip() and spans[-1][1] <= header.edge:
        cells.pop()
        spans.pop()
    if len(cells) == columns:
        return _blank_is_certain(in_order(cells), header, row)
    filled = [cell for cell in cells if cell.text.strip()]
    if row.grid.reliable and row.columns[-1][1] == header.edge:
        covering = [_covering(row, left) for left, _ in header.columns]
        covered = {id(cell) for cell in covering}
        left_over = any(id(cell) not in covered for cell in filled)  # a figure whose header is lost
        if None not in covering and len(covered) == columns and not left_over:
            return in_order([cell for cell in covering if cell is not None])
    if len(filled) == columns and (not row.grid.reliable or len(cells) == columns):
        return _filled(filled, cells[:columns], row, header)
    if row.grid.reliable and len(cells) > columns:
        return spread(cells, columns, row.place)
    if len(filled) == 1 and len(cells) == 1 and columns > 1:
        return run_together(filled[0], columns, ())
    return spread(filled, columns, row.place)


def _filled(
    filled: Sequence[GridCell], first: Sequence[GridCell], row: PrintedRow, header: Header
) -> list[Cell]:
    """As many figures as columns. Empty cells beside them are no one's, unless the row ends under a header without a name."""
    if row.columns[-1][1] > header.edge:
        return in_order(filled)
    return agreed([in_order(filled), in_order(first)], "columns of this row may have shifted")


def _guessed(
    header: Header, row: PrintedRow, printed: Sequence[tuple[GridCell, tuple[int, int]]]
) -> list[Cell]:
    """A row put together from where its words stand: a number under each header, and nothing beside them."""
    read = in_order([cell for cell, _ in printed])
    if tuple(at for _, at in printed) == header.columns and all(
        cell.state is CellState.NUMBER for cell in read
    ):
        return read
    why = "its table has no closed lines, and the row is not a figure under each header"
    return [unreadable(row.place, why) for _ in header.columns]


def _covering(row: PrintedRow, column: int) -> GridCell | None:
    found = next((i for i, (left, right) in enumerate(row.columns) if left <= column <= right), None)
    if found is None or found < row.first_value:
        return None
    return row.cells[found]


def _blank_is_certain(cells: list[Cell], header: Header, row: PrintedRow) -> list[Cell]:
    """In flattened text a row of blanks may be one whose figures were lost, and one that ends before its header lost a cell."""
    whole = row.columns[-1][1] >= header.edge and any(cell.state is CellState.NUMBER for cell in cells)
    if row.grid.reliable or whole:
        return cells
    return [
        unreadable(cell.place, "nothing of this row can be read") if cell.state is CellState.BLANK else cell
        for cell in cells
    ]
