"""Which row of the form a printed row is, by the words before its figures."""

from __future__ import annotations

from reports.document import GridCell
from reports.labels import RowLabel, bare, labels
from reports.tables.collected import Collected
from reports.tables.layout_used import GROUP_OR_ROW
from reports.tables.rows import PrintedRow
from reports.tables.taken import taken
from reports.tables.torn import is_beginning, is_mixed, wrapped_label

_OTHERS = "其他"


def label_of(
    row: PrintedRow, collected: Collected, above: str | None, *, in_applications: bool
) -> tuple[int | None, RowLabel | None]:
    """Where a row's label stands and which it is; `None` twice for a row that has none, or none that can be told.

    `above` is the last row named before it (``table.row``). "其他" and "总计" are labels only inside table three, or with their mark. What
    is doubtful is noted in `collected`.
    """
    met: list[tuple[int, RowLabel, bool]] = []
    for index, cell in enumerate(row.label_cells):
        words = row.seen[index].words
        if not words:
            continue
        for table in ("disclosure", "applications"):
            if words in ("其他", "总计", "合计", "其他处理") and not (in_applications or _is_numbered(cell)):
                continue
            found, misprint = labels(table).row(cell.text)
            if misprint and row.grid.guessed:
                continue  # no misprint: half of a label, or of two
            if found is not None and found.row == GROUP_OR_ROW and _heads_a_group(row, index):
                collected.unplaced.add(f"{table}.{GROUP_OR_ROW}")
                continue
            if _is_torn(row, cell, found, above) or _stands_elsewhere(row, index, found, above):
                continue
            if found is not None and not (misprint and labels(table).is_group(cell.text)):
                met.append((index, found, misprint))
                break
    collected.unplaced.update(f"{label.table}.{label.row}" for _, label, _ in met[:-1])
    best = met[-1] if met else None
    if not row.grid.reliable and row.first_value > 1:
        best = _put_together(row, collected, best)
    if best is None:
        return None, None
    index, label, misprint = best
    if row.grid.reliable and row.names_columns:
        collected.unplaced.add(f"{label.table}.{label.row}")
        return None, None
    if misprint:
        cell = row.label_cells[index]
        collected.note(cell.place, taken(cell.text, label.row))
    return index, label


def _stands_elsewhere(row: PrintedRow, index: int, label: RowLabel | None, above: str | None) -> bool:
    """A row 其他 that editors add to another group than the form's: its group is the one before it, or that of the row above."""
    if label is None or row.words[index] != _OTHERS or not row.grid.reliable:
        return False
    known = labels(label.table)
    groups = [words for words in row.words[:index] if words in known.groups] or known.groups_of(above)
    return bool(groups) and groups[-1] not in label.groups


def _is_torn(row: PrintedRow, cell: GridCell, label: RowLabel | None, above: str | None) -> bool:
    """In flattened text, whether these words are only the first line of another row's label."""
    if label is None or row.grid.reliable:
        return False
    return is_beginning(cell.text, label, above)


def _put_together(
    row: PrintedRow, collected: Collected, best: tuple[int, RowLabel, bool] | None
) -> tuple[int, RowLabel, bool] | None:
    """A label whose end stands in further cells; nothing where words of another row stand beside it."""
    whole = wrapped_label(row)
    if whole is not None:
        best = (*whole, False)
    if best is None or not is_mixed(row, best[0], best[1]):
        return best
    collected.cannot(best[1], row.place, "labels of several rows stand before the figures")
    return None


def _heads_a_group(row: PrintedRow, index: int) -> bool:
    """（六）其他处理 is a row in one form and a group of three in the other: a group goes down, or has labels after it."""
    after = [cell.text for cell in row.label_cells[index + 1 :]]
    return row.cells[index].row_span > 1 or any(text.strip() for text in after)


def _is_numbered(cell: GridCell) -> bool:
    return bare(cell.text) != "".join(cell.text.split())
